"""A record as plain lines: one entry a line, fields parted by " | ", made to be read and to be grepped."""

from collections.abc import Iterator

from onrecord.exchange.safe import one_line, shortened
from onrecord.record.parts import Actor, Record
from onrecord.views.moves import MoveRow, move_row
from onrecord.views.passages import Passages
from onrecord.views.statements import StatementRow, statement_row

UNATTRIBUTED = "unattributed"
UNNAMED = "someone unnamed"
NARRATION = "the outlet"


def lines(record: Record) -> Iterator[str]:
    """The report, its actors with their roles, statements, moves, ties, and what was set apart."""
    report = record.report
    passages = Passages(record)
    yield _line("report", report.source, report.published, report.publisher, report.title)
    for actor in record.actors:
        yield _line("actor", actor.id, actor.name, kind_of(actor), "; ".join(roles(actor)))
    for n in range(len(record.statements)):
        yield statement(statement_row(record, n))
    for n in range(len(record.moves)):
        yield move(move_row(record, n))
    names = {actor.id: actor.name for actor in record.actors}
    for tie in record.ties:
        yield _line("tie", f"{names[tie.from_]} {tie.kind} {names[tie.to]}", tie.layer, passages.text([tie.span]))
    for part in record.left_out:
        yield _line("left out", part.why, shortened(passages.text([part.span]) or ""))


def statement(row: StatementRow) -> str:
    """One statement: id, kind and layer, source, cue, day, content; what people corrected, where they did."""
    source = source_of(row)
    fields = (row.id, f"{row.kind} {row.layer}", source, row.cue, row.said, row.content)
    return _line("statement", *fields, *corrected(row))


def move(row: MoveRow) -> str:
    """One move: id, type, status and layer, by, to, on whose word, conditions, passage; what people corrected."""
    return _line(
        "move",
        row.id,
        f"{row.type} {row.status} {row.layer}",
        f"by {', '.join(row.by) or 'unknown'}",
        f"to {', '.join(row.to)}" if row.to else None,
        f"on the word of {voucher_of(row)}",
        f"if {'; or '.join(row.conditions)}" if row.conditions else None,
        row.passage,
        *corrected(row),
    )


def corrected(row: StatementRow | MoveRow) -> tuple[str, ...]:
    """What people changed in an entry beside what the machine had read, or that they agreed; nothing where none did."""
    return (f"corrected {'; '.join(map(str, row.corrected))}",) if row.corrected else ()


def source_of(row: StatementRow) -> str:
    """The source's name and whom it speaks to."""
    source = row.source or UNATTRIBUTED
    return f"{source} to {row.addressee}" if row.addressee else source


def voucher_of(row: MoveRow) -> str:
    """On whose word a move stands, said in every case."""
    if row.vouched_by is None:
        return NARRATION
    return row.source or UNNAMED


def kind_of(actor: Actor) -> str:
    """An actor's kind, country and sector."""
    return " ".join(filter(None, (actor.kind, actor.country, actor.sector)))


def roles(actor: Actor) -> list[str]:
    """An actor's roles as worded, each once."""
    return list(dict.fromkeys(role.role for role in actor.roles))


def _line(*fields: str | None) -> str:
    return " | ".join(one_line(field) if field else "-" for field in fields)
