"""Stretches of text asked which of them hold a passage whole, without looking at each of them every time."""

from bisect import bisect_right
from collections.abc import Iterable

from onrecord.document.document import Span

DEEPEST = 64
"""Stretches around a passage that are told, the innermost first: no report speaks within so much speech."""


class Stretches:
    """Many spans, each with the number of what it belongs to.

    >>> stretches = Stretches([((0, 40), 0), ((10, 30), 1), ((50, 60), 0)])
    >>> stretches.holding((12, 15)), stretches.holding((38, 52)), stretches.hold((51, 60))
    ([((0, 40), 0), ((10, 30), 1)], [], True)
    """

    def __init__(self, numbered: Iterable[tuple[Span, int]]) -> None:
        self._all = sorted(numbered)
        self._starts = [span[0] for span, _ in self._all]
        self._size = 1
        while self._size <= len(self._all):
            self._size *= 2
        # A tree over the ends: each node holds the furthest below it, its children stand at 2n and 2n + 1.
        self._reach = [-1] * self._size + [span[1] for span, _ in self._all]
        self._reach += [-1] * (2 * self._size - len(self._reach))
        for node in range(self._size - 1, 0, -1):
            self._reach[node] = max(self._reach[2 * node], self._reach[2 * node + 1])

    def holding(self, span: Span) -> list[tuple[Span, int]]:
        """The stretches with the whole of `span` inside, in text order, each with its number; the `DEEPEST` last."""
        found: list[tuple[Span, int]] = []
        k = self._last(bisect_right(self._starts, span[0]), span[1])
        while k >= 0 and len(found) < DEEPEST:
            found.append(self._all[k])
            k = self._last(k, span[1])
        return found[::-1]

    def hold(self, span: Span) -> bool:
        """Whether some stretch has the whole of `span` inside."""
        return self._last(bisect_right(self._starts, span[0]), span[1]) >= 0

    def _last(self, before: int, end: int) -> int:
        """The last stretch before a place in order that reaches to `end`; -1 where none does."""
        node = self._size + before
        while node > 1:
            # What is left of this node, and not below one that was looked at, hangs on the left sisters on the way up.
            if node % 2 and self._reach[node - 1] >= end:
                node -= 1
                while node < self._size:
                    node = 2 * node + 1 if self._reach[2 * node + 1] >= end else 2 * node
                return node - self._size
            node //= 2
        return -1
