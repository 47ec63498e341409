"""Claims and disputes as they are read: with the records that their statements and moves stand in."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.across.claims import How
from onrecord.across.dispute import DisputeKind
from onrecord.record.parts import Record
from onrecord.store.asking import entries_query, window
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.finding import numbered

_AT_ONCE = 64

# First those that something happened to: said again in a report that is no copy, in other words, denied or disputed.
_FOUND = """
    WITH asked AS (
        {asked}
    ), disputed AS (
        SELECT report, entry FROM disputes UNION SELECT other_report, other_entry FROM disputes
    )
    SELECT a.claim FROM asked q JOIN appearances a USING (claim) JOIN reports r USING (report)
    LEFT JOIN copies c ON c.report = a.report
    LEFT JOIN disputed d ON d.report = a.report AND d.entry = a.statement AND a.how <> 'denied'
    GROUP BY a.claim
    ORDER BY (min(coalesce(c.origin, a.report)) <> max(coalesce(c.origin, a.report))
        OR bool_or(a.how IN ('denied', 'reworded')) OR count(d.report) > 0) DESC,
        min(r.published) FILTER (WHERE a.how = 'first') NULLS LAST,
        min(a.report) FILTER (WHERE a.how = 'first'), a.claim {limit}
"""

# Which claims are asked for: those of entries that pass the filters or, where there is no filter, simply all.
_ASKED = """
    SELECT DISTINCT a.claim FROM ({entries}) f JOIN statements s ON s.report = f.report AND s.n = f.n
    JOIN appearances a ON a.report = s.report AND a.statement = s.id AND a.how <> 'denied'
"""
_ALL = "SELECT claim FROM claims"

_APPEARANCES = """
    SELECT a.claim, k.id, a.report, s.n, a.statement, a.how, origin.id, origin.publisher
    FROM appearances a JOIN claims k USING (claim) JOIN statements s ON s.report = a.report AND s.id = a.statement
    JOIN reports r ON r.report = a.report
    LEFT JOIN copies c ON c.report = a.report LEFT JOIN reports origin ON origin.report = c.origin
    WHERE a.claim IN (SELECT unnest(?::INTEGER[]))
    ORDER BY a.how = 'denied', a.how <> 'first', r.published NULLS LAST, a.report, s.n
"""

_DISPUTES = """
    SELECT id, kind, report, entry, other_report, other_entry FROM disputes
    WHERE {where} ORDER BY report, other_report, entry, other_entry
"""


class EntryFound(msgspec.Struct, frozen=True):
    """One entry with the record it stands in: a statement's or a move's id."""

    record: Record
    entry: str


class AppearanceFound(msgspec.Struct, frozen=True):
    """One saying: its record and place in it, how it is one; of a copy the id of its origin, and whose report it is."""

    record: Record
    n: int
    how: How
    copy_of: str | None
    outlet: str


class PairFound(msgspec.Struct, frozen=True):
    """Two entries that cannot both be so; `id` is that of the question they answer differently."""

    id: str
    kind: DisputeKind
    first: EntryFound
    second: EntryFound


class ClaimFound(msgspec.Struct, frozen=True):
    """One claim: its appearances, the first one first and denials last, and what contradicts them."""

    id: str
    appearances: tuple[AppearanceFound, ...]
    disputes: tuple[PairFound, ...]


def find_claims(cursor: Cursor, filters: Filters) -> Iterator[ClaimFound]:
    """Claims of which one appearance at least passes the filters, with all their appearances."""
    filters = filters.checked("ledger")
    whole = msgspec.structs.replace(filters, limit=None, skip=0)
    entries = entries_query("statements", whole)
    asked, values = (_ALL, []) if whole == Filters() else (_ASKED.format(entries=entries.sql), entries.values)
    rows = cursor.execute(_FOUND.format(asked=asked, limit=window(filters)), values).fetchall()
    numbers = [number for (number,) in rows]
    records: dict[int, Record] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        yield from _read(cursor, numbers[start : start + _AT_ONCE], records)


def find_disputes(cursor: Cursor) -> list[PairFound]:
    """All pairs of entries that cannot both be so, in the order in which the first of them arrived."""
    rows = cursor.execute(_DISPUTES.format(where="true")).fetchall()
    records = numbered(cursor, {number for row in rows for number in (row[2], row[4])})
    return [_pair(row, records) for row in rows]


def _read(cursor: Cursor, numbers: Sequence[int], records: dict[int, Record]) -> Iterator[ClaimFound]:
    """Some claims; `records` holds those of the ones before, and then of these."""
    rows = cursor.execute(_APPEARANCES, [list(numbers)]).fetchall()
    reports = sorted({row[2] for row in rows})
    listed = "(SELECT unnest(?::INTEGER[]))"
    where = _DISPUTES.format(where=f"report IN {listed} OR other_report IN {listed}")
    # One report may hold disputes by the thousands: only those of these claims are made up.
    own = {(row[2], row[4]) for row in rows}
    disputed = cursor.execute(where, [reports, reports]).fetchall()
    pairs = [row for row in disputed if (row[2], row[3]) in own or (row[4], row[5]) in own]
    wanted = {*reports, *(number for row in pairs for number in (row[2], row[4]))}
    found_now = numbered(cursor, wanted, records)
    records.clear()
    records.update(found_now)
    of_entry: dict[tuple[int, str], list[PairFound]] = {}
    for row in pairs:
        pair = _pair(row, records)
        for key in ((row[2], row[3]), (row[4], row[5])):
            of_entry.setdefault(key, []).append(pair)
    ids: dict[int, str] = {}
    found: dict[int, list[AppearanceFound]] = {number: [] for number in numbers}
    disputes: dict[int, dict[int, PairFound]] = {number: {} for number in numbers}
    for claim, id_, report, n, statement, how, origin, publisher in rows:
        ids[claim] = id_
        told_in = records[report].report
        outlet = (publisher or origin) if origin else (told_in.publisher or told_in.id)
        found[claim].append(AppearanceFound(records[report], n, how, origin, outlet))
        if how != "denied":
            # Each once: there is one object for each pair, and comparing two would compare their records.
            disputes[claim].update((id(pair), pair) for pair in of_entry.get((report, statement), ()))
    for number in numbers:
        yield ClaimFound(ids[number], tuple(found[number]), tuple(disputes[number].values()))


def _pair(row: tuple[str, DisputeKind, int, str, int, str], records: dict[int, Record]) -> PairFound:
    id_, kind, report, entry, other_report, other_entry = row
    return PairFound(id_, kind, EntryFound(records[report], entry), EntryFound(records[other_report], other_entry))
