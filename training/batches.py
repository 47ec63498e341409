"""Prepared windows as batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.model.labels import PARTS
from onrecord.reading.model.pieces import Pieces
from training.prepare import PAIRS, ROWS, UNKNOWN

PARAGRAPH_ID = 102
"""The tokenizer's [SEP], which ends a paragraph."""

MIXED = 1024
"""Windows that are sorted by length together."""

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
    triggers: Tensor
    acts: Tensor
    statuses: Tensor
    both: Tensor
    parts: Tensor
    near: Tensor


class Part:
    """One prepared file, and the share of its windows that an epoch reads."""

    def __init__(self, path: Path, share: float = 1.0) -> None:
        self.share = share
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
        **{name: rows(name, UNKNOWN) for name in ROWS},
        **{name: targets(name) for name in PAIRS},
        parts=torch.stack([targets(name) for name in PARTS], dim=1),
        near=_near(rows("ids", 0)),
    )


def _near(ids: Tensor) -> Tensor:
    """Where two pieces stand in one paragraph; its mark counts as none of it."""
    ended = (ids == PARAGRAPH_ID).cumsum(1)
    inner = (ids != PARAGRAPH_ID) & (ids > 0)
    return (ended[:, :, None] == ended[:, None, :]) & inner[:, :, None] & inner[:, None, :]


def shuffled(places: Sequence[Place], size: int, seed: int) -> Iterator[Batch]:
    """All windows once, in batches of like length, in an order that the seed fixes.

    A batch holds at most `size` pieces, padding counted: with a fixed number of windows, short ones would get most of
    the steps, and what is only read in long ones be forgotten.
    """
    order = random.Random(seed)
    for group in grouped(places, size, order):
        yield collate(group)


def grouped(places: Sequence[Place], size: int, order: random.Random) -> list[list[Place]]:
    """The windows of each batch."""
    places = list(places)
    order.shuffle(places)
    groups: list[list[Place]] = []
    for start in range(0, len(places), MIXED):
        group: list[Place] = []
        for place in sorted(places[start : start + MIXED], key=lambda place: place[0].size(place[1])):
            if group and (len(group) + 1) * place[0].size(place[1]) > size:
                groups.append(group)
                group = []
            group.append(place)
        groups.append(group)
    order.shuffle(groups)
    return groups
