"""The timeline in the browser: a lane for each actor, on one of three clocks, with the table of the same entries."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.emptiness import emptiness
from onrecord.desk.frame import Frame, filters, href, state
from onrecord.exchange import svg_timeline, wording
from onrecord.exchange.scale import Window, stretch, window
from onrecord.exchange.svg_timeline import SINGLE, Leads, Part
from onrecord.flow.questions import Ask
from onrecord.http.paging import page
from onrecord.store.filters import APPLY
from onrecord.store.timeline import CLOCKS
from onrecord.views.timeline import Dates, Lane, TimelineRow

_AT_HAND = 1000
"""Entries with their copies that are fetched for a picture of single ones."""
_IMPOSSIBLE = 6
_UNITS = {4: "year", 7: "month", 10: "day"}
CLOCK_WORDS = {"happened": "when it happened", "said": "when it was said", "published": "when it was published"}

Pairs = list[tuple[str, str]]


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a stretch of time by lane, as the bars of the picture; `address` shows that stretch alone."""

    at: str
    address: str
    counts: tuple[int, ...]


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of the timeline."""

    def show(request: Request) -> Response:
        query = request.query_params
        applied = filters(request, "timeline")
        ask = Ask(filters=applied, clock=query.get("clock") or "happened", dated=query.get("dated") or "")
        found = page(frame.book, "timeline", ask, query.get("after") or None)
        dates = frame.book.dates(ask.clock, **applied.asked())
        lanes = frame.book.lanes(ask.clock, **applied.asked())
        here = _here(request)
        data = _data(request, ask)
        total = dates.dated + dates.undated + dates.impossible
        return frame.page(
            request,
            "timeline.html",
            view="timeline",
            title="Timeline",
            clock=ask.clock,
            clocks=[(one, CLOCK_WORDS[one], _clock(here, one)) for one in CLOCKS],
            dated=ask.dated,
            dates=dates,
            total=total,
            lanes=lanes,
            counted=_counted(lanes, here),
            picture=_picture(frame, ask, dates, lanes, request) if dates.dated and not ask.dated else "",
            rows=found.rows,
            empty=None if total else emptiness(frame, request, "timeline", ask),
            ways=_ways(applied.since, applied.until, here),
            following=href("/timeline", here, after=found.next) + "#rows" if found.next else None,
            moved=found.moved,
            here=here,
            asked=request.query_params.multi_items(),
            data=data,
            where=wording.where,
            told=wording.told,
            of=wording.of,
        )

    return [Route("/timeline", show)]


def _picture(frame: Frame, ask: Ask, dates: Dates, lanes: Sequence[Lane], request: Request) -> str:
    given = ask.filters.asked()
    once = sum(count for _, count in dates.days)
    few = once <= SINGLE and dates.dated <= _AT_HAND
    rows = list(frame.book.timeline(ask.clock, "dated", **given)) if few else []
    impossible: Sequence[TimelineRow] = ()
    if dates.impossible:
        impossible = frame.book.timeline(ask.clock, "impossible", **{**given, "limit": _IMPOSSIBLE})
    here = _here(request)

    def entry(row: TimelineRow) -> dict[str, str]:
        return {
            "href": href("/timeline", request.query_params.multi_items(), e=f"{row.report.id}:{row.id}"),
            "data-evidence": f"/evidence/{row.report.id}/{row.id}",
            "data-item": "",
        }

    def stretch_of(since: str | None, until: str | None) -> dict[str, str]:
        # Of what cannot be shown any nearer the table below tells.
        near = (since, until) == (ask.filters.since, ask.filters.until)
        return {"href": "#rows" if near else _zoomed(here, since, until), "data-item": ""}

    part = Part(
        clock=ask.clock,
        dates=dates,
        days=days_shown(ask.filters.since, ask.filters.until, dates),
        impossible=impossible,
        leads=Leads(entry=entry, stretch=stretch_of),
    )
    return svg_timeline.draw(rows, lanes, part)


def days_shown(since: str | None, until: str | None, dates: Dates) -> Window | None:
    """The days asked for; an end that is not asked for is where the data end. None where all are.

    >>> days_shown("2031-05", None, Dates(days=(("2031-06-02", 1),), dated=1, undated=0, impossible=0, copies=0))
    Window(first=741563, last=741599, before=0, after=0)
    """
    begin, end = (stretch(day) if day else None for day in (since, until))
    stretches = [days for at, n in dates.days if (days := stretch(at)) is not None for _ in range(n)]
    if not stretches or not (begin or end):
        return None
    fitting = window(stretches)
    first = begin[0] if begin else min(fitting.first, end[0] if end else fitting.first)
    last = end[1] if end else max(fitting.last, first + 1)
    return Window(first, last) if first < last else None


def _ways(since: str | None, until: str | None, here: Pairs) -> list[tuple[str, str]]:
    """Out to the next larger stretch, to all of it, and to the stretches before and after."""
    if since is None and until is None:
        return []
    ways = []
    if since is not None and since == until and (near := _beside(since)):
        earlier, later = near
        ways = [
            (f"Earlier: {earlier}", _zoomed(here, earlier, earlier)),
            (f"Later: {later}", _zoomed(here, later, later)),
        ]
    wider = (_wider(since), _wider(until))
    if any(wider):
        ways.append(("Zoom out", _zoomed(here, *wider)))
    return [*ways, ("Zoom out to all dates", _zoomed(here, None, None))]


def _wider(day: str | None) -> str | None:
    return day.rpartition("-")[0] or None if day else None


def _beside(at: str) -> tuple[str, str] | None:
    """The year, month or day before this one and the one after; None at the ends of the calendar.

    >>> _beside("2031-12"), _beside("2031-03-01")
    (('2031-11', '2032-01'), ('2031-02-28', '2031-03-02'))
    """
    days = stretch(at)
    if days is None or days[0] <= 1 or days[1] > date.max.toordinal():
        return None
    eve, morrow = date.fromordinal(days[0]) - timedelta(days=1), date.fromordinal(days[1])
    return eve.isoformat()[: len(at)], morrow.isoformat()[: len(at)]


def _counted(lanes: Sequence[Lane], here: Pairs) -> list[Counted]:
    by = [dict(lane.bins) for lane in lanes]
    return [
        Counted(at=at, address=_zoomed(here, at, at), counts=tuple(bins.get(at, 0) for bins in by))
        for at in sorted({at for bins in by for at in bins})
    ]


def _zoomed(here: Pairs, since: str | None, until: str | None) -> str:
    return href("/timeline", here, since=since, until=until, dated=None)


def _clock(here: Pairs, clock: str) -> str:
    return href("/timeline", here, clock=clock, dated=None)


def _here(request: Request) -> Pairs:
    """What an address asks, without the place in the table and what the evidence panel shows."""
    return [(key, value) for key, value in request.query_params.multi_items() if key not in ("e", "after")]


def _data(request: Request, ask: Ask) -> dict[str, str]:
    """Where the same is to be had as data."""
    query: dict[str, Any] = {name: value for name, value in state(request).items() if name in APPLY["timeline"]}
    query["clock"] = ask.clock
    of_rows = query | {"dated": ask.dated}
    return {
        "Entries as CSV": href("/timeline.csv", of_rows),
        "as JSON": href("/timeline.json", of_rows, after=request.query_params.get("after")),
        "Counts as JSON": href("/lanes.json", query),
    }
