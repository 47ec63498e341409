"""After people said who is who: what was tied together by the identities there were is tied anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from onrecord.across.numbered import Numbered
from onrecord.record.codec import decode
from onrecord.store.identity_rows import forget_merged
from onrecord.store.links import identities, relink

_AT_ONCE = 64

_TOUCHED = """
    WITH gone AS (FROM identities_before EXCEPT FROM report_actors),
    come AS (FROM report_actors EXCEPT FROM identities_before),
    touched AS (SELECT identity FROM gone UNION SELECT identity FROM come)
    SELECT report FROM report_actors SEMI JOIN touched USING (identity)
    UNION SELECT report FROM identities_before SEMI JOIN touched USING (identity)
    ORDER BY report
"""


@contextmanager
def relinking(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Tie anew the reports of every identity that actors leave or enter within, in the caller's transaction."""
    cursor.execute("CREATE TEMP TABLE identities_before AS FROM report_actors")
    yield
    numbers = [report for (report,) in cursor.execute(_TOUCHED).fetchall()]
    cursor.execute("DROP TABLE identities_before")
    relink(cursor, numbers, _batches(cursor, numbers), after=identities)
    forget_merged(cursor)


def _batches(cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Iterator[list[Numbered]]:
    sql = "SELECT report, record FROM readings WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report"
    for at in range(0, len(numbers), _AT_ONCE):
        found = cursor.execute(sql, [list(numbers[at : at + _AT_ONCE])]).fetchall()
        yield [Numbered(number, decode(line)) for number, line in found]
