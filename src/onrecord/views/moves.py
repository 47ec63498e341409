"""Who did what to whom: the moves of a record, one row each."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.record.correction import Change
from onrecord.record.pages import page_of
from onrecord.record.parts import Record
from onrecord.store.corrections import Changes
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import Passages, ReportRef


class MoveRow(msgspec.Struct, frozen=True, kw_only=True):
    """One move with its words.

    `by` and `to` are names, or words as written where no actor is known. `source` names the one on whose word the move
    stands: None when the outlet tells it in its own voice (`vouched_by` is then None too) or when the statement
    `vouched_by` is unattributed. `when` is ISO 8601, cut to its precision. `passage` is the text at `span`. `page` is
    the page that it stands on, or the first and last (`4–5`), where the file had pages. `corrected` says what a person
    changed, beside what the machine had read.
    """

    report: ReportRef
    id: str
    type: str
    mode: str | None
    quad: str
    status: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    reciprocal: bool
    about: tuple[str, ...]
    conditions: tuple[str, ...]
    when: str | None
    where: str | None
    layer: str
    source: str | None
    vouched_by: str | None
    score: float
    trigger: str
    passage: str
    span: Span
    trigger_span: Span
    by_spans: tuple[Span, ...]
    to_spans: tuple[Span, ...]
    condition_spans: tuple[Span, ...]
    page: str | None = None
    corrected: tuple[Change, ...] = ()


def moves(store: RecordStore, filters: Filters) -> Iterator[MoveRow]:
    """Moves of all reports that pass the filters, oldest report first, in text order."""
    changes = store.changes()
    return (_row(record, n, changes) for record, n in store.find_moves(filters))


def _row(record: Record, n: int, changes: dict[str, Changes]) -> MoveRow:
    return move_row(record, n, changes.get(record.report.id, {}).get(record.moves[n].id, ()))


def move_row(record: Record, n: int, corrected: tuple[Change, ...] = ()) -> MoveRow:
    """The move at place `n` of a record as a row, with what a person changed in it."""
    move = record.moves[n]
    text = record.report.text
    passages = Passages(record)
    return MoveRow(
        report=ReportRef.of(record.report),
        id=move.id,
        type=move.type,
        mode=move.mode,
        quad=move.quad,
        status=move.status,
        by=passages.names(move.by),
        to=passages.names(move.to),
        reciprocal=move.reciprocal,
        about=passages.each(move.about),
        conditions=passages.each(move.conditions),
        when=move.when.value if move.when else None,
        where=move.where.name if move.where else None,
        layer=move.layer,
        source=voucher(record, move.vouched_by),
        vouched_by=move.vouched_by,
        score=move.score,
        trigger=text[move.trigger[0] : move.trigger[1]],
        passage=text[move.span[0] : move.span[1]],
        span=move.span,
        trigger_span=move.trigger,
        by_spans=tuple(p.span for p in move.by),
        to_spans=tuple(p.span for p in move.to),
        condition_spans=move.conditions,
        page=page_of(record.report, move.span),
        corrected=corrected,
    )


def voucher(record: Record, statement_id: str | None) -> str | None:
    """The name of the one whose statement vouches, or None for narration and unattributed statements."""
    source = next((one.source for one in record.statements if one.id == statement_id), None)
    return Passages(record).name(source.actor, source.spans) if source else None
