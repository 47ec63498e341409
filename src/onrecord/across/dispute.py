"""A point on which accounts disagree, with who gives which answer."""

from typing import Literal, NamedTuple

import msgspec

DisputeKind = Literal["who", "what", "when", "how many", "whether"]


class Entry(NamedTuple):
    """One entry of one report: the report's number in the record, and the entry's id in it ("m3", "s12")."""

    report: int
    entry: str


class Side(msgspec.Struct, frozen=True):
    """One answer and the entries that give it; None is an answer that was not put into words."""

    value: str | None
    accounts: tuple[Entry, ...]


class Dispute(msgspec.Struct, frozen=True):
    """A question that accounts answer differently: at least two sides, in the order in which they were first told."""

    kind: DisputeKind
    sides: tuple[Side, ...]
