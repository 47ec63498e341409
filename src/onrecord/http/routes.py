"""Every address that answers with data, in one table: the application and its OpenAPI description are made from it."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from onrecord.exchange.cite import Citation
from onrecord.exchange.exports import EXPORTS
from onrecord.flow.questions import QUESTIONS
from onrecord.http import bodies
from onrecord.http.asking import PAGING
from onrecord.http.interface import Interface
from onrecord.http.paging import Page
from onrecord.record.parts import Record
from onrecord.store.check import Checked
from onrecord.store.filters import APPLY
from onrecord.store.removing import Removed
from onrecord.views.board import Board
from onrecord.views.corrections import CorrectionRow
from onrecord.views.evidence import Evidence
from onrecord.views.methods import Methods
from onrecord.views.reading import ReadingView
from onrecord.views.reports import ReportPlace, ReportsPage
from onrecord.views.timeline import Dates, Lane

JSON, LINES, CSV = "application/json", "application/x-ndjson", "text/csv"


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One address. `query` names what can stand behind its question mark, `many` those that may stand twice.

    `body` is the type of what is sent, `answer` that of what comes back (None: bytes or lines as `summary` says).
    """

    path: str
    handler: Callable[..., Any]
    summary: str
    method: Literal["GET", "POST"] = "GET"
    query: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    body: type | None = None
    answer: Any = None
    media_type: str = JSON


def routes(interface: Interface) -> list[Route]:
    """The table of addresses, answered by an interface."""
    table = [
        Route(path="/desk.json", handler=interface.desk, summary=_first(interface.desk), answer=bodies.Desk),
        Route(path="/state.json", handler=interface.state, summary=_first(interface.state), answer=bodies.State),
    ]
    for name, one in QUESTIONS.items():
        filters = tuple(sorted(APPLY[one.filters] - {*PAGING})) if one.filters else ()
        for form, media_type in (("json", JSON), ("jsonl", LINES), ("csv", CSV)):
            table.append(
                Route(
                    path=f"/{name}.{form}",
                    handler=interface.rows(name, form),
                    summary=one.summary + ("" if form == "json" else f" All rows, as {form.upper()}."),
                    query=(*one.takes, *filters, *(PAGING if form == "json" else ("limit",))),
                    answer=Page[one.row] if form == "json" else one.row if form == "jsonl" else None,  # type: ignore[name-defined]  # a value
                    media_type=media_type,
                )
            )
    timeline = tuple(sorted(APPLY["timeline"] - {*PAGING}))
    table += [
        Route(
            path="/board.json",
            handler=interface.board,
            summary=_first(interface.board),
            query=("party", "since"),
            many=("party",),
            answer=Board,
        ),
        Route(
            path="/board.csv",
            handler=interface.board_csv,
            summary=_first(interface.board_csv),
            query=("party", "since"),
            many=("party",),
            media_type=CSV,
        ),
        Route(
            path="/lanes.json",
            handler=interface.lanes,
            summary=_first(interface.lanes),
            query=("clock", *timeline),
            answer=tuple[Lane, ...],
        ),
        Route(
            path="/reading.json",
            handler=interface.reports,
            summary=_first(interface.reports),
            query=tuple(sorted({*APPLY["reports"], *PAGING})),
            answer=ReportsPage,
        ),
        _get("/reading/{report}.json", interface.reading, ReadingView),
        Route(
            path="/reading/{report}/place.json",
            handler=interface.place,
            summary=_first(interface.place),
            query=tuple(sorted(APPLY["reports"])),
            answer=ReportPlace,
        ),
        _get("/corrections/{number}.json", interface.correction, CorrectionRow),
        _get("/evidence/{report}/{entry}.json", interface.evidence, Evidence),
        _get("/cite/{report}/{entry}.json", interface.cite, Citation),
        Route(
            path="/export/{format}",
            handler=interface.export,
            summary=f"{_first(interface.export)} Formats: {', '.join(EXPORTS)}.",
            query=tuple(sorted({name for one in EXPORTS.values() for name in one.takes})),
            media_type="application/octet-stream",
        ),
        Route(
            path="/dates.json",
            handler=interface.dates,
            summary=_first(interface.dates),
            query=("clock", *timeline),
            answer=Dates,
        ),
        Route(
            path="/methods.json",
            handler=interface.methods,
            summary=_first(interface.methods),
            query=("outlets",),
            answer=Methods,
        ),
        Route(
            path="/methods.txt",
            handler=interface.methods_text,
            summary=_first(interface.methods_text),
            query=("outlets",),
            media_type="text/plain",
        ),
        Route(
            path="/records.jsonl",
            handler=interface.records,
            summary=_first(interface.records),
            answer=Record,
            media_type=LINES,
        ),
        Route(
            path="/applications.jsonl",
            handler=interface.applications,
            summary=_first(interface.applications),
            answer=bodies.Applied,
            media_type=LINES,
        ),
        Route(
            path="/records/{report}.json",
            handler=interface.record,
            summary=_first(interface.record),
            query=("machine",),
            answer=Record,
        ),
        _get("/check.json", interface.check, Checked),
        Route(
            path="/backup",
            handler=interface.backup,
            summary=_first(interface.backup),
            media_type="application/octet-stream",
        ),
        _post("/accept", interface.accept, None, None),
        _post("/correct", interface.correct, bodies.Correct, tuple[CorrectionRow, ...]),
        _post("/undo", interface.undo, bodies.Undo, CorrectionRow),
        _post("/merge", interface.merge, bodies.Merge, bodies.Identity),
        _post("/split", interface.split, bodies.Split, bodies.Identity),
        _post("/part", interface.part, bodies.Part, CorrectionRow),
        _post("/remove", interface.remove, bodies.Remove, Removed),
        _post("/keep", interface.keep, bodies.Keep, tuple[bodies.Kept, ...]),
        _post("/catch-up", interface.catch_up, None, None),
        Route(
            path="/upload",
            handler=interface.upload,
            summary=_first(interface.upload),
            method="POST",
            query=("name", "published", "publisher"),
            answer=bodies.Event,
            media_type=LINES,
        ),
        Route(
            path="/intake.json",
            handler=interface.received,
            summary=_first(interface.received),
            answer=tuple[bodies.Kept | bodies.Skipped, ...],
        ),
    ]
    return table


ALONE = ("/remove",)
"""What writes the record's file anew, and so lets nothing go on beside it."""


def _get(path: str, handler: Callable[..., Any], answer: Any) -> Route:
    return Route(path=path, handler=handler, summary=_first(handler), answer=answer)


def _post(path: str, handler: Callable[..., Any], body: type | None, answer: Any) -> Route:
    return Route(path=path, handler=handler, summary=_first(handler), method="POST", body=body, answer=answer)


def _first(handler: Callable[..., Any]) -> str:
    return (handler.__doc__ or "").strip().splitlines()[0]
