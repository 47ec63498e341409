"""What a model finds in dev by itself, before the reader's rules: attributions, mention spans, who is meant in GAP.

    python -m training.evaluate CHECKPOINT.pt|MODEL.onnx --gold ../shared/data/polnear/dev.jsonl --out found.jsonl

`python -m training.records` measures the whole reader with a model.
"""

import argparse
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from onrecord.reading.act_signs import N_SIGNS
from onrecord.reading.model import run, session
from onrecord.reading.model.labels import MENTION_LABELS, ROLES
from onrecord.reading.model.pieces import Pieces, paragraphs
from onrecord.reading.model.session import Encoder, Notes, Outputs
from training.base import tokenizer_of_package
from training.batches import Part
from training.lines import read_lines
from training.model import Reader, fresh_reader
from training.prepare import quoted

SCORER = Path("../shared/tools/score_attributions.py")
UNFUSED = (-0.7, 0.5, 0.0, 0.3, 2.6, -0.9, *([0.0] * (N_SIGNS - 6)))
UNCALIBRATED = (0.5, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)


def notes_of(
    reader: Reader, calibration: tuple[float, ...] = UNCALIBRATED, fusion: tuple[float, ...] = UNFUSED
) -> Notes:
    """What the run time must know of a model, its files' hashes left empty."""
    steps = tuple(tuple(row) for row in reader.step_scores().detach().tolist())
    return session.notes_of_this_version("attribution-en", steps, calibration, fusion)


class Checkpoint:
    """A torch model as the reader asks for it, one window at a time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader.eval()
        self.notes = notes_of(reader)
        self.tokenizer = tokenizer_of_package()
        self.steps = np.array(self.notes.steps, dtype=np.float32)

    def read(self, pieces: Pieces) -> Outputs:
        """The scores of one window."""
        with torch.inference_mode():
            answer = self._reader(torch.tensor([pieces.ids]), torch.tensor([pieces.shapes]))
        return Outputs(*(getattr(answer, name)[0].float().numpy() for name in session.HEADS))


def load(path: Path) -> Encoder:
    """A model by its file: a checkpoint, or an exported one with its notes and tokenizer beside it."""
    if path.suffix == ".onnx":
        notes = path.with_suffix(".json")
        return session.Model(path.read_bytes(), notes.read_bytes(), (path.parent / session.TOKENIZER).read_bytes())
    reader = fresh_reader()
    reader.load_state_dict(torch.load(path, weights_only=True)["model"])
    return Checkpoint(reader)


def attributions(text: str, model: Encoder) -> Iterator[dict[str, list[list[int]]]]:
    """The attributions of a text, as fragments [start, end) by role."""
    for one in run.attributions(model, text, list(paragraphs(text)), quoted(text)):
        yield {role: [list(span) for span in getattr(one, role)] for role in ROLES}


def scorer() -> Any:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(gold: Path, model: Encoder, out: Path | None = None) -> dict[str, Any]:
    """All scores of the shared scorer on a gold file."""
    records = {record["id"]: record for record in read_lines(gold)}
    found = {
        ident: {"id": ident, "attributions": list(attributions(record["text"], model))}
        for ident, record in records.items()
    }
    if out is not None:
        out.write_text("".join(json.dumps(record) + "\n" for record in found.values()), encoding="utf-8")
    result: dict[str, Any] = scorer().score(records, found)
    return result


def brief(result: dict[str, Any]) -> dict[str, float]:
    """The figures of the learning curve."""
    return {
        **{kind: result["attribution"][kind]["F1"] for kind in ("all", "direct", "mixed", "indirect")},
        **{f"fragment {role}": result["fragment"][role]["F1"] for role in ROLES},
        **{f"overlap {role}": result["overlap"][role]["F1"] for role in ROLES},
        "content found": result["content"]["all"]["F1"],
        "source accuracy": result["source-accuracy"]["all"]["P"],
    }


def mention_scores(part: Part, model: Encoder) -> dict[str, float]:
    """Exact F1 of mention spans by kind, both layers together."""
    hits, gold, found = (dict.fromkeys(MENTION_LABELS[1::2], 0) for _ in range(3))
    for window in range(len(part)):
        outputs = model.read(part.pieces(window))
        for layer in ("outer", "inner"):
            wanted = _mentions(part.row(layer, window).tolist())
            got = _mentions(getattr(outputs, layer).argmax(axis=-1).tolist())
            for kind in gold:
                gold[kind] += sum(span[0] == kind for span in wanted)
                found[kind] += sum(span[0] == kind for span in got)
                hits[kind] += sum(span[0] == kind for span in wanted & got)
    return {kind[2:]: round(200 * hits[kind] / max(1, gold[kind] + found[kind]), 1) for kind in gold}


def _mentions(labels: list[int]) -> set[tuple[str, int, int]]:
    out = set()
    start = 0
    for place, label in enumerate([*labels, 0]):
        before = labels[place - 1] if place else 0
        runs_on = label and label == before + before % 2 and label % 2 == 0
        if before and not runs_on:
            out.add((MENTION_LABELS[before - 1 + before % 2], start, place))
        if label and not runs_on:
            start = place
    return out


def gap_score(part: Part, model: Encoder) -> float:
    """F1 on GAP's passages, one name chosen where either is likelier than neither."""
    hits = found = gold = 0
    for window in range(len(part)):
        right, wrong = part.pairs("same", window), part.pairs("rivals", window)
        if not len(right):
            continue
        scores = model.read(part.pieces(window)).same[right[0][0]]
        heads = {True: [to for _, to in right if to], False: [to for _, to in wrong if to]}
        chances = {name: np.logaddexp.reduce(scores[places]) if places else -1e9 for name, places in heads.items()}
        gold += int(bool(heads[True]))
        if max(chances.values()) > scores[0]:
            found += 1
            hits += int(chances[True] > chances[False])
    return round(200 * hits / max(1, found + gold), 1)


def main() -> None:
    """Measure one model on one gold file and print the brief figures."""
    parser = argparse.ArgumentParser(description="What a model finds, against gold.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    parser.add_argument("--out", type=Path, help="write the found attributions here")
    parser.add_argument("--all", action="store_true", help="print every figure of the scorer")
    arguments = parser.parse_args()
    result = measure(arguments.gold, load(arguments.model), arguments.out)
    print(json.dumps(result if arguments.all else brief(result), indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
