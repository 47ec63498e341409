"""Filters as SQL: the only place where questions become queries."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from onrecord.document.document import Span
from onrecord.store.filters import Filters
from onrecord.store.folding import needles


class Query(msgspec.Struct, frozen=True):
    """A statement of SQL with the values for its question marks."""

    sql: str
    values: list[object]


class NameFound(msgspec.Struct, frozen=True):
    """A name as reports spell it, and in how many."""

    name: str
    reports: int

    def __str__(self) -> str:
        return f"{self.name} ({self.reports})"


class RoleFound(msgspec.Struct, frozen=True):
    """A role as reports word it: in how many, and the first and last day of publication (None: undated)."""

    role: str
    reports: int
    first: str | None
    last: str | None

    def __str__(self) -> str:
        days = " to ".join(dict.fromkeys(day for day in (self.first, self.last) if day))
        return f"{self.role} ({days})" if days else self.role


class ActorFound(msgspec.Struct, frozen=True, kw_only=True):
    """One actor over all reports that pass the filters, with counts; names and roles most often told first."""

    id: str
    name: str
    names: tuple[NameFound, ...]
    kind: str
    country: str | None
    sector: str | None
    known_as: str | None
    roles: tuple[RoleFound, ...]
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
        id_, name, kind, country, sector, known_as, names, roles, *counts, first, start, stop = row
        reports, mentions, statements, by, to = counts
        return cls(
            id=id_,
            name=name,
            names=tuple(NameFound(*one) for one in names or ()),
            kind=kind,
            country=country,
            sector=sector,
            known_as=known_as,
            roles=tuple(RoleFound(*one) for one in roles or ()),
            reports=reports,
            mentions=mentions,
            statements=statements,
            moves_by=by,
            moves_to=to,
            first_report=first,
            first_mention=(start, stop),
        )


# What was changed is kept as a list for each entry: changes of fields, that it was accepted, that it was added.
# It is JSON without blanks, in whose strings no quotation mark stands without a backslash before it.
_REVIEW = """coalesce((
    SELECT CASE
        WHEN contains(done, '"action":"add"') THEN 'added'
        WHEN contains(done, '"action":"set"') THEN 'corrected'
        WHEN contains(done, '"action":"accept"') THEN 'accepted'
    END
    FROM (SELECT ((c.changes::JSON) -> e.id)::VARCHAR AS done FROM corrected c WHERE c.report = e.report) changed
), 'unreviewed')"""


class Where:
    """Conditions that must all hold, with their values."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[object] = []

    def equal(self, column: str, value: object) -> None:
        """A column has this value; None asks nothing."""
        if value is not None:
            self._parts.append(f"{column} = ?")
            self.values.append(value)

    def none_of(self, column: str, values: Sequence[str]) -> None:
        """A column has none of these values."""
        self._parts.append(f"{column} NOT IN ({', '.join('?' for _ in values)})")
        self.values += values

    def words(self, column: str, query: str | None, around: str = "{}") -> None:
        """A folded text holds each word of the query; `around` may ask that of a row of another table."""
        if query is not None:
            # A query without a single word (such as "?") finds nothing, rather than everything.
            found = needles(query)
            self._parts.append(around.format(" AND ".join(f"contains({column}, ?)" for _ in found) or "false"))
            self.values += found

    def review(self, value: str | None) -> None:
        """An entry `e` has been reviewed in this way."""
        if value is not None:
            self._parts.append(f"{_REVIEW} = ?")
            self.values.append(value)

    def either(self, asked: Sequence[tuple[str, "Where"]]) -> None:
        """One of several holds, each as asked by its conditions, put into a text around them."""
        self._parts.append(f"({' OR '.join(around.format(one.sql()) for around, one in asked)})")
        self.values += [value for _, one in asked for value in one.values]

    def days(self, day: str, filters: Filters) -> None:
        """A date in ISO 8601 lies between the days asked for."""
        # Dates are ISO 8601 cut to their precision: "~" sorts after every digit and so ends a month or year.
        if filters.since is not None:
            self._parts.append(f"{day} || '~' >= ?")
            self.values.append(filters.since)
        if filters.until is not None:
            self._parts.append(f"{day} <= ? || '~'")
            self.values.append(filters.until)

    def sql(self) -> str:
        """All conditions as one."""
        return " AND ".join(self._parts) or "true"


def entries_query(table: Literal["statements", "moves"], filters: Filters) -> Query:
    """Report number and place in the record of each statement or move that passes the filters."""
    filters = filters.checked(table)
    where = Where()
    if table == "statements":
        day = "coalesce(e.said, r.published)"
        statements_where(where, filters)
    else:
        day = "coalesce(e.day, r.published)"
        moves_where(where, filters)
    where.equal("e.layer", filters.layer)
    where.words("r.publisher_words", filters.publisher)
    where.days(day, filters)
    sql = f"""
        SELECT e.report, e.n FROM {table} e JOIN reports r USING (report)
        WHERE {where.sql()}
        ORDER BY r.published NULLS LAST, e.report, e.n {window(filters)}
    """
    return Query(sql, where.values)


def statements_where(where: Where, filters: Filters) -> None:
    """Ask of statements `e` what only statements can be asked."""
    where.words("e.source_words", filters.source)
    where.words("e.source_words", filters.by)
    where.words("e.addressee_words", filters.to)
    where.words("e.content_words", filters.about)
    where.equal("e.kind", filters.kind)
    where.review(filters.review)


