"""The answer to a question: rows in memory that can be counted, indexed and written out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec

from onrecord.errors import StoreError
from onrecord.exchange import csv, jsonl

RowT = TypeVar("RowT", bound=msgspec.Struct)


class Table(Sequence[RowT], Generic[RowT]):
    """Rows of one kind, in order.

    >>> class Name(msgspec.Struct, frozen=True):
    ...     name: str
    >>> table = Table(Name, [Name("Keth"), Name("Oranza")])
    >>> len(table), table[0].name, table.to_json()
    (2, 'Keth', '[{"name":"Keth"},{"name":"Oranza"}]')
    """

    def __init__(self, kind: type[RowT], rows: Iterable[RowT]) -> None:
        self._kind = kind
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> RowT: ...

    @overload
    def __getitem__(self, at: slice) -> "Table[RowT]": ...

    def __getitem__(self, at: int | slice) -> "RowT | Table[RowT]":
        return Table(self._kind, self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self._kind.__name__}>"

    def to_json(self) -> str:
        """All rows as one JSON array."""
        return msgspec.json.encode(self._rows).decode()

    def to_jsonl(self, path: str | Path) -> None:
        """Write one JSON object a line. Raises `StoreError` 415 when the file cannot be written."""
        _write(path, jsonl.lines(self._rows))

    def to_csv(self, path: str | Path) -> None:
        """Write a CSV file (UTF-8, safe for spreadsheets). Raises `StoreError` 415 when it cannot be written."""
        _write(path, csv.lines(self._kind, self._rows))


def _write(path: str | Path, lines: Iterable[bytes]) -> None:
    try:
        with Path(path).open("wb") as file:
            file.writelines(lines)
    except OSError as error:
        raise StoreError(415, str(path), reason=error.strerror or error) from error
