"""The store's SQL as the driver takes it: values numbered."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

# Strings, comments and quoted names stay as they are.
_PIECE = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|\?|\$([a-z0-9_]+)")


@lru_cache(maxsize=512)
def numbered(query: str) -> tuple[str, tuple[str | int, ...]]:
    """A statement with `$1`, `$2` … for its values, and which value each is: by place or by name.

    >>> numbered("SELECT '?' FROM a WHERE b = ? AND c = ?")
    ("SELECT '?' FROM a WHERE b = $1 AND c = $2", (0, 1))
    >>> numbered("SELECT $x, $y, $x")
    ('SELECT $1, $2, $1', ('x', 'y'))
    """
    order: list[str | int] = []
    places = 0

    def put(found: re.Match[str]) -> str:
        nonlocal places
        piece = found[0]
        key: str | int
        if piece == "?":
            key, places = places, places + 1
        elif piece.startswith("$") and found[1]:
            key = int(found[1]) - 1 if found[1].isdigit() else found[1]
        else:
            return piece
        if key not in order:
            order.append(key)
        return f"${order.index(key) + 1}"

    text = _PIECE.sub(put, query)
    return text, tuple(order)


def worded(query: str, parameters: Sequence[Any] | Mapping[str, Any] | None) -> tuple[str, list[Any]]:
    """A statement and its values in the order of their numbers."""
    text, order = numbered(query)
    if isinstance(parameters, Mapping):
        return text, [parameters[str(key)] for key in order]
    values = parameters or ()
    return text, [values[int(key)] for key in order]
