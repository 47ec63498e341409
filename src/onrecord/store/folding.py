"""Names and passages folded for matching: case and accents fall away, words stay whole."""

import re
import unicodedata

_WORD = re.compile(r"\w+")

# Letters that no Unicode decomposition takes apart, though a reader types them plain.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def words(text: str) -> list[str]:
    """The words of a text, folded.

    >>> words("Šárka O'Neill-Løvdal")
    ['sarka', 'o', 'neill', 'lovdal']
    """
    parted = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in parted if not unicodedata.combining(c))
    return _WORD.findall(plain.translate(_PLAIN))


def folded(*texts: str) -> str:
    """All words of the texts between blanks, so that ` word ` finds whole words only.

    >>> folded("President Ilvane", "the President")
    ' president ilvane the president '
    """
    found = [word for text in texts for word in words(text)]
    return f" {' '.join(found)} " if found else " "


def needles(query: str) -> list[str]:
    """What must all stand in a folded text for it to match the query.

    >>> needles("Foreign ministry")
    [' foreign ', ' ministry ']
    """
    return [f" {word} " for word in words(query)]


def holds(query: str, text: str) -> bool:
    """Whether a text holds each word of the query as a whole word; a query without a word is in no text.

    >>> holds("foreign ministry", "Keth's Foreign Ministry"), holds("?", "Keth")
    (True, False)
    """
    found, within = needles(query), folded(text)
    return bool(found) and all(needle in within for needle in found)
