"""Fit the weights that turn a model's signs into chances, on PolNeAR dev.

    python -m training.calibrate MODEL.onnx|CHECKPOINT.pt [--out ../onrecord-training/calibration.json]

A finding is right when a gold attribution has at least half the same content and the same source, each gold one once
(as the shared scorer pairs them, but for its rule on head words).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reading.model import run
from onrecord.reading.model.labels import ROLES
from onrecord.reading.model.pieces import windows
from onrecord.reading.model.session import Encoder
from training.evaluate import load
from training.lines import read_lines
from training.prepare import quoted
from training.regression import Table, fit


def findings(model: Encoder, gold: Path) -> tuple[Table, Table]:
    """The signs of every finding, and whether it is right."""
    signs, right = [], []
    for record in read_lines(gold):
        text = record["text"]
        found = []
        for pieces in windows(text, model.tokenizer, quoted(text)):
            for one in run.found(model, model.read(pieces)):
                signs.append(run.signs(one))
                found.append({role: [list(span) for span in run.places(pieces, one.role(role))] for role in ROLES})
        hits = paired(text, record["attributions"], found)
        right += [float(number in hits) for number in range(len(found))]
    return np.array(signs), np.array(right)


def paired(text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> set[int]:
    """Numbers of the findings that have a gold attribution of their own, the nearest contents first."""
    hits: set[int] = set()
    for one in gold:
        best, number = 0.0, -1
        for place, other in enumerate(found):
            likeness = iou(text, one["content"], other["content"])
            if place not in hits and likeness > best and sources_agree(text, one["source"], other["source"]):
                best, number = likeness, place
        if best >= 0.5:
            hits.add(number)
    return hits


def iou(text: str, a: list[list[int]], b: list[list[int]]) -> float:
    """Shared letters and digits by all."""
    one, other = (
        {place for start, end in spans for place in range(start, end) if text[place].isalnum()} for spans in (a, b)
    )
    return len(one & other) / max(1, len(one | other))


def sources_agree(text: str, a: list[list[int]], b: list[list[int]]) -> bool:
    """Whether both are absent, or the shorter lies at least half inside the longer."""
    one, other = ({place for start, end in spans for place in range(start, end)} for spans in (a, b))
    if not one or not other:
        return not one and not other
    return 2 * len(one & other) >= min(len(one), len(other))


def main() -> None:
    """Fit, write, and print how far chances and shares lie apart."""
    parser = argparse.ArgumentParser(description="Calibrate a model's chances.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/calibration.json"))
    arguments = parser.parse_args()
    signs, right = findings(load(arguments.model), arguments.gold)
    weights = fit(signs, right)
    arguments.out.write_text(json.dumps([round(float(weight), 4) for weight in weights]), encoding="utf-8")
    chances = 1 / (1 + np.exp(-signs @ weights))
    apart = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (chances >= low) & (chances < low + 0.1)
        if here.any():
            apart += here.mean() * abs(chances[here].mean() - right[here].mean())
            print(f"{low:.1f} {here.sum():5d} {chances[here].mean():.3f} {right[here].mean():.3f}")  # noqa: T201
    print(f"{len(right)} findings, expected calibration error {apart:.3f}, {arguments.out}")  # noqa: T201


if __name__ == "__main__":
    main()
