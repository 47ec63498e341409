"""A record that a desk holds, asked through it: the same calls, so that nobody meets a lock."""

import http.client
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Self, TypeVar, Unpack
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from onrecord.errors import DeskError
from onrecord.exchange.exports import export
from onrecord.exchange.table import Table
from onrecord.flow.backup import WAIT, backup_at, backup_from
from onrecord.flow.book import RecordBook
from onrecord.flow.correct import Said, named
from onrecord.flow.filtering import MoveFilters, ReportFilters
from onrecord.flow.questions import Ask, question
from onrecord.http import bodies
from onrecord.http.asking import query_of
from onrecord.http.faults import Refusal, raised
from onrecord.http.holder import Holder, holder
from onrecord.record.correction import Action, Correction
from onrecord.record.parts import Record
from onrecord.store.check import Checked
from onrecord.store.check_reading import Tell, silent
from onrecord.store.filing import Filed, Filing
from onrecord.store.filters import Filters
from onrecord.store.place import Place, is_address
from onrecord.store.removing import Removed
from onrecord.version import __version__
from onrecord.views.board import Board
from onrecord.views.corrections import CorrectionRow
from onrecord.views.evidence import Evidence, SpanEvidence
from onrecord.views.methods import OUTLETS, Methods
from onrecord.views.reading import ReadingView
from onrecord.views.reports import ReportPlace, ReportsPage
from onrecord.views.timeline import Dates, Lane

_SECONDS = 600
_PING_SECONDS = 5
_REFUSED = b'{"error":'

AnswerT = TypeVar("AnswerT")


def open_book(path: str | PathLike[str], *, read_only: bool = False) -> RecordBook:
    """The record in a file, through the desk that holds it where one does, or at a postgresql:// address.

    Raises `StoreError` as `RecordBook.open`, and `DeskError` 706 where the desk is of another version.
    """
    # Many may use a database at the same time: its desk holds nothing.
    found = None if is_address(path) else holder(Path(path))
    if found is not None and answers_at(found):
        return DeskBook(Path(path), found)
    return RecordBook.open(path, read_only=read_only)


def backup(path: Path, out: Path, *, replace: bool = False, wait: float = WAIT, tell: Tell = silent) -> Checked:
    """Copy a record as it is now, whoever holds it; see `RecordBook.backup` and `backup_at`."""
    found = holder(path)
    if found is not None and answers_at(found):
        with DeskBook(path, found) as book:
            return book.backup(out, replace=replace)
    return backup_at(path, out, replace=replace, wait=wait, tell=tell)


def answers_at(found: Holder) -> bool:
    """Whether a desk still answers where one was noted. Raises `DeskError` 706 where it is of another version."""
    line = _Line(found, _PING_SECONDS)
    try:
        desk = line.get("/desk.json", bodies.Desk)
    except DeskError:
        return False
    finally:
        line.close()
    if desk.onrecord != __version__:
        raise DeskError(706, theirs=desk.onrecord, ours=__version__)
    return True


