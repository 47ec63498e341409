"""The data files that hold a language's words: tab-separated, with comment lines."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of one file of this room's `languages` folder, without comments and empty lines."""
    text = files("onrecord.document").joinpath("languages", language, name).read_text(encoding="utf-8")
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )
