"""`onrecord check` and `onrecord backup` from the command line."""

import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from tests.made import talks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordBook.open(path) as book:
        book.keep([Filing(talks()), Filing(talks("other"))])
    return path


def _spoil(path: Path, table: str) -> None:
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        asked = f"SELECT max(block_id) FROM pragma_storage_info('{table}')"
        block = connection.execute(asked).fetchall()[0][0]
    data = bytearray(path.read_bytes())
    data[12_288 + block * 262_144 + 1000] ^= 4
    path.write_bytes(data)


def test_a_whole_record(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("checked | 34 tables, ")
    assert "2 reports" in lines[0]
    assert lines[-1] == "whole"
    assert main(["check", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["whole"] is True
    assert told["counts"]["reports"] == 2


def test_a_damaged_record_is_told_and_saved(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _spoil(path, "moves")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "E463 Table moves (" in out
    assert out.splitlines()[-1].startswith("faults | ")
    assert main(["check", str(path), "--json"]) == 1
    (fault, *_) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["number"] == 463
    assert "--rescue" in fault["remedy"]
    # Other commands say so too, and show no trace of the program.
    assert main(["moves", str(path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("E460 ")
    assert f"onrecord check {path}" in err
    assert main(["check", str(path), "--rescue", str(tmp_path / "saved.duckdb")]) == 0
    assert capsys.readouterr().out.splitlines() == ["saved | 2 reports, 0 corrections", "nothing was lost"]
    assert main(["check", str(tmp_path / "saved.duckdb")]) == 0


@pytest.mark.parametrize("length", [12, 5000, 20_000, 300_000, 3_000_000])
def test_a_record_cut_short_is_told_by_name(path: Path, length: int, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes()[:length])
    for command in ("check", "statements"):
        assert main([command, str(path)]) == 1
        told = capsys.readouterr()
        assert any(number in told.out + told.err for number in ("E410", "E460", "E463"))


def test_backup(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "copy.duckdb"
    assert main(["backup", str(path), str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "whole"
    assert main(["backup", str(path), str(out)]) == 1
    assert capsys.readouterr().err.startswith("E471 ")
    assert main(["backup", str(path), str(out), "--replace"]) == 0
    assert main(["backup", str(path), str(path)]) == 1
    with RecordBook.open(out, read_only=True) as book:
        assert len(book) == 2


def test_what_was_lost_is_told_on_adding(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    older = path.read_bytes()
    with RecordBook.open(path) as book:
        book.keep([Filing(talks("later"))])
    path.write_bytes(older)
    assert main(["add", str(path), str(tmp_path / "gone.txt")]) == 1
    assert "E462 " in capsys.readouterr().err
    assert main(["check", str(path)]) == 1
    assert main(["check", str(path), "--accept"]) == 0
    assert main(["check", str(path)]) == 0
