"""Corrections by hand in the store: kept as rows of their own, with the corrected record beside the machine's.

Everything here runs inside the caller's transaction.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.across.numbered import Numbered
from onrecord.errors import StoreError
from onrecord.record.codec import decode, encode
from onrecord.record.correct import apply
from onrecord.record.correction import Anchor, Change, Correction, State
from onrecord.record.parts import Record
from onrecord.record.propose import Asked, propose, signed, when
from onrecord.store import identity_rows
from onrecord.store.arrow import fill, table
from onrecord.store.engine import Cursor, laid_out
from onrecord.store.filing import Filing
from onrecord.store.links import forget, identities, link
from onrecord.store.refs import ReportRef
from onrecord.store.relinking import relinking, tie_anew
from onrecord.store.rows import TABLES, tables_of

TYPED = tuple(name for name in TABLES if name != "reports")
"""Tables of what a report's record holds, filed from the record that answers."""

_COLUMNS = (
    "correction, made, author, report, action, entry_kind, entry, anchor, field, machine, machine_words, person, "
    "person_words, note, undone, undone_by"
)
_AT_ONCE = 64
_PREFIX = re.compile(r"[0-9a-f]{6,64}")

Changes = dict[str, tuple[Change, ...]]
_changes = msgspec.json.Decoder(Changes)


class Kept(msgspec.Struct, frozen=True):
    """A correction, and what has become of it: it stands, was undone, or found no place in the present reading."""

    correction: Correction
    state: State
    report: ReportRef | None
    """None for a correction of identities."""


def report_of(cursor: Cursor, word: str) -> tuple[int, str]:
    """Number and id of the report of this id, given id, or beginning of an id (six digits or more).

    Raises `StoreError` 409 where there is none and 420 where there are several.
    """
    found = cursor.execute("SELECT report, id FROM reports WHERE id = ?", [word]).fetchall()
    found = found or cursor.execute("SELECT report, id FROM reports WHERE given_id = ?", [word]).fetchall()
    if not found and _PREFIX.fullmatch(word):
        found = cursor.execute("SELECT report, id FROM reports WHERE starts_with(id, ?)", [word]).fetchall()
    if not found:
        raise StoreError(409, word, record="RECORD")
    if len(found) > 1:
        raise StoreError(420, word, count=len(found))
    return int(found[0][0]), str(found[0][1])


def correct(cursor: Cursor, word: str, asked: Asked) -> list[Correction]:
    """Keep the corrections that are asked for, and file the report anew as they have it."""
    number, id_ = report_of(cursor, word)
    machine = machine_record(cursor, number)
    standing = read(cursor, id_)
    made = propose(machine, standing, asked, next_number(cursor))
    write(cursor, made)
    _file(cursor, number, _answering(cursor, number), machine, [*standing, *made])
    return made


def undo(cursor: Cursor, number: int, author: str, made: str | None) -> Correction:
    """Mark a correction as undone; what was said before it stands again. Raises `StoreError` 421 and 422."""
    who, moment = signed(author), when(made)
    found = _read(cursor, "correction = ?", [number])
    if not found:
        raise StoreError(421, str(number), record="RECORD")
    one = found[0]
    if one.undone is not None:
        raise StoreError(422, str(number), by=one.undone_by, made=one.undone)
    cursor.execute("UPDATE corrections SET undone = ?, undone_by = ? WHERE correction = ?", [moment, who, number])
    if one.entry_kind == "identity":
        with relinking(cursor):
            identities.undone(cursor, number)
    if one.report is not None:
        report, id_ = report_of(cursor, one.report)
        _file(cursor, report, _answering(cursor, report), machine_record(cursor, report), read(cursor, id_))
    return msgspec.structs.replace(one, undone=moment, undone_by=who)


def reread(cursor: Cursor, filing: Filing) -> bool:
    """Put a report's new reading in the place of the one that is there; False when they are the same.

    The report keeps its number, id and corrections, which are applied to the new reading.
    """
    report = filing.record.report
    number, id_ = report_of(cursor, report.id)
    old = cursor.execute("SELECT record FROM reports WHERE report = ?", [number]).fetchall()[0][0]
    if old == encode(filing.record).decode():
        return False
    was = _answering(cursor, number)
    fresh = table("reports", tables_of([filing], number)["reports"])
    sets = ", ".join(f"{name} = fresh.{name}" for name in fresh.column_names if name not in ("report", "id"))
    with laid_out(cursor, "fresh", fresh):
        cursor.execute(f"UPDATE reports SET {sets} FROM fresh WHERE reports.report = fresh.report")
    _file(cursor, number, was, filing.record, read(cursor, id_))
    return True


def read(cursor: Cursor, report_id: str) -> list[Correction]:
    """The corrections of one report, in the order made."""
    return _read(cursor, "report = ?", [report_id])


def numbered(cursor: Cursor, number: int) -> list[Correction]:
    """The corrections of this number: one, or none. Raises what a damaged row leads to."""
    return _read(cursor, "correction = ?", [number])


def file_again(cursor: Cursor, number: int, machine: Record) -> None:
    """File a report whose machine reading was just filed as the corrections kept of it have it."""
    _file(cursor, number, machine, machine, read(cursor, machine.report.id))


def write(cursor: Cursor, corrections: Sequence[Correction]) -> None:
    """Keep new corrections."""
    places = ", ".join("?" for _ in _COLUMNS.split(","))
    for one in corrections:
        cursor.execute(f"INSERT INTO corrections ({_COLUMNS}) VALUES ({places})", _row(one))


def next_number(cursor: Cursor) -> int:
    """The number of the next correction."""
    return int(cursor.execute("SELECT coalesce(max(correction), 0) + 1 FROM corrections").fetchall()[0][0])


