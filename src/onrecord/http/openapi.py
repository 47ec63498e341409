"""The OpenAPI description of the desk, made from the table of addresses and the types that they take and answer."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from onrecord.http.faults import Refusal
from onrecord.http.routes import LINES, Route
from onrecord.version import __version__

_IN_PATH = re.compile(r"{(\w+)}")


def openapi(routes: Iterable[Route]) -> dict[str, Any]:
    """OpenAPI 3.1 as plain data."""
    table = list(routes)
    types = [type_ for route in table for type_ in (route.body, route.answer) if type_ is not None]
    schemas, components = msgspec.json.schema_components([*types, Refusal], ref_template="#/components/schemas/{name}")
    schema_of = dict(zip(map(str, [*types, Refusal]), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "The record of what is attributable in reports: who said what, who did what to whom, and on "
            "whose word. Spans are [start, end) in Unicode code points of the report's text.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route, schema_of: dict[str, Any]) -> dict[str, Any]:
    answer = {} if route.answer is None else {"schema": schema_of[str(route.answer)]}
    in_path = _IN_PATH.findall(route.path)
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}{re.sub(r'[^A-Za-z0-9]+', '_', route.path)}".rstrip("_"),
        "summary": route.summary,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": _STRING} for name in in_path),
            *({"name": name, "in": "query", "schema": _many(name in route.many)} for name in route.query),
        ],
        "responses": {
            "200": {
                "description": route.summary if route.media_type != LINES else f"{route.summary} One object a line.",
                "content": {route.media_type: answer},
            },
            "default": {
                "description": "Why there is no answer, and what to do.",
                "content": {"application/json": {"schema": schema_of[str(Refusal)]}},
            },
        },
    }
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of[str(route.body)]}},
        }
    if route.method == "POST":
        operation["security"] = [{"token": []}]
    return operation


_STRING = {"type": "string"}


def _many(many: bool) -> dict[str, Any]:
    return {"type": "array", "items": _STRING} if many else _STRING
