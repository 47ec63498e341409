"""The sentence around a passage, for showing it: found by its marks alone, as the text stands."""

import re

from onrecord.document.document import Span

FURTHEST = 400
"""Characters to either side within which a sentence's end is looked for."""

# A full stop after a lone letter or a short capitalised word ("Mr.", "Gov.", "J.") ends no sentence.
_END = re.compile(r"""(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…]["'”’»)\]]*(?=\s)|\n""")


def sentence_around(text: str, span: Span) -> Span:
    """From where the sentence of a passage begins to where that of its last word ends, without blanks at its ends.

    >>> text = "It rained. Mr. Ondal said Keth would sign. He left."
    >>> start, stop = sentence_around(text, (26, 30))
    >>> text[start:stop]
    'Mr. Ondal said Keth would sign.'
    """
    start, stop = span
    first = max(0, start - FURTHEST)
    begun = max((found.end() for found in _END.finditer(text, first, start) if found.end() <= start), default=first)
    ended = _END.search(text, max(start, stop - 1), min(len(text), stop + FURTHEST))
    end = ended.end() if ended else min(len(text), stop + FURTHEST)
    while begun < start and text[begun].isspace():
        begun += 1
    while end > stop and text[end - 1].isspace():
        end -= 1
    return begun, max(end, stop)
