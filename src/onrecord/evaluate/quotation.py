"""Which characters stand inside quotation marks, by the rule that kinds of content are scored by.

“ ” « » pair by shape; " (and `` '') pair by position in a paragraph; ‘ ’ and ' count only where they open before a
letter or digit after a space, dash, bracket or double mark, and close after a character before a space or
punctuation. A double quotation left open at the end of a paragraph closes there.
"""

from typing import Literal

from onrecord.document.document import Span
from onrecord.evaluate.spans import Chars

ContentKind = Literal["direct", "mixed", "indirect"]
CONTENT_KINDS: tuple[ContentKind, ...] = ("direct", "mixed", "indirect")

_OPENING, _CLOSING, _PLAIN = "“„«", "”»", '"'
_BEFORE_SINGLE = '(—–-["“”'


def quoted(text: str) -> bytearray:
    """1 for each character inside quotation marks, 0 for the others.

    >>> "".join(c for c, inside in zip("He said “no” and 'never'.", quoted("He said “no” and 'never'.")) if inside)
    'nonever'
    """
    mask = bytearray(len(text))
    base = 0
    for paragraph in text.split("\n"):
        inside = bytearray(len(paragraph))
        for start, end in _double(paragraph):
            inside[start:end] = b"\1" * (end - start)
        for start, end in _single(paragraph, inside):
            inside[start:end] = b"\1" * (end - start)
        mask[base : base + len(paragraph)] = inside
        base += len(paragraph) + 1
    return mask


def kind_of(chars: Chars, mask: bytearray) -> ContentKind:
    """Direct when all positions are inside quotation marks, indirect when none is, else mixed."""
    inside = sum(mask[i] for i in chars)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(chars) else "mixed"


def _double(paragraph: str) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    i = 0
    while i < len(paragraph):
        pair = paragraph[i : i + 2] in ("``", "''")
        char, step = ('"', 2) if pair else (paragraph[i], 1)
        if opened is None and (char in _OPENING or char == _PLAIN):
            opened = i + step
        elif opened is not None and (char in _CLOSING or char == _PLAIN):
            found.append((opened, i))
            opened = None
        i += step
    if opened is not None:
        found.append((opened, len(paragraph)))
    return found


def _single(paragraph: str, inside: bytearray) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for i, char in enumerate(paragraph):
        if inside[i]:
            opened = None
            continue
        if char not in "‘’'":
            continue
        before = paragraph[i - 1] if i else " "
        after = paragraph[i + 1] if i + 1 < len(paragraph) else " "
        if char != "’" and opened is None and (before.isspace() or before in _BEFORE_SINGLE) and after.isalnum():
            opened = i + 1
        elif char != "‘" and opened is not None and not before.isspace() and not after.isalnum():
            if i - opened > 1:
                found.append((opened, i))
            opened = None
    return found
