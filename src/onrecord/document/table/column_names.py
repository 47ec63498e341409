"""What the columns of a table of reports hold, by their names."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from onrecord.document.wordlists import rows

Held = Literal["text", "id", "url", "title", "publisher", "date", "authors", "language"]


def plain(name: str) -> str:
    """A column's name as names are compared: small letters, words joined by "_".

    >>> plain("Publish Date "), plain("storyText")
    ('publish_date', 'storytext')
    """
    return "_".join(name.replace("\ufeff", "").replace("-", " ").replace("_", " ").casefold().split())


def known(names: Iterable[str]) -> dict[Held, int]:
    """Which column holds what, by its place; of several that could, the name that stands first in the list.

    >>> known(["ID", "Headline", "Body"])
    {'text': 2, 'id': 0, 'title': 1}
    """
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(plain(name), place)
    found: dict[Held, int] = {}
    for held, spellings in _spellings().items():
        for spelling in spellings:
            if spelling in places:
                found[held] = places[spelling]
                break
    return found


@cache
def _spellings() -> dict[Held, tuple[str, ...]]:
    found: dict[Held, tuple[str, ...]] = {}
    for held, *spellings in rows("columns.tsv"):
        found[held] = tuple(spellings)  # type: ignore[index]  # the file's first column holds the names of Held
    return found
