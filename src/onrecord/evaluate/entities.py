"""Actors and recipients of events compared by their words, and the directed pairs they form."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from onrecord.evaluate.gold import GoldEntity, GoldEvent
from onrecord.evaluate.words import ENTITY_SKIP
from onrecord.record.parts import Actor, Move, Party, Record

ENOUGH = 0.5
LONGEST_HOLDER = 8
"""Most words of a mention that may agree with another just by containing it."""

OWN_CODES = frozenset({"IGO", "NGO"})
"""Sectors that stand where a country code would: international bodies have no country."""

_INITIAL = re.compile(r"\b([a-z])\.(?=[a-z]\b|\s|$)")
_POSSESSIVE = re.compile(r"'s\b|'(?=\s|$)")
_WORD = re.compile(r"\w+")


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its parts in one shape, whether labelled or read."""

    type: str
    actors: tuple[GoldEntity, ...]
    recipients: tuple[GoldEntity, ...]
    reciprocal: bool
    status: str | None


class Dyad(msgspec.Struct, frozen=True, order=True):
    """Who, did what, to whom; an empty slot is an empty string. `mutual` ones have no direction."""

    actor: str
    type: str
    recipient: str
    mutual: bool


def from_gold(event: GoldEvent) -> Event:
    """A labelled event."""
    return Event(
        type=event.type,
        actors=tuple(map(_entity, event.actors or ())),
        recipients=tuple(map(_entity, event.recipients or ())),
        reciprocal=bool(event.reciprocal),
        status=event.status,
    )


def from_record(record: Record) -> list[Event]:
    """The moves of a record as events: the words as written, with the codes of the actors they mean."""
    actors = {a.id: a for a in record.actors}
    text = record.report.text
    return [_event(move, actors, text) for move in record.moves]


def words(mention: str) -> list[str]:
    """The words of a mention that count: no case, punctuation, possessive, article or title.

    >>> words("the U.S. Senate's"), words("Mr. Venn")
    (['us', 'senate'], ['venn'])
    """
    plain = _INITIAL.sub(r"\1", mention.lower().replace("’", "'"))
    return [w for w in _WORD.findall(_POSSESSIVE.sub(" ", plain)) if w not in ENTITY_SKIP]


def overlap(a: str, b: str) -> float:
    """How alike two mentions are by their words: their F1 if at least 0.5, else 0.5 if one holds the other, else 0.

    >>> overlap("the Belmarian army", "Belmarian army"), overlap("the army", "senior officers of the army")
    (1.0, 0.5)
    """
    one, other = words(a), words(b)
    if not one or not other:
        return 0.0
    shared = 2 * sum((Counter(one) & Counter(other)).values()) / (len(one) + len(other))
    if shared >= ENOUGH:
        return shared
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return ENOUGH if len(long) <= LONGEST_HOLDER and not Counter(short) - Counter(long) else 0.0


def same(a: str, b: str) -> float:
    """1 when two mentions have the same words that count, else 0."""
    return float(bool(words(a)) and words(a) == words(b))


def distinct(entities: Iterable[GoldEntity]) -> list[GoldEntity]:
    """The first of those that have the same words (without words: the same code)."""
    first: dict[tuple[str | None, ...], GoldEntity] = {}
    for entity in entities:
        first.setdefault(tuple(words(entity.text or "")) or (entity.code,), entity)
    return list(first.values())


def dyads(events: Iterable[Event], key: Callable[[GoldEntity], str | None]) -> list[Dyad]:
    """All directed pairs of some events, lists expanded, in order and each once."""
    return sorted({dyad for event in events for dyad in _dyads(event, key)})


def dyad_likeness(slot: Callable[[str, str], float], either_way: bool = False) -> Callable[[Dyad, Dyad], float]:
    """How alike two dyads of one type are: the less alike of their two slots, both empty or both filled."""

    def both(a: str, b: str) -> float:
        return slot(a, b) if a and b else float(a == b)

    def likeness(gold: Dyad, predicted: Dyad) -> float:
        if gold.type != predicted.type:
            return 0.0
        straight = min(both(gold.actor, predicted.actor), both(gold.recipient, predicted.recipient))
        if not (either_way or gold.mutual):
            return straight
        return max(straight, min(both(gold.actor, predicted.recipient), both(gold.recipient, predicted.actor)))

    return likeness


def _dyads(event: Event, key: Callable[[GoldEntity], str | None]) -> list[Dyad]:
    actors, recipients = _keys(event.actors, key), _keys(event.recipients, key)
    mutual = event.reciprocal or (event.type == "CONSULT" and not recipients)
    if mutual and not recipients:
        if len(actors) < 2:
            return [Dyad(a, event.type, "", True) for a in actors]
        return [Dyad(a, event.type, b, True) for i, a in enumerate(actors) for b in actors[i + 1 :]]
    if not actors and not recipients:
        return []
    return [Dyad(a, event.type, b, mutual) for a in actors or [""] for b in recipients or [""]]


def _keys(entities: Sequence[GoldEntity], key: Callable[[GoldEntity], str | None]) -> list[str]:
    return [k for k in map(key, entities) if k]


def _entity(entity: GoldEntity | str) -> GoldEntity:
    return GoldEntity(text=entity) if isinstance(entity, str) else entity


def _event(move: Move, actors: dict[str, Actor], text: str) -> Event:
    return Event(
        type=move.type,
        actors=tuple(_party(p, actors, text) for p in move.by),
        recipients=tuple(_party(p, actors, text) for p in move.to),
        reciprocal=move.reciprocal,
        status=move.status,
    )


def _party(party: Party, actors: dict[str, Actor], text: str) -> GoldEntity:
    actor = actors.get(party.actor) if party.actor else None
    words_written = text[slice(*party.span)]
    if actor is None:
        return GoldEntity(text=words_written)
    code = actor.country or (actor.sector if actor.sector in OWN_CODES else None)
    return GoldEntity(text=words_written, code=code, sector=actor.sector)
