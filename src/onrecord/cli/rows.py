"""Rows of the three views as lines, plain or in colour, each with the report it comes from."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from onrecord.cli import plain
from onrecord.cli.safe import one_line
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.moves import MoveRow, moves
from onrecord.views.passages import ReportRef
from onrecord.views.statements import StatementRow, statements

Row = StatementRow | MoveRow | ActorRow

VIEWS: dict[str, tuple[type[msgspec.Struct], Callable[[RecordStore, Filters], Iterator[Any]]]] = {
    "statements": (StatementRow, statements),
    "moves": (MoveRow, moves),
    "actors": (ActorRow, actors),
}
"""What each command asks, and the kind of row it gets."""


def line(row: Row) -> str:
    """One row on one line; statements and moves end with the report they stand in."""
    if isinstance(row, ActorRow):
        return _actor(row)
    entry = plain.statement(row) if isinstance(row, StatementRow) else plain.move(row)
    return f"{entry} | {one_line(_where(row.report))}"


def show(rows: Iterable[Row]) -> None:
    """Print rows at a terminal: each entry with its passage."""
    # Imported here so that plain lines need none of it.
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.cli import colour

    out = colour.console()
    for row in rows:
        if isinstance(row, ActorRow):
            out.print(Text(_actor(row)))
            continue
        from_start = _from_start(row)
        out.print(colour.statement_line(row) if isinstance(row, StatementRow) else colour.move_line(row))
        out.print(Padding(from_start, (0, 0, 0, 4)))
        out.print(Padding(Text(one_line(_where(row.report)), "dim"), (0, 0, 1, 4)))


def _from_start(row: StatementRow | MoveRow) -> Any:
    from onrecord.cli import colour, marked

    parts = colour.statement_parts(row) if isinstance(row, StatementRow) else colour.move_parts(row)
    # A row carries its passage alone, so spans are counted from the passage's start.
    first, length = row.span[0], len(row.passage)
    inside = [(name, (max(a - first, 0), min(b - first, length))) for name, (a, b) in parts]
    return marked.passage(row.passage, (0, length), [(name, span) for name, span in inside if span[0] < span[1]])


def _actor(row: ActorRow) -> str:
    counts = f"reports {row.reports}, statements {row.statements}, moves by {row.moves_by}, moves to {row.moves_to}"
    kind = " ".join(filter(None, (row.kind, row.country, row.sector)))
    return " | ".join(one_line(field) or "-" for field in ("actor", row.name, kind, "; ".join(row.roles), counts))


def _where(report: ReportRef) -> str:
    return ", ".join(filter(None, (report.publisher, report.published, report.title or report.source)))
