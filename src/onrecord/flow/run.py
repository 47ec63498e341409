"""Reads many reports in input order, on one process or several, with a bounded number in hand."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from os import PathLike, fspath

from onrecord.document.document import Document
from onrecord.document.sniff import form
from onrecord.errors import DocumentError, OnrecordError, ReadingError, UsageError
from onrecord.flow.one import compose_all, filings
from onrecord.flow.options import ReadOptions
from onrecord.flow.worker import Answer, Item, prepare, read_chunk
from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.source.files import Delivery, deliver
from onrecord.source.web import Web
from onrecord.store.filing import Filing

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]

_ONE_REPORT = frozenset({"html", "text", "pdf"})
"""Forms in which a file is one report."""
_CHUNK_ITEMS = 16
_CHUNK_BYTES = 1 << 18
_CHUNKS_IN_HAND = 3
CUT = f"{_CHUNK_ITEMS} items or {_CHUNK_BYTES} bytes"
"""Where the portions that workers get are cut."""


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
    for chunk in read_chunks(paths, options or ReadOptions()):
        yield from chunk


def read_chunks(paths: Paths, options: ReadOptions) -> Iterator[Iterable[Filing | OnrecordError]]:
    """The same in the portions in which reports are read.

    Where one ends hangs on the reports alone, never on the number of workers or on time.
    """
    if options.workers > 1:
        yield from _spread(items(paths, options), options)
    else:
        for chunk in chunks(items(paths, options)):
            yield (found for item in chunk for found in filings(item, options))


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


def _deliveries(paths: Paths, options: ReadOptions) -> Iterator[Delivery | OnrecordError]:
    return deliver(listed(paths), fetch=Web().fetch if options.fetch else None)


def items(paths: Paths, options: ReadOptions) -> Iterator[Item]:
    """What the workers get. Large files of many reports are taken apart here, so that one can keep all busy.

    A file that is one report goes as it came: to make a text of a page or a PDF is work for a worker too.
    """
    for delivery in _deliveries(paths, options):
        if isinstance(delivery, Delivery) and len(delivery.data) > _CHUNK_BYTES and _holds_many(delivery.data):
            yield from compose_all(delivery, options)
        else:
            yield delivery


def _holds_many(data: bytes) -> bool:
    try:
        return form(data) not in _ONE_REPORT
    except DocumentError:
        # Told by whoever reads it.
        return False


def _spread(given: Iterable[Item], options: ReadOptions) -> Iterator[list[Filing | OnrecordError]]:
    # Spawned, not forked: a process that holds a record open has threads that a fork would not carry over.
    pool = ProcessPoolExecutor(options.workers, get_context("spawn"), initializer=prepare)
    waiting: deque[Future[list[Answer]]] = deque()
    try:
        for chunk in chunks(given):
            waiting.append(pool.submit(read_chunk, chunk, options))
            if len(waiting) >= options.workers * _CHUNKS_IN_HAND:
                yield _answers(waiting.popleft())
        while waiting:
            yield _answers(waiting.popleft())
    except BrokenProcessPool as error:
        raise ReadingError(390) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def chunks(given: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """The items in the portions that a worker gets at once, cut alike whenever they are cut."""
    chunk: list[Item] = []
    size = 0
    for item in given:
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
    return len(item.text) + len(item.raw or b"") if isinstance(item, Document) else 0


def _answers(future: Future[list[Answer]]) -> list[Filing | OnrecordError]:
    return [
        answer if isinstance(answer, OnrecordError) else Filing(decode(answer[0]), answer[1])
        for answer in future.result()
    ]
