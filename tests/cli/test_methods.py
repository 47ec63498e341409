"""`onrecord methods`, and the same over HTTP."""

import json
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import talks


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = str(tmp_path / "talks.duckdb")
    with RecordStore.open(made) as store:
        store.add([Filing(talks())])
    return made


def test_it_is_text_in_paragraphs(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods", path]) == 0
    told = capsys.readouterr().out.split("\n\n")
    assert told[0] == (
        "Reports. The record holds 1 report of 1 outlet (The Orrery 1). Published on 2031-05-14. "
        "By language (ISO 639): en 1."
    )
    assert told[1].startswith("Reading. All were read by onrecord 0.1.0 (rules-en 1).")
    assert told[-1].startswith("Cite. The onrecord developers: onrecord, version ")


def test_json_has_every_figure(path: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["methods", path, "--json", "--outlets", "1"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["reports"] == 1
    assert found["readers"] == [{"onrecord": "0.1.0", "models": {"rules-en": "1"}, "reports": 1, "measured": False}]
    assert found["move_types"] == [{"value": name, "count": 1} for name in ("AGREE", "ASSAULT", "REQUEST")]


def test_no_outlets_is_told(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods", path, "--outlets", "0"]) == 2
    assert "E504 outlets must be a whole number of at least 1" in capsys.readouterr().err
