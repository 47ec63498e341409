"""Why a list is empty, and the way out: nothing was added, filters hide everything, or nothing was found."""

from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from starlette.requests import Request

from onrecord.desk.address import here
from onrecord.desk.frame import FILTERS, Frame, href, state
from onrecord.flow.questions import Ask, question
from onrecord.store.filters import APPLY


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """An address where something is found, and what it is called."""

    label: str
    address: str


class Emptiness(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing is shown. `ways` lead to something: the widest of the filters first, to be dropped one by one."""

    why: Literal["nothing added", "hidden", "nothing found"]
    reports: int
    ways: tuple[Way, ...]


def emptiness(frame: Frame, request: Request, name: str, ask: Ask) -> Emptiness:
    """Why a question has no rows. Where filters hide them, the filters without one of which there are some."""
    reports = frame.book.counts()["reports"]
    if not reports:
        return Emptiness(why="nothing added", reports=0, ways=(Way(label="Add reports", address="/intake"),))
    asks = question(name).filters
    applied = [one for one in state(request) if asks and one in APPLY[asks]]
    ways = tuple(_without(request, one) for one in applied if _finds(frame, name, _dropped(ask, one)))
    if (
        not ways
        and len(applied) > 1
        and _finds(frame, name, replace(ask, filters=replace(ask.filters, **_no(applied))))
    ):
        ways = (Way(label="Drop all filters", address=_address(request, *applied)),)
    return Emptiness(why="hidden" if ways else "nothing found", reports=reports, ways=ways)


def _finds(frame: Frame, name: str, ask: Ask) -> bool:
    one = replace(ask, filters=replace(ask.filters, limit=1, skip=0))
    return next(iter(frame.book.rows(name, one)), None) is not None


def _dropped(ask: Ask, name: str) -> Ask:
    return replace(ask, filters=replace(ask.filters, **_no([name])))


def _no(names: list[str]) -> dict[str, Any]:
    return dict.fromkeys(names)


def _without(request: Request, name: str) -> Way:
    value = state(request)[name]
    return Way(label=f"Drop “{FILTERS[name][0]}: {value}”", address=_address(request, name))


def _address(request: Request, *names: str) -> str:
    query = request.query_params.multi_items()
    return href(here(request), [(key, value) for key, value in query if key not in (*names, "after", "e")])
