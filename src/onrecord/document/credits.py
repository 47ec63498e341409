"""Reads which agencies and people a credit line names."""

import re
from functools import cache

from onrecord.document.opening import words_of
from onrecord.document.wordlists import rows

_BRACKETS = "()[]*_-–— .\t"
_PARTS = re.compile(r"\s*(?:,|;|/|&|\band\b)\s*")
_INITIALS = re.compile(r"[\w&'’.-]{2,40}")


def credited(text: str) -> tuple[str, ...]:
    """The agencies a credit line names: `*With information from AFP` names AFP.

    People who wrote or edited are not credits in this sense, and are left out.

    >>> credited("*With information from AFP"), credited("Editing by Ida Renn")
    (('AFP',), ())
    """
    plain = text.strip(_BRACKETS)
    lowered = plain.casefold()
    for kind in ("used", "mixed"):
        for phrase in _openings(kind):
            if lowered.startswith(phrase):
                found = _names(plain[len(phrase) :])
                return found if kind == "used" else tuple(name for name in found if _is_agency(name))
    return ()


def _is_agency(name: str) -> bool:
    return name.isupper() or any(word in words_of("office") for word in name.casefold().split())


def _names(text: str) -> tuple[str, ...]:
    named = re.split(r"[.;|\n]\s|\sin\s", text.strip(" :.*)]\t"), maxsplit=1)[0]
    found = []
    for part in _PARTS.split(named):
        name = re.sub(r"^(?:the|from|by)\s", "", part.strip(" .")).strip()
        words = name.split()
        if 1 <= len(words) <= 4 and words[0][0].isupper() and _INITIALS.match(words[0]):
            found.append(name)
    return tuple(found)


@cache
def _openings(kind: str) -> tuple[str, ...]:
    """Openings of one kind, longest first."""
    found = [word for name, *words in rows("agency-openings.tsv") if name == kind for word in words]
    return tuple(sorted(found, key=len, reverse=True))
