"""Quotations and sentences of a report that was read before, found as its reader finds them."""

from collections.abc import Iterable

from onrecord.document.document import READ_KINDS, Block, Span
from onrecord.reading import quotes, tokens, unclosed
from onrecord.reading.parse import Paragraph, paragraph


class Quoted:
    """The quotations and sentences of a report's readable blocks, as its reader finds them.

    >>> found = Quoted("He left. “We wait,” Vasko said.", [Block("body", (0, 31))])
    >>> found.spans, found.sentence((21, 26))
    (((9, 19),), (9, 31))
    """

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        names = tokens.written_names(text)
        self._paragraphs: list[Paragraph] = [
            paragraph(text, block.kind, block.span, names) for block in blocks if block.kind in READ_KINDS
        ]
        marked = quotes.find(text, [p.span for p in self._paragraphs])
        self.spans: tuple[Span, ...] = tuple(q.span for q in unclosed.close(marked, self._paragraphs))

    def sentence(self, span: Span) -> Span:
        """The sentence that holds a span; the span itself where none holds the whole of it."""
        for one in self._paragraphs:
            for sentence in one.sentences:
                if sentence.span[0] <= span[0] and span[1] <= sentence.span[1]:
                    return sentence.span
        return span
