"""After people said who is who: what was tied together by the identities there were is tied anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from onrecord.across.numbered import Numbered
from onrecord.record.codec import decode
from onrecord.store.engine import Cursor
from onrecord.store.identity_rows import forget_merged
from onrecord.store.links import identities, relink

_AT_ONCE = 64

_TOUCHED = """
    WITH gone AS (SELECT * FROM identities_before EXCEPT SELECT * FROM report_actors),
    come AS (SELECT * FROM report_actors EXCEPT SELECT * FROM identities_before),
    touched AS (SELECT identity FROM gone UNION SELECT identity FROM come)
    SELECT report FROM report_actors JOIN touched USING (identity)
    UNION SELECT report FROM identities_before JOIN touched USING (identity)
    ORDER BY report
"""


@contextmanager
def relinking(cursor: Cursor) -> Iterator[None]:
    """Tie anew the reports of every identity that actors leave or enter within, in the caller's transaction."""
    cursor.execute("CREATE TEMP TABLE identities_before AS SELECT * FROM report_actors")
    yield
    numbers = [report for (report,) in cursor.execute(_TOUCHED).fetchall()]
    cursor.execute("DROP TABLE identities_before")
    relink(cursor, numbers, _batches(cursor, numbers), after=identities)
    forget_merged(cursor)


def _batches(cursor: Cursor, numbers: Sequence[int]) -> Iterator[list[Numbered]]:
    sql = "SELECT report, record FROM readings WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report"
    for at in range(0, len(numbers), _AT_ONCE):
        found = cursor.execute(sql, [list(numbers[at : at + _AT_ONCE])]).fetchall()
        yield [Numbered(number, decode(line)) for number, line in found]
