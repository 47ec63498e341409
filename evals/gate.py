"""Quality is a test: fails when a measure on our own labelled reports falls below its pinned floor.

    python -m evals.gate                            compare with evals/floors.json; exit 1 when any is below
    python -m evals.gate --pin                      write today's scores as floors (better reading, new reports)
    python -m evals.gate --pin --allow-regression   the same, where a floor gets lower: say why in the commit

The floors hold for the labelled reports they were pinned on. Other reports or labels fail until floors are pinned anew.
"""

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evals import sentences
from evals.gold import REPORTS, GoldError
from evals.own import data_sha256, own_gold, score_own
from onrecord.errors import OnrecordError
from onrecord.evaluate.predict import read_all
from onrecord.evaluate.result import Evaluation

FLOORS = Path(__file__).parent / "floors.json"
DIGITS = 4
MARGIN = 0.005
"""How far below a new best score its floor is pinned: another kind of processor rounds otherwise, and a borderline
reading may differ there. No floor gets lower by it.
"""

GATED: dict[str, tuple[str, ...]] = {
    "attributions": (
        *("attribution all", "attribution direct", "attribution mixed", "attribution indirect"),
        *("fragment source", "fragment cue", "fragment content", "content all", "source-accuracy all"),
    ),
    "reports": (
        *("statements all", "speaker all", "moves all", "status all", "layer all"),
        *("actor all", "voucher all", "noise all"),
    ),
    "status": ("status.macro all",),
    "coreference": ("mentions all", "pronouns all", "b3 all"),
    "moves": ("type all", "type.macro all", "quad all", "actor.overlap all", "recipient.overlap all", "dyad_text all"),
    "sentences": ("quiet all", "layer all", "voucher all", "status all", "status.macro all"),
}
"""Measures with a floor: kind, then name and part."""


@dataclass(frozen=True)
class Floors:
    """Least scores by measure (shares from 0 to 1), and the reports they hold for."""

    data_sha256: str
    reports: int
    floors: dict[str, float]


@dataclass(frozen=True)
class Row:
    """One measure beside its floor; either is None where it is not there."""

    measure: str
    value: float | None
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether the measure is there and not below its floor. A measure without a floor does not hold."""
        return self.value is not None and self.floor is not None and self.value >= self.floor


def gated(evaluations: Iterable[Evaluation]) -> dict[str, float]:
    """The measures that have a floor, rounded down to four digits."""
    scale = 10**DIGITS
    return {
        f"{e.kind} {key}": math.floor(e.find(*key.split(" ")).value * scale) / scale
        for e in evaluations
        for key in GATED.get(e.kind, ())
    }


def compare(scores: dict[str, float], floors: dict[str, float]) -> list[Row]:
    """Each measure beside its floor, those of the scores first."""
    return [Row(name, scores.get(name), floors.get(name)) for name in dict.fromkeys((*scores, *floors))]


def lowered(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Measures whose floor would get lower, or vanish, by pinning these scores."""
    return [name for name, floor in floors.items() if scores.get(name, -1.0) < floor]


def floors_for(scores: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    """The floors to pin: a little below the scores, but not below the floor before where the score holds it.

    >>> floors_for({"a": 0.71, "b": 0.6}, {"a": 0.708, "b": 0.7})
    {'a': 0.708, 'b': 0.595}
    """
    pinned = {}
    for name, score in scores.items():
        floor, old = round(max(0.0, score - MARGIN), DIGITS), before.get(name, 0.0)
        pinned[name] = old if floor < old <= score else floor
    return pinned


def load(path: Path) -> Floors | None:
    """The pinned floors, or None when none are."""
    return Floors(**json.loads(path.read_text("utf-8"))) if path.exists() else None


def save(path: Path, floors: Floors) -> None:
    """Write floors, one measure a line."""
    path.write_text(json.dumps(vars(floors), indent=1) + "\n", "utf-8")


def table(rows: Iterable[Row]) -> str:
    """The rows as lines of text, in per cent."""

    def cell(value: float | None) -> str:
        return "     -" if value is None else f"{100 * value:6.2f}"

    lines = [f"{'measure':38} {'score':>6} {'floor':>6}"]
    lines += [f"{r.measure:38} {cell(r.value)} {cell(r.floor)}  {'' if r.holds else 'BELOW'}".rstrip() for r in rows]
    return "\n".join(lines)


def run(folder: Path, path: Path, pin: bool = False, allow_regression: bool = False, lines: Path | None = None) -> int:
    """Score the reports of a folder, and sentences, and compare with the floors, or pin them. The exit status."""
    gold = own_gold(folder)
    evaluations = score_own(gold, read_all(gold))
    if lines is not None:
        wanted = sentences.gold()
        evaluations += sentences.score_sentences(wanted, read_all(wanted))
    scores = gated(evaluations)
    now = Floors(data_sha256(folder, lines), len(gold), scores)
    pinned = load(path)
    print(f"{len(gold)} labelled reports")
    print(table(compare(scores, pinned.floors if pinned else {})))
    if pin:
        fallen = lowered(scores, pinned.floors) if pinned else []
        if fallen and not allow_regression:
            print(f"Not pinned: lower than before: {', '.join(fallen)}. If that is meant: --pin --allow-regression")
            return 1
        save(path, Floors(now.data_sha256, now.reports, floors_for(scores, pinned.floors if pinned else {})))
        print(f"Pinned {len(scores)} floors in {path}")
        return 0
    if pinned is None:
        print("No floors are pinned. Pin them with: python -m evals.gate --pin")
        return 1
    if pinned.data_sha256 != now.data_sha256:
        print("The labelled reports are not those that the floors were pinned on. Pin anew: python -m evals.gate --pin")
        return 1
    failed = [row.measure for row in compare(scores, pinned.floors) if not row.holds]
    if failed:
        print(f"Quality fell: {', '.join(failed)}")
    return 1 if failed else 0


def main(arguments: list[str] | None = None) -> int:
    """The command's exit status: 0 all floors hold, 1 some do not, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description="Compare quality with its pinned floors.")
    parser.add_argument("--pin", action="store_true", help="write today's scores, less a margin, as floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower a floor")
    given = parser.parse_args(arguments)
    if given.allow_regression and not given.pin:
        parser.error("--allow-regression goes with --pin")
    try:
        return run(REPORTS, FLOORS, given.pin, given.allow_regression, sentences.FILE)
    except (GoldError, OnrecordError) as error:
        print(error)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
