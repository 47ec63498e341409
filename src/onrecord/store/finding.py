"""Entries and actors that a query found, fetched some at a time."""

from collections.abc import Iterator, Mapping

from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.store.asking import ActorFound, Query, actors_query
from onrecord.store.engine import Cursor, streamed
from onrecord.store.filters import Filters

_FETCH = 64


def found_entries(cursor: Cursor, query: Query) -> Iterator[tuple[Record, int]]:
    """Record and place in it of each entry, for a query that gives the number of its report and that place."""
    # The rows are fetched while records are read, which needs a cursor of its own.
    reading = cursor.cursor()
    records: dict[int, Record] = {}
    for found in streamed(cursor, query.sql, query.values, size=_FETCH):
        records = numbered(reading, {number for number, _ in found}, records)
        for number, n in found:
            yield records[number], n


def found_actors(cursor: Cursor, filters: Filters) -> Iterator[ActorFound]:
    """Actors that pass the filters, those of one name and kind together; most reports first."""
    query = actors_query(filters)
    for rows in streamed(cursor, query.sql, query.values, size=_FETCH):
        yield from map(ActorFound.of, rows)


def numbered(cursor: Cursor, numbers: set[int], before: Mapping[int, Record] | None = None) -> dict[int, Record]:
    """The records of these numbers; those among `before` are not read again, since one report may hold thousands."""
    records = {number: before[number] for number in numbers & before.keys()} if before else {}
    rows = cursor.execute(
        "SELECT report, record FROM readings WHERE report IN (SELECT unnest(?::INTEGER[]))",
        [sorted(numbers - records.keys())],
    )
    return records | {number: decode(line) for number, line in rows.fetchall()}
