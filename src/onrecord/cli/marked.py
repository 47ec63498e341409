"""A passage with its parts in colour, and some of the text around it."""

import re
from collections.abc import Iterable

from rich.text import Text

from onrecord.document.document import Span
from onrecord.exchange.safe import escaped

_BLANKS = re.compile(r"\s+")
_AROUND = 60

STYLES = {
    "content": "green",
    "source": "bold cyan",
    "cue": "yellow",
    "trigger": "bold magenta",
    "by": "bold cyan",
    "to": "blue",
    "condition": "yellow",
    "hit": "bold black on yellow",
    "around": "dim",
}
"""Colours of the parts; later parts of a passage are laid over earlier ones."""


def passage(text: str, span: Span, parts: Iterable[tuple[str, Span]]) -> Text:
    """The text at `span` with some words before and after; `parts` are names of `STYLES` with their spans."""
    start, stop = _widened(text, span)
    styles = ["around"] * (span[0] - start) + [""] * (span[1] - span[0]) + ["around"] * (stop - span[1])
    for name, (a, b) in parts:
        styles[max(a - start, 0) : max(b - start, 0)] = [name] * (min(b, stop) - max(a, start))
    marked = Text("… " if start else "", style="dim")
    at = start
    while at < stop:
        style = styles[at - start]
        end = at
        while end < stop and styles[end - start] == style:
            end += 1
        marked.append(escaped(_BLANKS.sub(" ", text[at:end])), STYLES.get(style, "not dim"))
        at = end
    return marked.append(" …" if stop < len(text) else "", "dim")


def _widened(text: str, span: Span) -> Span:
    """To whole words some way into the same paragraph on both sides."""
    start, stop = max(span[0] - _AROUND, 0), min(span[1] + _AROUND, len(text))
    before, after = text[start : span[0]], text[span[1] : stop]
    start += before.rfind("\n") + 1
    stop = span[1] + after.find("\n") if "\n" in after else stop
    if 0 < start < span[0] and not text[start - 1].isspace():
        start += (text[start : span[0]].find(" ") + 1) or span[0] - start
    if span[1] < stop < len(text) and not text[stop].isspace():
        stop = span[1] + max(text[span[1] : stop].rfind(" "), 0)
    return start, stop
