"""The network in the browser: who dealt with whom, as a picture and as the table of the same pairs."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.emptiness import emptiness
from onrecord.desk.frame import Frame, filters, href, state
from onrecord.errors import UsageError
from onrecord.exchange import svg_network, wording
from onrecord.exchange.svg_network import Leads
from onrecord.flow.questions import Ask
from onrecord.http.paging import page
from onrecord.store.filters import APPLY, Filters
from onrecord.views.dealings import PairOf
from onrecord.views.moves import MoveRow
from onrecord.views.network import NetworkRow

SIZES = {"50": 0.5, "75": 0.75, "100": 1.0, "150": 1.5, "200": 2.0, "300": 3.0}
"""How large the picture can be shown, in percent, and as times its own size."""
_SIZE = "100"

CLASSES = {
    "verbal-cooperation": "words of cooperation",
    "material-cooperation": "acts of cooperation",
    "verbal-conflict": "words of conflict",
    "material-conflict": "acts of conflict",
}

Pairs = list[tuple[str, str]]


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The pair or the actor that is chosen, and the moves behind it.

    `ids` are one or two actors, `names` theirs (the ids where the filters leave nothing of them).
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    quad: str | None
    moves: tuple[MoveRow, ...]
    following: str | None

    def marks(self, row: NetworkRow) -> bool:
        """Whether a pair is what is chosen, or one of the actor's."""
        if len(self.ids) == 1:
            return self.ids[0] in (row.actor_id, row.to_id)
        return self.ids == (row.actor_id, row.to_id) and self.quad in (None, row.quad)


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of the network."""

    def show(request: Request) -> Response:
        query = request.query_params
        applied = filters(request, "network")
        ask = Ask(filters=applied, only=query.get("only") or "")
        found = page(frame.book, "network", ask, query.get("after") or None)
        chosen = _chosen(frame, request, applied, found.rows)
        size = query.get("zoom") or _SIZE
        if size not in SIZES:
            raise UsageError(532, name="zoom", value=size[:40], known=", ".join(SIZES))
        links = _Links(request)
        return frame.page(
            request,
            "network.html",
            view="network",
            title="Network",
            rows=found.rows,
            picture=_picture(found.rows, chosen, links, SIZES[size]) if found.rows else "",
            chosen=chosen,
            links=links,
            only=_name(frame, ask.filters, ask.only, found.rows) if ask.only else None,
            size=size,
            sizes=[(one, links.to(zoom=one)) for one in SIZES],
            classes=CLASSES,
            empty=None if found.rows else emptiness(frame, request, "network", ask),
            reports=frame.book.counts()["reports"],
            first=not query.get("after"),
            following=links.to(after=found.next) if found.next else None,
            moved=found.moved,
            data=_data(request, ask),
            asked=query.multi_items(),
            where=wording.where,
            of=wording.of,
        )

    return [Route("/network", show)]


class _Links:
    """Addresses on the page: each keeps what is asked, and the place in the table."""

    def __init__(self, request: Request) -> None:
        query = request.query_params.multi_items()
        self._here = [(key, value) for key, value in query if key not in ("e", "more")]

    def to(self, **changes: str | None) -> str:
        """The page with changes."""
        return href("/network", self._here, **changes)

    def pair(self, row: NetworkRow) -> str:
        """The page with this pair chosen."""
        return self.to(pair=str(PairOf(row.actor_id, row.to_id, row.quad)), actor=None)

    def actor(self, actor: str) -> str:
        """The page with this actor chosen."""
        return self.to(actor=actor, pair=None)

    def only(self, actor: str) -> str:
        """The page with the pairs of this actor alone."""
        return self.to(only=actor, actor=actor, pair=None, after=None)


def _picture(rows: Sequence[NetworkRow], chosen: Chosen | None, links: _Links, size: float) -> str:
    def pair(row: NetworkRow) -> dict[str, str]:
        return {"href": links.pair(row), "data-item": ""} | _marked(chosen is not None and chosen.marks(row))

    def actor(id_: str) -> dict[str, str]:
        return {"href": links.actor(id_), "data-item": ""} | _marked(chosen is not None and id_ in chosen.ids)

    return svg_network.draw(rows, Leads(actor=actor, pair=pair), size=size)


def _marked(is_chosen: bool) -> dict[str, str]:
    return {"aria-current": "true"} if is_chosen else {}


def _chosen(frame: Frame, request: Request, applied: Filters, rows: Sequence[NetworkRow]) -> Chosen | None:
    query = request.query_params
    pair, actor = query.get("pair") or "", query.get("actor") or ""
    if not pair and not actor:
        return None
    read = PairOf.read(pair) if pair else None
    ids = (read.actor, read.to) if read else (actor,)
    ask = Ask(filters=applied, pair=pair, actor="" if pair else actor)
    found = page(frame.book, "dealings", ask, query.get("more") or None)
    here = [(key, value) for key, value in query.multi_items() if key not in ("e", "more")]
    return Chosen(
        ids=ids,
        names=tuple(_name(frame, applied, one, rows) for one in ids),
        quad=read.quad if read else None,
        moves=found.rows,
        following=href("/network", here, more=found.next) if found.next else None,
    )


def _name(frame: Frame, applied: Filters, id_: str, rows: Sequence[NetworkRow]) -> str:
    """What an actor is called; its id where no pair that passes the filters has it."""
    one = Ask(filters=msgspec.structs.replace(applied, limit=1), only=id_)
    # Asked only where the rows at hand do not tell.
    further: Iterator[NetworkRow] = frame.book.rows("network", one)
    for row in chain(rows, further):
        if id_ in (row.actor_id, row.to_id):
            return row.actor if id_ == row.actor_id else row.to
    return id_


def _data(request: Request, ask: Ask) -> dict[str, str]:
    """Where the same is to be had as data."""
    query: dict[str, Any] = {name: value for name, value in state(request).items() if name in APPLY["network"]}
    given = request.query_params
    data = {
        "Pairs as CSV": href("/network.csv", query, only=ask.only or None),
        "as JSON": href("/network.json", query, only=ask.only or None, after=given.get("after")),
    }
    if given.get("pair") or given.get("actor"):
        what = {"pair": given["pair"]} if given.get("pair") else {"actor": given["actor"]}
        data["Moves of what is chosen as JSON"] = href("/dealings.json", {**query, **what})
    return data
