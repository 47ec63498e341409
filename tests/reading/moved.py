"""Reads the moves of invented sentences for the tests of moves, parties, status and conditions."""

from collections.abc import Mapping

from onrecord.document.document import Span
from onrecord.reading import moves
from onrecord.reading.marks import MoveMark, StatementMark
from onrecord.reading.parse import paragraph
from onrecord.reading.tokens import written_names


class Found:
    """A move with its words."""

    def __init__(self, text: str, mark: MoveMark) -> None:
        self.mark = mark
        self.type, self.mode, self.status = mark.type, mark.mode, mark.status
        self.trigger = text[slice(*mark.trigger)]
        self.by = [text[slice(*party.span)] for party in mark.by]
        self.to = [text[slice(*party.span)] for party in mark.to]
        self.about = [text[slice(*span)] for span in mark.about]
        self.conditions = [text[slice(*span)] for span in mark.conditions]


def read(
    text: str,
    published: str | None = None,
    entities: Mapping[str, int] | None = None,
    statements: tuple[StatementMark, ...] = (),
    quoted: tuple[Span, ...] = (),
    kind: str = "body",
) -> list[Found]:
    """The moves of one paragraph; `entities` tells the number of the entity that some words mean."""
    known = entities or {}
    body = [paragraph(text, kind, (0, len(text)), written_names(text))]
    found = moves.find(text, body, lambda span: known.get(text[slice(*span)]), statements, quoted, published)
    return [Found(text, mark) for mark in found]


def said(text: str, source: str, content: str, entity: int | None = None) -> StatementMark:
    """A statement by its words in the text."""

    def span(part: str) -> Span:
        start = text.index(part)
        return start, start + len(part)

    kind = "direct" if content.startswith("“") else "indirect"
    return StatementMark(kind=kind, content=(span(content),), source=(span(source),), source_entity=entity)
