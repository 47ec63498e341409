"""Whether two full names from two reports may be one person's: stricter than inside one report."""

import re
from functools import lru_cache
from typing import Literal

from onrecord.reading import gazetteer, words
from onrecord.reading.known.keys import CLOSE, SHORT, distance_of, key
from onrecord.reading.names import SMALL, bare, fold, folded, same_surname, skeleton

Likeness = Literal[0, 1, 2]
"""0: another's; 1: one person's where something else agrees; 2: one person's."""

_SUFFIXES = words.word_set("name-suffixes")
_LONG_KEY, _CYRILLIC_KEY = 6, 5
"""From so many consonants on, a surname spelt in two ways is one: shorter ones meet by chance (Hansen, Hanson)."""
_CYRILLIC = re.compile("(sk[aiyj]{1,3}|[eo][vw]a?|enk[oa]|i[ct]s?c?h)$")
"""Endings of surnames that reach Latin letters by several schemes."""
_SONS = re.compile("s+[eo]n$")
"""Where they differ, surnames differ however long."""
_GIVEN_KEY, _LONG_GIVEN = 4, 6
_VARIED = str.maketrans("", "", "yijeh")


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> Likeness:
    """How alike two names of two words or more are.

    >>> likeness("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya"), likeness("Tavo Lendrik", "Tavo Lendryk")
    (2, 1)
    >>> likeness("Karin Voss", "Karina Voss"), likeness("Abel Vorn Jr.", "Abel Vorn")
    (0, 0)
    """
    a, b = folded(one.split()), folded(other.split())
    if len(a) < 2 or len(b) < 2 or _generation(one) != _generation(other):
        return 0
    if a == b:
        return 2
    surname = _surname(a[-1], b[-1])
    return min(surname, _given(_givens(a), _givens(b))) if surname else 0


def _generation(name: str) -> str:
    last = fold(name.split()[-1]) if name.split() else ""
    return last if last in _SUFFIXES else ""


def _givens(name: tuple[str, ...]) -> list[str]:
    return [word for word in name[:-1] if word not in SMALL]


def surname_likeness(one: str, other: str) -> Likeness:
    """How alike two surnames are, folded."""
    return _surname(one, other)


def _surname(a: str, b: str) -> Likeness:
    if a == b or bare(a) == bare(b):
        return 2
    bones = key(a)
    if bones != key(b) or distance_of(a, b) > CLOSE:
        return 0
    if len(bones) < SHORT and not same_surname(a, b):
        return 0
    if _SONS.search(a) or _SONS.search(b):
        return 1
    enough = _CYRILLIC_KEY if _CYRILLIC.search(a) and _CYRILLIC.search(b) else _LONG_KEY
    return 2 if len(bones) >= enough else 1


def _given(a: list[str], b: list[str]) -> Likeness:
    if not a or not b or _middles_clash(a, b):
        return 0
    first = _given_name(a[0], b[0])
    if first:
        return first
    among = (len(a[0]) > 1 and a[0] in b) or (len(b[0]) > 1 and b[0] in a)
    return 1 if among else 0


def _middles_clash(a: list[str], b: list[str]) -> bool:
    """Whether both have middle names that begin otherwise ("Ana B. Rell", "Ana D. Rell")."""
    return len(a) > 1 and len(b) > 1 and a[0] == b[0] and a[1][0] != b[1][0]


def _given_name(a: str, b: str) -> Likeness:
    if a == b:
        return 2
    if 1 in (len(a), len(b)):
        return 1 if a[0] == b[0] else 0
    told, other = gazetteer.given_name(a), gazetteer.given_name(b)
    if told and other and told != other:
        return 0
    if _transliterated(a, b, listed=told is not None and other is not None):
        return 2
    short, long = sorted((a, b), key=len)
    return 1 if len(short) >= 3 and long.startswith(short) and len(long) - len(short) > 2 else 0


def _transliterated(a: str, b: str, *, listed: bool) -> bool:
    """Whether two given names are one in two spellings; `listed`: both are known given names, and so may differ."""
    if key(a) != key(b):
        return False
    if a.translate(_VARIED) == b.translate(_VARIED) or (len(skeleton(a)) >= _LONG_GIVEN and skeleton(a) == skeleton(b)):
        return True
    apart = distance_of(a, b)
    if len(key(a)) >= _GIVEN_KEY:
        return apart < CLOSE
    return not listed and min(len(a), len(b)) >= _LONG_GIVEN and apart == 1
