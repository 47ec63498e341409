"""How spans lie to each other."""

from collections.abc import Iterable

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
