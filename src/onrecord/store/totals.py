"""What a record holds in all: how much of everything, from when, by which readers. Plain SQL for any engine."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.errors import StoreError
from onrecord.store.engine import Cursor


class Count(msgspec.Struct, frozen=True):
    """How many have a value in common; `value` is None for those that have none."""

    value: str | None
    count: int


class ReaderCount(msgspec.Struct, frozen=True):
    """How many reports one reader read: a version of onrecord with its models, by name and SHA-256."""

    onrecord: str
    models: dict[str, str]
    reports: int


class Days(msgspec.Struct, frozen=True):
    """The first and last day (ISO 8601) of so many reports; both None where there are none."""

    first: str | None
    last: str | None
    reports: int


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """A record in figures; entries are counted as corrected by hand. Counts by value: the commonest first.

    `actors` are those across reports. `copies` are reports by what they are to another one: copy, version.
    """

    store_format: int
    reports: int
    readers: tuple[ReaderCount, ...]
    published: Days
    retrieved: Days
    publishers: tuple[Count, ...]
    languages: tuple[Count, ...]
    copies: tuple[Count, ...]
    statements: tuple[Count, ...]
    unattributed: int
    move_types: tuple[Count, ...]
    move_statuses: tuple[Count, ...]
    move_layers: tuple[Count, ...]
    actors: int


# A record's JSON begins with its format and reader. An object called "report" cannot stand among the models, whose
# values are strings.
_READERS = """
    SELECT reader, count(*) FROM (
        SELECT substr(record, 1, position(',"report":{' IN record) - 1) AS reader FROM reports
    ) AS heads GROUP BY reader
"""
_DAYS = "SELECT min(substr({column}, 1, 10)), max(substr({column}, 1, 10)), count({column}) FROM reports"
_BY = "SELECT {column}, count(*) FROM {table} GROUP BY {column}"


def totals(cursor: Cursor) -> Totals:
    """All figures of a record. Raises `StoreError` 404 where what is there is none."""
    return Totals(
        store_format=_format(cursor),
        reports=_one(cursor, "SELECT count(*) FROM reports"),
        readers=_readers(cursor),
        published=_days(cursor, "published"),
        retrieved=_days(cursor, "retrieved"),
        publishers=_by(cursor, "reports", "publisher"),
        languages=_by(cursor, "reports", "language"),
        copies=_by(cursor, "copies", "kind"),
        statements=_by(cursor, "statements", "kind"),
        unattributed=_one(cursor, "SELECT count(*) FROM statements WHERE unattributed"),
        move_types=_by(cursor, "moves", "type"),
        move_statuses=_by(cursor, "moves", "status"),
        move_layers=_by(cursor, "moves", "layer"),
        actors=_one(cursor, "SELECT count(DISTINCT identity) FROM report_actors"),
    )


def _format(cursor: Cursor) -> int:
    found = _rows(cursor, "SELECT value FROM meta WHERE key = 'format'")
    if not found:
        raise StoreError(404)
    return int(found[0][0])


def _readers(cursor: Cursor) -> tuple[ReaderCount, ...]:
    read = [(json.loads(head + "}")["reader"], count) for head, count in _rows(cursor, _READERS)]
    found = [ReaderCount(one["onrecord"], dict(sorted(one["models"].items())), count) for one, count in read]
    return tuple(sorted(found, key=lambda one: (-one.reports, one.onrecord, sorted(one.models.items()))))


def _days(cursor: Cursor, column: str) -> Days:
    return Days(*_rows(cursor, _DAYS.format(column=column))[0])


def _by(cursor: Cursor, table: str, column: str) -> tuple[Count, ...]:
    found = [Count(*row) for row in _rows(cursor, _BY.format(table=table, column=column))]
    # Sorted here: engines order text differently. Those without a value come last.
    return tuple(sorted(found, key=lambda one: (one.value is None, -one.count, one.value or "")))


def _one(cursor: Cursor, sql: str) -> int:
    return int(_rows(cursor, sql)[0][0])


def _rows(cursor: Cursor, sql: str) -> Sequence[tuple[Any, ...]]:
    return cursor.execute(sql).fetchall()
