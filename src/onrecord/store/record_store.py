"""A record that is kept: adding reports, giving them back, finding entries."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb

from onrecord.across.act import Act
from onrecord.across.dispute import DisputeKind
from onrecord.across.numbered import Numbered
from onrecord.across.sides import Side
from onrecord.errors import StoreError
from onrecord.record.codec import decode
from onrecord.record.correction import Correction
from onrecord.record.parts import Record
from onrecord.record.propose import Asked
from onrecord.record.vocabulary import MoveType
from onrecord.store import corrections, damage, identities, refs, removing
from onrecord.store.acknowledged import committed
from onrecord.store.acts import acts_of
from onrecord.store.arrow import fill
from onrecord.store.asking import ActorFound, Query, entries_query
from onrecord.store.claims import ClaimFound, PairFound, find_claims, find_disputes
from onrecord.store.copies import CopyFound, copies_found
from onrecord.store.corrections import Changes, Kept
from onrecord.store.engine import Cursor, Engine, begin_writing, streamed
from onrecord.store.filing import Filed, Filing, filed
from onrecord.store.filters import Filters
from onrecord.store.finding import found_actors, found_entries
from onrecord.store.links import changes, link
from onrecord.store.network import Pair, dealings_query, pairs
from onrecord.store.occurrences import OccurrenceFound, find_occurrences
from onrecord.store.opening import open_engine
from onrecord.store.place import Place
from onrecord.store.refs import ReportRef
from onrecord.store.relinking import relinking
from onrecord.store.removing import Removed
from onrecord.store.reports import Reports
from onrecord.store.rows import tables_of
from onrecord.store.safekeeping import Safekeeping
from onrecord.store.sides import find_sides
from onrecord.store.stories import StoryFound, find_stories
from onrecord.store.timeline import Clock, Dated, Item, bins, days, items

if TYPE_CHECKING:
    from onrecord.store.search import Search

_FETCH = 64


class RecordStore(Safekeeping):
    """Records of many reports in one DuckDB file, or in a PostgreSQL database.

    To a file one process may write at a time, or many read; in a database many may do both.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, RecordStore.open(folder + "/talks.duckdb") as store:
    ...     len(store)
    0
    """

    def __init__(self, engine: Engine, place: Place) -> None:
        self._engine = engine
        self._passages: Search | None = None
        self.where = place

    @classmethod
    def open(cls, where: str | PathLike[str] | Place, *, read_only: bool = False) -> Self:
        """Open the record in a file, or at a postgresql:// address; unless `read_only`, make it when there is none.

        Raises `StoreError`.
        """
        place = Place(where)
        store = cls(open_engine(place, read_only=read_only), place)
        if not read_only and removing.is_due(store._cursor()):
            try:
                store._rewrite(opening=True)
            except StoreError:
                store.close()
                raise
        return store

    @property
    def path(self) -> Path | None:
        """The record's file, None where it lies in a database."""
        return self.where.file

    def snapshot(self) -> "RecordStore":
        """The record as it is now, whoever writes to it meanwhile; for a question that is asked in several steps."""
        there = self._engine.snapshot()
        if there is self._engine:
            return self
        seen = RecordStore(there, self.where)
        seen._passages = self.passages
        return seen

    def close(self) -> None:
        """Close the record. Everything added is already kept."""
        self._engine.close()
        self._passages = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def counts(self) -> dict[str, int]:
        """How many reports, statements and moves are kept."""
        return {name: self._one(f"SELECT count(*) FROM {name}") for name in ("reports", "statements", "moves")}

    def state(self) -> tuple[int, int, int]:
        """What differs as soon as anything in the record does: the last change, and corrections made and undone."""
        cursor = self._cursor()
        made, undone = cursor.execute("SELECT count(*), count(undone) FROM corrections").fetchall()[0]
        return changes.last(cursor)[0], made, undone

    def __len__(self) -> int:
        return self._one("SELECT count(*) FROM reports")

    def add(self, filings: Iterable[Filing], *, again: bool = False) -> list[Filed]:
        """Keep these filings in one transaction: all are kept or, when an error is raised, none.

        A report that is already there (by its id) is left as it is or, with `again`, gets this reading in the place of
        the one it had, corrected as by hand before. The answers come in the order of the filings. Raises `StoreError`
        412 when they cannot be written.
        """
        batch = list(filings)
        try:
            return self._add(batch, again=again)
        except duckdb.Error as error:
            raise StoreError(412, str(self.where), reason=damage.said(error)) from error

    def spare(self, on: bool) -> None:
        """Hold little of the record in memory from now on, as while many reports are added, or again what has room."""
        self._engine.spare(on)

    def record(self, report_id: str) -> Record:
        """The record of one report as corrected by hand; without corrections it is identical to what was added.

        Raises `StoreError` 409 when it is not there.
        """
        found = self._cursor().execute("SELECT record FROM readings WHERE id = ?", [report_id]).fetchone()
        if found is None:
            raise StoreError(409, report_id, record=self.where)
        return decode(found[0])

    def machine_record(self, report_id: str) -> Record:
        """The machine's own reading of a report, byte for byte, whatever was corrected. Raises `StoreError` 409."""
        found = self._cursor().execute("SELECT record FROM reports WHERE id = ?", [report_id]).fetchone()
        if found is None:
            raise StoreError(409, report_id, record=self.where)
        return decode(found[0])

    def raw(self, report_id: str) -> bytes | None:
        """The page's bytes as they came, or None for a plain-text report. Raises `StoreError` 409."""
        found = self._cursor().execute("SELECT raw FROM reports WHERE id = ?", [report_id]).fetchone()
        if found is None:
            raise StoreError(409, report_id, record=self.where)
        return found[0]  # type: ignore[no-any-return]  # the column is a BLOB

    def records(self) -> Iterator[Record]:
        """Every record as corrected by hand, in the order added."""
        for rows in streamed(self._cursor(), "SELECT record FROM readings ORDER BY report", size=_FETCH):
            for (line,) in rows:
                yield decode(line)

    def correct(self, report: str, asked: Asked) -> list[Correction]:
        """Correct an entry by hand, in one transaction; what is asked from then on shows the person's word.

        `report` is its id, a beginning of it, or its given id. Raises `StoreError` 409, 420, 423 and 426, and
        `UsageError` for what is not put rightly.
        """
        with self._correcting() as cursor:
            return corrections.correct(cursor, report, asked)

    def undo(self, number: int, author: str, made: str | None = None) -> Correction:
        """Undo a correction: what was said before it stands again. Raises `StoreError` 421, 422; `UsageError` 522."""
        with self._correcting() as cursor:
            return corrections.undo(cursor, number, author, made)

    def merge_actors(self, ids: Sequence[str], author: str, note: str | None = None) -> str:
        """Make actors one from now on; the id it has, that of the oldest. Raises `StoreError` 430, 431, `UsageError`
        522."""
        with self._correcting() as cursor, relinking(cursor):
            return identities.merge(cursor, ids, author=author, note=note)

    def split_actor(self, actors: Sequence[tuple[str, str]], author: str, note: str | None = None) -> str:
        """Take actors (report id, actor id) out of the one they were part of; the id of what they are then.

        Raises `StoreError` 409, 432, 433, `UsageError` 522.
        """
        with self._correcting() as cursor, relinking(cursor):
            return identities.split(cursor, actors, author=author, note=note)

    def corrections(self, numbers: Collection[int] | None = None) -> list[Kept]:
        """Corrections (all, or those of these numbers) with what has become of them, in the order made."""
        return corrections.kept(self._cursor(), numbers)

    def last_correction(self) -> int:
        """The number of the last correction that was made; 0 before the first."""
        return corrections.next_number(self._cursor()) - 1

    def applications(self) -> Iterator[tuple[Record, list[Correction]]]:
        """For each report with corrections the machine's own reading and the corrections."""
        return corrections.by_report(self._cursor())

    def changes(self) -> dict[str, Changes]:
        """What was changed by whom, by report id and entry id."""
        return corrections.changes(self._cursor())

    def remove(self, reports: Sequence[str]) -> Removed:
        """Take reports out with everything derived from them; what held them is written anew, so that no byte stays.

        Each report is named as in `correct`. Raises `StoreError` 409 and 420 with nothing removed; 424, 425 and 457
        when the reports are out but it is still to be written anew.
        """
        with self._correcting() as cursor:
            removed = removing.remove(cursor, reports)
        del cursor  # it would keep the old file open
        self._rewrite()
        return removed

    def members(self, id_: str, reports: Sequence[str]) -> list[tuple[str, str]]:
        """Report id and actor id of an actor across reports, in these reports. Raises `StoreError` 409, 420, 430."""
        return corrections.members(self._cursor(), id_, reports)

    def find_statements(self, filters: Filters) -> Iterator[tuple[Record, int]]:
        """Statements that pass the filters, as record and place in `record.statements`; oldest report first."""
        return self._find(entries_query("statements", filters))

    def find_moves(self, filters: Filters) -> Iterator[tuple[Record, int]]:
        """Moves that pass the filters, as record and place in `record.moves`; oldest report first."""
        return self._find(entries_query("moves", filters))

    def find_actors(self, filters: Filters) -> Iterator[ActorFound]:
        """Actors that pass the filters, those of one name and kind together; most reports first."""
        return found_actors(self._cursor(), filters)

    def acts(self, identities: Sequence[int], types: Sequence[MoveType], most: int) -> tuple[list[Act], int]:
        """The latest moves of these types that any of these identities takes part in, and how many there are in all."""
        return acts_of(self._cursor(), identities, types, most)

    def sides(self, names: Sequence[str]) -> tuple[Side, ...]:
        """Parties of these names: the identities that are them and that act for them."""
        return find_sides(self._cursor(), names)

    def timeline(self, clock: Clock, filters: Filters, dated: Dated | None = None) -> Iterator[Item]:
        """Moves and statements in the order of a clock."""
        return items(self._cursor(), clock, filters, dated)

    def timeline_days(self, clock: Clock, filters: Filters) -> list[tuple[str | None, bool, int, int]]:
        """How many moves and statements have which date."""
        return days(self._cursor(), clock, filters)

    def timeline_bins(self, clock: Clock, filters: Filters, most: int) -> list[tuple[str, str | None, str, int]]:
        """How many entries each of the busiest actors has at which date."""
        return bins(self._cursor(), clock, filters, most)

    def pairs(self, filters: Filters, actor: str | None = None) -> list[Pair]:
        """Who dealt with whom, counted."""
        return pairs(self._cursor(), filters, actor)

    def find_dealings(self, filters: Filters, ends: Sequence[str], quad: str | None) -> Iterator[tuple[Record, int]]:
        """The moves behind pairs, as `dealings_query` says, given as `find_moves` gives them."""
        return self._find(dealings_query(filters, ends, quad))

    def report_refs(self, numbers: Iterable[int]) -> dict[int, ReportRef]:
        """The references to reports by their number."""
        return refs.report_refs(self._cursor(), numbers)

    def identity_names(self, identities: Iterable[int]) -> dict[int, str]:
        """What identities are called."""
        return refs.identity_names(self._cursor(), identities)

    def occurrence_ids(self, occurrences: Iterable[int]) -> dict[int, str]:
        """The lasting ids of occurrences."""
        return refs.occurrence_ids(self._cursor(), occurrences)

    def mediators(self, identities: Iterable[int]) -> list[str]:
        """Names of those who are said to mediate for one of these identities."""
        return refs.mediators(self._cursor(), identities)

    def disputed(self, occurrences: Iterable[int]) -> dict[int, tuple[DisputeKind, ...]]:
        """What accounts of these occurrences differ in, for those whose accounts do."""
        return refs.disputed(self._cursor(), list(occurrences))

    def find_occurrences(self, filters: Filters) -> Iterator[OccurrenceFound]:
        """Occurrences with an account that passes the filters, first told first."""
        return find_occurrences(self._cursor(), filters)

    def find_claims(self, filters: Filters) -> Iterator[ClaimFound]:
        """Claims with an appearance that passes the filters, those that something happened to first."""
        return find_claims(self._cursor(), filters)

    def find_stories(self, filters: Filters) -> Iterator[StoryFound]:
        """Stories with a report that passes the filters, those told most often first."""
        return find_stories(self._cursor(), filters)

    def find_disputes(self) -> list[PairFound]:
        """All pairs of entries that cannot both be so."""
        return find_disputes(self._cursor())

    @property
    def passages(self) -> "Search":
        """Search over the passages of all reports."""
        if self._passages is None:
            # Imported here: other questions need no index.
            from onrecord.store.search import Search

            self._passages = Search(self._engine.index, self._cursor)
        return self._passages

    @property
    def reports(self) -> Reports:
        """Questions about single reports: where each stands in the list, and what hangs on it."""
        return Reports(self._cursor())

    def copies_of(self, report_id: str | None) -> list[CopyFound]:
        """The tie of one report to its origin, or those of its copies to it, or (None) all there are; oldest first."""
        return copies_found(self._cursor(), report_id)

    def _find(self, query: Query) -> Iterator[tuple[Record, int]]:
        return found_entries(self._cursor(), query)

    def _add(self, batch: Sequence[Filing], *, again: bool) -> list[Filed]:
        answers: list[Filed] = []
        fresh: list[Filing] = []
        with self._writing() as cursor:
            there = _there(cursor, [filing.record.report.id for filing in batch])
            for filing in batch:
                id_ = filing.record.report.id
                new = id_ not in there
                if new:
                    fresh.append(filing)
                    there.add(id_)
                    # Twice in one batch: the first counts.
                    answers.append(filed(filing.record, new=True))
                else:
                    twice = any(one.record.report.id == id_ for one in fresh)
                    replaced = again and not twice and corrections.reread(cursor, filing)
                    answers.append(filed(filing.record, new=False, again=replaced))
            if fresh:
                first = cursor.execute("SELECT coalesce(max(report), 0) + 1 FROM reports").fetchall()[0][0]
                for name, rows in tables_of(fresh, first).items():
                    fill(cursor, name, rows)
                link(cursor, [Numbered(number, filing.record) for number, filing in enumerate(fresh, first)])
        return answers

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        """One transaction: all of it is kept or, when an error is raised, none."""
        cursor = self._cursor()
        begin_writing(cursor)
        try:
            yield cursor
            committed(cursor, self.path)
        except BaseException:
            cursor.rollback()
            raise

    @contextmanager
    def _correcting(self) -> Iterator[Cursor]:
        """As `_writing`, with what the engine says told as `StoreError` 412."""
        try:
            with self._writing() as cursor:
                yield cursor
        except duckdb.Error as error:
            raise StoreError(412, str(self.where), reason=damage.said(error)) from error

    def _rewrite(self, *, opening: bool = False) -> None:
        """Write anew what held removed reports. Raises `StoreError` 424, 425 and 457; on opening only a file's."""
        self._passages = None
        self._engine.rewrite(opening=opening)
        # What is deleted stays in the index's files too.
        self.passages.discard()

    def _one(self, sql: str) -> int:
        row = self._cursor().execute(sql).fetchone()
        return int(row[0]) if row else 0

    def _cursor(self) -> Cursor:
        return self._engine.cursor()


def _there(cursor: Cursor, ids: Sequence[str]) -> set[str]:
    rows = cursor.execute("SELECT id FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
    return {id_ for (id_,) in rows.fetchall()}
