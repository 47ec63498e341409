"""Rows as CSV that a spreadsheet opens without harm.

One column a field; the report's fields come as `report_…`; several values stand in one cell, parted by "; ";
a span is `start-stop`. Cells that a spreadsheet would take for a formula get a leading apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from onrecord.views.passages import ReportRef

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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


def _cell(value: object) -> str:
    text = _text(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(_items(value))
    return str(value)


def _items(values: tuple[object, ...]) -> Iterator[str]:
    if len(values) == 2 and all(type(v) is int for v in values):
        yield f"{values[0]}-{values[1]}"
        return
    for value in values:
        yield _text(value)
