"""An open record with the calls that every door offers: add, ask, give back."""

from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, Unpack

from onrecord.exchange.table import Table
from onrecord.flow.add import Summary, add_paths
from onrecord.flow.correct import Said, correct, named, undo
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import Paths
from onrecord.record.correction import Action
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.removing import Removed
from onrecord.views.actors import ActorRow, actors
from onrecord.views.board import Board, board
from onrecord.views.corrections import CorrectionRow, corrections
from onrecord.views.ledger import LedgerRow, QuestionRow, contradictions, ledger
from onrecord.views.moves import MoveRow, moves
from onrecord.views.network import NetworkRow, network
from onrecord.views.occurrences import OccurrenceRow, occurrences
from onrecord.views.search import SearchRow, search
from onrecord.views.statements import StatementRow, statements
from onrecord.views.stories import StoryRow, stories
from onrecord.views.timeline import TimelineRow, timeline


class _Common(TypedDict, total=False):
    about: str | None
    publisher: str | None
    since: str | None
    until: str | None
    limit: int | None


class StatementFilters(_Common, total=False):
    """What statements can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    kind: str | None
    layer: str | None


class LedgerFilters(_Common, total=False):
    """What claims can be filtered by; see `Filters`."""

    source: str | None
    layer: str | None


class MoveFilters(_Common, total=False):
    """What moves can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    to: str | None
    type: str | None
    status: str | None
    layer: str | None


class SearchFilters(TypedDict, total=False):
    """What passages can be filtered by; see `Filters`."""

    source: str | None
    by: str | None
    actor: str | None
    type: str | None
    status: str | None
    layer: str | None
    publisher: str | None
    since: str | None
    until: str | None
    limit: int | None


class ActorFilters(_Common, total=False):
    """What actors can be filtered by; see `Filters`."""

    kind: str | None


class StoryFilters(_Common, total=False):
    """What stories can be filtered by; see `Filters`."""


class RecordBook:
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
    def open(cls, path: str | PathLike[str], *, read_only: bool = False) -> Self:
        """Open the record at `path`; unless `read_only`, make it when there is none. Raises `StoreError`."""
        return cls(RecordStore.open(Path(path), read_only=read_only))

    def add(self, paths: Paths, options: ReadOptions | None = None, *, again: bool = False) -> Summary:
        """Read reports from files and folders and keep them; reports already there change nothing.

        With `again` those get the new reading in the place of the old one, corrected as by hand before.
        The summary says how many were read, added and skipped, and why.
        """
        summary = Summary()
        for event in add_paths(self._store, paths, options, again=again):
            summary.count(event)
        return summary

    def statements(self, **filters: Unpack[StatementFilters]) -> Table[StatementRow]:
        """Who said what, oldest report first. Raises `UsageError` for a filter that makes no sense."""
        return Table(StatementRow, statements(self._store, Filters(**filters)))

    def moves(self, **filters: Unpack[MoveFilters]) -> Table[MoveRow]:
        """Who did what to whom, and on whose word. Raises `UsageError` for a filter that makes no sense."""
        return Table(MoveRow, moves(self._store, Filters(**filters)))

    def occurrences(self, **filters: Unpack[MoveFilters]) -> Table[OccurrenceRow]:
        """What happened, once for all who tell of it, with their accounts. Raises `UsageError` as `moves` does."""
        return Table(OccurrenceRow, occurrences(self._store, Filters(**filters)))

    def ledger(self, **filters: Unpack[LedgerFilters]) -> Table[LedgerRow]:
        """Who claimed what first, who said it again, and who denies it; noted claims first. Raises `UsageError`."""
        return Table(LedgerRow, ledger(self._store, Filters(**filters)))

    def stories(self, **filters: Unpack[StoryFilters]) -> Table[StoryRow]:
        """Which happenings are told of, most independent reports first. Raises `UsageError` as `statements` does."""
        return Table(StoryRow, stories(self._store, Filters(**filters)))

    def contradictions(self) -> Table[QuestionRow]:
        """Every question that the reports answer so that they cannot all be right, with the answers."""
        return Table(QuestionRow, contradictions(self._store))

    def actors(self, **filters: Unpack[ActorFilters]) -> Table[ActorRow]:
        """Who appears, with counts, those in most reports first. Raises `UsageError` as `statements` does."""
        return Table(ActorRow, actors(self._store, Filters(**filters)))

    def search(self, words: str, **filters: Unpack[SearchFilters]) -> Table[SearchRow]:
        """Passages that hold the words as people type them (docs/search.md), best first; 20 unless `limit` says more.

        Raises `UsageError` for a filter that makes no sense; words are never wrong.
        """
        return Table(SearchRow, search(self._store, words, Filters(**filters)))

    def timeline(self, clock: str = "happened", **filters: Unpack[MoveFilters]) -> Table[TimelineRow]:
        """What was done and said, in the order of a clock: `happened`, `said` or `published`. Raises `UsageError`."""
        return Table(TimelineRow, timeline(self._store, Filters(**filters), clock))

    def network(self, **filters: Unpack[MoveFilters]) -> Table[NetworkRow]:
        """Who dealt with whom, those of most independent reports first. Raises `UsageError` as `moves` does."""
        return Table(NetworkRow, network(self._store, Filters(**filters)))

    def board(self, *parties: str, since: str | None = None) -> Board:
        """Where parties stand, matter by matter; `since` marks what changed. Raises `UsageError` 530, 531, 503."""
        return board(self._store, parties, since=since)

    def records(self) -> Iterator[Record]:
        """Every record as corrected by hand, in the order added, one at a time."""
        return self._store.records()

    def record(self, report_id: str) -> Record:
        """The record of one report as corrected by hand. Raises `StoreError` 409 when it is not there."""
        return self._store.record(report_id)

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

    def corrections(self) -> Table[CorrectionRow]:
        """Every correction in the order made, also those undone or without a place in the present reading."""
        return Table(CorrectionRow, corrections(self._store))

    def remove(self, *reports: str) -> Removed:
        """Take reports out for good, with everything derived from them; says how much went.

        Each report is an id, its beginning or a given id. The file is written anew, so that none of their bytes stay.
        Raises `StoreError` 409 and 420 with nothing removed.
        """
        return self._store.remove(reports)

    def close(self) -> None:
        """Close the file; everything added is kept."""
        self._store.close()

    def __len__(self) -> int:
        return len(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
