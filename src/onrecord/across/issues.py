"""What a negotiation is about: acts that speak of one matter put together."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.across import terms
from onrecord.across.act import Act

ENOUGH = 0.3
"""Cosine of two weighted sets of words from which they are of one matter."""
_LOOKED_AT = 16
"""Acts with a word, the latest, that a further act with it is compared with."""
TELLING = 2.0
"""Rarity (see `terms.rarity`) from which a word tells what an act is about: in less than one report of seven or so."""
_LABEL_WORDS = 9
_LABEL = 70


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


def matter_words(act: Act) -> frozenset[str]:
    """The words that tell what an act is about: of its object and conditions, or where there is none of its passage.

    Folded, without inflection; what reports say anyway ("give", "demand"), numbers, and names of those taking part fall
    away.
    """
    text = " ".join((act.about, *act.conditions)).strip() or act.words
    named = {word for taker in act.takers() for word in _telling(taker.name)}
    return frozenset(_telling(text) - named)


def label(acts: Sequence[Act], aside: Iterable[str] = ()) -> str:
    """A heading for a matter: the object, as worded, that holds most of what its acts have in common.

    An object goes before a mere passage, and a shorter wording before a longer one that says as much.
    """
    common = Counter(word for act in acts for word in matter_words(act))
    left_out = frozenset(aside)
    order = {act.entry: place for place, act in enumerate(acts)}
    best = max(
        acts,
        key=lambda act: (bool(act.about), _said(act, common, left_out), -len(_worded(act)), -order[act.entry]),
    )
    return _cut(_worded(best))


def _said(act: Act, common: Counter[str], left_out: frozenset[str]) -> float:
    bag = matter_words(act) - left_out
    return sum(common[word] - 1 for word in bag) / math.sqrt(1 + len(_worded(act).split()))


def _worded(act: Act) -> str:
    return " ".join((act.about or act.words).split())


def _cut(text: str) -> str:
    some = text.split()
    short = " ".join(some[:_LABEL_WORDS])
    return short if len(some) <= _LABEL_WORDS and len(short) <= _LABEL else f"{short[:_LABEL].rstrip(' ,;:')} …"


@lru_cache(maxsize=1 << 14)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for _, word in terms.words(text) if not word.isdigit() and terms.rarity(word) >= TELLING)
