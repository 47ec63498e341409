"""`onrecord ledger`."""

import json
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.across.spoken import report

WORDS = "the bridge at Varn would stay shut"


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = str(tmp_path / "talks.duckdb")
    with RecordStore.open(made) as store:
        store.add([Filing(report(f"Tarek Ondal said {WORDS}.", [("Tarek Ondal", "said", WORDS)]))])
    return made


def test_a_claim_is_one_line(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", path]) == 0
    line = capsys.readouterr().out.strip()
    assert line.startswith(f"claim | {WORDS} | Tarek Ondal (said) | 2031-05-14 | repeats 0, outlets 1 | ")
    assert "The Orrery, 2031-05-14, " in line


def test_json_has_every_key(path: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["ledger", path, "--json"]) == 0
    row = json.loads(capsysbinary.readouterr().out)
    assert (row["claim"], row["repeats"], row["denied_by"], row["disputes"]) == (WORDS, 0, [], [])


def test_csv_has_a_head(path: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["ledger", path, "--csv", "--source", "Ondal"]) == 0
    head, row, *_ = capsysbinary.readouterr().out.decode().splitlines()
    assert head.startswith("id,claim,speaker,cue,first_said,layer,report_id,")
    assert WORDS in row


def test_nothing_found_is_no_error(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", path, "--about", "sugar"]) == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def disputed(tmp_path: Path) -> str:
    made = str(tmp_path / "disputed.duckdb")
    one, other = "the navy is hiding a second submarine", "there is no second submarine"
    said = [("Tarek Ondal", "said", one), ("Mirel Asdova", "replied", other)]
    with RecordStore.open(made) as store:
        store.add([Filing(report(f"Tarek Ondal said {one}. Mirel Asdova replied {other}.", said))])
    return made


class TestContradictions:
    def test_a_question_is_one_line_with_every_answer(self, disputed: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ledger", disputed, "--contradictions"]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith("contradiction | whether | Tarek Ondal (The Orrery, 2031-05-14, ")
        assert "| Mirel Asdova (The Orrery, " in line

    @pytest.mark.parametrize(
        ("filters", "count"),
        [
            (("--source", "Asdova"), 1),
            (("--source", "Ilvane"), 0),
            (("--about", "second submarine"), 1),
            (("--about", "bridge"), 0),
            (("--since", "2031-05-14"), 1),
            (("--since", "2031-06"), 0),
            (("--until", "2031-05"), 1),
            (("--until", "2031-04"), 0),
            (("--limit", "1"), 1),
        ],
    )
    def test_filters(
        self, disputed: str, capsysbinary: pytest.CaptureFixture[bytes], filters: tuple[str, ...], count: int
    ) -> None:
        assert main(["ledger", disputed, "--contradictions", "--json", *filters]) == 0
        rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
        assert [len(row["answers"]) for row in rows] == [2] * count

    def test_what_does_not_apply(self, disputed: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ledger", disputed, "--contradictions", "--layer", "reported"]) == 2
        assert capsys.readouterr().err.startswith("E501")
