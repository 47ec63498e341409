"""Reads what stands before and between a report's paragraphs: headlines, bylines, datelines, subheads."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from onrecord.document.dates import date_line, leading_date
from onrecord.document.paragraphs import SENTENCE_ENDS, final_mark
from onrecord.document.wordlists import rows

_LETTERS = re.compile(r"[\W_]+")
_LABELS = [
    word for kind, where, *words in rows("furniture.tsv") if (kind, where) == ("byline", "label") for word in words
]
_BY = re.compile(rf"(?:{'|'.join(map(re.escape, _LABELS))})(?:\s{{1,3}}|:\s{{0,3}})", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s)?|\s(?:and|&|with)\s", re.IGNORECASE)
_AFTER_NAMES = re.compile(r"\s*[|•·/–—]\s*|\s-\s|\s{2,}|\s(?=in\s[A-Z])|\s(?=for\s(?:the\s)?[A-Z])|\n")
_DASH = re.compile(r"\s(?:—|–|―|--|-)\s?|(?<=\))(?:—|–|―|--|-)|(?<=[A-Z.])(?:—|―)|(?<=\w)--\s")
_AGENCY = re.compile(r"\(([A-Z][\w&./' -]{0,40})\)$")


@dataclass(frozen=True)
class Place:
    """An opening such as `VARN, May 4 (Kestrel) — `: where it ends, its agency, and its date if it has a year."""

    end: int
    agency: str | None
    published: str | None


@cache
def words_of(kind: str) -> frozenset[str]:
    """The function words of one kind."""
    return frozenset(word for name, *words in rows("function-words.tsv") if name == kind for word in words)


def letters(text: str) -> str:
    """Only letters and digits, in small letters: how headlines are compared."""
    return _LETTERS.sub("", text).casefold()


def byline(text: str) -> tuple[str, ...]:
    """The names in a line such as `By Ida Renn and Jon Vale | Staff writers`; empty where it is none.

    >>> byline("By Ida Renn and Jon Vale | Staff writers")
    ('Ida Renn', 'Jon Vale')
    >>> byline("By Friday the envoys had left.")
    ()
    """
    match = _BY.match(text)
    if match is None or len(text) > 160 or final_mark(text) in "?!:":
        return ()
    rest = text[match.end() :].strip().rstrip(".")
    if match[0][0].islower() and not rest[:1].isupper():
        return ()
    named = _AFTER_NAMES.split(rest, maxsplit=1)[0]
    parts = [part.strip() for part in _BETWEEN_NAMES.split(named)]
    people = list(takewhile(_is_person, parts))
    if not people:
        return ()
    # A single comma parts a name from an office or outlet; names alone are joined by "and".
    found = people[:1] if len(parts) == 2 and "," in named else people
    tail = named.rpartition(found[-1])[2]
    # More than a short office after the names is a sentence: "By Friday, the envoys had left the town".
    if len(tail.split()) > 6 or any(word in words_of("finite") for word in tail.casefold().split()):
        return ()
    return tuple(found)


def by_staff(text: str) -> bool:
    """Whether a line says who wrote without a name: `By our correspondent`."""
    lowered = text.casefold()
    return (
        len(text.split()) <= 7
        and final_mark(text).isalnum()
        and any(lowered.startswith(f"{p} ") for p in _staff_phrases())
    )


@cache
def _staff_phrases() -> tuple[str, ...]:
    return tuple(
        word for kind, where, *words in rows("furniture.tsv") if (kind, where) == ("byline", "staff") for word in words
    )


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 5 or _is_calendar(words[0]) or words[0].casefold() in words_of("article"):
        return False
    if any(character.isdigit() for character in text):
        return False
    return all(word[0].isupper() or word.casefold() in words_of("particle") for word in words) and words[0][0].isupper()


def _is_person(text: str) -> bool:
    return _is_name(text) and not any(word in words_of("office") for word in text.casefold().split())


def _is_calendar(word: str) -> bool:
    plain = word.casefold().strip(".,")
    months = {name for row in rows("months.tsv") for name in row[1:]}
    days = {name for kind, *names in rows("date-words.tsv") if kind == "weekday" for name in names}
    return plain in months or plain in days


def place_opening(text: str) -> Place | None:
    """The place, date and agency that a report's first sentence opens with, None where there are none.

    >>> place_opening("KARVELL, May 4 (Kestrel) — The envoys met.")
    Place(end=27, agency='Kestrel', published=None)
    >>> place_opening("Karvell - a town of nine gates - was quiet.") is None
    True
    """
    match = _DASH.search(text, 0, 100)
    if match is None or match.end() >= len(text):
        return None
    head = text[: match.start()].strip()
    after = text[match.end() :].lstrip()
    if not head or not after or after[0].islower():
        return None
    agency = _AGENCY.search(head)
    where = head[: agency.start()].strip(" ,") if agency else head
    parts = [part.strip() for part in where.split(",") if part.strip()]
    dated = next((found for part in _date_parts(parts) if (found := leading_date(part))), None)
    places = [part for part in parts if not _dated(part)]
    if agency is None and not (places and _in_capitals(places[0])):
        return None
    if not all(_is_place(part) for part in places):
        return None
    end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    return Place(end=end, agency=agency[1].strip() if agency else None, published=dated.value if dated else None)


def _date_parts(parts: list[str]) -> list[str]:
    """A date with its comma may have been parted: `May 4`, `2031`."""
    return [", ".join(parts[at : at + 2]) for at in range(len(parts))]


def _dated(part: str) -> bool:
    words = part.casefold().replace(".", "").split()
    return bool(words) and all(word.isdigit() or _is_calendar(word) for word in words)


def _in_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) >= 3 and len(text.split()) <= 4


def _is_place(text: str) -> bool:
    words = re.split(r"[\s/-]", text)
    small = words_of("place") | words_of("particle")
    return len(words) <= 6 and all(not word or not word[0].islower() or word in small for word in words)


def is_short_line(text: str, words: int, characters: int) -> bool:
    """A line that may be a headline or subhead: short, not ended as a sentence, beginning as one."""
    return (
        len(text) <= characters
        and len(text.split()) <= words
        and "\n" not in text
        and final_mark(text) not in SENTENCE_ENDS - {"?", "!"}
        and final_mark(text) not in {":", ",", ";"}
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“‘\"'«")
        and date_line(text) is None
    )


def is_named_fragment(text: str) -> bool:
    """Whether a lone line only names someone with an office, as under a picture.

    >>> is_named_fragment("Dana Orel, mayor of Varn."), is_named_fragment("Dana Orel, mayor of Varn, left.")
    (True, False)
    """
    name, comma, office = text.rstrip(" .").partition(", ")
    tokens = [word.strip(".,’'").casefold() for word in office.split()]
    return (
        bool(comma)
        and len(name.split()) >= 2
        and 2 <= len(tokens) <= 10
        and office.count(",") == 0
        and any(word[0].islower() for word in office.split())
        and final_mark(text) not in "?!:"
        and _is_name(name)
        and not any(word in words_of("finite") or word in words_of("pronoun") for word in tokens)
        and not any(word.endswith(("ed", "ing")) for word in tokens)
    )
