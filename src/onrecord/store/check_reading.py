"""What the parts of a check share: questions that may fail, counts, faults and notes."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import duckdb
import msgspec

from onrecord.errors import OnrecordError
from onrecord.store import damage

Rows = list[tuple[Any, ...]]
Tell = Callable[[int, int], None]
"""Told how many reports of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


class Unreadable(Exception):  # noqa: N818  # never leaves the check
    """The engine could not read what was asked for; its words say why."""


class FaultFound(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of a record: the number of its message, the report it is of (its id; None: of no one report), what is
    wrong, where, and what to do next."""

    number: int
    report: str | None
    where: str
    what: str
    remedy: str

    @classmethod
    def of(cls, error: OnrecordError, report: str | None = None) -> Self:
        """A numbered error as a fault of a report."""
        return cls(number=error.number, report=report, where=error.where, what=error.what, remedy=error.remedy)

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.where, f"report {self.report}" if self.report else "")))
        return f"E{self.number} {self.what}{f': {place}' if place else ''}. {self.remedy}"


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: how much of what was compared, the faults, and what else is worth knowing."""

    counts: dict[str, int]
    faults: tuple[FaultFound, ...]
    notes: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


class Reading:
    """A record while it is checked. `whole` names the tables of which every value could be read."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.cursor = cursor
        self.path = path
        self.whole: set[str] = set()
        self.ids: dict[int, str] = {}
        self._counts: Counter[str] = Counter()
        self._faults: list[FaultFound] = []
        self._notes: list[str] = []
        cursor.begin()

    def ask(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """The rows of an answer. Raises `Unreadable`."""
        try:
            return self.cursor.execute(sql, list(values)).fetchall()
        except duckdb.Error as error:
            self.again()
            raise Unreadable(said(error)) from error

    def again(self) -> None:
        """Begin anew: a transaction in which something failed may answer nothing more."""
        self.close()
        self.cursor.begin()

    def count(self, what: str, n: int) -> None:
        """So many were compared."""
        self._counts[what] += n

    def add(self, error: OnrecordError, report: str | None = None) -> None:
        """A fault, and the report it is of."""
        self._faults.append(FaultFound.of(error, report))

    def note(self, line: str) -> None:
        """What is worth knowing and no fault."""
        self._notes.append(line)

    def close(self) -> None:
        """End the transaction."""
        with suppress(duckdb.Error):
            self.cursor.rollback()

    def checked(self, most: int) -> Checked:
        """What was found, with so many faults of each number at most."""
        told: Counter[int] = Counter()
        faults = []
        for one in self._faults:
            told[one.number] += 1
            if told[one.number] <= most:
                faults.append(one)
        more = [f"{n - most} more faults E{number}" for number, n in told.items() if n > most]
        return Checked(counts=dict(self._counts), faults=tuple(faults), notes=(*self._notes, *more))


def said(error: Exception) -> str:
    """What the engine said, on one line and short, without its closing full stop."""
    return damage.said(error)[:200]
