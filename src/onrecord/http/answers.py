"""Answers over HTTP: JSON, lines that stream, and refusals with the number and remedy of an error."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import msgspec
from starlette.responses import Response, StreamingResponse

from onrecord.errors import OnrecordError
from onrecord.exchange import jsonl
from onrecord.http.faults import Refusal, fault, status_of

JSON = "application/json"
LINES = "application/x-ndjson"


def json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type=JSON)


def lines(rows: Iterable[msgspec.Struct]) -> Response:
    """Rows as JSON Lines, sent as they come. What fails midway stands as a refusal on the last line."""
    return StreamingResponse(_ending(jsonl.lines(rows)), media_type=LINES)


def refused(error: OnrecordError, headers: Mapping[str, str]) -> Response:
    """An error for whoever asked: a plain page for a browser that wanted one, else JSON."""
    if "text/html" in headers.get("accept", ""):
        body = (
            "<!doctype html><html lang=en><meta charset=utf-8><title>onrecord</title>"
            f"<h1>{escape(error.what)}</h1><p>{escape(error.where)}</p><p>{escape(error.remedy)}</p>"
            f"<p>E{error.number}</p>"
        )
        return Response(body, status_of(error), media_type="text/html")
    return json(Refusal(error=fault(error)), status_of(error))


def _ending(rows: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from rows
    except OnrecordError as error:
        yield msgspec.json.encode(Refusal(error=fault(error))) + b"\n"
