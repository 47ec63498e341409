"""Export a checkpoint as an int8 ONNX model and measure what that costs.

    python -m training.export ../onrecord-training/run/last.pt --out ../onrecord-training/model

Writes `reader-fp32.onnx` and `reader.onnx` (weights in int8, a scale for each column), each with a `.json` beside it
that holds the step scores, the labels and the shapes; prints sizes, dev scores and speed of both on one thread.
"""

import argparse
import copy
import hashlib
import json
import statistics
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.evaluate import NAMES, attributions, brief, load, measure
from training.model import Reader, fresh_reader
from training.pieces import LIMIT, SHAPES, load_tokenizer, windows
from training.prepare import ATTRIBUTION_LABELS, MENTION_LABELS, read_lines

DELICATE = tuple(f"/layers.{number}/down/" for number in range(3))
"""Steps kept in fp32: what enters them spreads so widely that int8 turns twice as many labels as in all others."""


class Rows(nn.Module):
    """Word vectors in int8 with one scale a row, which comes closer than one scale for the whole table."""

    rows: Tensor
    scales: Tensor

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        weight = words.weight.detach()
        scales = weight.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("rows", (weight / scales.clamp_min(1e-12)).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of the pieces."""
        vectors: Tensor = self.rows[ids].float() * self.scales[ids]
        return vectors


class Plain(nn.Module):
    """The reader with its answer as a tuple, for one window without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """The heads' scores in the order of `NAMES`."""
        answer = self.reader(ids, shapes)
        return tuple(getattr(answer, name) for name in NAMES)


def write_onnx(reader: Reader, path: Path) -> None:
    """The model in fp32, any number of pieces, one window a call."""
    sample = (torch.randint(1000, 2000, (1, 96)), torch.zeros(1, 96, dtype=torch.int64))
    torch.onnx.export(
        Plain(reader.eval()),
        sample,
        str(path),
        input_names=["ids", "shapes"],
        output_names=list(NAMES),
        dynamic_axes={"ids": {1: "pieces"}, "shapes": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )


def write_int8(reader: Reader, target: Path) -> None:
    """The same with int8 weights; activations are scaled as they come, window by window.

    The heads and the steps named in `DELICATE` stay in fp32.
    """
    import onnx
    from onnxruntime.quantization import (  # type: ignore[import-untyped]  # it ships no types
        QuantType,
        quantize_dynamic,
    )
    from onnxruntime.transformers.optimizer import (  # type: ignore[import-untyped]  # it ships no types
        optimize_model,
    )

    reader = copy.deepcopy(reader)
    reader.add_module("words", Rows(reader.words))
    between = target.with_suffix(".fused.onnx")
    write_onnx(reader, between)
    fused = optimize_model(str(between), model_type="bert", num_heads=12, hidden_size=384, opt_level=1)
    fused.save_model_to_file(str(between))
    nodes = onnx.load(between).graph.node
    kept = [
        node.name
        for node in nodes
        if node.op_type == "Gather" or "/layers." not in node.name or any(part in node.name for part in DELICATE)
    ]
    quantize_dynamic(
        between,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=kept,
        extra_options={"DefaultTensorType": 1, "MatMulConstBOnly": True},
    )
    between.unlink()


def speed(path: Path, texts: list[str]) -> dict[str, int]:
    """Words a CPU-second over the texts, one window a call, median of five: the encoder alone, and all from text to
    attributions.
    """
    read, steps = load(path)
    tokenizer = load_tokenizer()
    cut = [pieces for text in texts for pieces in windows(text, tokenizer)]
    words = sum(len(text.split()) for text in texts)
    alone, whole = [], []
    for _ in range(5):
        began = time.process_time()
        for pieces in cut:
            read(list(pieces.ids), list(pieces.shapes))
        between = time.process_time()
        for text in texts:
            list(attributions(text, read, steps, tokenizer))
        alone.append(between - began)
        whole.append(time.process_time() - between)
    return {
        "encoder, words/s": round(words / statistics.median(alone)),
        "whole, words/s": round(words / statistics.median(whole)),
    }


def describe(path: Path, reader: Reader) -> None:
    """The file beside a model: what the run time needs to read its scores."""
    known = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "outputs": list(NAMES),
        "attribution": list(ATTRIBUTION_LABELS),
        "mentions": list(MENTION_LABELS),
        "shapes": list(SHAPES),
        "limit": LIMIT,
        "steps": reader.step_scores().detach().tolist(),
    }
    path.with_suffix(".json").write_text(json.dumps(known, indent=1), encoding="utf-8")


def main() -> None:
    """Export, then measure fp32 and int8 side by side."""
    parser = argparse.ArgumentParser(description="Export a checkpoint to int8 ONNX.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/model"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    reader = fresh_reader()
    reader.load_state_dict(torch.load(arguments.checkpoint, weights_only=True)["model"])
    whole, small = arguments.out / "reader-fp32.onnx", arguments.out / "reader.onnx"
    write_onnx(reader, whole)
    write_int8(reader, small)
    texts = [record["text"] for record in read_lines(arguments.gold)][:20]
    report: dict[str, Any] = {}
    for path in (whole, small):
        describe(path, reader)
        read, steps = load(path)
        report[path.name] = {
            "MB": round(path.stat().st_size / 1e6, 1),
            "dev": brief(measure(arguments.gold, read, steps, load_tokenizer())),
            "speed": speed(path, texts),
        }
    print(json.dumps(report, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
