"""Points: what an entry says is so, clause by clause, in a form in which two accounts can be compared."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from onrecord.across.claims import cue_of, denies
from onrecord.across.clause import Told, clauses
from onrecord.across.numbered import Numbered
from onrecord.across.said import said
from onrecord.across.stems import Stems, concept
from onrecord.across.vouchers import Vouchers
from onrecord.document.document import Span
from onrecord.document.spans import joined, touches
from onrecord.reading import words
from onrecord.reading.parse import paragraph
from onrecord.reading.tokens import tokenize, written_names
from onrecord.record.parts import Move, Statement

_SUCH = 600
"""Characters back to what "such" stands for."""
_SENTENCE = 2_000
"""Characters before and after a content that may be of its sentence."""
_DEEPEST = 4
"""Statements around a statement from which it is not compared."""
_ENDS = (". ", "\n", "? ", "! ")


class Point(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One clause of one entry: on whose word it stands, where it begins, the day its report was published."""

    report: int
    entry: str
    voucher: str
    place: int
    day: str | None
    told: Told


def points(numbered: Numbered, identity: Mapping[str, int], origin: int | None = None) -> list[Point]:
    """The points of a report's statements, and of the moves that its outlet tells in its own voice.

    `identity` gives its actors' identities across reports, `origin` the number of the report it is a copy of.
    """
    out: list[Point] = []
    for point in _Reader(numbered, identity, origin).all():
        out.append(_such(point, out) if point.told.light and point.told.things & said("such") else point)
    return out


def _such(point: Point, before: Sequence[Point]) -> Point:
    """ "No such promise": what was said of that promise holds of this one."""
    mine = point.told
    for other in reversed(before):
        theirs = other.told
        if theirs.does & mine.does and point.place - other.place <= _SUCH:
            things = mine.things | theirs.things - said("such")
            told = msgspec.structs.replace(mine, things=things, names=mine.names | theirs.names)
            return msgspec.structs.replace(point, told=told)
    return point


def _trigger(move: Move) -> int:
    return move.trigger[0]


def _begun(moves: Sequence[Move], span: Span) -> Sequence[Move]:
    """Those of some moves, in order of their triggers, whose trigger begins in a span."""
    return moves[bisect_left(moves, span[0], key=_trigger) : bisect_left(moves, span[1], key=_trigger)]


class _Reader:
    def __init__(self, numbered: Numbered, identity: Mapping[str, int], origin: int | None) -> None:
        record = numbered.record
        self._number = numbered.number
        self._origin = numbered.number if origin is None else origin
        self._text = record.report.text
        self._record = record
        self._vouchers = Vouchers(numbered, identity, origin)
        self._stems = Stems(record, identity)
        self._written = written_names(self._text)
        self._actors = {actor.id: actor for actor in record.actors}
        self._inner: dict[str, list[Span]] = {}
        for one in record.statements:
            if one.within is not None:
                self._inner.setdefault(one.within, []).extend(one.content.spans)
        self._within = {one.id: one.within for one in record.statements}

    def all(self) -> Iterator[Point]:
        for statement in self._record.statements:
            if not self._too_deep(statement):
                yield from self._statement(statement)
        yield from self._told()

    def _too_deep(self, statement: Statement) -> bool:
        """Whether so many statements stand around it that nobody could say on whose word it is."""
        around = statement.within
        for _ in range(_DEEPEST):
            if around is None:
                return False
            around = self._within.get(around)
        return True

    def _statement(self, statement: Statement) -> Iterator[Point]:
        cue = cue_of(statement, self._record)
        if statement.kind != "direct" and cue in said("unasserted"):
            return
        source = statement.source
        voucher = self._vouchers.of(statement)
        speaker = self._actors.get(source.actor or "") if source else None
        denied = denies(statement, self._record)
        inner = joined(self._inner.get(statement.id, ()))
        for n, span in enumerate(statement.content.spans):
            beside = self._beside(span, statement)
            parsed = paragraph(self._text, "body", span, self._written)
            for m, sentence in enumerate(parsed.sentences):
                for k, clause in enumerate(clauses(sentence, speaker, self._stems)):
                    if not touches((clause.place, clause.place + 1), inner):
                        first = denied and n == m == k == 0
                        yield self._point(statement.id, voucher, clause.place, clause.told(first, beside))

    def _told(self) -> Iterator[Point]:
        """What the outlet tells in its own voice, where it tells of a move."""
        report = self._record.report
        moves = [move for move in self._record.moves if move.layer == "narration"]
        if not moves:
            return
        moves.sort(key=_trigger)
        contents = joined(span for s in self._record.statements for span in s.content.spans)
        voucher = f"outlet of {self._origin}"
        for block in report.blocks:
            here = _begun(moves, block.span)
            if block.kind != "body" or not here:
                continue
            for sentence in paragraph(self._text, "body", block.span, self._written).sentences:
                inside = _begun(here, sentence.span)
                if not inside or touches(sentence.span, contents):
                    continue
                for clause in clauses(sentence, None, self._stems):
                    for move in _begun(inside, clause.verb):
                        yield self._point(move.id, voucher, clause.place, clause.told(False, frozenset()))

    def _beside(self, span: Span, statement: Statement) -> frozenset[str]:
        """The words of the sentence around a content ("The conversation, he said, had lasted an hour")."""
        text = self._text
        first, last = max(0, span[0] - _SENTENCE), min(len(text), span[1] + _SENTENCE)
        start = max(first, *(text.rfind(stop, first, span[0]) + 1 for stop in _ENDS))
        ends = [at for stop in _ENDS if (at := text.find(stop, span[1], last)) >= 0]
        apart = (*(statement.source.spans if statement.source else ()), *(statement.cue.spans if statement.cue else ()))
        found: set[str] = set()
        for a, b in ((start, span[0]), (span[1], min(ends, default=last))):
            for token in tokenize(text, (a, b)) if a < b else ():
                if words.noun_class(token.low) and not any(x <= token.start < y for x, y in apart):
                    found.add(concept(words.singular(token.low)))
        return frozenset(found)

    def _point(self, entry: str, voucher: str, place: int, told: Told) -> Point:
        day = self._record.report.published
        return Point(report=self._number, entry=entry, voucher=voucher, place=place, day=day, told=told)
