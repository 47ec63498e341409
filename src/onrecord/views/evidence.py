"""What stands behind one entry: its passage, who speaks, on whose word, where it was read, and what people changed."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from onrecord.document.document import READ_KINDS, Span
from onrecord.document.sentence import sentence_around
from onrecord.document.spans import hull, meets
from onrecord.errors import StoreError, UsageError
from onrecord.record.pages import page_of
from onrecord.record.parts import Actor, Move, Record, Statement, Tie
from onrecord.record.vocabulary import Layer
from onrecord.store.record_store import RecordStore
from onrecord.views.corrections import CorrectionRow, correction_row
from onrecord.views.entries import Entries, Entry, EntryView, marks_of, voices
from onrecord.views.entry_parts import PartRow, Parts
from onrecord.views.facts import CopyFacts, ReportFacts, copy_facts, facts_of
from onrecord.views.occurrences import OccurrenceRow, occurrence_row
from onrecord.views.passages import Passages
from onrecord.views.segments import Mark, Placed, Segment, cut, in_order

MENTIONS = 5
"""Passages of an actor that are shown, the first; a report may mention one a hundred times."""

How = Literal["vouched by", "within", "holds", "from", "to"]
"""How an entry is tied to the one that is asked about: it vouches for it, it is around or in it, or is an end of it."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with a sentence either side. The texts of its segments put together are the text at `around`."""

    span: Span
    around: Span
    segments: tuple[Segment, ...]


class VoucherRow(msgspec.Struct, frozen=True, kw_only=True):
    """One on whose word an entry stands. `statement` is None for the outlet itself, which ends every chain.

    `who` is the speaker, None where the statement is unattributed; `quote` is what is said, at `spans`.
    """

    statement: str | None
    who: str | None
    layer: Layer
    quote: str | None
    spans: tuple[Span, ...]


class OtherEnd(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that the one asked about is tied to, as a quote with a place to jump to."""

    how: How
    entry: EntryView
    quote: str
    span: Span


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands behind one entry of a report.

    `marks` are its parts, which the segments of `passages` name by id; `parts` says what they were taken for. `chain`
    goes from the statement that vouches for it (of a statement: from itself) outwards to the outlet. `others` are the
    entries at the other end: of a statement what is said in it and around it, of a move or tie the statement it stands
    in. `occurrence` holds the accounts of all reports of the act that a move is. `link` is the permanent link to the
    passage, as a path. `page` is the page that it stands on, or the first and last (`4–5`), where the file had pages.
    """

    report: ReportFacts
    copies: CopyFacts
    entry: EntryView
    link: str
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...]
    parts: tuple[PartRow, ...]
    unattributed: bool
    chain: tuple[VoucherRow, ...]
    others: tuple[OtherEnd, ...]
    occurrence: OccurrenceRow | None
    history: tuple[CorrectionRow, ...]
    page: str | None = None


class SpanEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A bare passage of a report, as a permanent link names it, and the entries that touch it, the shortest first."""

    report: ReportFacts
    copies: CopyFacts
    link: str
    passage: Passage
    entries: tuple[EntryView, ...]
    marks: tuple[Mark, ...]
    page: str | None = None


def evidence(store: RecordStore, report_id: str, entry_id: str) -> Evidence:
    """What stands behind one entry: a statement (`s1`), move (`m1`), tie (`t1`) or actor (`a1`) of a report.

    `report_id` is a report's id, a beginning of it, or its given id. Raises `StoreError` 409 and 420 for the report,
    423 for an entry that is not in it.
    """
    id_ = store.reports.id_of(report_id)
    record = store.record(id_)
    entries = Entries(record, store.reports.changes_of(id_))
    entry = entries.get(entry_id)
    if entry is None:
        raise StoreError(423, entry_id, report=report_id)
    marks = tuple(marks_of(entry_id, entry))
    reach = _reach(entry)
    kept = store.reports.corrections_of(id_)
    occurrence = store.reports.occurrence_of(id_, entry_id) if isinstance(entry, Move) else None
    return Evidence(
        report=facts_of(record),
        copies=copy_facts(store, id_),
        entry=entries.view(entry_id),
        link=link_to(id_, _own(entry)),
        passages=tuple(_passages(record, reach, marks)),
        marks=marks,
        parts=tuple(Parts(record, store.reports.identities_of(id_)).of(entry)),
        unattributed=isinstance(entry, Statement) and entry.unattributed,
        chain=tuple(_chain(record, entry)),
        others=tuple(_others(record, entries, entry_id, entry)),
        occurrence=occurrence_row(occurrence) if occurrence else None,
        history=tuple(correction_row(one.kept) for one in kept if one.entry == entry_id),
        page=page_of(record.report, _own(entry)),
    )


def evidence_at(store: RecordStore, report_id: str, span: Span) -> SpanEvidence:
    """The passage at a span of a report, and what was read there. Raises `StoreError` 409, 420, `UsageError` 541."""
    id_ = store.reports.id_of(report_id)
    record = store.record(id_)
    start, stop = span
    length = len(record.report.text)
    if not 0 <= start < stop <= length:
        raise UsageError(541, start=start, stop=stop, length=length)
    entries = Entries(record, store.reports.changes_of(id_))
    reaches = [(name, entry, _reach(entry)) for name, entry in entries if not isinstance(entry, Actor)]
    touching = [one for one in reaches if meets(span, one[2])]
    touching.sort(key=lambda one: sum(b - a for a, b in one[2]))
    marks = tuple(mark for name, entry, _ in touching for mark in marks_of(name, entry))
    return SpanEvidence(
        report=facts_of(record),
        copies=copy_facts(store, id_),
        link=link_to(id_, span),
        passage=_passage(record, span, marks),
        entries=tuple(entries.view(name) for name, _, _ in touching),
        marks=marks,
        page=page_of(record.report, span),
    )


def link_to(report_id: str, span: Span) -> str:
    """The permanent link to a passage, as a path of the desk.

    >>> link_to("ab12", (5, 9))
    '/reading/ab12?c=5-9#c'
    """
    return f"/reading/{report_id}?c={span[0]}-{span[1]}#c"


def _reach(entry: Entry) -> tuple[Span, ...]:
    """Where an entry stands: what must be seen to judge it."""
    match entry:
        case Statement():
            source, cue = entry.source, entry.cue
            return (*entry.content.spans, *(source.spans if source else ()), *(cue.spans if cue else ()))
        case Actor():
            return tuple(mention.span for mention in entry.mentions[:MENTIONS]) or ((0, 0),)
        case Move() | Tie():
            return (entry.span,)


def _own(entry: Entry) -> Span:
    """What is quoted of an entry: what is said or done, without who says so."""
    return hull(entry.content.spans) if isinstance(entry, Statement) else _reach(entry)[0]


def _passages(record: Record, spans: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Passage]:
    """Passages for spans, those whose surroundings meet made one."""
    text = record.report.text
    groups: list[tuple[Span, Span]] = []
    for span in sorted(spans):
        around = _widened(text, span)
        if groups and around[0] <= groups[-1][1][1]:
            known, wide = groups[-1]
            groups[-1] = hull([known, span]), hull([wide, around])
        else:
            groups.append((span, around))
    for span, around in groups:
        yield Passage(span=span, around=around, segments=_segments(record, around, marks))


def _passage(record: Record, span: Span, marks: Sequence[Mark]) -> Passage:
    around = _widened(record.report.text, span)
    return Passage(span=span, around=around, segments=_segments(record, around, marks))


def _segments(record: Record, around: Span, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    placed = in_order([*voices(record), *(Placed(*span, mark.id) for mark in marks for span in mark.spans)])
    left_out = {part.span for part in record.left_out}
    found: list[Segment] = []
    at = around[0]
    for block in record.report.blocks:
        start, stop = max(block.span[0], at), min(block.span[1], around[1])
        if start < stop:
            if at < start:
                found += cut(record.report.text, (at, start), placed, None)
            read = block.kind in READ_KINDS and block.span not in left_out
            found += cut(record.report.text, (start, stop), placed, "narration" if read else None)
            at = stop
    if at < around[1]:
        found += cut(record.report.text, (at, around[1]), placed, None)
    return tuple(found)


def _widened(text: str, span: Span) -> Span:
    """The sentences of a passage, and one either side in the same paragraph."""
    start, stop = sentence_around(text, span)
    before, after = text[:start].rstrip(" "), text[stop:].lstrip(" ")
    if before and not before.endswith("\n"):
        start = sentence_around(text, (len(before) - 1, len(before)))[0]
    if after and not after.startswith("\n"):
        at = len(text) - len(after)
        stop = sentence_around(text, (at, at + 1))[1]
    return start, stop


def _chain(record: Record, entry: Entry) -> Iterator[VoucherRow]:
    """On whose word: the innermost statement first, the outlet last."""
    statements = {one.id: one for one in record.statements}
    passages = Passages(record)
    if isinstance(entry, Actor):
        return
    at = entry.id if isinstance(entry, Statement) else entry.vouched_by
    seen: set[str] = set()
    while at is not None and at in statements and at not in seen:
        seen.add(at)
        one = statements[at]
        yield VoucherRow(
            statement=at,
            who=passages.name(one.source.actor, one.source.spans) if one.source else None,
            layer=one.layer,
            quote=passages.text(one.content.spans),
            spans=one.content.spans,
        )
        at = one.within
    outlet = record.report.publisher or record.report.source
    yield VoucherRow(statement=None, who=outlet, layer="narration", quote=None, spans=())


def _others(record: Record, entries: Entries, id_: str, entry: Entry) -> Iterator[OtherEnd]:
    tied: list[tuple[How, str | None]] = []
    match entry:
        case Statement():
            tied.append(("within", entry.within))
            tied += [("holds", name) for name, one in entries if _on(one) == id_]
        case Move():
            tied.append(("vouched by", entry.vouched_by))
        case Tie():
            tied += [("vouched by", entry.vouched_by), ("from", entry.from_), ("to", entry.to)]
        case Actor():
            pass
    for how, name in tied:
        other = entries.get(name) if name is not None else None
        if name is not None and other is not None:
            span = _own(other)
            quote = record.report.text[span[0] : span[1]]
            yield OtherEnd(how=how, entry=entries.view(name), quote=quote, span=span)


def _on(entry: Entry) -> str | None:
    """The statement that an entry stands in."""
    match entry:
        case Statement():
            return entry.within
        case Move() | Tie():
            return entry.vouched_by
        case Actor():
            return None
