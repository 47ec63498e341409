"""Keys of names under which the spellings of one name meet, however it was brought into Latin letters."""

import re
from functools import lru_cache

from onrecord.reading.names import SMALL, distance, fold, same_given, same_surname
from onrecord.reading.words import word_set

_SAME = (
    (re.compile("[oa]u(?=sk)"), "ov"),  # Belarusian: -ouski beside -ovsky
    (re.compile("s?h?ch|sch|sh|zh|cz|tsch"), "s"),
    (re.compile("ts|tz|tch|c(?=[eiy])"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("x"), "ks"),
    (re.compile("ck|c|q|kh|g(?=h?[adou])"), "k"),
    (re.compile("w"), "v"),
    (re.compile("z"), "s"),
)
_DROPPED = re.compile("[aeiouyhj]|[^a-z]")
_SOFT = re.compile("^(al|el|ul|ad|ar|as|at|an|abu|bin|ibn|de|da|van|von|der)-")
CLOSE = 3
"""Letters by which two spellings of one surname may differ, once written alike."""
SHORT, LONG = 3, 6
"""Below so many letters a key tells too little, unless the name has so many and is nearly the same."""


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The key of one word of a name.

    Sounds that the schemes of transliteration write in several ways become one letter or are left out: vowels, h, j,
    kh.

    >>> key("Tijanóvskaya") == key("Tikhanovskaya") == key("Tsikhanouskaya")
    True
    >>> key("Gaddafi") == key("Qadhafi"), key("Zelenskyy") == key("Selenskyj")
    (True, True)
    """
    folded = _SOFT.sub("", fold(word))
    first = folded[:1]
    low = folded.replace("kh", "h") if not folded.startswith("kh") else folded[2:].replace("kh", "h")
    for pattern, letter in _SAME:
        low = pattern.sub(letter, low)
    bones = ""
    for letter in _DROPPED.sub("", low):
        if bones[-1:] != letter:
            bones += letter
    return bones or first


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two folded names of two words or more may be one: surnames by their key, and one given name.

    >>> alike(("svetlana", "tikhanovskaya"), ("sviatlana", "tsikhanouskaya"))
    True
    >>> alike(("anna", "merkel"), ("angela", "merkel"))
    False
    """
    if one == other:
        return True
    if one[-1] != other[-1]:
        if key(one[-1]) != key(other[-1]) or distance_of(one[-1], other[-1]) > CLOSE:
            return False
        if len(key(one[-1])) < SHORT and not same_surname(one[-1], other[-1]):
            return False
    a, b = _given(one), _given(other)
    if not a or not b:
        return False
    return same_given(a[0], b[0]) or _same_key(a[0], b[0]) or _among(a[0], b) or _among(b[0], a)


def _given(name: tuple[str, ...]) -> list[str]:
    """The given names; what stands before a surname ("bin", "de") is none."""
    return [word for word in name[:-1] if word not in SMALL and word not in word_set("name-articles")]


def _among(word: str, given: list[str]) -> bool:
    """Whether somebody goes by a name that is not his first ("Maria" for "Ana Maria"), no initial."""
    return len(word) > 1 and word in given


def _same_key(a: str, b: str) -> bool:
    if key(a) != key(b):
        return False
    return len(key(a)) >= SHORT or (min(len(a), len(b)) >= LONG and distance_of(a, b) < CLOSE)


def distance_of(one: str, other: str) -> int:
    """Letters by which two words differ, once both are written by the plainest scheme."""
    return distance(_plain(one), _plain(other))


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    word = _SOFT.sub("", word)
    for old, new in (
        ("sch", "sh"),
        ("kh", "h"),
        ("ts", "t"),
        ("ou", "ov"),
        ("yy", "y"),
        ("iy", "y"),
        ("j", "h"),
        ("q", "k"),
    ):
        word = word.replace(old, new)
    return word
