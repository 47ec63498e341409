"""Whom the model takes a pronoun or description for: its pointers from the heads of mentions to other heads."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from math import exp

from onrecord.document.document import Span
from onrecord.reading.model.decode import Scores, log_softmax
from onrecord.reading.model.pieces import head_of, piece_at
from onrecord.reading.model.run import Window

Place = tuple[int, int]
"""A window's number, and a piece's number in it."""


class Meaning:
    """Answers how likely a mention means another, within one window; text beyond it is not known to it."""

    def __init__(self, text: str, windows: Sequence[Window]) -> None:
        self._text = text
        self._windows = windows
        self._starts = [window.pieces.starts[0] for window in windows]
        self._places: dict[Span, Place | None] = {}
        self._rows: dict[Place, Scores] = {}

    def place(self, mention: Span) -> Place | None:
        """Where the head word of a mention stands; None in text that the model did not read."""
        if mention not in self._places:  # asked for once to tell who is who, and once more to join the unnamed
            self._places[mention] = self._find(mention)
        return self._places[mention]

    def _find(self, mention: Span) -> Place | None:
        head = head_of(self._text, *mention)
        number = bisect_right(self._starts, head) - 1
        piece = piece_at(self._windows[number].pieces, head) if number >= 0 else None
        return None if piece is None else (number, piece)

    def share(self, place: Place, pieces: Collection[int]) -> float:
        """The probability that the mention there means one of those with their heads at `pieces` of its window."""
        row = self._row(place)
        return sum(exp(float(row[piece])) for piece in pieces)

    def meant(self, place: Place) -> Place | None:
        """Where the head of the mention stands that the one here points to above all; None where that is nobody."""
        piece = int(self._row(place).argmax())
        return (place[0], piece) if piece else None

    def _row(self, place: Place) -> Scores:
        row = self._rows.get(place)
        if row is None:
            row = self._rows[place] = log_softmax(self._windows[place[0]].same[place[1]])
        return row


class Heads:
    """Where the heads of somebody's names and descriptions stand, window by window."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[int, int], set[int]] = {}
        self._owner: dict[Place, int] = {}

    def add(self, place: Place, who: int) -> None:
        """Note that somebody (by number) is named or described there."""
        self._pieces.setdefault((place[0], who), set()).add(place[1])
        self._owner[place] = who

    def of(self, who: int, window: int) -> Collection[int]:
        """The pieces of a window at which somebody is named or described."""
        return self._pieces.get((window, who), ())

    def owner(self, place: Place) -> int | None:
        """Who is named or described there."""
        return self._owner.get(place)

    def move(self, places: Iterable[Place], who: int) -> None:
        """Give some places to somebody else."""
        for place in places:
            self._pieces.get((place[0], self._owner.get(place, who)), set()).discard(place[1])
            self.add(place, who)
