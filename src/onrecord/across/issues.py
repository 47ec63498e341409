"""What a negotiation is about: acts that speak of one matter put together."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from onrecord.across import terms
from onrecord.across.act import Act
from onrecord.reading import words as known

Closeness = Literal[0, 1, 2]

ENOUGH = 0.3
"""Cosine of two weighted sets of words from which they are of one matter."""
_LOOKED_AT = 16
"""Acts with a word, the latest, that a further act with it is compared with."""
TELLING = 2.0
"""Rarity (see `terms.rarity`) from which a word tells what an act is about: in less than one report of seven or so."""
_LABEL_WORDS = 9
_LABEL = 70
GAP = "…"
"""Stands between the pieces of what is about one thing."""
_SAYING = 3
"""Words beside the names of those taking part from which the words of a move are enough by themselves."""
_WEIGHTY = frozenset("NDSQA")
"""Tags of words that an object is made of: those of no small word (N), articles, possessives, numbers, adjectives."""
_BEFORE_VERBS = frozenset("XBHZ")
_BOARDS = 1 << 12
"""Acts whose words are kept at hand: those of a few boards, each of which asks for them several times."""
_HANGING = frozenset("DSICUWT")
"""Tags of small words (see `words.function_words`) that nothing ends with: articles, "he", "and", "that", "to"."""


def issues(acts: Sequence[Act], aside: Iterable[str] = ()) -> list[list[Act]]:
    """The acts by matter, each matter in the order of its acts, the one with most acts first.

    Acts of one occurrence are of one matter. Otherwise an act joins the matter of whose acts the best two share most of
    its words, rare words among these acts counting more (weights as inverse document frequencies, likeness as cosine).
    Words `aside` (such as the parties' names) do not count. The order of the acts decides ties.
    """
    left_out = frozenset(aside)
    bags = [matter_words(act) - left_out for act in acts]
    counts = Counter(word for bag in bags for word in bag)
    weight = {word: math.log(1 + len(acts) / count) for word, count in counts.items()}
    size = [math.sqrt(sum(weight[word] for word in bag)) for bag in bags]
    of: list[int] = []
    of_occurrence: dict[int, int] = {}
    with_word: dict[str, list[int]] = {}
    matters: list[list[Act]] = []
    for place, (act, bag) in enumerate(zip(acts, bags, strict=True)):
        number = of_occurrence.get(act.occurrence) if act.occurrence is not None else None
        if number is None:
            shared: dict[int, float] = {}
            for word in sorted(bag):
                for other in with_word.get(word, ())[-_LOOKED_AT:]:
                    shared[other] = shared.get(other, 0.0) + weight[word]
            number = _best({other: both / (size[place] * size[other]) for other, both in shared.items()}, of)
        if number is None:
            number = len(matters)
            matters.append([])
        matters[number].append(act)
        of.append(number)
        for word in bag:
            with_word.setdefault(word, []).append(place)
        if act.occurrence is not None:
            of_occurrence[act.occurrence] = number
    return sorted(matters, key=lambda matter: -len(matter))


def _best(alike: dict[int, float], of: Sequence[int]) -> int | None:
    """The matter with the best two likenesses on average; None where no matter's are enough."""
    found: dict[int, list[float]] = {}
    for place in sorted(alike):
        found.setdefault(of[place], []).append(alike[place])
    means = {number: sum(sorted(some)[-2:]) / min(len(some), 2) for number, some in found.items()}
    number = max(means, key=lambda n: (means[n], -n), default=None)
    return number if number is not None and means[number] >= ENOUGH else None


@lru_cache(maxsize=_BOARDS)
def matter_words(act: Act) -> frozenset[str]:
    """The words that tell what an act is about: of its object and conditions, or where those tell nothing of `worded`.

    Folded, without inflection; what reports say anyway ("give", "demand"), numbers, and names of those taking part fall
    away.
    """
    named = {word for taker in act.takers() for word in _telling(taker.name)}
    return frozenset(_telling(" ".join((act.about, *act.conditions))) - named or _telling(worded(act)) - named)


def closeness(act: Act, other: Act, bags: Mapping[tuple[int, str], frozenset[str]]) -> Closeness:
    """How close what two acts are about is: they may stand in one matter through a third that is like either.

    0: no word of it in common; 1: one; 2: two or more, or all that one of them has to say. `bags` holds the words of
    each (`matter_words`) by its entry.
    """
    if act.occurrence is not None and act.occurrence == other.occurrence:
        return 2
    mine, theirs = bags[act.entry], bags[other.entry]
    shared = len(mine & theirs)
    if shared > 1 or shared == min(len(mine), len(theirs)) > 0:
        return 2
    return 1 if shared else 0


def in_part(act: Act, other: Act, bags: Mapping[tuple[int, str], frozenset[str]]) -> bool:
    """Whether the other speaks of some only of the things that an act is about ("the pilots … the dismissal")."""
    pieces = [_telling(piece) & bags[act.entry] for piece in act.about.split(GAP)]
    return any(piece and not piece & bags[other.entry] for piece in pieces)


@lru_cache(maxsize=_BOARDS)
def worded(act: Act) -> str:
    """What an act is about, in words of the report that say something: its object, else the words it was read from,
    else the sentence they stand in.

    An object of one word ("back"), or words that hold little beside the verb ("we will sign"), leave the reader
    guessing.
    """
    if has_object(act):
        return tidy(act.about)
    named = {word for taker in act.takers() for word in _content(taker.name)}
    said = tidy(act.words)
    return said if len(_content(said) - named) >= _SAYING else " ".join(act.passage.split())


@lru_cache(maxsize=_BOARDS)
def has_object(act: Act) -> bool:
    """Whether the object of an act, as read, tells by itself what it is about: "hand over" does not."""
    tags = [known.function_words().get(word.lower(), "N") for word in tidy(act.about).split() if word != GAP]
    return sum(tag in _WEIGHTY for tag in tags) > 1 and tags[0] not in _BEFORE_VERBS


def tidy(text: str) -> str:
    """The words without what a cut has left hanging: pieces of nothing but small words, and small words at the end.

    >>> tidy("his … no soldier would cross the bridge"), tidy("pardon of the very men he")
    ('no soldier would cross the bridge', 'pardon of the very men')
    """
    pieces = (_unhung(piece.split()) for piece in text.split(GAP))
    return f" {GAP} ".join(" ".join(piece) for piece in pieces if _content(" ".join(piece)))


def _unhung(some: list[str]) -> list[str]:
    tags = known.function_words()
    while some and tags.get(some[-1].lower(), "") in _HANGING:
        some = some[:-1]
    return some


@lru_cache(maxsize=1 << 14)
def _content(text: str) -> frozenset[str]:
    return frozenset(word for _, word in terms.words(text) if not word.isdigit())


def label(acts: Sequence[Act], aside: Iterable[str] = ()) -> str:
    """A heading for a matter: the object, as worded, that holds most of what its acts have in common.

    An object goes before a mere passage, and a shorter wording before a longer one that says as much.
    """
    common = Counter(word for act in acts for word in matter_words(act))
    left_out = frozenset(aside)
    order = {act.entry: place for place, act in enumerate(acts)}
    best = max(
        acts,
        key=lambda act: (has_object(act), _said(act, common, left_out), -len(worded(act)), -order[act.entry]),
    )
    return _cut(worded(best))


def _said(act: Act, common: Counter[str], left_out: frozenset[str]) -> float:
    bag = matter_words(act) - left_out
    return sum(common[word] - 1 for word in bag) / math.sqrt(1 + len(worded(act).split()))


def _cut(text: str) -> str:
    some = text.split()
    short = " ".join(some[:_LABEL_WORDS])
    return short if len(some) <= _LABEL_WORDS and len(short) <= _LABEL else f"{short[:_LABEL].rstrip(' ,;:')} …"


@lru_cache(maxsize=1 << 14)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for _, word in terms.words(text) if not word.isdigit() and terms.rarity(word) >= TELLING)
