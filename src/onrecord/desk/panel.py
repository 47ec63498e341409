"""What the evidence panel shows: the entry or passage that an address names, or why there is none."""

import msgspec

from onrecord.desk.drawing import Drawing, Piece
from onrecord.errors import OnrecordError
from onrecord.exchange.cite import Citation, cite
from onrecord.flow.book import RecordBook
from onrecord.http.asking import span_of
from onrecord.record.fields import FIELDS
from onrecord.store.refs import ReportRef
from onrecord.views.evidence import Evidence, Passage, SpanEvidence
from onrecord.views.facts import CopyFacts, ReportFacts


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence panel. One of `evidence` (of an entry), `at` (of a passage) and `error` is there.

    `passages` are the words, ready to be drawn.
    """

    report: str
    entry: str
    evidence: Evidence | None = None
    at: SpanEvidence | None = None
    error: OnrecordError | None = None
    passages: tuple[tuple[Piece, ...], ...] = ()
    citation: Citation | None = None

    @property
    def facts(self) -> ReportFacts | None:
        """What is known about the report."""
        found = self.evidence or self.at
        return found.report if found else None

    @property
    def copies(self) -> tuple[ReportRef, ...]:
        """The copies and versions of the report, and what it is one of itself."""
        found = self.evidence or self.at
        known = found.copies if found else CopyFacts()
        return (*((known.of,) if known.of else ()), *known.copies)

    @property
    def correctable(self) -> bool:
        """Whether the entry is of a kind that can be corrected."""
        return self.evidence is not None and self.evidence.entry.kind in FIELDS


def panel(book: RecordBook, name: str | None) -> Panel | None:
    """The panel for REPORT:ENTRY or REPORT:START-END; None where nothing is named."""
    if not name:
        return None
    # A given id may hold a colon, an entry's id does not.
    report, _, entry = name.rpartition(":")
    try:
        return _at(book, report, entry) if span_of(entry) else _entry(book, report, entry)
    except OnrecordError as error:
        # Said in the panel alone: the page around it stands.
        return Panel(report=report, entry=entry, error=error)


def _entry(book: RecordBook, report: str, entry: str) -> Panel:
    found = book.evidence(report, entry)
    drawing = Drawing([found.entry], found.marks)
    passages = tuple(_drawn(drawing, one) for one in found.passages)
    return Panel(report=found.report.id, entry=entry, evidence=found, passages=passages, citation=cite(found))


def _at(book: RecordBook, report: str, entry: str) -> Panel:
    found = book.evidence_at(report, *(span_of(entry) or (0, 0)))
    drawing = Drawing(found.entries, found.marks)
    passages = (_drawn(drawing, found.passage, linked=True),)
    return Panel(report=found.report.id, entry=entry, at=found, passages=passages)


def _drawn(drawing: Drawing, passage: Passage, *, linked: bool = False) -> tuple[Piece, ...]:
    return tuple(drawing.pieces(passage.segments, linked=passage.span if linked else None))