def kept(cursor: Cursor, numbers: Collection[int] | None = None) -> list[Kept]:
    """Corrections with their state, in the order made: all there are, or those of these numbers."""
    wanted = _read(cursor, "true", [])
    if numbers is not None:
        wanted = [one for one in wanted if one.number in numbers]
    detached: set[int] = set()
    reports: dict[str | None, ReportRef] = {}
    for machine, found in by_report(cursor, {one.report for one in wanted if one.report is not None}):
        detached |= apply(machine, found).detached
        reports[machine.report.id] = ReportRef.of(machine.report)
    return [Kept(one, _state(one, detached), reports.get(one.report)) for one in wanted]


def by_report(cursor: Cursor, reports: Collection[str] | None = None) -> Iterator[tuple[Record, list[Correction]]]:
    """The machine's own reading of each report with corrections (or each of `reports`), and these in the order made."""
    grouped: dict[str, list[Correction]] = {}
    for one in _read(cursor, "report IS NOT NULL", []):
        if reports is None or one.report in reports:
            grouped.setdefault(str(one.report), []).append(one)
    ids = list(grouped)
    sql = "SELECT id, record FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"
    for at in range(0, len(ids), _AT_ONCE):
        found = cursor.execute(sql, [ids[at : at + _AT_ONCE]]).fetchall()
        for id_, line in sorted(found, key=lambda row: ids.index(row[0], at)):
            yield decode(line), grouped[id_]


def changes(cursor: Cursor) -> dict[str, Changes]:
    """What was changed by whom, by report id and entry id."""
    found = cursor.execute("SELECT r.id, c.changes FROM corrected c JOIN reports r USING (report)").fetchall()
    return {id_: _changes.decode(line) for id_, line in found}


def members(cursor: Cursor, id_: str, words: Sequence[str]) -> list[tuple[str, str]]:
    """Report id and actor id of the actor of this id across reports, in each of the reports named.

    Raises `StoreError` 409, 420, and 430 where these reports have no such actor.
    """
    reports = [report_of(cursor, word)[0] for word in words]
    found = cursor.execute(
        """
        SELECT r.id, a.actor FROM report_actors a JOIN identities i USING (identity) JOIN reports r USING (report)
        WHERE i.id = ? AND a.report IN (SELECT unnest(?::INTEGER[])) ORDER BY a.report, a.actor
        """,
        [id_, reports],
    ).fetchall()
    if not found:
        raise StoreError(430, id_, record="RECORD")
    return found


def machine_record(cursor: Cursor, number: int) -> Record:
    """The machine's own reading of a report."""
    return decode(cursor.execute("SELECT record FROM reports WHERE report = ?", [number]).fetchall()[0][0])


def _file(cursor: Cursor, number: int, was: Record, machine: Record, corrections: Sequence[Correction]) -> None:
    """File a report's rows and ties anew, as its corrections have them; `was` is the record that answered before."""
    applied = apply(machine, corrections)
    now = applied.record
    # Copies, stories and identities hang on the report and its actors alone.
    moved = (was.report, was.actors) != (now.report, now.actors)
    if moved:
        forget(cursor, [number])
    for name in (*TYPED, "corrected"):
        cursor.execute(f"DELETE FROM {name} WHERE report = ?", [number])
    tables = tables_of([Filing(now)], number)
    for name in TYPED:
        fill(cursor, name, tables[name])
    if applied.changes:
        line = msgspec.json.encode(applied.changes).decode()
        cursor.execute("INSERT INTO corrected VALUES (?, ?, ?)", [number, encode(now).decode(), line])
    if not moved:
        tie_anew(cursor, [number])
        return
    link(cursor, [Numbered(number, now)])
    identity_rows.retell(cursor, number)
    changed = [*(a for a in was.actors if a not in now.actors), *(a for a in now.actors if a not in was.actors)]
    with relinking(cursor, [number]):
        identities.settle(cursor, identities.around(cursor, changed, now.report.text))


def _answering(cursor: Cursor, number: int) -> Record:
    """The record of a report that answers now."""
    return decode(cursor.execute("SELECT record FROM readings WHERE report = ?", [number]).fetchall()[0][0])


def _state(one: Correction, detached: set[int]) -> State:
    if one.undone is not None:
        return "undone"
    return "detached" if one.number in detached else "stands"


def _read(cursor: Cursor, where: str, values: list[object]) -> list[Correction]:
    sql = f"SELECT {_COLUMNS} FROM corrections WHERE {where} ORDER BY correction"
    return [_correction(row) for row in cursor.execute(sql, values).fetchall()]


def _row(one: Correction) -> list[object]:
    return [
        one.number,
        one.made,
        one.author,
        one.report,
        one.action,
        one.entry_kind,
        one.entry,
        _json(one.anchor),
        one.field,
        _json(one.machine),
        one.machine_words,
        _json(one.person),
        one.person_words,
        one.note,
        one.undone,
        one.undone_by,
    ]


def _json(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _correction(row: tuple[Any, ...]) -> Correction:
    number, made, author, report, action, kind, entry, anchor, field, machine, was, person, says, *rest = row
    note, undone, undone_by = rest
    return Correction(
        number=number,
        made=made,
        author=author,
        report=report,
        action=action,
        entry_kind=kind,
        entry=entry,
        anchor=msgspec.json.decode(anchor, type=Anchor),
        field=field,
        machine=_plain(machine),
        machine_words=was,
        person=_plain(person),
        person_words=says,
        note=note,
        undone=undone,
        undone_by=undone_by,
    )


def _plain(line: str | None) -> Any:
    return None if line is None else msgspec.json.decode(line)
