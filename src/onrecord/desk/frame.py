"""What every page of the desk shares: case name, search, views, filters, evidence panel, intake, and refusals."""

from importlib import resources
from typing import Any, get_args

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.desk.address import here
from onrecord.desk.address import href as href
from onrecord.desk.author import author_of
from onrecord.desk.exporting import offers
from onrecord.desk.flash import flash
from onrecord.desk.panel import panel
from onrecord.errors import OnrecordError
from onrecord.exchange.safe import escaped
from onrecord.http import answers
from onrecord.http.bodies import Skipped
from onrecord.http.faults import status_of
from onrecord.http.guard import Place
from onrecord.http.interface import Interface
from onrecord.record.vocabulary import LAYERS, STATUSES, MoveType
from onrecord.store.filters import APPLY, REVIEWS, Filters
from onrecord.version import __version__

EVIDENCE = "e"
"""The part of an address that names what the evidence panel shows: REPORT:ENTRY, or REPORT:START-END."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One of the views in the head of the page; `key` opens it after `g`. `asks` names its filters in `APPLY`."""

    name: str
    label: str
    key: str
    asks: str | None


VIEWS = (
    View(name="reading", label="Reading", key="r", asks="reports"),
    View(name="timeline", label="Timeline", key="t", asks="timeline"),
    View(name="network", label="Network", key="n", asks="network"),
    View(name="board", label="Board", key="b", asks=None),
    View(name="ledger", label="Ledger", key="l", asks="ledger"),
)

FILTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "by": ("Who", ()),
    "to": ("To whom", ()),
    "source": ("On whose word", ()),
    "about": ("Words", ()),
    "type": ("Kind of move", get_args(MoveType)),
    "status": ("Status", STATUSES),
    "layer": ("Layer", LAYERS),
    "review": ("Review", REVIEWS),
    "publisher": ("Outlet", ()),
    "since": ("From", ()),
    "until": ("To", ()),
}
"""The filters of the frame: what each is called, and what it may be (nothing: any words)."""


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """One filter that is set. `applies` holds where the view in sight can be asked it; `without` drops it."""

    label: str
    value: str
    applies: bool
    without: str


class Frame:
    """Makes pages. Templates escape everything; text of reports never becomes markup."""

    def __init__(self, interface: Interface, place: Place) -> None:
        self.interface = interface
        self.book = interface.book
        self.place = place
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(str(resources.files("onrecord.desk").joinpath("templates"))),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"href": href, "version": __version__}
        self._templates.filters |= {"shown": _shown, "plainly": plainly}

    def page(
        self,
        request: Request,
        template: str,
        *,
        view: str,
        title: str,
        asks: str | None = None,
        status: int = 200,
        **facts: Any,
    ) -> Response:
        """A whole page. `view` is the one that is current in the head ("" for none).

        `asks` is the question whose filters hold, where that is another than the view's.
        """
        query = state(request)
        if "panel" not in facts:
            facts["panel"] = panel(self.book, request.query_params.get(EVIDENCE))
        return self._made(
            template,
            status,
            title=title,
            view=view,
            views=[(one, href(f"/{one.name}", query)) for one in VIEWS],
            chips=chips(request, view, asks),
            filters=FILTERS,
            query=query,
            # The board takes none of them.
            offers=list(offers({} if view == "board" else query)),
            path=here(request),
            counts=self.book.counts(),
            skipped=sum(isinstance(one, Skipped) for one in self.interface.intake),
            case=self.book.where.name,
            author=author_of(request),
            flash=flash(self.book, request),
            **facts,
        )

    def part(self, request: Request, template: str, *, status: int = 200, **facts: Any) -> Response:
        """A piece of a page, for scripts that put it in its place."""
        return self._made(template, status, author=author_of(request), **facts)

    def refused(self, error: OnrecordError, request: Request) -> Response:
        """The page for an error: what, where, what next. Those who asked for data get it as data."""
        if "text/html" not in request.headers.get("accept", ""):
            return answers.refused(error, request.headers)
        try:
            return self.page(
                request,
                "refused.html",
                view="",
                title=error.what,
                status=status_of(error),
                error=error,
                panel=None,
            )
        except OnrecordError:
            # Not even the counts of the frame can be had.
            return answers.refused(error, request.headers)

    def _made(self, template: str, status: int, **facts: Any) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(facts), status)


def state(request: Request) -> dict[str, str]:
    """The filters that are set in an address: what stays when going from view to view."""
    return {name: value for name in FILTERS if (value := request.query_params.get(name))}


def chips(request: Request, view: str, asks: str | None = None) -> list[Chip]:
    """The filters that are set, each with the address without it."""
    # Pages beside the views (search, actors) are named as the question that they ask.
    asks = asks or next((one.asks for one in VIEWS if one.name == view), view if view in APPLY else None)
    applies = APPLY[asks] if asks else frozenset(FILTERS)
    query = request.query_params.multi_items()
    return [
        Chip(
            label=FILTERS[name][0],
            value=value,
            applies=name in applies,
            without=href(here(request), [(key, one) for key, one in query if key not in (name, "after")]),
        )
        for name, value in state(request).items()
    ]


def filters(request: Request, asks: str) -> Filters:
    """The filters of an address that make sense for what is asked. Raises `UsageError` for a value that makes none."""
    asked: dict[str, Any] = {name: value for name, value in state(request).items() if name in APPLY[asks]}
    return Filters(**asked).checked(asks)


def plainly(word: str | None) -> str:
    """A word of the format's vocabulary as it is read.

    >>> plainly("own_words")
    'own words'
    """
    return (word or "").replace("_", " ")


def _shown(words: object) -> str:
    return "" if words is None else escaped(str(words))
