"""Lists in pages: a cursor says where the next page begins."""

import base64
import binascii
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from onrecord.errors import DeskError
from onrecord.flow.book import RecordBook
from onrecord.flow.questions import Ask, question

PAGE = 50
"""Rows on a page where none asks for more or fewer."""
MOST = 1000

RowT = TypeVar("RowT")


class Page(msgspec.Struct, Generic[RowT], frozen=True, kw_only=True):
    """Some rows of a list. `next` is the cursor of the page after it (None: this is the last).

    `moved` holds where the record has changed since the page before, so that rows may stand twice or be missed.
    """

    rows: tuple[RowT, ...]
    next: str | None
    moved: bool


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    # No list is longer; the store's numbers end not far beyond.
    skip: Annotated[int, msgspec.Meta(ge=0, le=10**12)]
    state: tuple[int, int, int]


def page(book: RecordBook, name: str, ask: Ask, after: str | None) -> Page[Any]:
    """The page of a question's rows that begins at a cursor. Raises `DeskError` 711, and what the question raises."""
    state = book.state()
    cursor = _read(after) if after is not None else _Cursor(0, state)
    size = min(ask.filters.limit or PAGE, MOST)
    # One more than a page holds tells whether there is another.
    filters = msgspec.structs.replace(ask.filters, limit=size + 1, skip=cursor.skip)
    found = book.rows(name, msgspec.structs.replace(ask, filters=filters))
    # Questions that take no filters answer whole.
    begin = 0 if question(name).filters else cursor.skip
    rows = tuple(islice(found, begin, begin + size + 1))
    further = _written(_Cursor(cursor.skip + size, state)) if len(rows) > size else None
    return Page(rows=rows[:size], next=further, moved=cursor.state != state)


def _read(text: str) -> _Cursor:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text), type=_Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise DeskError(711, text[:40]) from error


def _written(cursor: _Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode()
