"""Checks every report: its record decodes, is the one that was kept, and is what the flat tables say."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.errors import StoreError
from onrecord.record.build import report_id
from onrecord.record.codec import decode, written
from onrecord.record.parts import Record
from onrecord.store.arrow import COLUMNS
from onrecord.store.check_reading import Reading, Rows, Unreadable
from onrecord.store.filing import Filing
from onrecord.store.rows import TABLES, Tables, tables_of

_AT_ONCE = 64
_FLAT = tuple(name for name in TABLES if name != "reports")


def check(reading: Reading, tell: Callable[[int, int], None]) -> None:
    """Check all reports, `_AT_ONCE` at a time."""
    numbers = _numbers(reading)
    done = 0
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        _check(reading, some)
        done += len(some)
        tell(done, len(numbers))
    reading.count("reports", len(numbers))


def _numbers(reading: Reading) -> list[int]:
    try:
        reading.ids = dict(reading.ask("SELECT report, id FROM reports ORDER BY report"))
    except Unreadable:
        # Told where every column was read; the reports that can be found through the keys are in a rescued record.
        return []
    return list(reading.ids)


def _check(reading: Reading, numbers: Sequence[int]) -> None:
    expected: dict[int, Tables] = {}
    for number, row in _rows(reading, numbers):
        record = _whole(reading, number, row)
        if record is not None:
            try:
                tables = tables_of([Filing(record, row[-1])], number)
            except Exception as error:  # noqa: BLE001  # whatever a damaged value leads to is a fault of the record
                reason = f"{type(error).__name__}: {error}"
                reading.add(StoreError(464, reason=reason, record=reading.path), reading.ids[number])
                continue
            expected[number] = tables
            # Record and page were held against their hashes; the record may be as an older onrecord wrote it.
            if [one[:-2] for one in tables["reports"]] != [row[:-2]]:
                reading.add(StoreError(466, count=1, table="reports", record=reading.path), reading.ids[number])
    if not expected:
        return
    if "corrected" not in reading.whole:
        # Which record the rows are of is not known.
        return
    _correct(reading, expected)
    for table in _FLAT:
        if table in reading.whole:
            _compare(reading, table, expected)


def _rows(reading: Reading, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of these reports, one by one where they cannot be read together."""
    sql = f"SELECT {', '.join(COLUMNS['reports'].split())} FROM reports WHERE report"
    try:
        found = reading.ask(f"{sql} BETWEEN ? AND ? ORDER BY report", [numbers[0], numbers[-1]])
    except Unreadable:
        for number in numbers:
            try:
                # An addition is not looked up in the index, which may be what is damaged.
                yield from ((row[0], row) for row in reading.ask(f"{sql} + 0 = ?", [number]))
            except Unreadable as error:
                reading.add(StoreError(463, what="This report", reason=error, record=reading.path), reading.ids[number])
        return
    yield from ((row[0], row) for row in found)


def _whole(reading: Reading, number: int, row: tuple[Any, ...]) -> Record | None:
    """The report's record, if it is what its hashes say."""
    id_ = reading.ids[number]
    raw = row[-1]
    try:
        record = decode(row[-2])
    except msgspec.MsgspecError as error:
        reading.add(StoreError(464, reason=error, record=reading.path), id_)
        return None
    report = record.report
    wrong = []
    if hashlib.sha256(report.text.encode()).hexdigest() != report.text_sha256:
        wrong.append("The text")
    if raw is not None and hashlib.sha256(raw).hexdigest() != report.raw_sha256:
        wrong.append("The page as it came")
    if report_id(report) != report.id or report.id != id_:
        wrong.append("The id")
    if row[-2].encode() not in written(record):
        wrong.append("The record")
    reading.count("hashes", 3 if raw is not None else 2)
    reading.count("pages", raw is not None)
    for what in wrong:
        reading.add(StoreError(465, what=what, record=reading.path), id_)
    return None if wrong else record


def _correct(reading: Reading, expected: dict[int, Tables]) -> None:
    """Expect of reports that were corrected by hand the rows of the record as corrected."""
    sql = "SELECT report, record FROM corrected WHERE report BETWEEN ? AND ?"
    for number, line in reading.ask(sql, [min(expected), max(expected)]):
        if number in expected:
            try:
                expected[number] = tables_of([Filing(decode(line))], number)
            except Exception:  # noqa: BLE001  # whatever a damaged value leads to is told with the corrections
                del expected[number]


def _compare(reading: Reading, table: str, expected: dict[int, Tables]) -> None:
    if not expected:
        return
    kept: dict[int, Rows] = {number: [] for number in expected}
    sql = f"SELECT {', '.join(COLUMNS[table].split())} FROM {table} WHERE report BETWEEN ? AND ?"
    for row in reading.ask(sql, [min(expected), max(expected)]):
        if row[0] in kept:
            kept[row[0]].append(row)
    for number, rows in kept.items():
        wanted = expected[number][table]
        reading.count("flat rows", len(wanted))
        if rows != wanted:
            # Rows have an order of their own only where they are numbered; compared are the rows, not how they lie.
            there, due = {_hashable(row) for row in rows}, {_hashable(row) for row in wanted}
            count = len(there ^ due) or abs(len(rows) - len(wanted))
            if count:
                error = StoreError(466, count=count, table=table, record=reading.path)
                reading.add(error, reading.ids[number])


def _hashable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row that can stand in a set."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)
