"""Copies and versions: tied to their origins as reports arrive, tied anew when an origin goes."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import pyarrow as pa

from onrecord.across.copies import Arrival
from onrecord.across.copy_groups import CopyGroups, Tie
from onrecord.across.numbered import Numbered
from onrecord.across.shingles import prints
from onrecord.record.parts import Report
from onrecord.store.engine import Cursor, laid_out

_SHARED = 2
"""Fingerprints in common from which two reports are compared."""

_GROUPS = 8
"""Groups that a report is compared with, those with most fingerprints in common first: turns of phrase are in many."""

_OF_EACH = 8
"""Members of each that are heard for whom they name as their source."""


class _Read(msgspec.Struct):
    """A record, of which the report alone is decoded."""

    report: Report


_decoder = msgspec.json.Decoder(_Read)


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Keep the new reports' fingerprints, and tie each to its origin, or those that go back to it to it."""
    arrivals = [Arrival(numbered.number, numbered.record.report) for numbered in batch]
    _with_prints(cursor, arrivals, "INSERT INTO prints SELECT report, print FROM batch_prints RETURNING report")
    _place(cursor, arrivals)


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Take reports out; what had one of them for its origin gets another, or is tied to none."""
    gone = list(numbers)
    listed = "(SELECT unnest(?::INTEGER[]))"
    cursor.execute(f"DELETE FROM prints WHERE report IN {listed}", [gone])
    cursor.execute(f"DELETE FROM copies WHERE report IN {listed}", [gone])
    left = cursor.execute(f"DELETE FROM copies WHERE origin IN {listed} RETURNING report", [gone]).fetchall()
    _place(cursor, _arrivals(cursor, sorted(number for (number,) in left)))


def _place(cursor: Cursor, fresh: Sequence[Arrival]) -> None:
    near = _near(cursor, fresh)
    if not near:
        return
    new = {arrival.number: arrival for arrival in fresh}

    def fetch(numbers: Sequence[int]) -> list[Arrival]:
        known = [new[number] for number in numbers if number in new]
        return known + _arrivals(cursor, [number for number in numbers if number not in new])

    close = {number for numbers in near.values() for number in numbers}
    groups = CopyGroups(fetch, _ties(cursor, close))
    origins = {groups.origin(number) for number in close}
    # All that most batches need, in one query.
    groups.get({*close, *origins, *(version for origin in origins for version in groups.versions(origin))})
    waiting = set(new)
    for number in new:
        waiting.discard(number)
        # Those that wait will look at this one when their turn comes.
        groups.place(number, [n for n in near.get(number, ()) if n not in waiting])
    _write(cursor, groups)


def _near(cursor: Cursor, fresh: Sequence[Arrival]) -> dict[int, list[int]]:
    """For each report those that share most fingerprints with it, best first: some of each of the best groups."""
    rows = _with_prints(
        cursor,
        fresh,
        f"""
        WITH shared AS (
            SELECT b.report, p.report AS other, count(*) AS n
            FROM prints p JOIN batch_prints b USING (print) WHERE p.report <> b.report
            GROUP BY b.report, p.report HAVING count(*) >= {_SHARED}
        ), grouped AS (
            SELECT s.*, coalesce(c.origin, s.other) AS origin FROM shared s LEFT JOIN copies c ON c.report = s.other
        ), measured AS (
            SELECT *, max(n) OVER same AS best, row_number() OVER (same ORDER BY n DESC, other) AS place
            FROM grouped WINDOW same AS (PARTITION BY report, origin)
        ), ranked AS (
            SELECT *, dense_rank() OVER (PARTITION BY report ORDER BY best DESC, origin) AS rank FROM measured
        )
        SELECT report, other FROM ranked WHERE rank <= {_GROUPS} AND place <= {_OF_EACH} ORDER BY report, rank, place
        """,
    )
    near: dict[int, list[int]] = {}
    for report, other in rows:
        near.setdefault(report, []).append(other)
    return near


def _with_prints(cursor: Cursor, arrivals: Sequence[Arrival], sql: str) -> list[tuple[int, ...]]:
    """What a query gives with the reports' fingerprints as `batch_prints`."""
    each = [prints(arrival.report) for arrival in arrivals]
    if not sum(map(len, each)):
        return []
    numbers = np.array([arrival.number for arrival in arrivals], np.int32)
    columns = {"report": np.repeat(numbers, [len(one) for one in each]), "print": np.concatenate(each)}
    with laid_out(cursor, "batch_prints", pa.table(columns)):
        return cursor.execute(sql).fetchall()


def _ties(cursor: Cursor, numbers: Iterable[int]) -> list[Tie]:
    """All ties of the groups of these reports."""
    rows = cursor.execute(
        """
        WITH asked AS (SELECT unnest(?::INTEGER[]) AS report)
        SELECT report, origin, kind, of_report, of_origin FROM copies
        WHERE origin IN (SELECT report FROM asked) OR origin IN (SELECT origin FROM copies JOIN asked USING (report))
        ORDER BY report
        """,
        [sorted(numbers)],
    )
    return [Tie(*row) for row in rows.fetchall()]


def _arrivals(cursor: Cursor, numbers: Sequence[int]) -> list[Arrival]:
    if not numbers:
        return []
    rows = cursor.execute(
        "SELECT report, record FROM reports WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report",
        [list(numbers)],
    )
    return [Arrival(number, _decoder.decode(line).report) for number, line in rows.fetchall()]


def _write(cursor: Cursor, groups: CopyGroups) -> None:
    changed = sorted(groups.changed)
    if not changed:
        return
    cursor.execute("DELETE FROM copies WHERE report IN (SELECT unnest(?::INTEGER[]))", [changed])
    ties = [tie for number in changed if (tie := groups.tie_of(number))]
    if ties:
        cursor.executemany(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?)", [list(msgspec.structs.astuple(t)) for t in ties]
        )
