"""Filters as SQL: the only place where questions become queries."""

from typing import Any, Literal

import msgspec

from onrecord.document.document import Span
from onrecord.store.filters import Filters
from onrecord.store.folding import needles


class Query(msgspec.Struct, frozen=True):
    """A statement of SQL with the values for its question marks."""

    sql: str
    values: list[object]


class ActorFound(msgspec.Struct, frozen=True, kw_only=True):
    """Actors of one name and kind over all reports that pass the filters, with counts."""

    name: str
    kind: str
    country: str | None
    sector: str | None
    roles: tuple[str, ...]
    reports: int
    mentions: int
    statements: int
    moves_by: int
    moves_to: int
    first_report: str
    first_mention: Span

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "ActorFound":
        """From one row of `actors_query`."""
        name, kind, country, sector, roles, reports, mentions, statements, by, to, first, start, stop = row
        return cls(
            name=name,
            kind=kind,
            country=country,
            sector=sector,
            roles=tuple(roles or ()),
            reports=reports,
            mentions=mentions,
            statements=statements,
            moves_by=by,
            moves_to=to,
            first_report=first,
            first_mention=(start, stop),
        )


class _Where:
    """Conditions that must all hold, with their values."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[object] = []

    def equal(self, column: str, value: object) -> None:
        if value is not None:
            self._parts.append(f"{column} = ?")
            self.values.append(value)

    def words(self, column: str, query: str | None, around: str = "{}") -> None:
        """A folded text holds each word of the query; `around` may ask that of a row of another table."""
        if query is not None:
            # A query without a single word (such as "?") finds nothing, rather than everything.
            found = needles(query)
            self._parts.append(around.format(" AND ".join(f"contains({column}, ?)" for _ in found) or "false"))
            self.values += found

    def days(self, day: str, filters: Filters) -> None:
        # Dates are ISO 8601 cut to their precision: "~" sorts after every digit and so ends a month or year.
        if filters.since is not None:
            self._parts.append(f"{day} || '~' >= ?")
            self.values.append(filters.since)
        if filters.until is not None:
            self._parts.append(f"{day} <= ? || '~'")
            self.values.append(filters.until)

    def sql(self) -> str:
        return " AND ".join(self._parts) or "true"


def entries_query(table: Literal["statements", "moves"], filters: Filters) -> Query:
    """Report number and place in the record of each statement or move that passes the filters."""
    filters = filters.checked(table)
    where = _Where()
    if table == "statements":
        day = "coalesce(e.said, r.published)"
        _statements(where, filters)
    else:
        day = "coalesce(e.day, r.published)"
        _moves(where, filters)
    where.equal("e.layer", filters.layer)
    where.words("r.publisher_words", filters.publisher)
    where.days(day, filters)
    sql = f"""
        SELECT e.report, e.n FROM {table} e JOIN reports r USING (report)
        WHERE {where.sql()}
        ORDER BY r.published NULLS LAST, e.report, e.n {_limit(filters)}
    """
    return Query(sql, where.values)


def _statements(where: _Where, filters: Filters) -> None:
    where.words("e.source_words", filters.source)
    where.words("e.source_words", filters.by)
    where.words("e.addressee_words", filters.to)
    where.words("e.content_words", filters.about)
    where.equal("e.kind", filters.kind)


def _moves(where: _Where, filters: Filters) -> None:
    party = (
        "EXISTS (SELECT 1 FROM move_parties p WHERE p.report = e.report AND p.move = e.id AND p.side = '{}' AND {{}})"
    )
    where.words("p.words", filters.by, party.format("by"))
    where.words("p.words", filters.to, party.format("to"))
    where.words(
        "s.source_words",
        filters.source,
        "EXISTS (SELECT 1 FROM statements s WHERE s.report = e.report AND s.id = e.vouched_by AND {})",
    )
    where.words("e.words", filters.about)
    where.equal("e.type", filters.type)
    where.equal("e.status", filters.status)


def actors_query(filters: Filters) -> Query:
    """One row for each name and kind of actor among the reports that pass the filters."""
    filters = filters.checked("actors")
    where = _Where()
    where.words("a.words", filters.about)
    where.equal("a.kind", filters.kind)
    where.words("r.publisher_words", filters.publisher)
    where.days("r.published", filters)
    sql = f"""
        WITH found AS (
            SELECT a.*, r.id AS report_id, row_number() OVER (ORDER BY r.published NULLS LAST, a.report, a.n) AS place
            FROM actors a JOIN reports r USING (report) WHERE {where.sql()}
        ), counted AS (
            SELECT f.*,
                coalesce(m.n, 0) AS mentions, m.start, m.stop, o.roles,
                coalesce(s.n, 0) AS statements, coalesce(b.by, 0) AS moves_by, coalesce(b.to, 0) AS moves_to
            FROM found f
            LEFT JOIN (
                SELECT report, actor, count(*) AS n, arg_min(start, n) AS start, arg_min(stop, n) AS stop
                FROM mentions GROUP BY ALL
            ) m ON m.report = f.report AND m.actor = f.id
            LEFT JOIN (SELECT report, actor, list(role ORDER BY n) AS roles FROM roles GROUP BY ALL) o
                ON o.report = f.report AND o.actor = f.id
            LEFT JOIN (SELECT report, source_actor, count(*) AS n FROM statements GROUP BY ALL) s
                ON s.report = f.report AND s.source_actor = f.id
            LEFT JOIN (
                SELECT report, actor,
                    count(DISTINCT move) FILTER (side = 'by') AS by, count(DISTINCT move) FILTER (side = 'to') AS to
                FROM move_parties GROUP BY ALL
            ) b ON b.report = f.report AND b.actor = f.id
        )
        SELECT arg_min(name, place), kind, arg_min(country, place), arg_min(sector, place),
            flatten(list(coalesce(roles, []) ORDER BY place)), count(DISTINCT report), sum(mentions)::INTEGER,
            sum(statements)::INTEGER, sum(moves_by)::INTEGER, sum(moves_to)::INTEGER,
            arg_min(report_id, place), arg_min(start, place), arg_min(stop, place)
        FROM counted GROUP BY name_words, kind
        ORDER BY count(DISTINCT report) DESC, sum(statements + moves_by) DESC, sum(mentions) DESC, min(place)
        {_limit(filters)}
    """
    return Query(sql, where.values)


def _limit(filters: Filters) -> str:
    return "" if filters.limit is None else f"LIMIT {filters.limit:d}"
