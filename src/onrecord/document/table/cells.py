"""Tells a table of text (CSV, TSV) from a plain text, and by which character its cells are parted.

A plain text with commas must never pass for a table, so the first line has to look like names of columns that no
program would have put a space between, some of them known; and the rows after it must have as many cells.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from onrecord.document.table.column_names import known

DELIMITERS: Final = "\t,;"

HEAD: Final = 256 * 1024
"""Characters that are looked at."""

_ROWS: Final = 12
_NAME = re.compile(r"[^\W\d][\w .:/#()-]{0,63}")
_BARE_NAME = re.compile(r"[^\W\d][\w.-]{0,39}")


def told(head: str, data: bytes) -> str | None:
    """`csv` for a table, else None. `head` is how it begins as text, `data` all bytes.

    >>> told("id,title,text", b"id,title,text\\n1,Talks,They go on.\\n")
    'csv'
    >>> told("Talks, text and title", b"Talks, text and title\\nThey met, talked and left.\\n") is None
    True
    """
    first = head.partition("\n")[0]
    if not any(mark in first for mark in DELIMITERS):
        return None
    # Imported here, since `decode` needs what this room tells of bytes.
    from onrecord.document.decode import decode
    from onrecord.errors import DocumentError

    try:
        text = decode(data[: HEAD - HEAD % 4]).text
    except DocumentError:
        return None
    return "csv" if delimiter_of(text) else None


def delimiter_of(text: str) -> str | None:
    """The character that parts the cells of a table; None where this is no table."""
    return next((mark for mark in DELIMITERS if _is_table(text[:HEAD], mark)), None)


def lines_of(text: str, start: int = 0) -> Iterator[str]:
    """The lines of a text from an offset on, with their ends; a lone carriage return ends one where nothing else does.

    >>> list(lines_of("a\\r\\nb"))
    ['a\\r\\n', 'b']
    """
    mark = "\n" if "\n" in text[:HEAD] or "\r" not in text[:HEAD] else "\r"
    while start < len(text):
        end = text.find(mark, start)
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end


def _is_table(text: str, delimiter: str) -> bool:
    names = _names(text, delimiter)
    if len(names) < 2 or any(name != name.strip() for name in names) or len(set(names)) < len(names):
        return False
    if not all(_NAME.fullmatch(name) for name in names if name):
        return False
    held = known(names)
    bare = len(names) >= 4 and all(map(_BARE_NAME.fullmatch, names))
    if "text" not in held and len(held) < 2 and not bare:
        return False
    rows = _first_rows(text, delimiter)
    alike = sum(len(row) == len(names) for row in rows)
    if alike < 0.5 * len(rows):
        return False
    if len(held) >= 2 and ("text" in held or len(names) >= 3):
        return True
    # Names that nobody knows: a table all the same, if it is unlike anything that people write.
    return ("text" in held and bool(rows)) or (bare and len(rows) >= 3 and alike == len(rows))


def _names(text: str, delimiter: str) -> list[str]:
    """The cells of the first line that has any."""
    line = next((line for line in lines_of(text) if line.strip("\ufeff \t\r\n")), "")
    if delimiter not in line:
        return []
    try:
        names = next(csv.reader([line.removeprefix("\ufeff")], delimiter=delimiter), [])
    except csv.Error:
        return []
    while names and not names[-1]:
        names.pop()
    return names


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows below the names; from a broken one on they are left out."""
    csv.field_size_limit(HEAD)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(row for row in islice(csv.reader(lines_of(text), delimiter=delimiter), _ROWS + 1) if any(row))
    # The last of a text that was cut is not whole.
    return rows[1:-1] if len(text) == HEAD else rows[1:]
