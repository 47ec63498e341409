"""onrecord reads news reports and keeps the record of what is attributable in them.

>>> import onrecord
>>> record = onrecord.read("\\"We will not sign,\\" said Tarek Ondal, the envoy of Belmaria.", published="2031-05-12")
>>> statement = record.statements[0]
>>> [record.report.text[start:end] for start, end in statement.content.spans]
['"We will not sign,"']
"""

from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING

from onrecord.errors import (
    DeskError,
    DocumentError,
    EvaluateError,
    ExchangeError,
    OnrecordError,
    ReadingError,
    SourceError,
    StoreError,
    UsageError,
)
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.exchange.marked import Shown
    from onrecord.flow.book import RecordBook
    from onrecord.flow.granting import Granted
    from onrecord.flow.options import Dask, ReadOptions
    from onrecord.flow.run import Paths
    from onrecord.reading.known.entry import Entry
    from onrecord.record.parts import Actor, Move, Record, Report, Statement, Tie

__all__ = [
    "Actor",
    "Dask",
    "DeskError",
    "DocumentError",
    "Entry",
    "EvaluateError",
    "ExchangeError",
    "Move",
    "OnrecordError",
    "ReadOptions",
    "ReadingError",
    "Record",
    "RecordBook",
    "Report",
    "SourceError",
    "Statement",
    "StoreError",
    "Tie",
    "UsageError",
    "__version__",
    "decode",
    "encode",
    "grant",
    "open",
    "read",
    "read_actors",
    "read_paths",
    "show",
]

# `import onrecord` stays light: these are fetched when they are first asked for.
_FETCHED = {
    "Actor": "onrecord.record.parts",
    "Dask": "onrecord.flow.options",
    "Entry": "onrecord.reading.known.entry",
    "Move": "onrecord.record.parts",
    "ReadOptions": "onrecord.flow.options",
    "Record": "onrecord.record.parts",
    "RecordBook": "onrecord.flow.book",
    "Report": "onrecord.record.parts",
    "Statement": "onrecord.record.parts",
    "Tie": "onrecord.record.parts",
}


def read(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    actors: "tuple[Entry, ...]" = (),
) -> "Record":
    """The record of one report given as text; the text is kept exactly as it is.

    `published` (ISO 8601 day) is what "on Tuesday" is counted from and whose offices count; `actors` are known
    beforehand (`read_actors`). Raises `DocumentError` for a text that is empty or too long, `UsageError` for what is no
    text or no date.

    >>> record = read("Belmaria rejected the offer on Tuesday.", published="2031-05-15", publisher="The Orrery")
    >>> record.report.publisher, record.left_out
    ('The Orrery', ())
    """
    from onrecord.flow.one import read_text

    return read_text(text, published=published, publisher=publisher, title=title, url=url, actors=actors)


def read_actors(path: str | PathLike[str]) -> "tuple[Entry, ...]":
    """The user's own actors from a CSV or JSON Lines file: names, codes, dated roles (docs/actors.md).

    Raises `UsageError` 520 where the file cannot be read, 521 for a line that is no actor.
    """
    from onrecord.reading.known.entry import read_file

    return read_file(path)


def read_paths(paths: "Paths", options: "ReadOptions | None" = None) -> "Iterator[Record | OnrecordError]":
    """The record of each report in files and folders, in order, one at a time.

    A report that cannot be read is an `OnrecordError` in its place, never raised, so that the others go on.

    >>> [error.number for error in read_paths("no/such/report.txt")]
    [101]
    """
    from onrecord.flow.run import read_paths

    return read_paths(paths, options)


def open(path: str | PathLike[str], *, read_only: bool = False) -> "RecordBook":  # noqa: A001  # onrecord.open(…)
    """Open the record at `path` for adding and asking; unless `read_only`, make it when there is none.

    `path` is a file, or a `postgresql://` address of a team's record (docs/team.md). Raises `StoreError` when it cannot
    be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open(f"{folder}/talks.duckdb") as record:
    ...     print(record.add("no/such/folder"))
    0 read: 0 added, 0 already there. 1 skipped: 1 x E101 There is no file or folder of this name.
    """
    from onrecord.http.client import open_book

    return open_book(path, read_only=read_only)


def grant(address: str, role: str, right: str = "read") -> "Granted":
    """Let a role of a database server read the record at a postgresql:// address, or write to it (docs/team.md).

    `right` is `read`, `write` or `none`; a role that is not there is made. Raises `StoreError` 441 to 459, and
    `UsageError` 532 for no such right.
    """
    from onrecord.flow.granting import grant

    return grant(address, role, right)


def encode(record: "Record") -> bytes:
    """One record as JSON on one line (UTF-8, no line end), as `onrecord read --json` prints it."""
    from onrecord.record.codec import encode

    return encode(record)


def decode(line: bytes | str) -> "Record":
    """A record from its JSON. Raises `msgspec.ValidationError` naming the key when it is not of the format."""
    from onrecord.record.codec import decode

    return decode(line)


def show(record: "Record") -> "Shown":
    """The marked-up report of a record: drawn in a notebook, its entries line by line where it is printed.

    `show(record).html()` is the markup, which needs nothing else (docs/show.md). Raises `UsageError` 506 for what is no
    record.

    >>> print(show(read("Belmaria and Keth met in Oranza on Tuesday.")))  # doctest: +ELLIPSIS
    report | ...
    """
    from onrecord.exchange.marked import Shown
    from onrecord.record.parts import Record

    if not isinstance(record, Record):
        raise UsageError(506, call="show", wanted="a record", given=type(record).__name__, example="show(read(text))")
    return Shown(record)


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _FETCHED:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_FETCHED[name]), name)
