"""NITF, IPTC's markup of the text of a report: its paragraphs, and what its head says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.document.decode import mend
from onrecord.document.document import Extraction
from onrecord.document.page.visible import segments
from onrecord.document.wire.common import authors
from onrecord.document.xmltree import local, words

if TYPE_CHECKING:
    from onrecord.document.xmltree import Element

# Tags within a sentence; all others part paragraphs. NITF 3.6, "enriched text".
_INLINE = frozenset(
    {"a", "alt-code", "chron", "classifier", "copyrite", "em", "event", "frac", "function", "lang", "location", "money",
     "num", "object.title", "org", "person", "postaddr", "pronounce", "q", "strong", "sub", "sup", "virtloc", "city",
     "state", "region", "country", "sublocation", "name.given", "name.family", "u", "b", "i", "span"}
)  # fmt: skip
_TAG = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_APART = frozenset({"media", "body.end", "hedline", "byline", "distributor", "abstract", "note"})
"""Parts that are not the running text: pictures with their captions, and what stands before and behind it."""


@dataclass(frozen=True)
class Story:
    """What an NITF element holds."""

    text: str
    extraction: Extraction
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    date: str | None
    given_id: str | None
    version: str | None


def story(root: Element) -> Story:
    """The text of an NITF document or of a body of one, paragraph by paragraph, and its metadata.

    Captions, abstract and notes are kept apart as what was left out. The tree is changed.
    """
    byline = words(first(root, "byline"))
    headline = words(first(root, "hl1")) or words(first(root, "hedline")) or words(first(root, "title"))
    distributor = words(first(root, "distributor"))
    docdata = first(root, "docdata")
    issued = attribute(first(root, "date.issue"), "norm") or attribute(first(root, "pubdata"), "date.publication")
    found = Story(
        text="",
        extraction=Extraction(extractor="paragraphs of NITF", left_out=()),
        title=headline or None,
        authors=authors(byline),
        publisher=distributor
        or attribute(first(root, "pubdata"), "name")
        or attribute(first(root, "doc.copyright"), "holder"),
        date=issued or attribute(first(root, "story.date"), "norm"),
        given_id=attribute(first(root, "doc-id"), "id-string"),
        version=attribute(first(docdata, "du-key"), "version"),
    )
    body = first(root, "body")
    apart = _take_apart(root if body is None else body)
    text = paragraphs(root if body is None else body)
    return Story(**{**vars(found), "text": text, "extraction": Extraction("paragraphs of NITF", apart)})


def paragraphs(element: Element) -> str:
    """The text inside an element of NITF, HTML or a like markup, in paragraphs. The tree is changed."""
    element.tail = None
    for one in element.iter():
        name = local(one)
        if isinstance(one.tag, str):
            one.tag = "span" if name in _INLINE else name if _TAG.fullmatch(name) else "div"
    return mend("\n\n".join(segments(element)))


def first(element: Element | None, name: str) -> Element | None:
    """The first element of a name (without namespace) inside another, at any depth."""
    if element is None:
        return None
    return next((one for one in element.iter() if local(one) == name), None)


def outermost(root: Element, name: str) -> list[Element]:
    """The elements of a name in document order, without those inside another of them."""
    found = []
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if local(one) == name:
            found.append(one)
        else:
            waiting.extend(reversed(one))
    return found


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value; None where there is none, or nothing in it."""
    value = None if element is None else element.get(name)
    return mend(value).strip() or None if value else None


def _take_apart(body: Element) -> tuple[str, ...]:
    """Take what is not running text out of the body; its words."""
    parts = [one for one in body.iter() if local(one) in _APART]
    said = []
    for part in parts:
        # Parts of a part went with it.
        parent = part.getparent()
        if parent is None or part is body:
            continue
        if local(part) not in ("hedline", "byline", "distributor") and (text := words(part)):
            said.append(text[:300])
        tail, part.tail = part.tail, None
        if tail and tail.strip():
            # Words behind it stay where they are.
            part.clear()
            part.tail = tail
        else:
            parent.remove(part)
    return tuple(dict.fromkeys(said))[:200]
