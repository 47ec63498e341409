"""RSS (0.9x, 1.0, 2.0) and Atom: one entry for each item, with the fullest text that the feed itself holds."""

import io
from collections.abc import Iterator
from typing import Any, cast

from onrecord.document.dates import parse_date
from onrecord.document.decode import mend
from onrecord.document.entry import Entry
from onrecord.document.page.fragment import plain, taken
from onrecord.document.xmltree import tree
from onrecord.errors import DocumentError

FORM = "feed"
_ATTRIBUTES = 50
"""No element of any feed has as many; the parser takes time by their square."""

# What a fault in the parser looks like; fuzzing found one where a namespace holds a blank.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The items of a feed in order. Nothing is fetched: an item's text is what the feed holds of it.

    That is its content (`content:encoded`, Atom's `content`) or, where it has none, its summary or description; how
    many have only that is said at the end (E214). An item without any text is E212, a feed that is cut off is read as
    far as it goes (E211).

    >>> feed = b"<rss><channel><title>Kestrel</title><item><title>Talks</title><description>They go on.</description>"
    >>> found = list(entries(feed + b"</item></channel></rss>", "kestrel.xml"))
    >>> found[0].text, found[0].publisher, found[1].number
    ('They go on.', 'Kestrel', 214)
    """
    from lxml.etree import tostring

    found = tree(data, FORM)
    for element in found.root.iter():
        if len(element.attrib) > _ATTRIBUTES:
            element.attrib.clear()
    feed, items = _parsed(tostring(found.root, encoding="utf-8", xml_declaration=True))
    summaries = 0
    for number, item in enumerate(items, 1):
        where = f"{source}, item {number}" if len(items) > 1 else source
        try:
            entry, whole = _entry(item, feed, where)
        except DocumentError as error:
            yield error.at(where)
            continue
        summaries += not whole
        yield entry
    if summaries:
        yield DocumentError(214, source, count=f"{summaries:,}", total=f"{len(items):,}")
    if found.damage:
        yield DocumentError(211, source, form=FORM, reason=found.damage)


def _parsed(data: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    import feedparser

    # As a stream: a string could be taken for an address or a file's name.
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS as fault:
        raise DocumentError(211, form=FORM, reason=f"its parser failed: {type(fault).__name__}") from fault
    return cast("dict[str, Any]", found.feed), cast("list[dict[str, Any]]", found.entries)


def _entry(item: dict[str, Any], feed: dict[str, Any], where: str) -> tuple[Entry, bool]:
    """An item as an entry, and whether its text is more than a summary. Raises `DocumentError` E212."""
    contents = [one for one in item.get("content", ()) if str(one.get("value", "")).strip()]
    markup = str(contents[0]["value"]) if contents else str(item.get("summary") or "")
    is_plain = bool(contents) and contents[0].get("type") == "text/plain"
    text = mend(markup) if is_plain else plain(markup)
    if not text.strip():
        raise DocumentError(212, where, what="a title" if item.get("title") else "an id")
    raw, extraction = (None, None) if is_plain else taken(markup)
    origin = item.get("source") or {}
    entry = Entry(
        where=where,
        text=text,
        given_id=_text(item.get("id")),
        url=_address(item.get("link")),
        title=_title(item.get("title")),
        # An aggregator names the outlet that an item is from.
        publisher=_title(origin.get("title")) or _title(feed.get("publisher")) or _title(feed.get("title")),
        date=_date(item),
        authors=_authors(item),
        language=_language(contents[0] if contents else item.get("summary_detail") or {}, feed),
        raw=raw,
        extraction=extraction,
    )
    return entry, bool(contents)


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    names = (_text(one.get("name")) for one in item.get("authors", ()))
    return tuple(dict.fromkeys(name for name in names if name))


def _date(item: dict[str, Any]) -> str | None:
    """The day of publication as the feed writes it, in its own time zone; of updating where no other is given."""
    for key in ("published", "created", "updated"):
        # Not by feedparser's own `get`, which warns where it gives one date for another.
        written = _text(dict.get(item, key))
        if written and parse_date(written):
            return written
        read = dict.get(item, f"{key}_parsed")
        if read:
            return f"{read.tm_year:04}-{read.tm_mon:02}-{read.tm_mday:02}"
    return None


def _language(detail: dict[str, Any], feed: dict[str, Any]) -> str | None:
    code = _text(detail.get("language")) or _text(feed.get("language"))
    code = code.replace("_", "-").partition("-")[0].lower() if code else None
    # English is what programs put in of their own accord; the text itself knows better.
    return None if code == "en" else code


def _address(value: object) -> str | None:
    # An id that is no address may stand in for the link that an item lacks.
    text = _text(value)
    return text if text and text.lower().startswith(("http://", "https://")) else None


def _title(value: object) -> str | None:
    text = _text(value)
    return " ".join(plain(text).split()) or None if text else None


def _text(value: object) -> str | None:
    return mend(value).strip() or None if isinstance(value, str) else None
