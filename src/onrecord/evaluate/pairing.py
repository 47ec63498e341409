"""One-to-one matching of gold entries with predictions."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")


def pair_up(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """A largest one-to-one matching of rows (gold) with columns (predictions) whose score is above 0.

    Higher scores are tried first; augmenting paths give way where that lets one more row be matched.

    >>> pair_up([[0.9, 0.6], [0.8, 0.0]])
    [(0, 1), (1, 0)]
    """
    edges = [[column for score, column in sorted(((-s, c) for c, s in enumerate(row) if s > 0))] for row in scores]
    owner: dict[int, int] = {}

    def augment(row: int, seen: set[int]) -> bool:
        for column in edges[row]:
            if column not in seen:
                seen.add(column)
                if column not in owner or augment(owner[column], seen):
                    owner[column] = row
                    return True
        return False

    for row in sorted(range(len(edges)), key=lambda r: len(edges[r])):
        augment(row, set())
    return sorted((row, column) for column, row in owner.items())


def best_first(
    gold: Sequence[Gold], predicted: Sequence[Predicted], likeness: Callable[[Gold, Predicted], float]
) -> list[tuple[int, int]]:
    """One-to-one matching that takes the likest pair first; of equal ones the earlier. Pairs of likeness 0 never match.

    >>> best_first([5, 9], [8, 5], lambda a, b: 1 / (1 + abs(a - b)))
    [(0, 1), (1, 0)]
    """
    ranked = sorted(
        ((likeness(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for score, row, column in ranked:
        if score > 0 and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((-row, -column))
    return pairs
