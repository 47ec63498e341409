"""The calls of a record as addresses: what each takes, what it answers, and how."""

import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from onrecord.errors import DeskError, OnrecordError, StoreError
from onrecord.exchange import board_rows, csv
from onrecord.exchange.exports import export
from onrecord.exchange.methods_text import paragraphs
from onrecord.flow.add import Summary, keep_all
from onrecord.flow.book import RecordBook
from onrecord.flow.one import received
from onrecord.flow.options import ReadOptions
from onrecord.flow.questions import question
from onrecord.http import answers, bodies
from onrecord.http.asking import asking, filters_of, span_of, whole_number
from onrecord.http.faults import fault
from onrecord.http.paging import page
from onrecord.source.files import Delivery
from onrecord.store.filing import Filed, Filing
from onrecord.version import __version__
from onrecord.views.methods import Methods

UPLOAD_BYTES = 64 * 1024 * 1024
"""The largest file that can be dropped on the page."""
_INTAKE = 1000
BODY_BYTES = 1024 * 1024
"""The largest request to change something."""

BodyT = TypeVar("BodyT", bound=msgspec.Struct)


class Interface:
    """The handlers of all addresses that answer with data.

    `changing` is held by whoever changes the record: the engine lets one at a time. `intake` tells of the reports that
    were sent to this desk since it was started, latest last.
    """

    def __init__(self, book: RecordBook) -> None:
        self.book = book
        self.changing = threading.Lock()
        self.intake: deque[bodies.Kept | bodies.Skipped] = deque(maxlen=_INTAKE)

    def desk(self, _: Request) -> Response:
        """What runs here, and which record it holds."""
        return answers.json(bodies.Desk(onrecord=__version__, record=self.book.where.key))

    def state(self, _: Request) -> Response:
        """How much is kept."""
        return answers.json(bodies.State(**self.book.counts(), state=self.book.state()))

    def rows(self, name: str, form: str) -> Callable[[Request], Response]:
        """The handler for a question's rows: a page as `json`, or all as `jsonl` or `csv`."""

        def handler(request: Request) -> Response:
            asked = asking(name, request.query_params)
            if form == "json":
                return answers.json(page(self.book, name, asked.ask, asked.after))
            found = self.book.rows(name, asked.ask)
            if form == "jsonl":
                return answers.lines(_begun(found))
            return _csv(name, csv.lines(question(name).row, _begun(found)))

        return handler

    def board(self, request: Request) -> Response:
        """Where parties stand."""
        query = request.query_params
        return answers.json(self.book.board(*query.getlist("party"), since=query.get("since") or None))

    def board_csv(self, request: Request) -> Response:
        """The cards of the negotiation board, one a row. As CSV."""
        query = request.query_params
        found = self.book.board(*query.getlist("party"), since=query.get("since") or None)
        return _csv("board", csv.lines(board_rows.BoardRow, board_rows.rows(found)))

    def lanes(self, request: Request) -> Response:
        """The busiest actors of a timeline, counted by stretches of time."""
        ask = asking("timeline", request.query_params).ask
        return answers.json(self.book.lanes(ask.clock, **ask.filters.asked()))

    def reports(self, request: Request) -> Response:
        """The reports by date, copies folded under their origin, a page at a time."""
        query = {key: value for key, value in request.query_params.items() if value}
        after = query.pop("after", None)
        return answers.json(self.book.reports(after, **filters_of("reports", query).asked()))

    def place(self, request: Request) -> Response:
        """Where a report stands in the list of reports: its number, and the reports before and after it."""
        query = {key: value for key, value in request.query_params.items() if value}
        filters = filters_of("reports", query).asked()
        return answers.json(self.book.place(request.path_params["report"], **filters))

    def correction(self, request: Request) -> Response:
        """One correction by hand, and what has become of it."""
        return answers.json(self.book.correction(number_of(request)))

    def reading(self, request: Request) -> Response:
        """One report as it is read on a page: its text in flat segments, with marks."""
        return answers.json(self.book.reading(request.path_params["report"]))

    def evidence(self, request: Request) -> Response:
        """Everything that stands behind one entry of a report or, for START-END, behind a passage."""
        report, entry = request.path_params["report"], request.path_params["entry"]
        span = span_of(entry)
        return answers.json(self.book.evidence_at(report, *span) if span else self.book.evidence(report, entry))

    def cite(self, request: Request) -> Response:
        """A citation of an entry, as text and as CSL-JSON."""
        return answers.json(self.book.cite(request.path_params["report"], request.path_params["entry"]))

    def export(self, request: Request) -> Response:
        """What passes the filters, in one of the formats of `onrecord export`, as it is made."""
        found = export(request.path_params["format"])
        query = {key: value for key, value in request.query_params.items() if value}
        pieces = _begun(self.book.exported(found.name, filters_of(found.filters, query)))
        head = {"Content-Disposition": f'attachment; filename="onrecord-{found.name}{found.suffix}"'}
        return StreamingResponse(pieces, media_type=found.media_type, headers=head)

    def dates(self, request: Request) -> Response:
        """How many entries of a timeline stand on which date, and how many on none."""
        ask = asking("timeline", request.query_params).ask
        return answers.json(self.book.dates(ask.clock, **ask.filters.asked()))

    def methods(self, request: Request) -> Response:
        """What a paper has to say of the record: versions, models, scores, counts, dates."""
        return answers.json(self._methods(request))

    def methods_text(self, request: Request) -> Response:
        """What a paper has to say of the record, in paragraphs."""
        return PlainTextResponse("\n\n".join(paragraphs(self._methods(request))) + "\n")

    def records(self, _: Request) -> Response:
        """Every record as corrected by hand."""
        return answers.lines(self.book.records())

    def applications(self, _: Request) -> Response:
        """For each report with corrections the machine's own reading and the corrections."""
        found = self.book.applications()
        return answers.lines(bodies.Applied(machine=one, corrections=tuple(all_)) for one, all_ in found)

    def record(self, request: Request) -> Response:
        """One record: as corrected by hand or, with `machine=yes`, as it was read."""
        read = self.book.machine_record if request.query_params.get("machine") == "yes" else self.book.record
        return answers.json(read(request.path_params["report"]))

    def check(self, _: Request) -> Response:
        """What is whole in the record and what is not."""
        return answers.json(self.book.check())

    def backup(self, _: Request) -> Response:
        """A copy of the record as it is now, a file of the store's engine."""
        head = {"Content-Disposition": f'attachment; filename="{_plain(f"{self.book.where.name}.duckdb")}"'}
        return StreamingResponse(self.book.copied(), media_type="application/octet-stream", headers=head)

    async def accept(self, _: Request) -> Response:
        """Take the record as it is, whatever it has lost of what was acknowledged."""
        return await self._changed(self.book.accept)

    async def correct(self, request: Request) -> Response:
        """Correct an entry by hand."""
        body = await _body(request, bodies.Correct)
        return await self._changed(
            lambda: self.book.correct(
                body.report,
                body.entry,
                body.fields,
                action=body.action,
                author=body.author,
                note=body.note,
                made=body.made,
            )
        )

    async def undo(self, request: Request) -> Response:
        """Undo a correction."""
        body = await _body(request, bodies.Undo)
        return await self._changed(lambda: self.book.undo(body.number, author=body.author, made=body.made))

    async def merge(self, request: Request) -> Response:
        """Make actors one."""
        body = await _body(request, bodies.Merge)
        return await self._changed(
            lambda: bodies.Identity(id=self.book.merge_actors(body.ids, author=body.author, note=body.note))
        )

    async def split(self, request: Request) -> Response:
        """Take actors of a report out of the ones across reports."""
        body = await _body(request, bodies.Split)
        return await self._changed(
            lambda: bodies.Identity(
                id=self.book.split_actor(body.report, *body.actors, author=body.author, note=body.note)
            )
        )

    async def part(self, request: Request) -> Response:
        """Say that an actor is somebody else in some reports."""
        body = await _body(request, bodies.Part)
        return await self._changed(
            lambda: self.book.part_actor(body.id, *body.reports, author=body.author, note=body.note)
        )

    async def remove(self, request: Request) -> Response:
        """Take reports out for good."""
        body = await _body(request, bodies.Remove)
        return await self._changed(lambda: self.book.remove(*body.reports))

    async def keep(self, request: Request) -> Response:
        """Keep reports that were read elsewhere."""
        body = await _body(request, bodies.Keep, limit=None)
        found = [Filing(one.record, one.raw) for one in body.filings]
        return await self._changed(lambda: list(map(bodies.kept, self.book.keep(found, again=body.again))))

    async def catch_up(self, _: Request) -> Response:
        """Bring the index that search needs up to date."""
        await run_in_threadpool(self.book.catch_up)
        return answers.json(None)

    async def upload(self, request: Request) -> Response:
        """Read one file that is sent as the request's body, and keep its reports; events as they come, then counts."""
        name = base_name(request.query_params.get("name", ""))
        data = await read(request, UPLOAD_BYTES)
        options = ReadOptions(
            published=request.query_params.get("published") or None,
            publisher=request.query_params.get("publisher") or None,
        )
        return answers.lines(self.receive(Delivery(source=name, data=data), options))

    def received(self, _: Request) -> Response:
        """What became of the reports that were sent to this desk since it was started."""
        return answers.json(tuple(self.intake))

    def receive(self, delivery: Delivery, options: ReadOptions) -> Iterator[bodies.Event]:
        """Read a file and keep its reports; what becomes of each as it does, then the counts."""
        summary = Summary()
        found = received(delivery, options, member_bytes=UPLOAD_BYTES)
        for event in keep_all(_Locked(self.book, self.changing), found):
            summary.count(event)
            told = bodies.Skipped(error=fault(event)) if isinstance(event, OnrecordError) else bodies.kept(event)
            self.intake.append(told)
            yield told
        yield bodies.Counted(
            read=summary.read, added=summary.added, already_there=summary.already_there, skipped=summary.skipped
        )

    def _methods(self, request: Request) -> Methods:
        outlets = request.query_params.get("outlets")
        return self.book.methods(whole_number("outlets", outlets)) if outlets else self.book.methods()

    async def _changed(self, change: Callable[[], Any]) -> Response:
        def locked() -> Any:
            with self.changing:
                return change()

        found = await run_in_threadpool(locked)
        return answers.json(tuple(found) if isinstance(found, (list, tuple)) or hasattr(found, "to_json") else found)


