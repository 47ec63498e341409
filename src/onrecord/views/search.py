"""Where words stand: passages of a record that hold them, one row each, with who says and does what there."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import BlockKind, Span
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.search import PassageFound
from onrecord.views.passages import Passages, ReportRef


class SearchRow(msgspec.Struct, frozen=True, kw_only=True):
    """One passage: a paragraph, or of a long one some of its sentences.

    `passage` is the text at `span`, `block` says what it is in the report (a headline, body, a caption, …), and `hits`
    are the spans of the words that were looked for, counted in the report's text as all spans are.

    `statements` are the ids of the statements that the passage holds some of, `said_by` their sources (None where
    unattributed) in the same order; `moves` the ids of its moves, `types`, `statuses` and `done_by` (names, or words as
    written) in the same order. `layers` are theirs, each once; where nothing is said or done, the outlet narrates.

    `copies` counts the other reports with the same text, whose own rows are left out: copies and versions of this
    report, or its origin and the copies of that.
    """

    report: ReportRef
    block: BlockKind
    passage: str
    span: Span
    hits: tuple[Span, ...]
    statements: tuple[str, ...]
    said_by: tuple[str | None, ...]
    moves: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    done_by: tuple[str, ...]
    layers: tuple[str, ...]
    copies: int


def search(store: RecordStore, words: str, filters: Filters) -> Iterator[SearchRow]:
    """Passages that hold the words and pass the filters, best first: 20, unless the filters give a limit.

    Raises `UsageError` for a filter that makes no sense; words are never wrong.
    """
    return map(_row, store.passages.find(words, filters))


def _row(found: PassageFound) -> SearchRow:
    record, passage = found.record, found.passage
    said = [record.statements[entry.n] for entry in passage.entries if entry.kind == "statement"]
    done = [record.moves[entry.n] for entry in passage.entries if entry.kind == "move"]
    names = Passages(record)
    return SearchRow(
        report=ReportRef.of(record.report),
        block=passage.kind,
        passage=record.report.text[slice(*passage.span)],
        span=passage.span,
        hits=found.words,
        statements=tuple(one.id for one in said),
        said_by=tuple(names.name(one.source.actor, one.source.spans) if one.source else None for one in said),
        moves=tuple(one.id for one in done),
        types=tuple(one.type for one in done),
        statuses=tuple(one.status for one in done),
        done_by=tuple(", ".join(names.names(one.by)) for one in done),
        layers=passage.layers,
        copies=found.copies,
    )
