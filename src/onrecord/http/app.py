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

from onrecord.errors import DeskError, OnrecordError
from onrecord.http import answers
from onrecord.http.gate import Gate
from onrecord.http.guard import Guard, Place
from onrecord.http.interface import Interface
from onrecord.http.openapi import openapi
from onrecord.http.routes import ALONE, routes


def application(
    interface: Interface,
    place: Place,
    pages: Sequence[BaseRoute] = (),
    *,
    styles: Iterable[str] = (),
    refuse: Any = None,
) -> Starlette:
    """The record's addresses, with `pages` behind them.

    `styles` are hashes of style sheets inside pictures of the pages; `refuse(error, request)` answers for an error.
    """
    table = routes(interface)
    description = openapi(table)

    def refused(request: Request, error: Exception) -> Response:
        told = _told(request, error, place)
        return refuse(told, request) if refuse else answers.refused(told, request.headers)

    return Starlette(
        routes=[
            *(Address(one.path, one.handler, methods=[one.method]) for one in table),
            Address("/openapi.json", lambda _: answers.json(description)),
            *pages,
        ],
        middleware=[Middleware(Guard, place=place, styles=tuple(styles)), Middleware(Gate, alone=ALONE)],
        exception_handlers={OnrecordError: refused, HTTPException: refused, Exception: refused},
    )


def _told(request: Request, error: Exception, place: Place) -> OnrecordError:
    if isinstance(error, OnrecordError):
        return error
    if isinstance(error, HTTPException):
        return DeskError(704, path=request.url.path[:200], url=place.url)
    return DeskError(710, fault=f"{type(error).__name__}: {error}")
