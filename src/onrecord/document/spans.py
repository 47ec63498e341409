"""How spans lie to each other."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.document.document import Span


def within(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span lies inside one of several.

    >>> within((2, 4), [(0, 1), (2, 6)]), within((1, 4), [(0, 2), (2, 6)])
    (True, False)
    """
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def meets(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span has a character in common with one of several.

    >>> meets((2, 4), [(0, 3)]), meets((2, 4), [(0, 2), (4, 6)])
    (True, False)
    """
    return any(start < span[1] and span[0] < end for start, end in spans)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest single span around all of them; there must be one.

    >>> hull([(4, 6), (1, 3)])
    (1, 6)
    """
    spans = tuple(spans)
    return min(s for s, _ in spans), max(e for _, e in spans)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that share a character made one.

    >>> joined([(4, 6), (0, 2), (1, 3), (6, 8)])
    ((0, 3), (4, 6), (6, 8))
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)


def touches(span: Span, apart: Sequence[Span]) -> bool:
    """As `meets`, of spans in order that do not meet each other: without looking at all of them.

    >>> touches((2, 4), [(0, 2), (3, 6)]), touches((2, 4), [(0, 2), (4, 6)])
    (True, False)
    """
    at = bisect_left(apart, (span[1], 0))
    return at > 0 and span[0] < apart[at - 1][1]
