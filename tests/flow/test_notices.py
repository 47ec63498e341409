"""Reports that are read although something is wrong with their bytes: the user is told, and nothing is lost."""

from pathlib import Path

import pytest

import onrecord
from onrecord.flow.add import Summary, add_paths
from onrecord.flow.book import RecordBook
from onrecord.flow.notices import notices
from onrecord.store.filing import Filed
from onrecord.store.record_store import RecordStore

CASES = [
    (b"Caf\xe9 workers said they would strike.", 220, "cp1252"),
    (b"Vasko said\x00 the road was shut.", 221, "offset 10"),
    ("Fr\u00e9d\u00e9ric \u00d6rn said the caf\u00e9 and d\u00e9p\u00f4t were shut.".encode() + b"\xff", 221, "U+FFFD"),
]


@pytest.mark.parametrize(("data", "number", "words"), CASES)
def test_each_is_read_and_told_of(tmp_path: Path, data: bytes, number: int, words: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    (record,) = onrecord.read_paths(path)
    assert isinstance(record, onrecord.Record)
    told = {notice.number: str(notice) for notice in notices(record)}
    assert words in told[number]
    assert "report.txt" in told[number]


def test_a_sound_report_needs_none() -> None:
    assert notices(onrecord.read("Vasko said the road was shut.")) == []


def test_adding_tells_and_keeps(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"Caf\xe9 workers said they would strike.")
    with RecordStore.open(tmp_path / "kept.duckdb") as store:
        events = list(add_paths(RecordBook(store), tmp_path))
    (kept,) = (event for event in events if isinstance(event, Filed))
    assert [notice.number for notice in kept.notices] == [220]


def test_the_record_among_the_reports_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Vasko said the road was shut.")
    with RecordStore.open(tmp_path / "kept.duckdb") as store:
        list(add_paths(RecordBook(store), tmp_path))
        assert [type(event) for event in add_paths(RecordBook(store), tmp_path)] == [Filed]


GERMAN = "Die Gesandten beider Seiten trafen sich am Fluss, und der Minister sagte, es sei noch nichts erreicht worden."
ENGLISH = (
    "Irena Vasko, the minister, said that the envoys would meet again at the bridge on Tuesday and sign the truce."
)


def test_a_report_in_another_language_is_kept_unread_and_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "tag1.txt").write_text(GERMAN, "utf-8")
    with RecordStore.open(tmp_path / "kept.duckdb") as store:
        book = RecordBook(store)
        summary = Summary()
        for event in add_paths(book, tmp_path):
            summary.count(event)
            assert isinstance(event, Filed)
            assert [(n.number, "German (de)" in n.what) for n in event.notices] == [(222, True)]
        assert (summary.added, summary.unread, summary.facts()["unread"]) == (1, 1, 1)
        assert "1 of them in another language: kept, not read." in str(summary)
        (found,) = book.search("Gesandten")
        record = book.record(found.report.id)
    assert record.report.language == "de"
    assert (record.actors, record.statements, record.moves, record.ties) == ((), (), (), ())
    assert [record.report.text[slice(*part.span)] for part in record.left_out] == [GERMAN]


def test_paragraphs_in_another_language_are_told_of_with_their_languages() -> None:
    record = onrecord.read(f"{ENGLISH}\n\n{GERMAN}\n\nالتقى المبعوثون يوم الثلاثاء عند النهر ولم يتفقوا.")
    assert record.report.language == "en"
    (notice,) = notices(record)
    assert (notice.number, notice.facts["count"]) == (223, 2)
    assert "Arabic (ar), German (de)" in notice.what
    spans = [one.content.spans for one in record.statements]
    assert spans
    assert all(end <= len(ENGLISH) for some in spans for _, end in some)


def test_an_english_report_tells_nothing_of_languages() -> None:
    assert (
        notices(onrecord.read(f"{ENGLISH}\n\n“Nein,” said Ondal, “wir gehen nicht zurück, und das ist alles.”")) == []
    )
