"""What a report is about, as weighted terms: the words that stand out in it against what reports say anyway.

A term is a word without case, accents and inflection, from the title, headlines and body, or the full name of an actor.
Its weight grows with how often it stands there, a word near the beginning twice, and with how rare it is in a
background of reports of our own, which hold no actor's name. The weights of one report depend on nothing but that
report: it weighs the same whatever else is kept with it.
"""

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from onrecord.across.base import base, folded
from onrecord.document.document import READ_KINDS
from onrecord.reading import words as known
from onrecord.record.parts import Record, Report

KEPT = 60
"""Terms kept of one report, the heaviest."""

STEPS = 1024
"""Weights are multiples of one part in so many: sums of their products are then exact in whatever order."""

BACKGROUND = "background.tsv"

_LEAD = 300  # characters from the beginning
_LEAD_COUNTS = 2.0
_TAKEN = READ_KINDS | {"subhead"}
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_POSSESSIVE = "'s"


def terms(record: Record) -> dict[int, float]:
    """The weights of a report's terms by the term's key; as a vector they have length 1, give or take rounding."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text, start in _passages(record.report):
        for at, word in words(text):
            counts[word] += _LEAD_COUNTS if start + at < _LEAD else 1.0
    for actor in record.actors:
        name = [word for _, word in words(actor.name)]
        if len(name) > 1:
            counts[" ".join(name)] += sum(mention.form == "name" for mention in actor.mentions)
    weights = {term: math.log1p(count) * rarity(term) for term, count in counts.items()}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    length = math.sqrt(math.fsum(weight * weight for _, weight in heaviest)) or 1.0
    rounded = {key(term): round(weight / length * STEPS) / STEPS for term, weight in heaviest}
    return {term: weight for term, weight in rounded.items() if weight}


def words(text: str) -> Iterator[tuple[int, str]]:
    """The words that can be terms, without case, accents and inflection, and where each begins.

    >>> list(words("The gunmen's leaders were arrested"))
    [(4, 'gunman'), (13, 'leader'), (26, 'arrest')]
    """
    for found in _WORD.finditer(text):
        word = _bare(found[0])
        if word:
            yield found.start(), word


def rarity(term: str) -> float:
    """How much a term tells: the logarithm of how many reports there are in the background to one that holds it."""
    reports, holding = _background()
    return math.log((reports + 1) / (holding.get(term, 0) + 0.5))


def key(term: str) -> int:
    """A term as a number of 64 bits with sign, the same everywhere and always."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)


def _passages(report: Report) -> Iterator[tuple[str, int]]:
    """What is read of a report, each with how many characters of it come before."""
    read = 0
    pieces = [report.text[slice(*block.span)] for block in report.blocks if block.kind in _TAKEN]
    if report.title and report.title not in pieces:
        pieces.insert(0, report.title)
    for piece in pieces:
        yield piece, read
        read += len(piece) + 1


@lru_cache(known.FORMS)
def _bare(form: str) -> str:
    low = folded(form.replace("’", "'")).removesuffix(_POSSESSIVE)
    if low in known.function_words() or (len(low) < 2 and not low.isdigit()):
        return ""
    return base(low)


@cache
def _background() -> tuple[int, dict[str, int]]:
    (_, reports), *rows = known.rows(BACKGROUND)
    return int(reports), {word: int(holding) for word, holding in rows}
