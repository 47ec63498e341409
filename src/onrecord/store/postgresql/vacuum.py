"""After reports were removed: the tables written anew, so that their bytes leave the database's files.

PostgreSQL leaves what is deleted in a table's file until its place is needed. `VACUUM FULL` writes the table anew and
lets the old file go; only the tables' owner may do that, and nobody else may ask the table meanwhile.
"""

import psycopg
from psycopg import sql

from onrecord.errors import StoreError
from onrecord.store.postgresql.sessions import Connection, Pool
from onrecord.store.removing import DUE

_WAIT = "30s"
_WAIT_ON_OPENING = "2s"

_TABLES = """
    SELECT relname, pg_has_role(relowner, 'USAGE') FROM pg_class
    WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY relname
"""


def vacuum(pool: Pool, *, opening: bool) -> None:
    """Write all tables anew. Raises `StoreError` 424 where somebody is asking them, 457 where another owns them.

    On opening both are left to the next that opens the record.
    """
    connection = pool.fresh()
    try:
        connection.autocommit = True
        _vacuum(connection, pool, wait=_WAIT_ON_OPENING if opening else _WAIT)
    except StoreError:
        if not opening:
            raise
    finally:
        connection.close()


def _vacuum(connection: Connection, pool: Pool, *, wait: str) -> None:
    schema = sql.Identifier(pool.place.schema)
    found = connection.execute(_TABLES, [schema.as_string()]).fetchall()
    if not all(own for _, own in found):
        raise StoreError(457, pool.place.shown, record=pool.place.shown)
    connection.execute("SELECT set_config('lock_timeout', $1, false)", [wait])
    try:
        for name, _ in found:
            connection.execute(sql.SQL("VACUUM (FULL) {}.{}").format(schema, sql.Identifier(name)))
        connection.execute("DELETE FROM meta WHERE key = $1", [DUE])
    except psycopg.errors.LockNotAvailable as error:
        raise StoreError(424, pool.place.shown) from error
    except psycopg.Error as error:
        raise StoreError(425, pool.place.shown, reason=str(error).strip().splitlines()[0]) from error