def number_of(request: Request) -> int:
    """The number of a correction in an address. Raises `StoreError` 421 where it can be none."""
    text: str = request.path_params["number"]
    # As many digits as the store's numbers can have.
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise StoreError(421, text[:20], record="RECORD")
    return int(text)


def base_name(name: str) -> str:
    """A file's name without folders, whichever system it comes from.

    >>> base_name("../reports\\\\day1.txt"), base_name("")
    ('day1.txt', 'dropped')
    """
    return name.replace("\\", "/").rpartition("/")[2] or "dropped"


class _Locked:
    """A record that is changed by one at a time."""

    def __init__(self, book: RecordBook, lock: threading.Lock) -> None:
        self._book = book
        self._lock = lock
        self.path = book.path

    def keep(self, filings: Any, *, again: bool = False) -> list[Filed]:
        with self._lock:
            return self._book.keep(filings, again=again)


def _plain(name: str) -> str:
    """A file's name as it can stand in a header."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)


def _csv(name: str, lines: Iterator[bytes]) -> Response:
    head = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=head)


def _begun(rows: Iterator[Any]) -> Iterator[Any]:
    """The same rows, once the first is there: what is wrong with the question is told before an answer begins."""
    first = next(rows, None)
    return iter(()) if first is None else _with(first, rows)


def _with(first: Any, rows: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rows


async def _body(request: Request, kind: type[BodyT], limit: int | None = BODY_BYTES) -> BodyT:
    try:
        return msgspec.json.decode(await read(request, limit), type=kind)
    except msgspec.MsgspecError as error:
        raise DeskError(705, reason=error, url=str(request.base_url)) from error


async def read(request: Request, limit: int | None) -> bytes:
    """The body of a request. Raises `DeskError` 709 for one of more bytes than `limit`."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if limit is not None and len(data) > limit:
            raise DeskError(709, limit=f"{limit:,}")
    return bytes(data)
