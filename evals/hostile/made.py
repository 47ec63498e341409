"""What all makers of hostile files share."""

import random
from collections.abc import Callable

SECRET = "the ferry captain's second ledger is kept in Varn"
SECRET_FILE = "secret.txt"
"""Lies beside the files: what reads it by an entity, a link or a path gives itself away."""

Maker = Callable[[random.Random, str], bytes]
"""Makes a file from chance and the folder that the secret lies in."""

MIB = 1024 * 1024


def much(make: random.Random, least: int = 200, most: int = 300_000) -> int:
    """A number as often small as large."""
    return int(least * (most / least) ** make.random())
