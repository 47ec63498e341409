"""Names however spelt and cased: folding, transliterations, surnames, short forms and initials."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from onrecord.reading import gazetteer, words

_SUFFIXES = words.word_set("name-suffixes")
_ARTICLES = words.word_set("name-articles")
_KINDLY = words.word_set("body-adjectives")
SMALL = words.word_set("small-in-names")
"""Words inside names that tell nobody apart."""
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_LETTERS = str.maketrans("cqzwj", "kksvi")
COUNTRY_ENDS = ("ia", "land", "stan")
"""How names of countries end that no person bears alone."""
ADJECTIVE_ENDS = ("ian", "ean", "an", "ese", "ish", "i", "ic")
"""How adjectives of countries end."""
_NATION_ENDS = ("ians", "eans", "ian", "ean", "ans", "ese", "ish", "an", "ic", "is", "i", "ns", "n")
_STATE_ENDS = ("istan", "stan", "land", "ia", "ea", "a", "e", "o", "y")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word of a name without case, accents, periods and apostrophes.

    >>> fold("Tórvén’s"), fold("J.")
    ('torvens', 'j')
    """
    low = word.lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.translate(_SPECIAL))
        low = "".join(c for c in low if not unicodedata.combining(c)).replace("’", "")
    return low.replace(".", "").replace("'", "").replace("`", "")


def folded(name: Sequence[str]) -> tuple[str, ...]:
    """The words of a name, folded, without `Jr.` and the like.

    >>> folded(["Abel", "Vorn", "Jr."])
    ('abel', 'vorn')
    """
    out = [fold(word) for word in name]
    while len(out) > 1 and out[-1] in _SUFFIXES:
        out.pop()
    return tuple(word for word in out if word)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants that a transliteration keeps.

    >>> skeleton("alyaksandr") == skeleton("alexander")
    True
    """
    word = word.replace("x", "ks").replace("ph", "f").replace("ck", "k").translate(_LETTERS)
    out = ""
    for letter in word:
        if letter not in "aeiouyh'-" and out[-1:] != letter:
            out += letter
    return out


@lru_cache(maxsize=65536)
def distance(a: str, b: str) -> int:
    """Letters to insert, delete or change to turn one word into the other; 9 when far apart."""
    if abs(len(a) - len(b)) > 2 or len(a) > 40:
        return 9
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


@lru_cache(maxsize=65536)
def same_surname(a: str, b: str) -> bool:
    """Whether two folded surnames are one, spelt two ways.

    >>> same_surname("lukarenko", "lukarenka"), same_surname("vorn", "varn")
    (True, False)
    """
    if a == b:
        return True
    a, b = bare(a), bare(b)
    if a == b:
        return True
    if len(a) < 5 or len(b) < 5 or a[0] != b[0]:
        return False
    return len(skeleton(a)) > 2 and skeleton(a) == skeleton(b) and distance(a, b) <= 2


def bare(word: str) -> str:
    """A surname without the article before its hyphen ("al-Terris")."""
    first, hyphen, rest = word.partition("-")
    return rest if hyphen and first in _ARTICLES and rest else word


@lru_cache(maxsize=65536)
def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one: an initial, a transliteration, a hyphenated half.

    >>> same_given("alexandr", "alexander"), same_given("maria", "mario"), same_given("t", "tomas")
    (True, False, True)
    """
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    told, other = gazetteer.given_name(a), gazetteer.given_name(b)
    if told and other and told != other:
        return False
    if len(skeleton(a)) > 2 and skeleton(a) == skeleton(b):
        return True
    if min(len(a), len(b)) >= 5 and distance(a, b) <= 1:
        return True
    return min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)) and abs(len(a) - len(b)) > 2


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two folded names of at least two words each may mean one person.

    >>> same_person(("ana", "rell"), ("ana", "maria", "rell")), same_person(("ana", "rell"), ("eva", "rell"))
    (True, False)
    """
    if a == b or contains(a, b) or contains(b, a):
        return True
    return same_surname(a[-1], b[-1]) and same_given(a[0], b[0])


def contains(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the words of one name of two words and more stand in a row in the other."""
    n = len(short)
    return 1 < n < len(long) and any(long[i : i + n] == short for i in range(len(long) - n + 1))


def core(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an organisation's name that tell it apart: without articles and the nouns for its kind.

    >>> core(("the", "tarn", "group"))
    ('tarn',)
    """
    return tuple(w for w in name if w not in SMALL and gazetteer.body(w) is None and w not in _KINDLY)


def head(name: tuple[str, ...]) -> str:
    """The word of a body's name that tells its kind: the last, or the one before `of`.

    >>> head(("committee", "of", "the", "winds")), head(("tarn", "group"))
    ('committee', 'group')
    """
    return name[name.index("of") - 1] if "of" in name[1:] else name[-1]


def initials(name: tuple[str, ...]) -> str:
    """The acronym of a name.

    >>> initials(("revolutionary", "front", "of", "arden"))
    'rfa'
    """
    return "".join(w[0] for w in name if w not in SMALL)


@lru_cache(maxsize=65536)
def nation(word: str) -> str:
    """The country a state's name or its adjective tells, in lower case: an ISO code, or a stem for one not on the list.

    >>> nation("finnish"), nation("lomenian") == nation("lomenia")
    ('FIN', True)
    """
    known = gazetteer.country(word) or gazetteer.nationality(word)
    if known is not None:
        return known
    word = fold(word)
    for ends in (_NATION_ENDS, _STATE_ENDS):
        for end in ends:
            if word.endswith(end) and len(word) - len(end) >= 3:
                word = word[: -len(end)]
                break
    return word


def is_demonym(word: str) -> bool:
    """Whether a capitalised word looks like the adjective of a country, known or not; lower case.

    >>> is_demonym("lomenian"), is_demonym("lomenia")
    (True, False)
    """
    if gazetteer.nationality(word) is not None:
        return True
    return (
        len(word) > 5
        and word.endswith(("ian", "ese", "ean", "ish", "ians", "eans"))
        and gazetteer.given_name(word) is None
    )
