"""Tells what bytes are by looking at them: one of the forms that reports come in, or nothing one can be read from.

Each kind of sign has a file: how the bytes begin (`signatures`), the outermost tag (`markup`), the keys of the first
JSON object (`jsonkeys`). A new form is a name in `Form`, a line in one of those (or another teller in `BY_BYTES` or
`BY_HEAD`), and a file of its name in `forms`.
"""

import codecs
from collections.abc import Callable
from typing import Literal

from onrecord.document import jsonkeys
from onrecord.document.office import kinds
from onrecord.document.page import markup
from onrecord.document.signatures import READ, REFUSED
from onrecord.document.table import cells
from onrecord.errors import DocumentError

Form = Literal[
    "csv",
    "docx",
    "factiva",
    "feed",
    "html",
    "jsonfeed",
    "jsonl",
    "newsml",
    "ninjs",
    "parquet",
    "pdf",
    "rtf",
    "text",
]

HEAD = 4096
"""How many bytes decide whether something is a page, XML or JSON."""

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


def _by_signature(data: bytes) -> str | None:
    return next((form for start, form in READ if data.startswith(start)), None)


BY_BYTES: tuple[Callable[[bytes], str | None], ...] = (_by_signature, kinds.told)
"""Asked in turn, with all bytes, before anything is taken for text."""

BY_HEAD: tuple[Callable[[str, bytes], str | None], ...] = (markup.told, jsonkeys.told, cells.told)
"""Asked in turn, with the beginning as text and all bytes; what none of them knows is plain text."""


def form(data: bytes) -> Form:
    """What `data` is. Raises `DocumentError` E201 when it is empty and E202 when it is no text.

    >>> form(b"<!DOCTYPE html><html><body>The talks go on.</body></html>")
    'html'
    >>> form(b'{"text": "The talks go on."}')
    'jsonl'
    >>> form(b"The talks go on.")
    'text'
    """
    for by_bytes in BY_BYTES:
        if told := by_bytes(data):
            return told  # type: ignore[return-value]  # tables of strings; tests/document/test_sniff.py holds them
    mark = byte_order_mark(data)
    encoding = mark or unmarked_utf16(data) or "latin-1"
    if mark is None and encoding == "latin-1":
        _refuse_binary(data)
    head = data[:HEAD].decode(encoding, "replace").lstrip("\ufeff \t\r\n\f\v\0")
    if head.startswith("\xef\xbb\xbf"):
        head = head[3:].lstrip()
    if not head and not data.decode(encoding, "replace").strip("\ufeff\0 \t\r\n\f\v"):
        raise DocumentError(201)
    for by_head in BY_HEAD:
        if told := by_head(head, data):
            return told  # type: ignore[return-value]  # as above
    return "text"


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
    for signature, what in REFUSED:
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
