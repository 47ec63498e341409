"""Everything a record derives across reports, told without row numbers, so that two records can be compared."""

import json
import re
from collections.abc import Callable
from typing import Any

from onrecord.store.record_store import RecordStore

Rows = list[tuple[Any, ...]]

OWN = ("blocks", "actors", "mentions", "roles", "statements", "statement_spans", "moves", "move_parties", "move_spans")
"""Tables of what each report holds by itself."""
_BY, _TO, _ORIGIN, _STORIES = 11, 12, 2, 3
"""Places in what is kept of an account."""


class _Names:
    """Names for row numbers: reports by their ids, identities and stories by their lasting ids or first members."""

    def __init__(self, rows: Callable[[str], Rows], *, by_ids: bool) -> None:
        self.report = dict(rows("SELECT report, left(id, 8) FROM reports"))
        if by_ids:
            self._identity = dict(rows("SELECT identity, id FROM identities"))
            self._story = dict(rows("SELECT story, id FROM stories"))
        else:
            members = rows("SELECT identity, report, actor FROM report_actors ORDER BY report DESC, actor DESC")
            self._identity = {number: f"{self.report[report]} {actor}" for number, report, actor in members}
            told = rows("SELECT story, report FROM report_stories ORDER BY report DESC")
            self._story = {number: self.report[report] for number, report in told}
        self._now = dict(rows("SELECT gone, kept FROM identities_merged"))

    def identity(self, number: int) -> str:
        return self._identity.get(self._now.get(number, number), "nobody")

    def story(self, number: int) -> str:
        return self._story.get(number, "none")

    def word(self, word: str) -> str:
        """A word in which an identity may be written ("@7")."""
        found = re.fullmatch(r"@(\d+)", word)
        return f"@{self.identity(int(found[1]))}" if found else word

    def voucher(self, word: str) -> str:
        """Whose word it is; where nobody is known the report stands for it."""
        if found := re.fullmatch(r"(\d+)( .+)", word):
            return self.report[int(found[1])] + found[2]
        if found := re.fullmatch(r"outlet of (\d+)", word):
            return f"outlet of {self.report[int(found[1])]}"
        return self.word(word)

    def told(self, value: Any) -> Any:
        """What is told in a clause: sets come in any order."""
        if not isinstance(value, list):
            return value
        if all(isinstance(one, str) for one in value):
            return sorted(map(self.word, value))
        return [self.told(one) for one in value]


def derived(store: RecordStore, *, by_ids: bool = True) -> dict[str, Rows]:
    """The derived rows by kind; without `by_ids` nothing hangs on lasting ids, which tell what a record once held."""

    def rows(sql: str) -> Rows:
        return store._cursor().execute(sql).fetchall()

    names = _Names(rows, by_ids=by_ids)
    out = {table: [(names.report[r[0]], *r[1:]) for r in rows(f"SELECT * FROM {table}")] for table in (*OWN, "ties")}
    out["actors across"] = [
        (names.report[r], a, names.identity(i)) for r, a, i in rows("SELECT report, actor, identity FROM report_actors")
    ]
    out["identities"] = [
        (names.identity(row[0]), *(sorted(cell) if isinstance(cell, list) else cell for cell in row[1:]))
        for row in rows(
            "SELECT identity, name, kind, country, sector, known_as, names, countries, known, roles, by_hand "
            "FROM identities"
        )
    ]
    out["copies"] = [(names.report[r], names.report[o], *rest) for r, o, *rest in rows("SELECT * FROM copies")]
    out["stories"] = [(names.report[r], names.story(s)) for r, s in rows("SELECT report, story FROM report_stories")]
    out |= _accounts(rows, names) | _claims(rows, names)
    out["points"] = [
        (names.report[r], day, entry, names.voucher(voucher), place, str(names.told(told)))
        for r, day, line in rows("SELECT report, day, told FROM points")
        for _, entry, voucher, place, _, told in json.loads(line)
    ]
    pairs = rows("SELECT kind, report, entry, other_report, other_entry FROM disputes")
    out["disputes"] = [
        (kind, *sorted([(names.report[a], one), (names.report[b], other)])) for kind, a, one, b, other in pairs
    ]
    if by_ids:
        for kind in ("occurrence", "claim"):
            out[f"{kind} ids"] = rows(f"SELECT id FROM {kind}s")
        out["dispute ids"] = rows("SELECT DISTINCT id FROM disputes")
    return {kind: sorted(found, key=repr) for kind, found in out.items()}


def _accounts(rows: Callable[[str], Rows], names: _Names) -> dict[str, Rows]:
    kept: Rows = []
    together: dict[int, list[tuple[str, str]]] = {}
    for report, move, occurrence, line in rows("SELECT report, move, occurrence, told FROM accounts"):
        told = json.loads(line)[1:]
        told.insert(0, names.report[report])
        told[_ORIGIN] = names.report[told[_ORIGIN]]
        told[_STORIES] = sorted(map(names.story, told[_STORIES]))
        told[_BY], told[_TO] = ([names.identity(number) for number in told[side]] for side in (_BY, _TO))
        kept.append((names.report[report], move, str(told)))
        together.setdefault(occurrence, []).append((names.report[report], move))
    return {"accounts": kept, "occurrences": [tuple(sorted(some)) for some in together.values()]}


def _claims(rows: Callable[[str], Rows], names: _Names) -> dict[str, Rows]:
    kept: Rows = []
    together: dict[int, list[tuple[str, str]]] = {}
    speakers: dict[int, set[str]] = {}
    sql = "SELECT report, statement, claim, how, day, speaker, told FROM appearances"
    for report, statement, claim, how, day, speaker, line in rows(sql):
        voucher = None
        if line is not None:
            voucher = names.voucher(json.loads(line)[2])
            speakers.setdefault(speaker, set()).add(voucher)
        kept.append((names.report[report], statement, how, day, voucher))
        together.setdefault(claim, []).append((names.report[report], statement))
    assert all(len(some) == 1 for some in speakers.values()), "one number for each speaker"
    assert len(speakers) == len(set.union(*speakers.values(), set())), "one speaker for each number"
    return {"appearances": kept, "claims": [tuple(sorted(some)) for some in together.values()]}
