"""Checks corrections by hand: each can be read, its report is there, and what is shown is what they make of it."""

from typing import Any

import msgspec

from onrecord.across.hands import ByHand
from onrecord.errors import StoreError
from onrecord.record.codec import decode, written
from onrecord.record.correct import apply
from onrecord.record.correction import Correction
from onrecord.store import corrections
from onrecord.store.check_reading import Reading, Unreadable


def check(reading: Reading) -> None:
    """Check all corrections, and all reports as corrected."""
    if not {"corrections", "corrected", "reports"} <= reading.whole:
        reading.note("corrections were not compared, since their tables cannot all be read")
        return
    by_report: dict[str, list[Correction]] = {}
    numbers = [number for (number,) in reading.ask("SELECT correction FROM corrections ORDER BY correction")]
    for number in numbers:
        one = _read(reading, number)
        if one is not None and one.report is not None:
            by_report.setdefault(one.report, []).append(one)
    _numbered(reading, numbers)
    reading.count("corrections", len(numbers))
    shown: dict[int, tuple[str, str]] = {
        number: (record, changed)
        for number, record, changed in reading.ask("SELECT report, record, changes FROM corrected")
    }
    known = {id_: number for number, id_ in reading.ids.items()}
    for id_, made in by_report.items():
        if id_ not in known:
            for one in made:
                reading.add(_unusable(reading, one.number, "its report is not there"), id_)
        else:
            _compare(reading, known[id_], made, shown.pop(known[id_], None))
    for number in shown:
        reading.add(_derived(reading, "no correction bears on it"), reading.ids.get(number))


def _read(reading: Reading, number: int) -> Correction | None:
    try:
        (one,) = corrections.numbered(reading.cursor, number)
        if one.entry_kind == "identity":
            msgspec.convert(one.person, ByHand)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        reading.add(_unusable(reading, number, str(error)))
        return None
    return one


def _numbered(reading: Reading, numbers: list[int]) -> None:
    twice = {number for number in numbers if numbers.count(number) > 1} if len(set(numbers)) < len(numbers) else ()
    for number in twice:
        reading.add(_unusable(reading, number, "its number stands twice"))


def _compare(reading: Reading, number: int, made: list[Correction], shown: tuple[str, str] | None) -> None:
    id_ = reading.ids[number]
    try:
        ((line,),) = reading.ask("SELECT record FROM reports WHERE report = ?", [number])
        applied = apply(decode(line), made)
    except (Unreadable, msgspec.MsgspecError):
        # Told with the reports.
        return
    except Exception as error:  # noqa: BLE001  # whatever a damaged value leads to is a fault of the record
        reading.add(_unusable(reading, made[0].number, f"{type(error).__name__}: {error}"), id_)
        return
    wanted: set[Any] = {None}
    if applied.changes:
        changes = msgspec.json.encode(applied.changes).decode()
        wanted = {(line.decode(), changes) for line in written(applied.record)}
    if shown not in wanted:
        reading.add(_derived(reading, "the report as corrected is not what its corrections make of it"), id_)
    reading.count("corrected reports", 1)


def _unusable(reading: Reading, number: int, reason: str) -> StoreError:
    return StoreError(468, correction=number, reason=reason, record=reading.path)


def _derived(reading: Reading, what: str) -> StoreError:
    return StoreError(467, count=1, table="corrected", what=what, record=reading.path)
