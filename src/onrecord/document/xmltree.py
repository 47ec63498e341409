"""XML to a tree, whatever it holds: nothing is fetched, no entity is expanded, and its size and depth are bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from onrecord.document.decode import decode, mend
from onrecord.document.page.markup import after_prolog
from onrecord.document.sniff import HEAD, byte_order_mark, unmarked_utf16
from onrecord.errors import DocumentError

Element = Any
"""An element of lxml, which states no types."""

MAX_XML_BYTES = 50 * 1024 * 1024
"""Larger XML files are refused: their tree takes several times as much memory."""

_REFERENCE = re.compile(rb"&([A-Za-z_:][A-Za-z0-9_.:-]{0,40});")
_NUMBERED = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]{1,40})|([0-9]{1,40}));")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_.:-]{2,40})""")
_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}


@dataclass(frozen=True)
class Tree:
    """The outermost element, and what is wrong with the file where it could not be read to its end."""

    root: Element
    damage: str | None


def tree(data: bytes, what: str) -> Tree:
    """The tree of an XML file, of which `what` is the name; a damaged one as far as it can be read.

    Its document type, with all that may be defined there, is taken off; HTML's names of characters stand for those
    characters, and other names stay as they are written. Raises `DocumentError` E211 where there is no tree at all, and
    for a file above 50 MB.

    >>> tree(b"<rss>R&amp;D&nbsp;&mine;</rss>", "feed").root.text
    'R&D\\xa0&mine;'
    """
    if len(data) > MAX_XML_BYTES:
        raise DocumentError(211, form=what, reason=f"more than {MAX_XML_BYTES:,} bytes")
    from lxml import etree

    encoding = None
    if byte_order_mark(data) not in (None, "utf-8") or unmarked_utf16(data):
        data, encoding = decode(data).text.encode(), "utf-8"
    data = _NUMBERED.sub(_possible, _REFERENCE.sub(_character, _without_doctype(data)))
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
               "remove_comments": True, "remove_pis": True, "encoding": encoding}  # fmt: skip
    try:
        return Tree(etree.fromstring(data, etree.XMLParser(**options)), None)
    except (etree.LxmlError, ValueError, LookupError) as error:
        damage = _said(error)
    options["encoding"] = "utf-8"
    try:
        # Of bytes that are no letters the parser would make strings that Python cannot read.
        root = etree.fromstring(_mended(data, encoding), etree.XMLParser(recover=True, **options))
    except (etree.LxmlError, ValueError, LookupError):
        root = None
    if root is None:
        raise DocumentError(211, form=what, reason=damage)
    return Tree(root, damage)


def local(element: Element) -> str:
    """The tag without its namespace or prefix; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def words(element: Element | None) -> str:
    """All text inside an element, white space set to single spaces; empty for None."""
    return "" if element is None else mend(" ".join("".join(element.itertext()).split()))


def _without_doctype(data: bytes) -> bytes:
    """The file without what stands before the outermost element, but for the declaration that names the encoding."""
    head = data[: 16 * HEAD].decode("latin-1")
    begun = len(head) - len(head.lstrip("\xef\xbb\xbf \t\r\n\f\v\0"))
    start = after_prolog(head, begun)
    if head.startswith("<?xml", begun):
        end = head.find("?>", begun, begun + 200) + 2
        return data[begun:end] + data[start:] if end > 1 else data[start:]
    return data[start:]


def _character(match: re.Match[bytes]) -> bytes:
    if match[1] in _OWN:
        return match[0]
    meant = html5.get(match[1].decode("ascii") + ";")
    return b"".join(b"&#%d;" % ord(one) for one in meant) if meant else b"&amp;" + match[0][1:]


def _possible(match: re.Match[bytes]) -> bytes:
    """A reference by number; to U+FFFD where no XML may hold what it names."""
    number = int(match[1], 16) if match[1] else int(match[2])
    fits = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0xFFFF < number < 0x110000
    return match[0] if fits else b"&#65533;"


def _mended(data: bytes, encoding: str | None) -> bytes:
    """The file in UTF-8, with U+FFFD for bytes that its encoding does not know."""
    declared = _ENCODING.match(data[:200].lstrip(b"\xef\xbb\xbf \t\r\n"))
    name = encoding or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return mend(data.decode(name, "replace")).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return mend(data.decode("utf-8", "replace")).encode("utf-8")


def _said(error: Exception) -> str:
    text = str(error).partition(" (<string>")[0]
    return text[:200] or type(error).__name__
