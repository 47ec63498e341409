"""Whether two roles worded differently may be one office: "Lusondan president", "the president of Lusonda"."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from onrecord.reading import gazetteer, names, words

_POSSESSIVES = ("'s", "’s")


class Office(msgspec.Struct, frozen=True):
    """The noun of a role, and the words that tell which: its field, its country, its body."""

    head: str
    which: frozenset[str]
    supreme: bool
    """Whether a country has but one at a time."""


@lru_cache(maxsize=65536)
def office(role: str) -> Office | None:
    """A role taken apart; None where no noun for a role is in it.

    >>> office("president of Lusonda") == office("the Lusondan president")
    True
    >>> office("the League of Arden's envoy").head
    'envoy'
    """
    parts = role.replace(",", " ").split()
    said = [word for part in parts if (word := _folded(part))]
    if not said:
        return None
    # What comes before a possessive is whose office it is, whatever nouns it holds ("the League of Arden's envoy").
    last = max((n for n, part in enumerate(parts[:-1], 1) if part.endswith(_POSSESSIVES)), default=0)
    head = names.head(tuple(map(_folded, parts[last:])))
    title = gazetteer.title(head)
    if title is None:
        return None
    rest = {word for word in said if word != head and word not in names.SMALL}
    rest -= words.word_set("in-office") | words.word_set("articles")
    which = frozenset(names.nation(word) if _nation(word) else word for word in rest)
    return Office(head, which, title.family == "head")


def _folded(word: str) -> str:
    for ending in _POSSESSIVES:
        word = word.removesuffix(ending)
    return names.fold(word)


def _nation(word: str) -> bool:
    return names.is_demonym(word) or gazetteer.country(word) is not None or not words.known(word)


def offices(roles: Iterable[str]) -> list[Office]:
    """The offices among some roles."""
    return [found for role in roles if (found := office(role)) is not None]


def shared(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a role of each has the same noun."""
    return not {o.head for o in offices(one)}.isdisjoint(o.head for o in offices(other))


def same_office(one: Iterable[str], other: Iterable[str], *, country: bool) -> bool:
    """Whether the two hold one office, as far as the words tell; `country`: whether both are told to be of one country.

    >>> same_office(["defence minister"], ["Defence Minister of Keth"], country=False)
    True
    >>> same_office(["defence minister"], ["foreign minister"], country=True)
    False
    >>> same_office(["colonel"], ["Colonel"], country=False)
    False
    """
    pairs = [(a, b) for a in offices(one) for b in offices(other) if a.head == b.head]
    if any(a.which and b.which and a.which.isdisjoint(b.which) for a, b in pairs):
        return False
    return any(a.supreme or not a.which.isdisjoint(b.which) or country for a, b in pairs)
