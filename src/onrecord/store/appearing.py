"""In which reports an actor appears, and as whom."""

import msgspec

from onrecord.document.document import Span
from onrecord.store.asking import Where, window
from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters

_APPEARING = """
    WITH here AS (
        SELECT a.report, a.n, a.id AS actor, a.name AS called, r.id AS report_id, r.published, d.name, d.kind
        FROM report_actors i JOIN identities d USING (identity)
        JOIN actors a ON a.report = i.report AND a.id = i.actor JOIN reports r ON r.report = i.report
        WHERE {where} ORDER BY r.published NULLS LAST, a.report, a.n {limit}
    ), mentioned AS (
        SELECT m.report, m.actor, count(*) AS n,
            min(ARRAY[(m.form = 'pronoun')::INTEGER, m.n, m.start, m.stop]) AS first
        FROM mentions m JOIN here USING (report, actor) GROUP BY m.report, m.actor
    ), held AS (
        SELECT o.report, o.actor, array_agg(DISTINCT o.role ORDER BY o.role) AS roles
        FROM roles o JOIN here USING (report, actor) GROUP BY o.report, o.actor
    ), said AS (
        SELECT s.report, s.source_actor AS actor, count(*) AS n
        FROM statements s JOIN here h ON h.report = s.report AND h.actor = s.source_actor
        GROUP BY s.report, s.source_actor
    ), done AS (
        SELECT p.report, p.actor, count(DISTINCT p.move) AS n
        FROM move_parties p JOIN here USING (report, actor) GROUP BY p.report, p.actor
    )
    SELECT h.report, h.report_id, h.actor, h.called, held.roles, mentioned.n, coalesce(said.n, 0),
        coalesce(done.n, 0), mentioned.first[3], mentioned.first[4], h.name, h.kind
    FROM here h JOIN mentioned USING (report, actor) LEFT JOIN held USING (report, actor)
    LEFT JOIN said USING (report, actor) LEFT JOIN done USING (report, actor)
    ORDER BY h.published NULLS LAST, h.report, h.n
"""


class AppearingFound(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of one report (`actor`, `called` there), who across reports is called `name`; with counts.

    `mention` is the first by a name or description.
    """

    report: int
    report_id: str
    actor: str
    called: str
    roles: tuple[str, ...]
    mentions: int
    statements: int
    moves: int
    mention: Span
    name: str
    kind: str


def appearing(cursor: Cursor, id_: str, filters: Filters) -> list[AppearingFound]:
    """Where the actor of this id across reports appears, oldest report first."""
    filters = filters.checked("appearances")
    where = Where()
    where.equal("d.id", id_)
    where.words("r.publisher_words", filters.publisher)
    where.days("r.published", filters)
    found = cursor.execute(_APPEARING.format(where=where.sql(), limit=window(filters)), where.values).fetchall()
    return [
        AppearingFound(
            report=report,
            report_id=report_id,
            actor=actor,
            called=called,
            roles=tuple(roles or ()),
            mentions=mentions,
            statements=statements,
            moves=moves,
            mention=(start, stop),
            name=name,
            kind=kind,
        )
        for report, report_id, actor, called, roles, mentions, statements, moves, start, stop, name, kind in found
    ]
