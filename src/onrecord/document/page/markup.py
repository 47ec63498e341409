"""Tells pages and XML forms apart by their outermost tag."""

import re
from typing import Final

from onrecord.errors import DocumentError

ROOTS: Final[dict[str, str]] = {
    # RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    # NewsML-G2 and its forerunners NewsML 1 and NITF
    "newsitem": "newsml",
    "packageitem": "newsml",
    "newsmessage": "newsml",
    "conceptitem": "newsml",
    "knowledgeitem": "newsml",
    "planningitem": "newsml",
    "catalogitem": "newsml",
    "newsml": "newsml",
    "nitf": "newsml",
}
"""The form that an outermost tag (without prefix, in small letters) stands for."""

_TAGS = "html|head|body|article|main|section|div|p|h1|h2|header|meta|title|link|script|nav|span|table"
_PAGE_START = re.compile(rf"<(?:!doctype\s{{1,20}}html|(?:{_TAGS})(?:[\s>/]|$))", re.IGNORECASE)
_PAGE_INSIDE = re.compile(r"<(?:!doctype\s{1,20}html|html|body)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"\s*(?:<!--.*?-->|<\?.*?\?>|<!(?!--)[^\[>]*[\[>])", re.DOTALL)
_FACTIVA = re.compile(rb"""<div[^<>]{0,200}class=["']article [a-z]{2}Article["'\s]""")
_TITLE: Final = 65536
"""Bytes in which such a page names Factiva."""
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})(?=[\s>/])")


def told(head: str, data: bytes) -> str | None:
    """The form of what begins with `head`, None where it is no markup. Raises `DocumentError` E202 for other XML.

    >>> told('<?xml version="1.0"?><!-- daily --><rss version="2.0">', b"")
    'feed'
    """
    if not head.startswith("<"):
        return None
    if _PAGE_START.match(head):
        return _page(data)
    root = _ROOT.match(head, after_prolog(head))
    form = ROOTS.get(root[1].lower()) if root else None
    if form:
        return form
    if head.startswith(("<?xml", "<!--", "<!")):
        if _PAGE_INSIDE.search(head):
            return _page(data)
        if head.startswith("<?xml"):
            raise DocumentError(202, what="an XML document that is no web page, feed or wire report")
        if head.startswith("<!--"):
            return "html"
    return None


def after_prolog(head: str, position: int = 0) -> int:
    """Where the first element may begin: after declarations, comments and a document type.

    >>> head = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '>'>]><rss>"
    >>> head[after_prolog(head) :]
    '<rss>'
    """
    while match := _PROLOG.match(head, position):
        position = match.end()
        if match[0].endswith("["):
            # A document type with definitions ends behind their bracket.
            end = head.find("]", position)
            closing = head.find(">", end)
            while end >= 0 and closing >= 0 and head[end + 1 : closing].strip():
                end = head.find("]", closing)
                closing = head.find(">", end)
            if end < 0 or closing < 0:
                return len(head)
            position = closing + 1
    return position + len(head[position:]) - len(head[position:].lstrip())


def _page(data: bytes) -> str:
    """Factiva saves many articles in one page, each in an element of a class such as `article enArticle`."""
    return "factiva" if b"activa" in data[:_TITLE] and _FACTIVA.search(data) else "html"