class DeskBook(RecordBook):
    """A record through the desk that holds it: every call of `RecordBook`, and the same answers and errors."""

    def __init__(self, path: Path, found: Holder) -> None:
        self._where = Place(path)
        self._line = _Line(found, _SECONDS)

    @classmethod
    def open(cls, path: str | PathLike[str] | Place, *, read_only: bool = False) -> Self:
        """The record in a file through its desk. Raises `DeskError` 700 where none holds it."""
        file = Place(path).file
        found = holder(file) if file is not None else None
        if file is None or found is None:
            raise DeskError(700, str(Place(path)), reason="none is noted", url=str(Place(path)))
        return cls(file, found)

    @property
    def where(self) -> Place:
        """Where the record lies."""
        return self._where

    def keep(self, filings: Iterable[Filing], *, again: bool = False) -> list[Filed]:
        """Keep reports that were read, in one transaction."""
        sent = tuple(bodies.Sent(record=one.record, raw=one.raw) for one in filings)
        kept = self._line.post("/keep", bodies.Keep(filings=sent, again=again), list[bodies.Kept]) if sent else []
        return list(map(bodies.filed, kept))

    def spare(self, on: bool) -> None:
        """Nothing: what the desk holds is its own matter."""

    def catch_up(self) -> None:
        """Bring the index that search needs up to date."""
        self._line.post("/catch-up", None, type(None))

    def rows(self, name: str, ask: Ask | None = None) -> Iterator[Any]:
        """The rows that answer a question, one at a time."""
        return self._line.lines(f"/{name}.jsonl?{urlencode(query_of(ask or Ask()))}", question(name).row)

    def board(self, *parties: str, since: str | None = None) -> Board:
        """Where parties stand, matter by matter."""
        query = [*(("party", one) for one in parties), *([("since", since)] if since is not None else [])]
        return self._line.get(f"/board.json?{urlencode(query)}", Board)

    def lanes(self, clock: str = "happened", **filters: Unpack[MoveFilters]) -> tuple[Lane, ...]:
        """The busiest actors of a timeline."""
        query = query_of(Ask(filters=Filters(**filters), clock=clock))
        return self._line.get(f"/lanes.json?{urlencode(query)}", tuple[Lane, ...])

    def reports(self, after: str | None = None, **filters: Unpack[ReportFilters]) -> ReportsPage:
        """A page of the reports, by date."""
        query = {**query_of(Ask(filters=Filters(**filters))), **({"after": after} if after is not None else {})}
        return self._line.get(f"/reading.json?{urlencode(query)}", ReportsPage)

    def place(self, report: str, **filters: Unpack[ReportFilters]) -> ReportPlace:
        """Where a report stands in the list."""
        query = urlencode(query_of(Ask(filters=Filters(**filters))))
        return self._line.get(f"/reading/{quote(report, safe='')}/place.json?{query}", ReportPlace)

    def reading(self, report: str) -> ReadingView:
        """One report as it is read on a page."""
        return self._line.get(f"/reading/{quote(report, safe='')}.json", ReadingView)

    def evidence(self, report: str, entry: str) -> Evidence:
        """Everything that stands behind one entry."""
        return self._line.get(f"/evidence/{quote(report, safe='')}/{quote(entry, safe='')}.json", Evidence)

    def evidence_at(self, report: str, start: int, stop: int) -> SpanEvidence:
        """What was read at a passage."""
        return self._line.get(f"/evidence/{quote(report, safe='')}/{start:d}-{stop:d}.json", SpanEvidence)

    def exported(self, format: str, filters: Filters) -> Iterator[bytes]:  # noqa: A002
        """What passes the filters in a format, as bytes, as they are made."""
        return self._line.pieces(f"/export/{quote(export(format).name)}?{urlencode(query_of(Ask(filters=filters)))}")

    def dates(self, clock: str = "happened", **filters: Unpack[MoveFilters]) -> Dates:
        """How many entries of a timeline stand on which date."""
        query = query_of(Ask(filters=Filters(**filters), clock=clock))
        return self._line.get(f"/dates.json?{urlencode(query)}", Dates)

    def methods(self, outlets: int = OUTLETS) -> Methods:
        """What a paper has to say of the record."""
        return self._line.get(f"/methods.json?{urlencode({'outlets': outlets})}", Methods)

    def records(self) -> Iterator[Record]:
        """Every record as corrected by hand, in the order added."""
        return self._line.lines("/records.jsonl", Record)

    def applications(self) -> Iterator[tuple[Record, list[Correction]]]:
        """For each report with corrections the machine's own reading and the corrections."""
        for one in self._line.lines("/applications.jsonl", bodies.Applied):
            yield one.machine, list(one.corrections)

    def record(self, report_id: str) -> Record:
        """The record of one report as corrected by hand."""
        return self._line.get(f"/records/{quote(report_id, safe='')}.json", Record)

    def machine_record(self, report_id: str) -> Record:
        """The machine's own reading of a report."""
        return self._line.get(f"/records/{quote(report_id, safe='')}.json?machine=yes", Record)

    def correct(
        self,
        report: str,
        entry: str,
        fields: Mapping[str, Said] | None = None,
        *,
        action: Action = "set",
        author: str | None = None,
        note: str | None = None,
        made: str | None = None,
    ) -> Table[CorrectionRow]:
        """Correct an entry by hand."""
        given: Any = None if fields is None else dict(fields)
        body = bodies.Correct(
            report=report, entry=entry, fields=given, action=action, author=named(author), note=note, made=made
        )
        return Table(CorrectionRow, self._line.post("/correct", body, list[CorrectionRow]))

    def undo(self, number: int, *, author: str | None = None, made: str | None = None) -> CorrectionRow:
        """Undo a correction."""
        return self._line.post("/undo", bodies.Undo(number=number, author=named(author), made=made), CorrectionRow)

    def correction(self, number: int) -> CorrectionRow:
        """The correction of a number."""
        return self._line.get(f"/corrections/{number}.json", CorrectionRow)

    def merge_actors(self, ids: Sequence[str], *, author: str | None = None, note: str | None = None) -> str:
        """Make actors one from now on."""
        return self._line.post(
            "/merge", bodies.Merge(ids=tuple(ids), author=named(author), note=note), bodies.Identity
        ).id

    def split_actor(self, report: str, *actors: str, author: str | None = None, note: str | None = None) -> str:
        """Take actors of a report out of the one across reports."""
        body = bodies.Split(report=report, actors=actors, author=named(author), note=note)
        return self._line.post("/split", body, bodies.Identity).id

    def part_actor(self, id_: str, *reports: str, author: str | None = None, note: str | None = None) -> CorrectionRow:
        """Say that an actor is somebody else in these reports."""
        body = bodies.Part(id=id_, reports=reports, author=named(author), note=note)
        return self._line.post("/part", body, CorrectionRow)

    def remove(self, *reports: str) -> Removed:
        """Take reports out for good."""
        return self._line.post("/remove", bodies.Remove(reports=reports), Removed)

    def counts(self) -> dict[str, int]:
        """How many reports, statements and moves are kept."""
        found = self._line.get("/state.json", bodies.State)
        return {"reports": found.reports, "statements": found.statements, "moves": found.moves}

    def state(self) -> tuple[int, int, int]:
        """What differs as soon as anything in the record does."""
        return self._line.get("/state.json", bodies.State).state

    def check(self, tell: Tell = silent) -> Checked:
        """What is whole in the record and what is not; the desk does not tell how far it is."""
        return self._line.get("/check.json", Checked)

    def backup(self, out: str | PathLike[str], *, replace: bool = False) -> Checked:
        """Copy the record as it is now: the desk makes the copy, here it is verified and gets its name."""
        return backup_from(self.copied(), Path(self._where.shown), Path(out), replace=replace)

    def copied(self) -> Iterator[bytes]:
        """A copy of the record as it is now, as bytes."""
        return self._line.pieces("/backup")

    def accept(self) -> None:
        """Take the record as it is, whatever it has lost."""
        self._line.post("/accept", None, type(None))

    def close(self) -> None:
        """Leave the desk; the record stays open in it."""
        self._line.close()

    def __len__(self) -> int:
        return self.counts()["reports"]


