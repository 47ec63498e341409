"""What is known before a report is read: countries, bodies, titles, given names. Data: languages/en."""

from functools import cache, lru_cache

import msgspec

from onrecord.reading import words
from onrecord.reading.marks import EntityKind


class Body(msgspec.Struct, frozen=True):
    """An organisation known by name, or what a noun such as `ministry` heads; empty strings where nothing is known."""

    kind: EntityKind
    sector: str | None
    country: str | None = None
    named: bool = False
    """Whether the noun tells this only at the end of a name ("Vasko Post")."""


class Title(msgspec.Struct, frozen=True):
    """A noun for a role: sector as PLOVER, family of roles that may mean one person, gender (`f`, `m` or empty)."""

    sector: str | None
    family: str
    gender: str


def _cells(cell: str) -> list[str]:
    return [form.lower() for form in cell.split("|") if form]


@cache
def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    places: dict[str, str] = {}
    display: dict[str, str] = {}
    for code, name, demonym, parts in words.rows("countries.tsv"):
        display[code] = name.split("|")[0]
        for form in _cells(name):
            names.setdefault(form, code)
        for form in _cells(demonym):
            demonyms.setdefault(form, code)
            if form.endswith(("n", "i", "t", "r")):
                demonyms.setdefault(form + "s", code)
        for form in _cells(parts):
            places.setdefault(form, code)
    return names, demonyms, places, display


def country(name: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a country's name in lower case.

    >>> country("south korea"), country("belmaria")
    ('KOR', None)
    """
    return _countries()[0].get(name)


def country_name(code: str) -> str:
    """The usual English name of a country."""
    return _countries()[3][code]


def nationality(word: str) -> str | None:
    """Code of the country whose demonym or adjective this is, in lower case.

    >>> nationality("finnish"), nationality("finns")
    ('FIN', 'FIN')
    """
    return _countries()[1].get(word)


def known_place(name: str) -> str | None:
    """Code of the country a capital or part of a country lies in."""
    return _countries()[2].get(name)


@cache
def _peoples() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, forms in words.rows("peoples.tsv"):
        for form in _cells(forms):
            found[form] = code
            if not form.endswith("s"):
                found[form + "s"] = code
    return found


def people(word: str) -> str | None:
    """Code of the country where a people without a state of its own mostly acts, by its name in lower case.

    >>> people("chechen"), people("chechens"), people("kurdish")
    ('RUS', 'RUS', None)
    """
    return _peoples().get(word)


@cache
def _organisations() -> dict[str, tuple[str, Body]]:
    found: dict[str, tuple[str, Body]] = {}
    for names, kind, sector, code in words.rows("organisations.tsv"):
        body = Body(msgspec.convert(kind, EntityKind), None if sector == "-" else sector, None if code == "-" else code)
        for form in _cells(names):
            found.setdefault(form, (names.split("|")[0], body))
    return found


def organisation(name: str) -> tuple[str, Body] | None:
    """The full name and what is known of an organisation, by any form of its name in lower case.

    >>> organisation("eu")[0]
    'European Union'
    """
    return _organisations().get(name)


@cache
def _bodies() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for kind, sector, nouns, *flags in words.rows("organisation_words.tsv"):
        body = Body(msgspec.convert(kind, EntityKind), None if sector == "-" else sector, None, "named" in flags)
        for noun in nouns.split():
            found.setdefault(noun, body)
    return found


@lru_cache(maxsize=65536)
def body(noun: str) -> Body | None:
    """What a noun that heads a body of people or a place says of it; plural or singular, lower case.

    >>> body("ministries").sector, body("bridge").kind
    ('GOV', 'place')
    """
    table = _bodies()
    return table.get(noun) or table.get(words.singular(noun)) or table.get(noun.rpartition("-")[2])


@cache
def _titles() -> dict[str, Title]:
    found: dict[str, Title] = {}
    for sector, family, gender, nouns in words.rows("titles.tsv"):
        for noun in nouns.split():
            found.setdefault(noun, Title(None if sector == "-" else sector, family, gender.strip("-")))
    return found


@lru_cache(maxsize=65536)
def title(noun: str) -> Title | None:
    """What a noun for a role tells; plural or singular, lower case. `spokeswoman` and the like tell their gender.

    >>> title("spokeswoman").gender, title("ministers").sector
    ('f', 'GOV')
    """
    single = words.singular(noun)
    found = _titles().get(noun) or _titles().get(single) or _titles().get(single.rpartition("-")[2])
    if found is None and noun.endswith("s"):
        found = _titles().get(noun[:-1])
    if found is not None and not found.gender:
        if single.endswith("woman"):
            return Title(found.sector, found.family, "f")
        if single.endswith("man") and len(single) > 5 and single not in ("human", "woman"):
            return Title(found.sector, found.family, "m")
    return found


@lru_cache(maxsize=65536)
def families(noun: str) -> frozenset[str]:
    """All families a role noun belongs to (`president` heads a state or leads a body)."""
    single = words.singular(noun)
    return frozenset(family for _, family, _, nouns in words.rows("titles.tsv") if single in nouns.split())


@cache
def _honorifics() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for gender, role, forms in words.rows("honorifics.tsv"):
        for form in forms.split():
            found.setdefault(form, (gender.strip("-"), None if role == "-" else role))
    return found


def honorific(word: str) -> tuple[str, str | None] | None:
    """Gender and role of a title written before a name.

    >>> honorific("mrs."), honorific("gov.")
    (('f', None), ('', 'governor'))
    """
    return _honorifics().get(word.rstrip("."))


@cache
def _given() -> dict[str, str]:
    found: dict[str, str] = {}
    for gender, names in words.rows("given_names.tsv"):
        for name in names.split():
            told = gender.strip("-")
            found[name] = told if found.get(name, told) == told else ""
    return found


def given_name(folded: str) -> str | None:
    """Gender of a given name (`f`, `m`, empty for both), None when it is no known given name; folded, lower case.

    >>> given_name("olga"), given_name("zorblat")
    ('f', None)
    """
    names = _given()
    found = names.get(folded)
    return names.get(folded.partition("-")[0]) if found is None and "-" in folded else found


@lru_cache(maxsize=65536)
def is_name(word: str) -> bool:
    """Whether a word that begins a sentence is a name whatever follows: a country, a capital, a people, a body, a given
    name that is no verb; lower case.

    >>> is_name("brazil"), is_name("mark"), is_name("minister")
    (True, False, False)
    """
    if country(word) or known_place(word) or (word in _organisations() and not words.noun_class(word)):
        return True
    if nationality(word) is not None:
        return word.endswith("s")
    return given_name(word) is not None and words.verb(word) is None and title(word) is None


def is_place_noun(noun: str) -> bool:
    """Whether a noun heads names of places.

    >>> is_place_noun("park"), is_place_noun("ministry")
    (True, False)
    """
    found = body(noun)
    return found is not None and found.kind == "place"


@lru_cache(maxsize=65536)
def is_person_noun(lemma: str) -> bool:
    """Whether a singular noun names a person in a role.

    >>> is_person_noun("minister"), is_person_noun("fishmonger"), is_person_noun("regular")
    (True, True, False)
    """
    if is_body_noun(lemma) or lemma in words.word_set("not-people"):
        return False
    return title(lemma) is not None or (
        words.noun_class(lemma) == "p" and lemma.endswith(tuple(sorted(words.word_set("person-endings"))))
    )


@lru_cache(maxsize=65536)
def is_body_noun(lemma: str) -> bool:
    """Whether a noun heads a body of people, a state or a place."""
    return lemma in _bodies()
