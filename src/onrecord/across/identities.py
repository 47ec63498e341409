"""Which actors of different reports are one: decided for each new actor among those it might be."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from onrecord.across.actor_facts import Facts
from onrecord.across.body_names import marks, plain
from onrecord.across.person_names import likeness, surname_likeness
from onrecord.across.role_words import offices, same_office, shared
from onrecord.reading.known.keys import SHORT, key
from onrecord.reading.names import SMALL, bare, fold, folded

Hand = Literal["merge", "split"]


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One actor across reports: the store's number (they go up in order of arrival), its lasting id, what is told.

    `by_hand` is what a person made of it. Of one put together names that contradict each other count no more. To one
    taken out of another the machine adds actors of reports beyond number `after` alone, that is of later ones.
    """

    number: int
    id: str
    facts: Facts
    by_hand: Hand | None = None
    after: int = 0


class Choice(msgspec.Struct, frozen=True):
    """Whom an actor is: an identity's number (None: someone new), and those who are seen to be the same by it."""

    identity: int | None
    same: tuple[int, ...] = ()


NOBODY = Choice(None)


def keys(facts: Facts) -> tuple[str, ...]:
    """Under which keys an actor is kept and looked for; two that might be one share at least one.

    >>> keys(Facts(name="two dockers", kind="group"))
    ()
    """
    told = marks(facts)
    found = [*sorted(told.sure), *sorted(told.near)]
    if facts.kind == "person":
        for name in facts.names:
            said = folded(name.split())
            if len(said) > 1:
                found += _full_keys(said)
                found += [f"{_bones(said[-1])}, {office.head}" for office in offices(facts.roles)]
            elif said:
                found += [f"{_bones(said[0])}, {office.head}" for office in offices(facts.roles)]
    return tuple(dict.fromkeys(found))


def _full_keys(said: tuple[str, ...]) -> list[str]:
    given = [word for word in said[:-1] if word not in SMALL]
    letters = dict.fromkeys(letter for word in given for letter in (key(word)[:1], word[:1]))
    return [f"{_bones(said[-1])} {letter}" for letter in letters]


def _bones(surname: str) -> str:
    bones = key(surname)
    return bones if len(bones) >= SHORT else bare(surname)


def choose(facts: Facts, among: Sequence[Identity], near: Iterable[int], here: Iterable[int]) -> Choice:
    """Whom an actor is, among identities that share a key with it, given in order of arrival.

    `near` are the numbers of those in reports on the same happening, `here` of those already found in this report.
    Where several fit alike it is someone new.
    """
    near, here = frozenset(near), frozenset(here)
    fits = [one for one in among if _fits(facts, one, near=one.number in near, here=one.number in here)]
    if not fits:
        return NOBODY
    if _surname_only(facts):
        full = [one for one in fits if not _surname_only(one.facts)] or fits
        return Choice(full[0].number) if len(full) == 1 else NOBODY
    ranked = sorted(fits, key=lambda one: _agreement(facts, one, near=one.number in near), reverse=True)
    best = ranked[0]
    top = _agreement(facts, best, near=best.number in near)
    equal = [one for one in ranked if _agreement(facts, one, near=one.number in near) == top]
    same = _same(facts, best, fits)
    if any(one is not best and one not in same for one in equal):
        return NOBODY
    return Choice(best.number, tuple(one.number for one in same))


def _same(facts: Facts, best: Identity, fits: Sequence[Identity]) -> list[Identity]:
    """Those that an actor shows to be one with the best; none where those it fits contradict each other."""
    if any(one.facts.clashes(other.facts) for one in fits for other in fits):
        return []
    same: list[Identity] = []
    for one in fits:
        if one.number != best.number and _are_one(facts, best, one):
            same.append(one)
            best = msgspec.structs.replace(best, facts=best.facts.with_all(one.facts))
    return same


