"""Questions about single reports: where each stands in the list of all, and what hangs on it."""

from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from onrecord.record.correct import apply
from onrecord.record.correction import Change, State
from onrecord.store import corrections
from onrecord.store.appearing import AppearingFound, appearing
from onrecord.store.asking import Where, moves_where, statements_where, window
from onrecord.store.corrections import Kept
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.occurrences import OccurrenceFound, of_move
from onrecord.store.refs import ReportRef, report_refs
from onrecord.store.totals import Totals, totals

_UNDATED = "~"
"""Stands for no date: after every digit, so that undated reports come last."""

_changes = msgspec.json.Decoder(dict[str, tuple[Change, ...]])

_LISTED = f"""
    WITH passed AS (
        SELECT report, coalesce(published, '{_UNDATED}') AS day FROM reports r WHERE {{where}}
    ), listed AS MATERIALIZED (
        SELECT report, day FROM passed WHERE report NOT IN (
            SELECT c.report FROM copies c JOIN passed o ON o.report = c.origin
        )
    )"""

_PAGE = f"""{_LISTED}, page AS (
        SELECT report, day FROM listed WHERE day > ? OR (day = ? AND report > ?) ORDER BY day, report {{limit}}
    )
    SELECT every.n, report, day FROM (SELECT count(*) AS n FROM listed) every LEFT JOIN page ON true
    ORDER BY day, report
"""

_PLACE = f"""{_LISTED}, numbered AS (
        SELECT report, day, row_number() OVER every AS n, lag(report) OVER every AS before,
            lead(report) OVER every AS next
        FROM listed WINDOW every AS (ORDER BY day, report)
    )
    SELECT own.n, own.report, own.before, own.next, last.day, last.report
    FROM numbered own LEFT JOIN numbered last ON last.n = own.n - 1 - (own.n - 1) % ?
    WHERE own.report IN (SELECT ? UNION ALL SELECT origin FROM copies WHERE report = ?)
    ORDER BY own.report = ? DESC LIMIT 1
"""

_COUNTS = "SELECT report, count(*) FROM {table} WHERE report IN (SELECT unnest(?::INTEGER[])) GROUP BY report"

_COPIES = """
    SELECT c.report, c.origin FROM copies c JOIN reports r USING (report)
    WHERE c.origin IN (SELECT unnest($1::INTEGER[])) OR c.report IN (SELECT unnest($1::INTEGER[]))
    ORDER BY r.published NULLS LAST, c.report
"""

_IDENTITIES = """
    SELECT a.actor, i.id, i.name, count(DISTINCT every.report)
    FROM report_actors a JOIN identities i USING (identity) JOIN report_actors every USING (identity)
    WHERE a.report = ? GROUP BY a.actor, i.id, i.name
"""

_AMONG = """
    SELECT r.id, a.actor, i.id, i.name
    FROM reports r JOIN report_actors a USING (report) JOIN identities i USING (identity)
    WHERE r.id IN (SELECT unnest(?::VARCHAR[]))
"""

_NAMED = "EXISTS (SELECT 1 FROM actors a WHERE a.report = r.report AND {})"


_HOLDS = "EXISTS (SELECT 1 FROM {} e WHERE e.report = r.report AND {{}})"
_OF_ENTRIES = ("source", "by", "to", "about", "type", "status", "layer", "review")
_OF_MOVES = {"type", "status"}
"""What is asked of single entries of a report, and what statements cannot be asked."""


class Position(msgspec.Struct, frozen=True):
    """Where a report stands in the list: its day of publication (`~`: none), then its number in the store."""

    day: str = ""
    report: int = 0


class ReportFound(msgspec.Struct, frozen=True, kw_only=True):
    """One report in the list of all. `of` is what it is a copy of, where that is not in the list itself."""

    report: ReportRef
    statements: int
    moves: int
    of: ReportRef | None
    copies: tuple[ReportRef, ...]
    position: Position


