"""The actors of some reports sorted among the identities there are: what `identities` decides, one after another."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from onrecord.across.actor_facts import Facts
from onrecord.across.identities import Choice, Hand, Identity, choose, keys, surnames_that_join
from onrecord.document.document import Span


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One actor of one report: the report's number and id, the actor's id in it, its first mention, what is told."""

    report: int
    report_id: str
    actor: str
    first: Span
    facts: Facts


class Bound(msgspec.Struct, frozen=True):
    """What a person decided of an actor: the number of its identity, which is as said here from then on."""

    number: int
    id: str
    by_hand: Hand
    after: int


def key_numbers(facts: Facts) -> tuple[int, ...]:
    """The keys of an actor as 64-bit numbers, the same in every process."""
    digests = (hashlib.blake2b(text.encode(), digest_size=8).digest() for text in keys(facts))
    return tuple(int.from_bytes(digest, "big", signed=True) for digest in digests)


class Gathering:
    """Identities by number and by key, growing as actors are sorted in.

    `free` gives numbers for new ones. `stories` tells the happenings of a report by its number, `near` the identities
    in other reports on a happening, `bound` what people decided of actors, by report and actor.
    """

    def __init__(
        self,
        there: Iterable[Identity],
        *,
        free: Iterator[int],
        stories: Mapping[int, Sequence[int]],
        near: Mapping[int, Iterable[int]],
        bound: Mapping[tuple[int, str], Bound],
    ) -> None:
        self.identities = {one.number: one for one in there}
        self._free = free
        self._stories = stories
        self._near = {story: set(numbers) for story, numbers in near.items()}
        self._bound = bound
        self._by_key: dict[int, set[int]] = {}
        self._ids = {one.id for one in self.identities.values()}
        self.changed: set[int] = set()
        """Numbers of identities that are new or told more of."""
        self.became: dict[int, int] = {}
        """Into which identity one that is no more went."""
        self.placed: list[tuple[Card, int]] = []
        for one in self.identities.values():
            self._index(one)

    def add(self, cards: Iterable[Card]) -> None:
        """Sort in the actors of reports, in the order of the reports; in each, surnames alone come last."""
        for report in _by_report(cards):
            here: set[int] = set()
            for card in sorted(report, key=lambda card: short_named(card.facts)):
                number = self._place(card, here)
                here.add(number)
                for story in self._stories.get(card.report, ()):
                    self._near.setdefault(story, set()).add(number)

    def where(self) -> Iterator[tuple[Card, int]]:
        """Every actor sorted in, with its identity as it is now."""
        return ((card, self.now(number)) for card, number in self.placed)

    def _place(self, card: Card, here: set[int]) -> int:
        bound = self._bound.get((card.report, card.actor))
        if bound is not None:
            number = self._bind(card, bound)
        else:
            among = [one for one in self._among(card.facts) if one.after < card.report]
            near = {n for story in self._stories.get(card.report, ()) for n in self._near.get(story, ())}
            choice = choose(card.facts, among, {self.now(n) for n in near}, {self.now(n) for n in here})
            number = self._new(card) if choice.identity is None else self._join(card, choice)
        number = self._take_surnames(number, here)
        self.placed.append((card, number))
        return number

    def _among(self, facts: Facts) -> list[Identity]:
        found = {number for key in key_numbers(facts) for number in self._by_key.get(key, ())}
        return [self.identities[number] for number in sorted(found)]

    def _new(self, card: Card) -> int:
        number = next(self._free)
        self._keep(Identity(number=number, id=self._id(card), facts=card.facts))
        return number

    def _id(self, card: Card) -> str:
        found, n = identity_id(card.report_id, card.first), 0
        while found in self._ids:
            n += 1
            found = identity_id(card.report_id, card.first, n)
        return found

    def _join(self, card: Card, choice: Choice) -> int:
        numbers = sorted((choice.identity, *choice.same)) if choice.identity is not None else []
        for other in numbers[1:]:
            self._merge(numbers[0], other)
        self._tell(numbers[0], card.facts)
        return numbers[0]

    def _bind(self, card: Card, bound: Bound) -> int:
        number = self.now(bound.number)
        known = self.identities.get(number)
        if known is None:
            self._keep(Identity(number=number, id=bound.id, facts=card.facts, by_hand=bound.by_hand, after=bound.after))
        else:
            facts = known.facts.with_all(card.facts)
            self._keep(msgspec.structs.replace(known, facts=facts, by_hand=bound.by_hand, after=bound.after))
        return number

    def _take_surnames(self, number: int, here: set[int]) -> int:
        one = self.identities[number]
        if one.facts.kind != "person" or short_named(one.facts) or number not in self.changed:
            return number
        for other in surnames_that_join(one, self._among(one.facts)):
            if other not in here:
                kept, gone = sorted((number, other))
                self._merge(kept, gone)
                number = kept
        return number

    def _tell(self, number: int, facts: Facts) -> None:
        one = self.identities[number]
        more = one.facts.with_all(facts)
        if more != one.facts:
            self._keep(msgspec.structs.replace(one, facts=more))

    def _merge(self, kept: int, gone: int) -> None:
        """The younger becomes part of the older, whose id stays; a full name goes before a surname."""
        one, other = self.identities[kept], self.identities.pop(gone)
        self.became[gone] = kept
        self.changed.discard(gone)
        by_hand = one.by_hand or other.by_hand
        self._keep(msgspec.structs.replace(one, facts=one.facts.with_all(other.facts), by_hand=by_hand))
        for numbers in (*self._by_key.values(), *self._near.values()):
            numbers.discard(gone)

    def _keep(self, one: Identity) -> None:
        self.identities[one.number] = one
        self._ids.add(one.id)
        self.changed.add(one.number)
        self._index(one)

    def _index(self, one: Identity) -> None:
        for key in key_numbers(one.facts):
            self._by_key.setdefault(key, set()).add(one.number)

    def now(self, number: int) -> int:
        """The number of the identity that one is now, or is part of."""
        while number in self.became:
            number = self.became[number]
        return number


def identity_id(report_id: str, first: Span, nth: int = 0) -> str:
    """The lasting id of an identity, made from where its first actor is first mentioned; `nth` where it is taken.

    An actor's id in its report is not in it: another reading may number the actors otherwise.
    """
    text = "\x1f".join((report_id, *map(str, first), *([str(nth)] if nth else [])))
    return "i" + hashlib.sha256(text.encode()).hexdigest()[:12]


def short_named(facts: Facts) -> bool:
    """Whether somebody is called by single words alone; they are sorted in last of a report's actors."""
    return all(len(name.split()) < 2 for name in facts.names)


def _by_report(cards: Iterable[Card]) -> Iterator[list[Card]]:
    reports: dict[int, list[Card]] = {}
    for card in cards:
        reports.setdefault(card.report, []).append(card)
    return iter([reports[number] for number in sorted(reports)])
