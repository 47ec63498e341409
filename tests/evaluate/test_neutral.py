"""Our figures are those of the independent scorers, to the digit, on labels and records drawn by a fixed seed.

neutral.json holds what those scorers printed. Where they are beside the checkout they are run again and must still
say it. To write it anew: python -m tests.evaluate.test_neutral
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluate import attributions, coreference, moves, reports
from onrecord.evaluate.gold import read_gold
from onrecord.evaluate.result import Measure
from onrecord.record.codec import encode
from onrecord.record.parts import Record
from onrecord.record.vocabulary import QUADS

from .drawn import as_gold, drawn, drawn_passages

TOOLS = Path(__file__).parents[3] / "shared" / "tools"
PINNED = Path(__file__).parent / "neutral.json"
QUAD_LETTERS = {
    "verbal-cooperation": "V-COOP",
    "material-cooperation": "M-COOP",
    "verbal-conflict": "V-CONF",
    "material-conflict": "M-CONF",
}
SIZE, SEED = 60, 20310504


@pytest.fixture(scope="module")
def pinned() -> dict[str, Any]:
    return json.loads(PINNED.read_text("utf-8"))  # type: ignore[no-any-return]


def test_attributions(pinned: dict[str, Any]) -> None:
    lines, records = drawn(SIZE, SEED)
    ours: dict[str, dict[str, Any]] = {}
    for m in attributions.score(zip(as_gold(lines), records, strict=True)):
        precision, recall = (100 * (m.precision or m.value), 100 * (m.recall or m.value))
        ours.setdefault(m.name, {})[m.part] = _percent(m, precision, recall)
    assert ours == {name: parts for name, parts in pinned["attributions"].items() if isinstance(parts, dict)}


def test_moves(pinned: dict[str, Any]) -> None:
    lines, records = drawn(SIZE, SEED)
    ours = {_event_name(m): m for m in moves.score(zip(as_gold(lines), records, strict=True))}
    theirs = {k: v for k, v in pinned["moves"]["scores"].items() if k != "location.acc"}
    assert set(ours) == set(theirs)
    for name, measure in ours.items():
        neutral = theirs[name]
        assert measure.value == pytest.approx(neutral["F1"], abs=1e-9), name
        if measure.interval:
            assert list(measure.interval) == pytest.approx(neutral["ci95"], abs=1e-9), name
        counts = (measure.found, measure.predicted, measure.gold)
        assert counts == (neutral["tp"], neutral["pred"], neutral["gold"]) if "tp" in neutral else measure.gold


def test_reports(pinned: dict[str, Any]) -> None:
    lines, records = drawn(SIZE, SEED)
    found = {(m.name, m.part): m for m in reports.score(zip(as_gold(lines), records, strict=True))}

    def prf(name: str) -> str:
        m = found[name, "all"]
        return f"P {m.precision:.3f} R {m.recall:.3f} F1 {m.value:.3f} ({m.found}/{m.predicted}/{m.gold})"

    def share(name: str) -> str:
        m = found[name, "all"]
        return f"{m.found}/{m.gold} = {m.value:.3f}"

    def value(name: str) -> str:
        return f"{found[name, 'all'].value:.3f}"

    trigger, noise = found["trigger", "all"], found["noise", "all"]
    assert [
        "statements found       " + prf("statements"),
        "speaker, of found      " + share("speaker.found"),
        "speaker, of all        " + share("speaker"),
        "typed moves            " + prf("moves"),
        f"trigger found, any type {trigger.found} of {trigger.gold}",
        f"of found moves: status {value('status')} layer {value('layer')} actor {value('actor')}",
        "voucher, of all        " + share("voucher"),
        f"noise blocks set apart {noise.found}/{noise.gold}",
    ] == pinned["reports"]


def test_pronouns_of_clusters(pinned: dict[str, Any]) -> None:
    lines, records = drawn(SIZE, SEED)
    right, held = coreference.score(zip(as_gold(lines), records, strict=True))
    ours = f"pronouns {right.gold}  with an actor {held.found}  right {right.found}  accuracy {right.value:.3f}"
    assert [ours] == pinned["gum"]


def test_passages(pinned: dict[str, Any], tmp_path: Path) -> None:
    table, records = drawn_passages(SIZE, SEED)
    path = tmp_path / "passages.tsv"
    path.write_text(table, "utf-8")
    (names,) = coreference.score(zip(read_gold(str(path)), records, strict=True))
    ours = f"passages {SIZE}  P {names.precision:.3f}  R {names.recall:.3f}  F1 {names.value:.3f}"
    assert [ours] == pinned["gap"]


@pytest.mark.skipif(not TOOLS.is_dir(), reason="the independent scorers are not beside this checkout")
def test_pinned_is_what_the_independent_scorers_say(pinned: dict[str, Any], tmp_path: Path) -> None:
    assert neutral(tmp_path) == pinned


def neutral(folder: Path) -> dict[str, Any]:
    """What the independent scorers say of the drawn labels and records."""
    lines, records = drawn(SIZE, SEED)
    table, passages = drawn_passages(SIZE, SEED)
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    read = _write(folder / "records.jsonl", records)
    gap, gap_read = folder / "gap.tsv", _write(folder / "passages.jsonl", passages)
    gap.write_text(table, "utf-8")
    predicted = {}
    for what in ("attributions", "events"):
        predicted[what] = folder / f"{what}.jsonl"
        predicted[what].write_text(_run("from_record.py", what, gold, read), "utf-8")
    return {
        "attributions": json.loads(_run("score_attributions.py", gold, predicted["attributions"], "--json")),
        # Sums of floats follow the order of a set there, so their last digits differ from run to run.
        "moves": json.loads(_run("score_events.py", gold, predicted["events"], "--json"), parse_float=_rounded),
        "reports": _run("score_reports.py", gold, read).splitlines(),
        "gum": _run("score_coreference.py", "gum", gold, read).splitlines(),
        "gap": _run("score_coreference.py", "gap", gap, gap_read).splitlines(),
    }


def _write(path: Path, records: list[Record]) -> Path:
    path.write_bytes(b"".join(encode(r) + b"\n" for r in records))
    return path


def _run(*arguments: str | Path) -> str:
    command = [sys.executable, str(TOOLS / arguments[0]), *map(str, arguments[1:])]
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def _rounded(number: str) -> float:
    return round(float(number), 10)


def _percent(m: Measure, precision: float, recall: float) -> dict[str, float]:
    f1 = 100 * m.value
    return {
        "P": round(precision, 2),
        "R": round(recall, 2),
        "F1": round(f1, 2),
        "gold": m.gold,
        "pred": m.predicted,
        "hit": m.found,
    }


def _event_name(m: Measure) -> str:
    part = QUAD_LETTERS[m.part] if m.part in QUADS.values() else m.part
    return m.name if part == "all" else f"{m.name}:{part}"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        said = neutral(Path(temporary))
    PINNED.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", "utf-8")
