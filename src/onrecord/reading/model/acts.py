"""From the model's scores to acts: triggers with what they tell, and the parts that belong to each."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.document.document import Span
from onrecord.reading.model.decode import Scores, log_softmax
from onrecord.reading.model.labels import ACTS, MOVE_TYPES, PARTS, STATUSES, TRIGGER_LABELS
from onrecord.reading.model.pieces import QUOTED, SHAPE, Pieces
from onrecord.reading.model.session import Outputs

INSIDE = len(TRIGGER_LABELS) - 1
LEAST = 0.02
"""The chance that a trigger begins here, of whatever type, below which nothing is looked for."""
_OF_TYPE = {kind: [n for n, (name, _) in enumerate(ACTS) if name == kind] for kind in MOVE_TYPES}


@dataclass(frozen=True)
class Act:
    """One act as the model finds it, and how likely it is.

    `trigger` is a span of the text. `chances` are those of each type (`MOVE_TYPES`), that of no act is what is missing
    to 1. Few of the acts that are looked at are kept: what else the model tells of one is worked out when it is asked,
    from the trigger's rows: `kinds` (`ACTS`), `statuses`, `both`, and `parts`, which pieces from `base` on are of which
    part. The rows are copies: a view would keep all scores of its window in memory.
    """

    trigger: Span
    chances: tuple[float, ...]
    pieces: Pieces
    base: int
    kinds: Scores
    statuses: Scores
    both: Scores
    parts: np.ndarray[Any, np.dtype[np.bool_]]

    def mode(self, kind: str) -> str | None:
        """The likeliest mode of a type."""
        return ACTS[max(_OF_TYPE[kind], key=self.kinds.__getitem__)][1]

    def kind_chances(self) -> tuple[float, ...]:
        """The chance of each type (`MOVE_TYPES`) if there is an act, from what tells types and modes apart."""
        chances = np.exp(log_softmax(self.kinds)).tolist()
        return tuple(sum(chances[n] for n in numbers) for numbers in _OF_TYPE.values())

    def status_chances(self) -> list[float]:
        """The chance of each status (`STATUSES`)."""
        found: list[float] = np.exp(log_softmax(self.statuses)).tolist()
        return found

    def status(self) -> tuple[str, float]:
        """The likeliest status and its chance."""
        chances = self.status_chances()
        likeliest = max(range(len(STATUSES)), key=chances.__getitem__)
        return STATUSES[likeliest], chances[likeliest]

    @property
    def reciprocal(self) -> bool:
        """Whether those who act do so towards each other."""
        return bool(self.both[1] > self.both[0])

    def has(self, name: str) -> bool:
        """Whether any words are one of `PARTS`."""
        return bool(self.parts[PARTS.index(name)].any())

    def part(self, name: str) -> tuple[Span, ...]:
        """The spans of the text that are one of `PARTS`, in the trigger's paragraph."""
        return tuple(_runs(self.pieces, self.parts[PARTS.index(name)], self.base))


def acts(pieces: Pieces, scores: Outputs, paragraph: int) -> Iterator[Act]:
    """The acts of one window in order; `paragraph` is the mark that ends one."""
    chances = np.exp(log_softmax(scores.triggers))
    begins = chances[:, 1:INSIDE].sum(axis=1)
    inside = (chances.argmax(axis=1) == INSIDE).tolist()
    marks = [0, *(n for n, ident in enumerate(pieces.ids) if ident == paragraph), len(pieces)]
    last = -1
    for first in np.flatnonzero(begins >= LEAST).tolist():
        if first <= last or pieces.starts[first] == pieces.ends[first]:
            continue
        ends = bisect_right(marks, first)
        low, high = marks[ends - 1] + 1, marks[ends]
        last = first
        while last + 1 < high and (inside[last + 1] or _goes_on(pieces, last + 1)):
            last += 1
        start = first
        while start > low and _goes_on(pieces, start):
            start -= 1
        yield Act(
            (pieces.starts[start], pieces.ends[last]),
            tuple(chances[first, 1:INSIDE].tolist()),
            pieces,
            low,
            scores.acts[first].copy(),
            scores.statuses[first].copy(),
            scores.both[first].copy(),
            scores.parts[:, first, low:high] > 0,
        )


def _runs(pieces: Pieces, inside: np.ndarray[tuple[int], np.dtype[np.bool_]], base: int) -> Iterator[Span]:
    """The stretches of text under pieces that follow each other; never half a word."""
    start = None
    for place, yes in enumerate([*inside.tolist(), False], base):
        if yes and start is None:
            start = place
        elif not yes and start is not None and not (place < base + len(inside) and _goes_on(pieces, place)):
            while start > base and _goes_on(pieces, start):
                start -= 1
            yield pieces.starts[start], pieces.ends[place - 1]
            start = None


def _goes_on(pieces: Pieces, piece: int) -> bool:
    """Whether a piece goes on the word that the one before is of."""
    joined = pieces.starts[piece] == pieces.ends[piece - 1]
    return joined and all(pieces.shapes[n] % QUOTED < SHAPE["mark"] for n in (piece - 1, piece))
