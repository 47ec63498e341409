"""Takes reports out for good: their rows, whatever was derived from them, and their bytes in the file.

DuckDB leaves what is deleted in the file until its place is needed: so the file is written anew without it, and takes
the old one's place whole; PostgreSQL does the same (postgresql/vacuum.py). Until that is done `meta` says it is due.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import msgspec

from onrecord.across.hands import Anchor, ByHand
from onrecord.store import identities
from onrecord.store.copying import settle
from onrecord.store.corrections import TYPED, report_of
from onrecord.store.engine import Cursor
from onrecord.store.links import forget
from onrecord.store.links import identities as links
from onrecord.store.relinking import relinking

DUE = "rewrite_due"


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """What went: ids of the reports, and how many entries, corrections by hand and raw pages with them."""

    reports: tuple[str, ...]
    statements: int
    moves: int
    actors: int
    corrections: int
    pages: int


def remove(cursor: Cursor, words: Sequence[str]) -> Removed:
    """Take reports out of all tables, inside the caller's transaction. Raises `StoreError` 409 and 420."""
    found = dict(report_of(cursor, word) for word in words)
    numbers, ids = list(found), list(found.values())
    among = "report IN (SELECT unnest(?::INTEGER[]))"
    counts = {name: _count(cursor, f"{name} WHERE {among}", numbers) for name in ("statements", "moves", "actors")}
    _hold_elsewhere(cursor, ids)
    pages = _count(cursor, f"reports WHERE raw IS NOT NULL AND {among}", numbers)
    made = _count(cursor, "corrections")
    held = links.held_by(cursor, numbers)
    forget(cursor, numbers)
    for name in (*TYPED, "corrected", "reports"):
        cursor.execute(f"DELETE FROM {name} WHERE {among}", [numbers])
    cursor.execute("DELETE FROM corrections WHERE report IN (SELECT unnest(?::VARCHAR[]))", [ids])
    identities.purge(cursor, ids)
    with relinking(cursor):
        links.settle(cursor, held)
    corrections = made - _count(cursor, "corrections")
    cursor.execute("INSERT INTO meta SELECT ?, 'yes' WHERE NOT EXISTS (SELECT 1 FROM meta WHERE key = ?)", [DUE, DUE])
    return Removed(reports=tuple(ids), corrections=corrections, pages=pages, **counts)


def _hold_elsewhere(cursor: Cursor, ids: Sequence[str]) -> None:
    """Tie merges and splits to other reports, where the same actor is known by the same name in one that stays."""
    gone = set(ids)
    made = cursor.execute("SELECT correction, person FROM corrections WHERE entry_kind = 'identity'").fetchall()
    for number, person in made:
        hand = msgspec.json.decode(person, type=ByHand)
        members = list(hand.members)
        for place, one in enumerate(members):
            other = _elsewhere(cursor, one, ids) if one.report in gone else None
            if other is not None and other not in members:
                members[place] = other
        if tuple(members) != hand.members:
            line = msgspec.json.encode(msgspec.structs.replace(hand, members=tuple(members))).decode()
            cursor.execute("UPDATE corrections SET person = ? WHERE correction = ?", [line, number])


def _elsewhere(cursor: Cursor, anchor: Anchor, ids: Sequence[str]) -> Anchor | None:
    found = cursor.execute(
        """
        WITH meant AS (
            SELECT i.identity FROM reports r
            JOIN mentions m ON m.report = r.report AND m.start = ? AND m.stop = ?
            JOIN report_actors i ON i.report = m.report AND i.actor = m.actor
            WHERE r.id = ? LIMIT 1
        )
        SELECT r.id, m.start, m.stop FROM meant
        JOIN report_actors i USING (identity)
        JOIN actors a ON a.report = i.report AND a.id = i.actor
        JOIN reports r ON r.report = i.report
        JOIN mentions m ON m.report = i.report AND m.actor = i.actor
        WHERE a.name = ? AND r.id NOT IN (SELECT unnest(?::VARCHAR[]))
        ORDER BY i.report, m.form = 'pronoun', m.form <> 'name', m.n LIMIT 1
        """,
        [*anchor.span, anchor.report, anchor.name, list(ids)],
    ).fetchall()
    return Anchor(found[0][0], (found[0][1], found[0][2]), anchor.name) if found else None


def is_due(cursor: Cursor) -> bool:
    """Whether a removal was cut off before the file was written anew."""
    return bool(cursor.execute("SELECT value FROM meta WHERE key = ?", [DUE]).fetchall())


def rewrite(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the file anew without what was deleted, put it in the place of the old one, and close `connection`.

    A crash at any moment leaves the old file or the new one. Raises `duckdb.Error` and `OSError`; the old file is then
    in its place, and `connection` open.
    """
    # Imported here: only who removes or searches needs it.
    from onrecord.store.search_index import discard, folder_of

    target = path.resolve()
    # The index of passages holds words too; it is made again when it is next asked.
    discard(folder_of(path))
    fresh = target.with_name(f".{target.name}.rewriting")
    for leftover in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        leftover.unlink(missing_ok=True)
    connection.execute("CHECKPOINT")
    name = connection.execute("SELECT current_database()").fetchall()[0][0]
    quoted = str(fresh).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS rewriting")
    try:
        connection.execute(f'COPY FROM DATABASE "{name}" TO rewriting')
        connection.execute(f"DELETE FROM rewriting.meta WHERE key = '{DUE}'")
        connection.execute("CHECKPOINT rewriting")
    finally:
        connection.execute("DETACH rewriting")
    shutil.copymode(target, fresh)
    settle(fresh)
    if os.name == "nt":  # an open file cannot be replaced there
        connection.close()
    # While the old file is still held, so that no other program writes to it between its end and its replacement.
    fresh.replace(target)
    connection.close()
    settle(target.parent)


def _count(cursor: Cursor, which: str, *values: Sequence[object]) -> int:
    return int(cursor.execute(f"SELECT count(*) FROM {which}", [list(one) for one in values]).fetchall()[0][0])
