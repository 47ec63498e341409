"""What the exports of news databases share: an article as such a file gives it, and the labels in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.document.decode import mend
from onrecord.document.document import Extraction
from onrecord.document.entry import Entry
from onrecord.document.office.paged import left_out
from onrecord.document.opening import byline
from onrecord.document.wordlists import rows
from onrecord.errors import DocumentError

_BETWEEN_NAMES = re.compile(r"\s*(?:;|\||\s(?:and|und|et|y)\s)\s*")


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of an export: its body as paragraphs, what the export says of it, and all of its lines."""

    body: tuple[str, ...]
    lines: tuple[str, ...]
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    byline: str | None = None
    language: str | None = None
    given_id: str | None = None
    beside: tuple[str, ...] = ()


def entry(article: Article, where: str, extractor: str) -> Entry | DocumentError:
    """The article as a report; E241 where it has no text. Its raw bytes are all of its lines, in UTF-8.

    A page of an export is none of the newspaper, so no pages are given.
    """
    if not any(any(map(str.isalnum, paragraph)) for paragraph in article.body):
        return DocumentError(241, where)
    return Entry(
        where=where,
        text=mend("\n\n".join(article.body)),
        given_id=article.given_id,
        title=_line(article.title),
        publisher=_line(article.publisher),
        date=article.date,
        authors=authors(article.byline),
        language=code_of(article.language),
        raw=mend("\n".join(article.lines)).encode(),
        extraction=Extraction(extractor=extractor, left_out=left_out(article.beside)),
    )


def authors(line: str | None) -> tuple[str, ...]:
    """The names in a byline, with or without its "By".

    >>> authors("By Ida Renn and Jon Vale"), authors("IDA RENN; JON VALE"), authors("Ida Renn, Staff Writer")
    (('Ida Renn', 'Jon Vale'), ('IDA RENN', 'JON VALE'), ('Ida Renn',))
    """
    plain = " ".join(mend(line or "").split())
    if not plain:
        return ()
    if ";" in plain or "|" in plain:
        return tuple(dict.fromkeys(name for one in _BETWEEN_NAMES.split(plain) for name in authors(one)))
    return byline(plain) or byline(f"By {plain}") or ((plain,) if len(plain) <= 80 else ())


def code_of(language: str | None) -> str | None:
    """The ISO 639-1 code of a language's name; None for one that is not known: the text itself tells then.

    >>> code_of("ENGLISH; ANGLAIS"), code_of("Englisch"), code_of("Ostrian")
    ('en', 'en', None)
    """
    name = re.split(r"[;,/]", language or "")[0].strip().casefold()
    return _codes().get(name)


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, *names in rows("language-names.tsv") for name in names if name}


@cache
def labels(kind: str) -> frozenset[str]:
    """What a label is called, in small letters."""
    return frozenset(label for name, *found in rows("export-labels.tsv") if name == kind for label in found if label)


def label_of(line: str, *kinds: str) -> str | None:
    """What stands behind one of these labels and its colon at the start of a line.

    >>> label_of("Length:\\xa0412 words", "length"), label_of("Length of stay", "length")
    ('412 words', None)
    """
    head, colon, value = line.replace("\xa0", " ").partition(":")
    found = colon and any(head.strip().casefold() in labels(kind) for kind in kinds)
    return value.strip() if found else None


def is_label(line: str, kind: str) -> bool:
    """Whether a line is one of these labels alone."""
    return line.strip().rstrip(":").casefold() in labels(kind)


def _line(text: str | None) -> str | None:
    return " ".join(mend(text).split()) or None if text else None


def lines_of(paragraphs: Sequence[str]) -> list[str]:
    """The lines of paragraphs, without those that are empty."""
    return [line.strip() for paragraph in paragraphs for line in paragraph.splitlines() if line.strip()]
