"""Fit how much the model's chances and the rules' word count when an act is judged (`reading/act_signs.py`).

    python -m training.fuse [MODEL.onnx|CHECKPOINT.pt] [--out ../onrecord-training/fusion.json]

Without a model: the one in the package, whose notes then get the weights (no torch is needed for that). Logistic
regression over the types that model or rules name at a place, on two sets of our own of equal weight: move sentences
(dev) and the labelled reports (evals/reports). A type is right where gold has it at the place; PLOVER's gold tells no
places, there anywhere in the sentence. Prints what each threshold would bring there, each fifth of a set judged with
weights fitted on the rest, and on PLOVER's sentences (dev half), the Wikinews reports and the excerpts of real news
that we marked (dev), which nothing is fitted to.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import msgspec
import numpy as np
from evals import own, sentences

from onrecord.document.compose import Known, compose
from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.reading.act_signs import Candidate
from onrecord.reading.marks import MoveMark
from onrecord.reading.model.acts import Act
from onrecord.reading.model.session import NOTES
from onrecord.reading.modelled_moves import ModelledMoves
from onrecord.reading.reader import ModelReader
from training import elsewhere
from training.records import DATA, GOLD, model_of
from training.regression import Table, fit

THRESHOLDS = (0.3, 0.35, 0.38, 0.4, 0.42, 0.45, 0.5)
FITTED = ("sentences", "reports")
FOLDS = 5
PACKAGED = Path("src/onrecord/reading/model/weights") / NOTES


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


def weights_of(sets: list[list[Read]]) -> Table:
    """The weights that fit some sets best, each counting alike."""
    tables = [rows(found) for found in sets]
    most = max(len(right) for _, right in tables)
    signs, right = (
        np.concatenate([np.repeat(table[n], -(-most // len(table[1])), axis=0) for table in tables]) for n in (0, 1)
    )
    return fit(signs, right)


def judged(found: list[Read], weights: Table) -> list[tuple[Read, list[tuple[str, float, Span]]]]:
    """The likeliest type and its chance at each place, text by text."""
    told = tuple(weights)
    return [(one, [(*c.judged(told), c.trigger) for c in one.seen]) for one in found]


def judged_apart(found: dict[str, list[Read]]) -> dict[str, list[tuple[Read, list[tuple[str, float, Span]]]]]:
    """The same for the sets that are fitted to, each fifth with the weights that the other four give."""
    out: dict[str, list[tuple[Read, list[tuple[str, float, Span]]]]] = {name: [] for name in FITTED}
    for fold in range(FOLDS):
        weights = weights_of([[one for n, one in enumerate(found[name]) if n % FOLDS != fold] for name in FITTED])
        for name in FITTED:
            out[name] += judged(found[name][fold::FOLDS], weights)
    return out


def score(found: list[tuple[Read, list[tuple[str, float, Span]]]], threshold: float) -> dict[str, float]:
    """F1 and false acts per text without one, at a threshold."""
    hits = kept = gold = false = bare = 0
    for one, likeliest in found:
        chosen = [(kind, trigger) for kind, chance, trigger in likeliest if chance >= threshold]
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
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/fusion.json"))
    arguments = parser.parse_args()
    model = model_of(arguments.model)
    reader = ModelReader(model)
    gold = {name: list(read_gold(str(GOLD[name]))) for name in ("plover", "wikinews")}
    gold |= {"sentences": sentences.gold("dev"), "reports": own.own_gold()}
    gold["elsewhere"] = sentences.as_reports(elsewhere.items(DATA, "dev"))
    found = {name: list(read(reader, reports)) for name, reports in gold.items()}
    fitted = weights_of([found[name] for name in FITTED])
    weights = tuple(round(float(weight), 4) for weight in fitted)
    if arguments.model is None:
        notes = msgspec.structs.replace(model.notes, fusion=weights)
        PACKAGED.write_bytes(msgspec.json.format(msgspec.json.encode(notes), indent=1) + b"\n")
    else:
        arguments.out.write_text(json.dumps(weights), encoding="utf-8")
    print("weights", weights)  # noqa: T201
    told = {name: judged(found[name], fitted) for name in gold if name not in FITTED} | judged_apart(found)
    for threshold in THRESHOLDS:
        print(threshold, {name: score(reads, threshold) for name, reads in told.items()})  # noqa: T201


if __name__ == "__main__":
    main()