def moves_where(where: Where, filters: Filters) -> None:
    """Ask of moves `e` what only moves can be asked."""
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
    where.review(filters.review)


_NAMED = """EXISTS (
    SELECT 1 FROM report_actors w JOIN actors a ON a.report = w.report AND a.id = w.actor
    WHERE w.identity = d.identity AND {}
)"""

# What costs (mentions, moves, names) is only looked at for those in so many reports that they may be asked for.
_ACTORS = """
    WITH found AS MATERIALIZED (
        SELECT i.identity, a.report, a.id AS actor, a.name, a.n, r.id AS report_id, r.published
        FROM actors a
        JOIN reports r USING (report)
        JOIN report_actors i ON i.report = a.report AND i.actor = a.id
        JOIN identities d ON d.identity = i.identity
        WHERE {where}
    ), ranked AS (
        SELECT identity, count(DISTINCT report) AS reports FROM found GROUP BY identity
    ), near AS MATERIALIZED (
        SELECT f.*, row_number() OVER (ORDER BY published NULLS LAST, report, n) AS place
        FROM found f JOIN ranked USING (identity) WHERE {fewest}
    ), mentioned AS (
        SELECT f.identity, count(*) AS n, min(ARRAY[f.place, m.n, m.start, m.stop]) AS first
        FROM mentions m JOIN near f USING (report, actor) GROUP BY f.identity
    ), said AS (
        SELECT f.identity, count(*) AS n FROM statements s
        JOIN near f ON f.report = s.report AND f.actor = s.source_actor GROUP BY f.identity
    ), done AS (
        SELECT f.identity, count(DISTINCT (p.report, p.move)) FILTER (WHERE p.side = 'by') AS made,
            count(DISTINCT (p.report, p.move)) FILTER (WHERE p.side = 'to') AS undergone
        FROM move_parties p JOIN near f USING (report, actor) GROUP BY f.identity
    ), counted AS (
        SELECT identity, count(DISTINCT report) AS reports, min(place) AS place FROM near GROUP BY identity
    ), summed AS (
        SELECT c.identity, c.reports, c.place, coalesce(m.n, 0)::INTEGER AS mentions,
            coalesce(s.n, 0)::INTEGER AS statements, coalesce(b.made, 0)::INTEGER AS moves_by,
            coalesce(b.undergone, 0)::INTEGER AS moves_to, m.first
        FROM counted c LEFT JOIN mentioned m USING (identity)
        LEFT JOIN said s USING (identity) LEFT JOIN done b USING (identity)
        ORDER BY c.reports DESC, coalesce(s.n, 0) + coalesce(b.made, 0) DESC, coalesce(m.n, 0) DESC, c.place {limit}
    ), spelt AS (
        SELECT identity, array_agg(row(name, reports) ORDER BY reports DESC, place, name) AS names
        FROM (
            SELECT f.identity, coalesce(n.name, f.name) AS name, count(DISTINCT f.report) AS reports,
                min(f.place) AS place
            FROM near f JOIN summed USING (identity)
            LEFT JOIN actor_names n ON n.report = f.report AND n.actor = f.actor
            GROUP BY f.identity, coalesce(n.name, f.name)
        ) every GROUP BY identity
    ), called AS (
        SELECT f.identity, o.role, f.report, f.published, f.place,
            row_number() OVER (PARTITION BY f.identity, lcase(o.role) ORDER BY f.place, o.n) AS nth
        FROM near f JOIN summed USING (identity) JOIN roles o ON o.report = f.report AND o.actor = f.actor
    ), held AS (
        SELECT identity, array_agg(row(role, reports, since, until) ORDER BY place, role) AS roles
        FROM (
            SELECT identity, min(role) FILTER (WHERE nth = 1) AS role, count(DISTINCT report) AS reports,
                min(published) AS since, max(published) AS until, min(place) AS place
            FROM called GROUP BY identity, lcase(role)
        ) every GROUP BY identity
    )
    SELECT d.id, d.name, d.kind, d.country, d.sector, d.known_as, p.names, h.roles,
        c.reports, c.mentions, c.statements, c.moves_by, c.moves_to, f.report_id, c.first[3], c.first[4]
    FROM summed c
    JOIN identities d ON d.identity = c.identity
    JOIN near f ON f.place = c.place
    JOIN spelt p ON p.identity = c.identity
    LEFT JOIN held h ON h.identity = c.identity
    ORDER BY c.reports DESC, c.statements + c.moves_by DESC, c.mentions DESC, c.place
"""


def actors_query(filters: Filters) -> Query:
    """One row for each actor of the reports that pass the filters, found by any name or role in any report."""
    filters = filters.checked("actors")
    where = Where()
    where.words("a.words", filters.about, _NAMED)
    where.equal("d.kind", filters.kind)
    where.words("r.publisher_words", filters.publisher)
    where.days("r.published", filters)
    sql = _ACTORS.format(where=where.sql(), limit=window(filters), fewest=_fewest(filters))
    return Query(sql, where.values)


def _fewest(filters: Filters) -> str:
    if filters.limit is None:
        return "true"
    last = filters.limit + filters.skip - 1
    return f"reports >= coalesce((SELECT reports FROM ranked ORDER BY reports DESC LIMIT 1 OFFSET {last:d}), 0)"


def window(filters: Filters) -> str:
    """Which rows of all that were found: the last clause of a query."""
    limit = "" if filters.limit is None else f"LIMIT {filters.limit:d}"
    return f"{limit} OFFSET {filters.skip:d}" if filters.skip else limit
