"""Rows as JSON Lines: one object a line, keys as the rows name them."""

from collections.abc import Iterable

import msgspec


def line(row: msgspec.Struct) -> bytes:
    """One row as JSON on one line (UTF-8), without the line's end."""
    return msgspec.json.encode(row)


def lines(rows: Iterable[msgspec.Struct]) -> Iterable[bytes]:
    """Each row as one line with its end."""
    return (line(row) + b"\n" for row in rows)
