"""The store's tables as Arrow, in which whole batches of rows go in at once."""

import pyarrow as pa

from onrecord.store import engine
from onrecord.store.engine import Cursor
from onrecord.store.rows import Row

_TEXTS = frozenset({"authors", "credits", "conditions"})
_TRUTHS = frozenset({"unattributed", "reciprocal"})
_NUMBERS = frozenset({"report", "n", "start", "stop"})

COLUMNS: dict[str, str] = {
    "reports": "report id text_sha256 raw_sha256 given_id url source retrieved title publisher publisher_words "
    "authors credits published language record raw",
    "blocks": "report n kind start stop",
    "actors": "report n id name name_words words kind country sector known_as",
    "mentions": "report actor n form start stop",
    "roles": "report actor n role start stop",
    "statements": "report n id kind layer source_actor source_words unattributed addressee_actor addressee_words "
    "content content_words channel said said_precision within score source",
    "statement_spans": "report statement part n start stop",
    "moves": "report n id type mode quad status layer vouched_by reciprocal passage words day day_precision "
    "place place_country score about conditions sentence start stop",
    "move_parties": "report move side n actor words start stop name",
    "move_spans": "report move part n start stop",
    "ties": "report n kind from_actor to_actor layer vouched_by start stop",
    "left_out": "report n why start stop",
}
"""Columns in the order of the rows; a test holds them to the schema's own."""


def fill(cursor: Cursor, name: str, rows: list[Row]) -> None:
    """Put rows into a table, in one go."""
    if rows:
        engine.fill(cursor, name, table(name, rows))


def table(name: str, rows: list[Row]) -> pa.Table:
    """Rows of one of the store's tables as an Arrow table with named, typed columns."""
    names = COLUMNS[name].split()
    columns = zip(*rows, strict=True)
    return pa.table({column: pa.array(values, _type(column)) for column, values in zip(names, columns, strict=True)})


def _type(column: str) -> pa.DataType:
    if column in _NUMBERS:
        return pa.int32()
    if column in _TRUTHS:
        return pa.bool_()
    if column in _TEXTS:
        return pa.list_(pa.string())
    if column == "score":
        return pa.float64()
    return pa.large_binary() if column == "raw" else pa.large_string()
