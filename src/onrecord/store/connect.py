"""Opening a record's file, with every way it can go wrong named."""

import os
import re
from importlib import resources
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.version import __version__

STORE_FORMAT = 1

_MAGIC = slice(8, 12)
_HOLDER = re.compile(r"PID ([0-9]+)")

# DuckDB would otherwise fetch an extension from the network when it meets a file of another database's making.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the record at `path`, made when it is not there and may be written.

    Raises `StoreError` (401 to 414) when there is none to read, or it cannot be opened.
    """
    try:
        _look(path, read_only=read_only)
    except PermissionError as error:
        raise StoreError(414, str(path)) from error
    except OSError as error:
        raise StoreError(410, str(path), reason=error.strerror or error) from error
    try:
        connection = duckdb.connect(str(path.absolute()), read_only=read_only, config=_SETTINGS)
    except duckdb.Error as error:
        raise _named(error, path) from error
    try:
        _settle(connection, path, read_only=read_only)
    except duckdb.Error as error:
        connection.close()
        raise _named(error, path) from error
    except BaseException:
        connection.close()
        raise
    return connection


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


def _settle(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and not read_only:
        # Also a file whose making was cut off before its first transaction ended.
        _make(connection)
    elif not {"meta", "reports"} <= tables:
        raise StoreError(404, str(path))
    else:
        _check_format(connection, path)


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    connection.execute(resources.files("onrecord.store").joinpath(f"schema/{STORE_FORMAT}.sql").read_text("utf-8"))
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [["format", str(STORE_FORMAT)], ["onrecord", __version__]],
    )
    connection.commit()


def _check_format(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        number = int(meta["format"])
    except (duckdb.Error, KeyError, ValueError) as error:
        raise StoreError(404, str(path)) from error
    if number > STORE_FORMAT:
        raise StoreError(405, str(path), version=meta.get("onrecord", "of unknown version"), format=number)


def _named(error: duckdb.Error, path: Path) -> StoreError:
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
    return StoreError(410, where, reason=reason(error))


def reason(error: duckdb.Error) -> str:
    """The first line of what the engine said, without its class and its closing full stop."""
    return str(error).strip().splitlines()[0].removeprefix("IO Error: ").rstrip(".")
