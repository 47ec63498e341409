"""One report as it is read on a page: its text in flat segments, the marks on them, and bars for the margin."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from onrecord.document.document import READ_KINDS, Block, BlockKind, Page, Span
from onrecord.reading.sentences import split
from onrecord.reading.tokens import tokenize
from onrecord.record.correction import Change
from onrecord.record.parts import Actor, Record
from onrecord.store.corrections import Kept
from onrecord.store.record_store import RecordStore
from onrecord.views.corrections import CorrectionRow, correction_row
from onrecord.views.entries import DRAWN, Entries, EntryView, marks_of, voices
from onrecord.views.facts import CopyFacts, ReportFacts, copy_facts, facts_of
from onrecord.views.segments import Bar, Mark, Part, Placed, Segment, bars, cut, in_order

_OF_ACTORS: frozenset[Part] = frozenset({"mention", "role"})


class BlockView(msgspec.Struct, frozen=True, kw_only=True):
    """One block of a report. The texts of its segments put together are its text.

    `left_out` says why it was not read, None where it was. `narration` holds where nothing in it is said by anybody
    but the outlet (`Segment.layer` says the same of each piece). The bars lie beside it.
    """

    kind: BlockKind
    span: Span
    left_out: str | None
    narration: bool
    segments: tuple[Segment, ...]
    bars: tuple[Bar, ...]


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A record as a marked-up report.

    `entries` are its statements, then moves, then ties, and actors where their mentions were asked for; `marks` are
    their parts, which the segments name by id. `sentences` are those that were read, and `tally` counts them and what
    was found: "22 sentences read, no statements, 3 moves". `lanes` is the number of lanes of the widest margin. `pages`
    are those of the file, where it had some.
    """

    report: ReportFacts
    blocks: tuple[BlockView, ...]
    entries: tuple[EntryView, ...]
    marks: tuple[Mark, ...]
    sentences: tuple[Span, ...]
    tally: str
    lanes: int
    pages: tuple[Page, ...] = ()


class Detached(msgspec.Struct, frozen=True, kw_only=True):
    """A correction whose entry is not in the present reading, and the passage it was made at."""

    correction: CorrectionRow
    spans: tuple[Span, ...]
    text: str


class ReadingView(Marked, frozen=True, kw_only=True):
    """A report of a record with all that its page shows: also its copies, and corrections that are not seen in it.

    `detached` are those that lost their place, `rejected` those by which an entry is no longer there.
    """

    copies: CopyFacts
    detached: tuple[Detached, ...]
    rejected: tuple[Detached, ...]


def reading(store: RecordStore, report_id: str, parts: frozenset[Part] = DRAWN) -> ReadingView:
    """The page of one report; `parts` says which parts of entries its segments are cut by.

    `report_id` is a report's id, a beginning of it, or its given id. Raises `StoreError` 409 and 420.
    """
    id_ = store.reports.id_of(report_id)
    record = store.record(id_)
    kept = store.reports.corrections_of(id_)
    shown = marked(record, store.reports.changes_of(id_), parts)
    standing = [one.kept for one in kept if one.kept.state == "stands" and one.kept.correction.action == "reject"]
    return ReadingView(
        **{name: getattr(shown, name) for name in Marked.__struct_fields__},
        copies=copy_facts(store, id_),
        detached=tuple(_detached(record, one.kept) for one in kept if one.kept.state == "detached"),
        rejected=tuple(_detached(record, one) for one in standing),
    )


def marked(
    record: Record, changes: Mapping[str, tuple[Change, ...]] | None = None, parts: frozenset[Part] = DRAWN
) -> Marked:
    """A record as a marked-up report, with what people changed in its entries by their ids.

    >>> import onrecord
    >>> found = marked(onrecord.read("Belmaria and Keth met in Oranza on Tuesday."))
    >>> found.tally, [mark.id for mark in found.marks]
    ('1 sentence read, no statements, 1 move', ['m1-act', 'm1-trigger'])
    """
    entries = Entries(record, changes)
    marks = [mark for id_, entry in entries for mark in marks_of(id_, entry, parts)]
    placed = in_order([*voices(record), *(Placed(*span, mark.id) for mark in marks for span in mark.spans)])
    left_out = {part.span: part.why for part in record.left_out}
    shown = tuple(
        _block(record.report.text, block, pieces, left_out.get(block.span))
        for block, pieces in _by_block(record.report.blocks, placed)
    )
    sentences = tuple(_sentences(record))
    ids = [id_ for id_, entry in entries if not isinstance(entry, Actor) or parts & _OF_ACTORS]
    return Marked(
        report=facts_of(record),
        blocks=shown,
        entries=tuple(entries.view(id_) for id_ in ids),
        marks=tuple(marks),
        sentences=sentences,
        tally=_tally(len(sentences), record),
        lanes=max((bar.lane + 1 for block in shown for bar in block.bars), default=0),
        pages=record.report.pages,
    )


def _detached(record: Record, kept: Kept) -> Detached:
    spans = kept.correction.anchor.spans
    text = " … ".join(record.report.text[start:stop] for start, stop in spans)
    return Detached(correction=correction_row(kept), spans=spans, text=text)


def _by_block(blocks: Sequence[Block], placed: Sequence[Placed]) -> Iterator[tuple[Block, list[Placed]]]:
    """Each block with the pieces of marks that reach into it."""
    starts = [block.span[0] for block in blocks]
    found: list[list[Placed]] = [[] for _ in blocks]
    for one in placed:
        for n in range(max(0, bisect_right(starts, one.start) - 1), len(blocks)):
            if starts[n] >= one.end:
                break
            if one.start < blocks[n].span[1]:
                found[n].append(one)
    return zip(blocks, found, strict=True)


def _block(text: str, block: Block, placed: Sequence[Placed], left_out: str | None) -> BlockView:
    read = block.kind in READ_KINDS and left_out is None
    return BlockView(
        kind=block.kind,
        span=block.span,
        left_out=None if read else left_out or block.kind,
        narration=read and all(one.layer is None for one in placed),
        segments=cut(text, block.span, placed, "narration" if read else None),
        bars=bars(_stretches(block.span, placed)),
    )


def _stretches(within: Span, placed: Sequence[Placed]) -> list[tuple[Span, str]]:
    """From where to where each entry reaches in a block. Actors have no bar: they are everywhere."""
    reach: dict[str, Span] = {}
    for one in placed:
        entry, _, part = (one.mark or "").partition("-")
        if entry and part not in _OF_ACTORS:
            start, end = max(one.start, within[0]), min(one.end, within[1])
            known = reach.get(entry, (start, end))
            reach[entry] = min(known[0], start), max(known[1], end)
    return [(span, entry) for entry, span in reach.items()]


def _sentences(record: Record) -> Iterator[Span]:
    """The sentences of the blocks that are read, as the reader parts them."""
    text = record.report.text
    for block in record.report.blocks:
        if block.kind in READ_KINDS:
            words = tokenize(text, block.span)
            for first, stop in split(words, text):
                yield words[first].start, words[stop - 1].end


def _tally(sentences: int, record: Record) -> str:
    counts = ((len(record.statements), "statement"), (len(record.moves), "move"))
    found = ", ".join(_count(count, what) for count, what in counts)
    return f"{_count(sentences, 'sentence')} read, {found}"


def _count(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