class _Line:
    """A connection to a desk. Each stream of lines has one of its own, since an answer must be read to its end."""

    def __init__(self, found: Holder, seconds: float) -> None:
        self._holder = found
        self._seconds = seconds
        self._kept: http.client.HTTPConnection | None = None

    def get(self, path: str, kind: type[AnswerT]) -> AnswerT:
        return self._whole("GET", path, None, kind)

    def post(self, path: str, body: msgspec.Struct | None, kind: type[AnswerT]) -> AnswerT:
        return self._whole("POST", path, body, kind)

    def lines(self, path: str, kind: type[AnswerT]) -> Iterator[AnswerT]:
        """The rows of an answer; what is wrong with the question is raised at once, not with the first row."""
        connection, answer = self._streamed(path)
        return self._decoded(connection, answer, msgspec.json.Decoder(kind))

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of an answer as they come; what is wrong with the question is raised at once."""
        connection, answer = self._streamed(path)
        return self._read(connection, answer)

    def _streamed(self, path: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = self._connection()
        answer = self._ask(connection, "GET", path, None)
        if answer.status >= 400:
            refused = self._refused(answer.read())
            connection.close()
            raise refused
        return connection, answer

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _decoded(
        self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse, decoder: Any
    ) -> Iterator[Any]:
        try:
            while line := answer.readline():
                if line.startswith(_REFUSED):
                    raise self._refused(line)
                yield decoder.decode(line)
        except (OSError, http.client.HTTPException) as error:
            raise self._gone(error) from error
        finally:
            connection.close()

    def _read(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        try:
            while piece := answer.read1():
                yield piece
        except (OSError, http.client.HTTPException) as error:
            raise self._gone(error) from error
        finally:
            connection.close()

    def _whole(self, method: str, path: str, body: msgspec.Struct | None, kind: type[AnswerT]) -> AnswerT:
        connection, self._kept = self._kept or self._connection(), None
        answer = self._ask(connection, method, path, body)
        try:
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise self._gone(error) from error
        self._kept = connection
        if answer.status >= 400:
            raise self._refused(data)
        return msgspec.json.decode(data, type=kind)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: msgspec.Struct | None
    ) -> http.client.HTTPResponse:
        headers = {"Authorization": f"Bearer {self._holder.token}", "Accept": "application/json"}
        data = msgspec.json.encode(body) if body is not None else None
        try:
            connection.request(method, path, data, headers)
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise self._gone(error) from error

    def _connection(self) -> http.client.HTTPConnection:
        place = urlsplit(self._holder.url)
        return http.client.HTTPConnection(place.hostname or "", place.port, timeout=self._seconds)

    def _gone(self, error: Exception) -> DeskError:
        return DeskError(700, reason=str(error) or type(error).__name__, url=self._holder.url)

    def _refused(self, data: bytes) -> Exception:
        try:
            return raised(msgspec.json.decode(data, type=Refusal).error)
        except msgspec.MsgspecError:
            return DeskError(700, reason=f"it answered {data[:80]!r}", url=self._holder.url)
