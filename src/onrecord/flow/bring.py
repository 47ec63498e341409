"""Corrections from annotated files: each is made as by hand, under the name of whoever brings them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import ExchangeError, OnrecordError
from onrecord.exchange.brought import Brought
from onrecord.exchange.imports import import_
from onrecord.flow.correct import named
from onrecord.views.corrections import CorrectionRow

if TYPE_CHECKING:
    from onrecord.flow.book import RecordBook


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What one place of a file came to: the corrections that were made there."""

    where: str
    corrections: tuple[CorrectionRow, ...]


def bring(
    book: "RecordBook", name: str, path: str | Path, *, author: str | None = None
) -> Iterator[Made | OnrecordError]:
    """Make the corrections that a file in the format `name` asks for; what is not made comes as an error that says why.

    Nothing is asked for where nothing was changed. Raises `UsageError` 502 for no such format and 522 where nobody is
    named, and `ExchangeError` for a file that is none of the format, before anything is changed.
    """
    format_, author = import_(name), named(author)
    # Read whole first: what is found out about a file must not depend on corrections from it.
    asked = list(format_.read(Path(path), book.record))
    return _made(book, asked, author)


def _made(book: "RecordBook", asked: list[Brought | ExchangeError], author: str) -> Iterator[Made | OnrecordError]:
    for one in asked:
        if isinstance(one, OnrecordError):
            yield one
            continue
        try:
            rows = book.correct(
                one.report,
                one.entry,
                {name: list(values) for name, values in one.fields.items()},
                action=one.action,
                author=author,
                note=one.note,
                made=one.made,
            )
        except OnrecordError as error:
            yield error.at(f"{one.where}: {error.where}" if error.where else one.where)
        else:
            yield Made(where=one.where, corrections=tuple(rows))
