"""A report as one fixed text with what is known about it: what every later room works on."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Span = tuple[int, int]
"""[start, end) in Unicode code points into the text as received."""

BlockKind = Literal[
    "headline",
    "subhead",
    "byline",
    "dateline",
    "body",
    "pullquote",
    "caption",
    "related-link",
    "credit",
    "other",
]

READ_KINDS: frozenset[str] = frozenset({"headline", "body"})
"""Blocks whose sentences are read for statements and moves; the others are set apart, never deleted."""


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stretch of the text of one kind. Blocks are in order, do not overlap and leave out only white space."""

    kind: BlockKind
    span: Span


class LeftOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the text that is not read, and why (a block kind)."""

    span: Span
    why: str


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page of a paginated file (PDF, DOCX): its number or label, as printed or counted, and its stretch of text."""

    label: str
    span: Span


class Extraction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a page became text: the extractor with its version, and the page's visible text that it left out."""

    extractor: str
    left_out: tuple[str, ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report: the text as received (for HTML: as extracted), its blocks, and its metadata.

    `published` is an ISO 8601 date (`2031-05-04`) or None. `language` is an ISO 639-1 code, 639-3 where there is none,
    or None. `left_out` holds the spans of the blocks that are not read: those of other kinds, and those in another
    language. `raw` holds the bytes as they came, for HTML and for text whose encoding was a guess (else they are the
    text itself).
    """

    text: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    source: str = ""
    given_id: str | None = None
    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = "en"
    raw: bytes | None = None
    raw_sha256: str | None = None
    extraction: Extraction | None = None
    pages: tuple[Page, ...] = ()

    def readable(self) -> list[Block]:
        """The blocks whose sentences are read, in order."""
        return readable(self.blocks, self.left_out)


def readable(blocks: Iterable[Block], left_out: Iterable[LeftOut]) -> list[Block]:
    """The blocks that are of a kind which is read, and not left out.

    >>> headline, body = Block("headline", (0, 5)), Block("body", (7, 30))
    >>> readable([headline, body, Block("caption", (32, 40))], [LeftOut((7, 30), "other")]) == [headline]
    True
    """
    out = {part.span for part in left_out}
    return [block for block in blocks if block.kind in READ_KINDS and block.span not in out]
