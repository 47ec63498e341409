"""Keeps which entries cannot both be so, as reports come and go."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from onrecord.across import renumbered
from onrecord.across.claims import day_of
from onrecord.across.dispute import Entry
from onrecord.across.disputes import Contradiction, contradictions
from onrecord.across.numbered import Numbered
from onrecord.across.points import Point, points
from onrecord.store.engine import Cursor
from onrecord.store.identity_rows import merged
from onrecord.store.links.sources import insert, sources

_DAYS = 14
"""Days between two reports within which they are compared without being of one story."""
_SHARED = 2
"""Actors that such reports have in common."""
_BACK = 20_000
"""Reports back, in order of arrival, to which such reports are looked for."""
_EVERYWHERE = 1_000
"""Actors in more reports than this, as large states are, bring no two reports together."""
_NEAREST = 40
"""Earlier reports that a report is compared with, most actors in common first; as many again of its story."""

# Later ones too when a report is linked anew: of two in one batch, the later meets the earlier.
_BEFORE = "({0}.report < m.report OR {0}.report NOT IN (SELECT unnest($numbers::INTEGER[])))"

_NEAR = f"""
    WITH mine AS (
        SELECT DISTINCT a.report, a.identity, p.day FROM report_actors a JOIN points p USING (report)
        WHERE a.report IN (SELECT unnest($numbers::INTEGER[]))
    ), recent AS (
        SELECT report, day FROM points
        WHERE report >= $first
            AND day BETWEEN (SELECT min(day) - {_DAYS} FROM mine) AND (SELECT max(day) + {_DAYS} FROM mine)
    ), theirs AS (
        SELECT a.report, a.identity FROM report_actors a
        WHERE a.report >= $first AND a.identity IN (SELECT identity FROM mine)
    ), telling AS (
        SELECT identity FROM theirs GROUP BY identity HAVING count(*) <= {_EVERYWHERE}
    ), shared AS (
        SELECT m.report, a.report AS other, count(*) AS n
        FROM mine m JOIN telling USING (identity) JOIN theirs a USING (identity) JOIN recent r ON r.report = a.report
        WHERE {_BEFORE.format("a")} AND abs(r.day - m.day) <= {_DAYS}
        GROUP BY m.report, a.report HAVING count(*) >= {_SHARED}
    ), met AS (
        SELECT *, row_number() OVER (PARTITION BY report ORDER BY n DESC, other DESC) AS place FROM shared
    ), told AS (
        SELECT m.report, o.report AS other, row_number() OVER (PARTITION BY m.report ORDER BY o.report DESC) AS place
        FROM report_stories m JOIN report_stories o USING (story)
        JOIN points p ON p.report = o.report
        WHERE m.report IN (SELECT unnest($numbers::INTEGER[])) AND {_BEFORE.format("o")}
    )
    SELECT report, other FROM met WHERE place <= {_NEAREST}
    UNION SELECT report, other FROM told WHERE place <= {_NEAREST} ORDER BY report, other
