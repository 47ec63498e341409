"""Finds pull-quotes: paragraphs whose words stand a second time, inside another paragraph."""

import re
from collections.abc import Sequence

from onrecord.document.paragraphs import ends_sentence

SHORTEST = 30
"""Fewer letters repeat by chance."""

SHORTEST_SET_OFF = 12
"""Enough for a line that is one quotation, or no whole sentence."""

LONGEST = 600
"""Longer paragraphs are no pull-quotes."""

LONGEST_HOST = 5000
SHARE = 0.8
"""How much of a paragraph must stand in the other, in one piece from its start or to its end."""

_GRAM = 4
_HOSTS = 3
_MARKS = '“”"«»„'
_SPOKEN = re.compile(r"[“\"«„]([^“”\"«»„]{1,2000})[”\"»]")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"«„‘]([^“”\"«»„]{12,600})[”\"»’]\s{0,3}(?:[-–—―~]?\s{0,3})([^.!?]{0,80})[.]?$")


def pullquotes(texts: Sequence[str]) -> frozenset[int]:
    """Indexes of the paragraphs that repeat part of another one, quotation marks, spaces and case aside.

    Of two equal paragraphs the later is the repetition. Takes time in proportion to the text.

    >>> full = "“We will open the bridge on the first of the month, whatever the weather,” the mayor said."
    >>> sorted(pullquotes(["We will open the bridge on the first of the month", full]))
    [0]
    """
    letters = [_letters(_core(text)) if _may_be_pulled(text) else "" for text in texts]
    hosts = [_host(text) if len(text) <= LONGEST_HOST else "" for text in texts]
    places = _places(texts)
    return frozenset(
        index
        for index, own in enumerate(letters)
        if len(own) >= _shortest(texts[index])
        and any(_repeats(index, own, host, hosts) for host in _candidates(texts[index], places))
    )


def _repeats(index: int, own: str, host: int, hosts: Sequence[str]) -> bool:
    full = hosts[host]
    if host == index or len(full) < len(own) or (host > index and full.partition("|")[0] == own):
        return False
    part = int(len(own) * SHARE)
    return own[:part] in full or own[-part:] in full


def _may_be_pulled(text: str) -> bool:
    """Not where a sentence leads up to a quotation: then it is the report's own, unless it is a copy."""
    return len(text) <= LONGEST and (text[:1] in _MARKS or not any(mark in text for mark in _MARKS))


def _host(text: str) -> str:
    """The letters of a paragraph, and those of its quotations alone: pull-quotes leave out "she said"."""
    return f"{_letters(text)}|{_letters(' '.join(_SPOKEN.findall(text)))}"


def _shortest(text: str) -> int:
    set_off = not ends_sentence(text) or _core(text) != text
    return SHORTEST_SET_OFF if set_off else SHORTEST


def _core(text: str) -> str:
    """Without the name that a pull-quote may end in: `“We stay.” - Ida Renn, mayor`."""
    match = _QUOTED.match(text)
    if match is None:
        return text
    tail = match[2].split()
    named = all(word[0].isupper() or (index and tail[index - 1].endswith(",")) for index, word in enumerate(tail))
    return match[1] if len(tail) <= 6 and named else text


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _grams(text: str) -> list[int]:
    words = _WORD.findall(text.casefold())
    return [hash(tuple(words[at : at + _GRAM])) for at in range(len(words) - _GRAM + 1)]


def _places(texts: Sequence[str]) -> dict[int, list[int]]:
    """Which paragraphs hold a run of words; the first few are enough."""
    wanted = {gram for text in texts if len(text) <= LONGEST for gram in _probes(text)}
    places: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        if len(text) > LONGEST_HOST:
            continue
        for gram in _grams(text):
            if gram in wanted:
                held = places.setdefault(gram, [])
                if len(held) < _HOSTS and (not held or held[-1] != index):
                    held.append(index)
    return {gram: held for gram, held in places.items() if len(held) > 1}


def _probes(text: str) -> list[int]:
    """The runs of words to look a paragraph up by: its first, a middle and the last but a few."""
    grams = _grams(text)
    if not grams:
        return []
    return [grams[0], grams[len(grams) // 4], grams[len(grams) // 2], grams[3 * len(grams) // 4]]


def _candidates(text: str, places: dict[int, list[int]]) -> list[int]:
    return sorted({host for gram in _probes(text) for host in places.get(gram, ())})
