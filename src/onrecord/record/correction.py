"""A correction by hand: what a person says of an entry, beside what the machine had read."""

from typing import Any, Literal

import msgspec

from onrecord.document.document import Span
from onrecord.reading.marks import EntityKind
from onrecord.record.parts import Part

Action = Literal["set", "reject", "accept", "add", "merge", "split"]
EntryKind = Literal["statement", "move", "actor", "identity"]
State = Literal["stands", "undone", "detached"]


class Anchor(Part, frozen=True, kw_only=True):
    """The passage by which an entry is found again in another reading of the same text.

    `spans` are a move's trigger, a statement's content, an actor's first mention (by name, where there is one); `cue`
    is a statement's cue; `type` is a move's.
    """

    id: str
    spans: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    type: str | None = None


class ActorRef(Part, frozen=True, kw_only=True):
    """An actor as a correction names it: found again by where it is mentioned, else by its name."""

    name: str
    kind: EntityKind
    span: Span | None


class Who(Part, frozen=True, kw_only=True):
    """Somebody taking part: the words as written, and whom they mean."""

    spans: tuple[Span, ...]
    actor: ActorRef | None = None


class Correction(Part, frozen=True, kw_only=True):
    """One correction. `made` and `undone` are ISO 8601 in UTC; `report` is None for identities.

    `entry` is the entry's id when it was corrected. `machine` and `person` hold a value as `fields.py` describes it
    (`add`: values by field); `machine_words` and `person_words` say the same to a reader.
    """

    number: int
    made: str
    author: str
    report: str | None
    action: Action
    entry_kind: EntryKind
    entry: str
    anchor: Anchor
    field: str | None = None
    machine: Any = None
    machine_words: str | None = None
    person: Any = None
    person_words: str | None = None
    note: str | None = None
    undone: str | None = None
    undone_by: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a person changed in an entry, or that one accepted or added it (`field` is then None)."""

    action: Action
    field: str | None
    machine: str | None
    person: str | None
    author: str
    made: str
    number: int

    def __str__(self) -> str:
        """One line, for tables."""
        what = f"{self.field}: {self.machine or '-'} -> {self.person or '-'}" if self.field else self.action
        return f"{what} ({self.author}, {self.made})"

    @classmethod
    def of(cls, one: Correction) -> "Change":
        """The change that a correction makes."""
        return cls(
            action=one.action,
            field=one.field,
            machine=one.machine_words,
            person=one.person_words if one.field else None,
            author=one.author,
            made=one.made,
            number=one.number,
        )
