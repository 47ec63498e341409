"""The parties of moves as actors with country and sector, whatever they are called by; their places on the map."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from onrecord.reading import gazetteer, names, wording, words
from onrecord.reading.entities import Entities
from onrecord.reading.known import spots
from onrecord.reading.known.coding import Coder
from onrecord.reading.marks import EntityKind, MoveMark, PartyMark, PlaceMark
from onrecord.reading.mentions import PRONOUNS, means_speaker

_PRONOUNS = frozenset(PRONOUNS) | words.word_set("relatives") | words.word_set("no-antecedent")


_HEAD = re.compile(r"\s([a-z]+)")


def code(text: str, moves: Sequence[MoveMark], who: Entities, coder: Coder) -> list[MoveMark]:
    """The same moves, each party with an entity that holds what its words tell ("Russian aircraft": Russia's).

    "No troops" are nobody.
    """
    spoken_of = frozenset(filter(None, map(who.country, range(len(who)))))
    fullest: dict[int, str] = {}
    state_of = cache(who.state)  # it looks at everybody that the report names

    def coded(parties: Sequence[PartyMark]) -> tuple[PartyMark, ...]:
        return tuple(one(party) for party in parties if not wording.nobody(text[slice(*party.span)]))

    def one(party: PartyMark) -> PartyMark:
        called = text[slice(*party.span)]
        country, sector = coder.phrase(called)
        nation = _nation(text, party)
        state = None if nation is None else state_of(nation)
        if state is not None:
            return PartyMark(party.span, state)
        number = party.entity
        if number is not None and called.lower() in PRONOUNS:
            opened = 0  # where its sentence begins; each mark is looked for behind the last one found alone
            for mark in (". ", "\n", "! ", "? "):
                opened = max(opened, text.rfind(mark, opened, party.span[0]) + 1)
            named = who.named_before(number, party.span[0], opened)
            if named is not None:
                return PartyMark(named, number)
        if number is None and (called.lower() in _PRONOUNS or means_speaker(called)):
            return party  # whom it means is not known
        if number is None:
            number = who.add_source(party.span, _kind(called))
        if country is None and sector != "IGO":
            fullest[number] = fullest.get(number) or who.name(number)
            country = coder.phrase(fullest[number])[0]
        who.learn(number, country, sector)
        known = coder.whole(called)
        if known is not None:
            who.recognise(number, known)
        return PartyMark(party.span, number)

    def placed(place: PlaceMark | None) -> PlaceMark | None:
        spot = None if place is None else spots.find(place.name, spoken_of)
        if place is None or spot is None:
            return place
        return msgspec.structs.replace(
            place, country=spot.country, latitude=spot.latitude, longitude=spot.longitude, precision=spot.precision
        )

    return [
        msgspec.structs.replace(move, by=coded(move.by), to=coded(move.to), where=placed(move.where)) for move in moves
    ]


def _nation(text: str, party: PartyMark) -> str | None:
    """The nation (see `names.nation`) of which only the adjective is the party ("a Senegalese offer")."""
    low = text[slice(*party.span)].lower()
    head = _HEAD.match(text, party.span[1])
    if head is None or not words.noun_class(head[1]) or not (names.is_demonym(low) or gazetteer.country(low)):
        return None
    return names.nation(low)


def _kind(called: str) -> EntityKind:
    """What a phrase names by its last noun; people in a crowd are a group."""
    last = called.split()[-1].lower().strip(".,’'")
    body = gazetteer.body(last)
    if body is not None:
        return body.kind
    person = gazetteer.is_person_noun(last) and words.singular(last) == last
    return "person" if person else "group" if last.endswith("s") else "other"
