"""A record at a terminal: each entry with its passage in context, content, source and cue in colour."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.marked import STYLES, passage
from onrecord.document.document import Span
from onrecord.exchange.plain import kind_of, roles, source_of, voucher_of
from onrecord.exchange.safe import one_line, shortened
from onrecord.record.parts import Record
from onrecord.views.moves import MoveRow, move_row
from onrecord.views.passages import Passages
from onrecord.views.statements import StatementRow, statement_row

Parts = list[tuple[str, Span]]


def console() -> Console:
    """A console for standard output as it is now; markup and emoji in reports stay as they are written."""
    return Console(markup=False, emoji=False, highlight=False)


def show(record: Record) -> None:
    """Print one record."""
    out = console()
    text = record.report.text
    _title(out, record)
    _actors(out, record)
    if record.statements:
        _head(out, "Who said what")
    for n in range(len(record.statements)):
        row = statement_row(record, n)
        out.print(statement_line(row))
        out.print(Padding(passage(text, row.span, statement_parts(row)), (0, 0, 1, 4)))
    if record.moves:
        _head(out, "Who did what to whom")
    for n in range(len(record.moves)):
        moved = move_row(record, n)
        out.print(move_line(moved))
        out.print(Padding(passage(text, moved.span, move_parts(moved)), (0, 0, 1, 4)))
    _ties(out, record)
    _left_out(out, record)


def statement_line(row: StatementRow) -> Text:
    """Id, source, kind, layer and day of one statement."""
    line = Text(f"{row.id}  ").append(one_line(source_of(row)), STYLES["source"] if row.source else "bold red")
    said = f"said {row.said}" if row.said else None
    channel = f"on {row.channel}" if row.channel else None
    within = f"within {row.within}" if row.within else None
    return line.append(_facts(row.score, row.kind, _words(row.layer), said, channel, within), "dim")


def move_line(row: MoveRow) -> Text:
    """Id, type, parties, status, layer and voucher of one move."""
    line = Text(f"{row.id}  ").append(row.type, STYLES["trigger"])
    line.append("  ").append(one_line(", ".join(row.by)) or "unknown", STYLES["by"])
    if row.to:
        line.append(" → ").append(one_line(", ".join(row.to)), STYLES["to"])
    voucher = f"on the word of {voucher_of(row)}"
    condition = f"if {'; or '.join(row.conditions)}" if row.conditions else None
    return line.append(_facts(row.score, row.status, _words(row.layer), voucher, condition, row.when, row.where), "dim")


def statement_parts(row: StatementRow) -> Parts:
    """The spans of a statement by the name of their style."""
    spans = {"content": row.content_spans, "source": row.source_spans, "cue": row.cue_spans}
    return [(name, span) for name, pieces in spans.items() for span in pieces]


def move_parts(row: MoveRow) -> Parts:
    """The spans of a move by the name of their style."""
    spans = {"condition": row.condition_spans, "to": row.to_spans, "by": row.by_spans, "trigger": (row.trigger_span,)}
    return [(name, span) for name, pieces in spans.items() for span in pieces]


def _facts(score: float, *facts: str | None) -> str:
    return f"  {' · '.join(one_line(fact) for fact in facts if fact)} · {score:.2f}"


def _words(layer: str) -> str:
    return layer.replace("_", " ")


def _head(out: Console, words: str) -> None:
    out.print(Text(words, "bold underline"))


def _title(out: Console, record: Record) -> None:
    report = record.report
    about = [report.publisher, report.published, report.source]
    out.rule(Text(shortened(report.title or report.source), "bold"), align="left")
    out.print(Text(" · ".join(one_line(fact) for fact in about if fact), "dim"), "")


def _actors(out: Console, record: Record) -> None:
    if record.actors:
        _head(out, "Who appears")
    for actor in record.actors:
        line = Text(f"{actor.id}  ").append(one_line(actor.name), STYLES["by"])
        out.print(line.append(f"  {kind_of(actor)}", "dim").append(one_line("".join(f"; {r}" for r in roles(actor)))))
    out.print()


def _ties(out: Console, record: Record) -> None:
    passages = Passages(record)
    names = {actor.id: one_line(actor.name) for actor in record.actors}
    if record.ties:
        _head(out, "Who stands how to whom")
    for tie in record.ties:
        line = Text(f"{names[tie.from_]} {tie.kind} {names[tie.to]}", STYLES["by"])
        line.append(f"  {_words(tie.layer)}  ", "dim")
        out.print(line.append(one_line(passages.text([tie.span]) or "")))
    if record.ties:
        out.print()


def _left_out(out: Console, record: Record) -> None:
    passages = Passages(record)
    if record.left_out:
        _head(out, "Set apart, not read")
    for part in record.left_out:
        out.print(Text(f"{part.why}  ").append(shortened(passages.text([part.span]) or ""), "dim"))
    if record.left_out:
        out.print()
