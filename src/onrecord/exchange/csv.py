"""Rows as CSV that a spreadsheet opens without harm.

One column a field; the report's fields come as `report_…`; several values stand in one cell, parted by "; ";
a span is `start-stop`; values with parts of their own (the accounts of an occurrence) are JSON. Text that a
spreadsheet would take for a formula gets an apostrophe before it, at the start of a cell and after a ";" or line end in
it (OWASP, "CSV Injection").
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeGuard

import msgspec

from onrecord.views.passages import ReportRef

# Where a cell begins: some programs cut blanks off before they look, and where commas stand in numbers a spreadsheet
# parts cells at ";" and takes quotation marks and line ends inside for others than they are.
_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")


def columns(kind: type[msgspec.Struct]) -> list[str]:
    """The column names for rows of one kind."""
    names: list[str] = []
    for name in kind.__struct_fields__:
        names += [f"report_{part}" for part in ReportRef.__struct_fields__] if name == "report" else [name]
    return names


def cells(row: msgspec.Struct) -> list[str]:
    """One row as cells, in the order of `columns`."""
    values: list[str] = []
    for name in row.__struct_fields__:
        value = getattr(row, name)
        values += map(_cell, msgspec.structs.astuple(value)) if isinstance(value, ReportRef) else [_cell(value)]
    return values


def lines(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    """A head line and one line for each row, in UTF-8. A line may hold line ends inside quotation marks."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for values in chain([columns(kind)], map(cells, rows)):
        writer.writerow(values)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def words(value: object) -> str:
    """A value as it stands in a cell, before it is made safe for spreadsheets.

    >>> words((12, 40)), words(("Keth", "Oranza")), words(None), words(True)
    ('12-40', 'Keth; Oranza', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if _is_span(value):
        return f"{value[0]}-{value[1]}"
    if isinstance(value, tuple):
        return "; ".join(map(words, value)) if all(map(_is_plain, value)) else msgspec.json.encode(value).decode()
    return str(value) if _is_plain(value) else msgspec.json.encode(value).decode()


def _cell(value: object) -> str:
    text = words(value)
    # A number is none, whatever its sign.
    return text if isinstance(value, (int, float)) else _FORMULA.sub(r"\g<0>'", text)


def _is_plain(value: object) -> bool:
    """A single value, a span, or a struct that has a wording of its own ("Keth (3)")."""
    return value is None or isinstance(value, (str, int, float)) or _is_span(value) or _is_worded(value)


def _is_worded(value: object) -> bool:
    return isinstance(value, msgspec.Struct) and type(value).__str__ is not object.__str__


def _is_span(value: object) -> TypeGuard[tuple[int, int]]:
    return isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)
