"""Tells the forms of JSON apart by the keys of the first object."""

import json
import re
from typing import Final

FIRST_OBJECT: Final = 4 * 1024 * 1024
"""How many bytes are looked at to find the end of the first object."""

_START = re.compile(r'(?:\[\s{0,200}(?:\{|\]\s{0,20}$)|\{)\s{0,200}(?:["}]|$)')
_NAMED_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}jsonfeed\.org\\?/version')
_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/")
# What an object of ninjs has besides its `uri`, in the spellings of lines 1 and 2 and of line 3.
_NINJS = frozenset(
    {"versioncreated", "versionCreated", "headline", "headlines", "bodies", "body_text", "body_xhtml", "body_html",
     "pubstatus", "pubStatus", "firstcreated", "firstCreated", "byline", "by", "standard", "representationtype",
     "representationType"}
)  # fmt: skip


def told(head: str, data: bytes) -> str | None:
    """`jsonl`, `jsonfeed` or `ninjs` for what begins as JSON, else None. A `text` always means reports as `jsonl`.

    >>> told('{"uri"', b'{"uri": "tag:kestrel.example:1", "headline": "Talks", "body_text": "They go on."}')
    'ninjs'
    """
    if not _START.match(head):
        return None
    first = _first_object(data)
    if first is None:
        # Too long to be looked at whole, or broken: a feed still names itself somewhere.
        return "jsonfeed" if _NAMED_FEED.search(data) else "jsonl"
    if isinstance(first.get("text"), str):
        return "jsonl"
    version = first.get("version")
    if isinstance(version, str) and _JSON_FEED.match(version):
        return "jsonfeed"
    if isinstance(first.get("uri"), str) and (
        not _NINJS.isdisjoint(first) or any(key.startswith("body_") for key in first)
    ):
        return "ninjs"
    return "jsonl"


def _first_object(data: bytes) -> dict[str, object] | None:
    text = data[:FIRST_OBJECT].decode(json.detect_encoding(data[:8]), "replace").lstrip("\ufeff")
    try:
        found, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
