"""Under which names a body, state or place of one report is looked for in others. Word lists: languages/en."""

from functools import cache, lru_cache
from importlib import resources

import msgspec

from onrecord.across.actor_facts import Facts
from onrecord.reading import gazetteer, names, words

_PARTY = "PTY"
_LEAST, _SHORT = 2, 3
"""A single letter tells nothing. A single word of fewer letters ("AP", "E") tells too little alone."""
_BODIES = frozenset(("organisation", "group"))
_LANDS = frozenset(("state", "place"))


class Marks(msgspec.Struct, frozen=True):
    """`sure` marks make two one wherever they stand; `near` ones only in reports on one happening."""

    sure: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def marks(facts: Facts) -> Marks:
    """The marks of an actor; a description has none, unless it is a body that a country has but one of.

    >>> from onrecord.across.actor_facts import Facts
    >>> sorted(marks(Facts(name="Tarvenian army", kind="organisation")).sure)
    ['one of TARVEN: army']
    >>> marks(Facts(name="the army", kind="organisation"))
    Marks(sure=frozenset(), near=frozenset())
    """
    if facts.kind == "person":
        full = {_written(plain(name)) for name in facts.names if len(name.split()) > 1}
        return Marks(frozenset(full))
    single = _single_body(facts)
    if single:
        return Marks(frozenset((single,)))
    sure: set[str] = set()
    near: set[str] = set()
    for name in facts.names or (_proper(facts.name) if facts.kind in ("organisation", "other") else ()):
        for mark, alone in _of_name(name, facts):
            (sure if alone and facts.names else near).add(mark)
    if facts.kind == "state" and (code := _state(facts)):
        several = any(_written(plain(name)) in _places_of_one_name() for name in facts.names)
        if not several:
            sure.add(f"state {code}")
    sure |= _known(facts)
    return Marks(frozenset(sure), frozenset(near))


