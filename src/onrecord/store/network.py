"""Who dealt with whom: moves between two identities, counted."""

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.document.document import Span
from onrecord.reading.words import function_words
from onrecord.record.vocabulary import Quad
from onrecord.store.asking import Query, Where, moves_where, window
from onrecord.store.engine import Cursor, survey
from onrecord.store.filters import Filters
from onrecord.store.timeline import DONE_ON

UNDONE = ("denied", "asked", "possible")
"""Statuses of moves by which nobody has dealt with anybody."""

# `nobody`: actors read out of a text by mistake, of whom there is but a small word ("the") or a letter.
# Passages, types and names come last, for the pairs that are asked for alone.
_DEALT = """
    found AS (
        SELECT e.report, e.n, e.id, e.type, e.words, e.quad, e.status, e.reciprocal,
            coalesce({done}, r.published) AS day, coalesce(r.published, '~') AS told,
            coalesce(c.origin, e.report) AS origin
        FROM moves e JOIN reports r USING (report) LEFT JOIN copies c USING (report)
        WHERE {where}
    ), chosen AS (
        SELECT * FROM found m WHERE m.origin = m.report OR NOT EXISTS (
            SELECT 1 FROM found f WHERE f.report = m.origin AND f.type = m.type AND f.words = m.words
        )
    ), nobody AS (
        SELECT identity FROM identities WHERE lcase(name) IN (SELECT unnest(?::VARCHAR[])) OR length(name) < 2
    ), takers AS (
        SELECT p.report, p.move, p.side, i.identity FROM move_parties p
        JOIN report_actors i ON i.report = p.report AND i.actor = p.actor
    ), dealt AS (
        SELECT DISTINCT m.report, m.n, f.identity AS one, t.identity AS other
        FROM chosen m JOIN takers f ON f.report = m.report AND f.move = m.id AND f.side = 'by'
        JOIN takers t ON t.report = m.report AND t.move = m.id AND (t.side = 'to' OR m.reciprocal)
        WHERE f.identity <> t.identity AND f.identity NOT IN (SELECT identity FROM nobody)
            AND t.identity NOT IN (SELECT identity FROM nobody)
    ), pairs AS (
        SELECT d.one, d.other, m.report, m.n, m.type, m.quad, m.status, m.day, m.told, m.origin
        FROM dealt d JOIN chosen m USING (report, n)
    )
"""
_PAIRS = """
    WITH {dealt}, counted AS (
        SELECT one, other, quad, count(*)::INTEGER AS moves, count(DISTINCT origin)::INTEGER AS origins,
            min(day) AS first, max(day) AS last
        FROM pairs GROUP BY one, other, quad
    ), top AS (
        SELECT c.*, f.id AS from_id, f.name AS from_name, t.id AS to_id, t.name AS to_name
        FROM counted c JOIN identities f ON f.identity = c.one JOIN identities t ON t.identity = c.other
        WHERE {ends}
        ORDER BY {order} {limit}
    ), asked AS (
        SELECT p.one, p.other, p.quad, p.type, p.status, p.report, p.n,
            row_number() OVER (PARTITION BY p.one, p.other, p.quad ORDER BY p.told, p.report, p.n) AS place
        FROM pairs p JOIN top USING (one, other, quad)
    ), types AS (
        SELECT one, other, quad, array_agg(row(name, n) ORDER BY n DESC, name) AS types
        FROM (
            SELECT one, other, quad, type AS name, count(*)::INTEGER AS n FROM asked GROUP BY one, other, quad, type
        ) counted_types GROUP BY one, other, quad
    ), statuses AS (
        SELECT one, other, quad, array_agg(row(name, n) ORDER BY n DESC, name) AS statuses
        FROM (
            SELECT one, other, quad, status AS name, count(*)::INTEGER AS n FROM asked GROUP BY one, other, quad, status
        ) counted_statuses GROUP BY one, other, quad
    )
    SELECT from_id, from_name, to_id, to_name, quad, types, statuses, moves, origins, first, last,
        m.report, m.sentence, m.start, m.stop
    FROM top JOIN types USING (one, other, quad) JOIN statuses USING (one, other, quad)
    JOIN asked a USING (one, other, quad)
    JOIN (SELECT report, n, sentence, start, stop FROM moves) m ON m.report = a.report AND m.n = a.n
    WHERE a.place = 1
    ORDER BY {order}
"""
_BEHIND = """
    WITH {dealt}, behind AS (
        SELECT DISTINCT p.report, p.n, p.told
        FROM pairs p JOIN identities f ON f.identity = p.one JOIN identities t ON t.identity = p.other
        WHERE {ends}
    )
    SELECT report, n FROM behind ORDER BY told, report, n {limit}
"""
_EITHER, _BOTH = "(f.id = ? OR t.id = ?)", "f.id = ? AND t.id = ?"
_ORDER = "origins DESC, moves DESC, from_name, to_name, quad, from_id, to_id"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Moves of one class from one identity to another: how many, in how many independent reports, of which types.

    `types` and `statuses` count them, the most frequent first.
    """

    from_id: str
    from_name: str
    to_id: str
    to_name: str
    quad: Quad
    types: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    moves: int
    origins: int
    first: str | None
    last: str | None
    report: int
    passage: str
    span: Span


def pairs(cursor: Cursor, filters: Filters, actor: str | None = None) -> list[Pair]:
    """Pairs among the moves that pass the filters, those of most independent reports first.

    What is denied, only asked for or only possible ties nobody, unless that status is what the filters ask for.
    With `actor`, the id of an identity, only those at one of whose ends it stands.
    """
    dealt = _dealt(filters)
    ends, values = (_EITHER, [actor, actor]) if actor is not None else ("true", [])
    sql = _PAIRS.format(dealt=dealt.sql, ends=ends, order=_ORDER, limit=window(filters))
    return [_pair(row) for row in survey(cursor, sql, [*dealt.values, *values]).fetchall()]


def dealings_query(filters: Filters, ends: Sequence[str], quad: str | None = None) -> Query:
    """Report number and place of each move behind pairs, first told first.

    `ends` are the ids of two identities, the one who acts first, or of one that stands at either end; `quad` asks for
    one class of moves alone.
    """
    dealt = _dealt(filters)
    values = [*dealt.values, *(ends if len(ends) > 1 else [*ends, *ends])]
    where = _BOTH if len(ends) > 1 else _EITHER
    if quad is not None:
        where, values = f"{where} AND p.quad = ?", [*values, quad]
    return Query(_BEHIND.format(dealt=dealt.sql, ends=where, limit=window(filters)), values)


def _dealt(filters: Filters) -> Query:
    asked = filters.checked("network")
    where = Where()
    moves_where(where, asked)
    if asked.status is None:
        where.none_of("e.status", UNDONE)
    where.equal("e.layer", asked.layer)
    where.words("r.publisher_words", asked.publisher)
    where.days(f"coalesce({DONE_ON}, r.published)", asked)
    return Query(_DEALT.format(done=DONE_ON, where=where.sql()), [*where.values, list(function_words())])


def _pair(row: tuple[Any, ...]) -> Pair:
    from_id, from_name, to_id, to_name, quad, types, statuses, *counts, report, passage, start, stop = row
    moves, origins, first, last = counts
    return Pair(
        from_id=from_id,
        from_name=from_name,
        to_id=to_id,
        to_name=to_name,
        quad=quad,
        types=tuple(map(tuple, types)),
        statuses=tuple(map(tuple, statuses)),
        moves=moves,
        origins=origins,
        first=first,
        last=last,
        report=report,
        passage=passage,
        span=(start, stop),
    )
