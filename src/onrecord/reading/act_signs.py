"""What the chance of an act is reckoned from, at a place where the model, the rules or both see one."""

from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp, log

from onrecord.document.document import Span
from onrecord.reading import act_words
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import MoveMark
from onrecord.reading.model.acts import Act
from onrecord.reading.model.labels import MOVE_TYPES
from onrecord.reading.move_lexicon import noun_rows, verb_rows
from onrecord.reading.words import FORMS

LIKELIEST = 3
"""How many types the model may name for one trigger."""
UNSEEN = 0.0025
"""The chance of what the model does not see; nothing counts as less likely."""
N_SIGNS = 38
UNKNOWN = 0.5
"""What stands for the chance of a status where the model saw no act."""

Signs = tuple[float, ...]
_NUMBERS = {kind: number for number, kind in enumerate(MOVE_TYPES)}


@dataclass(frozen=True)
class Candidate:
    """A place where the model, the rules or both see an act."""

    trigger: Span
    act: Act | None
    ruled: tuple[MoveMark, ...]
    sentence: Sentence
    quoted: bool
    """Whether it stands in quotation marks."""
    said: bool
    """Whether it stands in what somebody says."""

    def signs(self) -> dict[str, Signs]:
        """By type that is named here, what its chance is reckoned from.

        1; the model's chance of the type and of any act, in log-odds; whether the rules name it, how surely; whether
        they name only others; whether it stands in quotation marks, whether in what somebody says; whether the model
        sees it, and what it says where it tells types and modes apart; how often the words are acts (`act_words`);
        whether the lexicon has the words with this type, or only with others; whether model and rules see who acts,
        towards whom, about what; how sure the status is; which type it is.
        """
        act, words = self.act, tuple(act_words.of(self.sentence, self.trigger))
        listed = frozenset(row for word in words for row in _listed(word))
        chances = act.chances if act is not None else ()
        kinds = act.kind_chances() if act is not None else ()
        anything = odds(sum(chances))
        common = (*self._parties(), *self._sureness())
        likeliest = nlargest(LIKELIEST, range(len(chances)), key=chances.__getitem__)
        out: dict[str, Signs] = {}
        for kind in dict.fromkeys((*(move.type for move in self.ruled), *(MOVE_TYPES[n] for n in likeliest))):
            number = _NUMBERS[kind]
            same = max((move.score for move in self.ruled if move.type == kind), default=0.0)
            out[kind] = (
                *(1.0, odds(chances[number] if chances else 0.0), anything),
                *(float(same > 0), same, float(bool(self.ruled) and not same)),
                *(float(self.quoted), float(self.said)),
                *(odds(kinds[number]) if kinds else 0.0, float(bool(kinds))),
                *_seen_before(words, kind),
                *(float(kind in listed), float(bool(listed) and kind not in listed)),
                *common,
                *(float(kind == one) for one in MOVE_TYPES[1:]),
            )
        return out

    def judged(self, weights: Signs) -> tuple[str, float]:
        """The likeliest type and its chance: a logistic regression on its signs."""
        sums = {kind: sum(w * s for w, s in zip(weights, row, strict=True)) for kind, row in self.signs().items()}
        kind = max(sums, key=sums.__getitem__)
        return kind, 1 / (1 + exp(-sums[kind]))

    def _parties(self) -> Signs:
        seen = [self.act is not None and self.act.has(name) for name in ("by", "to", "about")]
        ruled = (any(move.by for move in self.ruled), any(move.to for move in self.ruled))
        return tuple(map(float, (*seen, *ruled)))

    def _sureness(self) -> Signs:
        if self.act is None:
            return UNKNOWN, UNKNOWN
        chances = self.act.status_chances()
        return max(chances), chances[0]


@lru_cache(FORMS)
def _listed(word: str) -> frozenset[str]:
    """The types that the lexicon has a word with, whatever must stand beside it."""
    place, _, lemma = word.partition(":")
    return frozenset(row.type for row in (verb_rows(lemma) if place == "V" else noun_rows(lemma)))


def _seen_before(words: tuple[str, ...], kind: str) -> Signs:
    """How often the words were part of an act, of this type, and how many places tell so, all near 0 on average."""
    found = act_words.odds(words, kind)
    if found is None:
        return 0.0, 0.0, 0.0, 1.0
    return odds(found.act) + 2.5, odds(found.kind, 0.0005) + 5, log(1 + found.places) - 3, 0.0


def odds(chance: float, least: float = UNSEEN) -> float:
    """A chance in log-odds, kept from the ends by `least`.

    >>> odds(0.5), odds(0.0) == odds(0.001)
    (0.0, True)
    """
    bounded = min(1 - least, max(least, chance))
    return log(bounded / (1 - bounded))
