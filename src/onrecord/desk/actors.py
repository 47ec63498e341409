"""Actors in the browser: who appears, and by hand who is one and who is somebody else: asked first, with undo."""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.author import author_of, remember
from onrecord.desk.emptiness import emptiness
from onrecord.desk.flash import DONE, UNDONE, numbers
from onrecord.desk.frame import Frame, filters, href
from onrecord.errors import OnrecordError, StoreError
from onrecord.exchange import wording
from onrecord.flow.questions import Ask
from onrecord.http.faults import status_of
from onrecord.http.paging import page
from onrecord.reading.marks import EntityKind
from onrecord.store.filters import KINDS, Filters
from onrecord.views.appearances import ActorAppearance
from onrecord.views.corrections import CorrectionRow

_SAMPLE = 3
_KINDS: tuple[EntityKind, ...] = KINDS["actors"]  # type: ignore[assignment]  # the kinds of actors
_SIDES = 2
_NOBODY = 430
_PASSING = ("e", "after", DONE, UNDONE)
"""What an address says of this page alone, not of the next."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that is asked about: its id, and where it first appears."""

    id: str
    appearances: tuple[ActorAppearance, ...]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent to change who is who."""

    ids: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    author: str = ""
    note: str = ""


def routes(frame: Frame) -> list[BaseRoute]:
    """The list of actors, the page of each, and the forms that make them one or part them."""

    def show(request: Request) -> Response:
        return _list(frame, request)

    def one(request: Request) -> Response:
        try:
            return _actor(frame, request)
        except StoreError as error:
            undone = request.query_params.get(UNDONE)
            if error.number != _NOBODY or undone is None:
                raise
            # Whoever was made by what is now undone is no more.
            return RedirectResponse(href("/actors", undone=undone), status_code=303)

    def ask_merge(request: Request) -> Response:
        ids = tuple(dict.fromkeys(request.query_params.getlist("id")))
        if len(ids) < _SIDES:
            return _list(frame, request, StoreError(431))
        return _merging(frame, request, Form(ids=ids, author=author_of(request)))

    def ask_part(request: Request) -> Response:
        reports = tuple(dict.fromkeys(request.query_params.getlist("report")))
        if not reports:
            return _actor(frame, request, StoreError(433))
        return _parting(frame, request, Form(reports=reports, author=author_of(request)))

    async def merge(request: Request) -> Response:
        form = await _form(request)

        def change() -> CorrectionRow:
            id_ = frame.book.merge_actors(form.ids, author=form.author, note=form.note or None)
            return [row for row in frame.book.corrections() if row.action == "merge" and row.entry == id_][-1]

        return await _changed(frame, form, change, lambda error: _merging(frame, request, form, error))

    async def part(request: Request) -> Response:
        form = await _form(request)
        id_ = request.path_params["actor"]

        def change() -> CorrectionRow:
            return frame.book.part_actor(id_, *form.reports, author=form.author, note=form.note or None)

        return await _changed(frame, form, change, lambda error: _parting(frame, request, form, error))

    return [
        Route("/actors", show),
        Route("/actors/merge", ask_merge),
        Route("/actors/merge", merge, methods=["POST"]),
        Route("/actors/{actor}.json", _data),
        Route("/actors/{actor}/part", ask_part),
        Route("/actors/{actor}/part", part, methods=["POST"]),
        Route("/actors/{actor}", one),
    ]


def _data(request: Request) -> Response:
    return RedirectResponse(href("/appearances.json", actor=request.path_params["actor"]), status_code=307)


def _list(frame: Frame, request: Request, error: OnrecordError | None = None) -> Response:
    kind = request.query_params.get("kind") or None
    given = msgspec.structs.replace(filters(request, "actors"), kind=kind).checked("actors")
    ask = Ask(filters=given)
    found = page(frame.book, "actors", ask, request.query_params.get("after") or None)
    asked = [(key, value) for key, value in request.query_params.multi_items() if key not in _PASSING]
    return frame.page(
        request,
        "actors.html",
        view="actors",
        title="Actors",
        status=_status(error),
        rows=found.rows,
        empty=None if found.rows else emptiness(frame, request, "actors", ask),
        kind=kind,
        kinds=_KINDS,
        about=given.about or "",
        chosen=request.query_params.getlist("id"),
        following=href("/actors", asked, after=found.next) if found.next else None,
        moved=found.moved,
        error=error,
        asked=asked,
    )


def _actor(frame: Frame, request: Request, error: OnrecordError | None = None) -> Response:
    id_ = request.path_params["actor"]
    ask = Ask(filters=filters(request, "appearances"), actor=id_)
    found = page(frame.book, "appearances", ask, request.query_params.get("after") or None)
    first = found.rows[0] if found.rows else _sample(frame, id_).appearances[0]
    asked = [(key, value) for key, value in request.query_params.multi_items() if key not in _PASSING]
    return frame.page(
        request,
        "actor.html",
        view="appearances",
        title=first.name,
        status=_status(error),
        actor=first,
        rows=found.rows,
        empty=None if found.rows else emptiness(frame, request, "appearances", ask),
        following=href(f"/actors/{id_}", asked, after=found.next) if found.next else None,
        moved=found.moved,
        error=error,
        where=wording.where,
        asked=asked,
    )


def _merging(frame: Frame, request: Request, form: Form, error: OnrecordError | None = None) -> Response:
    samples = [_sample(frame, id_) for id_ in form.ids] if error is None or error.number != _NOBODY else []
    return _asking(frame, request, form, error, samples=samples, part=None)


def _parting(frame: Frame, request: Request, form: Form, error: OnrecordError | None = None) -> Response:
    id_ = request.path_params["actor"]
    every = [row for row in frame.book.rows("appearances", Ask(actor=id_)) if row.report.id in form.reports]
    sample = _sample(frame, id_)
    return _asking(
        frame, request, form, error, samples=[Sample(id=id_, appearances=tuple(every))], part=sample.appearances[0]
    )


def _asking(frame: Frame, request: Request, form: Form, error: OnrecordError | None, **facts: Any) -> Response:
    """The question that stands before every change; what was typed stays where the change was refused."""
    return frame.page(
        request,
        "ask_actors.html",
        view="",
        title="Are these somebody else?" if facts["part"] else "Are these one actor?",
        status=_status(error),
        form=form,
        asked=[],
        error=error,
        where=wording.where,
        **facts,
    )


def _status(error: OnrecordError | None) -> int:
    # Too few, or all, were chosen: that is for whoever chose to mend.
    return 200 if error is None else 400 if error.number in (431, 433) else status_of(error)


def _sample(frame: Frame, id_: str) -> Sample:
    found = tuple(frame.book.rows("appearances", Ask(actor=id_, filters=Filters(limit=_SAMPLE))))
    if not found:
        raise StoreError(_NOBODY, id_, record=frame.book.where)
    return Sample(id=id_, appearances=found)


async def _form(request: Request) -> Form:
    async with request.form() as form:
        words = {name: [str(value) for value in form.getlist(name)] for name in ("id", "report", "author", "note")}
    return Form(
        ids=tuple(words["id"]),
        reports=tuple(words["report"]),
        author=" ".join(words["author"]).strip(),
        note=" ".join(words["note"]).strip(),
    )


async def _changed(
    frame: Frame,
    form: Form,
    change: Callable[[], CorrectionRow],
    refused: Callable[[OnrecordError], Response],
) -> Response:
    """Make a change and show what it did; or, where it is refused, show the form again with why."""

    def locked() -> Response:
        try:
            with frame.interface.changing:
                made = change()
        except OnrecordError as error:
            return refused(error)
        answer = RedirectResponse(href(f"/actors/{made.entry}", done=numbers([made])), status_code=303)
        remember(answer, form.author)
        return answer

    return await run_in_threadpool(locked)