def surnames_that_join(who: Identity, among: Sequence[Identity]) -> tuple[int, ...]:
    """Those named by surname and office alone ("President Morvick") who can be nobody else than `who`."""
    if who.facts.kind != "person" or _surname_only(who.facts):
        return ()
    full = [one for one in among if one.number != who.number and not _surname_only(one.facts)]
    found: list[int] = []
    for one in among:
        short = one.number != who.number and _surname_only(one.facts) and not one.by_hand
        if not short or not _surname_fits(one.facts, who, near=False):
            continue
        if not any(_surname_fits(one.facts, other, near=False) for other in full):
            found.append(one.number)
            who = msgspec.structs.replace(who, facts=who.facts.with_all(one.facts))
    return tuple(found)


def _fits(facts: Facts, one: Identity, *, near: bool, here: bool) -> bool:
    if facts.clashes(one.facts):
        return False
    if facts.person and one.facts.person:
        if _surname_only(facts) or _surname_only(one.facts):
            return _surname_only(facts) and not here and _surname_fits(facts, one, near=near)
        return _person_fits(facts, one, near=near and not here)
    return _body_fits(facts, one.facts, near=near)


def _surname_only(facts: Facts) -> bool:
    return facts.kind == "person" and all(len(folded(name.split())) < 2 for name in facts.names)


def _full(facts: Facts) -> list[str]:
    return [name for name in facts.names if len(folded(name.split())) > 1]


def _person_fits(facts: Facts, one: Identity, *, near: bool) -> bool:
    """Full names alike: those nearly so only where a role, a country, someone known or the happening agrees."""
    alike = [likeness(a, b) for a in _full(facts) for b in _full(one.facts)]
    if not alike or (min(alike) == 0 and not (one.by_hand == "merge" and max(alike))):
        return False
    if max(alike) == 2:
        return True
    agrees = shared(facts.roles, one.facts.roles) or _common(facts.countries, one.facts.countries)
    return near or agrees or _common(facts.known, one.facts.known)


def _surname_fits(facts: Facts, one: Identity, *, near: bool) -> bool:
    """A surname joins only with an office that agrees."""
    if facts.clashes(one.facts) or not facts.names or not one.facts.names:
        return False
    own = fold(facts.names[0])
    if max(surname_likeness(own, folded(name.split())[-1]) for name in one.facts.names) == 0:
        return False
    country = near or _common(facts.countries, one.facts.countries)
    return same_office(facts.roles, one.facts.roles, country=country)


def _body_fits(facts: Facts, other: Facts, *, near: bool) -> bool:
    """A name of one is the usual name of the other: short forms of two long names that differ join nothing."""
    mine, theirs = marks(facts), marks(other)
    common = mine.sure & theirs.sure
    if near:
        common = (mine.sure | mine.near) & (theirs.sure | theirs.near)
    if not common:
        return False
    if any(mark.startswith(("state ", "known ", "listed ", "one of ")) for mark in common):
        return True
    named = {" ".join(plain(facts.name)), " ".join(plain(other.name))}
    return any(mark.removeprefix("body ").removeprefix("land ") in named for mark in common)


def _agreement(facts: Facts, one: Identity, *, near: bool) -> tuple[int, ...]:
    other = one.facts
    return (
        _common(facts.known, other.known),
        near,
        _common(facts.countries, other.countries) or not (facts.countries or other.countries),
        shared(facts.roles, other.roles),
        facts.name in other.names,
        one.by_hand != "split",
    )


def _are_one(facts: Facts, one: Identity, other: Identity) -> bool:
    """Whether an actor that fits two identities shows them to be one: it bears the names of both."""
    if one.by_hand or other.by_hand or one.facts.clashes(other.facts) or facts.kind == "other":
        return False
    if facts.person:
        pairs = [likeness(a, b) for a in _full(one.facts) for b in _full(other.facts)]
        surely = all(max(likeness(a, b) for a in _full(facts) for b in _full(who.facts)) == 2 for who in (one, other))
        return bool(pairs) and min(pairs) > 0 and surely
    mine = marks(facts).sure
    return all(mine & marks(who.facts).sure for who in (one, other))


def _common(one: Sequence[str], other: Sequence[str]) -> bool:
    return not set(one).isdisjoint(other)
