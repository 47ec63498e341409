"""ninjs, IPTC's News in JSON: the lines 1.x, 2.x and 3.x, as one object, an array, or one object a line.

The three differ in names: `body_text`, `body_xhtml` … and `headline_*` (1.x) became lists of `bodies` and `headlines`
with a role (2.x), and names became camelCase (3.x). What is found under either is taken, whatever line it says it is.
"""

from collections.abc import Iterator

from onrecord.document.decode import mend
from onrecord.document.entry import Entry
from onrecord.document.jsonvalues import values
from onrecord.document.page.fragment import plain, taken
from onrecord.document.wire.common import authors, embargo, identified, language, taken_back
from onrecord.errors import DocumentError

# Where an object has several bodies: plain text, as it cannot be taken apart wrongly, then the fuller markup.
_ORDER = ("text", "plain", "xhtml", "html", "nitf")
_MAIN = ("main", "")
_NO_TEXT = ("picture", "graphic", "audio", "video", "event", "planning")


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The news objects in order.

    What is not `usable` (withheld, canceled) is not read and said to be so (E213); what is under embargo is read and
    said to be so (E215). Pictures and the like are E216, others without a body E212; descriptions are not read.

    >>> found = list(entries(b'{"uri": "tag:1", "version": "2", "byline": "By Ida Renn", "body_text": "Yes."}', "1"))
    >>> found[0].given_id, found[0].authors, found[0].text
    ('tag:1#version=2', ('Ida Renn',), 'Yes.')
    """
    for where, item in values(data, source):
        if isinstance(item, DocumentError):
            yield item
        elif not isinstance(item, dict) or not isinstance(item.get("uri"), str):
            yield DocumentError(212, where, what="what is no ninjs: it has no `uri`")
        else:
            yield from _item({_plain_name(key): value for key, value in item.items()}, where)


def _plain_name(key: str) -> str:
    """The names of line 3 as lines 1 and 2 write them: in small letters."""
    return key.lower()


def _item(item: dict[str, object], where: str) -> Iterator[Entry | DocumentError]:
    if error := taken_back(_line(item.get("pubstatus")), where):
        yield error
        return
    body = _body(item)
    if body is None:
        kind = _line(item.get("type"))
        yield DocumentError(216, where, what=kind) if kind in _NO_TEXT else DocumentError(212, where, what="metadata")
        return
    markup, is_plain = body
    try:
        text = mend(markup) if is_plain else plain(markup)
    except DocumentError as error:
        yield error.at(where)
        return
    raw, extraction = (None, None) if is_plain else taken(markup)
    if notice := embargo(_line(item.get("embargoed")), where):
        yield notice
    uri = _line(item.get("uri"))
    yield Entry(
        where=where,
        text=text,
        given_id=identified(uri, _line(item.get("version"))),
        url=uri if uri and uri.startswith(("http://", "https://")) else None,
        title=_headline(item),
        publisher=_provider(item),
        date=next(filter(None, (_line(item.get(key)) for key in _DATES)), None),
        authors=authors(_line(item.get("by")) or _line(item.get("byline"))),
        language=language(_line(item.get("language"))),
        raw=raw,
        extraction=extraction,
    )


# That of the words at hand first: a report of several versions says "today" of the day of its last.
_DATES = ("versioncreated", "contentcreated", "firstcreated")


def _body(item: dict[str, object]) -> tuple[str, bool] | None:
    """The body to read, and whether it is plain text; None where no body holds text."""
    found: list[tuple[int, int, str, str]] = []
    for name, value in item.items():
        if name.startswith("body_") and isinstance(value, str) and value.strip():
            found.append((_rank(name), len(found), name.removeprefix("body_"), value))
    for body in _objects(item.get("bodies")):
        text = body.get("value")
        kind = f"{_line(body.get('role')) or ''} {_line(body.get('contenttype')) or ''}".strip().lower()
        if isinstance(text, str) and text.strip():
            found.append((_rank(kind), len(found), kind, text))
    if not found:
        return None
    _, _, kind, text = min(found)
    return text, "plain" in kind or ("text" in kind and "html" not in kind and "nitf" not in kind)


def _rank(kind: str) -> int:
    if "plain" in kind:
        return 0
    kinds = kind.replace("text/html", "html")
    return next((place for place, name in enumerate(_ORDER) if name in kinds), len(_ORDER))


def _headline(item: dict[str, object]) -> str | None:
    listed = _objects(item.get("headlines"))
    main = [one for one in listed if (_line(one.get("role")) or "").rpartition(":")[2].lower() in _MAIN]
    for one in (*main, *listed):
        if value := _title(one.get("value")):
            return value
    named = (value for name, value in item.items() if name.startswith("headline_"))
    return next(filter(None, map(_title, (item.get("headline"), *named, item.get("title")))), None)


def _provider(item: dict[str, object]) -> str | None:
    """Who sends the report out: the holder of its copyright or, where none is named, its first source."""
    sources = _objects(item.get("infosources")) or _objects(item.get("infosource"))
    names = (_line(one.get("name")) for one in sources)
    return _line(item.get("copyrightholder")) or next(filter(None, names), None)


def _objects(value: object) -> list[dict[str, object]]:
    listed = value if isinstance(value, list) else []
    return [{_plain_name(key): inner for key, inner in one.items()} for one in listed if isinstance(one, dict)]


def _title(value: object) -> str | None:
    return " ".join(plain(value).split()) or None if isinstance(value, str) else None


def _line(value: object) -> str | None:
    """A string on one line; a version may be a number."""
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return " ".join(mend(value).split()) or None if isinstance(value, str) else None
