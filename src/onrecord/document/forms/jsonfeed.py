"""JSON Feed (versions 1.0 and 1.1): one entry for each item, with the fullest text that the feed itself holds."""

from collections.abc import Iterator

from onrecord.document.decode import mend
from onrecord.document.entry import Entry
from onrecord.document.jsonvalues import values
from onrecord.document.page.fragment import plain, taken
from onrecord.errors import DocumentError

FORM = "feed"


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The items of each feed in the file, in order: usually it is one. Nothing is fetched.

    An item's text is its `content_text`, else its `content_html`, else its `summary`; how many have only that is said
    at the end (E214). An item without any text is E212, a file that is no feed E211.
    """
    for where, feed in values(data, source):
        if isinstance(feed, DocumentError):
            yield feed
        elif not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
            yield DocumentError(211, where, form=FORM, reason="it has no list of items")
        else:
            yield from _items(feed, feed["items"], where)


def _items(feed: dict[str, object], items: list[object], source: str) -> Iterator[Entry | DocumentError]:
    summaries = 0
    for number, item in enumerate(items, 1):
        where = f"{source}, item {number}" if len(items) > 1 else source
        if not isinstance(item, dict):
            yield DocumentError(212, where, what="something that is no object")
            continue
        try:
            found = _entry(item, feed, where)
        except DocumentError as error:
            yield error.at(where)
            continue
        if found is None:
            yield DocumentError(212, where, what="a title" if item.get("title") else "an id")
            continue
        summaries += not (_text(item.get("content_text")) or _text(item.get("content_html")))
        yield found
    if summaries:
        yield DocumentError(214, source, count=f"{summaries:,}", total=f"{len(items):,}")


def _entry(item: dict[str, object], feed: dict[str, object], where: str) -> Entry | None:
    text, raw, extraction = _text(item.get("content_text")), None, None
    markup = _text(item.get("content_html"))
    if text is None and markup is not None:
        text = plain(markup)
        raw, extraction = taken(markup)
    text = text or _text(item.get("summary"))
    if text is None or not text.strip():
        return None
    given_id = item.get("id")
    return Entry(
        where=where,
        text=mend(text),
        given_id=mend(str(given_id)) if isinstance(given_id, (str, int, float)) else None,
        url=_line(item.get("url")) or _line(item.get("external_url")),
        title=_line(item.get("title")),
        publisher=_line(feed.get("title")),
        date=_line(item.get("date_published")) or _line(item.get("date_modified")),
        authors=_authors(item) or _authors(feed),
        language=_language(item) or _language(feed),
        raw=raw,
        extraction=extraction,
    )


def _authors(holder: dict[str, object]) -> tuple[str, ...]:
    """The names under `authors`, or the one under version 1.0's `author`."""
    listed = holder.get("authors")
    people = listed if isinstance(listed, list) else [holder.get("author")]
    names = (_line(one.get("name")) for one in people if isinstance(one, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _language(holder: dict[str, object]) -> str | None:
    code = _line(holder.get("language"))
    code = code.replace("_", "-").partition("-")[0].lower() if code else None
    # English is what programs put in of their own accord; the text itself knows better.
    return None if code == "en" else code


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _line(value: object) -> str | None:
    return " ".join(mend(value).split()) or None if isinstance(value, str) else None
