"""Connections to a record in PostgreSQL, and cursors on them.

Each cursor of the store is one transaction: what it asks, in however many steps, it asks of one state of the record,
while others write. Its connection goes back to be used again as soon as nobody holds the cursor any more.
"""

import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
from platformdirs import user_cache_path
from psycopg import sql
from psycopg.types.string import StrDumper, StrDumperUnknown

from onrecord.errors import StoreError
from onrecord.store.engine import Remote
from onrecord.store.place import Place
from onrecord.store.postgresql import faults
from onrecord.store.postgresql.wording import worded

Connection = psycopg.Connection[tuple[Any, ...]]

_IDLE = 4
"""Connections that are kept for the next questions."""
WAIT = "600s"
"""How long a transaction waits for another that writes."""
LOCKED = "SELECT set_config('lock_timeout', $1, true), pg_advisory_xact_lock(1869509221, hashtext($2))"
"""Takes the advisory lock that whoever writes to a record holds until the end of the transaction. Its two numbers stand
for onrecord ("onre") and for the schema."""

_TYPES: dict[Any, str] = {
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.uint64(): "bigint",
    pa.float64(): "double precision",
    pa.bool_(): "boolean",
    pa.string(): 'text COLLATE "C"',
    pa.large_string(): 'text COLLATE "C"',
    pa.large_binary(): "bytea",
    pa.list_(pa.string()): 'text[] COLLATE "C"',
}


class _Text(StrDumperUnknown):
    """PostgreSQL takes no NUL in a text, and no report's text has one; what is asked with one is found nowhere."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\x00", "\ufffd"))


class _TypedText(StrDumper):
    """The same where the type must be said, as within a list."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\x00", "\ufffd"))


class Pool:
    """Makes connections and keeps a few that are not in use."""

    def __init__(self, place: Place, conninfo: dict[str, Any]) -> None:
        self.place = place
        self._conninfo = conninfo
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self.closed = False
        # For a record that nobody closed.
        weakref.finalize(self, _end, self._idle)

    def fresh(self) -> Connection:
        """A new connection. Raises `StoreError` 441 to 444."""
        try:
            connection: Connection = psycopg.connect(**self._conninfo, cursor_factory=psycopg.RawCursor)
        except psycopg.Error as error:
            raise faults.refused(error, self.place) from None
        connection.adapters.register_dumper(str, _TypedText)
        connection.adapters.register_dumper(str, _Text)
        return connection

    def take(self) -> tuple[Connection, bool]:
        """A connection, and whether it was in use before: the server may have ended it since."""
        with self._lock:
            if self.closed:
                raise StoreError(413, self.place.shown)
            if self._idle:
                return self._idle.pop(), True
        return self.fresh(), False

    def give_back(self, connection: Connection) -> None:
        """Take a connection back, with whatever was not committed undone."""
        with suppress(psycopg.Error):
            connection.rollback()
            with self._lock:
                if not self.closed and not connection.broken and len(self._idle) < _IDLE:
                    self._idle.append(connection)
                    return
        connection.close()

    def close(self) -> None:
        """End the connections, those in use as soon as they are given back."""
        with self._lock:
            self.closed = True
            _end(self._idle)


