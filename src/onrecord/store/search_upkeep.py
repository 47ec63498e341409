"""Brings an index of passages up to date with the record: what came goes in, what went goes out."""

from collections.abc import Iterator, Sequence

from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.store.engine import Cursor
from onrecord.store.links import changes
from onrecord.store.search_index import NOTHING, PassageIndex, Stamp, Writing

_AT_ONCE = 256


def bring_up(index: PassageIndex, cursor: Cursor) -> None:
    """Make the index hold what the record holds. Raises `ValueError` or `OSError` when it cannot be written."""
    if _state(cursor) == index.stamp:
        return
    with index.writing() as writing:
        cursor.begin()
        try:
            state = _state(cursor)
            if not _follow(index, writing, cursor, state):
                writing.clear()
                for number, record in _every(cursor):
                    writing.put_in(number, record)
        finally:
            cursor.rollback()
    index.keep(state)


def _state(cursor: Cursor) -> Stamp:
    reports, change, mark = changes.state(cursor)
    return Stamp(change=change, mark=mark, reports=reports)


def _follow(index: PassageIndex, writing: Writing, cursor: Cursor, state: Stamp) -> bool:
    """Carry out the changes since the index was kept; False where it is not of an earlier state of this record."""
    if index.stamp == NOTHING or changes.mark_of(cursor, index.stamp.change) != index.stamp.mark:
        return False
    changed = changes.since(cursor, index.stamp.change)
    there = set(_there(cursor, changed))
    if len(there) < len(changed):
        # Somebody removed reports: nothing of them stays in an index that is made anew.
        return False
    if index.reports() - index.reports(changed) + len(there) != state.reports:
        # Reports went without a word.
        return False
    writing.take_out(changed)
    for number, record in _records(cursor, sorted(there)):
        writing.put_in(number, record)
    return True


def _there(cursor: Cursor, numbers: Sequence[int]) -> list[int]:
    rows = cursor.execute("SELECT report FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))", [numbers])
    return [number for (number,) in rows.fetchall()]


def _every(cursor: Cursor) -> Iterator[tuple[int, Record]]:
    numbers = [number for (number,) in cursor.execute("SELECT report FROM reports ORDER BY report").fetchall()]
    return _records(cursor, numbers)


def _records(cursor: Cursor, numbers: Sequence[int]) -> Iterator[tuple[int, Record]]:
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        rows = cursor.execute(
            # The bounds spare the engine most of the table.
            "SELECT report, record FROM readings "
            "WHERE report BETWEEN ? AND ? AND report IN (SELECT unnest(?::INTEGER[])) ORDER BY report",
            [some[0], some[-1], some],
        ).fetchall()
        for number, line in rows:
            yield number, decode(line)
