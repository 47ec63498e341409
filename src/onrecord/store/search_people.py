"""Whom a name means beyond the report it stands in: the other names of the same identity, and where it appears."""

from collections.abc import Collection

import msgspec

from onrecord.store.engine import Cursor
from onrecord.store.filters import Filters
from onrecord.store.folding import folded, needles, words
from onrecord.store.search_query import FIELDS, OtherNames, People

_MOST = 100
"""Identities that one name may mean; of a commoner word only the names in the report itself count."""

_LONGEST = 12
"""Words of the longest name that is looked for in other reports."""

# Close to how words are folded, so that few names are left to look at one by one. Taking accents off is slow.
_NAMES = "array_to_string(names, ' ')"
_PLAIN = f"translate(replace(strip_accents(lcase({_NAMES})), 'ß', 'ss'), 'øłđðħı', 'olddhi')"
_HAS = f"(contains(lcase({_NAMES}), ?) OR (strlen({_NAMES}) > length({_NAMES}) AND contains({_PLAIN}, ?)))"


class Names:
    """Whom names mean, remembered until the record changes."""

    def __init__(self) -> None:
        self._known: dict[str, OtherNames] = {}
        self._as_of: tuple[int, ...] = ()

    def people(self, cursor: Cursor, filters: Filters, change: int) -> People:
        """For each filter that names someone, the identities of a name with all of its words.

        `change` is the last change of the record; identities also change by hand.
        """
        named = {name: value for name in FIELDS if (value := getattr(filters, name)) is not None}
        if named:
            by_hand = cursor.execute("SELECT count(*), count(undone) FROM corrections").fetchall()[0]
            if self._as_of != (change, *by_hand):
                self._known, self._as_of = {}, (change, *by_hand)
        known = self._known
        for value in named.values():
            if value not in known:
                known[value] = _others(cursor, value)
        return {name: known[value] for name, value in named.items()}


def with_actors(cursor: Cursor, people: People, reports: Collection[int]) -> People:
    """The same, with the actors of these reports that are one of them."""
    return {name: _in_reports(cursor, others, reports) for name, others in people.items()}


def _others(cursor: Cursor, value: str) -> OtherNames:
    sought = sorted(set(words(value)))
    if not 0 < len(sought) <= _LONGEST:
        return OtherNames()
    where = " AND ".join(_HAS for _ in sought)
    values = [word for word in sought for _ in range(2)]
    rows = cursor.execute(f"SELECT identity, names FROM identities WHERE {where} ORDER BY identity", values).fetchall()
    found = [(identity, names) for identity, names in rows if any(_has(name, value) for name in names)]
    if len(found) > _MOST:
        return OtherNames()
    others = {tuple(words(name)): None for _, names in found for name in names if not _has(name, value)}
    return OtherNames(names=tuple(name for name in others if name), identities=tuple(identity for identity, _ in found))


def _has(name: str, value: str) -> bool:
    return all(needle in folded(name) for needle in needles(value))


def _in_reports(cursor: Cursor, others: OtherNames, reports: Collection[int]) -> OtherNames:
    if not others.identities:
        return others
    rows = cursor.execute(
        "SELECT report, actor FROM report_actors "
        "WHERE identity IN (SELECT unnest(?::INTEGER[])) AND report IN (SELECT unnest(?::INTEGER[]))",
        [list(others.identities), sorted(reports)],
    ).fetchall()
    return msgspec.structs.replace(others, actors=frozenset(rows))
