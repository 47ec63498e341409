"""What the store asks of the engine that keeps its tables: DuckDB in a file, or PostgreSQL for a team.

The store's SQL is what both understand, word for word, with the few functions of DuckDB that PostgreSQL lacks made in
the record's own schema (schema/postgresql). What cannot be said in SQL of both (rows in bulk, transactions, long
answers) is here.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa


class Cursor(Protocol):
    """Asks one record; DuckDB's own connection is one.

    Values are given for `?` in a list, or for `$name` in a dict, never pasted into the text.
    """

    def execute(self, query: str, parameters: Any = None, /) -> "Cursor":
        """Carry out one statement."""

    def executemany(self, query: str, parameters: Any = None, /) -> "Cursor":
        """Carry out a statement once for each list of values."""

    def fetchall(self) -> list[Any]:
        """All rows that the last statement gave and that were not fetched yet."""

    def fetchone(self) -> Any:
        """The next of them, None after the last."""

    def fetchmany(self, size: int = 1, /) -> list[Any]:
        """The next few of them."""

    def begin(self) -> Any:
        """See one state of the record until `rollback`."""

    def commit(self) -> Any:
        """Keep what was written since `begin_writing`."""

    def rollback(self) -> Any:
        """Keep nothing of it."""

    def cursor(self) -> "Cursor":
        """Another cursor on the same record, so that rows of this one can still be fetched."""


class Remote(ABC, Cursor):
    """A cursor of an engine that runs in a program of its own, through which many read and write at the same time."""

    @abstractmethod
    def begin_writing(self) -> None:
        """Begin a transaction that writes, once no other program writes."""

    @abstractmethod
    def survey(self, query: str, parameters: Any) -> "Cursor":
        """Carry out a query that looks at most of what the record holds."""

    @abstractmethod
    def fill(self, name: str, rows: pa.Table) -> None:
        """Put rows into a table, by the names of their columns."""

    @abstractmethod
    def lay_out(self, name: str, rows: pa.Table) -> None:
        """Make rows a table of this transaction's own."""

    @abstractmethod
    def stream(self, query: str, parameters: Any, size: int) -> Iterator[list[Any]]:
        """The answer to a query, so many rows at a time."""


class Engine(Protocol):
    """Where a record is kept: gives out cursors until it is closed."""

    def cursor(self) -> Cursor:
        """A cursor of its own."""

    def snapshot(self) -> "Engine":
        """The same, of which every cursor sees the state that the first one saw."""

    def rewrite(self, *, opening: bool) -> None:
        """Make what was removed leave no byte. Raises `StoreError` 424, 425 and 457.

        On opening nobody asked for it: what only somebody else may do is left to that one.
        """

    def spare(self, on: bool) -> None:
        """Hold little of the record in memory from now on, or again as much as there is room for."""

    def close(self) -> None:
        """Let go of the record."""

    @property
    def index(self) -> Path:
        """The folder for the index of passages."""


def begin_writing(cursor: Cursor) -> None:
    """Begin a transaction that writes."""
    if isinstance(cursor, Remote):
        cursor.begin_writing()
    else:
        cursor.begin()


def survey(cursor: Cursor, query: str, parameters: Any = None) -> Cursor:
    """Carry out a query that looks at most of what the record holds, step by step.

    A planner that cannot know how many rows the steps give needs telling that they are many.
    """
    if isinstance(cursor, Remote):
        return cursor.survey(query, parameters)
    return cursor.execute(query, parameters)


def fill(cursor: Cursor, name: str, rows: pa.Table) -> None:
    """Put rows into a table by the names of their columns, in one go."""
    if isinstance(cursor, Remote):
        cursor.fill(name, rows)
    elif isinstance(cursor, duckdb.DuckDBPyConnection):
        cursor.register("rows_to_fill", rows)
        cursor.execute(f"INSERT INTO {name} BY NAME SELECT * FROM rows_to_fill")
        cursor.unregister("rows_to_fill")


@contextmanager
def laid_out(cursor: Cursor, name: str, rows: pa.Table) -> Iterator[None]:
    """Within, rows can be asked like a table of this name; in a transaction that writes."""
    if isinstance(cursor, Remote):
        cursor.lay_out(name, rows)
        yield
        cursor.execute(f"DROP TABLE {name}")
    elif isinstance(cursor, duckdb.DuckDBPyConnection):
        cursor.register(name, rows)
        try:
            yield
        finally:
            cursor.unregister(name)


def streamed(cursor: Cursor, query: str, parameters: Any = None, *, size: int) -> Iterator[list[Any]]:
    """The answer to a query, so many rows at a time: memory does not grow with it."""
    if isinstance(cursor, Remote):
        yield from cursor.stream(query, parameters, size)
        return
    cursor.execute(query, parameters)
    while rows := cursor.fetchmany(size):
        yield rows
