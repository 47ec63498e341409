"""What holds across reports, kept up to date as reports come and go: one file for each kind of tie.

Each file has `link(cursor, batch)`, which takes new reports into account whose own rows are already in their tables,
and `forget(cursor, numbers)`, which takes reports out before their own rows go. Both run inside the caller's
transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from onrecord.across.numbered import Numbered
from onrecord.store.engine import Cursor
from onrecord.store.links import changes, claims, copies, disputes, identities, occurrences, stories


class _Links(Protocol):
    def link(self, cursor: Cursor, batch: Sequence[Numbered], /) -> None: ...
    def forget(self, cursor: Cursor, numbers: Sequence[int], /) -> None: ...


_IN_ORDER: tuple[_Links, ...] = (copies, stories, identities, occurrences, claims, disputes, changes)
"""Later ones build on what earlier ones kept; they are forgotten in reverse."""


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Tie new reports to those already there."""
    for links in _IN_ORDER:
        links.link(cursor, batch)


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take out whatever was derived from these reports."""
    for links in reversed(_IN_ORDER):
        links.forget(cursor, numbers)


def relink(cursor: Cursor, numbers: Sequence[int], batches: Iterable[Sequence[Numbered]], *, after: _Links) -> None:
    """Do the ties that build on `after` once more for these reports, given by number and with their records."""
    later = _IN_ORDER[_IN_ORDER.index(after) + 1 :]
    # All go before the first comes back, so that none is compared with what does not hold any more.
    for links in reversed(later):
        links.forget(cursor, numbers)
    for batch in batches:
        for links in later:
            links.link(cursor, batch)
