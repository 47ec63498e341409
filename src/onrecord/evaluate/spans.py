"""Spans compared by the letters and digits they cover, so that no convention about punctuation gains or loses."""

from collections.abc import Iterable

from onrecord.document.document import Span

Chars = frozenset[int]
"""Positions in a text that a span is scored on."""


def cover(fragments: Iterable[Span], text: str) -> Chars:
    """The letters and digits under some fragments; for fragments of punctuation alone, their visible characters.

    >>> sorted(cover([(0, 6)], "“Yes,” said"))
    [1, 2, 3]
    """
    places = [i for start, end in fragments for i in range(start, end)]
    letters = frozenset(i for i in places if text[i].isalnum())
    return letters or frozenset(i for i in places if not text[i].isspace())


def runs(chars: Chars, text: str) -> list[Span]:
    """The contiguous fragments of a set of positions as (first, last); unscored characters do not break one.

    >>> runs(frozenset({0, 1, 4, 8}), "ab, c de f")
    [(0, 4), (8, 8)]
    """
    found: list[Span] = []
    for i in sorted(chars):
        if found and not any(text[j].isalnum() for j in range(found[-1][1] + 1, i)):
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def iou(a: Chars, b: Chars) -> float:
    """Shared positions over all positions of two sets; 0 when they share none.

    >>> iou(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.5
    """
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0


def shared(a: Span, b: Span) -> int:
    """How many characters two spans have in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def size(span: Span) -> int:
    """Length of a span in characters."""
    return span[1] - span[0]
