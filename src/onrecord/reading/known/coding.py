"""Country and sector of those who take part, by the words they are called by and by whom these are known to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.reading import gazetteer, words
from onrecord.reading.known import spots
from onrecord.reading.known.book import Book, Known
from onrecord.reading.naming import Draft

LONGEST = 8
"""Words that a name of a state or body in a phrase may have."""
_WORD = re.compile(r"[^\W_](?:[\w.’'&-]*\w)?\.?")
_GENITIVE = re.compile(r"['’]s?\Z")
_APART = ("IGO", "NGO")
"""Sectors of bodies whose people are theirs before they are anything else."""
_STATELIKE = frozenset(("state", "place", "other"))


def settle(drafts: Sequence[Draft], book: Book, when: str | None) -> None:
    """Give the entities of a report what is known of them; what the report itself says goes before."""
    for draft in drafts:
        if not draft.title:
            continue
        if draft.kind in _STATELIKE and len(draft.title) == 1 and not draft.nation:
            draft.nation = spots.country_however_spelt(draft.title[0]) or ""
        if draft.kind in ("state", "place"):
            continue
        found = None
        if draft.kind in ("person", "other"):
            role = next((role.lemma for role in sorted(draft.roles, key=lambda r: r.span)), "")
            found = book.person(draft.title, when, role)
        if found is None and draft.kind != "person":
            found = book.body(draft.title, when)
        if found is None or (draft.country and found.country and draft.country != found.country):
            continue  # another of the same name
        draft.known = found.name
        draft.nation = draft.nation or found.country or ""
        draft.sector = draft.sector or found.sector


class Coder:
    """Codes phrases at the date of one report."""

    def __init__(self, book: Book, when: str | None) -> None:
        self._book = book
        self._when = when
        self._phrases: dict[str, tuple[str | None, str | None]] = {}
        self._bodies: dict[str, Known | None] = {}

    def phrase(self, text: str) -> tuple[str | None, str | None]:
        """Country (ISO 3166-1 alpha-3) and sector (PLOVER) that a noun phrase tells of whom it means.

        What stands before the head goes before what follows "of" or "in"; of the head's own place the last word counts.

        >>> coder = Coder(Book(), None)
        >>> [coder.phrase(words) for words in ("Russian aircraft", "rebels in the Ivory Coast", "U.N. helicopters")]
        [('RUS', None), ('CIV', 'REB'), (None, 'IGO')]
        >>> coder.phrase("inspectors of the International Atomic Energy Agency")
        (None, 'IGO')
        >>> coder.phrase("the envoy to Russia")
        (None, 'GOV')
        """
        if text not in self._phrases:
            self._phrases[text] = self._phrase(text)
        return self._phrases[text]

    def _phrase(self, text: str) -> tuple[str | None, str | None]:
        found = [_plain(word) for word in _WORD.findall(text)]
        if found and found[0].lower() in words.word_set("articles"):
            found = found[1:]
        country = gazetteer.country(" ".join(found).lower())
        if country is not None and found[0] != "us":
            return country, None
        cut = _tail(found, 1)
        told = self._codes(found, cut)
        country, sector = told.country, told.sector
        posted = found[cut : cut + 1] == ["to"] and words.singular(found[cut - 1].lower()) in words.word_set("roles-at")
        if country is None and sector != "IGO" and not posted:
            country = told.country_behind or (self._town(found[cut + 1 :]) if _of_its_town(found[:cut]) else None)
            if country is None and sector is None and told.sector_behind in _APART:
                return None, told.sector_behind
        if told.by and max(told.by) >= cut:  # a name with "of" in it
            cut = _tail(found, max(told.by) + 1)
        rest = [word for n, word in enumerate(found[:cut]) if n not in told.by]
        return country, sector or _by_head(rest)

    def whole(self, text: str) -> Known | None:
        """The body that a phrase names as a whole, but for an article."""
        if text not in self._bodies:
            self._bodies[text] = self._whole(text)
        return self._bodies[text]

    def _whole(self, text: str) -> Known | None:
        found = _WORD.findall(text)
        if len(found) > 1 and found[0].lower() in words.word_set("articles"):
            found = found[1:]
        return self._book.body(tuple(found), self._when) if found and found[0][:1].isupper() else None

    def _town(self, found: Sequence[str]) -> str | None:
        """The country of the town that a phrase ends in ("the police of Aleppo")."""
        name = " ".join(word for word in found if word[:1].isupper())
        spot = spots.find(name, ()) if name else None
        return spot.country if spot is not None else None

    def _codes(self, found: Sequence[str], cut: int) -> "_Told":
        """What the names before `cut` tell, and those behind it."""
        out = _Told()
        at = 0
        inside = False
        while at < len(found):
            for end in range(min(len(found), at + LONGEST), at, -1):
                known = self._known(found, at, end, inside)
                if known is not None:
                    if at < cut:
                        out.country, out.sector = out.country or known.country, out.sector or known.sector
                        out.by.update(range(at, end))
                    else:
                        out.country_behind = out.country_behind or known.country
                        out.sector_behind = out.sector_behind or known.sector
                    at = end - 1
                    break
            else:
                # "Homeland Union": what follows a capitalised word that tells nothing is the rest of a name
                inside = found[at][:1].isupper() and at > 0 and gazetteer.title(found[at].lower()) is None
            at += 1
        return out

    def _known(self, found: Sequence[str], start: int, end: int, inside: bool) -> Known | None:
        """What a run of words is; `inside` the name of another, countries alone count."""
        name = tuple(found[start:end])
        if not name[0][:1].isupper():
            return None
        low = " ".join(name).lower()
        if len(name) == 1 and _is_given(found, start):
            return None  # "Jordan Varn"
        if start and found[start - 1].lower() == "ethnic":
            return None  # "ethnic Albanians in Serbia" are not Albania's
        code = gazetteer.country(low) or gazetteer.nationality(low)
        code = code or gazetteer.known_place(low) or gazetteer.people(low)
        if code is not None:
            return Known(low, code, None)
        if inside or not name[-1][:1].isupper():
            return None
        body, listed = gazetteer.organisation(low), self._book.body(name, self._when)
        if body is None and listed is None:
            return self._book.person(name, self._when) if len(name) > 1 else None
        known = listed or Known(low, None, None)
        if body is not None:
            known = Known(body[0], body[1].country or known.country, body[1].sector or known.sector)
        goes_on = end + 1 < len(found) and found[end].lower() in words.word_set("name-links")
        if goes_on and found[end + 1][:1].isupper():
            return Known(known.name, None, known.sector)  # "the Labour Party of Karsk" is not the one on the lists
        return known


@dataclass
class _Told:
    """Country and sector that the names in a phrase tell, before its first "of" or the like and behind it.

    `by` are the numbers of the words that tell the former.
    """

    country: str | None = None
    sector: str | None = None
    country_behind: str | None = None
    sector_behind: str | None = None
    by: set[int] = field(default_factory=set)


def _tail(found: Sequence[str], first: int) -> int:
    """Where "of ...", "to ..." or the like opens in a phrase, looked for from a word on; its end where nothing does."""
    openers = words.word_set("tail-openers")
    return next((n for n in range(first, len(found)) if found[n].lower() in openers), len(found))


def _of_its_town(head: Sequence[str]) -> bool:
    """Whether what stands before "of" is of the town behind it: the police or the Bishop of Aleppo, no League of it.

    >>> _of_its_town(["police"]), _of_its_town(["Bishop"]), _of_its_town(["League"])
    (True, True, False)
    """
    if not head or not head[-1][:1].isupper():
        return True
    return gazetteer.title(head[-1].lower()) is not None or head[-1].lower() in words.word_set("town-bodies")


def _plain(word: str) -> str:
    """A word without the genitive, and without a full stop that ends a sentence."""
    word = _GENITIVE.sub("", word)
    return word[:-1] if word.endswith(".") and "." not in word[:-1] else word


def _is_given(found: Sequence[str], at: int) -> bool:
    """Whether a word is the given name of somebody whose surname follows."""
    if at + 1 == len(found) or not found[at + 1][:1].isupper() or gazetteer.given_name(found[at].lower()) is None:
        return False
    after = found[at + 1].lower()
    return gazetteer.title(after) is None and gazetteer.body(after) is None


@lru_cache(maxsize=4096)
def _sector(noun: str) -> str | None:
    found = gazetteer.title(noun) or gazetteer.body(noun)
    return None if found is None else found.sector


def _by_head(found: Sequence[str]) -> str | None:
    """The sector that the last noun tells which tells one."""
    return next((sector for word in reversed(found) if (sector := _sector(word.lower())) is not None), None)
