"""How often a word was an act, and of which type, in the sentences that the model learnt acts from.

Data: languages/en/act_words.tsv, counted in training/moves and training/own by `python -m training.count`. A word is
written with its place: V:meet heads a verb group, N:meeting a noun phrase, M:joint stands before the head of one, O:no
in neither.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from onrecord.document.document import Span
from onrecord.reading.clauses import Sentence
from onrecord.reading.words import rows

HELD_BACK = 3.0
"""How many places without news of a word weigh as much as one seen place of it."""
_EMPTY = frozenset((",", "P", "T", "C", "U", "W"))
_OPEN = frozenset(("N", "V", "A", "Q"))


class Count(msgspec.Struct, frozen=True):
    """At how many places a word stands, and at how many of these it is part of an act of each type."""

    places: int
    acts: dict[str, int]


class Odds(NamedTuple):
    """Shares, smoothed: of places where a word is part of an act, and of one type; and how many places were seen."""

    act: float
    kind: float
    places: int


def of(sentence: Sentence, span: Span) -> Iterator[str]:
    """The words of a sentence in a stretch of text, each with its place.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "Veltia rejected all peace talks."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> list(of(parsed, (7, 31)))
    ['V:reject', 'M:peace', 'N:talk']
    """
    for k in range(sentence.phrase_at(span[0]), len(sentence.phrases)):
        phrase = sentence.phrases[k]
        if sentence.tokens[phrase.start].start >= span[1]:
            return
        if phrase.kind == "NP":
            for n in range(phrase.start, phrase.end):
                token = sentence.tokens[n]
                if token.start < span[1] and span[0] < token.end and token.tag in _OPEN:
                    yield ("N:" if n == phrase.head else "M:") + token.lemma
            continue
        head = sentence.tokens[phrase.head]
        if phrase.kind == "VG":
            if head.start < span[1] and span[0] < head.end:
                yield "V:" + phrase.lemma
        elif phrase.kind not in _EMPTY:
            yield "O:" + head.low


def odds(found: Sequence[str], kind: str) -> Odds | None:
    """The shares of the word that is likeliest to be an act of a type; None where there is no word."""
    known, general = _table(), _general()
    each = []
    for word in found:
        count = known.get(word, _UNSEEN)
        whole = count.places + HELD_BACK
        each.append(
            Odds(
                (sum(count.acts.values()) + HELD_BACK * sum(general.values())) / whole,
                (count.acts.get(kind, 0) + HELD_BACK * general[kind]) / whole,
                count.places,
            )
        )
    return max(each, key=lambda one: one.kind, default=None)


_UNSEEN = Count(0, {})


@cache
def _table() -> dict[str, Count]:
    return {
        word: Count(int(places), {kind: int(n) for kind, _, n in (part.partition(":") for part in acts.split())})
        for word, places, acts in rows("act_words.tsv")
        if word != "*"
    }


@cache
def _general() -> dict[str, float]:
    """By type, at what share of all places a word is part of an act of it: the row of `*`."""
    _, places, acts = next(row for row in rows("act_words.tsv") if row[0] == "*")
    return {kind: int(n) / int(places) for kind, _, n in (part.partition(":") for part in acts.split())}
