"""Reports given as JSON: one object a line, one array of objects, or one object over several lines."""

from collections.abc import Iterator

from onrecord.document.decode import mend
from onrecord.document.entry import Entry
from onrecord.document.jsonvalues import values
from onrecord.errors import DocumentError

STRING_KEYS = ("url", "title", "publisher", "date", "language")


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports in `data` in order; a line or item that cannot be used is a `DocumentError` (E206 to E208).

    Unknown keys are ignored. Errors name the line (from 1), or the item of an array.

    >>> found = entries(b'{"text": "Talks go on."}\\n{"text": "Talks st', "talks.jsonl")
    >>> [e.text if isinstance(e, Entry) else (e.number, e.where) for e in found]
    ['Talks go on.', (206, 'talks.jsonl, line 2')]
    """
    for where, item in values(data, source):
        yield item if isinstance(item, DocumentError) else _entry(item, where)


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