def plain(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, one spelling each, without articles.

    >>> plain("The Harbor Workers' Center")
    ('harbour', 'workers', 'centre')
    """
    found = (names.fold(word.removesuffix("'s").removesuffix("’s")) for word in name.split())
    spelt = tuple(_spellings().get(word, word) for word in found if word)
    start = 1 if len(spelt) > 1 and spelt[0] in words.word_set("articles") else 0
    return spelt[start:]


def _written(name: tuple[str, ...]) -> str:
    return " ".join(name)


def _of_name(name: str, facts: Facts) -> list[tuple[str, bool]]:
    """The mark of one name, and whether it tells enough alone; of a listed organisation that of its full name too."""
    compared = plain(name)
    if not compared:
        return []
    listed = gazetteer.organisation(name.lower())
    found: list[tuple[str, bool]] = []
    if listed and facts.kind in _BODIES:
        # Parties of one name stand in many countries, and not every General Assembly is the one listed.
        found.append((f"listed {listed[0].lower()}", listed[1].sector != _PARTY and not _ordinary(compared)))
    if len(compared) > 1:
        ordinary = _ordinary(compared)
        if (ordinary and facts.kind == "place") or _written(compared) in _places_of_one_name():
            return []
        return [*found, (_written(compared), not (ordinary or _described(name, compared)))]
    word = compared[0]
    if len(word) < _LEAST or word in _places_of_one_name():
        return []
    if facts.kind == "other":
        return [(f"land {word}", False), (f"body {word}", False)] if name[:1].isupper() and not _given(word) else []
    kind = "body" if facts.kind in _BODIES else "land"
    common = words.known(word) if kind == "body" else _common_place(word)
    return [*found, (f"{kind} {word}", len(word) >= _SHORT and not common)]


def _ordinary(name: tuple[str, ...]) -> bool:
    """Whether many bodies or places are called so: a noun for a kind and words for its field ("Supreme Court")."""
    return all(word in _ordinary_words() or gazetteer.body(word) is not None for word in name)


def _described(name: str, compared: tuple[str, ...]) -> bool:
    """Whether a name ends in a noun without a capital after words known otherwise: "Oregon bank"."""
    last = name.split()[-1]
    return last.islower() and gazetteer.body(last) is not None and all(words.known(word) for word in compared)


def _common_place(word: str) -> bool:
    """Whether a word with a capital may be any place: "Interior", "Precinct"; known towns and lands are not."""
    if gazetteer.known_place(word) or gazetteer.country(word) or word in _continents():
        return False
    only_noun = words.noun_class(word) == "l" and words.verb(word) is None
    ordinary = word in _ordinary_words() or gazetteer.body(word) is not None
    return ordinary or (words.known(word) and not only_noun)


def _proper(name: str) -> tuple[str, ...]:
    """A description that looks like a name: two words or more, all with a capital."""
    parts = [word for word in name.split() if word.lower() not in names.SMALL]
    return (name,) if len(parts) > 1 and all(word[0].isupper() for word in parts) else ()


def _state(facts: Facts) -> str | None:
    """An ISO code, or for a state on no list the stem of its name."""
    for name in facts.names or (facts.name,):
        code = gazetteer.country(name.lower()) or gazetteer.nationality(name.lower())
        if code:
            return code
    if facts.names and len(facts.name.split()) == 1 and not words.known(facts.name.lower()):
        return names.nation(facts.name.lower()).upper()
    return None


def _known(facts: Facts) -> set[str]:
    """Bodies known before the reports: under the name itself, not under what an acronym may stand for besides."""
    own = {word for name in (facts.name, *facts.names) for word in plain(name) if not words.known(word)}
    one = len(facts.name.split()) == 1
    return {
        f"known {known.lower()}"
        for known in facts.known
        if facts.kind != "other" and facts.names and (one or own & set(plain(known))) and facts.sector != _PARTY
    }


def _single_body(facts: Facts) -> str | None:
    """The mark of a body that a country has but one of: "Tarvenian army", "the government of Tarvenia"."""
    if facts.kind in ("state", "place", "person"):
        return None
    said = plain(facts.name)
    for cut in range(1, min(len(said), 4)):
        first, rest = said[:cut], said[cut:]
        if rest in _singles() and (nation := _nation(first, facts.name)):
            return _one_of(nation, rest, facts)
    middle = next((i for i in range(1, len(said) - 1) if said[i] == "of" and said[:i] in _singles()), None)
    if middle is not None and (nation := _nation(said[middle + 1 :], facts.name)):
        return _one_of(nation, said[:middle], facts)
    if said in _singles() and facts.countries and facts.kind == "organisation":
        return f"one of {facts.countries[0]}: {_singles()[said]}"
    return None


def _one_of(nation: str, body: tuple[str, ...], facts: Facts) -> str | None:
    listed = len(nation) == 3 and nation.isupper()
    if listed and facts.countries and nation not in facts.countries:
        return None
    return f"one of {nation.upper()}: {_singles()[body]}"


def _nation(said: tuple[str, ...], name: str) -> str:
    """The country that words tell: by a list, or for one word with a capital by its stem."""
    known = gazetteer.country(_written(said)) or gazetteer.nationality(_written(said))
    if known:
        return known
    if len(said) > 1:
        return ""
    capital = any(names.fold(word).startswith(said[0]) and word[0].isupper() for word in name.split())
    told = names.is_demonym(said[0]) or said[0].endswith(names.COUNTRY_ENDS)
    return names.nation(said[0]) if capital and told and not words.known(said[0]) else ""


def _given(word: str) -> bool:
    return gazetteer.given_name(word) is not None


def _lines(name: str) -> list[str]:
    text = (resources.files("onrecord.across") / "languages" / "en" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _ordinary_words() -> frozenset[str]:
    return frozenset(word for line in _lines("ordinary_words.txt") for word in line.split())


@cache
def _places_of_one_name() -> frozenset[str]:
    return frozenset(_lines("places_of_one_name.txt"))


@cache
def _continents() -> frozenset[str]:
    return frozenset(_lines("continents.txt"))


@cache
def _spellings() -> dict[str, str]:
    return {one: other for one, _, other in (line.partition("\t") for line in _lines("spellings.tsv"))}


@cache
def _singles() -> dict[tuple[str, ...], str]:
    """Each form of such a body, with the first form of its line."""
    found: dict[tuple[str, ...], str] = {}
    for line in _lines("one_of_a_country.txt"):
        forms = [form.strip() for form in line.split("|")]
        found |= {tuple(form.split()): forms[0] for form in forms}
    return found
