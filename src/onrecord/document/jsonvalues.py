"""The values of a JSON file: one a line, one array of them, or one value over several lines."""

import json
from collections.abc import Iterator

from onrecord.document.decode import decode
from onrecord.document.sniff import byte_order_mark, unmarked_utf16
from onrecord.errors import DocumentError


def values(data: bytes, source: str) -> Iterator[tuple[str, object]]:
    """Each value with the place that names it (line or item, from 1); a `DocumentError` (E206) for what is no JSON.

    >>> list(values(b'{"text": "Talks"}\\n\\n[1]', "talks.jsonl"))
    [('talks.jsonl, line 1', {'text': 'Talks'}), ('talks.jsonl, line 3', [1])]
    """
    if byte_order_mark(data) or unmarked_utf16(data):
        data = decode(data).text.encode()
    whole = _whole(data)
    if whole is not None:
        for number, item in enumerate(whole, 1):
            yield (f"{source}, item {number}" if len(whole) > 1 else source), item
        return
    for number, line in enumerate(_lines(data), 1):
        if line.strip():
            where = f"{source}, line {number}"
            yield where, _parsed(line, where)


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
