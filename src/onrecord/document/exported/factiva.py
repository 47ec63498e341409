"""The articles of a Factiva export: with codes before each field (`HD`, `PD`, `LP` …), or set as an article is read.

With codes ("full article plus indexing"): HD headline, BY byline, PD day, SN outlet, LA language, LP and TD the text,
AN the number of the document. Set as read: headline, byline, `412 words`, day, time, outlet, its code, language and
rights, then the text, and `Document` with the number. Checked against what tm.plugin.factiva and newspapers expect.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.document.exported.article import Article, code_of, labels
from onrecord.document.office.paged import Part
from onrecord.document.opening import byline

_FIRST: Final = ("CLM", "SE", "HD")
_BEHIND: Final = ("TD", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN")
"""Codes that can follow the text; between them a word like a code is part of the text."""
CODES: Final = frozenset(
    (*_FIRST, "CR", "BY", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP", *_BEHIND)
)
_TEXT: Final = ("LP", "TD")

_CODED = re.compile(r"([A-Z]{2,3})(?:\s*\t\s*|\s{2,}|\s*\n|\s*$)")
_NUMBER = re.compile(r"(?:\w{4,12}\s+)?([A-Z0-9]{8}\d{8}[a-z0-9]{9})")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?(?:[AaPp][Mm]|GMT|UTC))?")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,12}")
_HEAD: Final = 6
"""Lines before the count of words among which the headline stands, and after it those that say where it is from:"""
_ORIGIN: Final = 12


def articles(parts: Sequence[Part]) -> list[Article] | None:
    """The articles in order; None where this is no export of Factiva."""
    lines = [part.text.strip() for part in parts if part.text.strip()]
    return _all_coded(lines) or _all_plain(lines) or None


def coded(fields: Mapping[str, Sequence[str]]) -> Article:
    """An article from its fields by their codes, each with its paragraphs."""
    first = {code: " ".join(" ".join(found).split()) for code, found in fields.items()}
    body = tuple(paragraph for code in _TEXT for paragraph in fields.get(code, ()))
    return Article(
        body=body,
        lines=tuple(f"{code}\t" + "\n".join(found) for code, found in fields.items()),
        title=first.get("HD"),
        publisher=first.get("SN"),
        date=first.get("PD"),
        byline=first.get("BY"),
        language=first.get("LA"),
        given_id=number_of(first.get("AN", "")),
        beside=tuple(f"{code} {first[code]}" for code in ("SE", "CR", "CT", "ART") if first.get(code)),
    )


def plain(head: Sequence[str], body: Sequence[str] | None, number: str | None, title: str | None = None) -> Article:
    """An article set as it is read; with `body` None its text is what stands behind the head."""
    count = next((at for at, line in enumerate(head) if is_count(line)), None)
    before = list(head[:count] if count is not None else head[:1])
    origin = list(head[count + 1 :] if count is not None else head[1:])
    named = next((line for line in before if byline(line)), None)
    if title is None:
        above = before[: before.index(named)] if named else before
        title = above[-1] if above else None
    told = _after_origin(origin)
    where = [line for line in origin[:told] if not _TIME.fullmatch(line)]
    text = list(body) if body is not None else origin[told:]
    return Article(
        body=tuple(text),
        lines=(*head, *(body or ()), *((number,) if number else ())),
        title=title,
        date=where[0] if where else None,
        publisher=where[1] if len(where) > 1 else None,
        byline=named,
        language=next((line for line in where[2:] if code_of(line)), None),
        given_id=number,
        beside=tuple(line for line in before if line not in (title, named)),
    )


def number_of(line: str) -> str | None:
    """The number in `Document VARNP00020310504e7540001r`."""
    found = _NUMBER.fullmatch(line.strip())
    return found[1] if found else None


def is_count(line: str) -> bool:
    """Whether a line is a count of words, as in `1,204 words`."""
    number, _, word = line.replace("\xa0", " ").strip().rpartition(" ")
    return word.casefold() in labels("words") and number[:1].isdigit() and not number.strip("0123456789., ")


def _after_origin(lines: Sequence[str]) -> int:
    """How many lines after the count of words say where an article is from: up to its rights, or its language."""
    for at in range(min(_ORIGIN, len(lines)), 0, -1):
        if len(lines[at - 1]) <= 300 and any(lines[at - 1].casefold().startswith(mark) for mark in labels("rights")):
            return at
    last = next((at for at in range(min(_ORIGIN, len(lines)), 2, -1) if code_of(lines[at - 1])), None)
    return last if last is not None else min(3, len(lines))


@dataclass
class _Coding:
    """The fields of the article that is being read."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    code: str = ""

    def begins(self, code: str) -> bool:
        """Whether a word like a code is one here."""
        if code not in CODES:
            return False
        if not self.fields:
            return code in _FIRST
        return code in _BEHIND if self.code in _TEXT else True

    def put(self, code: str, text: str) -> None:
        self.code = code
        found = self.fields.setdefault(code, [])
        if text:
            found.append(text)


def _all_coded(lines: Iterable[str]) -> list[Article]:
    return [coded(fields) for fields in _fields(lines) if "HD" in fields and not {"AN", *_TEXT}.isdisjoint(fields)]


def _fields(lines: Iterable[str]) -> Iterator[dict[str, list[str]]]:
    now = _Coding()
    for line in lines:
        match = _CODED.match(line)
        if match and now.begins(match[1]):
            if match[1] in _FIRST and match[1] in now.fields:
                yield now.fields
                now = _Coding()
            now.put(match[1], line[match.end() :].strip())
        elif now.code:
            now.put(now.code, line)
        if now.code == "AN" and now.fields["AN"]:
            yield now.fields
            now = _Coding()
    if now.fields:
        yield now.fields


def _all_plain(lines: Sequence[str]) -> list[Article]:
    found: list[Article] = []
    start = 0
    for at, line in enumerate(lines):
        number = number_of(line) if len(line) <= 60 else None
        if number is None:
            continue
        own = lines[start:at]
        start = at + 1
        count = next((n for n, one in enumerate(own) if len(one) <= 40 and is_count(one)), None)
        if count is not None:
            found.append(plain(own[max(0, count - _HEAD) :], None, number))
    return found