class PlaceFound(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report stands in the list: the reports before and after it, its number from 1, and where its page begins.

    Of a copy that is folded under its origin, the origin is what comes before.
    """

    number: int
    before: ReportRef | None
    next: ReportRef | None
    page: Position


class IdentityFound(msgspec.Struct, frozen=True):
    """Who an actor of a report is across reports: id, name, and in how many reports."""

    id: str
    name: str
    reports: int


class KeptAt(msgspec.Struct, frozen=True):
    """A correction, and the id that its entry has in the present reading (None: it has no place there)."""

    kept: Kept
    entry: str | None


class Reports:
    """Answers questions about the reports of a record."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def id_of(self, word: str) -> str:
        """The id of the report of this id, given id, or beginning of an id. Raises `StoreError` 409 and 420."""
        return corrections.report_of(self._cursor, word)[1]

    def totals(self) -> Totals:
        """How much the record holds in all. Raises `StoreError` 404 where it is none."""
        return totals(self._cursor)

    def page(self, filters: Filters, after: Position) -> tuple[list[ReportFound], int]:
        """The reports that pass the filters and stand after a position, by day; and how many there are on all pages.

        A copy whose origin passes too is not listed by itself.
        """
        where = _where(filters)
        sql = _PAGE.format(where=where.sql(), limit=window(filters))
        rows = self._cursor.execute(sql, [*where.values, after.day, after.day, after.report]).fetchall()
        # A page without a report is one row that holds the count alone.
        return self._rows([Position(day, report) for _, report, day in rows if report is not None]), rows[0][0]

    def place(self, filters: Filters, report_id: str, size: int) -> PlaceFound | None:
        """Where a report stands among those that pass the filters, on pages of a size; None where it does not pass."""
        where = _where(filters)
        number = corrections.report_of(self._cursor, report_id)[0]
        values = [*where.values, size, number, number, number]
        found = self._cursor.execute(_PLACE.format(where=where.sql()), values).fetchall()
        if not found:
            return None
        n, own, before, after, *page = found[0]
        before = before if own == number else own
        refs = report_refs(self._cursor, [one for one in (before, after) if one is not None])
        return PlaceFound(
            number=n,
            before=refs.get(before),
            next=refs.get(after),
            page=Position(*page) if page[1] is not None else Position(),
        )

    def refs(self, ids: Collection[str]) -> dict[str, ReportRef]:
        """The references to reports by their id."""
        asked = "SELECT report FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"
        numbers = [number for (number,) in self._cursor.execute(asked, [sorted(ids)]).fetchall()] if ids else []
        return {ref.id: ref for ref in report_refs(self._cursor, numbers).values()} if numbers else {}

    def changes_of(self, report_id: str) -> dict[str, tuple[Change, ...]]:
        """What was changed by whom in one report, by entry id."""
        asked = "SELECT c.changes FROM corrected c JOIN reports r USING (report) WHERE r.id = ?"
        found = self._cursor.execute(asked, [report_id]).fetchall()
        return _changes.decode(found[0][0]) if found else {}

    def corrections_of(self, report_id: str) -> list[KeptAt]:
        """The corrections of one report in the order made, each with what has become of it and of its entry."""
        made = corrections.read(self._cursor, report_id)
        if not made:
            return []
        machine = corrections.machine_record(self._cursor, corrections.report_of(self._cursor, report_id)[0])
        applied = apply(machine, made)
        ref = ReportRef.of(machine.report)
        found: list[KeptAt] = []
        for one in made:
            state: State = "undone" if one.undone else "detached" if one.number in applied.detached else "stands"
            # Where one that was undone belonged: as if it stood, alone.
            at = apply(machine, [replace(one, undone=None)]).entries if one.undone else applied.entries
            known = one.entry if state == "undone" else None
            found.append(KeptAt(Kept(one, state, ref), at.get(one.number, known)))
        return found

    def identities_of(self, report_id: str) -> dict[str, IdentityFound]:
        """Who the actors of one report are across reports, by their id in its record."""
        number = corrections.report_of(self._cursor, report_id)[0]
        rows = self._cursor.execute(_IDENTITIES, [number]).fetchall()
        return {actor: IdentityFound(*cells) for actor, *cells in rows}

    def appearing(self, id_: str, filters: Filters) -> list[AppearingFound]:
        """Where the actor of this id across reports appears, oldest report first."""
        return appearing(self._cursor, id_, filters)

    def identities_among(self, report_ids: Collection[str]) -> dict[str, dict[str, tuple[str, str]]]:
        """Id and name across reports of the actors of several reports, by the report's id and the actor's id in it."""
        found: dict[str, dict[str, tuple[str, str]]] = {id_: {} for id_ in report_ids}
        for report, actor, identity, name in self._cursor.execute(_AMONG, [sorted(found)]).fetchall():
            found[report][actor] = (identity, name)
        return found

    def occurrence_of(self, report_id: str, move: str) -> OccurrenceFound | None:
        """The occurrence that a move is an account of, with all accounts of it; None where it is of none."""
        return of_move(self._cursor, corrections.report_of(self._cursor, report_id)[0], move)

    def _rows(self, positions: Sequence[Position]) -> list[ReportFound]:
        numbers = [one.report for one in positions]
        copies = self._cursor.execute(_COPIES, [numbers]).fetchall() if numbers else []
        counts = {
            table: dict(self._cursor.execute(_COUNTS.format(table=table), [numbers]).fetchall())
            for table in ("statements", "moves")
        }
        refs = report_refs(self._cursor, {*numbers, *(number for pair in copies for number in pair)})
        under: dict[int, list[ReportRef]] = {}
        origins = {report: refs[origin] for report, origin in copies}
        for report, origin in copies:
            under.setdefault(origin, []).append(refs[report])
        return [
            ReportFound(
                report=refs[one.report],
                statements=counts["statements"].get(one.report, 0),
                moves=counts["moves"].get(one.report, 0),
                of=origins.get(one.report),
                copies=tuple(under.get(one.report, ())),
                position=one,
            )
            for one in positions
        ]


def _where(filters: Filters) -> Where:
    """What reports `r` are asked."""
    filters = filters.checked("reports")
    where = Where()
    where.words("r.publisher_words", filters.publisher)
    where.words("a.words", filters.actor, _NAMED)
    where.days("r.published", filters)
    asked = {name for name in _OF_ENTRIES if getattr(filters, name) is not None}
    if asked:
        moves, statements = Where(), Where()
        moves_where(moves, filters)
        moves.equal("e.layer", filters.layer)
        statements_where(statements, filters)
        statements.equal("e.layer", filters.layer)
        either = [(_HOLDS.format("moves"), moves), (_HOLDS.format("statements"), statements)]
        where.either(either[:1] if asked & _OF_MOVES else either)
    return where
