"""The form of a correction: a field of an entry with what stands there, what is typed, and what was wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from onrecord.errors import OnrecordError
from onrecord.record.correction import EntryKind
from onrecord.record.fields import FIELDS, NEEDED, NEVER_EMPTY, Entry, Sort, allowed, kind_of
from onrecord.record.given import MEANS
from onrecord.record.parts import Record
from onrecord.record.worded import worded

Values = Mapping[str, Sequence[str]]
"""What is typed, by the name of the field."""

WAS = "was."
"""Before the name of a field: what stood there when the form was made."""

_HINTS: dict[Sort, str] = {
    "word": "",
    "truth": "",
    "passage": "words of the report, as they stand there; “words#2” where they stand a second time",
    "passages": "words of the report, as they stand there; “words#2” where they stand a second time",
    "source": "an actor’s name, words of the report, or “words -> actor”",
    "party": "an actor’s name, words of the report, or “words -> actor”",
    "parties": "an actor’s name, words of the report, or “words -> actor”",
    "time": "2031, 2031-05 or 2031-05-12",
    "place": "words of the report",
    "voucher": "",
}
_MANY: tuple[Sort, ...] = ("passages", "parties")
_LONG: tuple[Sort, ...] = ("passages", "passage")


class Choice(msgspec.Struct, frozen=True):
    """One of the values that a field can have, and how it is called."""

    value: str
    label: str


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form. `values` are typed, `was` stood there when the form was made."""

    name: str
    hint: str
    values: tuple[str, ...]
    was: tuple[str, ...]
    choices: tuple[Choice, ...] | None
    many: bool
    long: bool
    names: bool
    needed: bool
    error: OnrecordError | None


def fields_of(
    record: Record, entry: Entry, typed: Values | None = None, error: tuple[str, OnrecordError] | None = None
) -> list[Field]:
    """The fields of an entry that is there."""
    kind = kind_of(entry)
    return [
        _field(record, kind, name, entry, worded(record, entry, name), typed, error, needed=name in NEVER_EMPTY)
        for name in FIELDS[kind]
    ]


def new_fields(
    record: Record,
    kind: Literal["statement", "move"],
    typed: Values | None = None,
    error: tuple[str, OnrecordError] | None = None,
) -> list[Field]:
    """The fields of an entry that is to be added, those that it needs first."""
    names = sorted(FIELDS[kind], key=lambda name: name not in NEEDED[kind])
    return [_field(record, kind, name, None, (), typed, error, needed=name in NEEDED[kind]) for name in names]


def changed(kind: str, form: Values) -> dict[str, list[str]]:
    """The fields that differ from what stood there when the form was made, with what is typed."""
    found: dict[str, list[str]] = {}
    for name in FIELDS[kind]:
        typed, was = filled(form.get(name, ())), filled(form.get(f"{WAS}{name}", ()))
        if typed != was:
            found[name] = typed
    return found


def filled(values: Sequence[str]) -> list[str]:
    """The values without blanks around them and without empty ones, with line ends as the report has them."""
    return [one for value in values if (one := value.replace("\r\n", "\n").strip())]


def field_of(error: OnrecordError, form: Values, kind: str) -> str:
    """Which field an error is about; "" where it is about none."""
    if error.number == 522:
        return "author"
    for named in (error.facts.get("field"), error.facts.get("name"), error.where):
        # Modes are called "mode of REQUEST".
        word = str(named or "").split(" of ")[0]
        if word in FIELDS[kind]:
            return word
    # Words that stand in no or several places, or names of nobody: where they were typed.
    about = {error.where, str(error.facts.get("words", "")), str(error.facts.get("value", ""))} - {""}
    for name, typed in changed(kind, form).items():
        if any(about & {one, *one.split(f" {MEANS} ")} for one in typed):
            return name
    return ""


def _field(
    record: Record,
    kind: EntryKind,
    name: str,
    entry: Entry | None,
    was: tuple[str, ...],
    typed: Values | None,
    error: tuple[str, OnrecordError] | None,
    *,
    needed: bool,
) -> Field:
    sort = FIELDS[kind][name]
    return Field(
        name=name,
        hint=_HINTS[sort],
        values=was if typed is None else tuple(typed.get(name, ())),
        was=was if typed is None else tuple(typed.get(f"{WAS}{name}", was)),
        choices=_choices(record, kind, name, entry, sort),
        many=sort in _MANY,
        long=sort in _LONG,
        names=sort in ("source", "party", "parties"),
        needed=needed,
        error=error[1] if error and error[0] == name else None,
    )


def _choices(record: Record, kind: str, name: str, entry: Entry | None, sort: Sort) -> tuple[Choice, ...] | None:
    if sort == "truth":
        return (Choice("no", "no"), Choice("yes", "yes"))
    if sort == "voucher":
        text = record.report.text
        said = ((one.id, " … ".join(text[a:b] for a, b in one.content.spans)) for one in record.statements)
        return (Choice("", "nobody: the outlet says so"), *(Choice(id_, f"{id_}: {words[:60]}") for id_, words in said))
    known = allowed(kind, name, entry)
    if known is None:
        return None
    choices = tuple(Choice(one, one) for one in known)
    if entry is None:
        return (Choice("", "left open"), *choices)
    return choices if name in NEVER_EMPTY else (Choice("", "none"), *choices)
