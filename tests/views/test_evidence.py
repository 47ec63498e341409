from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.errors import StoreError, UsageError
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.views.evidence import Passage, evidence, evidence_at
from tests.made import at, talks
from tests.store.test_corrections import ask

TEXT = talks().report.text


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add([Filing(talks()), Filing(talks("late", "2031-05-15", "Varn Courier"))])
        yield opened


def _text(passage: Passage) -> str:
    return "".join(segment.text for segment in passage.segments)


def test_a_statement_with_its_passage_and_a_sentence_either_side(store: RecordStore) -> None:
    found = evidence(store, "talks-1", "s1")
    [passage] = found.passages
    assert _text(passage) == TEXT[slice(*passage.around)]
    assert _text(passage).startswith("Foreign Minister")
    assert _text(passage).endswith("withdraw its troops.")
    assert found.link == f"/reading/{talks().report.id}?c={at(TEXT, '“We')[0]}-{at(TEXT, 'sign.”')[1]}#c"
    assert found.unattributed is False


def test_who_speaks_as_written_and_as_resolved(store: RecordStore) -> None:
    parts = {one.part: one for one in evidence(store, "talks-1", "s1").parts}
    source = parts["source"]
    assert source.words == "Foreign Minister Šárka Ilvane of Keth"
    assert source.actor is not None
    assert (source.actor.id, source.actor.name) == ("a1", "Šárka Ilvane")
    assert source.actor.identity is not None
    assert (source.actor.identity.name, source.actor.identity.reports) == ("Šárka Ilvane", 2)
    assert (parts["said"].words, parts["said"].value, parts["said"].precision) == ("Tuesday", "2031-05-13", "day")


def test_nobody_is_made_up(store: RecordStore) -> None:
    found = evidence(store, "talks-1", "s3")
    assert found.unattributed is True
    assert [one.part for one in found.parts] == ["cue", "content"]
    assert [(one.statement, one.who) for one in found.chain] == [("s3", None), (None, "The Orrery")]


def test_a_move_with_its_voucher_as_a_quote(store: RecordStore) -> None:
    found = evidence(store, "talks-1", "m2")
    assert [(one.part, one.words) for one in found.parts] == [
        ("trigger", "agreed"),
        ("by", "Keth"),
        ("condition", "the bridge reopens"),
    ]
    assert [(one.statement, one.who, one.layer) for one in found.chain] == [
        ("s2", "Tarek Ondal", "reported"),
        (None, "The Orrery", "narration"),
    ]
    [other] = found.others
    assert (other.how, other.entry.id, other.quote) == (
        "vouched by",
        "s2",
        "Keth had agreed to a truce only if the bridge reopens",
    )
    assert {segment.layer for segment in found.passages[0].segments} == {"narration", "reported"}
    assert found.occurrence is not None
    assert [one.report.given_id for one in found.occurrence.accounts] == ["talks-1", "late"]


def test_a_statement_shows_what_is_said_in_it(store: RecordStore) -> None:
    found = evidence(store, "talks-1", "s2")
    assert [(one.how, one.entry.id, one.quote) for one in found.others] == [
        ("holds", "m2", "Keth had agreed to a truce only if the bridge reopens")
    ]


def test_nested_statements_lead_to_the_outlet(tmp_path: Path) -> None:
    record = talks()
    outer, inner = record.statements[1], record.statements[2]
    record = replace(record, statements=(record.statements[0], outer, replace(inner, within="s2")))
    with RecordStore.open(tmp_path / "nested.duckdb") as store:
        store.add([Filing(record)])
        found = evidence(store, "talks-1", "m3")
    assert [one.statement for one in found.chain] == ["s3", "s2", None]


def test_a_tie_and_an_actor(store: RecordStore) -> None:
    tie = evidence(store, "talks-1", "t1")
    assert [(one.how, one.quote) for one in tie.others] == [("from", "Tarek Ondal"), ("to", "Belmaria")]
    actor = evidence(store, "talks-1", "a1")
    assert [one.words for one in actor.parts] == ["Foreign Minister"]
    assert actor.chain == ()


def test_the_history_keeps_what_was_undone(store: RecordStore) -> None:
    store.correct("talks-1", ask("m1", status=["denied"]))
    store.correct("talks-1", ask("m2", status=["asked"]))
    store.undo(1, "B. Editor")
    [one] = evidence(store, "talks-1", "m1").history
    assert (one.machine, one.person, one.state, one.undone_by) == ("happened", "denied", "undone", "B. Editor")
    now = evidence(store, "talks-1", "m2")
    assert [one.person for one in now.history] == ["asked"]
    assert (now.entry.status, now.entry.corrected[0].machine) == ("asked", "conditional")


def test_a_rejected_entry_is_gone(store: RecordStore) -> None:
    store.correct("talks-1", ask("m1", action="reject"))
    with pytest.raises(StoreError, match="E423"):
        evidence(store, "talks-1", "m1")


def test_a_passage_by_its_span(store: RecordStore) -> None:
    span = at(TEXT, "agreed")
    found = evidence_at(store, "talks-1", span)
    assert [one.id for one in found.entries] == ["m2", "s2"]
    assert found.passage.span == span
    assert _text(found.passage).startswith("Tarek Ondal, the envoy")
    assert {mark.entry for mark in found.marks} == {"m2", "s2"}
    nothing = evidence_at(store, "talks-1", at(TEXT, "READ ALSO"))
    assert nothing.entries == ()
    assert {segment.layer for segment in nothing.passage.segments} == {None}


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, 10_000), (9, 3)])
def test_a_passage_that_is_none(store: RecordStore, span: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="E541"):
        evidence_at(store, "talks-1", span)


def test_copies_and_facts(store: RecordStore) -> None:
    found = evidence(store, "late", "s1")
    assert found.copies.of is not None
    assert found.copies.of.given_id == "talks-1"
    assert (found.report.publisher, found.report.reader.onrecord) == ("Varn Courier", "0.1.0")
