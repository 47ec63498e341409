"""A text cut into flat pieces by the marks on it, and the margin bars that show which of them overlap."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from onrecord.document.document import Span
from onrecord.record.vocabulary import Layer

EntryKind = Literal["statement", "move", "tie", "actor"]
Part = Literal[
    "content", "source", "cue", "addressee", "channel", "said", "repeat",
    "act", "trigger", "by", "to", "about", "condition", "when", "where",
    "tie", "mention", "role",
]  # fmt: skip
"""What a mark is of its entry: the parts of a statement, of a move (`act` is its whole passage), of a tie, an actor."""

LINE = 100
"""Characters of the longest line that a page sets: two entries so near may stand on one line."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One part of one entry, where it stands. `id` is made of both, such as `m3-trigger`."""

    id: str
    entry: str
    part: Part
    spans: tuple[Span, ...]


class Segment(msgspec.Struct, frozen=True):
    """A piece of text under the same marks throughout, named by id, the one that begins first before the others.

    `layer` is that of the innermost statement whose content it is of, else `narration`; None where it was not read.
    """

    span: Span
    text: str
    marks: tuple[str, ...]
    layer: Layer | None


class Bar(msgspec.Struct, frozen=True):
    """A bar in the margin, beside the lines on which `span` stands: where an entry is within a block.

    `lane` counts from 0, next to the text. Two bars in one lane never stand beside one line of 100 characters or less.
    """

    entry: str
    span: Span
    lane: int


class Placed(NamedTuple):
    """A piece of a mark: where it starts and ends, and the mark's id; or (no mark) of what is said, with its layer."""

    start: int
    end: int
    mark: str | None
    layer: Layer | None = None


def in_order(placed: Iterable[Placed]) -> list[Placed]:
    """As `cut` takes them: by start, the longer first; alike ones stay as they are, an act before its trigger."""
    return sorted(placed, key=lambda one: (one.start, -one.end))


def cut(text: str, within: Span, placed: Sequence[Placed], ground: Layer | None) -> tuple[Segment, ...]:
    """The text at `within` in segments; `placed` are `in_order`, and `ground` is the layer of what nobody says.

    >>> marks = [Placed(0, 9, "a"), Placed(3, 9, "b")]
    >>> [(segment.text, segment.marks) for segment in cut("We agreed.", (0, 10), marks, "narration")]
    [('We ', ('a',)), ('agreed', ('a', 'b')), ('.', ())]
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, one in enumerate(placed):
        start, end = max(one.start, within[0]), min(one.end, within[1])
        if start < end:
            opening.setdefault(start, []).append(n)
            closing.setdefault(end, []).append(n)
    active: dict[int, None] = {}
    """As a dict: in order of opening, and each taken out at once."""
    found: list[Segment] = []
    for at, stop in pairwise(sorted({*within, *opening, *closing})):
        for n in closing.get(at, ()):
            del active[n]
        active |= dict.fromkeys(opening.get(at, ()))
        marks = tuple(dict.fromkeys(mark for n in active if (mark := placed[n].mark) is not None))
        layer = next((placed[n].layer for n in reversed(active) if placed[n].layer is not None), ground)
        found.append(Segment((at, stop), text[at:stop], marks, layer))
    return tuple(found)


def bars(stretches: Sequence[tuple[Span, str]]) -> tuple[Bar, ...]:
    """Bars for stretches (span and entry) of one block, in as few lanes as can be.

    >>> [(bar.entry, bar.lane) for bar in bars([((0, 50), "s1"), ((20, 40), "m1"), ((160, 170), "m2")])]
    [('s1', 0), ('m1', 1), ('m2', 0)]
    """
    free: list[int] = []
    """From where on each lane is free."""
    found: list[Bar] = []
    for span, entry in sorted(stretches, key=lambda one: (one[0][0], -one[0][1])):
        lane = next((n for n, start in enumerate(free) if start <= span[0]), len(free))
        free[lane : lane + 1] = [span[1] + LINE]
        found.append(Bar(entry, span, lane))
    return tuple(found)