def _end(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


class Session:
    """One transaction at a time on a connection that it takes when it first needs one."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.writing = False
        self._taken: Connection | None = None
        self._used_before = False
        self._giving: weakref.finalize[..., Session] | None = None

    def connection(self) -> Connection:
        """The connection, in a transaction that sees one state of the record."""
        if self.pool.closed:
            raise StoreError(413, self.pool.place.shown)
        if self._taken is None:
            self._taken, self._used_before = self.pool.take()
            self._giving = weakref.finalize(self, self.pool.give_back, self._taken)
            # At the end of the program the server sees that the line is cut.
            self._giving.atexit = False
            self._reading(self._taken)
        return self._taken

    def begin(self, *, writing: bool) -> None:
        """Begin a transaction anew; one that writes sees what others have kept before it, and keeps them waiting."""
        self.end(keep=False)
        if not writing:
            return
        connection = self.connection()
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        connection.read_only = False
        self.writing = True
        self.run(LOCKED, [WAIT, self.pool.place.schema])

    def run(self, query: str, values: list[Any]) -> psycopg.Cursor[tuple[Any, ...]]:
        """Carry out a statement. Raises `StoreError`."""
        while True:
            connection = self.connection()
            first = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
            try:
                return connection.execute(query, values, binary=True)
            except psycopg.Error as error:
                if connection.broken and first and self._used_before:
                    # It was ended while nobody used it: nothing was begun on it.
                    self._leave()
                    if self.writing:
                        writing = self.connection()
                        writing.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
                        writing.read_only = False
                    continue
                raise self.told(error) from error

    def told(self, error: psycopg.Error) -> StoreError:
        """The numbered error for one of the driver's."""
        lost = self._taken is not None and self._taken.broken
        return faults.told(error, self.pool.place, writing=self.writing, lost=lost)

    def end(self, *, keep: bool) -> None:
        """End the transaction, keeping what was written or not. Raises `StoreError`."""
        connection = self._taken
        try:
            if connection is None:
                return
            if keep:
                connection.commit()
            elif not connection.broken:
                connection.rollback()
            if not connection.broken:
                self._reading(connection)
        except psycopg.Error as error:
            raise self.told(error) from error
        finally:
            self.writing = False
            if connection is not None and connection.broken:
                self._leave()

    def _leave(self) -> None:
        if self._giving is not None:
            self._giving()
        self._taken = self._giving = None

    @staticmethod
    def _reading(connection: Connection) -> None:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True


class PostgresCursor(Remote):
    """A cursor; several on one session see the same state."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answer: psycopg.Cursor[tuple[Any, ...]] | None = None

    def execute(self, query: str, parameters: Any = None, /) -> "PostgresCursor":
        """Carry out one statement. Raises `StoreError`."""
        self._answer = self._session.run(*worded(query, parameters))
        return self

    def survey(self, query: str, parameters: Any) -> "PostgresCursor":
        """Carry out a query that looks at most of what the record holds. Raises `StoreError`.

        Of the steps of such a query the planner guesses that they give a row or two, and would compare them row by row.
        """
        self._session.run("SELECT set_config('enable_nestloop', 'off', true)", [])
        self.execute(query, parameters)
        self._session.run("SELECT set_config('enable_nestloop', 'on', true)", [])
        return self

    def executemany(self, query: str, parameters: Any = None, /) -> "PostgresCursor":
        """Carry out a statement once for each list of values. Raises `StoreError`."""
        text = worded(query, parameters[0])[0]
        connection = self._session.connection()
        try:
            connection.cursor().executemany(text, [worded(query, values)[1] for values in parameters])
        except psycopg.Error as error:
            raise self._session.told(error) from error
        return self

    def fetchall(self) -> list[Any]:
        """All rows that the last statement gave and that were not fetched yet."""
        return self._answer.fetchall() if self._answer is not None else []

    def fetchone(self) -> Any:
        """The next of them, None after the last."""
        return self._answer.fetchone() if self._answer is not None else None

    def fetchmany(self, size: int = 1, /) -> list[Any]:
        """The next few of them."""
        return self._answer.fetchmany(size) if self._answer is not None else []

    def begin(self) -> None:
        """See the record as it is now, until `rollback`."""
        self._session.begin(writing=False)

    def begin_writing(self) -> None:
        """Begin a transaction that writes, once no other does. Raises `StoreError` 445, 446, 451."""
        self._session.begin(writing=True)

    def commit(self) -> None:
        """Keep what was written. Raises `StoreError` 446."""
        self._session.end(keep=True)

    def rollback(self) -> None:
        """Keep nothing of it."""
        self._session.end(keep=False)

    def cursor(self) -> "PostgresCursor":
        """Another cursor that sees the same state."""
        return PostgresCursor(self._session)

    def stream(self, query: str, parameters: Any, size: int) -> Iterator[list[Any]]:
        """The answer to a query, so many rows at a time. Raises `StoreError`."""
        text, values = worded(query, parameters)
        # Begun by itself, so that a connection that was ended meanwhile is replaced.
        self._session.run("SELECT 1", [])
        connection = self._session.connection()
        name = f"stream_{id(self):x}"
        try:
            with psycopg.RawServerCursor(connection, name) as answer:
                answer.execute(text, values, binary=True)
                while rows := answer.fetchmany(size):
                    yield rows
        except psycopg.Error as error:
            raise self._session.told(error) from error

    def fill(self, name: str, rows: pa.Table) -> None:
        """Put rows into a table, by the names of their columns. Raises `StoreError`."""
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, rows.column_names))
        )
        connection = self._session.connection()
        try:
            with connection.cursor() as cursor, cursor.copy(copy) as into:
                for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                    into.write_row(row)
        except psycopg.Error as error:
            raise self._session.told(error) from error

    def lay_out(self, name: str, rows: pa.Table) -> None:
        """Make rows a table of this transaction's own. Raises `StoreError`."""
        columns = ", ".join(f"{field.name} {_TYPES[field.type]}" for field in rows.schema)
        self._session.run(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP", [])
        self.fill(name, rows)


class PostgresEngine:
    """A record in a database, open; a snapshot of it keeps to one session."""

    def __init__(self, pool: Pool, record: str, seen: Session | None = None) -> None:
        self._pool = pool
        self._record = record
        self._seen = seen

    @property
    def index(self) -> Path:
        """The folder for this user's index of passages, found by the record's own id; nobody else may look into it."""
        place = self._pool.place
        name = "".join(c if c.isalnum() else "-" for c in place.name)[:40]
        ours = user_cache_path("onrecord", appauthor=False)
        with suppress(OSError):
            ours.mkdir(mode=0o700, parents=True, exist_ok=True)
            ours.chmod(0o700)
        return ours / f"{name}-{self._record}.search"

    def cursor(self) -> PostgresCursor:
        """A cursor of its own. Raises `StoreError` 413 once it is closed."""
        if self._pool.closed:
            raise StoreError(413, self._pool.place.shown)
        return PostgresCursor(self._seen or Session(self._pool))

    def snapshot(self) -> "PostgresEngine":
        """The record as it is when it is first asked."""
        return PostgresEngine(self._pool, self._record, self._seen or Session(self._pool))

    def rewrite(self, *, opening: bool) -> None:
        """Make what was removed leave no byte. Raises `StoreError` 424 and 457."""
        from onrecord.store.postgresql.vacuum import vacuum

        vacuum(self._pool, opening=opening)

    def spare(self, on: bool) -> None:
        """Nothing: the server has bounds of its own."""

    def close(self) -> None:
        """End the connections. Everything added is already kept."""
        if self._seen is None:
            self._pool.close()
