"""From what a person asks for to corrections, each checked against the report as it stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from onrecord.errors import StoreError, UsageError
from onrecord.record.anchors import again, anchor_of
from onrecord.record.correct import apply
from onrecord.record.correction import Action, Anchor, Correction, EntryKind
from onrecord.record.fields import FIELDS, NEEDED, Entry, kind_of, revived, shown
from onrecord.record.given import Given, value
from onrecord.record.parts import Actor, Move, Record

_PREFIX = {"statement": "sh", "move": "mh"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks for: an action on an entry (for `add`: on a kind of entry), with what is given for its fields.

    `made` is ISO 8601 (without a zone it is UTC); None is now.
    """

    action: Action
    entry: str
    fields: Mapping[str, Sequence[Given]] = {}
    author: str
    made: str | None = None
    note: str | None = None


def propose(machine: Record, standing: Sequence[Correction], asked: Asked, number: int) -> list[Correction]:
    """The corrections that were asked for, numbered from `number`; `standing` are the report's earlier ones.

    Raises `StoreError` 423 for an entry that is not there and 426 for one added twice, `UsageError` 502, 503 and 522
    to 529 for what is not put rightly.
    """
    author, made = signed(asked.author), when(asked.made)
    if asked.action == "add":
        found = [_addition(machine, standing, asked, number, author, made)]
    else:
        found = _changes(machine, standing, asked, number, author, made)
    return found


def signed(author: str) -> str:
    """The author's name. Raises `UsageError` 522 when there is none."""
    if not isinstance(author, str) or not author.strip():
        raise UsageError(522)
    return author.strip()


def when(made: str | None) -> str:
    """A time as ISO 8601 in UTC, to the second; now where none is given. Raises `UsageError` 528.

    >>> when("2031-05-14T10:30:00+02:00")
    '2031-05-14T08:30:00Z'
    """
    try:
        moment = datetime.now(UTC) if made is None else datetime.fromisoformat(made)
    except (TypeError, ValueError) as error:
        raise UsageError(528, value=made) from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _changes(
    machine: Record, standing: Sequence[Correction], asked: Asked, number: int, author: str, made: str
) -> list[Correction]:
    if (asked.action == "set") != bool(asked.fields):
        raise UsageError(526, problem="an entry is either given FIELD=VALUE, or rejected, or accepted")
    out: list[Correction] = []
    record = apply(machine, standing).record
    entry = _entry(record, asked.entry)
    kind = kind_of(entry)
    first = _of_machine(machine, standing, entry)
    fields = [*sorted(asked.fields, key=list(FIELDS[kind]).index)] if asked.fields.keys() <= FIELDS[kind].keys() else []
    for field in fields or asked.fields or (None,):
        person = None if field is None else value(record, kind, field, asked.fields[field], entry)
        one = Correction(
            number=number + len(out),
            made=made,
            author=author,
            report=machine.report.id,
            action=asked.action,
            entry_kind=kind,
            entry=entry.id,
            anchor=anchor_of(first or entry),
            field=field,
            machine=msgspec.to_builtins(getattr(first, field)) if first and field else None,
            machine_words=shown(machine, first, field) if first and field else passage(record, entry),
            person=person,
            note=asked.note,
        )
        out.append(one)
        if field is not None:
            record = apply(machine, (*standing, *out)).record
            entry = _entry(record, entry.id)
            out[-1] = msgspec.structs.replace(one, person_words=shown(record, entry, field))
    return out


def _addition(
    machine: Record, standing: Sequence[Correction], asked: Asked, number: int, author: str, made: str
) -> Correction:
    kind: EntryKind = "move" if asked.entry == "move" else "statement"
    if asked.entry not in NEEDED:
        raise UsageError(502, value=asked.entry, name="kind of entry to add", known=", ".join(NEEDED))
    for field in asked.fields:
        if field not in FIELDS[kind]:
            raise UsageError(523, field, kind=kind, known=", ".join(FIELDS[kind]))
    for field in NEEDED[kind]:
        if not asked.fields.get(field):
            raise UsageError(527, kind=kind, field=field)
    before = apply(machine, standing).record
    person: dict[str, Any] = {field: value(before, kind, field, asked.fields[field], None) for field in NEEDED[kind]}
    one = Correction(
        number=number,
        made=made,
        author=author,
        report=machine.report.id,
        action="add",
        entry_kind=kind,
        entry=f"{_PREFIX[kind]}{number}",
        anchor=_added_anchor(kind, f"{_PREFIX[kind]}{number}", person),
        person=person,
        note=asked.note,
    )
    rivals: Sequence[Entry] = before.moves if kind == "move" else before.statements
    rival = again(one.anchor, rivals, machine.report.text)
    if rival is not None and (not isinstance(rival, Move) or rival.type == one.anchor.type):
        raise StoreError(426, entry=rival.id)
    for field in FIELDS[kind]:
        if field in asked.fields and field not in NEEDED[kind]:
            record = apply(machine, (*standing, msgspec.structs.replace(one, person=person))).record
            person[field] = value(record, kind, field, asked.fields[field], _entry(record, one.entry))
    one = msgspec.structs.replace(one, person=person)
    record = apply(machine, (*standing, one)).record
    return msgspec.structs.replace(one, person_words=passage(record, _entry(record, one.entry)))


def _added_anchor(kind: str, id_: str, person: Mapping[str, Any]) -> Anchor:
    if kind == "move":
        return Anchor(id=id_, spans=(revived(kind, "trigger", person["trigger"]),), type=person["type"])
    return Anchor(id=id_, spans=revived(kind, "content", person["content"]))


def _entry(record: Record, id_: str) -> Entry:
    found = _of_id(record, id_)
    if found is not None:
        return found
    raise StoreError(423, id_, report=record.report.id[:12])


def _of_machine(machine: Record, standing: Sequence[Correction], entry: Entry) -> Entry | None:
    """The machine's own reading of an entry; None for one that was added by hand."""
    if any(c.action == "add" and c.entry == entry.id for c in standing):
        return None
    return _of_id(machine, entry.id)


def _of_id(record: Record, id_: str) -> Entry | None:
    every: tuple[Entry, ...] = (*record.statements, *record.moves, *record.actors)
    return next((one for one in every if one.id == id_), None)


def passage(record: Record, entry: Entry) -> str:
    """An entry in its own words."""
    if isinstance(entry, Actor):
        return entry.name
    if isinstance(entry, Move):
        return record.report.text[slice(*entry.span)]
    return " … ".join(record.report.text[a:b] for a, b in entry.content.spans)
