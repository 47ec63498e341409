"""Merges and splits of actors by hand: which actors of which reports they bind to one identity."""

from collections.abc import Collection, Iterable

import msgspec

from onrecord.across.identities import Hand
from onrecord.document.document import Span

_TWO = 2
"""A merge of fewer identities than this is none."""


class Anchor(msgspec.Struct, frozen=True):
    """One actor of one report, as it is found again after re-reading: by the passage where it is first mentioned."""

    report: str
    span: Span
    name: str


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """One merge or split: the id its identity has from then on, and the actors in it; `after` as of an identity.

    `members` are of a merge all actors of the identities that went into it, of a split those taken out; `sides` tells
    of each member of a merge from which of these identities it is, by a number (of a split it is empty).
    """

    action: Hand
    id: str
    members: tuple[Anchor, ...]
    sides: tuple[int, ...] = ()
    after: int = 0

    def without(self, reports: Collection[str]) -> "ByHand | None":
        """What is left of it without the actors of these reports; None where that decides nothing any more."""
        left = [n for n, anchor in enumerate(self.members) if anchor.report not in reports]
        sides = tuple(self.sides[n] for n in left if self.sides)
        if not left or (self.action == "merge" and len(set(sides)) < _TWO):
            return None
        return msgspec.structs.replace(self, members=tuple(self.members[n] for n in left), sides=sides)


def groups(made: Iterable[ByHand]) -> tuple[ByHand, ...]:
    """What holds after all merges and splits, in the order they were made: later ones go before earlier ones.

    >>> a, b, c = (Anchor(f"report {n}", (0, 5), n) for n in "abc")
    >>> merged = ByHand(action="merge", id="i1", members=(a, b, c))
    >>> [g.members == (a, c) for g in groups([merged, ByHand(action="split", id="i2", members=(b,))])]
    [True, False]
    """
    found: list[ByHand] = []
    for one in made:
        kept: list[ByHand] = []
        members = dict.fromkeys(one.members)
        for group in found:
            touched = not set(group.members).isdisjoint(one.members)
            if one.action == "merge" and touched:
                members = dict.fromkeys((*group.members, *members))
            else:
                left = tuple(anchor for anchor in group.members if anchor not in one.members)
                kept += [msgspec.structs.replace(group, members=left)] if left else []
        found = [*kept, msgspec.structs.replace(one, members=tuple(members))]
    return tuple(found)
