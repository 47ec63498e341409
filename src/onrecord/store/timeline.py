"""Moves and statements in the order of one of three clocks, and how many stand in which stretch of time."""

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec

from onrecord.document.document import Span
from onrecord.store.asking import Query, Where, moves_where, statements_where, window
from onrecord.store.engine import Cursor, survey
from onrecord.store.filters import Filters

Clock = Literal["happened", "said", "published"]
CLOCKS: tuple[str, ...] = get_args(Clock)
"""When it was done, when the words were said that tell of it, when the report was published."""

Dated = Literal["dated", "undated", "impossible"]
DATED: tuple[str, ...] = get_args(Dated)
"""Entries whose date a calendar has, entries that the clock tells no date of, and those with such as 2031-02-30."""

DONE_ON = "CASE WHEN e.day > r.published AND e.status IN ('happened', 'ongoing', 'historical') THEN NULL ELSE e.day END"
"""The day a move `e` of a report `r` was done. What a report tells as done was not done after it: such a day is that of
what was promised ("agreed to leave by Friday")."""
_ONLY_MOVES = ("type", "status")

# `origin` is the report that this one is a copy or version of, where that has the same entry in the same words.
_MOVES = """
    SELECT e.report, e.n, 'move' AS entry, e.id, e.type AS kind, e.status, e.layer, {when} AS moment,
        {precision} AS precision, e.vouched_by AS told
    FROM moves e JOIN reports r USING (report) {vouched} WHERE {where}
"""
_STATEMENTS = """
    SELECT e.report, e.n, 'statement' AS entry, e.id, e.kind, NULL AS status, e.layer, {when} AS moment,
        {precision} AS precision, e.id AS told
    FROM statements e JOIN reports r USING (report) WHERE {where}
"""
_COPIED = """
    WITH found AS MATERIALIZED ({entries})
    SELECT x.*, o.origin FROM found x LEFT JOIN ({same}) o USING (report, entry, n)
"""
_SAME = {
    "move": """
        SELECT DISTINCT c.report, 'move' AS entry, a.n, c.origin FROM {copies} c JOIN moves a ON a.report = c.report
        JOIN moves f ON f.report = c.origin AND f.type = a.type AND f.words = a.words
    """,
    "statement": """
        SELECT DISTINCT c.report, 'statement' AS entry, a.n, c.origin FROM {copies} c
        JOIN statements a ON a.report = c.report
        JOIN statements f ON f.report = c.origin AND f.content_words = a.content_words
    """,
}
_WHEN = {
    "happened": (DONE_ON, "e.day_precision"),
    "said": ("v.said", "v.said_precision"),
    "published": ("r.published", "'day'"),
}
_VOUCHED = "LEFT JOIN statements v ON v.report = e.report AND v.id = e.vouched_by"

# A year, month or day of the calendar from year 1 on; whatever stands behind the day (a time) is not looked at.
_LEAP = r"(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_MONTH = r"(0[1-9]|1[0-2])"
_IN_ANY, _IN_MOST, _IN_LONG = r"(0[1-9]|1\d|2[0-8])", r"(0[13-9]|1[0-2])-(29|30)", r"(0[13578]|1[02])-31"
_DAY = f"({_MONTH}-{_IN_ANY}|{_IN_MOST}|{_IN_LONG})"
_REAL = rf"(left(moment, 10) ~ '^(\d\d\d\d(-{_MONTH}|-{_DAY})?|{_LEAP}-02-29)$' AND left(moment, 4) <> '0000')"
_ONLY = {"dated": _REAL, "undated": "moment IS NULL", "impossible": f"moment IS NOT NULL AND NOT {_REAL}"}

_DAYS = f"""
    SELECT moment, coalesce({_REAL}, false), (count(*) FILTER (WHERE origin IS NULL))::INTEGER, count(*)::INTEGER
    FROM ({{entries}}) every GROUP BY moment ORDER BY moment NULLS LAST
"""

