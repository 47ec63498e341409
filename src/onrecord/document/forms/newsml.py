"""NewsML-G2 (news items alone, in messages and packages), and its forerunners NewsML 1 and NITF."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.document.decode import decode, mend
from onrecord.document.document import Extraction
from onrecord.document.entry import Entry
from onrecord.document.page.fragment import plain, taken
from onrecord.document.wire import newsml1, nitf
from onrecord.document.wire.common import authors, embargo, identified, language, taken_back
from onrecord.document.wire.nitf import attribute, first, outermost
from onrecord.document.xmltree import local, tree, words
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from onrecord.document.xmltree import Element

FORM = "NewsML file"
_TEXT_CLASSES = ("text", "composite", "")
# Of the words at hand first, then of the item that holds them, which may be newer than its words.
_DATES = ("contentModified", "contentCreated", "versionCreated", "firstCreated")
_OTHER_ITEMS = {
    "conceptItem": "concepts",
    "knowledgeItem": "concepts",
    "planningItem": "plans",
    "catalogItem": "a catalogue",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports in the file in order; which of the three it is shows in its outermost element.

    Items that are not `usable` are not read (E213), those under embargo are and it is said (E215); pictures, plans and
    concepts are E216, items whose text is only linked to E212. A file that is cut off is read as far as it goes (E211).
    """
    found = tree(data, FORM)
    root = found.root
    if local(root) == "nitf":
        yield _nitf(root, source)
    elif local(root).lower() == "newsml":
        yield from newsml1.entries(root, source)
    else:
        yield from _message(root, source)
    if found.damage:
        yield DocumentError(211, source, form=FORM, reason=found.damage)


def _message(root: Element, source: str) -> Iterator[Entry | DocumentError]:
    items = outermost(root, "newsItem")
    for number, item in enumerate(items, 1):
        where = f"{source}, item {number}" if len(items) > 1 else source
        try:
            yield from _item(item, where)
        except DocumentError as error:
            yield error.at(where)
    for other in root.iter():
        if what := _OTHER_ITEMS.get(local(other)):
            yield DocumentError(216, source, what=what)
    if not items and local(root) in ("packageItem", "newsMessage"):
        yield DocumentError(216, source, what="a list of other items")


def _item(item: Element, where: str) -> Iterator[Entry | DocumentError]:
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    if error := taken_back(_code(first(meta, "pubStatus")), where):
        yield error
        return
    kind = (_code(first(meta, "itemClass")) or "").rpartition(":")[2].rpartition("/")[2].lower()
    if kind not in _TEXT_CLASSES:
        yield DocumentError(216, where, what=kind[:40])
        return
    embargoed = words(first(meta, "embargoed"))
    tag = attribute(first(content, "language"), "tag") or item.get(_LANG)
    guid = attribute(item, "guid")
    dates = (words(first(content, name)) or words(first(meta, name)) for name in _DATES)
    names = [words(first(one, "name")) for one in _all(content, "creator")]
    written = authors(words(first(content, "by"))) or tuple(name for name in names if name)
    title = words(first(content, "headline")) or words(first(meta, "title"))
    publisher = _provider(meta, content, first(item, "rightsInfo"))
    body = _body(item, where)
    if isinstance(body, DocumentError):
        yield body
        return
    if notice := embargo(embargoed, where):
        yield notice
    yield Entry(
        where=where,
        text=body.text,
        given_id=identified(guid, attribute(item, "version")),
        url=guid if guid and guid.startswith(("http://", "https://")) else None,
        title=title or body.title,
        publisher=publisher or body.publisher,
        date=next(filter(None, dates), None) or body.date,
        authors=written or body.authors,
        language=language(tag),
        raw=body.raw,
        extraction=body.extraction,
    )


def _provider(meta: Element | None, content: Element | None, rights: Element | None) -> str | None:
    """Who sends the item out, by name; by the last part of a code where no name is given."""
    provider = first(meta, "provider")
    return (
        words(first(provider, "name"))
        or attribute(provider, "literal")
        or words(first(first(rights, "copyrightHolder"), "name"))
        or attribute(first(rights, "copyrightHolder"), "literal")
        or words(first(content, "creditline"))
        or words(first(first(content, "infoSource"), "name"))
        or (attribute(provider, "qcode") or "").rpartition(":")[2]
        or None
    )


def _body(item: Element, where: str) -> Entry | DocumentError:
    """The item's text as an entry: plain text, as it cannot be taken apart wrongly, before the same with markup."""
    holder = first(item, "contentSet")
    inline = [*_all(holder, "inlineData"), *_all(holder, "inlineXML")]
    for one in sorted(inline, key=lambda each: "plain" not in (attribute(each, "contenttype") or "")):
        found = _data(one, where) if local(one) == "inlineData" else _xml(one, where)
        if found is not None:
            return found
    linked = bool(_all(holder, "remoteContent"))
    return DocumentError(212, where, what="an address where its text is" if linked else "metadata")


def _data(element: Element, where: str) -> Entry | None:
    kind = attribute(element, "contenttype") or ""
    text = "".join(element.itertext())
    if (attribute(element, "encoding") or "").rpartition(":")[2].rpartition("/")[2].lower() == "base64":
        try:
            text = decode(base64.b64decode("".join(text.split()), validate=True)).text
        except (binascii.Error, ValueError):
            return None
    is_html = "html" in kind or "xml" in kind
    raw, extraction = taken(text) if is_html else (None, None)
    text = plain(text) if is_html else mend(text).strip("\r\n")
    return Entry(where=where, text=text, raw=raw, extraction=extraction) if text.strip() else None


def _xml(element: Element, where: str) -> Entry | None:
    root = next((one for one in element if local(one)), None)
    if root is None:
        return None
    from lxml.etree import tostring

    raw = tostring(root, encoding="utf-8", with_tail=False)
    if local(root) in ("nitf", "body", "body.content"):
        story = nitf.story(root)
        text, extraction = story.text, story.extraction
        title, byline, publisher, date = story.title, story.authors, story.publisher, story.date
    else:
        body = first(root, "body")
        text = nitf.paragraphs(root if body is None else body)
        extraction = Extraction(extractor="paragraphs of XML", left_out=())
        title, byline, publisher, date = None, (), None, None
    if not text.strip():
        return None
    return Entry(
        where=where,
        text=text,
        title=title,
        authors=byline,
        publisher=publisher,
        date=date,
        raw=raw,
        extraction=extraction,
    )


def _nitf(root: Element, source: str) -> Entry | DocumentError:
    from lxml.etree import tostring

    raw = tostring(root, encoding="utf-8", with_tail=False)
    tag = root.get(_LANG) or attribute(first(root, "body.content"), _LANG)
    story = nitf.story(root)
    if not story.text.strip():
        return DocumentError(212, source, what="metadata")
    return Entry(
        where=source,
        text=story.text,
        given_id=identified(story.given_id, story.version),
        title=story.title,
        publisher=story.publisher,
        date=story.date,
        authors=story.authors,
        language=language(tag),
        raw=raw,
        extraction=story.extraction,
    )


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [one for one in element.iter() if local(one) == name]


def _code(element: Element | None) -> str | None:
    """The value of a controlled property, by its code, address or literal."""
    return attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")
