"""The one JSON codec of records, and their published JSON Schema."""

from typing import Any

import msgspec

from onrecord.record.parts import Record

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)

SCHEMA_ID = "https://onrecord.example/schema/onrecord-1.json"


def encode(record: Record) -> bytes:
    """One record as JSON on one line (UTF-8, no line end). The same record gives the same bytes."""
    return _encoder.encode(record)


def written(record: Record) -> tuple[bytes, ...]:
    """A record as it is written now, and as it was written before reports had pages."""
    now = encode(record)
    # Within strings quotation marks are escaped, so only the key itself reads so.
    return (now,) if record.report.pages else (now, now.replace(b',"pages":[]', b"", 1))


def decode(line: bytes | str) -> Record:
    """A record from its JSON. Raises `msgspec.ValidationError` naming the key when it is not of the format."""
    return _decoder.decode(line)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record, as published in docs/record.schema.json."""
    (body,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "onrecord/1: one reading of one report",
        **body,
        "$defs": parts,
    }
