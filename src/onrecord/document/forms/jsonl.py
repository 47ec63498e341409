"""Reports given as JSON: one object a line, one array of objects, or one object over several lines."""

import json
from collections.abc import Iterator

from onrecord.document.decode import decode, mend
from onrecord.document.entry import Entry
from onrecord.document.sniff import byte_order_mark, unmarked_utf16
from onrecord.errors import DocumentError

STRING_KEYS = ("url", "title", "publisher", "date", "language")


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports in `data` in order; a line or item that cannot be used is a `DocumentError` (E206 to E208).

    Unknown keys are ignored. Errors name the line (from 1), or the item of an array.

    >>> found = entries(b'{"text": "Talks go on."}\\n{"text": "Talks st', "talks.jsonl")
    >>> [e.text if isinstance(e, Entry) else (e.number, e.where) for e in found]
    ['Talks go on.', (206, 'talks.jsonl, line 2')]
    """
    if byte_order_mark(data) or unmarked_utf16(data):
        data = decode(data).text.encode()
    whole = _whole(data)
    if whole is not None:
        for number, item in enumerate(whole, 1):
            where = f"{source}, item {number}" if len(whole) > 1 else source
            yield _entry(item, where)
        return
    for number, line in enumerate(_lines(data), 1):
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        item = _parsed(line, where)
        yield item if isinstance(item, DocumentError) else _entry(item, where)


def _lines(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _whole(data: bytes) -> list[object] | None:
    """All items where the data are one JSON value over all lines, None where each line stands for itself."""
    first = data.lstrip()[:1]
    if first == b"{":
        line = data.lstrip().partition(b"\n")[0]
        if not isinstance(_parsed(line, ""), DocumentError):
            return None
    value = _parsed(data, "")
    if isinstance(value, DocumentError):
        return None
    return value if isinstance(value, list) else [value]


def _parsed(line: bytes, where: str) -> object:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return DocumentError(206, where=where, reason="bytes that are not UTF-8")
    except json.JSONDecodeError as error:
        return DocumentError(206, where=where, reason=f"{error.msg} at character {error.pos + 1}")
    except RecursionError:
        return DocumentError(206, where=where, reason="nested too deeply")
    except ValueError:
        return DocumentError(206, where=where, reason="a number with too many digits")


def _entry(item: object, where: str) -> Entry | DocumentError:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return DocumentError(207, where=where)
    strings: dict[str, str | None] = {}
    for key in STRING_KEYS:
        value = item.get(key)
        if value is not None and not isinstance(value, str):
            return DocumentError(208, where=where, key=key, kind="a string")
        strings[key] = mend(value) or None if value is not None else None
    given_id = item.get("id")
    if given_id is not None and (isinstance(given_id, bool) or not isinstance(given_id, (str, int))):
        return DocumentError(208, where=where, key="id", kind="a string")
    authors = item.get("authors") or []
    authors = [authors] if isinstance(authors, str) else authors
    if not isinstance(authors, list) or not all(isinstance(author, str) for author in authors):
        return DocumentError(208, where=where, key="authors", kind="a list of strings")
    return Entry(
        where=where,
        text=mend(item["text"]),
        given_id=None if given_id is None else mend(str(given_id)),
        url=strings["url"],
        title=strings["title"],
        publisher=strings["publisher"],
        date=strings["date"],
        authors=tuple(mend(author) for author in authors if author.strip()),
        language=strings["language"],
    )
