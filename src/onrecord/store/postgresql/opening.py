"""Opening a record in PostgreSQL: where there is none it is made, where it is of an older format it is brought up.

Numbered files of SQL (schema/postgresql/N.sql) lead from one store format to the next. Those that are due are carried
out in one transaction under the lock that whoever writes holds, so of two programs that start at once the second finds
the work done.
"""

from importlib import resources
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from onrecord.errors import StoreError
from onrecord.store.connect import STORE_FORMAT
from onrecord.store.place import Place
from onrecord.store.postgresql import faults
from onrecord.store.postgresql.sessions import LOCKED, WAIT, Connection, Pool, PostgresEngine
from onrecord.version import __version__

FIRST_FORMAT = 2
"""The format that the first file makes; DuckDB files knew one before."""

_OLDEST = 140_000
_SETTINGS = "-cjit=off -cwork_mem=64MB"
"""Compiling costs more than the store's questions do; and its sorts and joins are to stay in memory. An address may
say otherwise."""
_SECONDS = 15

_LOOK = """
    SELECT
        (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid),
        (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname IN ('meta', 'reports')),
        has_schema_privilege(n.oid, 'USAGE')
    FROM pg_namespace n WHERE n.nspname = $1
"""
_MAY_WRITE = """
    SELECT has_table_privilege('reports', 'INSERT') AND has_table_privilege('reports', 'DELETE'),
        current_setting('transaction_read_only') = 'on'
"""


def connect(place: Place, *, read_only: bool) -> PostgresEngine:
    """The record at an address, open; unless `read_only`, it is made when there is none.

    Raises `StoreError` 401, 404, 405, 441 to 445, 448, 450, 452 and 456.
    """
    pool = Pool(place, connecting(place))
    connection = pool.fresh()
    try:
        meta = _settled(connection, place, read_only=read_only)
    except psycopg.Error as error:
        connection.close()
        raise faults.told(error, place, writing=not read_only, lost=connection.broken) from error
    except BaseException:
        connection.close()
        raise
    pool.give_back(connection)
    return PostgresEngine(pool, meta.get("record", ""))


def connecting(place: Place) -> dict[str, Any]:
    """What the driver is told: the address, with the record's schema as all that is looked into.

    Raises `StoreError` 448 where the address is none.
    """
    try:
        asked: dict[str, Any] = dict(conninfo_to_dict(place.secret))
    except psycopg.Error:
        # What the driver says of it may quote the password.
        raise StoreError(448, place.shown) from None
    options = asked.get("options", "")
    asked["options"] = f"{_SETTINGS} {options} -csearch_path={_option(place.schema)}"
    asked.setdefault("connect_timeout", _SECONDS)
    asked.setdefault("application_name", "onrecord")
    asked["client_encoding"] = "UTF8"
    return asked


def _option(schema: str) -> str:
    """A name as it is quoted in the search path, within the options of a connection."""
    return '"{}"'.format(schema.replace('"', '""')).replace("\\", "\\\\").replace(" ", "\\ ")


def _settled(connection: Connection, place: Place, *, read_only: bool) -> dict[str, str]:
    """What the record says of itself, once it is there and of the format that this version asks."""
    _check_server(connection, place)
    found = _found(connection, place)
    if found < STORE_FORMAT:
        if read_only and not found:
            raise StoreError(401, place.shown, record=place.shown)
        try:
            migrate(connection, place, STORE_FORMAT)
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(456 if found else 454, place.shown, schema=place.schema) from error
        except psycopg.errors.ReadOnlySqlTransaction as error:
            raise StoreError(456 if found else 445, place.shown) from error
    if not read_only:
        may, standing_by = connection.execute(_MAY_WRITE).fetchall()[0]
        if not may or standing_by:
            raise StoreError(445, place.shown)
    meta: dict[str, str] = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    connection.rollback()
    return meta


def migrate(connection: Connection, place: Place, upto: int) -> None:
    """Make the tables, or bring them from the format they have to `upto`. In one transaction; raises the driver's."""
    connection.rollback()
    with connection.transaction():
        connection.execute(LOCKED, [WAIT, place.schema])
        # Another program may have done it while this one waited.
        found = _found(connection, place)
        if not found:
            _make_schema(connection, place)
        for number in range(max(found + 1, FIRST_FORMAT), upto + 1):
            connection.execute(_file(number).encode())
        if not found:
            made = [("format", str(upto)), ("onrecord", __version__), ("record", uuid4().hex)]
            connection.cursor().executemany("INSERT INTO meta VALUES ($1, $2)", made)
        elif found < upto:
            connection.execute("UPDATE meta SET value = $1 WHERE key = 'format'", [str(upto)])


def _file(number: int) -> str:
    return resources.files("onrecord.store").joinpath(f"schema/postgresql/{number}.sql").read_text("utf-8")


def _make_schema(connection: Connection, place: Place) -> None:
    if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = $1", [place.schema]).fetchall():
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(place.schema)))


def _found(connection: Connection, place: Place) -> int:
    """The format of the record that is there, 0 where there is none. Raises `StoreError` 404, 405, 444, 452."""
    there = connection.execute(_LOOK, [place.schema]).fetchall()
    if not there or not there[0][0]:
        return 0
    _, own, may_look = there[0]
    if own < 2:
        raise StoreError(452, place.shown, schema=place.schema)
    if not may_look:
        raise StoreError(444, place.shown)
    meta: dict[str, str] = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    found = str(meta.get("format", ""))
    if not found.isdecimal():
        raise StoreError(452, place.shown, schema=place.schema)
    if int(found) > STORE_FORMAT:
        raise StoreError(405, place.shown, version=meta.get("onrecord", "of unknown version"), format=int(found))
    return int(found)


def _check_server(connection: Connection, place: Place) -> None:
    if connection.info.server_version < _OLDEST:
        raise StoreError(450, place.shown, reason=f"PostgreSQL {connection.info.server_version // 10_000}")
    ((encoding,),) = connection.execute("SHOW server_encoding").fetchall()
    if encoding != "UTF8":
        raise StoreError(450, place.shown, reason=f"a database in {encoding}")
