"""Verifies a record: every value can be read, every report is what it was kept as, and all else follows from that.

The engine holds a checksum of every block and compares it whenever the block is read; so every column of every table is
read, and every key looked up. What the engine cannot know is compared with the records: `reports.record` and its hashes
are what everything else was made from. Not compared are the values of derived tables themselves (which reports are
copies, who is who): only that they can be read and refer to what is there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.store import acknowledged, check_changes, check_corrections, check_index, check_reports, check_ties
from onrecord.store.check_reading import Checked, FaultFound, Reading, Tell, Unreadable, said, silent
from onrecord.store.rows import TABLES

MOST = 100
"""Faults of one kind that are told of each; how many more there are is told in a note."""

_KEYED = {"reports": ("report", "id"), "meta": ("key",)}
_AT_ONCE = 500


def check(
    cursor: duckdb.DuckDBPyConnection,
    path: Path,
    tell: Tell = silent,
    *,
    copied: bool = False,
) -> Checked:
    """What is whole in a record and what is not; nothing is changed. `tell` is told how many reports of all are done.

    All is read in one transaction: others may write to the record meanwhile. What cannot be read is a fault, and no
    reason to stop. With `copied` the cursor is of a copy of the record at `path`, and what lies beside that is
    left out.
    """
    noted = None if copied else acknowledged.read(path)
    reading = Reading(cursor, path)
    try:
        _all(reading, tell)
        if not copied:
            _beside(reading, noted)
    finally:
        reading.close()
    return reading.checked(MOST)


def _all(reading: Reading, tell: Callable[[int, int], None]) -> None:
    _part(reading, "The list of tables", lambda: _read_everything(reading))
    _part(reading, "The keys", lambda: _look_up(reading))
    _part(reading, "The reports", lambda: check_reports.check(reading, tell))
    _part(reading, "The corrections", lambda: check_corrections.check(reading))
    _part(reading, "The ties across reports", lambda: check_ties.check(reading))
    _part(reading, "The chain of changes", lambda: check_changes.check(reading))


def _beside(reading: Reading, noted: acknowledged.Acknowledged | None) -> None:
    """What lies beside the record: the note of what was acknowledged, the search index."""
    _part(reading, "The chain of changes", lambda: _compare_with_note(reading, noted))
    _part(reading, "The chain of changes", lambda: check_index.check(reading))


def _part(reading: Reading, what: str, compare: Callable[[], None]) -> None:
    """One part of a check; that it cannot be read is no reason to leave out the others."""
    try:
        compare()
    except (Unreadable, duckdb.Error) as error:
        reading.add(StoreError(463, what=what, reason=said(error), record=reading.path))
        reading.again()


def _compare_with_note(reading: Reading, noted: acknowledged.Acknowledged | None) -> None:
    """Whether the record still holds all that was acknowledged."""
    if noted is None:
        reading.note("no note of what was acknowledged lies beside it: whether it lacks its last changes is not known")
    elif "changes" in reading.whole:
        for one in acknowledged.lost(reading.cursor, noted):
            reading.add(acknowledged.told(one, reading.path))


def _read_everything(reading: Reading) -> None:
    """Every value of every column, so that the engine compares the checksum of every block that holds one."""
    columns: dict[str, list[str]] = {}
    asked = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    tables = {name for (name,) in reading.ask("SELECT table_name FROM duckdb_tables()")}
    for table, column in reading.ask(asked):
        if table in tables:
            columns.setdefault(table, []).append(column)
    for table in sorted({*TABLES, *check_ties.TABLES, "meta"} - tables):
        reading.add(StoreError(463, where="", what=f"Table {table}", reason="it is not there", record=reading.path))
    rows = 0
    for table, names in columns.items():
        count = _rows(reading, table, names)
        if count is None:
            damaged = list(_unread(reading, table, names)) or [("some column", "only together with the others")]
            reason = damaged[0][1]
            some = ", ".join(column for column, _ in damaged) if len(damaged) < len(names) else "every column"
            reading.add(StoreError(463, what=f"Table {table} ({some})", reason=reason, record=reading.path))
        else:
            reading.whole.add(table)
            rows += count
    reading.count("tables", len(tables))
    reading.count("columns", sum(map(len, columns.values())))
    reading.count("rows", rows)


def _rows(reading: Reading, table: str, columns: list[str]) -> int | None:
    """How many rows a table has, once all of it was read; None where it cannot be."""
    sums = ", ".join(f"bit_xor(hash({_quoted(column)}))" for column in columns)
    try:
        count: int = reading.ask(f"SELECT count(*), {sums} FROM {_quoted(table)}")[0][0]
    except Unreadable:
        return None
    return count


def _unread(reading: Reading, table: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """The columns that cannot be read, each with what the engine says."""
    for column in columns:
        try:
            reading.ask(f"SELECT count(*), bit_xor(hash({_quoted(column)})) FROM {_quoted(table)}")
        except Unreadable as error:
            yield column, str(error)


def _look_up(reading: Reading) -> None:
    """Every key, through its index: a scan of the table reads none of its blocks."""
    looked = 0
    for table, keys in _KEYED.items():
        if table not in reading.whole:
            continue
        for key in keys:
            values = [value for (value,) in reading.ask(f"SELECT {key} FROM {table} ORDER BY {key}")]
            reason = _missing(reading, table, key, values)
            if reason is not None:
                reading.add(StoreError(470, table=f"{table} ({key})", reason=reason, record=reading.path))
            looked += len(values)
    reading.count("keys", looked)


def _missing(reading: Reading, table: str, key: str, values: list[object]) -> str | None:
    try:
        for at in range(0, len(values), _AT_ONCE):
            some = values[at : at + _AT_ONCE]
            # Listed one by one: so the engine goes by the index.
            marks = ", ".join("?" * len(some))
            ((found,),) = reading.ask(f"SELECT count(*) FROM {table} WHERE {key} IN ({marks})", some)
            if found != len(some):
                return f"{len(some) - found} are not found"
    except Unreadable as error:
        return str(error)
    return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


__all__ = ["Checked", "FaultFound", "check"]
