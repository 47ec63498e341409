"""Reads the texts of labelled reports as `onrecord read` would read them from JSON Lines."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import msgspec

from onrecord.document.document import Document
from onrecord.errors import OnrecordError
from onrecord.evaluate.gold import GoldReport
from onrecord.flow.one import filings
from onrecord.flow.options import ReadOptions
from onrecord.flow.worker import prepare, read_chunk
from onrecord.reading.marks import Marks
from onrecord.record.build import build
from onrecord.record.codec import decode
from onrecord.record.parts import ReaderInfo, Record
from onrecord.source.files import Delivery
from onrecord.version import __version__

Progress = Callable[[int, int], None]
"""Called with how many texts have been read, and how many there are."""

_CHUNK = 16


def read_all(
    gold: Sequence[GoldReport], workers: int = 1, progress: Progress | None = None
) -> list[Record | OnrecordError]:
    """For each labelled text, in order: its record, or why it could not be read."""
    options = ReadOptions(workers=workers)
    found: list[Record | OnrecordError] = []
    for answer in _answers([_delivery(report) for report in gold], options):
        found.append(answer)
        if progress:
            progress(len(found), len(gold))
    return found


def empty(report: GoldReport) -> Record:
    """The record of a text in which nothing was found."""
    info = ReaderInfo(onrecord=__version__, models={})
    return build(Document(text=report.text, blocks=()), Marks(), info)


def _delivery(report: GoldReport) -> Delivery:
    line = {
        "id": str(report.id),
        "text": report.text,
        "title": report.title,
        "publisher": report.publisher,
        "date": report.date,
        "url": report.url,
    }
    return Delivery(str(report.id), msgspec.json.encode({k: v for k, v in line.items() if v is not None}))


def _answers(deliveries: Sequence[Delivery], options: ReadOptions) -> Iterator[Record | OnrecordError]:
    if options.workers == 1 or len(deliveries) <= _CHUNK:
        for delivery in deliveries:
            for found in filings(delivery, options):
                yield found if isinstance(found, OnrecordError) else found.record
        return
    chunks = [deliveries[at : at + _CHUNK] for at in range(0, len(deliveries), _CHUNK)]
    with ProcessPoolExecutor(options.workers, get_context("spawn"), initializer=prepare) as pool:
        for answers in pool.map(read_chunk, chunks, [options] * len(chunks)):
            for answer in answers:
                yield answer if isinstance(answer, OnrecordError) else decode(answer[0])
