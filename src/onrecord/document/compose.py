"""The way into this room: a delivery's bytes, or a plain text, become documents."""

import hashlib
from collections.abc import Collection, Iterable, Iterator

import msgspec

from onrecord.document.blocks import lay_out
from onrecord.document.dates import parse_date
from onrecord.document.decode import decode, mend
from onrecord.document.document import READ_KINDS, Block, Document, Extraction, LeftOut, Page, Span
from onrecord.document.entry import Entry
from onrecord.document.forms import entries
from onrecord.document.language import languages
from onrecord.document.page.html import extract
from onrecord.document.sniff import Form, form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery

MAX_CHARS = 500_000
"""Longer reports are refused unless the caller allows more."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a report apart from its text. `published` is a date in any usual form."""

    source: str = ""
    given_id: str | None = None
    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    raw: bytes | None = None
    raw_sha256: str | None = None
    extraction: Extraction | None = None
    pages: tuple[Page, ...] = ()


NOTHING = Known()


def compose(text: str, known: Known = NOTHING, *, max_chars: int = MAX_CHARS) -> Document:
    """The document of one report's text, with its blocks; what is known wins over what the text says.

    NUL and lone surrogates become U+FFFD. Raises `DocumentError` E201 for a text without words and
    E205 for one of more than `max_chars` characters.

    >>> document = compose("Published 4 May 2031\\n\\nThe envoys of both sides met in Varn at noon.")
    >>> document.published, [block.kind for block in document.blocks]
    ('2031-05-04', ['dateline', 'body'])
    """
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise DocumentError(201, where=known.source)
    if len(text) > max_chars:
        raise DocumentError(205, where=known.source, length=len(text), limit=max_chars)
    text = mend(text)
    layout = lay_out(text, known.title)
    found = languages(text, layout.blocks, known.language)
    published = parse_date(known.published) if known.published else None
    return Document(
        text=text,
        blocks=layout.blocks,
        left_out=tuple(_left_out(layout.blocks, found.foreign)),
        source=known.source,
        given_id=known.given_id,
        url=known.url,
        retrieved=known.retrieved,
        title=known.title or layout.title,
        publisher=known.publisher or layout.publisher,
        authors=known.authors or layout.authors,
        credits=layout.credits,
        published=published or layout.published,
        language=found.language,
        raw=known.raw,
        raw_sha256=known.raw_sha256,
        extraction=known.extraction,
        pages=known.pages,
    )


def _left_out(blocks: Iterable[Block], foreign: Collection[Span]) -> Iterator[LeftOut]:
    for block in blocks:
        if block.kind not in READ_KINDS:
            yield LeftOut(block.span, block.kind)
        elif block.span in foreign:
            yield LeftOut(block.span, "other")


def documents(
    delivery: Delivery,
    *,
    published: str | None = None,
    publisher: str | None = None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Document | DocumentError]:
    """The reports in a delivery, told apart by content; what cannot be read is yielded as an error.

    `published` and `publisher` hold for all reports that do not say otherwise in JSON; they win over
    what a page or a text says of itself.

    >>> found = list(documents(Delivery("talks.txt", b"The envoys met in Varn at noon.")))
    >>> found[0].text
    'The envoys met in Varn at noon.'
    """
    given = Known(
        source=delivery.source,
        url=delivery.url,
        retrieved=delivery.retrieved,
        published=published,
        publisher=publisher,
    )
    try:
        kind = form(delivery.data)
        if kind == "html":
            yield _from_page(delivery.data, given, max_chars)
        elif kind == "text":
            yield _from_text(delivery.data, given, max_chars)
        else:
            yield from _from_entries(kind, delivery, given, max_chars)
    except DocumentError as error:
        yield error.at(delivery.source)


def _from_text(data: bytes, given: Known, max_chars: int) -> Document:
    decoded = decode(data)
    # A guess may be wrong, so the bytes are kept and the guess is named.
    guess = None if decoded.certain else Extraction(extractor=f"decoded as {decoded.encoding}", left_out=())
    known = msgspec.structs.replace(
        given,
        raw=data if guess else None,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        extraction=guess,
    )
    return compose(decoded.text, known, max_chars=max_chars)


def _from_page(data: bytes, given: Known, max_chars: int) -> Document:
    page = extract(data)
    known = msgspec.structs.replace(
        given,
        url=given.url or page.url,
        title=given.title or page.title,
        publisher=given.publisher or page.publisher,
        authors=given.authors or page.authors,
        published=given.published or page.published,
        language=given.language or page.language,
        raw=data,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        extraction=page.extraction,
    )
    return compose(page.text, known, max_chars=max_chars)


def _from_entries(kind: Form, delivery: Delivery, given: Known, max_chars: int) -> Iterator[Document | DocumentError]:
    empty = True
    for entry in entries(kind, delivery.data, delivery.source):
        empty = False
        if isinstance(entry, DocumentError):
            yield entry
            continue
        try:
            known = _of_entry(entry, given)
            if entry.html is None:
                yield compose(entry.text, known, max_chars=max_chars)
            else:
                yield _from_page(entry.html, known, max_chars)
        except DocumentError as error:
            yield error.at(entry.where)
    if empty:
        yield DocumentError(201, where=delivery.source)


def _of_entry(entry: Entry, given: Known) -> Known:
    return msgspec.structs.replace(
        given,
        given_id=entry.given_id,
        url=entry.url or given.url,
        retrieved=entry.retrieved or given.retrieved,
        title=entry.title,
        publisher=entry.publisher or given.publisher,
        authors=entry.authors,
        published=entry.date if entry.date and parse_date(entry.date) else given.published,
        language=entry.language,
        pages=entry.pages,
        raw=entry.raw,
        raw_sha256=None if entry.raw is None else hashlib.sha256(entry.raw).hexdigest(),
        extraction=entry.extraction,
    )
