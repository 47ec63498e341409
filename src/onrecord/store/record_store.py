"""A record kept in a file: adding reports, giving them back, finding entries."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from onrecord.across.numbered import Numbered
from onrecord.errors import StoreError
from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.store.arrow import fill
from onrecord.store.asking import ActorFound, Query, actors_query, entries_query
from onrecord.store.connect import connect, reason
from onrecord.store.filing import Filed, Filing
from onrecord.store.filters import Filters
from onrecord.store.links import link
from onrecord.store.rows import tables_of

_FETCH = 64


class RecordStore:
    """Records of many reports in one DuckDB file. One process may write at a time, or many read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, RecordStore.open(folder + "/talks.duckdb") as store:
    ...     len(store)
    0
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open the record at `path`; unless `read_only`, make it when there is none. Raises `StoreError`."""
        return cls(connect(Path(path), read_only=read_only), Path(path))

    def close(self) -> None:
        """Close the file. Everything added is already kept."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self._one("SELECT count(*) FROM reports")

    def add(self, filings: Iterable[Filing]) -> list[Filed]:
        """Keep these filings in one transaction: all are kept or, when an error is raised, none.

        A report that is already there (by its id) is left as it is. The answers come in the order of the filings.
        Raises `StoreError` 412 when they cannot be written.
        """
        batch = list(filings)
        try:
            there = self._there([filing.record.report.id for filing in batch])
            answers: list[Filed] = []
            fresh: list[Filing] = []
            for filing in batch:
                report = filing.record.report
                new = report.id not in there
                there.add(report.id)
                if new:
                    fresh.append(filing)
                answers.append(_filed(filing.record, new=new))
            self._insert(fresh)
        except duckdb.Error as error:
            raise StoreError(412, str(self.path), reason=reason(error)) from error
        return answers

    def record(self, report_id: str) -> Record:
        """The record of one report, identical to what was added. Raises `StoreError` 409 when it is not there."""
        found = self._cursor().execute("SELECT record FROM reports WHERE id = ?", [report_id]).fetchone()
        if found is None:
            raise StoreError(409, report_id, record=self.path)
        return decode(found[0])

    def raw(self, report_id: str) -> bytes | None:
        """The page's bytes as they came, or None for a plain-text report. Raises `StoreError` 409."""
        found = self._cursor().execute("SELECT raw FROM reports WHERE id = ?", [report_id]).fetchone()
        if found is None:
            raise StoreError(409, report_id, record=self.path)
        return found[0]  # type: ignore[no-any-return]  # the column is a BLOB

    def records(self) -> Iterator[Record]:
        """Every record, in the order added."""
        cursor = self._cursor().execute("SELECT record FROM reports ORDER BY report")
        while rows := cursor.fetchmany(_FETCH):
            for (line,) in rows:
                yield decode(line)

    def find_statements(self, filters: Filters) -> Iterator[tuple[Record, int]]:
        """Statements that pass the filters, as record and place in `record.statements`; oldest report first."""
        return self._find(entries_query("statements", filters))

    def find_moves(self, filters: Filters) -> Iterator[tuple[Record, int]]:
        """Moves that pass the filters, as record and place in `record.moves`; oldest report first."""
        return self._find(entries_query("moves", filters))

    def find_actors(self, filters: Filters) -> Iterator[ActorFound]:
        """Actors that pass the filters, those of one name and kind together; most reports first."""
        query = actors_query(filters)
        cursor = self._cursor().execute(query.sql, query.values)
        while rows := cursor.fetchmany(_FETCH):
            for row in rows:
                yield ActorFound.of(row)

    def _find(self, query: Query) -> Iterator[tuple[Record, int]]:
        cursor = self._cursor().execute(query.sql, query.values)
        while found := cursor.fetchmany(_FETCH):
            records = self._numbered({number for number, _ in found})
            for number, n in found:
                yield records[number], n

    def _numbered(self, numbers: set[int]) -> dict[int, Record]:
        rows = self._cursor().execute(
            "SELECT report, record FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))", [sorted(numbers)]
        )
        return {number: decode(line) for number, line in rows.fetchall()}

    def _there(self, ids: Sequence[str]) -> set[str]:
        rows = self._cursor().execute("SELECT id FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
        return {id_ for (id_,) in rows.fetchall()}

    def _insert(self, filings: Sequence[Filing]) -> None:
        if not filings:
            return
        first = self._one("SELECT coalesce(max(report), 0) + 1 FROM reports")
        cursor = self._cursor()
        cursor.begin()
        try:
            for name, rows in tables_of(filings, first).items():
                fill(cursor, name, rows)
            link(cursor, [Numbered(number, filing.record) for number, filing in enumerate(filings, first)])
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise

    def _one(self, sql: str) -> int:
        row = self._cursor().execute(sql).fetchone()
        return int(row[0]) if row else 0

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            raise StoreError(413, str(self.path))
        return self._connection.cursor()


def _filed(record: Record, *, new: bool) -> Filed:
    return Filed(
        report_id=record.report.id,
        source=record.report.source,
        title=record.report.title,
        statements=len(record.statements),
        moves=len(record.moves),
        new=new,
    )
