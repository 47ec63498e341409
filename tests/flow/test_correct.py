"""Corrections from Python."""

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import TALKS, at, talks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        store.add([Filing(talks())])
    return tmp_path / "talks.duckdb"


def test_a_record_is_corrected_and_undone(path: Path) -> None:
    with RecordBook.open(path) as book:
        made = book.correct(
            "talks-1", "m1", {"status": "denied", "to": None}, author="A", made="2031-06-01T10:00+02:00"
        )
        assert [(one.field, one.person, one.made) for one in made] == [
            ("status", "denied", "2031-06-01T08:00:00Z"),
            ("to", None, "2031-06-01T08:00:00Z"),
        ]
        assert (book.moves(type="REQUEST")[0].status, book.moves(type="REQUEST")[0].to) == ("denied", ())
        assert book.machine_record(talks().report.id) == talks()
        assert book.undo(2, author="B").undone_by == "B"
        assert book.moves(type="REQUEST")[0].to == ("Belmaria",)
        assert [one.state for one in book.corrections()] == ["stands", "undone"]
        assert book.remove("talks-1").corrections == 2
        assert (len(book), len(book.corrections())) == (0, 0)


def test_values_are_words_spans_truths_or_several(path: Path) -> None:
    second = at(TALKS, "Belmaria", 1)
    with RecordBook.open(path) as book:
        book.correct("talks-1", "m1", {"about": ["its troops", second], "reciprocal": True}, author="A")
        row = book.moves(type="REQUEST")[0]
        assert (row.about, row.reciprocal) == (("its troops", "Belmaria"), True)
        book.correct("talks-1", "m1", {"trigger": second, "about": ""}, author="A")
        assert book.moves(type="REQUEST")[0].trigger_span == second
        with pytest.raises(UsageError) as caught:
            book.correct("talks-1", "m1", {"about": 5}, author="A")  # type: ignore[dict-item]
        assert caught.value.number == 506


def test_the_author_may_come_from_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_AUTHOR", raising=False)
    with RecordBook.open(path) as book:
        with pytest.raises(UsageError) as caught:
            book.correct("talks-1", "m1", action="accept")
        assert caught.value.number == 522
        monkeypatch.setenv("ONRECORD_AUTHOR", "C. Clerk")
        assert book.correct("talks-1", "m1", action="accept")[0].author == "C. Clerk"
