"""How a marked text is drawn: its segments as pieces, with the looks of their marks and pieces of the margin's bars.

A bar is drawn without a script and without moving the text: small pieces of it stand between the words, and the style
sheet moves each into the margin of whatever line it falls on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType

import msgspec

from onrecord.document.document import Span
from onrecord.exchange.safe import escaped
from onrecord.record.vocabulary import QUADS, Layer, MoveType
from onrecord.views.entries import EntryView
from onrecord.views.reading import BlockView, Marked
from onrecord.views.segments import Bar, Mark, Segment

LANES = 16
"""The lanes that the style sheet knows; further bars share the outermost."""

_QUAD_CLASS = {
    "verbal-cooperation": "vc",
    "material-cooperation": "mc",
    "verbal-conflict": "vx",
    "material-conflict": "mx",
}
_OPENING = ("content", "act", "tie")
"""The parts that are an entry itself: what is said, done, and what ties."""

_EVERY = 3
"""Words between two pieces of a bar: no line that is read holds fewer, on the narrowest screen."""
_WORDS = re.compile(rf"(?:\S+\s*){{1,{_EVERY}}}|\s+")


class Run(msgspec.Struct, frozen=True):
    """Some words, and the classes (colour and lane) of each bar beside the line that they are on."""

    text: str
    bars: tuple[str, ...] = ()
    odd: bool = False
    """One character that is not shown as it is: written out, or nothing for the first of two that end a line."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text under the same marks.

    `look` are the classes of its marks ("" where it has none), `of` the ids of their entries, the outermost first.
    `opens` are the entries that begin with it, `closes` those that end. `linked` holds within the passage that a
    permanent link names, `first` where that begins. `page` is the label of a page of the file that begins with it.
    """

    runs: tuple[Run, ...]
    look: str
    of: tuple[str, ...]
    layer: Layer | None
    opens: tuple[EntryView, ...] = ()
    closes: tuple[str, ...] = ()
    linked: bool = False
    first: bool = False
    page: str | None = None

    @property
    def text(self) -> str:
        """The text of the piece."""
        return "".join(run.text for run in self.runs)


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A block ready to be drawn."""

    kind: str
    start: int
    left_out: str | None
    linked: bool
    pieces: tuple[Piece, ...]


