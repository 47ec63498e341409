"""What a worker does: one Arrow batch of reports in, one Arrow batch of records out. No engine is needed for it."""

from collections.abc import Callable, Iterator

import msgspec
import pyarrow as pa

from onrecord.errors import ReadingError
from onrecord.flow.one import compose_all, filings
from onrecord.flow.scale.batches import Result, batch_of, items_of, options_of, results_of
from onrecord.flow.scale.readers import Readers, readers
from onrecord.reading.known.entry import Entry
from onrecord.source.files import Delivery

_WORDS = 500


def read_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The records of all reports in a batch (see `batches`), in order, with an error for each that cannot be read.

    The same bytes as `onrecord.read_paths` gives, one report after the other, on one thread. The reader is loaded with
    the first batch and stays.

    >>> from onrecord.flow.options import ReadOptions
    >>> reports = [Delivery("day1.txt", b"The envoys met in Varn."), Delivery("day2.txt", b"")]
    >>> out = read_batch(batch_of(reports, ReadOptions()))
    >>> out.column("item").to_pylist(), [record is not None for record in out.column("record").to_pylist()]
    ([0, 1], [True, False])
    """
    return results_of(_results(batch), read_by(options_of(batch).actors))


def take_apart(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same reports with each delivery taken apart into its documents, one row each."""
    options = options_of(batch)
    return batch_of(
        (
            one
            for item in items_of(batch)
            for one in (compose_all(item, options) if isinstance(item, Delivery) else (item,))
        ),
        options,
    )


def attempt(work: Callable[[pa.RecordBatch], pa.RecordBatch], batch: pa.RecordBatch) -> pa.RecordBatch | str:
    """What the work gives or, in words, what it raised.

    Not everything that is raised can be sent: of an error whose traceback is too deep a scheduler never tells anybody.
    """
    try:
        return work(batch)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told with the report
        return f"{type(error).__name__}: {error}"[:_WORDS]


def read_by(actors: tuple[Entry, ...] = ()) -> bytes:
    """The versions of this process as JSON. A reader that cannot be loaded is told with each report."""
    try:
        return msgspec.json.encode(readers(actors))
    except ReadingError:
        return msgspec.json.encode(Readers(onrecord="", models={}, libraries={}))


def _results(batch: pa.RecordBatch) -> Iterator[Result]:
    options = options_of(batch)
    for place, item in enumerate(items_of(batch)):
        for found in filings(item, options):
            yield place, found
