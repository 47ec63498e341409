"""A checkpoint from an exported model, to go on training from: its int8 weights as the numbers they stand for.

    python -m training.restore src/onrecord/reading/model/weights/reader.onnx ../onrecord-training/packaged.pt

The vectors of words come from the published encoder, which training leaves as they are. Heads that the model does not
have yet start untrained.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np
import onnx
import torch
from onnx import numpy_helper

from onrecord.reading.model.session import Notes
from training.model import forbidden_steps, fresh_reader


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported model by their names in `training.model.Reader`."""
    graph = onnx.load(path).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found: dict[str, torch.Tensor] = {}
    for name, values in stored.items():
        plain = name.removeprefix("reader.")
        if values.dtype == np.float32 and plain != name:
            found[plain] = torch.from_numpy(values.copy())
    for node in graph.node:
        if not node.op_type.startswith("MatMul"):
            continue
        for name in node.input:
            if name.endswith("_quantized") and name in stored:
                scale = stored[name.removesuffix("_quantized") + "_scale"]
                found[_named(node.name)] = torch.from_numpy((stored[name].astype(np.float32) * scale).T.copy())
            elif name in stored and stored[name].ndim == 2:
                found[_named(node.name)] = torch.from_numpy(stored[name].T.copy())
    return found


def _named(node: str) -> str:
    """`/reader/layers.0/qkv/MatMul_quant` -> `layers.0.qkv.weight`."""
    parts = node.strip("/").split("/")
    return ".".join((*parts[1:-1], "weight"))


def main() -> None:
    """Write the checkpoint; print the names that start untrained."""
    parser = argparse.ArgumentParser(description="A checkpoint from an exported model.")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    found = weights_of(arguments.model)
    notes = msgspec.json.decode(arguments.model.with_suffix(".json").read_bytes(), type=Notes)
    found["steps"] = torch.tensor(notes.steps) - forbidden_steps()  # the notes hold them filled in
    state = fresh_reader().state_dict()
    known = {name for name in state if name in found and found[name].shape == state[name].shape}
    print("untrained:", sorted(set(state) - known - {"words.weight"}))  # noqa: T201
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": {name: found[name] for name in known}}, arguments.out)


if __name__ == "__main__":
    main()
