"""The application: all addresses of a record behind its guard."""

from collections.abc import Iterable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Address
from starlette.types import ASGIApp

from onrecord.errors import DeskError, OnrecordError
from onrecord.http import answers
from onrecord.http.gate import Gate
from onrecord.http.guard import Guard, Place
from onrecord.http.interface import Interface
from onrecord.http.openapi import openapi
from onrecord.http.routes import ALONE, routes
from onrecord.store.damage import of_engine

_NO_PAGE = (404, 405)
"""What the framework answers where there is no such address, or none that takes this method."""


def application(
    interface: Interface,
    place: Place,
    pages: Sequence[BaseRoute] = (),
    *,
    styles: Iterable[str] = (),
    refuse: Any = None,
) -> ASGIApp:
    """The record's addresses, with `pages` behind them.

    `styles` are hashes of style sheets inside pictures of the pages; `refuse(error, request)` answers for an error.
    """
    table = routes(interface)
    description = openapi(table)

    def refused(request: Request, error: Exception) -> Response:
        told = _told(request, error, place)
        return refuse(told, request) if refuse else answers.refused(told, request.headers)

    # The guard stands around all of it: answers to faults of ours are pages too.
    app = Starlette(
        routes=[
            *(Address(one.path, one.handler, methods=[one.method]) for one in table),
            Address("/openapi.json", lambda _: answers.json(description)),
            *pages,
        ],
        middleware=[Middleware(Gate, alone=ALONE)],
        exception_handlers={OnrecordError: refused, HTTPException: refused, Exception: refused},
    )
    return Guard(app, place, styles)


def _told(request: Request, error: Exception, place: Place) -> OnrecordError:
    if isinstance(error, OnrecordError):
        return error
    if isinstance(error, HTTPException) and error.status_code not in _NO_PAGE:
        return DeskError(705, reason=error.detail, url=place.url)
    if isinstance(error, HTTPException):
        return DeskError(704, path=request.url.path[:200], url=place.url)
    return of_engine(error, "RECORD") or DeskError(710, fault=f"{type(error).__name__}: {error}")
