"""What happened, once for all who tell of it: the occurrences of a record with their accounts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from onrecord.across.dispute import Dispute, DisputeKind
from onrecord.across.occurrences import disputes
from onrecord.document.document import Span
from onrecord.record.vocabulary import STATUSES
from onrecord.store.filters import Filters
from onrecord.store.occurrences import AccountFound, OccurrenceFound, Outlet
from onrecord.store.record_store import RecordStore
from onrecord.views.moves import MoveRow, move_row
from onrecord.views.passages import ReportRef

T = TypeVar("T")

DISPUTED = "disputed"
"""The status of an occurrence that one account asserts and another denies."""


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of an occurrence, in the report's own terms.

    `source` is the one on whose word it stands, None when the outlet tells it in its own voice or nobody is named.
    `copy_of` is the id of the report that this one is a copy of. `passage` is the text at `span`.
    """

    report: ReportRef
    move: str
    type: str
    status: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    when: str | None
    layer: str
    source: str | None
    vouched_by: str | None
    passage: str
    span: Span
    copy_of: str | None


class EntryRef(msgspec.Struct, frozen=True):
    """One entry of one report: the report's id and the entry's id in it."""

    report: str
    entry: str


class SideRow(msgspec.Struct, frozen=True):
    """One answer, and the accounts that give it."""

    value: str | None
    accounts: tuple[EntryRef, ...]


class DisputeRow(msgspec.Struct, frozen=True):
    """A matter on which accounts disagree: who, what, when, how many or whether."""

    kind: DisputeKind
    sides: tuple[SideRow, ...]


class OccurrenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One act with everybody who tells of it.

    `type`, `mode`, `by`, `to`, `when`, `where` and `about` are as most accounts have them (those that say nothing of it
    left out; the first told where equally many); `disputes` says where they differ. `status` is how far the act has
    come by any account, or "disputed" when one asserts and another denies it. `by` and `to` are names of actors across
    reports. `first_told` is a day of publication; `report`, `passage` and `span` are of that first account.

    `origins` counts independent reports: outlets, each with all its own reports once and every copy as the outlet it
    is copied from. `vouchers` are those on whose word it stands, an outlet for what it tells in its own voice. Forty
    outlets that print one agency report are one origin; two outlets that quote one spokesman are two, with one voucher.
    """

    id: str
    type: str
    mode: str | None
    status: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    when: str | None
    where: str | None
    about: tuple[str, ...]
    first_told: str | None
    report: ReportRef
    passage: str
    span: Span
    origins: int
    vouchers: tuple[str, ...]
    disputes: tuple[DisputeRow, ...]
    accounts: tuple[AccountRow, ...]


def occurrences(store: RecordStore, filters: Filters) -> Iterator[OccurrenceRow]:
    """Occurrences that one account at least passes the filters of, first told first."""
    return (occurrence_row(found) for found in store.find_occurrences(filters))


def occurrence_row(found: OccurrenceFound) -> OccurrenceRow:
    """One occurrence as a row."""
    rows = [move_row(one.record, one.n) for one in found.accounts]
    parties = [
        (_names(found, one.account.by, row.by), _names(found, one.account.to, row.to))
        for one, row in _with(found, rows)
    ]
    accounts = tuple(
        _account(one, row, by, to) for (one, row), (by, to) in zip(_with(found, rows), parties, strict=True)
    )
    open_matters = disputes([one.account for one in found.accounts], found.names)
    first = rows[0]
    kind, mode = _most([(row.type, row.mode) for row in rows]) or (first.type, first.mode)
    return OccurrenceRow(
        id=found.id,
        type=kind,
        mode=mode,
        status=_status([row.status for row in rows], open_matters),
        by=_most([by for by, _ in parties if by]) or (),
        to=_most([to for _, to in parties if to]) or (),
        when=_most([row.when for row in rows if row.when]),
        where=_most([row.where for row in rows if row.where]),
        about=_most([row.about for row in rows if row.about]) or (),
        first_told=first.report.published,
        report=first.report,
        passage=first.passage,
        span=first.span,
        origins=len({outlet.publisher or outlet.report for outlet in map(_outlet, found.accounts)}),
        vouchers=tuple(dict.fromkeys(filter(None, (_voucher(one, row) for one, row in _with(found, rows))))),
        disputes=tuple(_dispute(one, found) for one in open_matters),
        accounts=accounts,
    )


def _with(found: OccurrenceFound, rows: Sequence[MoveRow]) -> Iterator[tuple[AccountFound, MoveRow]]:
    return zip(found.accounts, rows, strict=True)


def _account(one: AccountFound, row: MoveRow, by: tuple[str, ...], to: tuple[str, ...]) -> AccountRow:
    return AccountRow(
        report=row.report,
        move=row.id,
        type=row.type,
        status=row.status,
        by=by,
        to=to,
        when=row.when,
        layer=row.layer,
        source=row.source,
        vouched_by=row.vouched_by,
        passage=row.passage,
        span=row.span,
        copy_of=one.copy_of.report if one.copy_of else None,
    )


def _names(found: OccurrenceFound, identities: Sequence[int], written: tuple[str, ...]) -> tuple[str, ...]:
    """The names across reports where all parties have one, else the names of this report."""
    known = tuple(dict.fromkeys(found.names[who] for who in identities if who in found.names))
    return known if len(known) == len(written) else written


def _most(values: Sequence[T]) -> T | None:
    """The value given most often, of equals the first; None where there is none."""
    return Counter(values).most_common(1)[0][0] if values else None


def _status(given: Sequence[str], open_matters: Sequence[Dispute]) -> str:
    if any(one.kind == "whether" for one in open_matters):
        return DISPUTED
    # What has happened by one account was still to come by an earlier one.
    return min(given, key=STATUSES.index)


def _outlet(one: AccountFound) -> Outlet:
    """Whose report an account goes back to."""
    report = one.record.report
    return one.copy_of or Outlet(report.id, report.publisher, report.source)


def _voucher(one: AccountFound, row: MoveRow) -> str | None:
    if row.vouched_by is not None:
        return row.source
    outlet = _outlet(one)
    return outlet.publisher or outlet.source


def _dispute(dispute: Dispute, found: OccurrenceFound) -> DisputeRow:
    ids = {one.account.report: one.record.report.id for one in found.accounts}
    return DisputeRow(
        dispute.kind,
        tuple(
            SideRow(side.value, tuple(EntryRef(ids[entry.report], entry.entry) for entry in side.accounts))
            for side in dispute.sides
        ),
    )