_ORDER = "ORDER BY moment NULLS LAST, report, n, entry"
_ITEMS = """
    WITH asked AS MATERIALIZED (
        SELECT * FROM ({entries}) every {limit}
    ), chosen AS MATERIALIZED (
        {copied}
    ), spans AS (
        SELECT s.report, s.statement AS id, min(s.start) AS start, max(s.stop) AS stop FROM statement_spans s
        JOIN chosen ON chosen.report = s.report AND chosen.entry = 'statement' AND chosen.id = s.statement
        WHERE s.part IN ('source', 'cue', 'content') GROUP BY s.report, s.statement
    ),
    -- Of the tables' rows those of the reports in question alone: few, where there is a limit.
    of_moves AS (SELECT * FROM moves WHERE report IN (SELECT report FROM chosen)),
    of_parties AS (SELECT * FROM move_parties WHERE report IN (SELECT report FROM chosen)),
    of_statements AS (SELECT * FROM statements WHERE report IN (SELECT report FROM chosen)),
    of_actors AS (SELECT * FROM report_actors WHERE report IN (SELECT report FROM chosen)),
    of_accounts AS (SELECT * FROM accounts WHERE report IN (SELECT report FROM chosen))
    SELECT c.report, c.entry, c.id, c.kind, c.status, c.layer, c.moment, c.precision,
        CASE c.entry WHEN 'move' THEN m.sentence ELSE s.content END,
        coalesce(m.start, spans.start), coalesce(m.stop, spans.stop),
        CASE c.entry WHEN 'move' THEN p.name ELSE s.source END, d.id, d.name, coalesce(sd.name, s.source), o.id,
        c.origin
    FROM chosen c
    LEFT JOIN of_moves m ON c.entry = 'move' AND m.report = c.report AND m.id = c.id
    LEFT JOIN of_parties p ON c.entry = 'move' AND p.report = c.report AND p.move = c.id AND p.side = 'by' AND p.n = 0
    LEFT JOIN of_statements s ON s.report = c.report AND s.id = c.told
    LEFT JOIN spans ON c.entry = 'statement' AND spans.report = c.report AND spans.id = c.id
    LEFT JOIN of_actors i ON i.report = c.report
        AND i.actor = CASE c.entry WHEN 'move' THEN p.actor ELSE s.source_actor END
    LEFT JOIN identities d ON d.identity = i.identity
    LEFT JOIN of_actors si ON si.report = c.report AND si.actor = s.source_actor
    LEFT JOIN identities sd ON sd.identity = si.identity
    LEFT JOIN of_accounts a ON c.entry = 'move' AND a.report = c.report AND a.move = c.id
    LEFT JOIN occurrences o ON o.occurrence = a.occurrence
    ORDER BY c.moment NULLS LAST, c.report, c.n, c.entry
"""

