"""Checks what holds across reports: every row refers to what is there, and nothing stands there that nobody tells."""

from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.across.accounts import Account
from onrecord.across.claims import Saying
from onrecord.across.points import Point
from onrecord.errors import StoreError
from onrecord.store.check_reading import Reading
from onrecord.store.rows import TABLES as FLAT

_REPORT = ("report", "reports", "report")
_ENTRIES = "(SELECT report, id FROM statements UNION ALL SELECT report, id FROM moves)"

_REFERS: dict[str, tuple[tuple[str, str, str], ...]] = {
    # Columns, the table they refer to, its columns.
    **{name: (_REPORT,) for name in FLAT if name != "reports"},
    "prints": (_REPORT,),
    "copies": (_REPORT, ("origin", "reports", "report")),
    "stories": (("story", "report_stories", "story"), ("named_after", "reports", "report")),
    "report_stories": (_REPORT, ("story", "stories", "story")),
    "report_terms": (_REPORT,),
    "heavy_terms": (_REPORT,),
    "identities": (("identity", "report_actors", "identity"),),
    "identity_keys": (("identity", "identities", "identity"),),
    "report_actors": (("report, actor", "actors", "report, id"), ("identity", "identities", "identity")),
    "actors": (_REPORT, ("report, id", "report_actors", "report, actor")),
    "identities_merged": (("kept", "identities", "identity"),),
    "actor_names": (("report, actor", "actors", "report, id"),),
    "occurrences": (("occurrence", "accounts", "occurrence"),),
    "accounts": (("report, move", "moves", "report, id"), ("occurrence", "occurrences", "occurrence")),
    "account_keys": (("occurrence", "occurrences", "occurrence"),),
    "claims": (("claim", "appearances", "claim"),),
    "appearances": (("report, statement", "statements", "report, id"), ("claim", "claims", "claim")),
    "points": (_REPORT,),
    "disputes": (("report, entry", _ENTRIES, "report, id"), ("other_report, other_entry", _ENTRIES, "report, id")),
    "corrected": (_REPORT,),
}
_ONCE = {
    "copies": "report",
    "stories": "story",
    "identities": "identity",
    "report_actors": "report, actor",
    "occurrences": "occurrence",
    "accounts": "report, move",
    "claims": "claim",
    "report_terms": "report",
    "corrected": "report",
}
"""Columns whose values stand in one row only."""

TABLES = (*_REFERS, "changes", "corrections")

_TOLD: dict[str, tuple[type[Any], str, str]] = {
    "accounts": (Account, "move", "report, move, told"),
    "appearances": (Saying, "entry", "report, statement, told"),
    "points": (Point, "entry", "report, NULL, told"),
}
"""What is kept as JSON: its type, and the rows."""


def check(reading: Reading) -> None:
    """Check every tie between tables that can be read."""
    for table, ties in _REFERS.items():
        for columns, target, keys in ties:
            needed = {table, *(("statements", "moves") if target == _ENTRIES else (target,))}
            if needed <= reading.whole:
                _refers(reading, table, columns, target, keys)
    for table, columns in _ONCE.items():
        if table in reading.whole:
            sql = f"SELECT {columns} FROM {table} GROUP BY ALL HAVING count(*) > 1"
            twice = len(reading.ask(sql))
            if twice:
                _add(reading, table, twice, f"{columns} stands twice", None)
    if "copies" in reading.whole:
        sql = "SELECT report, count(*) FROM copies WHERE origin IN (SELECT report FROM copies) GROUP BY report"
        for report, n in reading.ask(sql):
            _add(reading, "copies", n, "its origin is a copy itself", report)
    for table in _TOLD.keys() & reading.whole:
        _told(reading, table)
    left = sorted(set(TABLES) - reading.whole)
    if left:
        reading.note(f"ties from and to these tables were not compared, since they cannot be read: {', '.join(left)}")


def _refers(reading: Reading, table: str, columns: str, target: str, keys: str) -> None:
    pairs = list(zip(columns.split(", "), keys.split(", "), strict=True))
    same = " AND ".join(f"t.{column} = x.{key}" for column, key in pairs)
    by = "t.report" if table in _OF_REPORTS else "NULL"
    sql = f"SELECT {by}, count(*) FROM {table} t ANTI JOIN {target} x ON {same} GROUP BY ALL ORDER BY 1"
    named = "entries" if target == _ENTRIES else target
    for report, n in reading.ask(sql):
        # Where no report is named, there is one row of all, also of none.
        if n:
            _add(reading, table, n, f"what {columns} names is not in {named}", report)
    reading.count("ties", reading.ask(f"SELECT count(*) FROM {table}")[0][0])


_OF_REPORTS = {name for name, ties in _REFERS.items() if any("report" in columns.split(", ") for columns, _, _ in ties)}


def _told(reading: Reading, table: str) -> None:
    kind, name, columns = _TOLD[table]
    decoder = msgspec.json.Decoder(list[Point] if kind is Point else kind)
    for report, entry, line in reading.ask(f"SELECT {columns} FROM {table} WHERE told IS NOT NULL"):
        try:
            told = list(_each(decoder.decode(line)))
        except msgspec.MsgspecError:
            _add(reading, table, 1, "it cannot be decoded", report)
            continue
        if any(one.report != report or (entry is not None and getattr(one, name) != entry) for one in told):
            _add(reading, table, 1, "it tells of another entry", report)


def _each(told: Any) -> Iterator[Any]:
    yield from told if isinstance(told, list) else (told,)


def _add(reading: Reading, table: str, count: int, what: str, report: int | None) -> None:
    id_ = None if report is None else reading.ids.get(report)
    what = what if report is None or id_ is not None else f"{what} (report number {report})"
    reading.add(StoreError(467, count=count, table=table, what=what, record=reading.path), id_)
