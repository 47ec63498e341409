"""A record in a few lines, and the counts over several."""

from collections.abc import Iterator
from pathlib import PurePath

from onrecord.exchange.plain import source_of, voucher_of
from onrecord.exchange.safe import one_line, shortened
from onrecord.record.parts import Record
from onrecord.views.moves import move_row
from onrecord.views.statements import statement_row
from onrecord.views.tally import Tally

_WIDTH = 100


def brief(record: Record) -> Iterator[str]:
    """Title, who said what, who did what."""
    report = record.report
    about = ", ".join(filter(None, (report.publisher, report.published)))
    yield one_line(f"{report.title or PurePath(report.source).name} ({about or 'no outlet or day known'})")
    for n in range(len(record.statements)):
        row = statement_row(record, n)
        cue = one_line(row.cue or "").rstrip(":").strip()
        yield f"  {one_line(source_of(row))}{f' [{cue}]' if cue else ''}: {shortened(row.content, _WIDTH)}"
    for n in range(len(record.moves)):
        move = move_row(record, n)
        to = f" -> {', '.join(move.to)}" if move.to else ""
        parties = one_line(f"{', '.join(move.by) or 'unknown'}{to}")
        yield f"  {move.type:<9} {move.status}: {parties}, on the word of {one_line(voucher_of(move))}"
        yield f"            {shortened(move.passage, _WIDTH)}"


def counts(tally: Tally) -> Iterator[str]:
    """How many reports, statements and moves; each type of move with who made it."""
    yield f"{tally.reports} reports read: {tally.statements} statements, {tally.moves} moves."
    for kind in tally.types():
        who = ", ".join(f"{name} {count}" for name, count in kind.by[:4])
        more = f" and {len(kind.by) - 4} more" if len(kind.by) > 4 else ""
        yield f"  {kind.type:<10}{kind.count:>3}  {one_line(who)}{more}"
