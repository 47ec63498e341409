"""Keeps which reports tell of the same happening; of what is kept only the stories near a new report are read."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onrecord.across.numbered import Numbered
from onrecord.across.stories import DAYS, HEAVY, NEAR, NEAREST, OPENED, Group, Stories, Story, standing_for
from onrecord.across.terms import STEPS, terms
from onrecord.store.engine import Cursor, laid_out
from onrecord.store.links import occurrences

_NEAR = f"""
    WITH alike AS (
        SELECT b.report, t.report AS other, sum(b.weight * t.weight::FLOAT8) AS likeness
        FROM heavy_terms t JOIN batch_terms b USING (term)
        WHERE t.report <> b.report AND (t.day IS NULL OR t.day BETWEEN $first AND $last)
            AND NOT abs(coalesce(t.day - b.day, 0)) > {DAYS}
        GROUP BY b.report, t.report HAVING sum(b.weight * t.weight::FLOAT8) >= {NEAR}
    ), nearest AS (
        SELECT *, row_number() OVER (PARTITION BY report ORDER BY likeness DESC, other) AS place FROM alike
        WHERE other < report OR other NOT IN (SELECT report FROM batch_terms)
    )
    SELECT report, other FROM nearest WHERE place <= {NEAREST} ORDER BY report, place
"""
_MEMBERS = """
    SELECT s.story, t.named_after, s.report, c.origin
    FROM report_stories s JOIN stories t USING (story) LEFT JOIN copies c ON c.report = s.report
    WHERE s.story IN (SELECT story FROM report_stories WHERE report IN (SELECT unnest(?::INTEGER[])))
