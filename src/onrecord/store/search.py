"""Finds passages: the index says where to look, the record what stands there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from tantivy import Query, Searcher

from onrecord.document.document import Span
from onrecord.errors import StoreError
from onrecord.record.codec import decode
from onrecord.record.parts import Record
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.search_copies import Copies
from onrecord.store.search_index import PassageIndex, analyzers, damage_told, digest, discard
from onrecord.store.search_passages import Passage, passage_at, passages
from onrecord.store.search_people import Names, with_actors
from onrecord.store.search_query import Asking, People, must_be_looked_at, passes, report_passes
from onrecord.store.search_upkeep import bring_up
from onrecord.store.search_words import Stems, Wanted, fold, parse, spans_of

ROWS = 20
"""Passages that are given where no limit is."""

_FIRST = 50
"""Hits that are fetched at first; then as many again as there were."""

Cursors = Callable[[], Cursor]


class PassageFound(msgspec.Struct, frozen=True):
    """A passage of a record, with the spans of the words it was found by.

    `copies` counts the other reports with the same text: copies and versions of the report, or its origin and that
    one's copies.
    """

    record: Record
    passage: Passage
    words: tuple[Span, ...]
    copies: int


class Hit(msgspec.Struct, frozen=True):
    """Where a passage of the index stands; `same` is alike for passages of the same words."""

    report: int
    start: int
    same: int


class Search:
    """Search over the passages of one record; brings its index up to date by itself. Threads may share it."""

    def __init__(self, folder: Path, cursor: Cursors) -> None:
        self._cursor = cursor
        self._folder = folder
        self._lock = threading.Lock()
        self._index: PassageIndex | None = None
        stems = analyzers()["stems"]
        self._stems: Stems = lambda words: stems.analyze(" ".join(words))
        self._names = Names()

    def find(self, query: str, filters: Filters) -> list[PassageFound]:
        """Passages that hold what is asked for and pass the filters, best first; `ROWS` where no limit is given.

        Raises `UsageError` for a filter that makes no sense, `StoreError` 440 when no index can be made.
        """
        filters = filters.checked("search")
        wanted = parse(query)
        if not wanted:
            return []
        try:
            with damage_told():
                return self._found(wanted, filters)
        except ValueError:
            # Files of the index are damaged: it is made again.
            self.discard()
            return self._found(wanted, filters)

    def catch_up(self) -> None:
        """Bring the index up to date with the record. Raises `StoreError` 440 when no index can be made."""
        self._current()

    def discard(self) -> None:
        """Delete the index; it is made again when it is next asked."""
        with self._lock:
            self._index = None
            with suppress(OSError):
                discard(self._folder)

    def _current(self) -> PassageIndex:
        with self._lock:
            for make in (self._kept, self._made_anew, PassageIndex.in_memory):
                try:
                    with damage_told():
                        index = make()
                        bring_up(index, self._cursor())
                except (OSError, ValueError) as error:
                    failed = error
                else:
                    self._index = index
                    return index
            raise StoreError(440, str(self._folder), reason=failed) from failed

    def _kept(self) -> PassageIndex:
        return self._index or PassageIndex.open(self._folder)

    def _made_anew(self) -> PassageIndex:
        discard(self._folder)
        return PassageIndex.open(self._folder)

    def _found(self, wanted: Wanted, filters: Filters) -> list[PassageFound]:
        index = self._current()
        searcher = index.searcher
        cursor = self._cursor()
        looked_up = _Lookup(cursor, filters, self._names.people(cursor, filters, index.stamp.change))
        query = Asking(index.schema, self._stems).query(wanted, filters, looked_up.people)
        limit = filters.skip + (filters.limit or ROWS)
        found: list[PassageFound] = []
        for hits in _hits(searcher, query, max(_FIRST, 2 * limit)):
            for record, passage, copies in looked_up.rows(hits):
                start, stop = passage.span
                spans = spans_of(wanted, record.report.text[start:stop], self._stems)
                found.append(PassageFound(record, passage, tuple((a + start, b + start) for a, b in spans), copies))
                if len(found) == limit:
                    return found[filters.skip :]
        return found[filters.skip :]


def _hits(searcher: Searcher, query: Query, first: int) -> Iterator[list[Hit]]:
    """Hits, best first, among equals the newest first; fetched by and by."""
    seen, wanted = 0, min(first, searcher.num_docs)
    while wanted:
        scored = searcher.search(query, wanted, count=False, offset=seen).hits
        places = [address for _, address in scored]
        columns = [searcher.fast_field_values(name, places) for name in ("last", "report", "start", "same")]
        rows = zip((round(score, 3) for score, _ in scored), *columns, strict=True)
        ordered = sorted(rows, key=lambda row: (-row[0], -(row[1] or 0), row[2], row[3] or 0))
        # A report without a passage is in the index by its number alone.
        yield [Hit(report, start, same) for _, _, report, start, same in ordered if start is not None]
        seen += len(scored)
        wanted = min(seen, searcher.num_docs - seen) if len(scored) == wanted else 0


class _Lookup:
    """Looks hits up in the record: leaves out those that do not pass the filters, and copies of what was given."""

    def __init__(self, cursor: Cursor, filters: Filters, people: People) -> None:
        self.people = people
        self._cursor = cursor
        self._filters = filters
        self._copies = Copies(cursor)

    def rows(self, hits: list[Hit]) -> Iterator[tuple[Record, Passage, int]]:
        """Records and passages with the number of their copies, in the order of the hits."""
        self._copies.learn({hit.report for hit in hits})
        for at in range(0, len(hits), ROWS):
            some = [hit for hit in hits[at : at + ROWS] if not self._copies.given(hit.report, hit.same)]
            numbers = {hit.report for hit in some} | {self._copies.origin(hit.report) for hit in some}
            records = self._records(numbers)
            people = with_actors(self._cursor, self.people, numbers)
            for hit in some:
                found = self._looked_at(hit, records, people)
                if found:
                    yield *found, self._copies.count(hit.report)

    def _looked_at(self, hit: Hit, records: dict[int, Record], people: People) -> tuple[Record, Passage] | None:
        record = records.get(hit.report)
        passage = passage_at(record, hit.start) if record else None
        if record is None or passage is None:
            return None
        if must_be_looked_at(self._filters) and not passes(hit.report, passage, self._filters, people):
            return None
        words = fold(record.report.text[slice(*passage.span)]).split()
        if self._copies.take(hit.report, hit.same, words):
            return None
        return self._in_origin(hit, records, people) or (record, passage)

    def _in_origin(self, hit: Hit, records: dict[int, Record], people: People) -> tuple[Record, Passage] | None:
        """The same words in the origin of a copy, where they pass the filters too."""
        origin = self._copies.origin(hit.report)
        record = records.get(origin)
        if origin == hit.report or record is None or not report_passes(record.report, self._filters):
            return None
        for passage in passages(record):
            if digest(" ".join(fold(record.report.text[slice(*passage.span)]).split())) == hit.same:
                return (record, passage) if passes(origin, passage, self._filters, people) else None
        return None

    def _records(self, numbers: set[int]) -> dict[int, Record]:
        rows = self._cursor.execute(
            "SELECT report, record FROM readings WHERE report IN (SELECT unnest(?::INTEGER[]))", [sorted(numbers)]
        )
        return {number: decode(line) for number, line in rows.fetchall()}
