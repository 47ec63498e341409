"""After people said who is who: what was tied together by the identities there were is tied anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from onrecord.across.numbered import Numbered
from onrecord.record.codec import decode
from onrecord.store.engine import Cursor
from onrecord.store.identity_rows import forget_merged
from onrecord.store.links import identities, relink

_AT_ONCE = 64

_WIDEST = 64
"""Reports up to which all are tied anew whose acts may be those of a touched one."""

_NEAR = """
    SELECT DISTINCT other.report FROM accounts one
    JOIN account_keys filed USING (occurrence)
    JOIN account_keys alike USING (key)
    JOIN accounts other ON other.occurrence = alike.occurrence
    WHERE one.report IN (SELECT unnest(?::INTEGER[]))
"""

_TOUCHED = """
    WITH gone AS (SELECT * FROM identities_before EXCEPT SELECT * FROM report_actors),
    come AS (SELECT * FROM report_actors EXCEPT SELECT * FROM identities_before),
    touched AS (SELECT identity FROM gone UNION SELECT identity FROM come)
    SELECT report FROM report_actors JOIN touched USING (identity)
    UNION SELECT report FROM identities_before JOIN touched USING (identity)
    ORDER BY report
"""


@contextmanager
def relinking(cursor: Cursor, changed: Sequence[int] = ()) -> Iterator[None]:
    """Tie anew, in the caller's transaction, `changed` and the reports of every identity that actors leave or enter."""
    cursor.execute("CREATE TEMP TABLE identities_before AS SELECT * FROM report_actors")
    yield
    touched = {report for (report,) in cursor.execute(_TOUCHED).fetchall()}
    cursor.execute("DROP TABLE identities_before")
    tie_anew(cursor, sorted(touched.union(changed)))
    forget_merged(cursor)


def tie_anew(cursor: Cursor, changed: Sequence[int]) -> None:
    """Tie these reports anew, with those whose acts are near theirs."""
    numbers = _near(cursor, changed)
    relink(cursor, numbers, _batches(cursor, numbers), after=identities)
    wider = _near(cursor, numbers)  # by what is known of them now
    if wider != numbers:
        relink(cursor, wider, _batches(cursor, wider), after=identities)


def _near(cursor: Cursor, numbers: Sequence[int]) -> list[int]:
    """These reports, all whose acts are looked up under keys of theirs, and theirs in turn; these alone where too many.

    An act goes to what it fits best of all that came before it: tied anew behind a later one it could go elsewhere.
    """
    found = sorted(numbers)
    while found:
        rows = cursor.execute(_NEAR, [found]).fetchall()
        wider = sorted({*found, *(report for (report,) in rows)})
        if len(wider) > _WIDEST:
            return sorted(numbers)
        if wider == found:
            break
        found = wider
    return found


def _batches(cursor: Cursor, numbers: Sequence[int]) -> Iterator[list[Numbered]]:
    sql = "SELECT report, record FROM readings WHERE report IN (SELECT unnest(?::INTEGER[])) ORDER BY report"
    for at in range(0, len(numbers), _AT_ONCE):
        found = cursor.execute(sql, [list(numbers[at : at + _AT_ONCE])]).fetchall()
        yield [Numbered(number, decode(line)) for number, line in found]
