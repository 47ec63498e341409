"""Export a checkpoint as an int8 ONNX model, with the files that the run time needs beside it.

    python -m training.export ../onrecord-training/run/last.pt [--out ../onrecord-training/model] [--into-package]

Writes `reader-fp32.onnx` and `reader.onnx` (weights in int8, a scale for each column), each with its notes (`.json`),
and the tokenizer. `--into-package` puts the int8 model into the package. Measure with `python -m training.records`.
"""

import argparse
import copy
import hashlib
import shutil
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from onrecord.reading.model.session import HEADS, TOKENIZER
from training.base import model_folder
from training.evaluate import UNCALIBRATED, UNFUSED, notes_of
from training.model import Reader, fresh_reader

PACKAGE = Path("src/onrecord/reading/model/weights")


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
        """The heads' scores in the order of `HEADS`."""
        answer = self.reader(ids, shapes)
        return tuple(getattr(answer, name) for name in HEADS)


def write_onnx(reader: Reader, path: Path) -> None:
    """The model in fp32, any number of pieces, one window a call."""
    sample = (torch.randint(1000, 2000, (1, 96)), torch.zeros(1, 96, dtype=torch.int64))
    torch.onnx.export(
        Plain(reader.eval()),
        sample,
        str(path),
        input_names=["ids", "shapes"],
        output_names=list(HEADS),
        dynamic_axes={"ids": {1: "pieces"}, "shapes": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )


def write_int8(reader: Reader, target: Path) -> None:
    """The same with int8 weights; activations are scaled as they come, window by window.

    The heads stay in fp32. Weights keep seven of their eight bits: with all eight, processors without VNNI overflow.
    """
    reader = copy.deepcopy(reader)
    reader.add_module("words", Rows(reader.words))
    between = target.with_suffix(".fused.onnx")
    write_onnx(reader, between)
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = False  # the fused step takes four times as long here as the two it replaces
    fused = optimize_model(
        str(between), model_type="bert", num_heads=12, hidden_size=384, opt_level=1, optimization_options=options
    )
    fused.save_model_to_file(str(between))
    nodes = onnx.load(between).graph.node
    kept = [node.name for node in nodes if node.op_type == "Gather" or "/layers." not in node.name]
    quantize_dynamic(
        between,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=kept,
        extra_options={"DefaultTensorType": 1, "MatMulConstBOnly": True},
    )
    between.unlink()


def describe(path: Path, reader: Reader, calibration: tuple[float, ...], fusion: tuple[float, ...]) -> None:
    """The notes beside a model: what the run time needs to read its scores."""
    tokenizer = path.parent / TOKENIZER
    notes = msgspec.structs.replace(
        notes_of(reader, calibration, fusion),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        tokenizer_sha256=hashlib.sha256(tokenizer.read_bytes()).hexdigest(),
    )
    path.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(notes), indent=1) + b"\n")


def main() -> None:
    """Export both, and print their sizes."""
    parser = argparse.ArgumentParser(description="Export a checkpoint to int8 ONNX.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=Path("../onrecord-training/model"))
    parser.add_argument("--calibration", type=Path, help="weights written by training.calibrate")
    parser.add_argument("--fusion", type=Path, help="weights written by training.fuse")
    parser.add_argument("--into-package", action="store_true", help="put the int8 model into the package")
    arguments = parser.parse_args()
    calibration = UNCALIBRATED
    if arguments.calibration:
        calibration = msgspec.json.decode(arguments.calibration.read_bytes(), type=tuple[float, ...])
    fusion: tuple[float, ...] = UNFUSED
    if arguments.fusion:
        fusion = msgspec.json.decode(arguments.fusion.read_bytes(), type=tuple[float, ...])
    arguments.out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model_folder() / "tokenizer.json", arguments.out / TOKENIZER)
    reader = fresh_reader()
    reader.load_state_dict(torch.load(arguments.checkpoint, weights_only=True)["model"])
    whole, small = arguments.out / "reader-fp32.onnx", arguments.out / "reader.onnx"
    write_onnx(reader, whole)
    write_int8(reader, small)
    for path in (whole, small):
        describe(path, reader, calibration, fusion)
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")  # noqa: T201
    if arguments.into_package:
        PACKAGE.mkdir(exist_ok=True)
        for name in (small.name, small.with_suffix(".json").name, TOKENIZER):
            shutil.copyfile(arguments.out / name, PACKAGE / name)


if __name__ == "__main__":
    main()
