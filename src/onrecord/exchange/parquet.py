"""The record's tables as Parquet files with typed columns, in one zip archive.

Times and dates stay text (ISO 8601, cut to their precision: a year is not its first day). A span is a pair `start`,
`stop` of Unicode code points, several values are a list, values with parts of their own a structure.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import inspect

from onrecord.exchange.tables import TableOf, described, flat, tables
from onrecord.exchange.zipped import Buffer, zipped
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef

ROWS = 2_000
"""Rows of a row group: so many are held at a time."""
_SPAN = pa.struct([("start", pa.int64()), ("stop", pa.int64())])
_PLAIN: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
}


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """An archive with one file for each table. Raises `UsageError` 501 to 506 before the first piece."""
    found = tables(filters)
    return zipped((f"{table.name}.parquet", file(table, store, filters)) for table in found)


def file(table: TableOf, store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """One table as a Parquet file, a row group at a time."""
    types = schema(table.row)
    rows = table.rows(store, filters)
    out = Buffer()
    with pq.ParquetWriter(pa.PythonFile(out, mode="w"), types, compression="zstd") as writer:
        while some := list(islice(rows, ROWS)):
            writer.write_batch(batch(some, types), row_group_size=ROWS)
            yield out.taken()
    yield out.taken()


def schema(kind: type[msgspec.Struct]) -> pa.Schema:
    """The columns of rows of one kind with their types, and what the documentation says of each."""
    fields = []
    for name, (owner, field) in flat(kind).items():
        told = described(owner, field)
        metadata = {"description": told} if told else None
        fields.append(pa.field(name, _type(_types(owner)[field]), metadata=metadata))
    return pa.schema(fields, metadata={"description": " ".join((kind.__doc__ or "").split())})


def batch(rows: list[Any], types: pa.Schema) -> pa.RecordBatch:
    """Rows of one kind as a batch of columns."""
    columns = []
    for field, (owner, name) in zip(types, flat(type(rows[0])).values(), strict=True):
        held = (row.report if owner is ReportRef else row for row in rows)
        columns.append(pa.array([_plain(getattr(one, name), field.type) for one in held], field.type))
    return pa.RecordBatch.from_arrays(columns, schema=types)


def _types(kind: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    return {field.name: field.type for field in told.fields}


def _type(told: inspect.Type) -> pa.DataType:
    """The column type for a type of a row."""
    match told:
        case inspect.UnionType():
            (one,) = (some for some in told.types if not isinstance(some, inspect.NoneType))
            return _type(one)
        case inspect.VarTupleType():
            return pa.list_(_type(told.item_type))
        case inspect.TupleType():
            return _SPAN
        case inspect.StructType():
            return pa.struct([pa.field(field.name, _type(field.type)) for field in told.fields])
    return _PLAIN[type(told)]


def _plain(value: Any, type_: pa.DataType) -> Any:
    """A value as pyarrow takes it for a column type."""
    if value is None:
        return None
    if type_ == _SPAN:
        return {"start": value[0], "stop": value[1]}
    if pa.types.is_list(type_):
        return [_plain(one, type_.value_type) for one in value]
    if pa.types.is_struct(type_):
        return {field.name: _plain(getattr(value, field.name), field.type) for field in type_}
    return value
