"""Reads many reports in input order, on one process or several, with a bounded number in hand."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from os import PathLike, fspath

from onrecord.document.document import Document
from onrecord.errors import OnrecordError, ReadingError, UsageError
from onrecord.flow.one import compose_all, filings
from onrecord.flow.options import ReadOptions
from onrecord.flow.worker import Answer, Item, prepare, read_chunk
from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.source.files import Delivery, deliver
from onrecord.store.filing import Filing

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]

_CHUNK_ITEMS = 16
_CHUNK_BYTES = 1 << 18
_CHUNKS_IN_HAND = 3


def read_paths(paths: Paths, options: ReadOptions | None = None) -> Iterator[Record | OnrecordError]:
    """The record of each report under `paths`, in input order whatever the number of workers.

    A report that cannot be read is an error in its place, never raised, so that the others go on. With
    `options.workers` above 1 a script must keep its own work under `if __name__ == "__main__":`, as Python asks.

    >>> [error.number for error in read_paths("no/such/report.txt")]
    [101]
    """
    for found in read_filings(paths, options):
        yield found.record if isinstance(found, Filing) else found


def read_filings(paths: Paths, options: ReadOptions | None = None) -> Iterator[Filing | OnrecordError]:
    """As `read_paths`, with each report's raw page beside its record."""
    options = options or ReadOptions()
    deliveries = deliver(listed(paths))
    if options.workers == 1:
        for delivery in deliveries:
            yield from filings(delivery, options)
    else:
        yield from _spread(_items(deliveries, options), options)


def listed(paths: Paths) -> list[str]:
    """One path or many as a list. Raises `UsageError` 506 for anything else."""
    if isinstance(paths, (str, PathLike)):
        return [fspath(paths)]
    try:
        return [fspath(path) for path in paths]
    except TypeError as error:
        raise UsageError(
            506, call="A path", wanted="a name or several", given=type(paths).__name__, example='"reports/"'
        ) from error


def _items(deliveries: Iterable[Delivery | OnrecordError], options: ReadOptions) -> Iterator[Item]:
    """What the workers get. Files of many reports are taken apart here, so that one archive can keep all busy."""
    for delivery in deliveries:
        if isinstance(delivery, Delivery) and len(delivery.data) > _CHUNK_BYTES:
            yield from compose_all(delivery, options)
        else:
            yield delivery


def _spread(items: Iterable[Item], options: ReadOptions) -> Iterator[Filing | OnrecordError]:
    # Spawned, not forked: a process that holds a record open has threads that a fork would not carry over.
    pool = ProcessPoolExecutor(options.workers, get_context("spawn"), initializer=prepare)
    waiting: deque[Future[list[Answer]]] = deque()
    try:
        for chunk in _chunks(items):
            waiting.append(pool.submit(read_chunk, chunk, options))
            if len(waiting) >= options.workers * _CHUNKS_IN_HAND:
                yield from _answers(waiting.popleft())
        while waiting:
            yield from _answers(waiting.popleft())
    except BrokenProcessPool as error:
        raise ReadingError(390) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += _size(item)
        if len(chunk) >= _CHUNK_ITEMS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(item: Item) -> int:
    if isinstance(item, Delivery):
        return len(item.data)
    return len(item.text) if isinstance(item, Document) else 0


def _answers(future: Future[list[Answer]]) -> Iterator[Filing | OnrecordError]:
    for answer in future.result():
        yield answer if isinstance(answer, OnrecordError) else Filing(decode(answer[0]), answer[1])
