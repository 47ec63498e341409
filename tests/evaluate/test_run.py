"""The whole way, with the reader that users get."""

import json
import shutil
from pathlib import Path

import pytest
from evals import gate
from evals.gold import REPORTS

from onrecord.errors import OnrecordError
from onrecord.evaluate.gold import parse
from onrecord.evaluate.predict import read_all
from onrecord.evaluate.run import evaluate
from onrecord.record.parts import Record

TEXT = "“The ford stays open,” General Dara Venn said on Tuesday.\n\nTarn rejected the offer."


def line(number: int, text: str = TEXT) -> dict[str, object]:
    start = text.find("“")
    content = [[start, start + 22]] if start >= 0 else []
    return {
        "id": f"report-{number}",
        "text": f"{text}\n\n{number}",
        "date": "2031-05-04",
        "attributions": [{"source": [], "cue": [], "content": content, "actor": "Dara Venn"}],
        "moves": [],
    }


def write(path: Path, lines: list[dict[str, object]]) -> str:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in lines), "utf-8")
    return str(path)


def test_a_gold_file_is_read_and_scored(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [line(1), line(2)])
    result = evaluate("attributions", path)
    assert (result.kind, result.gold, result.unit) == ("attributions", path, "reports")
    assert (result.size, result.unread) == (2, ())
    assert result.find("content").gold == 2
    assert result.find("content", "direct").found == 2
    with pytest.raises(KeyError):
        result.find("content", "purple")


def test_moves_of_whole_reports_give_the_measures_of_reports(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [line(1)])
    assert evaluate("moves", path).measures == evaluate("reports", path).measures


def test_a_text_that_cannot_be_read_counts_as_one_with_nothing_found(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [line(1), line(2, TEXT + " Rain fell." * 50_000)])
    result = evaluate("attributions", path)
    assert result.unread == ("report-2",)
    assert (result.find("content").gold, result.find("content").found) == (2, 1)


def test_order_and_records_do_not_depend_on_the_workers() -> None:
    gold = parse([json.dumps(line(n)).encode() for n in range(40)], "made up")
    steps: list[tuple[int, int]] = []
    alone = read_all(gold, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(n, 40) for n in range(1, 41)]
    assert not any(isinstance(r, OnrecordError) for r in alone)
    assert [r.report.text for r in alone if isinstance(r, Record)] == [g.text for g in gold]
    assert read_all(gold, workers=2) == alone


def test_the_gate_pins_compares_and_notices_changed_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, floors = tmp_path / "reports", tmp_path / "floors.json"
    folder.mkdir()
    for path in sorted(REPORTS.glob("0[1-3]-*")):
        shutil.copy(path, folder)
    assert gate.run(folder, floors) == 1
    assert gate.run(folder, floors, pin=True) == 0
    assert gate.run(folder, floors) == 0

    pinned = json.loads(floors.read_text("utf-8"))
    pinned["floors"]["attributions content all"] = 1.01
    floors.write_text(json.dumps(pinned), "utf-8")
    assert gate.run(folder, floors) == 1
    assert "Quality fell: attributions content all" in capsys.readouterr().out
    assert gate.run(folder, floors, pin=True) == 1
    assert gate.run(folder, floors, pin=True, allow_regression=True) == 0

    label = next(folder.glob("*.json"))
    label.write_text(label.read_text("utf-8") + "\n", "utf-8")
    assert gate.run(folder, floors) == 1
    assert "Pin anew" in capsys.readouterr().out
