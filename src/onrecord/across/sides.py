"""Who speaks and acts for a party to a negotiation: from names, roles and ties that the reports state."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from onrecord.reading.words import word_set
from onrecord.record.vocabulary import TieKind

FOR = frozenset[TieKind](("leads", "member", "represents"))
"""Ties by which somebody belongs to whom the tie points to."""
_BEARING = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
"""Sectors whose people act for their state."""
_STEM = 4
_FURTHER = 2
"""Words that the name of a body may have beyond those asked for ("Tarvenia": "Tarvenian army command")."""
_SHORT = 3
_APART = word_set("set-apart-roles")
_OFTEN = 3
"""A tie holds for somebody whom so many times as many reports tell of: one report alone may be misread."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An identity that may belong to a party: its name, also as folded words, its roles as folded words, its codes."""

    identity: int
    name: str
    name_words: tuple[str, ...]
    role_words: tuple[str, ...] = ()
    kind: str = "other"
    country: str | None = None
    sector: str | None = None
    reports: int = 1

    @property
    def described(self) -> bool:
        """Whether it is a person whom no report names ("the Tarvenian envoy")."""
        return self.kind == "person" and any(word[0].islower() for word in self.name.split() if len(word) > _SHORT)


class Bond(NamedTuple):
    """A tie between identities, with the number of reports that state it."""

    one: int
    kind: TieKind
    other: int
    reports: int


class Asked(msgspec.Struct, frozen=True):
    """A party as asked for: what to call it, and the names that it goes by, as folded words."""

    label: str
    names: tuple[tuple[str, ...], ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A party: what it is called, the identities that bear its names, and those that act for them."""

    name: str
    core: frozenset[int]
    people: frozenset[int]

    def __contains__(self, identity: object) -> bool:
        return identity in self.core or identity in self.people


def sides(parties: Sequence[Asked], persons: Iterable[Person], bonds: Iterable[Bond]) -> tuple[Side, ...]:
    """The parties with the identities that are them and that act for them.

    Whoever's own name holds all the words of one of its names is the party itself. For it act those whose role, or the
    description they go by, names it ("spokesman of the Front"; also by an adjective, "the Tarvenian foreign minister"),
    those tied to it (`leads`, `member`, `represents`), and the officials of its country where the party is a state or
    a government. Who would belong to several belongs to the one named first in the role, and to none where that does
    not decide; whose own name holds the names of several, to the one of more words ("Front", "Velloun River Front").

    >>> front = Person(identity=1, name="Velloun Front", name_words=("velloun", "front"), kind="group")
    >>> speaker = Person(identity=2, name="N. Carvesh", name_words=("carvesh",), role_words=("front", "spokeswoman"))
    >>> [sorted(side.people) for side in sides([Asked("Front", (("front",),))], [front, speaker], [])]
    [[2]]
    """
    everybody = list(persons)
    known = {person.identity: person for person in everybody}
    cores: list[set[int]] = [set() for _ in parties]
    for person in everybody:
        words = [max((len(name) for name in party.names if _is(name, person)), default=0) for party in parties]
        if any(words):
            cores[words.index(max(words))].add(person.identity)
    taken = set().union(*cores)
    states = [_country(core, everybody) for core in cores]
    tied: dict[int, set[int]] = {}
    for one, kind, other, reports in bonds:
        if kind in FOR and one in known and reports * _OFTEN >= known[one].reports:
            tied.setdefault(one, set()).add(other)
    people: list[set[int]] = [set() for _ in parties]
    for person in everybody:
        leaders = tied.get(person.identity, set())
        places = [
            _place(person, party, leaders & core, state)
            for party, core, state in zip(parties, cores, states, strict=True)
        ]
        nearest = min((place for place in places if place is not None), default=None)
        if nearest is not None and places.count(nearest) == 1 and person.identity not in taken:
            people[places.index(nearest)].add(person.identity)
    return tuple(
        Side(name=party.label, core=frozenset(core), people=frozenset(some))
        for party, core, some in zip(parties, cores, people, strict=True)
    )


def acting(role: Sequence[str]) -> Sequence[str]:
    """The words of a role that may tell for whom somebody acts: none of one that sets two apart.

    >>> acting(["spokesman", "of", "keth"]), acting(["old", "friend", "of", "keth"])
    (['spokesman', 'of', 'keth'], ())
    """
    return () if _APART & {*role} else role


def _is(words: tuple[str, ...], person: Person) -> bool:
    """Whether somebody bears a name himself: a person by the words of it, a body by little more than these."""
    if not words or person.described or not all(any(_alike(w, said) for said in person.name_words) for w in words):
        return False
    return person.kind == "person" or not (_belongs(words, person) or len(person.name_words) > len(words) + _FURTHER)


def _belongs(words: tuple[str, ...], person: Person) -> bool:
    """Whether a body's name says whose it is ("Ondal's office", "fighters of the Front"); a government is its state."""
    if person.kind == "state" or person.sector in _BEARING:
        return False
    before = ""
    for word in person.name.split():
        owner = word.removesuffix("'s").removesuffix("’s")
        if (owner != word or before == "of") and owner.lower() in words:
            return True
        before = before if word.lower() in word_set("articles") else word.lower()
    return False


def _place(person: Person, party: Asked, tied: set[int], state: str | None) -> int | None:
    """How far from the start of a person's roles the party is named; 0 for a tie, None for no link at all."""
    if tied:
        return 0
    said = person.role_words + (person.name_words if person.kind in ("person", "group") else ())
    if any(_belongs(words, person) for words in party.names):
        said = person.role_words + person.name_words
    for words in party.names:
        where = [next((i for i, one in enumerate(said) if _alike(word, one)), None) for word in words]
        found = [place for place in where if place is not None]
        if words and len(found) == len(words):
            return 1 + min(found)
    if state is not None and person.country == state and person.sector in _BEARING:
        return 1 + len(said)
    return None


def _alike(word: str, said: str) -> bool:
    """The same word, or the adjective of a country ("Tarvenia", "Tarvenian"; "Lusonda", "Lusondan").

    >>> _alike("tarvenia", "tarvenian"), _alike("keth", "kethmark"), _alike("front", "frontal")
    (True, False, False)
    """
    if word == said:
        return True
    short, long = sorted((word, said), key=len)
    return len(short) > _STEM and long in (f"{short}n", f"{short}an", f"{short[:-1]}an", f"{short}ian", f"{short}ese")


def _country(core: set[int], persons: Iterable[Person]) -> str | None:
    """The country that a party stands for, where all that bear its name are one state or its government."""
    found = {p.country for p in persons if p.identity in core and (p.kind == "state" or p.sector in _BEARING)}
    return found.pop() if len(found) == 1 else None
