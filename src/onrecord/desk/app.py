"""The desk's application: its pages in front of the record's addresses."""

import base64
import hashlib
from importlib import resources
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from onrecord.desk import actors, board, correcting, evidence, intake, ledger, network, reading, search, timeline
from onrecord.desk.frame import Frame
from onrecord.exchange.svg import STYLE
from onrecord.flow.book import RecordBook
from onrecord.http.app import application
from onrecord.http.guard import Place
from onrecord.http.interface import Interface

_STATIC = resources.files("onrecord.desk").joinpath("static")


class _Static(StaticFiles):
    """Style sheets and scripts. A browser asks for each once a minute, not with every page."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = "max-age=60"
        return answer


def desk(book: RecordBook, place: Place) -> ASGIApp:
    """The desk of an open record at a place."""
    interface = Interface(book)
    frame = Frame(interface, place)
    pages: list[BaseRoute] = [
        Route("/", _home),
        *reading.routes(frame),
        *evidence.routes(frame),
        *correcting.routes(frame),
        *board.routes(frame),
        *ledger.routes(frame),
        *search.routes(frame),
        *actors.routes(frame),
        *timeline.routes(frame),
        *network.routes(frame),
        *intake.routes(frame),
        Mount("/static", _Static(directory=str(_STATIC)), name="static"),
    ]
    styles = (base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode(),)
    return application(interface, place, pages, styles=styles, refuse=frame.refused)


def _home(_: Request) -> Response:
    return RedirectResponse("/reading", status_code=303)
