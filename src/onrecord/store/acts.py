"""Moves with their ties to other reports, from the typed tables alone: no record is opened."""

from collections.abc import Sequence
from typing import Any

from onrecord.across.act import Act, Taker
from onrecord.record.vocabulary import MoveType
from onrecord.store.engine import Cursor
from onrecord.store.timeline import DONE_ON

_CHOSEN = """
    SELECT report, move, count(*) OVER () AS whole FROM (
        SELECT DISTINCT p.report, p.move, coalesce({done}, r.published, '') AS day FROM move_parties p
        JOIN report_actors i ON i.report = p.report AND i.actor = p.actor
        JOIN moves e ON e.report = p.report AND e.id = p.move
        JOIN reports r ON r.report = p.report
        WHERE i.identity IN (SELECT unnest(?::INTEGER[])) AND e.type IN (SELECT unnest(?::VARCHAR[]))
    ) every
    ORDER BY day DESC, report DESC, move DESC LIMIT ?
"""

_ACTS = """
    WITH chosen AS ({chosen}), parties AS (
        SELECT p.report, p.move,
            array_agg(row(i.identity, coalesce(d.name, p.name)) ORDER BY p.n) FILTER (WHERE p.side = 'by') AS by,
            array_agg(row(i.identity, coalesce(d.name, p.name)) ORDER BY p.n) FILTER (WHERE p.side = 'to') AS to
        FROM move_parties p JOIN chosen ON chosen.report = p.report AND chosen.move = p.move
        LEFT JOIN report_actors i ON i.report = p.report AND i.actor = p.actor
        LEFT JOIN identities d ON d.identity = i.identity
        GROUP BY p.report, p.move
    )
    SELECT e.report, e.id, e.type, e.mode, e.status, e.layer, e.reciprocal, coalesce({done}, r.published, ''),
        ({done}) IS NOT NULL, coalesce(r.published, ''), parties.by, parties.to, e.about, e.conditions, e.passage,
        e.sentence, e.start, e.stop, e.vouched_by, si.identity, coalesce(sd.name, s.source), e.score,
        coalesce(c.origin, e.report), a.occurrence, t.story, chosen.whole
    FROM moves e JOIN chosen ON chosen.report = e.report AND chosen.move = e.id
    JOIN reports r ON r.report = e.report
    LEFT JOIN parties ON parties.report = e.report AND parties.move = e.id
    LEFT JOIN statements s ON s.report = e.report AND s.id = e.vouched_by
    LEFT JOIN report_actors si ON si.report = e.report AND si.actor = s.source_actor
    LEFT JOIN identities sd ON sd.identity = si.identity
    LEFT JOIN copies c ON c.report = e.report
    LEFT JOIN accounts a ON a.report = e.report AND a.move = e.id
    LEFT JOIN report_stories t ON t.report = e.report
    ORDER BY 8, e.report, e.n
"""


def acts_of(cursor: Cursor, identities: Sequence[int], types: Sequence[MoveType], most: int) -> tuple[list[Act], int]:
    """The latest moves of these types that any of these identities takes part in, at most so many, and how many in all.

    By day, then in order of arrival.
    """
    sql = _ACTS.format(chosen=_CHOSEN.format(done=DONE_ON), done=DONE_ON)
    rows = cursor.execute(sql, [list(identities), list(types), most]).fetchall()
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


def _takers(found: list[tuple[int | None, str]] | None) -> tuple[Taker, ...]:
    return tuple(dict.fromkeys(Taker(*one) for one in found or ()))
