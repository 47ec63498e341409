"""Adding files in the browser, and the list of what was read and what was skipped, and why."""

from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.desk.frame import Frame
from onrecord.errors import DeskError
from onrecord.flow.options import ReadOptions
from onrecord.http.bodies import Kept, Skipped
from onrecord.http.faults import fault
from onrecord.http.interface import UPLOAD_BYTES, base_name
from onrecord.source.files import Delivery

_MOST_FILES = 1000


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the reports sent to the desk: those kept and those skipped, latest first."""

    kept: tuple[Kept, ...]
    skipped: tuple[Skipped, ...]


def routes(frame: Frame) -> list[BaseRoute]:
    """The page of the intake, and the form that sends files to it."""

    def show(request: Request) -> Response:
        return frame.page(request, "added.html", view="", title="Add reports", told=told(frame.interface.intake))

    async def add(request: Request) -> Response:
        async with request.form(max_files=_MOST_FILES) as form:
            options = ReadOptions(published=_word(form.get("published")), publisher=_word(form.get("publisher")))
            for file in form.getlist("files"):
                if isinstance(file, UploadFile) and file.filename:
                    await _add(frame, file, options)
        return RedirectResponse("/intake", status_code=303)

    return [Route("/intake", show), Route("/intake", add, methods=["POST"])]


def told(events: Iterable[Kept | Skipped]) -> Told:
    """The events by what became of the reports, latest first."""
    latest = list(events)[::-1]
    return Told(
        kept=tuple(one for one in latest if isinstance(one, Kept)),
        skipped=tuple(one for one in latest if isinstance(one, Skipped)),
    )


async def _add(frame: Frame, file: UploadFile, options: ReadOptions) -> None:
    name = base_name(file.filename or "")
    data = await file.read(UPLOAD_BYTES + 1)
    if len(data) > UPLOAD_BYTES:
        frame.interface.intake.append(Skipped(error=fault(DeskError(709, name, limit=f"{UPLOAD_BYTES:,}"))))
    else:
        await run_in_threadpool(list, frame.interface.receive(Delivery(source=name, data=data), options))


def _word(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
