"""`onrecord stories`."""

import csv
import io
import json
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made_stories import FERRY, GROUPS, all_reports, story_report


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = str(tmp_path / "talks.duckdb")
    again = story_report("again", "2031-05-07", *FERRY["ferry-1"][1:], publisher="A\nHerald")
    with RecordStore.open(made) as store:
        store.add(map(Filing, [*all_reports(), again]))
    return made


def test_json_has_exactly_the_keys_promised(path: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["stories", path, "--json"]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert {tuple(row) for row in rows} == {("id", "reports", "first", "last", "headline")}
    assert {tuple(report) for row in rows for report in row["reports"]} == {("id", "given_id", "text_sha256")}
    told = {frozenset(report["given_id"] for report in row["reports"]) - {"again"} for row in rows}
    assert told == GROUPS


def test_a_story_is_one_line(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", path, "--about", "ferry"]) == 0
    assert capsys.readouterr().out == (
        "story | Ferry crews strike at Quill | 2031-05-03 to 2031-05-07 | 4 reports, 1 of them a copy | "
        "The Orrery, Gazette, Courier, A Herald\n"
    )


def test_at_a_terminal_the_headline_stands_out(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.cli.output.on_terminal", lambda: True)
    assert main(["stories", path, "--about", "prisoners"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Prisoners exchanged at Varn",
        "    2031-05-06, 3 reports",
        "    The Orrery, Gazette, Courier",
        "",
    ]


def test_csv_names_the_reports(path: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["stories", path, "--csv", "--limit", "1"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode()))
    assert row["reports"] == "ferry-1; ferry-2; ferry-3; again"
    assert (row["first"], row["headline"]) == ("2031-05-03", "Ferry crews strike at Quill")


def test_nothing_found_is_no_error_and_two_forms_are(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", path, "--about", "sugar"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["stories", path, "--json", "--csv"]) == 2
    assert "E505" in capsys.readouterr().err
