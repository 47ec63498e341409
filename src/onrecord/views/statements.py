"""Who said what: the statements of a record, one row each."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import hull
from onrecord.record.correction import Change
from onrecord.record.pages import page_of
from onrecord.record.parts import Record
from onrecord.store.corrections import Changes
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import Passages, ReportRef


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with its words.

    `said` is the day it was said (ISO 8601, cut to its precision) or None. `source` is the source's name, or its
    words as written where no actor is known, or None when `unattributed`. `passage` is the text from its first to its
    last word, at `span`; the other `…spans` point to its parts. `page` is the page that it stands on, or the first and
    last (`4–5`), where the file had pages. `corrected` says what a person changed, beside what the
    machine had read.
    """

    report: ReportRef
    id: str
    said: str | None
    source: str | None
    source_as_written: str | None
    cue: str | None
    content: str
    kind: str
    layer: str
    unattributed: bool
    addressee: str | None
    channel: str | None
    within: str | None
    score: float
    passage: str
    span: Span
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    page: str | None = None
    corrected: tuple[Change, ...] = ()


def statements(store: RecordStore, filters: Filters) -> Iterator[StatementRow]:
    """Statements of all reports that pass the filters, oldest report first, in text order."""
    changes = store.changes()
    return (_row(record, n, changes) for record, n in store.find_statements(filters))


def _row(record: Record, n: int, changes: dict[str, Changes]) -> StatementRow:
    return statement_row(record, n, changes.get(record.report.id, {}).get(record.statements[n].id, ()))


def statement_row(record: Record, n: int, corrected: tuple[Change, ...] = ()) -> StatementRow:
    """The statement at place `n` of a record as a row, with what a person changed in it."""
    statement = record.statements[n]
    passages = Passages(record)
    source, cue, addressee, content = statement.source, statement.cue, statement.addressee, statement.content.spans
    source_spans = source.spans if source else ()
    cue_spans = cue.spans if cue else ()
    span = hull((*source_spans, *cue_spans, *content))
    return StatementRow(
        report=ReportRef.of(record.report),
        id=statement.id,
        said=statement.said.value if statement.said else None,
        source=passages.name(source.actor, source.spans) if source else None,
        source_as_written=passages.text(source_spans),
        cue=passages.text(cue_spans),
        content=passages.text(content) or "",
        kind=statement.kind,
        layer=statement.layer,
        unattributed=statement.unattributed,
        addressee=passages.name(addressee.actor, [addressee.span]) if addressee else None,
        channel=statement.channel.name if statement.channel else None,
        within=statement.within,
        score=statement.score,
        passage=record.report.text[span[0] : span[1]],
        span=span,
        source_spans=source_spans,
        cue_spans=cue_spans,
        content_spans=content,
        page=page_of(record.report, span),
        corrected=corrected,
    )
