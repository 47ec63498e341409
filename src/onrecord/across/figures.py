"""Numbers of things, in figures or words, with what is counted."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from onrecord.across.said import said, values
from onrecord.reading import words
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_NTH = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
TIME = "(time)"
"""What is counted where a stretch of time is given; the number is in minutes."""
_BEFORE = 3


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A number of things. `of` is what is counted in base form: `(time)` for a stretch of time, in minutes, `(person)`
    for people of any kind, empty where it is not said. `exact` is false for a bound, a part, or a rough number."""

    value: float
    of: str
    exact: bool
    noun: str


def ordinal(low: str) -> str | None:
    """One spelling for "24th" and "twenty-fourth".

    >>> ordinal("24th"), ordinal("twenty-fourth"), ordinal("four")
    ('#24', '#24', None)
    """
    match = _NTH.fullmatch(low)
    if match:
        return f"#{int(match[1])}"
    tens, _, last = low.rpartition("-")
    nth = values("ordinal").get(last)
    if nth is None or (tens and tens not in values("number")):
        return None
    return f"#{values('number').get(tens, 0) + nth}"


@lru_cache(words.FORMS)
def value(low: str) -> float | None:
    """The value of one number word or figure.

    >>> value("1,200"), value("twenty-four"), value("pilot")
    (1200.0, 24, None)
    """
    if _DIGITS.fullmatch(low):
        return float(low.replace(",", ""))
    tens, _, last = low.partition("-")
    numbers = values("number")
    if last and tens in numbers and last in numbers:
        return numbers[tens] + numbers[last]
    return numbers.get(low)


def figure(tokens: Sequence[Token], phrase: Phrase, after: Sequence[Phrase]) -> Figure | None:
    """The number that a noun phrase states, with `after` for "six of the men"; None where it states none."""
    total: float | None = None
    last = phrase.start
    for i in range(phrase.start, phrase.end):
        low = tokens[i].low
        scale = values("scale").get(low)
        one = value(low)
        if scale is not None:
            total = (1 if total is None else total) * scale
        elif one is not None and low not in ("a", "an"):
            total = one if total is None else total + one
        else:
            continue
        last = i
    noun = words.singular(tokens[phrase.head].low) if phrase.head > last or total is None else ""
    if total is None:
        # "an hour" is a number, "a man" is none.
        if tokens[phrase.start].low not in ("a", "an", "one") or noun not in values("time"):
            return None
        total = 1
    part = False
    if not noun and len(after) > 1 and after[0].kind == "P" and tokens[after[0].start].low == "of":
        whole = after[1]
        noun = words.singular(tokens[whole.head].low)
        opening = tokens[whole.start]
        part = (
            opening.low in words.word_set("demonstrative")
            or opening.tag in ("O", "W", "M")
            or any(value(tokens[i].low) is not None for i in range(whole.start, whole.end))
        )
    elif not noun and len(after) > 1 and tokens[after[0].start].low == "per":
        noun = "percent"
    elif not noun and phrase.end < len(tokens):
        noun = {"%": "percent", "percent": "percent"}.get(tokens[phrase.end].low, "")
    before = {tokens[i].low for i in range(max(0, phrase.start - _BEFORE), last)}
    exact = not part and not before & said("about") and not before & said("rest")
    if noun in values("time"):
        return Figure(total * values("time")[noun], TIME, exact, noun)
    return Figure(total, "(person)" if _person(noun) else noun, exact, noun)


def _person(noun: str) -> bool:
    return noun in said("generic") or words.noun_class(noun) == "p"
