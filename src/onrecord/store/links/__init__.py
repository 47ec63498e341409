"""What holds across reports, kept up to date as reports come and go: one file for each kind of tie.

Each file has `link(cursor, batch)`, which takes new reports into account whose own rows are already in their tables, and
`forget(cursor, numbers)`, which takes reports out before their own rows go. Both run inside the caller's transaction.
"""

from collections.abc import Sequence
from typing import Protocol

import duckdb

from onrecord.across.numbered import Numbered


class _Links(Protocol):
    def link(self, cursor: duckdb.DuckDBPyConnection, batch: Sequence[Numbered], /) -> None: ...
    def forget(self, cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int], /) -> None: ...


_IN_ORDER: tuple[_Links, ...] = ()
"""Later ones build on what earlier ones kept; they are forgotten in reverse."""


def link(cursor: duckdb.DuckDBPyConnection, batch: Sequence[Numbered]) -> None:
    """Tie new reports to those already there."""
    for links in _IN_ORDER:
        links.link(cursor, batch)


def forget(cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Take out whatever was derived from these reports."""
    for links in reversed(_IN_ORDER):
        links.forget(cursor, numbers)
