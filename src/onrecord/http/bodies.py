"""What is sent to the desk, and what it answers besides the rows of views."""

import msgspec

from onrecord.document.document import Span
from onrecord.http.faults import Fault, fault
from onrecord.record.correction import Action, Correction
from onrecord.record.parts import Record
from onrecord.store.filing import Filed


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What runs here: its version, and the path of the record that it holds."""

    onrecord: str
    record: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How much is kept; `state` differs as soon as anything in the record does."""

    reports: int
    statements: int
    moves: int
    state: tuple[int, int, int]


class Correct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One correction, as `RecordBook.correct` takes it."""

    report: str
    entry: str
    fields: dict[str, bool | str | list[str | Span] | None] | None = None
    action: Action = "set"
    author: str | None = None
    note: str | None = None
    made: str | None = None


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The number of the correction to undo."""

    number: int
    author: str | None = None
    made: str | None = None


class Merge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ids of actors that are one."""

    ids: tuple[str, ...]
    author: str | None = None
    note: str | None = None


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Actors of a report that are somebody else than the one across reports."""

    report: str
    actors: tuple[str, ...]
    author: str | None = None
    note: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The id of an actor across reports, and the reports in which it is somebody else."""

    id: str
    reports: tuple[str, ...]
    author: str | None = None
    note: str | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The id of an actor across reports."""

    id: str


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """The machine's own reading of a report, and what people corrected in it."""

    machine: Record
    corrections: tuple[Correction, ...]


class Remove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports to take out, each by its id, a beginning of it, or its given id."""

    reports: tuple[str, ...]


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was read elsewhere: its record, and the raw page in base64."""

    record: Record
    raw: bytes | None = None


class Keep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports to keep; with `again` in the place of the readings there are."""

    filings: tuple[Sent, ...]
    again: bool = False


class Kept(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="kept"):
    """What became of one report, as `Filed` says; `notices` say what one should know of it."""

    report: str
    source: str
    title: str | None
    statements: int
    moves: int
    new: bool
    again: bool
    notices: tuple[Fault, ...]


class Skipped(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="skipped"):
    """A report that could not be read, and why."""

    error: Fault


class Counted(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="counted"):
    """How many reports of a file were read and skipped; the last line of the answer."""

    read: int
    added: int
    already_there: int
    skipped: int


Event = Kept | Skipped | Counted
"""One line of the answer to an uploaded file."""


def kept(filed: Filed) -> Kept:
    """What became of a report, as it is sent."""
    return Kept(
        report=filed.report_id,
        source=filed.source,
        title=filed.title,
        statements=filed.statements,
        moves=filed.moves,
        new=filed.new,
        again=filed.again,
        notices=tuple(map(fault, filed.notices)),
    )


def filed(sent: Kept) -> Filed:
    """What became of a report, as it was before it was sent."""
    return Filed(
        report_id=sent.report,
        source=sent.source,
        title=sent.title,
        statements=sent.statements,
        moves=sent.moves,
        new=sent.new,
        again=sent.again,
    )
