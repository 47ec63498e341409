"""How often which move was made, and by whom, over many records."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from onrecord.record.parts import Record
from onrecord.record.vocabulary import MOVE_TYPES
from onrecord.views.passages import Passages


class TypeTally(msgspec.Struct, frozen=True):
    """Moves of one type: how many, and by whom as (name, count), most first."""

    type: str
    count: int
    by: tuple[tuple[str, int], ...]


class Tally:
    """Counts over records as they pass; holds names and numbers only."""

    def __init__(self) -> None:
        self.reports = 0
        self.statements = 0
        self._moves: Counter[str] = Counter()
        self._makers: dict[str, Counter[str]] = {}

    def count(self, record: Record) -> None:
        """Take one record into account."""
        passages = Passages(record)
        self.reports += 1
        self.statements += len(record.statements)
        for move in record.moves:
            self._moves[move.type] += 1
            self._makers.setdefault(move.type, Counter()).update(passages.names(move.by))

    @property
    def moves(self) -> int:
        """How many moves in all."""
        return self._moves.total()

    def types(self) -> list[TypeTally]:
        """The types that occur, in the order of the vocabulary."""
        return [
            TypeTally(type_, self._moves[type_], tuple(self._makers[type_].most_common()))
            for type_ in MOVE_TYPES
            if self._moves[type_]
        ]


def tally(records: Iterable[Record]) -> Tally:
    """The counts over these records."""
    counts = Tally()
    for record in records:
        counts.count(record)
    return counts
