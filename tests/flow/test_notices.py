"""Reports that are read although something is wrong with their bytes: the user is told, and nothing is lost."""

from pathlib import Path

import pytest

import onrecord
from onrecord.flow.add import add_paths
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
