"""Who a name may mean among those known before the report, at its date.

The package's tables, made by scripts/make_known.py: `lists.tsv` (office holders since 2014 and others of note; armed
groups, forces, parties, organisations) and `phoenix.tsv` (from the Phoenix dictionaries, up to 2014). Their lines begin
with a key (see `keys`) and are in its order, so that a name is found without reading all of them.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from onrecord.reading.known import tables
from onrecord.reading.known.entry import Entry, entry
from onrecord.reading.known.keys import alike, key
from onrecord.reading.names import folded, same_surname
from onrecord.reading.words import word_set

TABLES = ("lists.tsv", "phoenix.tsv")


class Known(msgspec.Struct, frozen=True):
    """What is known of somebody: the usual name; country, sector and role at the date asked for."""

    name: str
    country: str | None
    sector: str | None
    role: str | None = None


class Book:
    """The known actors: the package's, and the user's, which go first."""

    def __init__(self, own: Iterable[Entry] = ()) -> None:
        self._own = _index(own)

    def person(self, name: tuple[str, ...], when: str | None, role: str = "") -> Known | None:
        """Whom the words of a name mean at a date (None: ever), where all who bear it are of one country.

        A surname alone means somebody where `role` is a word for the office he then held ("President Obama"), or
        where he is known by it alone.
        """
        words = folded(name)
        if not words:
            return None
        later: list[Entry] = []
        for found in self._candidates(words[-1]):
            bearers = [e for e in found if e.kind in ("person", "other") and _bears(e, words, when, role.lower())]
            if any(one.holds(when) for one in bearers):
                return _told(bearers, when)
            later = later or bearers  # out of office here; an older table may know of a term
        return _told(later, when) if later else None

    def body(self, name: tuple[str, ...], when: str | None) -> Known | None:
        """What a group or organisation of just this name is."""
        words = folded(name)
        if not words:
            return None
        for found in self._candidates(words[-1]):
            bearers = [e for e in found if e.kind != "person" and words in _names(e)]
            if bearers:
                return _told(bearers, when)
        return None

    def _candidates(self, surname: str) -> Iterator[list[Entry]]:
        """The entries with a name that may end so: the user's, then those of each table."""
        wanted = key(surname)
        yield self._own.get(wanted, [])
        yield from (_keyed(table, wanted) for table in TABLES)


def _index(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for one in entries:
        for wanted in {key(name[-1]) for name in _names(one)}:
            found.setdefault(wanted, []).append(one)
    return found


@lru_cache(maxsize=4096)
def _keyed(table: str, wanted: str) -> list[Entry]:
    return [entry(cells) for cells in tables.rows(table, wanted)]


@cache
def _names(one: Entry) -> tuple[tuple[str, ...], ...]:
    """Every name of somebody, folded."""
    return tuple(name for form in (one.name, *one.others) if (name := folded(form.split())))


def _bears(one: Entry, words: tuple[str, ...], when: str | None, role: str) -> bool:
    names = _names(one)
    if len(words) > 1:
        return any(len(name) > 1 and alike(words, name) for name in names)
    if any(len(name) == 1 and name == words for name in names):
        return True
    if not any(same_surname(name[-1], words[0]) for name in names):
        return False
    if one.role is None:  # the dictionaries tell that there was an office, not which
        return bool(role) and one.sector == "GOV" and one.holds(when) and any(n[-1] == words[0] for n in names)
    office = one.role.lower().partition(" of ")[0]
    if role:
        return (
            one.holds(when)
            and office.split()[-1:] == [role]
            and not office.startswith(tuple(word_set("second-in-rank")))
        )
    return one.holds(when) and office in word_set("called-by-surname")


def _told(bearers: list[Entry], when: str | None) -> Known | None:
    """What all who may be meant have in common; those in office at the date go before the others."""
    then = [one for one in bearers if one.holds(when)]
    countries = {one.country for one in then or bearers}
    if len(countries) > 1:
        return None
    first = (then or bearers)[0]
    if when is not None and not then:
        return Known(first.name, first.country, None)  # out of office
    sectors = {one.sector for one in then}
    roles = {one.role for one in then if one.role}
    if when is None and first.dated:
        roles = set()  # which of the terms is not known
    return Known(
        first.name,
        first.country,
        next(iter(sectors)) if len(sectors) == 1 else None,
        next(iter(roles)) if len(roles) == 1 else None,
    )
