"""Tells what bytes are by looking at them: a page, JSON, plain text, or nothing a report can be read from."""

import codecs
import re
from typing import Literal

from onrecord.errors import DocumentError

Form = Literal["html", "jsonl", "text"]

HEAD = 4096
"""How many bytes decide whether something is a page or JSON."""

SAMPLE = 65536
"""How many bytes decide whether something is text at all."""

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"SQLite format 3", "a SQLite database"),
)

_TAGS = "html|head|body|article|main|section|div|p|h1|h2|header|meta|title|link|script|nav|span|table"
_PAGE_START = re.compile(rf"<(?:!doctype\s{{1,20}}html|(?:{_TAGS})(?:[\s>/]|$))", re.IGNORECASE)
_PAGE_INSIDE = re.compile(r"<(?:!doctype\s{1,20}html|html|body)[\s>]", re.IGNORECASE)
_JSON_START = re.compile(r'(?:\[\s{0,200}(?:\{|\]\s{0,20}$)|\{)\s{0,200}(?:["}]|$)')


def form(data: bytes) -> Form:
    """What `data` is. Raises `DocumentError` E201 when it is empty and E202 when it is no text.

    >>> form(b"<!DOCTYPE html><html><body>The talks go on.</body></html>")
    'html'
    >>> form(b'{"text": "The talks go on."}')
    'jsonl'
    >>> form(b"The talks go on.")
    'text'
    """
    mark = byte_order_mark(data)
    encoding = mark or unmarked_utf16(data) or "latin-1"
    if mark is None and encoding == "latin-1":
        _refuse_binary(data)
    head = data[:HEAD].decode(encoding, "replace").lstrip("\ufeff \t\r\n\f\v\0")
    if head.startswith("\xef\xbb\xbf"):
        head = head[3:].lstrip()
    if not head and not data.decode(encoding, "replace").strip("\ufeff\0 \t\r\n\f\v"):
        raise DocumentError(201)
    if head.startswith("<"):
        return _marked_up(head)
    return "jsonl" if _JSON_START.match(head) else "text"


def byte_order_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark at the start names."""
    return next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows in every other byte being NUL, as European letters have it."""
    sample = data[:SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(202, what=what)
    sample = data[:SAMPLE]
    printable = sample.translate(None, _CONTROLS)
    # Of random bytes one in ten is a control; a text may hold a few that a program left in it.
    if len(sample) - len(printable) > max(3, 0.07 * len(sample)):
        if not data.strip(b"\0 \t\r\n\f\v"):
            raise DocumentError(201)
        raise DocumentError(202, what="binary data")


# NUL among them: a few are mended as U+FFFD, many mean that this is no text.
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"


def _marked_up(head: str) -> Form:
    if _PAGE_START.match(head):
        return "html"
    if head.startswith(("<?xml", "<!--", "<!")):
        if _PAGE_INSIDE.search(head):
            return "html"
        if head.startswith("<?xml"):
            raise DocumentError(202, what="an XML document that is no web page")
        if head.startswith("<!--"):
            return "html"
    return "text"
