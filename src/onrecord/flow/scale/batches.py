"""Reports as Arrow batches: what goes to a worker, and the records that come back.

A batch going out has a row for each item: `kind` (delivery, document or error), `source`, `data` (the bytes as they
came), `text` (of a document) and `facts` (JSON: everything else that is known of it). How it is to be read stands in
the schema's metadata, so that a batch says everything by itself. A batch coming back has a row for each report:
`item` (the row it was in), `report` (its id), `record` (JSON, the bytes that `onrecord read --json` prints), `raw` (its
page) or, where it cannot be read, `error` (JSON).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as of_dataclass
from functools import lru_cache
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.document.document import Document
from onrecord.errors import OnrecordError
from onrecord.flow.options import ReadOptions
from onrecord.flow.scale.faults import Fault, error_of, fault_of
from onrecord.flow.worker import Item
from onrecord.record.codec import decode, encode
from onrecord.source.files import Delivery
from onrecord.store.filing import Filing

OPTIONS = b"onrecord.options"
READ_BY = b"onrecord.read_by"
"""Keys of the metadata: how to read, and (of what comes back) who has read; see `readers.Readers`."""

_ITEMS = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("source", pa.large_string(), nullable=False),
        pa.field("data", pa.large_binary()),
        pa.field("text", pa.large_string()),
        pa.field("facts", pa.large_binary(), nullable=False),
    ]
)
_RESULTS = pa.schema(
    [
        pa.field("item", pa.int32(), nullable=False),
        pa.field("report", pa.string()),
        pa.field("record", pa.large_binary()),
        pa.field("raw", pa.large_binary()),
        pa.field("error", pa.large_binary()),
    ]
)

EMPTY = pa.RecordBatch.from_pylist([], _RESULTS)
"""No reports at all: an archive may hold none."""

Result = tuple[int, Filing | OnrecordError]
"""The item a report was in, and what came of the report."""


def batch_of(items: Iterable[Item], options: ReadOptions) -> pa.RecordBatch:
    """These items, to be read under these options.

    >>> batch = batch_of([Delivery("day1.txt", b"The envoys met in Varn.")], ReadOptions())
    >>> batch.column("source").to_pylist(), list(items_of(batch))[0].data
    (['day1.txt'], b'The envoys met in Varn.')
    """
    rows = [_row(item) for item in items]
    # How many workers there are says nothing about how one of them reads.
    told = msgspec.json.encode(msgspec.structs.replace(options, workers=1))
    return pa.RecordBatch.from_pylist(rows, _ITEMS.with_metadata({OPTIONS: told}))


def items_of(batch: pa.RecordBatch) -> Iterator[Item]:
    """The items of a batch, one after the other."""
    for row in batch.to_pylist():
        yield _item(row)


def options_of(batch: pa.RecordBatch) -> ReadOptions:
    """How the items are to be read."""
    return _options(batch.schema.metadata[OPTIONS])


def digest_of(batch: pa.RecordBatch) -> str:
    """SHA-256 over everything in the batch (hexadecimal): equal batches, and only those, have equal ones."""
    digest = hashlib.sha256(batch.schema.metadata[OPTIONS])
    for row in batch.to_pylist():
        for value in row.values():
            part = b"" if value is None else value.encode() if isinstance(value, str) else value
            digest.update(b"%d:" % (-1 if value is None else len(part)))
            digest.update(part)
    return digest.hexdigest()


def results_of(results: Iterable[Result], read_by: bytes) -> pa.RecordBatch:
    """What came of the items of a batch, and who has read them."""
    rows = [_result(item, found) for item, found in results]
    return pa.RecordBatch.from_pylist(rows, _RESULTS.with_metadata({READ_BY: read_by}))


def found_in(results: pa.RecordBatch) -> Iterator[Filing | OnrecordError]:
    """The filing of each report, in order, with an error in the place of each that could not be read."""
    for row in results.to_pylist():
        if row["error"] is not None:
            yield error_of(msgspec.json.decode(row["error"], type=Fault))
        else:
            yield Filing(decode(row["record"]), row["raw"])


def joined(parts: Sequence[pa.RecordBatch], read_by: bytes) -> pa.RecordBatch:
    """The results of items that were read one by one as those of one batch; the n-th part is the n-th item's."""
    rows = [{**row, "item": item} for item, part in enumerate(parts) for row in part.to_pylist()]
    return pa.RecordBatch.from_pylist(rows, _RESULTS.with_metadata({READ_BY: read_by}))


@lru_cache(maxsize=2)
def _options(told: bytes) -> ReadOptions:
    # A list of ten thousand actors need not be made anew for every batch.
    return msgspec.json.decode(told, type=ReadOptions)


def _row(item: Item) -> dict[str, Any]:
    if isinstance(item, OnrecordError):
        facts = msgspec.json.encode(fault_of(item))
        return {"kind": "error", "source": item.where, "data": None, "text": None, "facts": facts}
    if isinstance(item, Document):
        kind, data, text = "document", item.raw, item.text
        others = {name: getattr(item, name) for name in item.__struct_fields__ if name not in ("raw", "text")}
    else:
        kind, data, text = "delivery", item.data, None
        others = {one.name: getattr(item, one.name) for one in of_dataclass(item) if one.name != "data"}
    return {
        "kind": kind,
        "source": item.source,
        "data": data,
        "text": text,
        "facts": msgspec.json.encode({name: value for name, value in others.items() if name != "source"}),
    }


def _item(row: dict[str, Any]) -> Item:
    if row["kind"] == "error":
        return error_of(msgspec.json.decode(row["facts"], type=Fault))
    facts = {**msgspec.json.decode(row["facts"]), "source": row["source"]}
    if row["kind"] == "document":
        return msgspec.convert({**facts, "text": row["text"], "raw": row["data"]}, Document)
    return msgspec.convert({**facts, "data": row["data"]}, Delivery)


def _result(item: int, found: Filing | OnrecordError) -> dict[str, Any]:
    if isinstance(found, OnrecordError):
        error = msgspec.json.encode(fault_of(found))
        return {"item": item, "report": None, "record": None, "raw": None, "error": error}
    return {
        "item": item,
        "report": found.record.report.id,
        "record": encode(found.record),
        "raw": found.raw,
        "error": None,
    }
