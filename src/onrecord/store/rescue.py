"""Saves what can be read of a damaged record into a new one: every report whose record is whole, and its corrections.

All that was made from the records is made anew. Reports keep their numbers and ids, corrections theirs, in the order in
which they came; what could not be saved is named, one by one.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from onrecord.across.numbered import Numbered
from onrecord.errors import StoreError
from onrecord.record.build import report_id
from onrecord.record.codec import decode
from onrecord.record.correction import Correction
from onrecord.record.parts import Record
from onrecord.store import acknowledged, check_ties, copying, corrections, damage
from onrecord.store.arrow import fill
from onrecord.store.check_reading import FaultFound, Tell, said, silent
from onrecord.store.connect import connect
from onrecord.store.filing import Filing
from onrecord.store.links import link
from onrecord.store.reopening import reopened
from onrecord.store.rows import TABLES, Tables, tables_of

_AT_ONCE = 64


class Rescued(msgspec.Struct, frozen=True, kw_only=True):
    """What was saved, and what could not be."""

    reports: int
    corrections: int
    lost: tuple[FaultFound, ...]


def rescue(path: Path, new: Path, tell: Tell = silent) -> Rescued:
    """Save what can be read of the record at `path` as `new`; the file itself is left as it is.

    Raises `StoreError` 471 and 472 for a name that is taken, 473 where `new` cannot be written, 475 where nothing can
    be read, and what `connect` raises where `path` is no record or held by another program.
    """
    copying.refuse(path, new, replace=False)
    fresh = copying.name_for(new)
    with tempfile.TemporaryDirectory(prefix=f".{new.name}.", dir=new.absolute().parent) as folder:
        try:
            source, given_up = reopened(path, Path(folder))
        except OSError as error:
            raise StoreError(473, str(new), reason=error.strerror or error) from error
        saving = _Saving(source, path, [FaultFound.of(one) for one in given_up])
        try:
            with connect(fresh, read_only=False) as target:
                saving.save(target, tell)
            copying.settle(fresh)
            copying.place(fresh, new)
        except duckdb.Error as error:
            raise StoreError(473, str(new), reason=damage.said(error)) from error
        except OSError as error:
            raise StoreError(473, str(new), reason=error.strerror or error) from error
        finally:
            source.close()
            copying.clear(fresh)
    return saving.told()


class _Saving:
    """One record on its way into another."""

    def __init__(self, source: duckdb.DuckDBPyConnection, path: Path, lost: list[FaultFound]) -> None:
        self._source = source
        self._path = path
        self._lost = lost
        self._reports = 0
        self._corrections = 0

    def save(self, target: duckdb.DuckDBPyConnection, tell: Callable[[int, int], None]) -> None:
        """Save all. Raises `duckdb.Error` where the target cannot be written."""
        self._compare_with_note()
        numbers = self._numbers()
        made = list(self._made())
        # Merges and splits are there before the actors that they are of, which they bind as these come in.
        target.begin()
        corrections.write(target, made)
        target.commit()
        corrected = {one.report for one in made if one.report is not None}
        kept: set[str] = set()
        for at in range(0, len(numbers), _AT_ONCE):
            batch = list(self._filings(numbers[at : at + _AT_ONCE]))
            if not batch:
                continue
            target.begin()
            for _, _, tables in batch:
                for name, rows in tables.items():
                    fill(target, name, rows)
            link(target, [Numbered(number, record) for number, record, _ in batch])
            for number, record, _ in batch:
                if record.report.id in corrected:
                    corrections.file_again(target, number, record)
            target.commit()
            kept |= {record.report.id for _, record, _ in batch}
            tell(min(at + _AT_ONCE, len(numbers)), len(numbers))
        if numbers and not kept:
            raise StoreError(475, str(self._path), reason=f"none of its {len(numbers)} reports is whole")
        self._reports = len(kept)
        for one in made:
            if one.report is not None and one.report not in kept:
                self._lose(StoreError(478, correction=one.number, reason="its report could not be saved"), one.report)
                target.execute("DELETE FROM corrections WHERE correction = ?", [one.number])
            else:
                self._corrections += 1

    def told(self) -> Rescued:
        """What became of it."""
        return Rescued(reports=self._reports, corrections=self._corrections, lost=tuple(self._lost))

    def _compare_with_note(self) -> None:
        try:
            behind = acknowledged.lost(self._source, acknowledged.read(self._path))
        except duckdb.Error:
            return
        for one in behind:
            self._lose(acknowledged.told(one, self._path))

    def _numbers(self) -> list[int]:
        """The reports there are: told by every table that can be read, since any may be damaged."""
        found: set[int] = set()
        whole = self._ask("SELECT report FROM reports")
        tables = ("reports",) if whole is not None else ("changes", *TABLES, *check_ties.TABLES)
        for table in tables:
            found |= {number for (number,) in self._ask(f"SELECT DISTINCT report FROM {table}") or ()}
        if not found and (whole is None or self._ask("SELECT 1 FROM reports LIMIT 1")):
            raise StoreError(475, str(self._path), reason="its list of reports cannot be read")
        return sorted(number for number in found if isinstance(number, int))

    def _filings(self, numbers: Sequence[int]) -> Iterator[tuple[int, Record, Tables]]:
        """The reports that can be read, each with its number and its rows in the store's tables."""
        sql = "SELECT report, record, raw FROM reports WHERE report"
        marks = ", ".join("?" * len(numbers))
        together = self._ask(f"{sql} IN ({marks}) ORDER BY report", numbers)
        rows = {row[0]: row for row in together or ()}
        for number in numbers:
            row = rows.get(number) or self._alone(number)
            record = self._record(number, row[1]) if row else None
            if not row or record is None:
                continue
            try:
                tables = tables_of([Filing(record, self._page(record, row[2]))], number)
            except Exception as error:  # noqa: BLE001  # whatever a damaged value leads to costs this report alone
                reason = f"{type(error).__name__}: {error}"
                self._lose(StoreError(476, self._named(number), reason=reason), self._id(number))
            else:
                yield number, record, tables

    def _alone(self, number: int) -> tuple[Any, ...] | None:
        """A report's row, by whichever way leads to it: through the index, past it, without its page."""
        failed = "it is not there"
        for columns in ("report, record, raw", "report, record, NULL"):
            for condition in ("report = ?", "report + 0 = ?"):
                try:
                    found = self._source.execute(f"SELECT {columns} FROM reports WHERE {condition}", [number])
                    rows = found.fetchall()
                except duckdb.Error as error:
                    failed = said(error)
                    continue
                if rows:
                    if "raw" not in columns:
                        self._lose(StoreError(477, self._named(number), reason=failed), self._id(number))
                    return rows[0]
        if failed != "it is not there":
            self._lose(StoreError(476, self._named(number), reason=failed), self._id(number))
        return None

    def _record(self, number: int, line: str) -> Record | None:
        """The record, where it is what its hashes say."""
        try:
            record = decode(line)
        except (msgspec.MsgspecError, TypeError) as error:
            self._lose(StoreError(476, self._named(number), reason=str(error)), self._id(number))
            return None
        report = record.report
        same = hashlib.sha256(report.text.encode()).hexdigest() == report.text_sha256
        if not same or report_id(report) != report.id:
            self._lose(StoreError(476, self._named(number), reason="its text is not what was kept"), self._id(number))
            return None
        return record

    def _page(self, record: Record, raw: bytes | None) -> bytes | None:
        if raw is not None and hashlib.sha256(raw).hexdigest() != record.report.raw_sha256:
            self._lose(StoreError(477, record.report.source, reason="it is not what was kept"), record.report.id)
            return None
        return raw

    def _made(self) -> Iterator[Correction]:
        """The corrections, one by one."""
        listed = self._ask("SELECT correction FROM corrections ORDER BY correction")
        if listed is None:
            tables = self._ask("SELECT 1 FROM duckdb_tables() WHERE table_name = 'corrections'")
            if tables != []:
                self._lose(StoreError(463, what="The list of corrections", reason="damaged", record=self._path))
            return
        for (number,) in listed:
            try:
                (one,) = corrections.numbered(self._source, number)
            except (duckdb.Error, msgspec.MsgspecError, ValueError, TypeError) as error:
                self._lose(StoreError(478, correction=number, reason=said(error)))
            else:
                yield one

    def _id(self, number: int) -> str | None:
        found = self._ask("SELECT id FROM reports WHERE report + 0 = ?", [number])
        return found[0][0] if found else None

    def _named(self, number: int) -> str:
        """What a reader knows a report by, as far as it can be read."""
        for column in ("source", "title", "given_id"):
            found = self._ask(f"SELECT {column} FROM reports WHERE report + 0 = ?", [number])
            if found and found[0][0]:
                return str(found[0][0])
        return f"the {number}. report"

    def _lose(self, error: StoreError, report: str | None = None) -> None:
        self._lost.append(FaultFound.of(error, report))

    def _ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]] | None:
        try:
            return self._source.execute(sql, list(values)).fetchall()
        except duckdb.Error:
            return None
