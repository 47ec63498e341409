"""What a model finds in dev: attributions, links included, mention spans, where the links go wrong.

python -m training.evaluate CHECKPOINT.pt|MODEL.onnx --gold ../shared/data/polnear/dev.jsonl --out found.jsonl
"""

import argparse
import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training import decode
from training.batches import Part
from training.decode import Found, Scores
from training.model import Reader, fresh_reader
from training.pieces import Pieces, load_tokenizer, windows
from training.prepare import MENTION_LABELS, ROLES, read_lines

Outputs = dict[str, Scores]
Read = Callable[[list[int], list[int]], Outputs]
"""The ids and shapes of one window to the scores of each head, without the batch."""

NAMES = ("attribution", "outer", "inner", "cues", "sources")
SHORTEST = 5
"""Words from which on a content may hold an attribution."""
SCORER = Path("../shared/tools/score_attributions.py")


def torch_read(reader: Reader) -> Read:
    """One window at a time through the torch model."""
    reader.eval()

    def read(ids: list[int], shapes: list[int]) -> Outputs:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=False):
            answer = reader(torch.tensor([ids]), torch.tensor([shapes]))
        return {name: getattr(answer, name)[0].float().numpy() for name in NAMES}

    return read


def onnx_read(path: Path) -> Read:
    """One window at a time through an exported model, one thread."""
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def read(ids: list[int], shapes: list[int]) -> Outputs:
        feed = {"ids": np.array([ids], dtype=np.int64), "shapes": np.array([shapes], dtype=np.int64)}
        return {name: array[0] for name, array in zip(NAMES, session.run(list(NAMES), feed), strict=True)}

    return read


def load(path: Path) -> tuple[Read, Scores]:
    """A model by its file, and its step scores."""
    if path.suffix == ".onnx":
        steps = np.array(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["steps"], dtype=np.float32)
        return onnx_read(path), steps
    reader = fresh_reader()
    reader.load_state_dict(torch.load(path, weights_only=True)["model"])
    return torch_read(reader), reader.step_scores().detach().numpy()


def attributions(text: str, read: Read, steps: Scores, tokenizer: Tokenizer) -> Iterator[dict[str, list[list[int]]]]:
    """The attributions of a text, as fragments [start, end) by role."""
    for pieces in windows(text, tokenizer):
        outputs = read(list(pieces.ids), list(pieces.shapes))
        found = decode.attributions(outputs["attribution"], steps, outputs["cues"], outputs["sources"])

        for one in found:
            yield {role: [place(pieces, span) for span in one[role]] for role in ROLES}


def nested(
    text: str, outer: dict[str, list[list[int]]], read: Read, steps: Scores, tokenizer: Tokenizer
) -> Iterator[dict[str, list[list[int]]]]:
    """Attributions inside the contents of another: each content is read again by itself, without its quotation marks.

    PolNeAR, which the model learns from, labels none of these, so reading once cannot find them. Kept are those with a
    source and a cue of their own that leave more than a tenth of the content around them.
    """
    for start, end in outer["content"]:
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and text[end - 1] not in ".?!" and not text[end - 1].isalnum():
            end -= 1
        if len(text[start:end].split()) < SHORTEST:
            continue
        for one in attributions(text[start:end], read, steps, tokenizer):
            size = sum(stop - begin for begin, stop in one["content"])
            if one["source"] and one["cue"] and size < 0.9 * (end - start):
                yield {role: [[begin + start, stop + start] for begin, stop in one[role]] for role in ROLES}


def place(pieces: Pieces, span: Found) -> list[int]:
    """The [start, end) of a span in the text."""
    return [pieces.starts[span.start], pieces.ends[span.end - 1]]


def scorer() -> Any:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    gold: Path, read: Read, steps: Scores, tokenizer: Tokenizer, out: Path | None = None, within: bool = False
) -> dict[str, Any]:
    """All scores of the shared scorer on a gold file; `within` adds the nested attributions."""
    records = {record["id"]: record for record in read_lines(gold)}
    found = {}
    for ident, record in records.items():
        text = record["text"]
        outer = list(attributions(text, read, steps, tokenizer))
        inner = [one for each in outer for one in nested(text, each, read, steps, tokenizer)] if within else []
        found[ident] = {"id": ident, "attributions": outer + inner}
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


def mention_scores(part: Part, read: Read) -> dict[str, float]:
    """Exact F1 of mention spans by kind, both layers together."""
    hits, gold, found = (dict.fromkeys(MENTION_LABELS[1::2], 0) for _ in range(3))
    for window in range(len(part)):
        outputs = read(part.row("ids", window).tolist(), part.row("shapes", window).tolist())
        for layer in ("outer", "inner"):
            wanted = _mentions(part.row(layer, window).tolist())
            got = _mentions(outputs[layer].argmax(axis=-1).tolist())
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


def main() -> None:
    """Measure one model on one gold file and print the brief figures."""
    parser = argparse.ArgumentParser(description="What a model finds, against gold.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    parser.add_argument("--out", type=Path, help="write the found attributions here")
    parser.add_argument("--all", action="store_true", help="print every figure of the scorer")
    parser.add_argument("--nested", action="store_true", help="read each content again for attributions inside it")
    arguments = parser.parse_args()
    read, steps = load(arguments.model)
    result = measure(arguments.gold, read, steps, load_tokenizer(), arguments.out, arguments.nested)
    print(json.dumps(result if arguments.all else brief(result), indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
