"""Turns of a transcript: a name in capitals and a colon within the quotation marks ("“VENN: We asked them twice.”").

Each turn is its speaker's, whoever else the quotation as a whole was given to.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.reading.search import Found

_LABEL = re.compile(r"[\"“„«'‘]?\s*([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?: \([^()]{1,40}\))?(:)\s+(?=\S)")
"""The opening mark, the name, perhaps a party or place in brackets, the colon."""


def split(found: Iterable[Found], text: str) -> Iterator[Found]:
    """The findings, those that hold turns of several speakers cut into the turns.

    A piece of content without a label of its own goes on with the turn before it.
    """
    for one in found:
        turns = [_turn(span, text) for span in one.content]
        if not any(turns):
            yield one
            continue
        kept: list[Span] = []
        last: Found | None = None
        for span, turn in zip(one.content, turns, strict=True):
            if turn is not None:
                if last is not None:
                    yield last
                name, colon, said = turn
                last = Found((name,), (colon,), (said,), one.sentence, -1, None, None, "label", one.score)
            elif last is not None:
                last.content = (*last.content, span)
            else:
                kept.append(span)
        if kept:
            yield msgspec.structs.replace(one, content=tuple(kept))
        if last is not None:
            yield last


def _turn(span: Span, text: str) -> tuple[Span, Span, Span] | None:
    """Name, colon and words of a piece of content that a label opens."""
    label = _LABEL.match(text, *span)
    return None if label is None else (label.span(1), label.span(2), (label.end(), span[1]))
