"""Checks the chain of changes: without gaps, and the last change of each report leads to what is kept of it now."""

from onrecord.errors import StoreError
from onrecord.record.codec import decode, written
from onrecord.store.check_reading import Reading
from onrecord.store.links.changes import mark_after

_AT_ONCE = 64


def check(reading: Reading) -> None:
    """Check the chain. Of earlier changes of a report the contents are gone: only their numbers can be compared."""
    if not {"changes", "reports", "corrected"} <= reading.whole:
        reading.note("the chain of changes was not compared, since its tables cannot all be read")
        return
    rows = reading.ask("SELECT n, mark, report FROM changes ORDER BY n")
    reading.count("changes", len(rows))
    if [n for n, _, _ in rows] != list(range(1, len(rows) + 1)):
        reading.add(StoreError(469, reason="numbers are missing or stand twice", record=reading.path))
        return
    before = {n: mark for n, mark, _ in rows}
    last = {report: (n, mark) for n, mark, report in rows}
    for report in reading.ids.keys() - last.keys():
        reading.add(StoreError(469, reason="this report never came", record=reading.path), reading.ids[report])
    for report in last.keys() - reading.ids.keys():
        n, mark = last[report]
        if mark_after(before.get(n - 1, 0), report, b"") != mark:
            reading.add(StoreError(469, reason=f"a report went without a word, at change {n}", record=reading.path))
    _compare(reading, before, last)


def _compare(reading: Reading, before: dict[int, int], last: dict[int, tuple[int, int]]) -> None:
    there = sorted(last.keys() & reading.ids.keys())
    sql = "SELECT report, record FROM readings WHERE report BETWEEN ? AND ? ORDER BY report"
    for at in range(0, len(there), _AT_ONCE):
        some = there[at : at + _AT_ONCE]
        for report, line in reading.ask(sql, [some[0], some[-1]]):
            n, mark = last.get(report, (0, 0))
            marks = {mark_after(before.get(n - 1, 0), report, content) for content in _contents(line)}
            if n and mark not in marks:
                reason = f"it is not what came with change {n}"
                reading.add(StoreError(469, reason=reason, record=reading.path), reading.ids[report])


def _contents(line: str) -> tuple[bytes, ...]:
    """The record as it may have gone into the chain."""
    try:
        return written(decode(line))
    except ValueError:
        return (line.encode(),)
