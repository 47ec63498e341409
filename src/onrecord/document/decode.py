"""Bytes to text: the encoding is found and noted, line ends stay as they are."""

import re
from dataclasses import dataclass

from onrecord.document.sniff import SAMPLE, byte_order_mark, unmarked_utf16
from onrecord.errors import DocumentError

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_DECLARED = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})""")

_FOREIGN_SHARE = 0.25
"""Above this share of high bytes a text is hardly Western European: its encoding is looked for."""


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding it was decoded with; `certain` is false where that was a guess."""

    text: str
    encoding: str
    certain: bool


def decode(data: bytes, *, declared: bool = False) -> Decoded:
    """The text of `data`, with NUL and lone surrogates as U+FFFD, one for one.

    A byte order mark decides; then, with `declared`, the charset a page names in its head; then UTF-8
    (kept where only a few bytes are damaged); then Windows-1252, or for mostly high bytes what
    charset-normalizer finds. Raises `DocumentError` E203 when nothing fits.

    >>> decode(b"caf\\xe9").text, decode(b"caf\\xe9").encoding
    ('café', 'cp1252')
    """
    encoding = byte_order_mark(data) or unmarked_utf16(data)
    if encoding:
        return Decoded(mend(data.decode(encoding, "replace").removeprefix("\ufeff")), encoding, certain=True)
    try:
        return Decoded(mend(data.decode("utf-8")), "utf-8", certain=True)
    except UnicodeDecodeError:
        pass
    return (_as_declared(data) if declared else None) or _damaged_utf8(data) or _guessed(data)


def mend(text: str) -> str:
    """NUL and lone surrogates become U+FFFD, one for one: no record could hold them.

    >>> mend("a\\0b")
    'a\ufffdb'
    """
    return _UNWRITABLE.sub("\ufffd", text)


def _as_declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:SAMPLE])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    # Pages that name Latin-1 mean Windows-1252: browsers read them so, and the HTML standard says so.
    name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
    try:
        return Decoded(mend(data.decode(name, "replace")), name, certain=True)
    except (LookupError, UnicodeError, ValueError):
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as a download cut off in mid-letter leaves it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return Decoded(mend(text), "utf-8", certain=False) if whole >= 4 * broken else None


def _guessed(data: bytes) -> Decoded:
    sample = data[:SAMPLE]
    high = sum(1 for byte in sample if byte >= 0x80)
    letters = sum(1 for byte in sample if byte >= 0x80 or 65 <= byte <= 90 or 97 <= byte <= 122)
    if high <= _FOREIGN_SHARE * letters:
        return Decoded(mend(data.decode("cp1252", "replace")), "cp1252", certain=False)
    # Imported here because few files need it and it slows every start.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise DocumentError(203)
    return Decoded(mend(data.decode(best.encoding, "replace")), best.encoding, certain=False)
