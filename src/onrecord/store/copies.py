"""Which reports are copies or versions of which, as kept."""

import msgspec

from onrecord.store.engine import Cursor


class CopyFound(msgspec.Struct, frozen=True):
    """A copy or version and the report it goes back to, by their ids; shares are of each one's words in the other."""

    report: str
    origin: str
    kind: str
    of_report: float
    of_origin: float


def copies_found(cursor: Cursor, report_id: str | None) -> list[CopyFound]:
    """The tie of one report to its origin, or those of its copies to it, or all there are; the oldest first."""
    rows = cursor.execute(
        """
        SELECT r.id, o.id, c.kind, c.of_report, c.of_origin
        FROM copies c JOIN reports r USING (report) JOIN reports o ON o.report = c.origin
        WHERE $1::VARCHAR IS NULL OR r.id = $1 OR o.id = $1
        ORDER BY r.published NULLS LAST, c.report
        """,
        [report_id],
    )
    return [CopyFound(*row) for row in rows.fetchall()]
