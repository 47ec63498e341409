"""Copies a record while it is in use: all of one moment, into a new file that takes its name once it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import duckdb

from onrecord.errors import StoreError
from onrecord.store import acknowledged, damage
from onrecord.store.connect import SETTINGS, connect, named
from onrecord.store.damage import is_damage

_COPY = "record_copy"


def copy(cursor: duckdb.DuckDBPyConnection, record: Path, fresh: Path) -> None:
    """Copy the record that a cursor is of to a file that is not there yet, and see that both hold the same.

    Others may write to the record meanwhile: the copy is of one moment. Raises `StoreError` 460, 473 and 479; then
    nothing is left of the copy.
    """
    try:
        with _attached(cursor, fresh) as name:
            _copy(cursor, record, name)
        with suppress(OSError):
            shutil.copymode(record, fresh)
        settle(fresh)
    except StoreError:
        clear(fresh)
        raise
    except (duckdb.Error, OSError) as error:
        clear(fresh)
        raise _told(error, record) from error
    except BaseException:
        clear(fresh)
        raise


@contextmanager
def beside(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can copy a record that it only reads, as many may at once. Raises `StoreError` as `connect`."""
    # Sees to it that it is a record, of the present format.
    connect(path, read_only=True).close()
    connection = duckdb.connect(":memory:", config=SETTINGS)
    try:
        connection.execute(f"ATTACH '{_quoted(path.absolute())}' AS record (READ_ONLY)")
        connection.execute("USE record")
        yield connection
    except duckdb.Error as error:
        raise named(error, path) from error
    finally:
        connection.close()


def place(fresh: Path, out: Path) -> None:
    """Give a whole copy its name, and note what it holds. Raises `StoreError` 473."""
    try:
        # What an older record of this name left would be taken for the copy's.
        for old in (out.with_name(f"{out.name}.wal"), acknowledged.note_of(out)):
            old.unlink(missing_ok=True)
        fresh.replace(out)
        settle(out.resolve().parent)
        with connect(out, read_only=True) as placed:
            acknowledged.accept(placed, out)
    except OSError as error:
        raise StoreError(473, str(out), reason=error.strerror or error) from error


def name_for(out: Path) -> Path:
    """A name beside `out` under which a copy is made: hidden, and of nobody else."""
    return out.with_name(f".{out.name}.{uuid4().hex[:12]}.copying")


def refuse(record: Path, out: Path, *, replace: bool) -> None:
    """See whether a copy may be called `out`. Raises `StoreError` 402, 403, 406, 408, 471 and 472."""
    where = str(out)
    if out.resolve() == record.resolve() or (out.exists() and record.exists() and out.samefile(record)):
        raise StoreError(472, where)
    if out.is_dir():
        raise StoreError(402, where, record=where.rstrip("/"))
    if not out.absolute().parent.is_dir():
        raise StoreError(408, where, folder=out.absolute().parent)
    left = out.with_name(f"{out.name}.wal")
    if not replace and (out.exists() or left.exists()):
        raise StoreError(471, where if out.exists() else str(left))
    if out.exists():
        _replaceable(out)


def clear(fresh: Path) -> None:
    """Leave nothing of a copy."""
    for one in (fresh, fresh.with_name(f"{fresh.name}.wal"), acknowledged.note_of(fresh)):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk. Raises `OSError`."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _attached(cursor: duckdb.DuckDBPyConnection, fresh: Path) -> Iterator[str]:
    name = f"{_COPY}_{uuid4().hex}"
    cursor.execute(f"ATTACH '{_quoted(fresh.absolute())}' AS {name}")
    try:
        yield name
        cursor.execute(f"CHECKPOINT {name}")
    finally:
        # Where there is no space left this may fail too; the connection goes on without it.
        with suppress(duckdb.Error):
            cursor.execute(f"DETACH {name}")


def _copy(cursor: duckdb.DuckDBPyConnection, record: Path, name: str) -> None:
    cursor.begin()
    try:
        source = cursor.execute("SELECT current_database()").fetchall()[0][0]
        cursor.execute(f'COPY FROM DATABASE "{source}" TO {name}')
        listed = "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT temporary ORDER BY 1"
        for (table,) in cursor.execute(listed, [source]).fetchall():
            sums = [
                cursor.execute(f'SELECT count(*), bit_xor(hash(t)) FROM "{database}".main."{table}" t').fetchall()
                for database in (source, name)
            ]
            if sums[0] != sums[1]:
                raise StoreError(479, str(record), reason=f"table {table} differs")
        cursor.commit()
    except BaseException:
        with suppress(duckdb.Error):
            cursor.rollback()
        raise


def _replaceable(out: Path) -> None:
    """Only a record is replaced, whole or damaged, and none that somebody has open."""
    try:
        connect(out, read_only=True).close()
    except StoreError as error:
        if error.number != 410:
            raise


def _told(error: duckdb.Error | OSError, record: Path) -> StoreError:
    said = damage.said(error) if isinstance(error, duckdb.Error) else str(error.strerror or error)
    if is_damage(said):
        return StoreError(460, str(record), reason=said, record=record)
    return StoreError(473, str(record), reason=said)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
