"""The package's tables by name: sorted by their first cell, so that rows are found without reading all of them."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib import resources

FOLDER = resources.files("onrecord.reading.known")


@cache
def lines(table: str) -> list[str]:
    """The lines of a table, in the order of their first cell."""
    return (FOLDER / table).read_text(encoding="utf-8").splitlines()


def rows(table: str, first: str) -> Iterator[list[str]]:
    """The rows of a table whose first cell is `first`, without it."""
    every, start = lines(table), f"{first}\t"
    for at in range(bisect_left(every, start), len(every)):
        if not every[at].startswith(start):
            return
        yield every[at].split("\t")[1:]
