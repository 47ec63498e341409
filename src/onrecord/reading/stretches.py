"""Stretches of text asked which of them hold a passage whole, without looking at each of them every time."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from onrecord.document.document import Span


class Stretches:
    """Many spans, each with the number of what it belongs to.

    >>> stretches = Stretches([((0, 40), 0), ((10, 30), 1), ((50, 60), 0)])
    >>> stretches.holding((12, 15)), stretches.holding((38, 52)), stretches.hold((51, 60))
    ([((0, 40), 0), ((10, 30), 1)], [], True)
    """

    def __init__(self, numbered: Iterable[tuple[Span, int]]) -> None:
        self._all = sorted(numbered)
        self._starts = [span[0] for span, _ in self._all]
        self._reach = list(accumulate((span[1] for span, _ in self._all), max))
        """For each span the furthest end up to it: no span before it reaches further."""

    def holding(self, span: Span) -> list[tuple[Span, int]]:
        """The stretches with the whole of `span` inside, in text order, each with its number."""
        found = []
        k = bisect_right(self._starts, span[0]) - 1
        while k >= 0 and self._reach[k] >= span[1]:
            if self._all[k][0][1] >= span[1]:
                found.append(self._all[k])
            k -= 1
        return found[::-1]

    def hold(self, span: Span) -> bool:
        """Whether some stretch has the whole of `span` inside."""
        k = bisect_right(self._starts, span[0]) - 1
        return k >= 0 and self._reach[k] >= span[1]