"""


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Find what the new reports say that earlier ones, or they themselves, contradict."""
    numbers = [one.number for one in batch]
    who = sources(cursor, numbers)
    fresh = {one.number: points(one, who.identities[one.number], who.origins.get(one.number)) for one in batch}
    insert(
        cursor,
        "points",
        {
            "report": list(numbers),
            "day": [day_of(one.record.report.published) for one in batch],
            "told": [msgspec.json.encode(fresh[number]).decode() for number in numbers],
        },
    )
    near: dict[int, list[int]] = {number: [] for number in numbers}
    for report, other in cursor.execute(_NEAR, {"numbers": numbers, "first": min(numbers) - _BACK}).fetchall():
        near[report].append(other)
    known = _points(cursor, {other for others in near.values() for other in others} - fresh.keys()) | fresh
    found = [
        pair
        for number in numbers
        for pair in contradictions(fresh[number], (p for other in near[number] for p in known[other]))
    ]
    if found:
        _write(cursor, found)


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take out what these reports say, and the disputes they have a part in."""
    gone = list(numbers)
    listed = "(SELECT unnest(?::INTEGER[]))"
    cursor.execute(f"DELETE FROM points WHERE report IN {listed}", [gone])
    cursor.execute(f"DELETE FROM disputes WHERE report IN {listed} OR other_report IN {listed}", [gone, gone])


def _points(cursor: Cursor, numbers: set[int]) -> dict[int, list[Point]]:
    if not numbers:
        return {}
    rows = cursor.execute(
        "SELECT report, told FROM points WHERE report IN (SELECT unnest(?::INTEGER[]))", [sorted(numbers)]
    )
    found = rows.fetchall()
    now = merged(cursor)
    return {report: [renumbered.point(point, now) for point in _decoder.decode(told)] for report, told in found}


_decoder = msgspec.json.Decoder(list[Point])


def _write(cursor: Cursor, found: Sequence[Contradiction]) -> None:
    reports = sorted({entry.report for pair in found for entry in (pair.first, pair.second)})
    listed = "(SELECT unnest(?::INTEGER[]))"
    questions: dict[tuple[str, Entry], str] = {}
    there: set[tuple[Entry, Entry]] = set()
    rows = cursor.execute(
        "SELECT id, kind, report, entry, other_report, other_entry FROM disputes "
        f"WHERE report IN {listed} OR other_report IN {listed} ORDER BY 1, 2, 3, 4, 5, 6",
        [reports, reports],
    )
    for question, kind, report, entry, other_report, other_entry in rows.fetchall():
        one, two = Entry(report, entry), Entry(other_report, other_entry)
        there.add((one, two))
        for side in (one, two):
            questions.setdefault((kind, side), question)
    ids = dict(cursor.execute(f"SELECT report, id FROM reports WHERE report IN {listed}", [reports]).fetchall())
    new: list[tuple[str, Contradiction]] = []
    for pair in found:
        one, two = pair.first, pair.second
        question = questions.get((pair.kind, one)) or questions.get((pair.kind, two))
        question = question or dispute_id(ids[one.report], one.entry, pair.kind)
        for side in (one, two):
            questions.setdefault((pair.kind, side), question)
        if (one, two) not in there:
            new.append((question, pair))
    insert(
        cursor,
        "disputes",
        {
            "id": [question for question, _ in new],
            "kind": [pair.kind for _, pair in new],
            "report": [pair.first.report for _, pair in new],
            "entry": [pair.first.entry for _, pair in new],
            "other_report": [pair.second.report for _, pair in new],
            "other_entry": [pair.second.entry for _, pair in new],
        },
    )
    _deny(cursor, [pair for _, pair in new])


def _deny(cursor: Cursor, found: Sequence[Contradiction]) -> None:
    """Note that a statement denies what another claims."""
    pairs = [(pair.denied, pair.second if pair.denied == pair.first else pair.first) for pair in found if pair.denied]
    pairs = [(so, denial) for so, denial in pairs if so.entry[0] == denial.entry[0] == "s"]
    if not pairs:
        return
    reports = sorted({entry.report for pair in pairs for entry in pair})
    rows = cursor.execute(
        "SELECT report, statement, claim, how FROM appearances WHERE report IN (SELECT unnest(?::INTEGER[]))", [reports]
    ).fetchall()
    claim_of = {Entry(report, statement): claim for report, statement, claim, how in rows if how != "denied"}
    there = {(Entry(report, statement), claim) for report, statement, claim, how in rows if how == "denied"}
    wanted = dict.fromkeys((denial, claim_of[so]) for so, denial in pairs)
    fresh = [one for one in wanted if one not in there]
    insert(
        cursor,
        "appearances",
        {
            "report": [denial.report for denial, _ in fresh],
            "statement": [denial.entry for denial, _ in fresh],
            "claim": [claim for _, claim in fresh],
            "how": ["denied" for _ in fresh],
            "told": [None for _ in fresh],
        },
    )


def dispute_id(report_id: str, entry: str, kind: str) -> str:
    """The id of the question that an entry is the first to raise."""
    return "q" + sha256(f"{report_id} {entry} {kind}".encode()).hexdigest()[:12]
