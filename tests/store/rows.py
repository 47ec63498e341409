"""A record's rows as they stand in its tables, whatever engine keeps them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from onrecord.store.engine import Cursor
from onrecord.store.record_store import RecordStore


@contextmanager
def asking(path: str) -> Iterator[Cursor]:
    """A cursor on a record that nobody has open."""
    with RecordStore.open(path, read_only=True) as store:
        yield store._cursor()


@contextmanager
def writing(path: str) -> Iterator[Cursor]:
    """A cursor that writes to a record that nobody has open; kept at the end."""
    with RecordStore.open(path) as store, store._writing() as cursor:
        yield cursor


def rows(cursor: Cursor, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a query gives, sorted."""
    return sorted((tuple(row) for row in cursor.execute(query, list(values)).fetchall()), key=repr)


def tables(cursor: Cursor) -> list[str]:
    """The names of the record's tables."""
    found = cursor.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    )
    return sorted(name for (name,) in found.fetchall())


def columns(cursor: Cursor, table: str) -> list[str]:
    """The names of a table's columns, in their order."""
    found = cursor.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in found.fetchall()]
