"""Of what copies share with their origin, search gives each passage once."""

from collections.abc import Collection, Sequence

from onrecord.store.engine import Cursor

_COVERED = 0.9
"""Share of the shorter passage's words that the longer must hold for them to be one passage, cut or wrapped …"""
_FEW = 8
"""… where it has at least so many different words."""


class Copies:
    """Which reports are copies of which, and which of their passages were given."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._tied: dict[int, tuple[int, str | None]] = {}
        self._counts: dict[int, int] = {}
        self._given: dict[tuple[int, int], int] = {}
        self._words: dict[int, list[tuple[int, frozenset[str]]]] = {}

    def learn(self, reports: Collection[int]) -> None:
        """Look up these reports."""
        rows = self._cursor.execute(
            "SELECT report, origin, kind FROM copies WHERE report IN (SELECT unnest(?::INTEGER[]))", [sorted(reports)]
        )
        tied = {report: (origin, kind) for report, origin, kind in rows.fetchall()}
        self._tied.update({report: tied.get(report, (report, None)) for report in reports})
        origins = sorted({self.origin(report) for report in reports})
        counted = self._cursor.execute(
            "SELECT origin, count(*) FROM copies WHERE origin IN (SELECT unnest(?::INTEGER[])) GROUP BY origin",
            [origins],
        )
        self._counts.update(counted.fetchall())

    def origin(self, report: int) -> int:
        """The report it goes back to, or itself."""
        return self._tied[report][0]

    def count(self, report: int) -> int:
        """How many other reports have its text."""
        return self._counts.get(self.origin(report), 0)

    def given(self, report: int, same: int) -> bool:
        """Whether the same words of another report of its group were given."""
        return self._given.get((self.origin(report), same), report) != report

    def take(self, report: int, same: int, words: Sequence[str]) -> bool:
        """Whether a passage was given, in the same words or, in a copy, nearly so; if not, it counts as given now."""
        if self.given(report, same):
            return True
        origin, kind = self._tied[report]
        if not self.count(report):
            return False
        here = frozenset(words)
        near = self._words.setdefault(origin, [])
        if kind != "version" and any(other != report and _alike(there, here) for other, there in near):
            return True
        near.append((report, here))
        self._given[origin, same] = report
        return False


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEW and len(one & other) >= _COVERED * shorter
