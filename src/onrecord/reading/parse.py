"""From a document's readable blocks to tagged, chunked sentences."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from onrecord.document.document import Document, Span
from onrecord.reading import sentences, tags, tokens
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import chunk


class Paragraph:
    """One readable block: its span, kind, tokens and sentences."""

    __slots__ = ("kind", "sentences", "span", "tokens")

    def __init__(self, kind: str, span: Span, words: list[tokens.Token], parts: list[Sentence]) -> None:
        self.kind = kind
        self.span = span
        self.tokens = words
        self.sentences = parts


class Sentences:
    """The sentences of some paragraphs in text order, by offset."""

    __slots__ = ("_every", "_starts")

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._every = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
        self._starts = [sentence.span[0] for sentence in self._every]

    def at(self, offset: int) -> Sentence:
        """The sentence that holds an offset, else the last before it, else the first."""
        return self._every[self._number(offset)]

    def touching(self, span: Span) -> Iterator[Sentence]:
        """The sentences that hold any of a span, and the last before it where none holds its beginning."""
        for n in range(self._number(span[0]), len(self._every)):
            if self._starts[n] >= span[1]:
                return
            yield self._every[n]

    def _number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def parse(document: Document) -> list[Paragraph]:
    """The paragraphs of a document that are read, in order.

    >>> from onrecord.document.document import Block
    >>> text = "Vasko said the road was shut."
    >>> [p.sentences[0].phrases for p in parse(Document(text=text, blocks=(Block("body", (0, 29)),)))]
    [[NP[0:1]vasko, VG[1:2]say, NP[2:4]road, VG[4:6]shut, .[6:7].]]
    """
    names = tokens.written_names(document.text)
    return [paragraph(document.text, block.kind, block.span, names) for block in document.readable()]


def paragraph(text: str, kind: str, span: Span, names: frozenset[str]) -> Paragraph:
    """One block, parsed."""
    words = tokens.tokenize(text, span, names)
    parts = []
    for start, end in sentences.split(words, text):
        tags.tag(words[start:end], names)
        parts.append(Sentence(words, start, end, chunk(words, start, end)))
    return Paragraph(kind, span, words, parts)
