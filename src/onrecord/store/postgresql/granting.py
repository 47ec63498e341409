"""Who else may use a record in a database: roles that only read it, and roles that write to it."""

from typing import Literal

import psycopg
from psycopg import sql

from onrecord.errors import StoreError
from onrecord.store.place import Place
from onrecord.store.postgresql import faults
from onrecord.store.postgresql.opening import connect, connecting
from onrecord.store.postgresql.sessions import Connection, Pool

_READ = sql.SQL("SELECT")
_WRITE = sql.SQL("SELECT, INSERT, UPDATE, DELETE")


def grant(place: Place, role: str, right: Literal["read", "write", "none"]) -> bool:
    """Let a role read the record, or write to it, or neither any more; whether the role had to be made.

    Later tables of the record are granted alike. Raises `StoreError` 401 where there is no record, 455 where this may
    not be granted, 458 where there is no role to take the right from.
    """
    connect(place, read_only=True).close()
    connection = Pool(place, connecting(place)).fresh()
    try:
        with connection.transaction():
            return _granted(connection, place, role, right)
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(455, place.shown, role=role) from error
    except psycopg.Error as error:
        raise faults.told(error, place, writing=True, lost=connection.broken) from error
    finally:
        connection.close()


def _granted(connection: Connection, place: Place, role: str, right: Literal["read", "write", "none"]) -> bool:
    there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]).fetchall()
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(place.schema)}
    owner = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'meta'::regclass"
    if not connection.execute(owner).fetchall()[0][0]:
        # The server would only warn.
        raise StoreError(455, place.shown, role=role)
    if not there:
        if right == "none":
            raise StoreError(458, place.shown, role=role)
        connection.execute(sql.SQL("CREATE ROLE {role} LOGIN").format(**names))
    # What the role had goes first: a role that wrote may from now on only read.
    steps = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {role}",
        "REVOKE ALL ON SCHEMA {schema} FROM {role}",
    ]
    if right != "none":
        steps += [
            "GRANT USAGE ON SCHEMA {schema} TO {role}",
            "GRANT {right} ON ALL TABLES IN SCHEMA {schema} TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {right} ON TABLES TO {role}",
        ]
    for step in steps:
        connection.execute(sql.SQL(step).format(right=_WRITE if right == "write" else _READ, **names))
    return not there
