"""Whether two names mean one person or body, for scoring only: a plain rule that no reader may rest on."""

import re
import unicodedata

from onrecord.evaluate.words import ALIASES, NAME_SKIP

_WORD = re.compile(r"[a-z0-9]+")


def words(name: str) -> list[str]:
    """The words of a name without accents, titles and articles (unless it holds nothing else), aliases resolved.

    >>> words("President Ilmar Väsk"), words("the U.S."), words("the government")
    (['ilmar', 'vask'], ['united', 'states'], ['the', 'government'])
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("u.s.", "us").replace("’", "'"))
    found = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    resolved = " ".join(ALIASES.get(w, w) for w in found).split()
    return [w for w in resolved if w not in NAME_SKIP] or resolved


def same_name(a: str | None, b: str | None) -> bool:
    """The shorter is the longer's last words (a surname, or the whole), or all of its two or more words are in it.

    >>> same_name("Venn", "General Dara Venn"), same_name("Dara", "Dara Venn"), same_name(None, "Venn")
    (True, False, False)
    """
    short, long = sorted((words(a or ""), words(b or "")), key=len)
    if not short:
        return False
    return long[-len(short) :] == short or (len(short) > 1 and set(short) <= set(long))
