"""Moves: who demanded, offered, refused, threatened, agreed or did what, to whom - from the lexicon and the parse."""

from collections.abc import Callable, Sequence

from onrecord.document.document import Span
from onrecord.reading import settle
from onrecord.reading.marks import MoveMark, StatementMark
from onrecord.reading.modelled_moves import ModelledMoves, Seen
from onrecord.reading.move_context import Context
from onrecord.reading.move_sentence import SentenceMoves
from onrecord.reading.parse import Paragraph

EntityAt = Callable[[Span], int | None]


def find(
    text: str,
    paragraphs: Sequence[Paragraph],
    entities_at: EntityAt,
    statements: Sequence[StatementMark] = (),
    quoted: Sequence[Span] = (),
    published: str | None = None,
    seen: Seen | None = None,
) -> list[MoveMark]:
    """The moves of one report in text order.

    `entities_at` tells whom some words mean (the number of an entity, or None). `statements` tell on whose word a
    passage stands, `quoted` are the stretches in quotation marks, `published` is an ISO 8601 date, `seen` what the
    model found (None: there is no model).

    >>> from onrecord.reading.parse import paragraph
    >>> text = "Veltia rejected the offer of talks from Ostmark."
    >>> body = [paragraph(text, "body", (0, len(text)), frozenset())]
    >>> [(move.type, text[slice(*move.by[0].span)], move.status) for move in find(text, body, lambda span: None)]
    [('REJECT', 'Veltia', 'happened')]
    """
    context = Context(text, entities_at, statements, quoted, published)
    found: list[MoveMark] = []
    for paragraph in paragraphs:
        context.enter(paragraph)
        for sentence in paragraph.sentences:
            found += SentenceMoves(context, sentence).find()
    if seen is not None:
        found = ModelledMoves(context, paragraphs, seen.weights).merge(seen.acts, found)
    return settle.settle(found, [p for p in paragraphs if p.kind == "headline"])
