"""Who said what in a text of one's own: what the tests of quotations, attribution and statements ask."""

from typing import NamedTuple

from onrecord.document.document import Block, BlockKind, Document, Span
from onrecord.reading import attribution, quotes, unclosed
from onrecord.reading.clauses import Sentence
from onrecord.reading.parse import Paragraph, parse
from onrecord.reading.reader import RuleReader
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record


class Said(NamedTuple):
    """One finding in words: source, cue and content as the text has them, and the rule that found it."""

    source: str
    cue: str
    content: tuple[str, ...]
    rule: str = ""


def document(text: str, published: str | None = "2031-05-14", kinds: dict[int, BlockKind] | None = None) -> Document:
    """Each line one block, of body unless `kinds` names another for it."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block((kinds or {}).get(number, "body"), (start, start + len(line))))
        start += len(line) + 1
    return Document(text=text, blocks=tuple(blocks), published=published)


def paragraphs(text: str) -> list[Paragraph]:
    return parse(document(text))


def sentence(text: str) -> Sentence:
    (only,) = paragraphs(text)
    return only.sentences[0]


def quoted(text: str) -> list[str]:
    """The quotations of a text, with their marks."""
    made = document(text)
    return [text[slice(*q.span)] for q in quotes.find(text, [b.span for b in made.blocks])]


def found(text: str) -> list[Said]:
    """The attributions of a text, in text order."""
    parts = paragraphs(text)
    marked = unclosed.close(quotes.find(text, [p.span for p in parts]), parts)

    def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(text[slice(*span)] for span in spans)

    hits = sorted(attribution.find(text, marked, parts), key=lambda f: (f.content[0], f.cue))
    return [Said(" ".join(words(f.source)), " ".join(words(f.cue)), words(f.content), f.rule) for f in hits]


def record(text: str, published: str | None = "2031-05-14", kinds: dict[int, BlockKind] | None = None) -> Record:
    """The record of a text, by the real reader."""
    reader = RuleReader()
    made = document(text, published, kinds)
    return build(made, reader.read(made), ReaderInfo(onrecord="0", models=reader.models))
