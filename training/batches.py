"""Prepared windows as batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.model.pieces import Pieces
from training.prepare import PAIRS, UNKNOWN

Numbers = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class Batch:
    """Windows of about one length, padded: (batch, pieces), pointers' targets as (batch, from, to)."""

    ids: Tensor
    shapes: Tensor
    present: Tensor
    attribution: Tensor
    outer: Tensor
    inner: Tensor
    cues: Tensor
    sources: Tensor
    same: Tensor
    rivals: Tensor


class Part:
    """One prepared file."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as stored:
            self.columns = {name: stored[name] for name in stored.files}
        self.bounds = self.columns["bounds"]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def size(self, window: int) -> int:
        """Pieces in a window."""
        return int(self.bounds[window + 1] - self.bounds[window])

    def pieces(self, window: int) -> Pieces:
        """A window as the model reads it."""
        names = ("ids", "shapes", "starts", "ends")
        return Pieces(*(tuple(self.row(name, window).tolist()) for name in names))

    def row(self, column: str, window: int) -> Numbers:
        """One column's values in a window."""
        row: Numbers = self.columns[column][self.bounds[window] : self.bounds[window + 1]]
        return row

    def pairs(self, column: str, window: int) -> Numbers:
        """The (from, to) pairs of one kind in a window."""
        bounds = self.columns[f"{column}_bounds"]
        pairs: Numbers = self.columns[column][bounds[window] : bounds[window + 1]]
        return pairs


Place = tuple[Part, int]
"""A window: the part it is in, and its number there."""


def collate(places: Sequence[Place]) -> Batch:
    """Windows side by side, padded to the longest."""
    size = max(part.size(window) for part, window in places)

    def rows(column: str, fill: int) -> Tensor:
        table = np.full((len(places), size), fill, dtype=np.int64)
        for number, (part, window) in enumerate(places):
            table[number, : part.size(window)] = part.row(column, window)
        return torch.from_numpy(table)

    def targets(column: str) -> Tensor:
        table = np.zeros((len(places), size, size), dtype=np.bool_)
        for number, (part, window) in enumerate(places):
            pairs = part.pairs(column, window)
            table[number, pairs[:, 0], pairs[:, 1]] = True
        return torch.from_numpy(table)

    lengths = torch.tensor([part.size(window) for part, window in places])
    return Batch(
        ids=rows("ids", 0),
        shapes=rows("shapes", 0),
        present=torch.arange(size)[None, :] < lengths[:, None],
        attribution=rows("attribution", UNKNOWN),
        outer=rows("outer", UNKNOWN),
        inner=rows("inner", UNKNOWN),
        **{name: targets(name) for name in PAIRS},
    )


def shuffled(parts: Sequence[Part], size: int, seed: int) -> Iterator[Batch]:
    """All windows once, in batches of like length, in an order that the seed fixes."""
    places = [(part, window) for part in parts for window in range(len(part))]
    order = random.Random(seed)
    order.shuffle(places)
    groups: list[list[Place]] = []
    for start in range(0, len(places), 64 * size):
        chunk = sorted(places[start : start + 64 * size], key=lambda place: place[0].size(place[1]))
        groups += [chunk[n : n + size] for n in range(0, len(chunk), size)]
    order.shuffle(groups)
    for group in groups:
        yield collate(group)
