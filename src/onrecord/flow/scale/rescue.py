"""What becomes of a batch that cannot be read as a whole: it is tried in parts until the culprit is alone."""

from collections.abc import Callable
from functools import partial

import pyarrow as pa

from onrecord.document.document import Document
from onrecord.errors import ReadingError
from onrecord.flow.scale.batches import batch_of, items_of, joined, options_of, results_of
from onrecord.flow.scale.cluster import Cluster, Failed
from onrecord.flow.scale.work import read_batch, take_apart
from onrecord.source.files import Delivery

Then = Callable[[pa.RecordBatch], None]


def read(
    cluster: Cluster, batch: pa.RecordBatch, place: int, then: Then, read_by: bytes, *, alone: bool = False
) -> None:
    """Have a batch read; `then` gets its results, whatever happens to workers.

    A batch whose workers end again and again is read item by item, an item of many reports report by report, each with
    nothing else going on, so that none is blamed for another. The report that is left gets an error in its place (398
    where its worker ended, 391 where reading raised something).
    """

    def answered(answer: pa.RecordBatch | Failed) -> None:
        if not isinstance(answer, Failed):
            then(answer)
        elif batch.num_rows > 1:
            _parts(cluster, batch, place, then, read_by)
        elif isinstance(next(items_of(batch)), Delivery):
            cluster.hand_over(take_apart, batch, place, partial(apart, answer), alone=True)
        else:
            then(_told(batch, answer, read_by))

    def apart(why: Failed, answer: pa.RecordBatch | Failed) -> None:
        if isinstance(answer, Failed) or answer.num_rows == 1:
            then(_told(batch, why, read_by))
        else:
            # All of it is of one item again.
            _parts(cluster, answer, place, lambda results: then(joined([results], read_by)), read_by)

    cluster.hand_over(read_batch, batch, place, answered, alone=alone)


def _parts(cluster: Cluster, batch: pa.RecordBatch, place: int, then: Then, read_by: bytes) -> None:
    """Have each row of a batch read by itself."""
    options = options_of(batch)
    parts: dict[int, pa.RecordBatch] = {}
    if not batch.num_rows:
        then(results_of((), read_by))

    def taker(n: int) -> Then:
        def take(results: pa.RecordBatch) -> None:
            parts[n] = results
            if len(parts) == batch.num_rows:
                then(joined([parts[i] for i in range(batch.num_rows)], read_by))

        return take

    for n, item in enumerate(items_of(batch)):
        read(cluster, batch_of([item], options), place, taker(n), read_by, alone=True)


def _told(batch: pa.RecordBatch, why: Failed, read_by: bytes) -> pa.RecordBatch:
    item = next(items_of(batch))
    where = batch.column("source")[0].as_py()
    if isinstance(item, Document) and item.given_id:
        where = f"{where}, report {item.given_id}"
    error = ReadingError(398, where) if why.ended else ReadingError(391, where, fault=why.words)
    return results_of([(0, error)], read_by)
