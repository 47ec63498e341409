"""One move as the views across reports see it: in few words, with its ties to other reports."""

from typing import NamedTuple

import msgspec

from onrecord.document.document import Span
from onrecord.record.vocabulary import Layer, MoveType, Status


class Taker(NamedTuple):
    """Somebody taking part: the identity (None where no actor is known), and the name or the words as written."""

    identity: int | None
    name: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One move of one report.

    `day` is when it was done, else the day of publication (ISO 8601, cut to its precision; `dated` tells which).
    `words` are those the move was read from, `passage` at `span` is the sentence they stand in.
    `voucher` is the one whose statement `vouched_by` is, None for the outlet's own account. `origin` is the number of
    the report that this one goes back to (its own when it is no copy); `occurrence` and `story` are numbers too.
    """

    report: int
    move: str
    type: MoveType
    mode: str | None
    status: Status
    layer: Layer
    reciprocal: bool
    day: str
    dated: bool
    published: str
    by: tuple[Taker, ...]
    to: tuple[Taker, ...]
    about: str
    conditions: tuple[str, ...]
    words: str
    passage: str
    span: Span
    vouched_by: str | None
    voucher: Taker | None
    score: float
    origin: int
    occurrence: int | None = None
    story: int | None = None

    def takers(self) -> tuple[Taker, ...]:
        """Everybody who takes part."""
        return self.by + self.to

    @property
    def entry(self) -> tuple[int, str]:
        """Which move of which report."""
        return self.report, self.move
