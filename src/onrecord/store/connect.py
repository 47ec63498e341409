"""Opening a record's file, with every way it can go wrong named."""

import os
import re
from importlib import resources
from pathlib import Path

import duckdb

from onrecord.across.numbered import Numbered
from onrecord.errors import StoreError
from onrecord.record.codec import decode
from onrecord.store import acknowledged, damage
from onrecord.store.arrow import fill
from onrecord.store.filing import Filing
from onrecord.store.links import link
from onrecord.store.rows import tables_of
from onrecord.version import __version__

STORE_FORMAT = 2

_LINKED_AT_ONCE = 64
_WIDENED = ("statements", "moves", "move_parties")
"""Tables that 2.sql empties, since it gives them further columns."""
_MAGIC = slice(8, 12)
_HOLDER = re.compile(r"PID ([0-9]+)")

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    # DuckDB would otherwise fetch an extension from the network when it meets a file of another database's making.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

_LEAST_MB = 256
_CORE_MB = 128
"""What DuckDB needs for each thread of a question that sorts or groups much."""


def room(size: int) -> str:
    """How much memory a record whose file has so many bytes may take, as DuckDB writes it.

    By itself DuckDB would keep whatever it has read, up to four fifths of the machine. What finds no room goes to the
    disk for the time of a question; the indexes of tables, which must find some, grow with the file.

    >>> room(0) == room(500_000_000), room(400_000_000_000)
    (True, '100000MB')
    """
    return f"{max(_LEAST_MB, _CORE_MB * (os.cpu_count() or 1), size // 4_000_000)}MB"


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the record at `path`, made when it is not there and may be written.

    Raises `StoreError` (401 to 416) when there is none to read, or it cannot be opened.
    """
    try:
        _look(path, read_only=read_only)
    except PermissionError as error:
        raise StoreError(414, str(path)) from error
    except OSError as error:
        raise StoreError(410, str(path), reason=error.strerror or error) from error
    new = not path.exists()
    try:
        connection = duckdb.connect(str(path.absolute()), read_only=read_only, config=SETTINGS)
    except duckdb.Error as error:
        raise named(error, path) from error
    try:
        old = _settle(connection, path, read_only=read_only)
        if not read_only:
            acknowledged.opened(connection, path, new=new)
    except duckdb.Error as error:
        connection.close()
        raise named(error, path) from error
    except BaseException:
        connection.close()
        raise
    if old:
        connection.close()
        return _brought_up(path)
    return connection


def _brought_up(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for reading to a record of an older format, once it has the newer one."""
    try:
        connect(path, read_only=False).close()
    except StoreError as error:
        raise StoreError(416, str(path)) from error
    return connect(path, read_only=True)


def _look(path: Path, *, read_only: bool) -> None:
    """Tell whatever can be told without opening the file."""
    where = str(path)
    if path.is_dir():
        raise StoreError(402, where, record=where.rstrip("/"))
    folder = path.absolute().parent
    if not path.exists():
        if read_only:
            raise StoreError(401, where, record=where)
        if not folder.is_dir():
            raise StoreError(408, where, folder=folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreError(407, where)
        return
    if not os.access(path, os.R_OK):
        raise StoreError(414, where)
    with path.open("rb") as file:
        if file.read(12)[_MAGIC] != b"DUCK":
            raise StoreError(403, where, record=where)
    if not read_only and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK | os.X_OK)):
        raise StoreError(407, where)


def _settle(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> bool:
    """Make the tables where there are none; whether the format is too old for a connection that only reads."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and not read_only:
        # Also a file whose making was cut off before its first transaction ended.
        _make(connection)
    elif not {"meta", "reports"} <= tables:
        raise StoreError(404, str(path))
    elif _format(connection, path) < STORE_FORMAT:
        if read_only:
            return True
        _bring_up(connection)
    return False


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    for number in range(1, STORE_FORMAT + 1):
        connection.execute(_schema(number))
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [["format", str(STORE_FORMAT)], ["onrecord", __version__]],
    )
    connection.commit()


def _bring_up(connection: duckdb.DuckDBPyConnection) -> None:
    """From format 1 to 2, in one transaction: the tables of what holds across reports, filled from the records."""
    connection.begin()
    connection.execute(_schema(2))
    last = 0
    read = "SELECT report, record FROM reports WHERE report > ? ORDER BY report LIMIT ?"
    while found := connection.execute(read, [last, _LINKED_AT_ONCE]).fetchall():
        batch = [Numbered(number, decode(line)) for number, line in found]
        for one in batch:
            tables = tables_of([Filing(one.record)], one.number)
            for name in _WIDENED:
                fill(connection, name, tables[name])
        link(connection, batch)
        last = batch[-1].number
    connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", [str(STORE_FORMAT)])
    connection.commit()


def _schema(number: int) -> str:
    return resources.files("onrecord.store").joinpath(f"schema/{number}.sql").read_text("utf-8")


def _format(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        number = int(meta["format"])
    except (duckdb.BinderException, duckdb.CatalogException, KeyError, ValueError) as error:
        raise StoreError(404, str(path)) from error
    if number > STORE_FORMAT:
        raise StoreError(405, str(path), version=meta.get("onrecord", "of unknown version"), format=number)
    return number


def named(error: duckdb.Error, path: Path) -> StoreError:
    """The numbered error for what the engine said; its own words are kept only where they are all there is."""
    said = str(error)
    where = str(path)
    if "Could not set lock" in said:
        holder = _HOLDER.search(said)
        return StoreError(406, where, holder=f" (process {holder[1]})" if holder else "")
    if isinstance(error, duckdb.ConnectionException) and "different configuration" in said:
        return StoreError(411, where)
    if "ermission denied" in said:
        return StoreError(407, where)
    return StoreError(410, where, reason=damage.said(error))