class Drawing:
    """Draws the texts of one report."""

    def __init__(self, entries: Iterable[EntryView], marks: Sequence[Mark]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._parts = {mark.id: (mark.entry, mark.part) for mark in marks if mark.entry in self._entries}
        self._opens: dict[int, list[EntryView]] = {}
        self._closes: dict[int, list[str]] = {}
        for mark in marks:
            if mark.part in _OPENING and mark.entry in self._entries:
                self._opens.setdefault(mark.spans[0][0], []).append(self._entries[mark.entry])
                self._closes.setdefault(mark.spans[-1][1], []).insert(0, mark.entry)

    def blocks(self, view: Marked, linked: Span | None = None) -> Iterator[Drawn]:
        """The blocks of a report; `linked` is the passage that a permanent link names."""
        starts = [(page.span[0], page.label) for page in view.pages]
        for block in view.blocks:
            pages: dict[int, str] = {}
            # What is left out may not be shown: a page that begins there is marked where the text goes on.
            while block.left_out is None and starts and starts[0][0] < block.span[1]:
                start, label = starts.pop(0)
                pages[max(start, block.span[0])] = label
            yield Drawn(
                kind=block.kind,
                start=block.span[0],
                left_out=block.left_out,
                linked=linked is not None and linked[0] < block.span[1] and block.span[0] < linked[1],
                pieces=tuple(self.pieces(block.segments, self._bars(block), linked, pages)),
            )

    def pieces(
        self,
        segments: Iterable[Segment],
        bars: "Bars | None" = None,
        linked: Span | None = None,
        pages: Mapping[int, str] = MappingProxyType({}),
    ) -> Iterator[Piece]:
        """The pieces of segments; `pages` says where which page of the file begins."""
        begun = False
        for segment in segments:
            look, of = self._look(segment)
            for start, end in _parted(segment.span, (*(linked or ()), *pages)):
                inside = linked is not None and linked[0] <= start < linked[1]
                text = segment.text[start - segment.span[0] : end - segment.span[0]]
                yield Piece(
                    runs=tuple(_plain(bars.runs(text, start) if bars else (Run(text),))),
                    look=look,
                    of=of,
                    layer=segment.layer,
                    opens=tuple(self._opens.get(start, ())),
                    closes=tuple(self._closes.get(end, ())),
                    linked=inside,
                    first=inside and not begun,
                    page=pages.get(start),
                )
                begun = begun or inside

    def colour(self, entry: str) -> str:
        """The class of an entry's colour."""
        return colour(self._entries[entry])

    def _look(self, segment: Segment) -> tuple[str, tuple[str, ...]]:
        parts = [self._parts[mark] for mark in segment.marks if mark in self._parts]
        # The innermost of each part gives the look: the last.
        looks = {part: f"{part} {colour(self._entries[entry])}" for entry, part in parts}
        return " ".join(dict.fromkeys(" ".join(looks.values()).split())), tuple(dict.fromkeys(one for one, _ in parts))

    def _bars(self, block: BlockView) -> "Bars | None":
        return Bars([(bar, colour(self._entries[bar.entry])) for bar in block.bars]) if block.bars else None


class Bars:
    """The bars of one block, asked word after word."""

    def __init__(self, bars: Sequence[tuple[Bar, str]]) -> None:
        # As the last comes the one that begins first.
        self._coming = sorted(bars, key=lambda one: one[0].span[0], reverse=True)
        self._here: list[tuple[int, str]] = []

    def runs(self, text: str, at: int) -> Iterator[Run]:
        """Words of a text that begins at an offset, each few with the bars that are beside them."""
        if not self._coming and not self._here:
            yield Run(text)
            return
        for found in _WORDS.finditer(text):
            yield Run(found[0], self._over(at + found.start(), at + found.end()))

    def _over(self, start: int, end: int) -> tuple[str, ...]:
        self._here = [one for one in self._here if one[0] > start]
        while self._coming and self._coming[-1][0].span[0] < end:
            bar, look = self._coming.pop()
            self._here.append((bar.span[1], f"{look} l{min(bar.lane, LANES - 1)}"))
        return tuple(look for _, look in self._here)


def colour(entry: EntryView) -> str:
    """The class of an entry's colour: the class of a move, the kind of a statement, or a tie.

    >>> from onrecord.views.entries import EntryView
    >>> fields = dict(letter="Rj", label="", layer=None, status=None, score=None, on=None)
    >>> colour(EntryView(id="m1", kind="move", type="REJECT", **fields))
    'vx'
    """
    if entry.kind == "move":
        known: MoveType | str = entry.type
        return _QUAD_CLASS[QUADS[known]]
    return entry.type if entry.kind == "statement" else entry.kind


def _plain(runs: Iterable[Run]) -> Iterator[Run]:
    """The same, with each character that could mislead in a run of its own: offsets are counted by what there was."""
    for run in runs:
        if escaped(run.text) == run.text:
            yield run
            continue
        yield Run("", run.bars)
        for odd, characters in groupby(run.text, lambda one: escaped(one) != one):
            if odd:
                # A carriage return is half of an end of line, which the other half shows.
                yield from (Run("" if one == "\r" else escaped(one), odd=True) for one in characters)
            else:
                yield Run("".join(characters))


def _parted(span: Span, at: Iterable[int]) -> Iterator[Span]:
    """A span, parted at these places, such as where another begins and ends in it."""
    cuts = [span[0], *sorted({cut for cut in at if span[0] < cut < span[1]}), span[1]]
    yield from pairwise(cuts)
