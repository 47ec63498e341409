"""An open record with the calls that every door offers: add, ask, give back."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, Unpack

from onrecord.exchange.table import Table
from onrecord.flow.add import Summary, add_paths
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import Paths
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.moves import MoveRow, moves
from onrecord.views.statements import StatementRow, statements


class _Common(TypedDict, total=False):
    about: str | None
    publisher: str | None
    since: str | None
    until: str | None
    limit: int | None


class StatementFilters(_Common, total=False):
    """What statements can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    kind: str | None
    layer: str | None


class MoveFilters(_Common, total=False):
    """What moves can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    type: str | None
    status: str | None
    layer: str | None


class ActorFilters(_Common, total=False):
    """What actors can be filtered by; see `Filters`."""

    kind: str | None


class RecordBook:
    """A record of many reports, open for adding and asking. Use it in a `with` block, or close it.

    Filters (all optional): `source`, `by`, `to`, `about`, `publisher` match whole words, whatever their case and
    accents; `type`, `kind`, `status` and `layer` take the format's vocabulary; `since` and `until` take a year,
    month or day (ISO 8601); `limit` a number of rows.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, RecordBook.open(f"{folder}/talks.duckdb") as book:
    ...     book.statements(source="Foreign Ministry", since="2031-05")
    <0 rows of StatementRow>
    """

    def __init__(self, store: RecordStore) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | PathLike[str], *, read_only: bool = False) -> Self:
        """Open the record at `path`; unless `read_only`, make it when there is none. Raises `StoreError`."""
        return cls(RecordStore.open(Path(path), read_only=read_only))

    def add(self, paths: Paths, options: ReadOptions | None = None) -> Summary:
        """Read reports from files and folders and keep them; reports already there change nothing.

        The summary says how many were read, added and skipped, and why.
        """
        summary = Summary()
        for event in add_paths(self._store, paths, options):
            summary.count(event)
        return summary

    def statements(self, **filters: Unpack[StatementFilters]) -> Table[StatementRow]:
        """Who said what, oldest report first. Raises `UsageError` for a filter that makes no sense."""
        return Table(StatementRow, statements(self._store, Filters(**filters)))

    def moves(self, **filters: Unpack[MoveFilters]) -> Table[MoveRow]:
        """Who did what to whom, and on whose word. Raises `UsageError` for a filter that makes no sense."""
        return Table(MoveRow, moves(self._store, Filters(**filters)))

    def actors(self, **filters: Unpack[ActorFilters]) -> Table[ActorRow]:
        """Who appears, with counts, those in most reports first. Raises `UsageError` as `statements` does."""
        return Table(ActorRow, actors(self._store, Filters(**filters)))

    def records(self) -> Iterator[Record]:
        """Every record, in the order added, one at a time."""
        return self._store.records()

    def record(self, report_id: str) -> Record:
        """The record of one report. Raises `StoreError` 409 when it is not there."""
        return self._store.record(report_id)

    def close(self) -> None:
        """Close the file; everything added is kept."""
        self._store.close()

    def __len__(self) -> int:
        return len(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
