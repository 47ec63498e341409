"""Where a place lies: its country and, of a town, its coordinates.

`places.tsv` is made by scripts/make_places.py from GeoNames (CC BY 4.0): every place of 15,000 people and more.
"""

from collections.abc import Collection, Iterator
from functools import cache

import msgspec

from onrecord.reading import gazetteer
from onrecord.reading.known import tables
from onrecord.reading.known.keys import key
from onrecord.reading.marks import PlacePrecision
from onrecord.reading.names import distance, fold
from onrecord.reading.words import rows, word_set

PLACES = "places.tsv"
LEAST, LONG = 6, 9
"""Letters that a country's name must have to be known with one amiss; with two."""
CLEARLY = 5
"""How many times more people the likeliest of several places must have than any other."""


class Spot(msgspec.Struct, frozen=True):
    """A place known by name; coordinates in degrees (WGS 84), None for what is no town."""

    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    people: int = 0


def find(name: str, spoken_of: Collection[str]) -> Spot | None:
    """The place of a name, for a report that speaks of some countries (ISO codes); None where it is on no list.

    Of several towns of one name, that in a country spoken of, else by far the largest; where neither tells, none, or
    their country if they share it.

    >>> find("Geneva", ()).country, find("France", ()).precision, find("Ostkarsk", ())
    ('CHE', 'country', None)
    """
    told_words = name.lower().split()
    low = " ".join(told_words[1:] if told_words[:1] and told_words[0] in word_set("articles") else told_words)
    country = gazetteer.country(low)
    if country is not None:
        return Spot(country, precision="country")
    towns = list(_towns(folded_place(low)))
    told = gazetteer.known_place(low)
    near = [town for town in towns if town.country in spoken_of] or [t for t in towns if t.country == told] or towns
    near.sort(key=lambda town: -town.people)
    if near:
        others = [town for town in near[1:] if CLEARLY * town.people > near[0].people]
        if not others:
            return near[0]
        if all(town.country == near[0].country for town in others):
            return Spot(near[0].country, precision="region")  # one of several there
    return Spot(told, precision="region") if told is not None else None


def folded_place(name: str) -> str:
    """A name of a place as the table has it.

    >>> folded_place("Ciudad Juárez")
    'ciudad juarez'
    """
    return " ".join(fold(word) for word in name.replace("-", " ").split())


@cache
def _spellings() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code, names, *_ in rows("countries.tsv"):
        for name in names.lower().split("|"):
            if " " not in name and len(name) >= LEAST:
                found.setdefault(key(name), []).append((name, code))
    return found


def country_however_spelt(name: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a country whose name is written by another scheme, or with a letter amiss.

    >>> country_however_spelt("Afganistan"), country_however_spelt("Ostrania")
    ('AFG', None)
    """
    low = fold(name)
    if len(low) < LEAST or gazetteer.given_name(low) is not None or next(_towns(low), None) is not None:
        return None
    near = [
        code
        for known, code in _spellings().get(key(low), ())
        if known[0] == low[0] and distance(known, low) <= 1 + (len(low) > LONG)
    ]
    return near[0] if len(set(near)) == 1 else None


def _towns(folded: str) -> Iterator[Spot]:
    for _, country, latitude, longitude, people in tables.rows(PLACES, folded):
        yield Spot(country, float(latitude), float(longitude), "town", int(people))
