"""Tells whether a text is English, by its small words."""

import re
from functools import cache

from onrecord.document.wordlists import rows

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 20
"""In fewer words the share of small words says little."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the likeliest language of `text`, None where no known one fits.

    Texts under twenty words in Latin letters count as English.

    >>> language_of("The envoys of both sides met.")
    'en'
    """
    sample = text[:6000]
    words = _WORD.findall(sample.casefold())
    letters = sum(map(len, words))
    latin = sum(1 for word in words for letter in word if letter < "\u0250")
    if letters and latin < letters / 2:
        return None
    if len(words) < _ENOUGH:
        return "en"
    shares = {language: sum(word in common for word in words) / len(words) for language, common in _common().items()}
    best = max(shares, key=lambda language: (shares[language], language == "en"))
    return best if shares[best] >= 0.12 else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, *words in rows("common-words.tsv")}
