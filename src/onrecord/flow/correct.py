"""Corrections as people give them, made ready for the store."""

import os
from collections.abc import Iterable, Mapping, Sequence

from onrecord.document.document import Span
from onrecord.errors import UsageError
from onrecord.record.correction import Action
from onrecord.record.given import Given
from onrecord.record.propose import Asked
from onrecord.store.record_store import RecordStore
from onrecord.views.corrections import CorrectionRow, corrections

AUTHOR = "ONRECORD_AUTHOR"
"""Environment variable that names the author where a call does not."""

Said = str | bool | Span | Sequence[str | Span] | None
"""A value for a field: words, yes or no, a span, several of words and spans, None for nothing."""


def correct(
    store: RecordStore,
    report: str,
    entry: str,
    fields: Mapping[str, Said] | None = None,
    *,
    action: Action = "set",
    author: str | None = None,
    note: str | None = None,
    made: str | None = None,
) -> list[CorrectionRow]:
    """Correct an entry; the corrections that were made. See `RecordBook.correct`."""
    given = {name: _given(name, value) for name, value in (fields or {}).items()}
    asked = Asked(action=action, entry=entry, fields=given, author=named(author), made=made, note=note)
    return _rows(store, {one.number for one in store.correct(report, asked)})


def undo(store: RecordStore, number: int, *, author: str | None = None, made: str | None = None) -> CorrectionRow:
    """Undo a correction; how it is listed from then on."""
    return _rows(store, {store.undo(number, named(author), made).number})[0]


def parted(
    store: RecordStore, id_: str, reports: Sequence[str], *, author: str | None = None, note: str | None = None
) -> CorrectionRow:
    """Take the actors of these reports out of the actor of this id. Raises `StoreError` 409, 420, 430 and 433."""
    store.split_actor(store.members(id_, reports), named(author), note)
    return _last(store)


def named(author: str | None) -> str:
    """The author given, else the one that the environment names. Raises `UsageError` 522 when neither does."""
    found = author if author is not None else os.environ.get(AUTHOR, "")
    if not found.strip():
        raise UsageError(522)
    return found


def _last(store: RecordStore) -> CorrectionRow:
    return _rows(store, {store.last_correction()})[0]


def _rows(store: RecordStore, numbers: Iterable[int]) -> list[CorrectionRow]:
    return list(corrections(store, set(numbers)))


def _given(name: str, value: Said) -> tuple[Given, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        match value:
            case [int(start), int(stop)]:
                return ((start, stop),)
        return tuple(part for one in value if not isinstance(one, int) for part in _given(name, one))
    raise UsageError(506, call=name, wanted="words", given=type(value).__name__, example=f'{{"{name}": "words"}}')
