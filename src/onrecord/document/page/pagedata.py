"""What a page says of its article outside the text: JSON-LD first, then meta tags, then visible tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.document.dates import parse_date
from onrecord.document.decode import mend

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ITEMS = 2000
MAX_CHARS = 300

_ARTICLES = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "liveblogposting", "blogposting",
     "report", "opinionnewsarticle", "backgroundnewsarticle"}
)  # fmt: skip
_TITLE_META = ("og:title", "twitter:title", "dc.title", "headline")
_DATE_META = (
    "article:published_time", "og:published_time", "datepublished", "publishdate", "publish-date", "pubdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_PUBLISHER_META = ("og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher")


@dataclass(frozen=True)
class PageData:
    """A page's own account of its article; None or empty where it says nothing."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


def page_data(tree: HtmlElement) -> PageData:
    """The metadata of a parsed page."""
    linked = _article(tree)
    meta = _meta(tree)
    return PageData(
        url=_address(tree, meta),
        title=_text(linked.get("headline")) or _first(meta, _TITLE_META) or _tag(tree, "h1") or _tag(tree, "title"),
        publisher=next(iter(_names(linked.get("publisher"))), None) or _plain(_first(meta, _PUBLISHER_META)),
        authors=_names(linked.get("author")) or _meta_authors(meta),
        published=_date(_text(linked.get("datePublished"))) or _meta_date(meta) or _time(tree),
        language=_language(tree),
    )


def _article(tree: HtmlElement) -> dict[str, object]:
    """The article among the page's JSON-LD items; the first wins."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(value):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.lower() in _ARTICLES for name in names):
                return item
    return {}


def _items(value: object) -> Iterator[dict[str, object]]:
    """All objects in a JSON value, outer ones first, up to a bound."""
    waiting = [value]
    for _ in range(MAX_ITEMS):
        if not waiting:
            return
        current = waiting.pop(0)
        if isinstance(current, dict):
            yield current
            waiting.extend(inner for inner in current.values() if isinstance(inner, (dict, list)))
        elif isinstance(current, list):
            waiting.extend(inner for inner in current[:MAX_ITEMS] if isinstance(inner, (dict, list)))


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number >= MAX_ITEMS:
            break
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _text(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _meta_authors(meta: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHOR_META:
        people = [person for value in meta.get(name, ()) if (person := _plain(value))]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _meta_date(meta: dict[str, list[str]]) -> str | None:
    return next((found for name in _DATE_META for value in meta.get(name, ()) if (found := _date(value))), None)


def _names(value: object) -> tuple[str, ...]:
    """Names out of a JSON-LD person, organisation, plain string, or list of these."""
    found: list[str] = []
    for item in value[:50] if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        name = _plain(_text(named))
        if name:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _plain(text: str | None) -> str | None:
    """A name, None for an address in its place."""
    return None if text is None or "://" in text else text


def _address(tree: HtmlElement, meta: dict[str, list[str]]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    found = next((link.strip() for link in links if link), None) or _first(meta, ("og:url",))
    return mend(found) if found and found.startswith(("http://", "https://")) and len(found) <= 2000 else None


def _time(tree: HtmlElement) -> str | None:
    """The first time tag; a page's other times are those of other articles."""
    element = next(tree.iter("time"), None)
    if element is None:
        return None
    return _date(element.get("datetime")) or _date("".join(element.itertext()))


def _tag(tree: HtmlElement, name: str) -> str | None:
    element = next(tree.iter(name), None)
    return _text("".join(element.itertext())) if element is not None else None


def _language(tree: HtmlElement) -> str | None:
    code = (tree.get("lang") or "").strip().lower()[:2]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _date(text: str | None) -> str | None:
    return parse_date(text[:100]) if text else None


def _text(value: object) -> str | None:
    """A string with single spaces, bounded; None for anything else."""
    if not isinstance(value, str):
        return None
    return " ".join(mend(value[: 10 * MAX_CHARS]).split())[:MAX_CHARS] or None
