"""Fit how much the model's chances and the rules' word count when an act is judged (`reading/modelled_moves.py`).

    python -m training.fuse MODEL.onnx|CHECKPOINT.pt [--out ../onrecord-training/fusion.json]

Logistic regression over the types that model or rules name at a place, on two sets of our own of equal weight: the
move sentences (dev) and the labelled reports (evals/reports). A type is right where gold has it at the place; PLOVER's
gold tells no places, there anywhere in the sentence. Prints what each threshold would bring there, and on PLOVER's
sentences (dev half) and the Wikinews reports, which nothing is fitted to.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from evals import own, sentences

from onrecord.document.compose import Known, compose
from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.reading.marks import MoveMark
from onrecord.reading.model.acts import Act
from onrecord.reading.modelled_moves import Candidate, ModelledMoves
from onrecord.reading.reader import ModelReader
from training.calibrate import Table, fit
from training.evaluate import load
from training.records import GOLD

THRESHOLDS = (0.25, 0.3, 0.35, 0.38, 0.4, 0.45, 0.5)
FITTED = ("sentences", "reports")


@dataclass(frozen=True)
class Read:
    """One gold text with what model and rules see in it."""

    gold: GoldReport
    seen: tuple[Candidate, ...]

    def right(self, kind: str, trigger: Span) -> bool | None:
        """Whether gold has an act of a type there; None where it leaves that open."""
        if self.gold.moves is None:
            return any(event.type == kind for event in self.gold.events or ())
        hits = [move.optional for move in self.gold.moves if move.type == kind and meets(move.trigger, (trigger,))]
        return None if hits and all(hits) else bool(hits)


def read(reader: ModelReader, gold: list[GoldReport]) -> Iterator[Read]:
    """What the reader would merge, text by text."""
    seen: list[Candidate] = []

    def watch(merger: ModelledMoves, acts: list[Act], ruled: list[MoveMark]) -> list[MoveMark]:
        seen.extend(merger.candidates(acts, ruled))
        return []

    with mock.patch.object(ModelledMoves, "merge", watch):
        for report in gold:
            seen.clear()
            reader.read(compose(report.text, Known()))
            yield Read(report, tuple(seen))


def rows(found: list[Read]) -> tuple[Table, Table]:
    """The signs of every type at every place, and whether it is right."""
    signs, right = [], []
    for one in found:
        for candidate in one.seen:
            for kind, row in candidate.signs().items():
                told = one.right(kind, candidate.trigger)
                if told is not None:
                    signs.append(row)
                    right.append(float(told))
    return np.array(signs), np.array(right)


def score(found: list[Read], weights: Table, threshold: float) -> dict[str, float]:
    """F1 and false acts per text without one, at a threshold."""
    hits = kept = gold = false = bare = 0
    for one in found:
        judged = [candidate.judged(tuple(weights)) for candidate in one.seen]
        chosen = [(kind, c.trigger) for (kind, chance), c in zip(judged, one.seen, strict=True) if chance >= threshold]
        if one.gold.moves is None:
            wanted = {event.type for event in one.gold.events or ()}
            types = {kind for kind, _ in chosen}
            hits, kept, gold = hits + len(wanted & types), kept + len(types), gold + len(wanted)
            continue
        told = [one.right(kind, trigger) for kind, trigger in chosen]
        hits, kept = hits + told.count(True), kept + len(told) - told.count(None)
        gold += sum(not move.optional for move in one.gold.moves)
        if not one.gold.moves:
            false, bare = false + len(chosen), bare + 1
    return {"F1": round(200 * hits / max(1, kept + gold), 1), "false": round(false / max(1, bare), 3)}


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description="Fit the weights that judge acts.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/fusion.json"))
    arguments = parser.parse_args()
    reader = ModelReader(load(arguments.model))
    gold = {name: list(read_gold(str(GOLD[name]))) for name in ("plover", "wikinews")}
    gold |= {"sentences": sentences.gold("dev"), "reports": own.own_gold()}
    found = {name: list(read(reader, reports)) for name, reports in gold.items()}
    tables = {name: rows(found[name]) for name in FITTED}
    most = max(len(right) for _, right in tables.values())
    signs, right = (
        np.concatenate([np.repeat(table[n], -(-most // len(table[1])), axis=0) for table in tables.values()])
        for n in (0, 1)
    )
    weights = fit(signs, right)
    arguments.out.write_text(json.dumps([round(float(weight), 4) for weight in weights]), encoding="utf-8")
    print("weights", weights.round(3).tolist())  # noqa: T201
    for threshold in THRESHOLDS:
        print(threshold, {name: score(reads, weights, threshold) for name, reads in found.items()})  # noqa: T201


if __name__ == "__main__":
    main()
