"""What follows from a record's own values: nesting of statements, layers, and on whose word each move and tie stands.

The rules are those of build.py and docs/record.md, asked of a record rather than of marks.
"""

from collections.abc import Collection
from typing import Literal

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import within
from onrecord.record.evidence import Contents
from onrecord.record.parts import Record, Statement
from onrecord.record.vocabulary import Layer

Word = tuple[Layer, str | None]
"""A layer, and the id of the statement that vouches."""


class Follows(msgspec.Struct, frozen=True):
    """By entry id (ties by place): layer and outer statement, layer and voucher."""

    statements: dict[str, tuple[Literal["own_words", "reported"], str | None]]
    moves: dict[str, Word]
    ties: tuple[Word, ...]


def follow(record: Record, quoted: Collection[Span]) -> Follows:
    """What follows in this record, given the stretches in quotation marks."""
    rules = _Rules(record.statements, quoted)
    return Follows(
        statements={s.id: rules.statement(n) for n, s in enumerate(record.statements)},
        moves={m.id: rules.word(m.trigger, {p.actor for p in m.by}) for m in record.moves},
        ties=tuple(rules.word(t.span, {t.from_}) for t in record.ties),
    )


def voiced(record: Record, quoted: Collection[Span], trigger: Span, makers: set[str | None], voucher: str) -> Layer:
    """The layer of a move that is said to stand on the word of this statement."""
    rules = _Rules(record.statements, quoted)
    index = next(n for n, s in enumerate(record.statements) if s.id == voucher)
    return rules.layer(index, trigger, makers)


class _Rules:
    def __init__(self, statements: tuple[Statement, ...], quoted: Collection[Span]) -> None:
        self._statements = statements
        self._quoted = quoted
        cues = [s.cue.spans if s.cue else () for s in statements]
        self._contents = Contents([s.content.spans for s in statements], cues)

    def statement(self, index: int) -> tuple[Literal["own_words", "reported"], str | None]:
        outer = self._contents.around(index)
        own = self._statements[index].kind == "direct" and self._own_marks(index)
        return ("own_words" if own else "reported"), None if outer is None else self._statements[outer].id

    def word(self, trigger: Span, makers: set[str | None]) -> Word:
        inner = self._contents.holding(trigger)
        if inner is None:
            return "narration", None
        return self.layer(inner, trigger, makers), self._statements[inner].id

    def layer(self, index: int, trigger: Span, makers: set[str | None]) -> Layer:
        speaker = self._speaker(index)
        own = speaker is not None and speaker in makers and within(trigger, self._quoted) and self._own_marks(index)
        return "own_words" if own else "reported"

    def _own_marks(self, index: int) -> bool:
        outer = self._contents.around(index)
        return outer is None or self._speaker(outer) == self._speaker(index)

    def _speaker(self, index: int) -> str | None:
        source = self._statements[index].source
        return source.actor if source else None
