"""Our figures are those of the independent scorers, to the digit, on labels and records drawn by a fixed seed.

neutral.json holds what those scorers printed; pin_neutral.py runs them again.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluate import attributions, coreference, moves, reports
from onrecord.evaluate.gold import read_gold
from onrecord.evaluate.result import Measure
from onrecord.record.vocabulary import QUADS

from .drawn import SEED, SIZE, as_gold, drawn, drawn_passages

PINNED = Path(__file__).parent / "neutral.json"
QUAD_LETTERS = {
    "verbal-cooperation": "V-COOP",
    "material-cooperation": "M-COOP",
    "verbal-conflict": "V-CONF",
    "material-conflict": "M-CONF",
}


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
