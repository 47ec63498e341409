"""An open record with the calls that every door offers: add, ask, give back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from onrecord.errors import OnrecordError, StoreError
from onrecord.exchange.cite import Citation, cite
from onrecord.exchange.exports import export, save
from onrecord.exchange.table import Table
from onrecord.flow.backup import answer_asked
from onrecord.flow.bring import Made, bring
from onrecord.flow.correct import Said, correct, named, parted, undo
from onrecord.flow.filtering import (
    ActorFilters,
    ContradictionFilters,
    ExportFilters,
    LedgerFilters,
    MoveFilters,
    ReportFilters,
    SearchFilters,
    StatementFilters,
    StoryFilters,
)
from onrecord.flow.options import Dask, ReadOptions
from onrecord.flow.questions import Ask, question
from onrecord.flow.safe import SafeBook
from onrecord.record.correction import Action, Correction
from onrecord.record.parts import Record
from onrecord.store import damage
from onrecord.store.filing import Filed, Filing
from onrecord.store.filters import Filters
from onrecord.store.place import Place
from onrecord.store.record_store import RecordStore
from onrecord.store.removing import Removed
from onrecord.views.actors import ActorRow
from onrecord.views.board import Board, board
from onrecord.views.corrections import CorrectionRow, corrections
from onrecord.views.evidence import Evidence, SpanEvidence, evidence, evidence_at
from onrecord.views.ledger import LedgerRow, QuestionRow
from onrecord.views.methods import OUTLETS, Methods, methods
from onrecord.views.moves import MoveRow
from onrecord.views.network import NetworkRow
from onrecord.views.occurrences import OccurrenceRow
from onrecord.views.reading import ReadingView, reading
from onrecord.views.reports import ReportPlace, ReportsPage, place, reports
from onrecord.views.search import SearchRow
from onrecord.views.statements import StatementRow
from onrecord.views.stories import StoryRow
from onrecord.views.timeline import Dates, Lane, TimelineRow, dates, lanes

if TYPE_CHECKING:
    from onrecord.flow.add import Before, Summary
    from onrecord.flow.run import Paths


class RecordBook(SafeBook):
    """A record of many reports, open for adding and asking. Use it in a `with` block, or close it.

    Filters (all optional): `source`, `by`, `to`, `about`, `publisher` match whole words, whatever their case and
    accents; `type`, `kind`, `status` and `layer` take the format's vocabulary; `since` and `until` take a year,
    month or day (ISO 8601); `limit` a number of rows.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, RecordBook.open(f"{folder}/talks.duckdb") as book:
    ...     book.statements(source="Foreign Ministry", since="2031-05")
    <0 rows of StatementRow>
    """

    def __init__(self, store: RecordStore) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | PathLike[str] | Place, *, read_only: bool = False) -> Self:
        """Open the record in a file or at a postgresql:// address; unless `read_only`, make it when there is none.

        Raises `StoreError`.
        """
        return cls(RecordStore.open(path, read_only=read_only))

    def add(
        self, paths: "Paths", options: ReadOptions | None = None, *, again: bool = False, engine: Dask | None = None
    ) -> "Summary":
        """Read reports from files and folders and keep them; reports already there change nothing.

        With `again` those get the new reading in the place of the old one, corrected as by hand before. With `engine` a
        cluster reads, and the same call goes on with a job that was stopped; raises `ReadingError` 393 to 399 then.
        The summary says how many were read, added and skipped, and why.
        """
        # Imported here, as below: who only asks need not wait for what reads.
        from onrecord.flow.add import Summary

        summary = Summary()
        for event in self.adding(paths, options, again=again, engine=engine):
            summary.count(event)
        return summary

    def adding(
        self, paths: "Paths", options: ReadOptions | None = None, *, again: bool = False, engine: Dask | None = None
    ) -> "Iterator[Filed | Before | OnrecordError]":
        """As `add`, telling of each report as it is kept or skipped; what was told is kept."""
        self.spare(True)
        try:
            if engine is None:
                from onrecord.flow.add import add_paths

                yield from add_paths(self, paths, options, again=again)
            else:
                # Imported here: few records are filled so.
                from onrecord.flow.scale.adding import add_with_dask

                yield from add_with_dask(self, paths, options, engine, again=again)
        finally:
            self.spare(False)
        # So that the first search need not.
        self.catch_up()

    def spare(self, on: bool) -> None:
        """Hold little of the record in memory, as while many reports are added, or again what has room."""
        self._store.spare(on)

    def catch_up(self) -> None:
        """Bring the index that search needs up to date. What fails here is tried again with the first search."""
        with suppress(StoreError):
            self._store.passages.catch_up()

    @property
    def where(self) -> Place:
        """Where the record lies."""
        return self._store.where

    @property
    def path(self) -> Path | None:
        """The record's file; None where it lies in a database."""
        return self.where.file

    def keep(self, filings: Iterable[Filing], *, again: bool = False) -> list[Filed]:
        """Keep reports that were read, in one transaction; see `RecordStore.add`."""
        kept = self._store.add(filings, again=again)
        # Between two batches: whoever wants a copy of the record meanwhile need not wait for the last.
        answer_asked(self._store)
        return kept

    def rows(self, name: str, ask: Ask | None = None) -> Iterator[Any]:
        """The rows that answer a question of `onrecord.flow.questions`, one at a time.

        Raises `UsageError` 502 for no question, and for a filter that makes no sense.
        """
        with damage.told(str(self._store.where)):
            found = question(name).answer(self._store.snapshot(), ask or Ask())
        return damage.rows(found, str(self._store.where))

    def statements(self, **filters: Unpack[StatementFilters]) -> Table[StatementRow]:
        """Who said what, oldest report first. Raises `UsageError` for a filter that makes no sense."""
        return Table(StatementRow, self.rows("statements", Ask(filters=Filters(**filters))))

    def moves(self, **filters: Unpack[MoveFilters]) -> Table[MoveRow]:
        """Who did what to whom, and on whose word. Raises `UsageError` for a filter that makes no sense."""
        return Table(MoveRow, self.rows("moves", Ask(filters=Filters(**filters))))

    def occurrences(self, **filters: Unpack[MoveFilters]) -> Table[OccurrenceRow]:
        """What happened, once for all who tell of it, with their accounts. Raises `UsageError` as `moves` does."""
        return Table(OccurrenceRow, self.rows("occurrences", Ask(filters=Filters(**filters))))

    def ledger(self, **filters: Unpack[LedgerFilters]) -> Table[LedgerRow]:
        """Who claimed what first, who said it again, and who denies it; noted claims first. Raises `UsageError`."""
        return Table(LedgerRow, self.rows("ledger", Ask(filters=Filters(**filters))))

    def stories(self, **filters: Unpack[StoryFilters]) -> Table[StoryRow]:
        """Which happenings are told of, most independent reports first. Raises `UsageError` as `statements` does."""
        return Table(StoryRow, self.rows("stories", Ask(filters=Filters(**filters))))

    def contradictions(self, **filters: Unpack[ContradictionFilters]) -> Table[QuestionRow]:
        """Every question that the reports answer so that they cannot all be right, with all answers.

        With filters those of which one answer passes. Raises `UsageError` as `statements` does.
        """
        return Table(QuestionRow, self.rows("contradictions", Ask(filters=Filters(**filters))))

    def actors(self, **filters: Unpack[ActorFilters]) -> Table[ActorRow]:
        """Who appears, with counts, those in most reports first. Raises `UsageError` as `statements` does."""
        return Table(ActorRow, self.rows("actors", Ask(filters=Filters(**filters))))

    def search(self, words: str, **filters: Unpack[SearchFilters]) -> Table[SearchRow]:
        """Passages that hold the words as people type them (docs/searching.md), best first; 20 unless `limit` is given.

        Raises `UsageError` for a filter that makes no sense; words are never wrong.
        """
        return Table(SearchRow, self.rows("search", Ask(filters=Filters(**filters), words=words)))

    def timeline(self, clock: str = "happened", dated: str = "", **filters: Unpack[MoveFilters]) -> Table[TimelineRow]:
        """What was done and said, in the order of a clock: `happened`, `said` or `published`. Raises `UsageError`.

        `dated` asks for entries with a date (`dated`), with none (`undated`) or with an `impossible` one alone.
        """
        return Table(TimelineRow, self.rows("timeline", Ask(filters=Filters(**filters), clock=clock, dated=dated)))

    def network(self, only: str = "", **filters: Unpack[MoveFilters]) -> Table[NetworkRow]:
        """Who dealt with whom, most independent reports first; `only` names an actor by its id. Raises `UsageError`."""
        return Table(NetworkRow, self.rows("network", Ask(filters=Filters(**filters), only=only)))

    def dealings(self, pair: str = "", actor: str = "", **filters: Unpack[MoveFilters]) -> Table[MoveRow]:
        """The moves behind a pair of the network (two ids: "a-1,a-2"), or behind an actor's. Raises `UsageError`."""
        return Table(MoveRow, self.rows("dealings", Ask(filters=Filters(**filters), pair=pair, actor=actor)))

    def board(self, *parties: str, since: str | None = None) -> Board:
        """Where parties stand, matter by matter; `since` marks what changed. Raises `UsageError` 530, 531, 503."""
        return board(self._store.snapshot(), parties, since=since)

    def lanes(self, clock: str = "happened", **filters: Unpack[MoveFilters]) -> tuple[Lane, ...]:
        """The busiest actors of a timeline with their entries counted by day, month or year. Raises `UsageError`."""
        return lanes(self._store.snapshot(), Filters(**filters), clock)

    def dates(self, clock: str = "happened", **filters: Unpack[MoveFilters]) -> Dates:
        """How many entries of a timeline stand on which date, and how many on none. Raises `UsageError`."""
        return dates(self._store.snapshot(), Filters(**filters), clock)

    def reports(self, after: str | None = None, **filters: Unpack[ReportFilters]) -> ReportsPage:
        """Reports by date, copies under their origin: a page of 50 unless `limit` says else, and the one `after` it.

        Raises `UsageError` as `statements` does, and 540 for an `after` that no page gave.
        """
        return reports(self._store.snapshot(), Filters(**filters), after)

    def place(self, report: str, **filters: Unpack[ReportFilters]) -> ReportPlace:
        """Where a report stands in the list of `reports` with these filters. Raises as that, and as `reading`."""
        return place(self._store.snapshot(), report, Filters(**filters))

    def reading(self, report: str) -> ReadingView:
        """A report with its marks, as its page shows it; `report` as in `correct`. Raises `StoreError` 409, 420."""
        return reading(self._store.snapshot(), report)

    def evidence(self, report: str, entry: str) -> Evidence:
        """What stands behind an entry such as `m3`; `report` as in `correct`. Raises `StoreError` 409, 420, 423."""
        return evidence(self._store.snapshot(), report, entry)

    def evidence_at(self, report: str, start: int, stop: int) -> SpanEvidence:
        """What was read at a passage. Raises as `evidence`, and `UsageError` 541 where there is no such passage."""
        return evidence_at(self._store.snapshot(), report, (start, stop))

    def cite(self, report: str, entry: str) -> Citation:
        """A citation of an entry, as text and as CSL-JSON. Raises as `evidence`."""
        return cite(self.evidence(report, entry))

    def methods(self, outlets: int = OUTLETS) -> Methods:
        """What a paper has to say of the record; so many outlets are named. Raises `UsageError` 504."""
        return methods(self._store.snapshot(), outlets)

    def records(self) -> Iterator[Record]:
        """Every record as corrected by hand, in the order added, one at a time."""
        return self._store.records()

    def record(self, report_id: str) -> Record:
        """The record of one report as corrected by hand. Raises `StoreError` 409 when it is not there."""
        return self._store.record(report_id)

    def applications(self) -> Iterator[tuple[Record, list[Correction]]]:
        """For each report with corrections the machine's own reading and the corrections."""
        return self._store.snapshot().applications()

    def machine_record(self, report_id: str) -> Record:
        """The machine's own reading of a report, whatever was corrected. Raises `StoreError` 409."""
        return self._store.machine_record(report_id)

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
        """Correct an entry by hand: what the machine had read stays beside it, and `undo` brings it back.

        `report` is an id, its beginning or a given id. `action` is `set` (fields of the entry), `reject` (it is not
        so), `accept` (looked at and agreed to) or `add` (`entry` is then `"move"` or `"statement"`). `author` is by
        default whom the environment's ONRECORD_AUTHOR names; `made` (ISO 8601) is by default now. Raises
        `StoreError` 409, 420, 423 and 426, and `UsageError` for what is not put rightly.

        `book.correct("talks-1", "m3", {"status": "denied", "by": "Tarek Ondal"}, author="A. Editor")`
        """
        made_ones = correct(self._store, report, entry, fields, action=action, author=author, note=note, made=made)
        return Table(CorrectionRow, made_ones)

    def undo(self, number: int, *, author: str | None = None, made: str | None = None) -> CorrectionRow:
        """Undo a correction: what was said before stands again. Raises `StoreError` 421, 422; `UsageError` 522."""
        return undo(self._store, number, author=author, made=made)

    def merge_actors(self, ids: Sequence[str], *, author: str | None = None, note: str | None = None) -> str:
        """Make actors (ids as `actors()` gives them) one from now on; the id it has, that of the oldest.

        Kept as a correction, which `undo` takes back. `author` as in `correct`. Raises `StoreError` 430 and 431.
        """
        return self._store.merge_actors(ids, named(author), note)

    def split_actor(self, report: str, *actors: str, author: str | None = None, note: str | None = None) -> str:
        """Take actors of a report (ids as in its record) out of the one across reports; the id of what they are then.

        Kept as a correction, which `undo` takes back. `report` and `author` as in `correct`. Raises `StoreError` 409,
        420, 432 and 433.
        """
        return self._store.split_actor([(report, actor) for actor in actors], named(author), note)

    def part_actor(self, id_: str, *reports: str, author: str | None = None, note: str | None = None) -> CorrectionRow:
        """Say that an actor (by its id across reports) is somebody else in these reports; the correction that says so.

        Its `entry` is the id that they have from now on; `undo` takes it back. `reports` and `author` as in `correct`.
        Raises `StoreError` 409, 420, 430 and 433.
        """
        return parted(self._store, id_, reports, author=author, note=note)

    def corrections(self) -> Table[CorrectionRow]:
        """Every correction in the order made, also those undone or without a place in the present reading."""
        return Table(CorrectionRow, self.rows("corrections"))

    def export(self, format: str, out: str | PathLike[str], **filters: Unpack[ExportFilters]) -> None:  # noqa: A002
        """Write the record, or what of it passes the filters, to a file in a format of `onrecord.exchange.exports`.

        Raises `UsageError` for no such format and for a filter that makes no sense with it, `ExchangeError` 618 and
        `StoreError` 415 for a file that cannot be written.

        `book.export("web-annotation", "vasko.jsonl", by="Vasko")`
        """
        save(self.exported(format, Filters(**filters)), Path(out), self.path)

    def exported(self, format: str, filters: Filters) -> Iterator[bytes]:  # noqa: A002
        """The same as bytes, as they are made."""
        return export(format).write(self._store.snapshot(), filters)

    def bring(
        self,
        format: str,  # noqa: A002
        path: str | PathLike[str],
        *,
        author: str | None = None,
    ) -> Iterator[Made | OnrecordError]:
        """Make the corrections that an annotated file holds, in a format of `onrecord.exchange.imports`.

        Tells of each as it is made, and of what was not made as the error that says why. `author` as in `correct`.
        Raises `UsageError` 502 and 522, and `ExchangeError` 611 for a file that is none of the format.
        """
        return bring(self, format, Path(path), author=author)

    def correction(self, number: int) -> CorrectionRow:
        """The correction of a number, and what has become of it. Raises `StoreError` 421 where there is none."""
        found = next(corrections(self._store.snapshot(), {number}), None)
        if found is None:
            raise StoreError(421, str(number), record=self.where)
        return found

    def remove(self, *reports: str) -> Removed:
        """Take reports out for good, with everything derived from them; says how much went.

        Each report is an id, its beginning or a given id. The file is written anew, so that none of their bytes stay.
        Raises `StoreError` 409 and 420 with nothing removed.
        """
        return self._store.remove(reports)

    def counts(self) -> dict[str, int]:
        """How many reports, statements and moves are kept."""
        return self._store.counts()

    def state(self) -> tuple[int, int, int]:
        """What differs as soon as anything in the record does."""
        return self._store.state()

    def close(self) -> None:
        """Close the file; everything added is kept."""
        self._store.close()

    def __len__(self) -> int:
        return len(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
