"""Occurrences as they are read: each with its accounts and the records these stand in."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.across import renumbered
from onrecord.across.accounts import Account
from onrecord.record.parts import Record
from onrecord.store.asking import entries_query, window
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.finding import numbered
from onrecord.store.identity_rows import merged

_AT_ONCE = 64

_FOUND = """
    SELECT a.occurrence FROM accounts a JOIN moves m ON m.report = a.report AND m.id = a.move
    JOIN ({entries}) f ON f.report = m.report AND f.n = m.n
    JOIN accounts every ON every.occurrence = a.occurrence JOIN reports r ON r.report = every.report
    GROUP BY a.occurrence ORDER BY min(r.published) NULLS LAST, min(every.report), a.occurrence {limit}
"""

_ACCOUNTS = """
    SELECT a.occurrence, o.id, a.report, m.n, a.told, origin.id
    FROM accounts a JOIN occurrences o USING (occurrence)
    JOIN moves m ON m.report = a.report AND m.id = a.move JOIN reports r ON r.report = a.report
    LEFT JOIN copies c ON c.report = a.report LEFT JOIN reports origin ON origin.report = c.origin
    WHERE a.occurrence IN (SELECT unnest(?::INTEGER[]))
    ORDER BY r.published NULLS LAST, a.report, m.n
"""

_ORIGINS = "SELECT id, publisher, source FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"


class Outlet(msgspec.Struct, frozen=True):
    """Where a report came from, by its id: the publisher, and the path or address for want of one."""

    report: str
    publisher: str | None
    source: str


class AccountFound(msgspec.Struct, frozen=True):
    """One account: its record and place in it, what it is compared by, what its report is a copy of."""

    record: Record
    n: int
    account: Account
    copy_of: Outlet | None


class OccurrenceFound(msgspec.Struct, frozen=True):
    """One occurrence with its accounts, first told first, and the names of the identities in them."""

    id: str
    accounts: tuple[AccountFound, ...]
    names: dict[int, str]


def find_occurrences(cursor: Cursor, filters: Filters) -> Iterator[OccurrenceFound]:
    """Occurrences of which one account at least passes the filters, with all their accounts; first told first."""
    filters = filters.checked("occurrences")
    entries = entries_query("moves", msgspec.structs.replace(filters, limit=None, skip=0))
    rows = cursor.execute(_FOUND.format(entries=entries.sql, limit=window(filters)), entries.values).fetchall()
    numbers = [number for (number,) in rows]
    records: dict[int, Record] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        yield from _read(cursor, numbers[start : start + _AT_ONCE], records)


def of_move(cursor: Cursor, report: int, move: str) -> OccurrenceFound | None:
    """The occurrence that a move of a report (by its number) is an account of; None where it is of none."""
    asked = "SELECT occurrence FROM accounts WHERE report = ? AND move = ?"
    numbers = [number for (number,) in cursor.execute(asked, [report, move]).fetchall()]
    return next(_read(cursor, numbers, {}), None) if numbers else None


def _read(cursor: Cursor, numbers: Sequence[int], records: dict[int, Record]) -> Iterator[OccurrenceFound]:
    """Some occurrences; `records` holds those of the ones before, and then of these."""
    rows = cursor.execute(_ACCOUNTS, [list(numbers)]).fetchall()
    found_now = numbered(cursor, {row[2] for row in rows}, records)
    records.clear()
    records.update(found_now)
    decoder = msgspec.json.Decoder(Account)
    now = merged(cursor)
    ids: dict[int, str] = {}
    found: dict[int, list[AccountFound]] = {number: [] for number in numbers}
    origins = _origins(cursor, {row[5] for row in rows if row[5] is not None})
    for number, id_, report, n, told, origin in rows:
        ids[number] = id_
        account = renumbered.account(decoder.decode(told), now)
        found[number].append(AccountFound(records[report], n, account, origins.get(origin)))
    names = _names(
        cursor, {who for some in found.values() for one in some for who in (*one.account.by, *one.account.to)}
    )
    for number in numbers:
        yield OccurrenceFound(ids[number], tuple(found[number]), names)


def _origins(cursor: Cursor, ids: set[str]) -> dict[str, Outlet]:
    rows = cursor.execute(_ORIGINS, [sorted(ids)]).fetchall() if ids else []
    return {id_: Outlet(id_, publisher, source) for id_, publisher, source in rows}


def _names(cursor: Cursor, identities: set[int]) -> dict[int, str]:
    rows = cursor.execute(
        "SELECT identity, name FROM identities WHERE identity IN (SELECT unnest(?::INTEGER[]))", [sorted(identities)]
    ).fetchall()
    return dict(rows)
