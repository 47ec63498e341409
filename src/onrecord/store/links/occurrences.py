"""Keeps which accounts tell of one act, as reports come and go."""

from collections.abc import Iterable, Sequence

import msgspec
import pyarrow as pa

from onrecord.across import renumbered
from onrecord.across.accounts import Account, Told, accounts_of, keys
from onrecord.across.numbered import Numbered
from onrecord.across.occurrences import COMPARED, Occurrence, occurrence_id, place
from onrecord.store.engine import Cursor, laid_out
from onrecord.store.identity_rows import merged, once
from onrecord.store.links.sources import insert

_CANDIDATES = 4000
"""Occurrences that one batch is compared with, the latest: only a story of many thousand moves has more."""

_KNOWN = f"""
    WITH candidates AS (
        SELECT DISTINCT occurrence FROM account_keys WHERE key IN (SELECT key FROM asked)
        ORDER BY occurrence DESC LIMIT {_CANDIDATES}
    )
    SELECT occurrence, told FROM (
        SELECT *, row_number() OVER (PARTITION BY occurrence ORDER BY report DESC, move) AS place
        FROM accounts WHERE occurrence IN (SELECT occurrence FROM candidates)
    ) latest WHERE place <= {COMPARED}
    ORDER BY occurrence, report, move
"""


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Put each move of the new reports to the occurrence it tells of, or make it an occurrence of its own."""
    known_of = _told(cursor, [item.number for item in batch])
    fresh = [account for item in batch for account in accounts_of(item, known_of[item.number])]
    if not fresh:
        return
    first_new = _next(cursor)
    looked_up = [keys(account) for account in fresh]
    now = merged(cursor)
    before = once(now)
    kept = _known(cursor, {key for account in fresh for key in keys(account, before)})
    known = [Occurrence(one.number, tuple(renumbered.account(a, now) for a in one.accounts)) for one in kept]
    numbers = place(fresh, known, first_new)
    ids = {item.number: item.record.report.id for item in batch}
    new: dict[int, str] = {}
    for account, number in zip(fresh, numbers, strict=True):
        if number >= first_new:
            new.setdefault(number, occurrence_id(ids[account.report], account.move))
    insert(cursor, "occurrences", {"occurrence": list(new), "id": list(new.values())})
    insert(
        cursor,
        "accounts",
        {
            "report": [account.report for account in fresh],
            "move": [account.move for account in fresh],
            "occurrence": list(numbers),
            "told": [msgspec.json.encode(account).decode() for account in fresh],
        },
    )
    there = {(one.number, key) for one in kept for account in one.accounts for key in keys(account)}
    pairs = dict.fromkeys((n, key) for n, some in zip(numbers, looked_up, strict=True) for key in some)
    _file(cursor, [pair for pair in pairs if pair not in there])


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take out the accounts of these reports, and the occurrences that nobody else tells of."""
    gone = [list(numbers)]
    told = cursor.execute(
        "SELECT DISTINCT occurrence FROM accounts WHERE report IN (SELECT unnest(?::INTEGER[]))", gone
    ).fetchall()
    cursor.execute("DELETE FROM accounts WHERE report IN (SELECT unnest(?::INTEGER[]))", gone)
    asked = [[number for (number,) in told]]
    for table in ("occurrences", "account_keys"):
        cursor.execute(
            f"DELETE FROM {table} WHERE occurrence IN (SELECT unnest(?::INTEGER[])) "
            f"AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.occurrence = {table}.occurrence)",
            asked,
        )


def restoried(cursor: Cursor, reports: Sequence[int]) -> None:
    """After reports went from one story to another: their accounts are compared by, and found under, the new one."""
    rows = cursor.execute(
        "SELECT occurrence, told FROM accounts WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report, move",
        [list(reports)],
    ).fetchall()
    if not rows:
        return
    now = _told(cursor, reports)
    accounts = [(number, _decoder.decode(told)) for number, told in rows]
    fresh = [(number, msgspec.structs.replace(one, stories=now[one.report].stories)) for number, one in accounts]
    cursor.executemany(
        "UPDATE accounts SET told = ? WHERE report = ? AND move = ?",
        [[msgspec.json.encode(one).decode(), one.report, one.move] for _, one in fresh],
    )
    _file(cursor, list(dict.fromkeys((number, key) for number, one in fresh for key in keys(one))))


def _told(cursor: Cursor, reports: Sequence[int]) -> dict[int, Told]:
    """What the links before this one have found out about each report."""
    asked = [list(reports)]
    among = "WHERE report IN (SELECT unnest(?::INTEGER[]))"
    identities: dict[int, dict[str, int]] = {report: {} for report in reports}
    for report, actor, identity in cursor.execute(
        f"SELECT report, actor, identity FROM report_actors {among}", asked
    ).fetchall():
        identities[report][actor] = identity
    stories: dict[int, list[int]] = {report: [] for report in reports}
    for report, story in cursor.execute(
        f"SELECT report, story FROM report_stories {among} ORDER BY story", asked
    ).fetchall():
        stories[report].append(story)
    origins = dict(cursor.execute(f"SELECT report, origin FROM copies {among}", asked).fetchall())
    return {report: Told(identities[report], tuple(stories[report]), origins.get(report, report)) for report in reports}


def _known(cursor: Cursor, asked: Iterable[int]) -> list[Occurrence]:
    """The occurrences filed under one of these keys, with their latest accounts as they were kept."""
    with laid_out(cursor, "asked", pa.table({"key": pa.array(sorted(asked), pa.int32())})):
        rows = cursor.execute(_KNOWN).fetchall()
    members: dict[int, list[Account]] = {}
    for number, told in rows:
        members.setdefault(number, []).append(_decoder.decode(told))
    return [Occurrence(number, tuple(accounts)) for number, accounts in members.items()]


_decoder = msgspec.json.Decoder(Account)


def _file(cursor: Cursor, pairs: Sequence[tuple[int, int]]) -> None:
    """File occurrences under keys."""
    insert(cursor, "account_keys", {"occurrence": [n for n, _ in pairs], "key": [key for _, key in pairs]})


def _next(cursor: Cursor) -> int:
    # All is fetched: a result left open would stand in the way of the next table registered.
    ((number,),) = cursor.execute("SELECT coalesce(max(occurrence), 0) + 1 FROM occurrences").fetchall()
    return int(number)
