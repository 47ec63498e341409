"""What an annotated file asks to be corrected: the one form in which every import hands it on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from onrecord.document.document import Span
from onrecord.errors import ExchangeError
from onrecord.record.correction import Action
from onrecord.record.parts import Record

Said = str | Span


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """One correction that a file asks for, as `RecordBook.correct` takes it.

    `report` is the report's id, `entry` the entry's (for `add`: "statement" or "move"), `fields` the new value of each
    field that was changed (none: it is emptied). `made` is when it was made, where the file tells; `where` is the
    place in the file, for messages.
    """

    where: str
    report: str
    action: Action
    entry: str
    fields: Mapping[str, Sequence[Said]] = {}
    note: str | None = None
    made: str | None = None


RecordOf = Callable[[str], Record]
"""Gives the record of a report by its id, as corrected by hand so far. Raises `StoreError` 409."""


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One format that corrections come in: its name at every door, and how its files are read.

    `read` yields what is asked for and, for what is not understood or has no place in the report, an error that says
    so; the others are not stopped by it. It raises `ExchangeError` for a file that is none of the format.
    """

    name: str
    summary: str
    read: Callable[[Path, RecordOf], Iterator[Brought | ExchangeError]]
