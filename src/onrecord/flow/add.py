"""Reads reports and keeps them: batch by batch, each batch in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Protocol

import msgspec

from onrecord.errors import OnrecordError
from onrecord.flow.notices import notices
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import Paths, read_filings
from onrecord.store.filing import Filed, Filing

_BATCH_REPORTS = 64
_BATCH_CHARS = 2_000_000
_BATCH_SECONDS = 1.0


class Keeper(Protocol):
    """Where reports are kept: a record, or the desk that holds it."""

    @property
    def path(self) -> Path | None:
        """The record's file; None where it lies in a database."""

    def keep(self, filings: Iterable[Filing], *, again: bool = False) -> list[Filed]:
        """Keep these in one transaction; see `RecordStore.add`."""


def add_paths(
    keeper: Keeper, paths: Paths, options: ReadOptions | None = None, *, again: bool = False
) -> Iterator[Filed | OnrecordError]:
    """Add every report under `paths`, telling of each as it is kept or skipped.

    With `again` a report that is already there gets this reading in the place of the one it had; corrections by hand
    are applied to it as far as their passages are found in it.

    What was told is kept: stopping midway leaves a whole record of all reports told so far. Memory holds one
    batch, however many reports there are.
    """
    return keep_all(keeper, read_filings(paths, options), again=again)


def keep_all(
    keeper: Keeper, reports: Iterable[Filing | OnrecordError], *, again: bool = False
) -> Iterator[Filed | OnrecordError]:
    """Keep reports as they are read, telling of each; see `add_paths`."""
    batch: list[Filing | OnrecordError] = []
    size, begun = 0, monotonic()
    for found in reports:
        batch.append(found)
        size += len(found.record.report.text) if isinstance(found, Filing) else 0
        if len(batch) >= _BATCH_REPORTS or size >= _BATCH_CHARS or monotonic() - begun >= _BATCH_SECONDS:
            yield from _keep(keeper, batch, again=again)
            batch, size, begun = [], 0, monotonic()
    yield from _keep(keeper, batch, again=again)


def _keep(keeper: Keeper, batch: list[Filing | OnrecordError], *, again: bool) -> Iterator[Filed | OnrecordError]:
    kept = iter(keeper.keep((found for found in batch if isinstance(found, Filing)), again=again))
    for found in batch:
        if isinstance(found, Filing):
            yield msgspec.structs.replace(next(kept), notices=tuple(notices(found.record)))
        elif not _is_own(found, keeper.path):
            yield found


def _is_own(found: OnrecordError, record: Path | None) -> bool:
    """Whether what could not be read is the record itself, lying among the reports."""
    if record is None:
        return False
    own = record.resolve()
    return found.number == 202 and Path(found.where).resolve() in (own, own.with_name(own.name + ".wal"))


class Summary:
    """Counts of one run: reports read, added, already there, read again and replaced, and skipped by reason.

    >>> from onrecord.errors import SourceError
    >>> summary = Summary()
    >>> summary.count(Filed("0" * 64, "day1.txt", None, 2, 3, new=True))
    >>> summary.count(SourceError(101, "day2.txt"))
    >>> print(summary)
    1 read: 1 added, 0 already there. 1 skipped: 1 x E101 There is no file or folder of this name.
    """

    def __init__(self) -> None:
        self.added = 0
        self.already_there = 0
        self.again = 0
        self._skipped: Counter[int] = Counter()
        self._reasons: dict[int, str] = {}

    def count(self, event: Filed | OnrecordError) -> None:
        """Take one report's outcome into account."""
        if isinstance(event, OnrecordError):
            self._skipped[event.number] += 1
            self._reasons.setdefault(event.number, event.what)
        elif event.new:
            self.added += 1
        elif event.again:
            self.again += 1
        else:
            self.already_there += 1

    @property
    def read(self) -> int:
        """Reports that were read, whether new or not."""
        return self.added + self.already_there + self.again

    @property
    def skipped(self) -> int:
        """Reports that could not be read."""
        return self._skipped.total()

    def facts(self) -> dict[str, object]:
        """The counts as plain data, with the first reason of each number."""
        reasons = [{"number": n, "count": c, "what": self._reasons[n]} for n, c in sorted(self._skipped.items())]
        return {
            "read": self.read,
            "added": self.added,
            "already_there": self.already_there,
            "again": self.again,
            "skipped": self.skipped,
            "reasons": reasons,
        }

    def __str__(self) -> str:
        reasons = ", ".join(f"{c} x E{n} {self._reasons[n]}" for n, c in sorted(self._skipped.items()))
        skipped = f" {self.skipped} skipped: {reasons}." if reasons else ""
        again = f", {self.again} read again" if self.again else ""
        return f"{self.read} read: {self.added} added, {self.already_there} already there{again}.{skipped}"
