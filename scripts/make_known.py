"""Make the tables of known actors that the package brings, each row under the keys that its names end in.

    python scripts/make_known.py lists > src/onrecord/reading/known/lists.tsv
    python scripts/make_known.py phoenix ../shared/data/actors > src/onrecord/reading/known/phoenix.tsv

`lists` are our own, `known/offices.tsv` and `known/bodies.tsv`. `phoenix` are the dictionaries of the Open Event Data
Alliance (MIT), up to 2014: names from the notation of PETRARCH (`VLADIMIR_PUTIN_`, dated codes such as `[RUSGOV
991231-080507]`);
CAMEO's country codes become ISO 3166-1, its roles PLOVER's sectors. Left out of these: places and nationalities
(countries.tsv has them), names of one word that are words of English or given names, titles before names, companies,
entries without a country or sector of their own. The keys (`reading.known.keys`) let a name be found without reading
all.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.reading import gazetteer, words
from onrecord.reading.known.entry import NOTHING
from onrecord.reading.known.keys import key
from onrecord.reading.names import folded

FILES = ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt")
ENDED = "2014-01"
"""The month in which the dictionaries end: who was in office then may not be any more."""
LISTS = ("offices.tsv", "bodies.tsv")
COUNTRIES = {
    "ROM": "ROU", "TMP": "TLS", "KSV": "XKX", "ZAR": "COD", "SUN": "RUS", "USR": "RUS", "YUG": "SRB", "FRY": "SRB",
    "SCG": "SRB", "SRP": "BIH", "DDR": "DEU", "KNT": "KNA", "KRJ": "-", "FRN": "FRA", "CSK": "CZE", "ANG": "AGO",
    "ALG": "DZA", "GZA": "PSE", "BRU": "BRN", "SAL": "SLV", "GER": "DEU", "SYC": "SYC",
}  # fmt: skip
"""CAMEO's codes that are none of ISO 3166-1 alpha-3, or no longer."""
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "INS": "REB", "SEP": "REB", "RAD": "REB", "UAF": "UAF", "OPP": "OPP",
    "PTY": "PTY", "COP": "COP", "SPY": "SPY", "JUD": "JUD", "LEG": "LEG", "MED": "MED", "EDU": "EDU", "BUS": "BUS",
    "MNC": "BUS", "CRM": "CRM", "CVL": "CVL", "LAB": "CVL", "NGO": "NGO", "NGM": "NGO", "HRI": "NGO", "IGO": "IGO",
    "IMG": "UAF",
}  # fmt: skip
LISTED = Path(__file__).parent / "known"
TITLES, INNER = (
    frozenset(line.split())
    for line in (LISTED / "titles.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
"""Words before a name that are no part of it; words that make a form more than a name, wherever they stand in it."""
PIVOT = 30
"""Two-digit years up to this one are of the 2000s: the dictionaries run from 1945 to 2014."""
Term = tuple[str, str, str, str]
"""Country, sector, from, until."""
_CODE = re.compile(r"\[([A-Z-]{3,})\s*([<>]?)\s*(\d{6,8})?(?:-(\d{6,8}))?\s*\]")


def day(digits: str) -> str:
    """An ISO 8601 day from six or eight digits; days that no month has are cut to the month.

    >>> day("991231"), day("19280100")
    ('1999-12-31', '1928-01')
    """
    year, rest = (digits[:4], digits[4:]) if len(digits) == 8 else (None, digits[2:])
    if year is None:
        year = f"{20 if int(digits[:2]) <= PIVOT else 19}{digits[:2]}"
    month, number = rest[:2], rest[2:]
    if not 1 <= int(month) <= 12:
        return year
    longest = 30 if month in ("04", "06", "09", "11") else 28 if month == "02" else 31
    return f"{year}-{month}-{number}" if 1 <= int(number) <= longest else f"{year}-{month}"


def code(letters: str) -> tuple[str, str]:
    """Country and sector of a CAMEO code, `-` where it has none.

    >>> code("RUSGOV"), code("IGOUNO"), code("ANGREB")
    (('RUS', 'GOV'), ('-', 'IGO'), ('AGO', 'REB'))
    """
    first, rest = letters[:3], [letters[n : n + 3] for n in range(3, len(letters), 3)]
    country = COUNTRIES.get(first, first)
    parts = rest if country != first or country in CODES else [first, *rest]
    if country not in CODES:
        country = next((COUNTRIES.get(part, part) for part in rest if COUNTRIES.get(part, part) in CODES), "-")
    return country, next((SECTORS[part] for part in parts if part in SECTORS), "-")


CODES = frozenset(code for code, *_ in words.rows("countries.tsv"))


def entries(path: Path) -> Iterator[tuple[list[str], list[tuple[str, str, str]]]]:
    """Names and (code, from, until) of each entry of a dictionary."""
    names: list[str] = []
    codes: list[tuple[str, str, str]] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        plain = line.split("#")[0].rstrip()
        if not plain.strip():
            continue
        told = [_dated(found) for found in _CODE.finditer(plain)]
        name = plain.split("[")[0].strip()
        if name and not line[0].isspace() and not name.startswith("+"):
            if names:
                yield names, codes
            names, codes = [], []
        if name:
            names.append(name.lstrip("+").strip("_ ").strip())
        codes += told
    if names:
        yield names, codes


def _dated(found: re.Match[str]) -> tuple[str, str, str]:
    letters, sign, first, last = found.groups()
    if first is None:
        return letters, "-", "-"
    if sign == "<":
        return letters, "-", day(first)
    return letters, day(first), day(last) if last else "-"


def plain(name: str) -> list[str]:
    """The words of a name in title case, without titles before it and what stands in brackets."""
    text = re.sub(r"\(.*?\)", " ", name).replace("_", " ").replace("\u2019", "'")
    found = [word for word in re.split(r"\s+", text) if word]
    while found and found[0].lower().rstrip(".") in TITLES:
        found.pop(0)
    return [word.capitalize() if "-" not in word else word.title() for word in found]


def rows(path: Path) -> Iterator[str]:
    """The rows of one dictionary."""
    source = path.name.removesuffix(".actors.txt")
    for names, codes in entries(path):
        forms: list[str] = []
        for name in names:
            parts = plain(name)
            text = " ".join(parts)
            if (
                not parts
                or len(text) < 4
                or not text.replace(" ", "").replace("-", "").replace(".", "").replace("'", "").isalpha()
            ):
                continue
            if len(parts) == 1 and not _single(parts[0].lower()):
                continue
            if any(word.lower().rstrip(".") in INNER for word in parts):
                continue
            if (
                text not in forms
                and gazetteer.country(text.lower()) is None
                and not gazetteer.nationality(text.lower())
            ):
                forms.append(text)
        terms = [(*code(letters), since, until) for letters, since, until in codes if letters != "---"]
        terms = [term for term in terms if term[0] != "-" or term[1] != "-"]
        terms = [term for term in terms if term[1] != "BUS"]
        dated = [term for term in terms if term[2] != "-" or term[3] != "-"]
        if not forms or not terms or (not dated and source.endswith("Countries")):
            continue  # cities, provinces, nationalities
        bodily = any(gazetteer.body(word.lower()) or word.lower() == "of" for word in forms[0].split())
        kind = "person" if (source.endswith("Countries") or dated) and not bodily else "organisation"
        if kind == "person" and len(forms[0].split()) == 1:
            continue
        for country, sector, since, until in joined(terms):
            until = ENDED if until == NOTHING != since <= ENDED else until  # not after the dictionaries ended
            yield "\t".join(
                (
                    forms[0],
                    "|".join(form for form in forms[1:] if form != NOTHING) or NOTHING,
                    kind,
                    country,
                    sector,
                    "-",
                    since,
                    until,
                    source,
                )
            )


def joined(terms: list[Term]) -> list[Term]:
    """The terms in order, those of one office that meet or overlap as one; what is told without office is left out
    beside offices: outside his terms, the country alone is known of somebody.

    >>> joined([("NOR", "GOV", "1999-12", "2008"), ("NOR", "GOV", "1999", "2000"), ("NOR", "-", "-", "-")])
    [('NOR', 'GOV', '1999', '2008')]
    """
    terms = sorted({term for term in terms if "-" in term[2:] or term[2] <= term[3]})
    if any(term[1] != "-" for term in terms):
        terms = [term for term in terms if term[1] != "-"]
    else:
        terms = [(country, sector, "-", "-") for country, sector, _, _ in terms]
    out: list[Term] = []
    for term in terms:
        country, sector, since, until = term
        last = out[-1] if out else None
        if last is not None and last[:2] == (country, sector) and (last[3] == "-" or since <= last[3] or since == "-"):
            ends = "-" if "-" in (last[3], until) else max(last[3], until)
            out[-1] = (country, sector, last[2], ends)
        else:
            out.append(term)
    return out


def _single(word: str) -> bool:
    """Whether a word alone may stand for somebody: no word of English, no given name, no place."""
    return not (
        words.noun_class(word)
        or words.verb(word) is not None
        or gazetteer.given_name(word) is not None
        or gazetteer.title(word) is not None
        or gazetteer.known_place(word)
        or word in words.word_set("head-ends")
    )


def keyed(row: str) -> Iterator[str]:
    """A row under each key, with the other names that end in it."""
    first, others, *rest = row.split("\t")
    forms: dict[str, list[str]] = {}
    for form in (first, *others.split("|")):
        if form != NOTHING and folded(form.split()):
            held = forms.setdefault(key(folded(form.split())[-1]), [])
            if form != first:
                held.append(form)
    for wanted, held in forms.items():
        if wanted:
            yield "\t".join((wanted, first, "|".join(held) or NOTHING, *rest))


def listed() -> Iterator[str]:
    """The rows of our own lists."""
    for name in LISTS:
        for line in (LISTED / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line


def main() -> None:
    """Print a table, in the order of the keys."""
    own = sys.argv[1] == "lists"
    found = listed() if own else (row for name in FILES for row in rows(Path(sys.argv[2]) / name))
    print("\n".join(sorted({line for row in found for line in keyed(row)})))  # noqa: T201


if __name__ == "__main__":
    main()
