"""Rows of the three views as lines, plain or in colour, each with the report it comes from."""

from collections.abc import Iterable
from typing import Any

from onrecord.exchange import plain, wording
from onrecord.exchange.cite import page
from onrecord.exchange.safe import one_line, shortened
from onrecord.views.actors import ActorRow
from onrecord.views.ledger import LedgerRow, QuestionRow
from onrecord.views.moves import MoveRow
from onrecord.views.network import NetworkRow
from onrecord.views.occurrences import OccurrenceRow
from onrecord.views.passages import ReportRef
from onrecord.views.statements import StatementRow
from onrecord.views.timeline import TimelineRow

Row = StatementRow | MoveRow | ActorRow | TimelineRow | NetworkRow | LedgerRow | OccurrenceRow | QuestionRow


def line(row: Row) -> str:
    """One row on one line; statements and moves end with the report they stand in."""
    if isinstance(row, ActorRow):
        return _actor(row)
    if isinstance(row, TimelineRow):
        return _timed(row)
    if isinstance(row, NetworkRow):
        return _pair(row)
    if isinstance(row, LedgerRow):
        return _claim(row)
    if isinstance(row, OccurrenceRow):
        return _act(row)
    if isinstance(row, QuestionRow):
        return _question(row)
    entry = plain.statement(row) if isinstance(row, StatementRow) else plain.move(row)
    return f"{entry} | {one_line(_placed(row))}"


def show(rows: Iterable[Row]) -> None:
    """Print rows at a terminal: each entry with its passage."""
    # Imported here so that plain lines need none of it.
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.cli import colour

    out = colour.console()
    for row in rows:
        if not isinstance(row, (StatementRow, MoveRow)):
            out.print(Text(line(row)))
            continue
        from_start = _from_start(row)
        out.print(colour.statement_line(row) if isinstance(row, StatementRow) else colour.move_line(row))
        out.print(Padding(from_start, (0, 0, 0, 4)))
        for note in plain.corrected(row):
            out.print(Padding(Text(one_line(note), "italic"), (0, 0, 0, 4)))
        out.print(Padding(Text(one_line(_placed(row)), "dim"), (0, 0, 1, 4)))


def _placed(row: StatementRow | MoveRow) -> str:
    return f"{where(row.report)}, {page(row.page)}" if row.page else where(row.report)


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
    others = [str(one) for one in row.names if one.name != row.name]
    name = f"{row.name}, also {', '.join(others)}" if others else row.name
    roles = "; ".join(map(str, row.roles))
    return " | ".join(one_line(field) or "-" for field in ("actor", name, kind, roles, counts, row.id))


def _timed(row: TimelineRow) -> str:
    kind = f"{row.kind} {row.status}" if row.status else f"{row.kind} statement"
    told = f"{wording.told(row)}, a copy" if row.copy_of else wording.told(row)
    fields = (row.when or "undated", row.actor or plain.UNNAMED, kind, told, row.passage, where(row.report))
    return " | ".join(one_line(field) or "-" for field in fields)


def _pair(row: NetworkRow) -> str:
    fields = (
        f"{row.actor} -> {row.to}",
        row.quad.replace("-", " "),
        f"{', '.join(row.types)} ({', '.join(row.statuses)})",
        wording.reports(row.origins),
        " to ".join(dict.fromkeys(day for day in (row.first, row.last) if day)) or "undated",
        row.passage,
        where(row.report),
    )
    return " | ".join(one_line(field) or "-" for field in fields)


def _claim(row: LedgerRow) -> str:
    counts = f"repeats {row.repeats}, outlets {len(row.outlets)}"
    fields = (
        "claim",
        row.claim,
        f"{row.speaker or plain.UNATTRIBUTED} ({row.cue})" if row.cue else row.speaker or plain.UNATTRIBUTED,
        row.first_said,
        counts,
        f"denied by {', '.join(row.denied_by)}" if row.denied_by else None,
        f"reworded: {'; '.join(map(str, row.changed))}" if row.changed else None,
        "; ".join(map(str, row.disputes)),
        where(row.report),
    )
    return " | ".join(one_line(field) if field else "-" for field in fields)


def _act(row: OccurrenceRow) -> str:
    fields = (
        "act",
        f"{row.type} {row.status}",
        f"by {', '.join(row.by) or 'unknown'}",
        f"to {', '.join(row.to)}" if row.to else None,
        row.when or "undated",
        f"{wording.of(len(row.accounts), 'account')} in {wording.reports(row.origins)}",
        f"on the word of {', '.join(row.vouchers) or plain.UNNAMED}",
        "; ".join(f"accounts differ on {one.kind}" for one in row.disputes),
        row.passage,
        where(row.report),
    )
    return " | ".join(one_line(field) if field else "-" for field in fields)


def _question(row: QuestionRow) -> str:
    told = (f"{one.source or plain.NARRATION} ({where(one.report)}): {shortened(one.passage)}" for one in row.answers)
    return " | ".join(one_line(field) for field in ("contradiction", row.kind, *told))


def where(report: ReportRef) -> str:
    """Outlet, day and title of a report, or where it came from."""
    return ", ".join(filter(None, (report.publisher, report.published, report.title or report.source)))
