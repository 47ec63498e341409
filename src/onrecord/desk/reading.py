"""The reading view: reports by date, and one report's whole text with the marks on it."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.drawing import LANES, Drawing, Drawn, colour
from onrecord.desk.frame import EVIDENCE, Frame, filters, state
from onrecord.desk.panel import panel
from onrecord.document.document import Span
from onrecord.http.asking import span_of
from onrecord.store.refs import ReportRef
from onrecord.views.entries import EntryView
from onrecord.views.reading import ReadingView
from onrecord.views.reports import ReportPlace, ReportsPage

LINK = "c"
"""The part of an address that names a passage: START-END, in Unicode code points of the report's text."""

TOGGLES = ("left_out", "layers", "quiet")
"""What can be switched on in the address: what was left out, layers, and marks that are not read aloud."""


class Key(msgspec.Struct, frozen=True):
    """One line of the legend: the letters, how they are drawn, and what they mean."""

    letter: str
    look: str
    means: str


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One report ready to be shown.

    `dropped` is what an extractor left out of the page before it was a text, None where it was not asked for.
    """

    view: ReadingView
    blocks: tuple[Drawn, ...]
    legend: tuple[Key, ...]
    lanes: int
    left_out: int
    dropped: tuple[str, ...] | None
    link: str | None


def routes(frame: Frame) -> list[BaseRoute]:
    """The list of reports, and the page of each."""

    def listed(request: Request) -> Response:
        after = request.query_params.get("after") or None
        page = frame.book.reports(after, **_asked(request))
        opened = page.rows[0].report.id if page.rows else None
        return _page(frame, request, page, opened)

    def one(request: Request) -> Response:
        return _page(frame, request, None, request.path_params["report"])

    return [Route("/reading", listed), Route("/reading/{report}", one)]


def _page(frame: Frame, request: Request, page: ReportsPage | None, report: str | None) -> Response:
    view = frame.book.reading(report) if report is not None else None
    place = frame.book.place(view.report.id, **_asked(request)) if view else ReportPlace()
    if page is None:
        page = frame.book.reports(request.query_params.get("after") or place.after, **_asked(request))
    kept = _kept(request)
    return frame.page(
        request,
        "reading.html",
        view="reading",
        title=view.report.title or view.report.source if view else "Reading",
        page=page,
        place=place,
        text=_text(frame, request, view) if view else None,
        on={name for name in TOGGLES if request.query_params.get(name)},
        kept=kept,
        here=f"/reading/{view.report.id}" if view else "/reading",
        query_after=request.query_params.get("after") or None,
        named=_named,
        colour=colour,
        **_paneled(frame, request, view),
    )


def _text(frame: Frame, request: Request, view: ReadingView) -> Text:
    linked = _linked(request, view)
    drawing = Drawing(view.entries, view.marks)
    dropped = None
    if request.query_params.get("left_out"):
        extraction = frame.book.record(view.report.id).report.extraction
        dropped = extraction.left_out if extraction else ()
    return Text(
        view=view,
        blocks=tuple(drawing.blocks(view, linked)),
        legend=tuple(_legend(view.entries)),
        lanes=min(view.lanes, LANES),
        left_out=sum(block.left_out is not None for block in view.blocks),
        dropped=dropped,
        link=f"{linked[0]}-{linked[1]}" if linked else None,
    )


def _legend(entries: tuple[EntryView, ...]) -> list[Key]:
    drawn = {"statement": "content", "move": "trigger", "tie": ""}
    found: dict[str, Key] = {}
    for entry in entries:
        means = f"{entry.type} statement" if entry.kind == "statement" else entry.type
        if entry.kind == "tie":
            means = "tie"
        found.setdefault(entry.letter, Key(entry.letter, f"{drawn[entry.kind]} {colour(entry)}".strip(), means))
    return list(found.values())


def _linked(request: Request, view: ReadingView) -> Span | None:
    """The passage that the address names; None where it names none of this report."""
    span = span_of(request.query_params.get(LINK, ""))
    end = view.blocks[-1].span[1] if view.blocks else 0
    return span if span and span[0] < span[1] and span[0] < end else None


def _paneled(frame: Frame, request: Request, view: ReadingView | None) -> dict[str, Any]:
    """The panel of a passage that the address names, where it names no entry."""
    link = request.query_params.get(LINK)
    if view is None or not link or request.query_params.get(EVIDENCE) or not span_of(link):
        return {}
    return {"panel": panel(frame.book, f"{view.report.id}:{link}")}


def _asked(request: Request) -> dict[str, Any]:
    return filters(request, "reports").asked()


def _kept(request: Request) -> dict[str, str]:
    """What stays in the address from report to report: filters and toggles."""
    toggles = {name: value for name in TOGGLES if (value := request.query_params.get(name))}
    return state(request) | toggles


def _named(report: ReportRef) -> str:
    """What a report is called in a list."""
    return report.title or report.given_id or report.source
