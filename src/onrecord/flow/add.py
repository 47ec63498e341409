"""Reads reports and keeps them: batch by batch, each batch in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

import msgspec

from onrecord.errors import OnrecordError
from onrecord.flow.notices import UNREAD, notices
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import Paths, read_chunks
from onrecord.store.filing import Filed, Filing

TOGETHER = 2
"""Portions of reading that are kept together."""
_BATCH_REPORTS = 32
_BATCH_CHARS = 1_000_000


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
    read = read_chunks(paths, options or ReadOptions())
    while some := list(islice(read, TOGETHER)):
        yield from keep_all(keeper, chain.from_iterable(some), again=again)


def keep_all(
    keeper: Keeper, reports: Iterable[Filing | OnrecordError], *, again: bool = False
) -> Iterator[Filed | OnrecordError]:
    """Keep reports as they are read, telling of each; see `add_paths`.

    What is kept together is a matter of the reports alone, never of time: who is found to be whom across reports can
    hang on which of them come in together, and the same reports are to give the same record.
    """
    batch: list[Filing | OnrecordError] = []
    size = 0
    for found in reports:
        batch.append(found)
        size += len(found.record.report.text) if isinstance(found, Filing) else 0
        if len(batch) >= _BATCH_REPORTS or size >= _BATCH_CHARS:
            yield from keep_batch(keeper, batch, again=again)
            batch, size = [], 0
    if batch:
        yield from keep_batch(keeper, batch, again=again)


def keep_batch(
    keeper: Keeper, found: Sequence[Filing | OnrecordError], *, again: bool = False
) -> list[Filed | OnrecordError]:
    """Keep these in one transaction, and tell of each that is not the record itself."""
    kept = iter(keeper.keep((one for one in found if isinstance(one, Filing)), again=again))
    told: list[Filed | OnrecordError] = []
    for one in found:
        if isinstance(one, Filing):
            told.append(msgspec.structs.replace(next(kept), notices=tuple(notices(one.record))))
        elif not is_own(one, keeper.path):
            told.append(one)
    return told


def is_own(found: Filing | OnrecordError, record: Path | None) -> bool:
    """Whether what could not be read is the record itself, lying among the reports."""
    if record is None:
        return False
    own = record.resolve()
    return (
        isinstance(found, OnrecordError)
        and found.number == 202
        and Path(found.where).resolve() in (own, own.with_name(own.name + ".wal"))
    )


def is_unread(filed: Filed) -> bool:
    """Whether a report was kept but not read, since it is in another language."""
    return any(notice.number == UNREAD for notice in filed.notices)


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of a job that were kept before it was stopped, counted (see `flow.scale`)."""

    added: int
    already_there: int
    again: int
    unread: int


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
        self.unread = 0
        self._skipped: Counter[int] = Counter()
        self._reasons: dict[int, str] = {}

    def count(self, event: Filed | Before | OnrecordError) -> None:
        """Take one report's outcome into account, or those of many that were kept before."""
        if isinstance(event, Before):
            self.added += event.added
            self.already_there += event.already_there
            self.again += event.again
            self.unread += event.unread
        elif isinstance(event, OnrecordError):
            if event.notice:
                return
            self._skipped[event.number] += 1
            self._reasons.setdefault(event.number, event.what)
        else:
            self._count_filed(event)

    def _count_filed(self, event: Filed) -> None:
        self.unread += is_unread(event)
        if event.new:
            self.added += 1
        elif event.again:
            self.again += 1
        else:
            self.already_there += 1

    @property
    def read(self) -> int:
        """Reports that were taken in, whether new or not; those in another language (`unread`) among them."""
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
            "unread": self.unread,
            "skipped": self.skipped,
            "reasons": reasons,
        }

    def __str__(self) -> str:
        reasons = ", ".join(f"{c} x E{n} {self._reasons[n]}" for n, c in sorted(self._skipped.items()))
        skipped = f" {self.skipped} skipped: {reasons}." if reasons else ""
        again = f", {self.again} read again" if self.again else ""
        unread = f" {self.unread} of them in another language: kept, not read." if self.unread else ""
        return f"{self.read} read: {self.added} added, {self.already_there} already there{again}.{unread}{skipped}"
