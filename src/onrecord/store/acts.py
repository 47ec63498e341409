"""Moves with their ties to other reports, from the typed tables alone: no record is opened."""

from collections.abc import Sequence
from typing import Any

import duckdb

from onrecord.across.act import Act, Taker
from onrecord.record.vocabulary import MoveType

_CHOSEN = """
    SELECT report, move, count(*) OVER () AS whole FROM (
        SELECT DISTINCT p.report, p.move, coalesce(w.day, r.published, '') AS day FROM move_parties p
        JOIN report_actors i ON i.report = p.report AND i.actor = p.actor
        JOIN moves w ON w.report = p.report AND w.id = p.move
        JOIN reports r ON r.report = p.report
        WHERE i.identity IN (SELECT unnest(?::INTEGER[])) AND w.type IN ?
    )
    ORDER BY day DESC, report DESC, move DESC LIMIT ?
"""

_ACTS = """
    WITH chosen AS ({chosen}), parties AS (
        SELECT p.report, p.move,
            list(struct_pack(identity := i.identity, name := coalesce(d.name, p.name)) ORDER BY p.n)
                FILTER (p.side = 'by') AS by,
            list(struct_pack(identity := i.identity, name := coalesce(d.name, p.name)) ORDER BY p.n)
                FILTER (p.side = 'to') AS to
        FROM move_parties p SEMI JOIN chosen USING (report, move)
        LEFT JOIN report_actors i ON i.report = p.report AND i.actor = p.actor
        LEFT JOIN identities d ON d.identity = i.identity
        GROUP BY p.report, p.move
    )
    SELECT m.report, m.id, m.type, m.mode, m.status, m.layer, m.reciprocal, coalesce(m.day, r.published, ''),
        m.day IS NOT NULL, coalesce(r.published, ''), parties.by, parties.to, m.about, m.conditions, m.passage,
        m.sentence, m.start, m.stop, m.vouched_by, si.identity, coalesce(sd.name, s.source), m.score,
        coalesce(c.origin, m.report), a.occurrence, t.story, chosen.whole
    FROM moves m JOIN chosen ON chosen.report = m.report AND chosen.move = m.id
    JOIN reports r ON r.report = m.report
    LEFT JOIN parties ON parties.report = m.report AND parties.move = m.id
    LEFT JOIN statements s ON s.report = m.report AND s.id = m.vouched_by
    LEFT JOIN report_actors si ON si.report = m.report AND si.actor = s.source_actor
    LEFT JOIN identities sd ON sd.identity = si.identity
    LEFT JOIN copies c ON c.report = m.report
    LEFT JOIN accounts a ON a.report = m.report AND a.move = m.id
    LEFT JOIN report_stories t ON t.report = m.report
    ORDER BY 8, m.report, m.n
"""


def acts_of(
    cursor: duckdb.DuckDBPyConnection, identities: Sequence[int], types: Sequence[MoveType], most: int
) -> tuple[list[Act], int]:
    """The latest moves of these types that any of these identities takes part in, at most so many, and how many in all.

    By day, then in order of arrival.
    """
    rows = cursor.execute(_ACTS.format(chosen=_CHOSEN), [list(identities), list(types), most]).fetchall()
    return [_act(row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _act(row: tuple[Any, ...]) -> Act:
    report, move, type_, mode, status, layer, reciprocal, day, dated, published, by, to, *rest = row
    about, conditions, said, passage, start, stop, vouched_by, voucher, source, score, origin, occurrence, story = rest
    return Act(
        report=report,
        move=move,
        type=type_,
        mode=mode,
        status=status,
        layer=layer,
        reciprocal=reciprocal,
        day=day,
        dated=dated,
        published=published,
        by=_takers(by),
        to=_takers(to),
        about=about,
        conditions=tuple(conditions),
        words=said,
        passage=passage,
        span=(start, stop),
        vouched_by=vouched_by,
        voucher=None if source is None else Taker(voucher, source),
        score=score,
        origin=origin,
        occurrence=occurrence,
        story=story,
    )


def _takers(found: list[dict[str, Any]] | None) -> tuple[Taker, ...]:
    return tuple(dict.fromkeys(Taker(one["identity"], one["name"]) for one in found or ()))