# Counted by identity first and named last: names are many and long.
_BINS = """
    WITH chosen AS NOT MATERIALIZED (
        SELECT * FROM ({entries}) every {limit}
    ), told AS (
        SELECT c.moment, c.report, p.actor, p.name FROM chosen c
        JOIN move_parties p ON p.report = c.report AND p.move = c.id AND p.side = 'by' AND p.n = 0
        WHERE c.entry = 'move' AND c.origin IS NULL AND {real}
        UNION ALL
        SELECT c.moment, c.report, s.source_actor, s.source FROM chosen c
        JOIN statements s ON s.report = c.report AND s.id = c.id
        WHERE c.entry = 'statement' AND c.origin IS NULL AND {real} AND s.source IS NOT NULL
    ), counted AS (
        SELECT i.identity, CASE WHEN i.identity IS NULL THEN t.name END AS name, t.moment, count(*)::INTEGER AS n
        FROM told t LEFT JOIN report_actors i ON i.report = t.report AND i.actor = t.actor GROUP BY 1, 2, 3
    ), busiest AS (
        SELECT identity, name, sum(n) AS n FROM counted GROUP BY identity, name
    ), named AS (
        SELECT b.identity, b.name, coalesce(d.name, b.name) AS lane, d.id AS lane_id, b.n
        FROM busiest b LEFT JOIN identities d USING (identity) ORDER BY b.n DESC, lane, lane_id LIMIT ?
    )
    SELECT lane, lane_id, c.moment, c.n FROM named b JOIN counted c
        ON c.identity IS NOT DISTINCT FROM b.identity AND c.name IS NOT DISTINCT FROM b.name
    ORDER BY b.n DESC, lane, lane_id, c.moment
"""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry on a clock, by numbers and words; `at` is None where the clock does not tell.

    `origin` is the report that this one is a copy or version of, where that has the same entry.
    """

    report: int
    entry: Literal["move", "statement"]
    id: str
    kind: str
    status: str | None
    layer: str
    at: str | None
    precision: str | None
    words: str
    span: Span
    lane: str | None
    lane_id: str | None
    source: str | None
    occurrence: str | None
    origin: int | None


def items(cursor: Cursor, clock: Clock, filters: Filters, dated: Dated | None = None) -> Iterator[Item]:
    """Entries that pass the filters, in the order of the clock; those it says nothing of come last.

    `dated` asks for some of them alone.
    """
    query = _entries(clock, filters)
    copied = _copied("SELECT * FROM asked", clock, filters)
    if dated is not None:
        query = Query(f"SELECT * FROM ({query.sql}) every WHERE {_ONLY[dated]}", query.values)
    limit = f"{_ORDER} {window(filters)}" if window(filters) else ""
    sql = _ITEMS.format(entries=query.sql, limit=limit, copied=copied)
    asked = cursor.execute(sql, query.values) if limit else survey(cursor, sql, query.values)
    for row in asked.fetchall():
        report, entry, id_, kind, status, layer, at, precision, said, start, stop, *who, act, origin = row
        lane, lane_id, name, source = who
        yield Item(
            report=report,
            entry=entry,
            id=id_,
            kind=kind,
            status=status,
            layer=layer,
            at=at,
            precision=precision if at else None,
            words=said,
            span=(start, stop),
            lane=name or lane,
            lane_id=lane_id,
            source=source,
            occurrence=act,
            origin=origin,
        )


def bins(cursor: Cursor, clock: Clock, filters: Filters, most: int) -> list[tuple[str, str | None, str, int]]:
    """How many entries with a date of the calendar each of the busiest actors has when; those of copies count once.

    Each is a name, the id of the identity (None where no actor is known), the date and the count.
    """
    query = _entries(clock, filters)
    limit = f"{_ORDER} {window(filters)}" if window(filters) else ""
    sql = _BINS.format(entries=_copied(query.sql, clock, filters), limit=limit, real=_REAL)
    return survey(cursor, sql, [*query.values, most]).fetchall()


def days(cursor: Cursor, clock: Clock, filters: Filters) -> list[tuple[str | None, bool, int, int]]:
    """How many entries have which date (None: none): whether a calendar has it, the count without copies, and all."""
    query = _entries(clock, filters)
    return survey(cursor, _DAYS.format(entries=_copied(query.sql, clock, filters)), query.values).fetchall()


def _copied(entries: str, clock: Clock, filters: Filters) -> str:
    """Entries with the report that each is copied from, looked for among these entries' reports alone."""
    copies = "(SELECT * FROM copies WHERE report IN (SELECT report FROM found))"
    same = (_SAME[kind].format(copies=copies) for kind in _kinds(clock, filters))
    return _COPIED.format(entries=entries, same=" UNION ALL ".join(same))


def _kinds(clock: Clock, filters: Filters) -> tuple[str, ...]:
    """What there is on a clock: statements happen as they are said, and have neither type nor status."""
    only_moves = clock == "happened" or any(getattr(filters, name) is not None for name in _ONLY_MOVES)
    return ("move",) if only_moves else ("move", "statement")


def _entries(clock: Clock, filters: Filters) -> Query:
    asked = filters.checked("timeline")
    when, precision = _WHEN[clock]
    moves = Where()
    moves_where(moves, asked)
    _common(moves, asked, when)
    vouched = _VOUCHED if clock == "said" else ""
    parts = [_MOVES.format(when=when, precision=precision, vouched=vouched, where=moves.sql())]
    values = moves.values
    if "statement" in _kinds(clock, asked):
        said = Where()
        statements_where(said, asked)
        when, precision = ("e.said", "e.said_precision") if clock == "said" else _WHEN["published"]
        _common(said, asked, when)
        parts.append(_STATEMENTS.format(when=when, precision=precision, where=said.sql()))
        values = values + said.values
    return Query(" UNION ALL ".join(parts), values)


def _common(where: Where, filters: Filters, when: str) -> None:
    where.equal("e.layer", filters.layer)
    where.words("r.publisher_words", filters.publisher)
    where.days(when, filters)
