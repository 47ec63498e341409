"""Reports in a table of text: CSV with commas or semicolons, and TSV, as databases and spreadsheets write them.

A row is a report; the first row names the columns (see `columns`). A cell is only ever text: a formula in it is not
run. Rows are counted as a spreadsheet counts them: the first report stands in row 2.
"""

import csv
from collections.abc import Iterator
from typing import Final

from onrecord.document.decode import decode
from onrecord.document.entry import Entry
from onrecord.document.table.cells import delimiter_of, lines_of
from onrecord.document.table.column_names import Held, known
from onrecord.document.table.columns import MAX_CELL, entry, no_texts
from onrecord.errors import DocumentError

MAX_COLUMNS: Final = 2_000

MAX_BROKEN: Final = 10_000
"""After so many broken lines in a row the rest is given up."""


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of a table in order; a row that cannot be used is a `DocumentError` (E232) that names it.

    Raises `DocumentError` E230 and E231 for a table without texts, E238 for one with too many columns.

    >>> found = entries(b"id,headline,body\\n7,Talks,They go on.\\n8,More\\n", "talks.csv")
    >>> [one.text if isinstance(one, Entry) else (one.number, one.where) for one in found]
    ['They go on.', (232, 'talks.csv, row 3')]
    """
    text = decode(data).text
    rows = _Rows(text, delimiter_of(text) or ",")
    names = rows.header()
    if len(names) > MAX_COLUMNS:
        raise DocumentError(238, source, count=len(names), what="columns", limit=MAX_COLUMNS)
    columns = known(names)
    if "text" not in columns:
        raise no_texts(names, sum(isinstance(cells, list) for _, cells in rows.rest(len(names))), source)
    for number, cells in rows.rest(len(names)):
        where = f"{source}, row {number}"
        yield DocumentError(232, where, reason=cells) if isinstance(cells, str) else _report(cells, columns, where)


def _report(cells: list[str], columns: dict[Held, int], where: str) -> Entry | DocumentError:
    # Spreadsheets leave out empty cells at the end of a row.
    return entry({held: cells[at] if at < len(cells) else None for held, at in columns.items()}, where)


class _Rows:
    """The rows of a table, each with its number; broken ones are said once and skipped to the next whole one."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._at = 0
        self._number = 1

    def header(self) -> list[str]:
        """The names of the columns."""
        for _, cells in self._parsed():
            if isinstance(cells, list) and any(cells):
                return cells
        return []

    def rest(self, width: int) -> Iterator[tuple[int, list[str] | str]]:
        """The rows after the header as cells, or what is wrong with them; empty rows are passed over."""
        broken: tuple[int, str] | None = None
        passed = 0
        for number, cells in self._parsed():
            if isinstance(cells, str):
                broken = broken or (number, cells)
                passed += 1
            elif not any(cells):
                continue
            elif broken and len(cells) != width:
                # After a broken row only a whole one is believed: its remains look like rows too.
                passed += 1
            else:
                if broken:
                    yield _told(broken, passed)
                broken, passed = None, 0
                if len(cells) > width and any(cells[width:]):
                    yield number, f"{len(cells)} cells under {width} names"
                else:
                    yield number, cells
            if broken and passed >= MAX_BROKEN:
                yield broken[0], f"{broken[1]}; no whole row follows in {passed:,} lines, and the rest was not read"
                return
        if broken:
            yield _told(broken, passed)

    def _parsed(self) -> Iterator[tuple[int, list[str] | str]]:
        csv.field_size_limit(MAX_CELL)
        while self._at < len(self._text):
            begun = self._at
            reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
            while True:
                start = self._at
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    number, self._number = self._number, self._number + 1
                    # On with the line after the one that the row began in.
                    self._at = self._after(start)
                    yield number, str(error).replace("\n", " ")
                    break
                number, self._number = self._number, self._number + 1
                yield number, cells
            if self._at <= begun:
                return

    def _after(self, start: int) -> int:
        end = self._text.find("\n", start)
        return len(self._text) if end < 0 else end + 1

    def _lines(self) -> Iterator[str]:
        for line in lines_of(self._text, self._at):
            self._at += len(line)
            yield line


def _told(broken: tuple[int, str], passed: int) -> tuple[int, str]:
    number, reason = broken
    return number, reason if passed < 2 else f"{reason}; with it {passed - 1} lines up to the next whole row"
