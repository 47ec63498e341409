"""Reports in a Parquet file: a row is a report, columns are named as in CSV (see `columns`).

Row groups are read one after the other, a few rows at a time, in a process of its own with bounded memory and time:
the numbers in such a file's footer are believed by the library, and may be lies.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from onrecord.document import apart
from onrecord.document.entry import Entry
from onrecord.document.table.column_names import Held, known
from onrecord.document.table.columns import MAX_CELL, entry, no_texts, too_long
from onrecord.errors import DocumentError

MAX_COLUMNS: Final = 20_000

_ROWS: Final = 64
"""Rows that are read at a time."""

_METADATA: Final = 50_000_000
"""Bytes of one string, and members of one list, in the footer."""


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of the file in order; a row without a text is a `DocumentError` (E232).

    Raises `DocumentError` E230 and E231 for a file without texts, E233 for one that cannot be read, E234 for a column
    that holds no text, and E240 where reading it breaks down or takes too much.
    """
    return apart.entries("parquet", data, source)


def parsed(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """As `entries`, in this process."""
    import pyarrow as pa

    try:
        file = _opened(data)
        schema, count = file.schema_arrow, file.metadata.num_rows
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DocumentError(233, source, reason=_short(error)) from error
    if len(schema.names) > MAX_COLUMNS:
        raise DocumentError(238, source, count=len(schema.names), what="columns", limit=MAX_COLUMNS)
    columns = known(schema.names)
    if "text" not in columns:
        raise no_texts(schema.names, count, source)
    fields = {held: schema.field(at) for held, at in columns.items()}
    for held, field in list(fields.items()):
        if not (_is_plain(field.type) or (held == "authors" and _is_list(field.type))):
            if held == "text":
                raise DocumentError(234, source, column=field.name[:80], kind=str(field.type)[:80])
            yield DocumentError(234, source, column=field.name[:80], kind=str(field.type)[:80])
            del fields[held]
    try:
        # A value that stands once in the file may be that of a million rows: it is not to be copied for each.
        repeated = [field.name for held, field in fields.items() if held != "authors"]
        yield from _rows(_opened(data, repeated), fields, source)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise DocumentError(233, source, reason=_short(error)) from error


def _opened(data: bytes, repeated: list[str] | None = None) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    return parquet.ParquetFile(
        pa.BufferReader(data),
        read_dictionary=repeated,
        thrift_string_size_limit=_METADATA,
        thrift_container_size_limit=_METADATA,
        pre_buffer=False,
    )


def _rows(file: Any, fields: dict[Held, Any], source: str) -> Iterator[Entry | DocumentError]:
    number = 0
    names = [field.name for field in fields.values()]
    for batch in file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
        found = [batch.column(batch.schema.get_field_index(name)) for name in names]
        for at in range(batch.num_rows):
            number += 1
            where = f"{source}, row {number}"
            values = {held: column[at] for held, column in zip(fields, found, strict=True)}
            size = _size(values["text"])
            if size > 4 * MAX_CELL:
                yield too_long(size, where)
            else:
                yield entry({held: _cell(value.as_py()) for held, value in values.items()}, where)


def _size(value: Any) -> int:
    """Bytes of a text, before it is made one."""
    plain = value.value if hasattr(value, "dictionary") else value
    return plain.as_buffer().size if plain is not None and hasattr(plain, "as_buffer") and plain.is_valid else 0


def _is_plain(kind: Any) -> bool:
    import pyarrow.types as types

    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return bool(not types.is_nested(kind) and not types.is_binary(kind) and not types.is_large_binary(kind))


def _is_list(kind: Any) -> bool:
    import pyarrow.types as types

    return bool(types.is_list(kind) or types.is_large_list(kind)) and _is_plain(kind.value_type)


def _cell(value: object) -> str | None:
    """A value as text: times as ISO 8601, whole numbers without a point."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return ";".join(str(one) for one in value if one)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
