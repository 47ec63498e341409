"""The claim ledger as rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.across.spoken import report

SHUT = "the bridge at Varn would stay shut until the last rifle was handed over"
SHUT_TOO = "the Varn bridge would stay shut till the last rifle had been handed over"


@pytest.fixture
def book(path: str) -> Iterator[RecordBook]:
    records = [
        report("Ilka Brand said the port was calm at dawn.", [("Ilka Brand", "said", "the port was calm at dawn")]),
        report(
            f"Tarek Ondal said {SHUT}. Ilka Brand denied that the bridge at Varn had been shut.",
            [("Tarek Ondal", "said", SHUT), ("Ilka Brand", "denied", "that the bridge at Varn had been shut")],
        ),
        report(
            f"In Oranza Tarek Ondal said {SHUT_TOO}.",
            [("Tarek Ondal", "said", SHUT_TOO)],
            published="2031-05-16",
            publisher="The Courier",
        ),
    ]
    with RecordStore.open(path) as store:
        store.add([Filing(record) for record in records])
    with RecordBook.open(path, read_only=True) as found:
        yield found


def test_what_something_happened_to_comes_first(book: RecordBook) -> None:
    first, *others = book.ledger()
    assert (first.claim, first.speaker, first.cue, first.first_said) == (SHUT, "Tarek Ondal", "said", "2031-05-14")
    assert first.repeats == 1
    assert first.outlets == ("The Orrery", "The Courier")
    assert [str(change) for change in first.changed] != []
    assert {row.claim for row in others} == {"the port was calm at dawn", "that the bridge at Varn had been shut"}


def test_every_appearance_has_its_passage(book: RecordBook) -> None:
    row = book.ledger()[0]
    assert [one.how for one in row.appearances] == ["first", "reworded"]
    assert row.appearances[1].content == SHUT_TOO
    assert row.appearances[1].changed == row.changed
    assert row.passage == f"Tarek Ondal said {SHUT}"


def test_a_denial_is_no_assertion(book: RecordBook) -> None:
    (row,) = (row for row in book.ledger() if row.speaker == "Ilka Brand" and row.cue == "denied")
    assert row.repeats == 0


@pytest.mark.parametrize(
    ("filters", "claims"),
    [
        ({"source": "Ondal"}, 1),
        ({"about": "calm"}, 1),
        ({"publisher": "Courier"}, 1),
        ({"since": "2031-05-15"}, 1),
        ({"until": "2031-05-01"}, 0),
        ({"limit": 2}, 2),
        ({"layer": "own_words"}, 0),
    ],
)
def test_filters(book: RecordBook, filters: dict[str, str], claims: int) -> None:
    assert len(book.ledger(**filters)) == claims  # type: ignore[arg-type]  # filters of several kinds


def test_a_filter_that_makes_no_sense(book: RecordBook) -> None:
    with pytest.raises(UsageError, match="E501"):
        book.ledger(status="denied")  # type: ignore[call-arg]


def test_a_claim_goes_into_csv_and_json(book: RecordBook, tmp_path: Path) -> None:
    book.ledger().to_csv(tmp_path / "claims.csv")
    text = (tmp_path / "claims.csv").read_text("utf-8")
    assert "reworded: Tarek Ondal (The Courier, 2031-05-16)" in text
    assert '"how":"reworded"' in book.ledger().to_json()


def test_contradictions_tell_both_sides(tmp_path: Path) -> None:
    paid, unpaid = "Keth paid the pilots of the Aldis", "Keth never paid the pilots of the Aldis"
    one = report(f"Tarek Ondal said {paid}. Ilka Brand said {unpaid}.", [("Tarek Ondal", "said", paid)])
    two = report(f"Ilka Brand of Oranza said {unpaid}.", [("Ilka Brand", "said", unpaid)], publisher="The Courier")
    with RecordStore.open(tmp_path / "paid.duckdb") as store:
        store.add([Filing(one), Filing(two)])
        book = RecordBook(store)
        (question,) = book.contradictions()
        assert question.kind == "whether"
        assert [answer.source for answer in question.answers] == ["Tarek Ondal", "Ilka Brand"]
