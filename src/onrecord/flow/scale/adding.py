"""Adds reports with a cluster: batches are cut, read, written as shards, and kept in the order of the input."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

import msgspec
import pyarrow as pa

from onrecord.errors import OnrecordError, ReadingError, StoreError
from onrecord.flow.add import TOGETHER, Before, Keeper, is_own, is_unread, keep_all
from onrecord.flow.options import Dask, ReadOptions
from onrecord.flow.run import CUT, Paths, chunks, items, listed
from onrecord.flow.scale import rescue
from onrecord.flow.scale.batches import batch_of, digest_of, found_in
from onrecord.flow.scale.cluster import Cluster, cluster
from onrecord.flow.scale.faults import error_of, fault_of
from onrecord.flow.scale.job import Asked, Job, place_of
from onrecord.flow.scale.journal import Kept
from onrecord.flow.scale.readers import Readers, readers
from onrecord.flow.worker import Item
from onrecord.store.filing import Filed, Filing
from onrecord.store.place import Place

_NOT_THERE = 409
_MOST_AHEAD = 1_000
"""Batches that may be read before the first of them is: one report that takes very long holds up no others."""


class Book(Keeper, Protocol):
    """A record that reports are kept in, and that can be asked whether it holds one."""

    @property
    def where(self) -> Place:
        """Where the record lies."""

    def record(self, report_id: str) -> object:
        """The record of one report. Raises `StoreError` 409 when it is not there."""


@dataclass
class _Batch:
    number: int
    digest: str
    ready: bool = False
    before: Kept | None = None


def add_with_dask(
    book: Book, paths: Paths, options: ReadOptions | None = None, dask: Dask | None = None, *, again: bool = False
) -> Iterator[Filed | Before | OnrecordError]:
    """As `flow.add.add_paths`, with the reading done by a cluster.

    Whenever it is stopped, the same call goes on where it was: what is read is not read again, what is kept is not kept
    twice. What was kept before is told of as `Before`, its errors once more.

    Raises `ReadingError` 393 to 399; those of reports come in their place.
    """
    options, dask = options or ReadOptions(), dask or Dask()
    ours = readers(options.actors)
    names = listed(paths)
    asked = Asked(
        record=book.where.shown,
        paths=tuple(names),
        options=_told(options),
        again=again,
        readers=ours,
        batches=CUT,
    )
    with Job.open(place_of(book.path, dask.job), asked) as job:
        yield from _Adding(book, job, options, dask, ours, again).events(names)
        job.finish()


def _told(options: ReadOptions) -> dict[str, object]:
    """What decides how reports are read. The actors are told by the hash that `readers` gives."""
    told: dict[str, object] = msgspec.to_builtins(options)
    return {name: value for name, value in told.items() if name not in ("workers", "actors")}


class _Adding:
    """One run of a job: the batches between the first that is not kept and the last that was cut."""

    def __init__(self, book: Book, job: Job, options: ReadOptions, dask: Dask, ours: Readers, again: bool) -> None:
        self._book = book
        self._job = job
        self._options = options
        self._dask = dask
        self._ours = ours
        self._read_by = msgspec.json.encode(ours)
        self._again = again
        self._waiting: deque[_Batch] = deque()
        self._cluster: Cluster | None = None
        self._more = True

    def events(self, paths: list[str]) -> Iterator[Filed | Before | OnrecordError]:
        """What becomes of each report, in order."""
        cut = enumerate(chunks(items(paths, self._options)))
        with ExitStack() as opened:
            while self._more or self._waiting:
                self._fill(cut, opened)
                told = False
                for event in self._kept():
                    told = True
                    yield event
                if not told and self._cluster is not None:
                    self._cluster.wait()

    def _fill(self, cut: Iterator[tuple[int, Sequence[Item]]], opened: ExitStack) -> None:
        """Have so much read at once as there is room for."""
        while self._more and self._has_room():
            number, chunk = next(cut, (0, None))
            if chunk is None:
                self._more = False
            else:
                self._take(number, batch_of(chunk, self._options), opened)

    def _has_room(self) -> bool:
        return len(self._waiting) < _MOST_AHEAD and (self._cluster is None or self._cluster.has_room())

    def _take(self, number: int, data: pa.RecordBatch, opened: ExitStack) -> None:
        batch = _Batch(number, digest_of(data))
        self._waiting.append(batch)
        batch.before = self._kept_before(batch.digest)
        if batch.before is not None:
            return
        if self._job.shard(number, batch.digest) is not None:
            batch.ready = True
            return
        if self._cluster is None:
            # Only now: a job that was read to its end needs none.
            self._cluster = opened.enter_context(
                cluster(self._dask.scheduler, self._options.workers, self._job, self._ours, self._options.actors)
            )

        def write(results: pa.RecordBatch) -> None:
            self._job.keep_shard(number, batch.digest, results)
            batch.ready = True

        rescue.read(self._cluster, data, number, write, self._read_by)

    def _kept_before(self, digest: str) -> Kept | None:
        """What the journal says of the next batch, if it is this one and the record holds what it says."""
        journal = self._job.journal
        kept = journal.next()
        if kept is None:
            return None
        if kept.digest != digest or not self._holds(kept.witness):
            # Files have changed, or it is another record that is there now.
            journal.cut()
            return None
        journal.take()
        return kept

    def _holds(self, report_id: str | None) -> bool:
        if report_id is None:
            return True
        try:
            self._book.record(report_id)
        except StoreError as error:
            if error.number != _NOT_THERE:
                # That it cannot be asked now says nothing of what it holds.
                raise
            return False
        return True

    def _kept(self) -> Iterator[Filed | Before | OnrecordError]:
        """Keep what is read of the next batches, and tell of it: the same together as the local engine keeps."""
        if not self._waiting:
            return
        first = self._waiting[0]
        if first.before is not None:
            self._waiting.popleft()
            yield from _told_before(first.before)
            return
        some = [one for one in islice(self._waiting, TOGETHER) if one.number // TOGETHER == first.number // TOGETHER]
        if not all(one.ready for one in some) or (self._more and (some[-1].number + 1) % TOGETHER):
            return
        found = [self._found(one) for one in some]
        events = list(keep_all(self._book, chain.from_iterable(found), again=self._again))
        self._job.kept(_lines(some, map(len, found), events))
        for _ in some:
            self._waiting.popleft()
        yield from events

    def _found(self, batch: _Batch) -> list[Filing | OnrecordError]:
        results = self._job.shard(batch.number, batch.digest)
        if results is None:
            raise ReadingError(399, str(self._job.folder), reason="what was written there is gone or damaged")
        return [one for one in found_in(results) if not is_own(one, self._book.path)]


def _told_before(kept: Kept) -> Iterator[Before | OnrecordError]:
    yield Before(added=kept.added, already_there=kept.already_there, again=kept.again, unread=kept.unread)
    yield from map(error_of, kept.faults)


def _lines(
    batches: Sequence[_Batch], counts: Iterable[int], events: Iterable[Filed | OnrecordError]
) -> list[tuple[int, Kept]]:
    """The journal's lines for batches that were kept: so many of the events are of each."""
    following = iter(events)
    return [
        (batch.number, _line(batch.digest, list(islice(following, count))))
        for batch, count in zip(batches, counts, strict=True)
    ]


def _line(digest: str, events: Sequence[Filed | OnrecordError]) -> Kept:
    filed = [event for event in events if isinstance(event, Filed)]
    return Kept(
        digest=digest,
        witness=filed[-1].report_id if filed else None,
        added=sum(one.new for one in filed),
        already_there=sum(not one.new and not one.again for one in filed),
        again=sum(one.again for one in filed),
        unread=sum(map(is_unread, filed)),
        faults=tuple(fault_of(event) for event in events if isinstance(event, OnrecordError)),
    )
