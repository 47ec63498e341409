"""The order in which reports came, went and were filed anew: what is made from the record outside it follows by this.

Each change has a number and a mark that depends on it and on all changes before. So whoever knows a number and its
mark knows a state of this record, not of a copy that has gone another way since.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from onrecord.across.numbered import Numbered
from onrecord.record.codec import encode
from onrecord.store.engine import Cursor, fill


def link(cursor: Cursor, batch: Sequence[Numbered]) -> None:
    """Note that these reports were filed."""
    _note(cursor, ((one.number, encode(one.record)) for one in batch))


def forget(cursor: Cursor, numbers: Sequence[int]) -> None:
    """Note that these reports go, or are about to be filed anew."""
    _note(cursor, ((number, b"") for number in numbers))


def last(cursor: Cursor) -> tuple[int, int]:
    """Number and mark of the last change, both 0 before the first."""
    found = cursor.execute("SELECT n, mark FROM changes ORDER BY n DESC LIMIT 1").fetchall()
    return found[0] if found else (0, 0)


def state(cursor: Cursor) -> tuple[int, int, int]:
    """How many reports there are, and the last change with its mark."""
    reports, n, mark = cursor.execute(
        "SELECT (SELECT count(*) FROM reports), coalesce(last.n, 0), coalesce(last.mark, 0) FROM (SELECT 1 AS one) o "
        "LEFT JOIN (SELECT n, mark FROM changes ORDER BY n DESC LIMIT 1) last ON true"
    ).fetchall()[0]
    return reports, n, mark


def mark_of(cursor: Cursor, n: int) -> int | None:
    """The mark of a change, None where this record has no change of that number."""
    found = cursor.execute("SELECT mark FROM changes WHERE n = ?", [n]).fetchone() if n else (0,)
    return None if found is None else int(found[0])


def since(cursor: Cursor, n: int) -> list[int]:
    """The reports that changed after the n-th change, each once."""
    return [report for (report,) in cursor.execute("SELECT DISTINCT report FROM changes WHERE n > ?", [n]).fetchall()]


def mark_after(mark: int, report: int, content: bytes) -> int:
    """The mark of a change of a report to this content (none: it goes) after the change of that mark."""
    return int.from_bytes(hashlib.sha256(b"%d %d " % (mark, report) + content).digest()[:8], "big", signed=True)


def _note(cursor: Cursor, changes: Iterable[tuple[int, bytes]]) -> None:
    n, mark = last(cursor)
    rows: list[tuple[int, int, int]] = []
    for report, content in changes:
        mark = mark_after(mark, report, content)
        rows.append((n + len(rows) + 1, mark, report))
    if rows:
        columns = np.array(rows, np.int64)
        fill(cursor, "changes", pa.table({"n": columns[:, 0], "mark": columns[:, 1], "report": columns[:, 2]}))
