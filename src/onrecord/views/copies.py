"""Copies and versions: which report each goes back to, and what differs."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.across.copies import differences
from onrecord.document.document import Span
from onrecord.record.parts import Report
from onrecord.store.copies import CopyFound
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one report, with their span in its text."""

    text: str
    span: Span


class CopyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A copy (`kind` "copy") or re-issue ("version") and its origin.

    `of_report` is the share of the report's words that stand in the origin, `of_origin` that of the origin's words that
    stand in the report, both in runs of at least five. What is in one of them alone follows in text order, titles among
    it; bylines, captions and credit lines are not compared.
    """

    report: ReportRef
    origin: ReportRef
    kind: str
    of_report: float
    of_origin: float
    only_in_report: tuple[Stretch, ...]
    only_in_origin: tuple[Stretch, ...]


def copies(store: RecordStore, report_id: str | None = None) -> Iterator[CopyRow]:
    """One row for a copy, with its origin; for an origin one row for each copy; without an id all, oldest first.

    Nothing for a report that stands alone. Raises `StoreError` 409 for an id that is not there.
    """
    if report_id is not None:
        store.record(report_id)
    return (_row(store, found) for found in store.copies_of(report_id))


def _row(store: RecordStore, found: CopyFound) -> CopyRow:
    report, origin = store.record(found.report).report, store.record(found.origin).report
    differing = differences(report, origin)
    return CopyRow(
        report=ReportRef.of(report),
        origin=ReportRef.of(origin),
        kind=found.kind,
        of_report=found.of_report,
        of_origin=found.of_origin,
        only_in_report=_stretches(report, differing.first_only),
        only_in_origin=_stretches(origin, differing.second_only),
    )


def _stretches(report: Report, spans: Sequence[Span]) -> tuple[Stretch, ...]:
    return tuple(Stretch(text=report.text[start:stop], span=(start, stop)) for start, stop in spans)
