"""Claims and disputes are kept as reports come and go."""

from collections.abc import Sequence

import pytest

from onrecord.record.parts import Record
from onrecord.record.propose import Asked
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.ledger import contradictions, ledger
from tests.across.spoken import report
from tests.conftest import Places

PROMISED = "Keth had promised Belmaria never to storm the harbour of Varn"


def _reports() -> list[Record]:
    return [
        report(f"Tarek Ondal said {PROMISED}.", [("Tarek Ondal", "said", PROMISED)], given_id="one"),
        report(
            "Ilka Brand said Keth had made no promise to Belmaria over the harbour of Varn.",
            [("Ilka Brand", "said", "Keth had made no promise to Belmaria over the harbour of Varn")],
            published="2031-05-15",
            publisher="The Courier",
            given_id="two",
        ),
        report(
            f"In Oranza Tarek Ondal repeated that {PROMISED}.",
            [("Tarek Ondal", "repeated", PROMISED)],
            published="2031-05-16",
            publisher="The Courier",
            given_id="three",
        ),
    ]


@pytest.fixture
def store(path: str) -> RecordStore:
    return RecordStore.open(path)


def _add(store: RecordStore, records: Sequence[Record], at_once: int) -> None:
    for start in range(0, len(records), at_once):
        store.add([Filing(record) for record in records[start : start + at_once]])


def _claims(store: RecordStore) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (found.id, [(one.how, str(one.record.report.given_id)) for one in found.appearances])
        for found in store.find_claims(Filters())
    ]


def _pairs(store: RecordStore) -> list[tuple[str, str, str]]:
    return [
        (p.kind, str(p.first.record.report.given_id), str(p.second.record.report.given_id))
        for p in store.find_disputes()
    ]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_claim_has_its_appearances_whatever_the_batches(store: RecordStore, at_once: int) -> None:
    with store:
        _add(store, _reports(), at_once)
        claims = _claims(store)
        assert [appearances for _, appearances in claims] == [
            [("first", "one"), ("repeated", "three"), ("denied", "two")],
            [("first", "two")],
        ]
        assert _pairs(store) == [("whether", "one", "two"), ("whether", "two", "three")]
        assert len({pair.id for pair in store.find_disputes()}) == 1


def test_ids_do_not_depend_on_other_reports(store: RecordStore, places: Places) -> None:
    with store, RecordStore.open(places("other")) as other:
        _add(store, _reports(), 1)
        _add(other, [_reports()[0]], 1)
        assert _claims(other)[0][0] == _claims(store)[0][0]


def test_a_report_that_goes_leaves_nothing_of_its_own(store: RecordStore) -> None:
    with store:
        _add(store, _reports(), 1)
        claim = _claims(store)[0][0]
        store.remove([_reports()[0].report.id])
        left = _claims(store)
        assert [a for _, a in left] == [[("first", "two")], [("first", "three"), ("denied", "two")]]
        assert left[1][0] == claim
        assert _pairs(store) == [("whether", "two", "three")]


def test_a_denial_that_goes_leaves_the_claim(store: RecordStore) -> None:
    with store:
        _add(store, _reports(), 1)
        store.remove([_reports()[1].report.id])
        assert [a for _, a in _claims(store)] == [[("first", "one"), ("repeated", "three")]]
        assert _pairs(store) == []


def test_reports_weeks_apart_are_not_compared(store: RecordStore) -> None:
    early = report(f"Tarek Ondal said {PROMISED}.", [("Tarek Ondal", "said", PROMISED)], published="2030-01-02")
    with store:
        _add(store, [early, _reports()[1]], 1)
        assert _pairs(store) == []


def test_who_said_it_first_stays_so_when_his_report_is_corrected(store: RecordStore) -> None:
    _add(store, _reports(), 1)
    before, pairs = _claims(store), _pairs(store)
    assert [how for _, hows in before for how in hows][:2] == [("first", "one"), ("repeated", "three")]
    store.correct("one", Asked(action="accept", entry="s1", author="A. Editor"))
    assert (_claims(store), _pairs(store)) == (before, pairs)
    store.correct("one", Asked(action="set", entry="a1", fields={"name": ["Ondal"]}, author="A. Editor"))
    store.undo(2, "A. Editor")
    assert (_claims(store), _pairs(store)) == (before, pairs)


def test_what_a_person_added_is_said_and_contradicted_as_the_rest(store: RecordStore) -> None:
    text = f"Tarek Ondal spoke. He said {PROMISED}, and he left."
    _add(store, [report(text, [("Tarek Ondal", "spoke", "he left")], given_id="added"), _reports()[1]], 1)
    assert _pairs(store) == []
    fields = {"content": [PROMISED], "source": ["Tarek Ondal"], "cue": ["said"]}
    store.correct("added", Asked(action="add", entry="statement", fields=fields, author="A. Editor"))
    store.correct("added", Asked(action="reject", entry="s1", author="A. Editor"))
    assert _pairs(store) == [("whether", "added", "two")]
    (question,) = contradictions(store)
    assert {answer.entry for answer in question.answers} == {"sh1", "s1"}
    assert PROMISED in question.answers[0].passage
    assert any(row.disputes for row in ledger(store, Filters()))
