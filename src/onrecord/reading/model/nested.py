"""Contents read once more by themselves, for the statements that stand inside them."""

from collections.abc import Iterator

from onrecord.document.document import Span
from onrecord.reading import quotes
from onrecord.reading.model import run
from onrecord.reading.model.pieces import SHORTEST, bare, paragraphs
from onrecord.reading.model.run import Said
from onrecord.reading.model.session import Encoder

WHOLE = 0.9
"""Share of a content from which what is found in it is the content itself once more."""
SURE = 0.82
"""Chance from which a finding inside another is kept."""


def inside(model: Encoder, text: str, content: Span) -> Iterator[Said]:
    """The statements inside a content, each with a source and a cue of its own."""
    start, end = bare(text, *content)
    words = text[start:end]
    if len(words.split()) < SHORTEST:
        return
    lines = list(paragraphs(words))
    quoted = [quote.span for quote in quotes.find(words, lines)]
    for one in run.attributions(model, words, lines, quoted):
        size = sum(e - s for s, e in one.content)
        if one.source and one.cue and size < WHOLE * (end - start) and one.chance >= SURE:
            yield one.moved(start)
