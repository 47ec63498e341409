"""What a reader of a page sees apart from the article that was taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SEGMENTS = 200
MAX_SEGMENT_CHARS = 300
MAX_LOOKED_AT = 4000
"""Segments beyond these are not looked at: a page of a million links is not worth a second of anyone's time."""

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "select"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip


def segments_outside(tree: HtmlElement, text: str) -> tuple[str, ...]:
    """The page's visible pieces of text that are not in `text`, in page order, without repeats.

    At most 200 pieces of at most 300 characters each.
    """
    inside = _squeezed(text)
    lines = {_squeezed(line) for line in text.splitlines()}
    found: dict[str, None] = {}
    for number, piece in enumerate(segments(tree)):
        if number >= MAX_LOOKED_AT or len(found) >= MAX_SEGMENTS:
            break
        bare = _squeezed(piece)
        if bare and bare not in lines and bare not in inside:
            found.setdefault(piece[:MAX_SEGMENT_CHARS])
    return tuple(found)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def segments(tree: HtmlElement) -> list[str]:
    """The text between block-level tags that a reader sees, in page order, white space set to single spaces."""
    pieces: list[list[str]] = [[]]
    hidden = 0
    # An own stack of events, since pages can be nested deeper than Python may recurse.
    from lxml.etree import iterwalk

    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not hidden:
                pieces[-1].append(element.tail or "")
            continue
        tag = element.tag
        if event == "start":
            hidden += _is_unseen(element)
            if tag not in _INLINE:
                pieces.append([])
            if not hidden:
                pieces[-1].append(element.text or "")
        else:
            hidden -= _is_unseen(element)
            if tag not in _INLINE:
                pieces.append([])
            if not hidden:
                pieces[-1].append(element.tail or "")
    joined = (" ".join("".join(piece).split()) for piece in pieces)
    return [piece for piece in joined if any(map(str.isalnum, piece))]


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
