"""Logistic regression, slightly held back (L2), by Newton's method: what turns signs into chances."""

from typing import Any

import numpy as np

Table = np.ndarray[Any, np.dtype[np.float64]]
RIDGE = 1.0


def fit(signs: Table, right: Table) -> Table:
    """The weights of a logistic regression."""
    weights = np.zeros(signs.shape[1])
    hold = RIDGE * np.eye(signs.shape[1])
    hold[0, 0] = 0.0
    for _ in range(30):
        chances = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (right - chances) - hold @ weights
        bend = (signs * (chances * (1 - chances))[:, None]).T @ signs + hold
        weights += np.linalg.solve(bend, slope)
    return weights
