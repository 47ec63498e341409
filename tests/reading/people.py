"""Who is who in a text of one's own: what the tests of names, roles, coreference and ties ask."""

from onrecord.document.document import Block, BlockKind, Document
from onrecord.reading import everyone, ties
from onrecord.reading.entities import Entities
from onrecord.reading.known.book import Book
from onrecord.reading.marks import EntityMark
from onrecord.reading.parse import parse


def document(text: str, caption: str = "") -> Document:
    """One paragraph of body, with a caption after it if there is one."""
    whole = f"{text}\n{caption}" if caption else text
    blocks = [Block("body", (0, len(text)))]
    kind: BlockKind = "caption"
    if caption:
        blocks.append(Block(kind, (len(text) + 1, len(whole))))
    return Document(text=whole, blocks=tuple(blocks))


def find(text: str, caption: str = "") -> Entities:
    made = document(text, caption)
    return everyone.find(made, parse(made), Book())


def named(text: str, name: str, caption: str = "") -> EntityMark:
    marks = find(text, caption).marks()
    return next(m for m in marks if m.name == name)


def words(text: str, mark: EntityMark) -> list[str]:
    return [text[slice(*m.span)] for m in mark.mentions]


def tied(text: str) -> set[tuple[str, str, str, str]]:
    """(kind, from, to, words) of each tie."""
    made = document(text)
    paragraphs = parse(made)
    found = everyone.find(made, paragraphs, Book())
    return {
        (t.kind, found.name(t.from_entity), found.name(t.to_entity), text[slice(*t.span)])
        for t in ties.find(paragraphs, found)
    }