"""
_HEAVY = pa.schema([("report", pa.int32()), ("day", pa.int32()), ("term", pa.int64()), ("weight", pa.float64())])
_KEYS = np.dtype("<i8")
_WEIGHTS = np.dtype("<u2")


class _Loaded(msgspec.Struct, frozen=True):
    """The stories near a batch, as kept, and the origins of the copies in them."""

    stories: tuple[Story, ...]
    origins: dict[int, int]


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Give each new report its story."""
    fresh = [_group(one) for one in batch]
    with laid_out(cursor, "batch_terms", _keep(cursor, fresh)):
        cursor.execute("INSERT INTO heavy_terms SELECT report, day, term, weight FROM batch_terms")
        near = _near(cursor, fresh)
    copies = _copies(cursor, [one.number for one in batch])
    for report, origin in copies.items():
        near.setdefault(report, []).append(origin)
        near.setdefault(origin, []).append(report)
    loaded = _members(cursor, {other for others in near.values() for other in others})
    stories = Stories(loaded.stories, _groups(cursor, loaded.stories), loaded.origins | copies, _next(cursor))
    for group in fresh:
        stories.place(group, near.get(group.reports[0], ()))
    _write(cursor, loaded.stories, stories)


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take reports out of their stories; a story keeps its id as long as it has a report."""
    gone = [list(numbers)]
    left = cursor.execute(
        "DELETE FROM report_stories WHERE report IN (SELECT unnest(?::INTEGER[])) RETURNING story", gone
    ).fetchall()
    touched = [sorted({story for (story,) in left})]
    for table in ("report_terms", "heavy_terms"):
        cursor.execute(f"DELETE FROM {table} WHERE report IN (SELECT unnest(?::INTEGER[]))", gone)
    cursor.execute(
        "DELETE FROM stories WHERE story IN (SELECT unnest(?::INTEGER[])) "
        "AND NOT EXISTS (SELECT 1 FROM report_stories r WHERE r.story = stories.story)",
        touched,
    )
    cursor.execute(
        "UPDATE stories SET named_after = m.report "
        "FROM (SELECT story, min(report) AS report FROM report_stories GROUP BY story) m "
        "WHERE m.story = stories.story AND stories.story IN (SELECT unnest(?::INTEGER[])) "
        "AND named_after IN (SELECT unnest(?::INTEGER[]))",
        [*touched, *gone],
    )


def _group(one: Numbered) -> Group:
    weights = sorted(terms(one.record).items())
    return _single(
        one.number,
        np.array([term for term, _ in weights], np.int64),
        np.array([weight for _, weight in weights], np.float64),
        _day(one.record.report.published),
    )


def _single(report: int, terms: NDArray[np.int64], weights: NDArray[np.float64], day: int | None) -> Group:
    at = float("nan") if day is None else float(day)
    return Group((report,), terms, weights, own=float(weights @ weights), first=at, last=at)


def _day(published: str | None) -> int | None:
    """The ordinal of a date that is given to the day."""
    try:
        return date.fromisoformat(published or "").toordinal()
    except ValueError:
        return None


def _keep(cursor: Cursor, fresh: Sequence[Group]) -> pa.Table:
    """Keep the terms of new reports; the heaviest of them, to be looked up by."""
    days = [None if math.isnan(group.first) else int(group.first) for group in fresh]
    cursor.execute(
        "INSERT INTO report_terms SELECT unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::BYTEA[])",
        [[group.reports[0] for group in fresh], days, [_packed(group) for group in fresh]],
    )
    rows = [
        (group.reports[0], day, int(group.terms[n]), float(group.weights[n]))
        for group, day in zip(fresh, days, strict=True)
        for n in np.lexsort((group.terms, -group.weights))[:HEAVY]
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _HEAVY]
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, _HEAVY, strict=True)], schema=_HEAVY)


def _near(cursor: Cursor, fresh: Sequence[Group]) -> dict[int, list[int]]:
    """For each new report the earlier reports near it, the nearest first."""
    near: dict[int, list[int]] = {}
    for report, other in cursor.execute(_NEAR, _days(fresh)).fetchall():
        near.setdefault(report, []).append(other)
    return near


def _days(fresh: Sequence[Group]) -> dict[str, int]:
    """The first and last day on which a report near one of these may have been published."""
    days = [group.first for group in fresh]
    if any(map(math.isnan, days)):
        return {"first": 0, "last": date.max.toordinal()}
    return {"first": int(min(days)) - DAYS, "last": int(max(days)) + DAYS}


def _copies(cursor: Cursor, numbers: Sequence[int]) -> dict[int, int]:
    """Copies among these reports, and of them, with their origins."""
    among = "IN (SELECT unnest($1::INTEGER[]))"
    rows = cursor.execute(f"SELECT report, origin FROM copies WHERE report {among} OR origin {among}", [list(numbers)])
    return dict(sorted(rows.fetchall()))


def _members(cursor: Cursor, near: Iterable[int]) -> _Loaded:
    reports: dict[tuple[int, int], list[int]] = {}
    origins: dict[int, int] = {}
    for story, named_after, report, origin in sorted(cursor.execute(_MEMBERS, [sorted(near)]).fetchall()):
        reports.setdefault((story, named_after), []).append(report)
        if origin is not None:
            origins[report] = origin
    return _Loaded(tuple(Story(*head, tuple(members)) for head, members in reports.items()), origins)


def _groups(cursor: Cursor, stories: Sequence[Story]) -> Iterator[Group]:
    """Each report of these stories by itself, those of a story too large to be opened as one.

    A large story is judged by the latest of its reports, as many as could be opened: what it costs to place a report
    then does not grow with the story.
    """
    rows = cursor.execute(
        "SELECT report, day, terms FROM report_terms WHERE report IN (SELECT unnest(?::INTEGER[]))",
        [[report for story in stories for report in story.reports[-OPENED:]]],
    )
    kept = {report: _unpacked(report, day, terms) for report, day, terms in rows.fetchall()}
    for story in stories:
        groups = [kept[report] for report in story.reports[-OPENED:]]
        yield from groups if len(story.reports) <= OPENED else [standing_for(story.reports, groups)]


def _packed(group: Group) -> bytes:
    steps = np.round(group.weights * STEPS)
    return group.terms.astype(_KEYS).tobytes() + steps.astype(_WEIGHTS).tobytes()


def _unpacked(report: int, day: int | None, packed: bytes) -> Group:
    count = len(packed) // (_KEYS.itemsize + _WEIGHTS.itemsize)
    weights = np.frombuffer(packed, _WEIGHTS, count, count * _KEYS.itemsize).astype(np.float64) / STEPS
    return _single(report, np.frombuffer(packed, _KEYS, count).astype(np.int64), weights, day)


def _next(cursor: Cursor) -> int:
    ((number,),) = cursor.execute("SELECT coalesce(max(story), 0) + 1 FROM stories").fetchall()
    return int(number)


def _write(cursor: Cursor, kept: Sequence[Story], stories: Stories) -> None:
    was = {report: story.number for story in kept for report in story.reports}
    moved = [(report, story) for report, story in sorted(stories.of.items()) if was.get(report) != story]
    before = {story.number for story in kept}
    gone = sorted(before - stories.members.keys())
    new = sorted(stories.members.keys() - before)
    if changed := [report for report, _ in moved if report in was]:
        cursor.execute("DELETE FROM report_stories WHERE report IN (SELECT unnest(?::INTEGER[]))", [changed])
    if gone:
        cursor.execute("DELETE FROM stories WHERE story IN (SELECT unnest(?::INTEGER[]))", [gone])
    if moved:
        cursor.execute(
            "INSERT INTO report_stories SELECT unnest(?::INTEGER[]), unnest(?::INTEGER[])",
            [[report for report, _ in moved], [story for _, story in moved]],
        )
        occurrences.restoried(cursor, changed)
    if new:
        firsts = [stories.named_after[story] for story in new]
        cursor.execute(
            "INSERT INTO stories SELECT unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::INTEGER[])",
            [new, _ids(cursor, firsts), firsts],
        )


def _ids(cursor: Cursor, firsts: Sequence[int]) -> list[str]:
    """Ids for new stories, made from their first reports'; another where such a report had left a story of its id."""
    listed = "IN (SELECT unnest(?::INTEGER[]))"
    known = dict(cursor.execute(f"SELECT report, id FROM reports WHERE report {listed}", [list(firsts)]).fetchall())
    wanted = [story_id(known[first]) for first in firsts]
    rows = cursor.execute("SELECT id FROM stories WHERE id IN (SELECT unnest(?::VARCHAR[]))", [wanted]).fetchall()
    taken = {id_ for (id_,) in rows}
    return [story_id(id_) if id_ in taken else id_ for id_ in wanted]


def story_id(first: str) -> str:
    """The id of a story by that of its first report.

    >>> story_id("0" * 64)
    'st-60e05bd1b195'
    """
    return f"st-{hashlib.sha256(first.encode()).hexdigest()[:12]}"
