"""CPU time by stage, from a file's bytes to a record that can be searched, for reports of four lengths."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from evals.bench.texts import LENGTHS, as_page, of_length
from evals.bench.timing import Clock
from onrecord.document.document import Document
from onrecord.flow.book import RecordBook
from onrecord.flow.one import compose_all, filing
from onrecord.flow.options import ReadOptions
from onrecord.reading.model import run
from onrecord.reading.model.session import Model
from onrecord.reading.reader import ModelReader, default_reader
from onrecord.record import codec
from onrecord.source.files import Delivery
from onrecord.store import record_store
from onrecord.store.filing import Filing

STAGES = {
    "intake, text": "bytes of a text file to its text in blocks with title, date and language",
    "intake, page": "the same from a web page: the article taken out of it",
    "encoder": "the model over the text, window by window",
    "decoding": "its scores into spans; cutting the text into windows",
    "rules": "everything else that reads: quotations, names, roles, sentences, moves, times, ties",
    "record": "marks into actors, statements and moves; JSON",
    "store": "rows of a batch of 64 reports into tables, in one transaction",
    "linking": "copies, stories, identities, occurrences, claims and disputes with what is there",
    "search index": "passages into the index",
}
"""Stages in order, and what each does."""
READING = ("encoder", "decoding", "rules", "record")
KEEPING = ("store", "linking", "search index")
_BATCH = 64


def measured(rounds: int = 3, words: int = 10_000, lengths: dict[str, int] = LENGTHS) -> Iterator[dict[str, Any]]:
    """For each length the words and the CPU seconds of each stage: the middle of some rounds."""
    default_reader()
    _seconds(of_length(500, 500))  # what is loaded late is loaded now
    for name, length in lengths.items():
        texts = of_length(length, words)
        runs = [_seconds(texts) for _ in range(rounds)]
        yield {
            "length": name,
            "words_each": length,
            "reports": len(texts),
            "words": sum(len(text.split()) for text in texts),
            "seconds": {stage: round(median(run[stage] for run in runs), 4) for stage in STAGES},
        }


def _seconds(texts: list[str]) -> dict[str, float]:
    clock = Clock()
    with clock.timing("intake, page"):
        _documents(texts, "page")
    with clock.timing("intake, text"):
        documents = _documents(texts, "text")
    with _reading(clock):
        found = [one for one in map(filing, documents) if isinstance(one, Filing)]
    with clock.timing("record"):
        for one in found:
            codec.encode(one.record)
    if len(found) != len(texts):
        raise SystemExit("A report of the benchmark could not be read")
    with tempfile.TemporaryDirectory() as folder, RecordBook.open(Path(folder) / "bench.duckdb") as book:
        with clock.wrapped((record_store, "link", "linking")), clock.timing("store"):
            for first in range(0, len(found), _BATCH):
                book.keep(found[first : first + _BATCH])
        with clock.timing("search index"):
            book.catch_up()
    return clock.seconds


def _documents(texts: list[str], form: str) -> list[Document]:
    made = [as_page(text) if form == "page" else text.encode() for text in texts]
    deliveries = [Delivery(source=f"{n}.{form}", data=data) for n, data in enumerate(made)]
    composed = [one for delivery in deliveries for one in compose_all(delivery, ReadOptions(published="2031-05-14"))]
    return [one for one in composed if isinstance(one, Document)]


@contextmanager
def _reading(clock: Clock) -> Iterator[None]:
    from onrecord.flow import one

    places = (
        (Model, "read", "encoder"),
        (run, "read", "decoding"),
        (ModelReader, "read", "rules"),
        (one, "build", "record"),
    )
    with clock.wrapped(*places):
        yield
