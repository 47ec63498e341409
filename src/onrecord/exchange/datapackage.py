"""The record's tables as CSV with a Data Package 2.0 descriptor (https://datapackage.org), in one zip archive.

The descriptor says of each column what it holds and of what type it is, so that the tables need no manual. Cells are
made as `csv.py` makes them: safe for spreadsheets.
"""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect

from onrecord.exchange import csv
from onrecord.exchange.tables import TableOf, described, flat, tables
from onrecord.exchange.zipped import Member, zipped
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.version import __version__

_PROFILES = "https://datapackage.org/profiles/2.0"
_SEVERAL = 'Several values are parted by "; ".'
_SPANS = "START-STOP, in characters of the report's text from 0, the end exclusive."
_TYPES: dict[type[inspect.Type], str] = {
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
}


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """An archive with a CSV file for each table. Raises `UsageError` 501 to 506 before the first piece."""
    found = tables(filters)
    return zipped(_members(found, store, filters))


def descriptor(found: list[TableOf]) -> dict[str, Any]:
    """What `datapackage.json` says of these tables."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "onrecord",
        "title": "Who said what, who did what to whom, and on whose word",
        "version": __version__,
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "type": "table",
                "description": " ".join((table.row.__doc__ or "").split()),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "$schema": f"{_PROFILES}/tableschema.json",
                    "fields": [_field(name, *owner) for name, owner in flat(table.row).items()],
                    "missingValues": [""],
                },
            }
            for table in found
        ],
    }


def _members(found: list[TableOf], store: RecordStore, filters: Filters) -> Iterator[Member]:
    yield "datapackage.json", [json.dumps(descriptor(found), ensure_ascii=False, indent=1).encode() + b"\n"]
    for table in found:
        yield f"{table.name}.csv", csv.lines(table.row, table.rows(store, filters))


def _field(name: str, owner: type[msgspec.Struct], field: str) -> dict[str, Any]:
    told = inspect.type_info(owner)
    assert isinstance(told, inspect.StructType)
    of = next(one.type for one in told.fields if one.name == field)
    if isinstance(of, inspect.UnionType):
        of = next(one for one in of.types if not isinstance(one, inspect.NoneType))
    type_ = _TYPES.get(type(of), "string")
    said = [described(owner, field)]
    if isinstance(of, inspect.VarTupleType):
        said.append(_SEVERAL)
        of = of.item_type
    if isinstance(of, inspect.TupleType):
        said.append(_SPANS)
    found: dict[str, Any] = {"name": name, "type": type_}
    if type_ == "boolean":
        found |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if text := " ".join(filter(None, said)):
        found["description"] = text
    if isinstance(of, inspect.LiteralType) and type_ == "string" and len(said) == 1:
        found["constraints"] = {"enum": list(of.values)}
    return found
