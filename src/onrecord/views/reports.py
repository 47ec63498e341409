"""The reports of a record by date, copies folded under their origin, a page at a time."""

import base64
import binascii

import msgspec

from onrecord.errors import UsageError
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.refs import ReportRef
from onrecord.store.reports import Position, ReportFound

A_PAGE = 50
"""Reports on a page, unless the filters give a limit."""


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One report with the number of its statements and moves, as corrected by hand.

    `copies` are its copies and versions, oldest first. `copy_of` is its own origin: a copy has a row of its own only
    where the filters leave its origin out.
    """

    report: ReportRef
    statements: int
    moves: int
    copy_of: ReportRef | None
    copies: tuple[ReportRef, ...]


class ReportsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some reports, oldest first and undated ones last.

    `after` is to be given back for the next page, None on the last. `found` counts the rows of all pages, `kept`
    the reports of the record, copies and those that the filters leave out among them.
    """

    rows: tuple[ReportRow, ...]
    after: str | None
    found: int
    kept: int


class ReportPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report stands in the list: its `number` from 1, and the reports before and after it.

    A copy stands where its origin does, and that comes before it. `after` is to be given back for the page of the list
    that it is on, None where that is the first. All are None where the filters leave the report out.
    """

    number: int | None = None
    before: ReportRef | None = None
    next: ReportRef | None = None
    after: str | None = None


def place(store: RecordStore, report_id: str, filters: Filters) -> ReportPlace:
    """Where a report stands in the list of those that pass the filters, as `reports` takes them.

    `report_id` is a report's id, a beginning of it, or its given id. Raises as `reports`, and `StoreError` 409 and 420.
    """
    found = store.reports.place(filters, report_id, filters.limit or A_PAGE)
    if found is None:
        return ReportPlace()
    after = _after(found.page) if found.page != Position() else None
    return ReportPlace(number=found.number, before=found.before, next=found.next, after=after)


def reports(store: RecordStore, filters: Filters, after: str | None = None) -> ReportsPage:
    """The first page of the reports that pass the filters, or the one after `after`; 50 rows without a limit.

    Filters: `actor`, `publisher`, `since`, `until` (the day of publication), `limit`. Raises `UsageError` 501 to 506
    for a filter that makes no sense, and 540 for an `after` that no page gave.
    """
    size = A_PAGE if filters.limit is None else filters.checked("reports").limit or A_PAGE
    # One more than shown tells whether there is a next page.
    wanted = msgspec.structs.replace(filters, limit=size + 1)
    rows, found = store.reports.page(wanted, _position(after))
    shown = rows[:size]
    return ReportsPage(
        rows=tuple(_row(one) for one in shown),
        after=_after(shown[-1].position) if len(rows) > size else None,
        found=found,
        kept=len(store),
    )


def _row(found: ReportFound) -> ReportRow:
    return ReportRow(
        report=found.report,
        statements=found.statements,
        moves=found.moves,
        copy_of=found.of,
        copies=found.copies,
    )


def _after(position: Position) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def _position(after: str | None) -> Position:
    if after is None:
        return Position()
    try:
        padded = after + "=" * (-len(after) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded.encode("ascii")), type=Position)
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise UsageError(540, value=after) from error
