"""Correcting by hand in the browser: forms for an entry, for one that was missed, and for undoing."""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import parse_qsl

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.desk import fields
from onrecord.desk.address import href
from onrecord.desk.author import author_of, remember
from onrecord.desk.flash import DONE, UNDONE, back, numbers
from onrecord.desk.frame import EVIDENCE, Frame
from onrecord.desk.panel import panel
from onrecord.document.document import Span
from onrecord.document.spans import hull
from onrecord.errors import DeskError, OnrecordError, StoreError, UsageError
from onrecord.http.asking import span_of
from onrecord.http.faults import status_of
from onrecord.http.interface import BODY_BYTES, number_of, read
from onrecord.record.correction import Action
from onrecord.record.fields import NEEDED, Entry, kind_of
from onrecord.record.parts import Actor, Move, Record, Statement
from onrecord.record.worded import passage

_CANNOT = (409, 420, 421, 422, 423)
"""Errors that no other words in the form would mend: there is no such report, entry or correction."""

_PASSAGE_OF: dict[str, str] = {"statement": "content", "move": "trigger"}
"""The field of an entry to be added that a marked passage fills."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was sent."""

    values: dict[str, list[str]]

    def word(self, name: str) -> str | None:
        """The first value of a field, None where it is empty or not there."""
        found = fields.filled(self.values.get(name, ())[:1])
        return found[0] if found else None


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why a form was not taken: the error, and the field that it is about ("": none of them)."""

    field: str
    error: OnrecordError


def routes(frame: Frame) -> list[BaseRoute]:
    """The forms, each with the address that takes it."""

    def show(request: Request) -> Response:
        return _form(frame, request)

    async def take(request: Request) -> Response:
        sent = await _sent(request)
        return await run_in_threadpool(_take, frame, request, sent)

    def ask_undo(request: Request) -> Response:
        return _undoing(frame, request)

    async def undo(request: Request) -> Response:
        sent = await _sent(request)
        return await run_in_threadpool(_undo, frame, request, sent)

    return [
        Route("/correct/{report}/{entry}", show),
        Route("/correct/{report}/{entry}", take, methods=["POST"]),
        Route("/undo/{number}", ask_undo),
        Route("/undo/{number}", undo, methods=["POST"]),
    ]


def _form(frame: Frame, request: Request, sent: Form | None = None, trouble: Trouble | None = None) -> Response:
    """The form for an entry, as it is or with what was typed and what was wrong with it."""
    record, entry = _found(frame, request)
    name = request.path_params["entry"]
    error = (trouble.field, trouble.error) if trouble else None
    typed = sent.values if sent else None
    span = _span(request, record)
    if entry is not None:
        shown = fields.fields_of(record, entry, _typed(typed), error)
        title = f"Correct {name}"
    else:
        kind: Literal["statement", "move"] = "move" if name == "move" else "statement"
        begun = {_PASSAGE_OF[kind]: [passage(record.report.text, span)]} if span else None
        shown = fields.new_fields(record, kind, typed or begun, error)
        title = f"Add a {kind}"
    known = {field.name for field in shown} | {"author"}
    report = record.report.id
    return frame.page(
        request,
        "correct.html",
        view="",
        title=title,
        status=status_of(trouble.error) if trouble else 200,
        fields=shown,
        adds=entry is None,
        report=record.report,
        entry=name,
        action=f"/correct/{report}/{name}",
        actors=[actor.name for actor in record.actors],
        back=back(request, sent.word("back") if sent else None, _reading(report, name if entry else None)),
        named=sent.word("author") if sent and "author" in sent.values else author_of(request),
        note=sent.word("note") if sent else None,
        trouble=trouble if trouble and trouble.field not in known else None,
        unnamed=trouble.error if trouble and trouble.field == "author" else None,
        panel=panel(frame.book, f"{report}:{name}" if entry is not None else _at(report, span)),
    )


def _take(frame: Frame, request: Request, sent: Form) -> Response:
    record, entry = _found(frame, request)
    report, name = record.report.id, request.path_params["entry"]
    kind = kind_of(entry) if entry is not None else name
    try:
        action, given = _asked(sent, kind, entry)
        with frame.interface.changing:
            rows = list(
                frame.book.correct(
                    report, name, given, action=action, author=sent.word("author") or "", note=sent.word("note")
                )
            )
    except OnrecordError as error:
        if error.number in _CANNOT:
            raise
        return _form(frame, request, sent, Trouble(field=fields.field_of(error, sent.values, kind), error=error))
    made = rows[0].entry
    page = back(request, sent.word("back"), _reading(report, None))
    if action == "reject":
        # There is no evidence of it any more: its passage is where one was.
        at = _link(entry) if entry is not None else None
        answer = _see(page, "c", **{DONE: numbers(rows), EVIDENCE: None, "c": at})
    else:
        answer = _see(page, made, **{DONE: numbers(rows), EVIDENCE: f"{report}:{made}", "c": None})
    remember(answer, rows[0].author)
    return answer


def _undoing(frame: Frame, request: Request, error: OnrecordError | None = None, sent: Form | None = None) -> Response:
    row = frame.book.correction(number_of(request))
    return frame.page(
        request,
        "undo.html",
        view="",
        title=f"Undo correction {row.number}",
        status=status_of(error) if error else 200,
        row=row,
        error=error,
        back=back(request, sent.word("back") if sent else None, _reading(row.report_id, row.entry)),
    )


def _undo(frame: Frame, request: Request, sent: Form) -> Response:
    number = number_of(request)
    try:
        with frame.interface.changing:
            row = frame.book.undo(number, author=sent.word("author") or author_of(request))
    except OnrecordError as error:
        if error.number in _CANNOT:
            raise
        return _undoing(frame, request, error, sent)
    page = back(request, sent.word("back"), _reading(row.report_id, row.entry))
    # What was added is gone with its correction; what was rejected is there again.
    shown = {EVIDENCE: None if row.action == "add" else f"{row.report_id}:{row.entry}"} if row.report_id else {}
    answer = _see(page, row.entry, **{UNDONE: str(number), "c": None}, **shown)
    remember(answer, row.undone_by or "")
    return answer


def _asked(sent: Form, kind: str, entry: Entry | None) -> tuple[Action, dict[str, list[str]] | None]:
    """The action that a form asks for, with the fields it gives. Raises `UsageError` 526 where it changes nothing."""
    word = sent.word("action") or ("add" if entry is None else "set")
    if word in ("accept", "reject") and entry is not None:
        return ("accept" if word == "accept" else "reject"), None
    if entry is None:
        return "add", {name: typed for name, typed in fields.changed(kind, sent.values).items() if typed}
    given = fields.changed(kind, sent.values)
    if not given:
        raise UsageError(526, problem="no field was changed; to agree with the entry as it stands, accept it")
    return "set", given


def _found(frame: Frame, request: Request) -> tuple[Record, Entry | None]:
    """The record, and the entry in it: None for one that is to be added. Raises `StoreError` 409, 420 and 423."""
    report, name = request.path_params["report"], request.path_params["entry"]
    record = frame.book.record(frame.book.reading(report).report.id)
    if name in NEEDED:
        return record, None
    every: Sequence[Entry] = (*record.statements, *record.moves, *record.actors)
    entry = next((one for one in every if one.id == name), None)
    if entry is None:
        raise StoreError(423, name, report=report[:12])
    return record, entry


def _span(request: Request, record: Record) -> Span | None:
    """The passage that was marked for what is to be added, without blanks at its ends; None where there is none."""
    start, end = span_of(request.query_params.get("c", "")) or (0, 0)
    words = record.report.text[start:end]
    if len(words) != end - start or not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _link(entry: Entry) -> str:
    """The passage of an entry as the permanent link names it."""
    match entry:
        case Statement():
            start, end = hull(entry.content.spans)
        case Move():
            start, end = entry.span
        case Actor():
            start, end = entry.mentions[0].span if entry.mentions else (0, 0)
    return f"{start}-{end}"


def _at(report: str, span: Span | None) -> str | None:
    return f"{report}:{span[0]}-{span[1]}" if span else None


def _typed(values: dict[str, list[str]] | None) -> dict[str, list[str]] | None:
    """What was typed; a form that only accepts or rejects has no fields."""
    return values if values and any(name.startswith(fields.WAS) for name in values) else None


def _reading(report: str | None, entry: str | None) -> str:
    if report is None:
        return "/reading"
    return href(f"/reading/{report}", e=f"{report}:{entry}") if entry else f"/reading/{report}"


def _see(page: str, entry: str, **changes: Any) -> Response:
    """On to a page, with what was done in its address, at the entry where the page is of a report."""
    path, _, query = page.partition("?")
    at = f"#{entry}" if path.startswith("/reading/") else ""
    return RedirectResponse(href(path, parse_qsl(query), **changes) + at, status_code=303)


async def _sent(request: Request) -> Form:
    """A form as a browser sends it. Raises `DeskError` 705 for anything else, 709 for too much of it."""
    try:
        pairs = parse_qsl((await read(request, BODY_BYTES)).decode(), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise DeskError(705, reason=error, url=str(request.base_url)) from error
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return Form(values=values)
