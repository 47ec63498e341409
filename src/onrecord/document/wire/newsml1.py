"""NewsML 1.0 to 1.2: the forerunner of NewsML-G2, still what some agencies' archives are kept in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.document.decode import mend
from onrecord.document.document import Extraction
from onrecord.document.entry import Entry
from onrecord.document.wire import nitf
from onrecord.document.wire.common import authors, identified, language, taken_back
from onrecord.document.wire.nitf import attribute, first, outermost
from onrecord.document.xmltree import local, words
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from onrecord.document.xmltree import Element


def entries(root: Element, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of a NewsML 1 file: each text in each of its news items, in order."""
    items = outermost(root, "NewsItem")
    for number, item in enumerate(items, 1):
        where = f"{source}, item {number}" if len(items) > 1 else source
        yield from _item(item, where)
    if not items:
        yield DocumentError(216, source, what="a list of other items")


def _item(item: Element, where: str) -> Iterator[Entry | DocumentError]:
    management = first(item, "NewsManagement")
    if error := taken_back(attribute(first(management, "Status"), "FormalName"), where):
        yield error
        return
    identifier = first(item, "NewsIdentifier")
    name = words(first(identifier, "PublicIdentifier")) or words(first(identifier, "NewsItemId"))
    publisher = _party(item, "Provider") or words(first(identifier, "ProviderId")) or None
    tag = language(attribute(first(item, "Language"), "FormalName"))
    date = words(first(management, "ThisRevisionCreated")) or words(first(management, "FirstCreated"))
    # Gathered once: an item may hold thousands of texts.
    media = {one.getparent(): attribute(one, "FormalName") for one in item.iter() if local(one) == "MediaType"}
    lines = {
        one.getparent(): {name: words(first(one, name)) for name in ("HeadLine", "ByLine")}
        for one in item.iter()
        if local(one) == "NewsLines"
    }
    texts = [one for one in outermost(item, "DataContent") if _is_text(media.get(one.getparent())) and words(one)]
    for number, content in enumerate(texts, 1):
        yield replace(
            _text(content),
            where=f"{where}, text {number}" if len(texts) > 1 else where,
            given_id=identified(name, words(first(identifier, "RevisionId"))),
            title=_nearest(content, lines, "HeadLine"),
            publisher=publisher,
            date=date or None,
            authors=authors(_nearest(content, lines, "ByLine")),
            language=tag,
        )
    if not texts:
        yield DocumentError(212, where, what="metadata")


def _is_text(media: str | None) -> bool:
    return media is None or "text" in media.lower()


def _text(content: Element) -> Entry:
    """The text of a content item as an entry without more. The tree is changed, but not what a later text needs."""
    from lxml.etree import tostring

    inner = next((one for one in content if local(one)), None)
    if inner is None:
        return Entry(where="", text=mend("".join(content.itertext())).strip("\r\n"))
    raw = tostring(content, encoding="utf-8", with_tail=False)
    if local(inner) == "nitf":
        story = nitf.story(inner)
        return Entry(where="", text=story.text, raw=raw, extraction=story.extraction)
    text = nitf.paragraphs(content)
    return Entry(where="", text=text, raw=raw, extraction=Extraction(extractor="paragraphs of XML", left_out=()))


def _nearest(content: Element, lines: dict[Element, dict[str, str]], name: str) -> str | None:
    """A line about a text: of the innermost component around it that has one."""
    found = (lines[around][name] for around in content.iterancestors() if around in lines)
    return next(filter(None, found), None)


def _party(item: Element, role: str) -> str | None:
    return attribute(first(first(item, role), "Party"), "FormalName")
