"""A record cut into the passages that search finds, each with who is in it and what is said and done there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from onrecord.document.document import Block, BlockKind, Span
from onrecord.record.parts import Party, Record, Statement
from onrecord.record.vocabulary import Layer
from onrecord.store.search_words import fold

LONG = 900
"""Characters (some 150 words) from which a paragraph is cut between sentences …"""
ENOUGH = 600
"""… once so many (some 100 words) are together, …"""
LONGEST = 1_200
"""… and between words where no sentence ends by then."""

_MOST_ENTRIES = 1_000
"""Entries of one passage, where speech within speech without end covers it."""

LEFT_OUT = frozenset({"related-link"})
"""Kinds of block that are not searched: the titles of other reports."""

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*\s+")


class Named(msgspec.Struct, frozen=True):
    """Someone by all folded names the report gives, between blanks; `actor` is None where the words alone are known."""

    actor: str | None
    words: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A statement or move that a passage holds some of, as filters look at it; `n` is its place in the record."""

    kind: Literal["statement", "move"]
    n: int
    by: tuple[Named, ...]
    source: Named | None
    layer: Layer
    type: str | None = None
    status: str | None = None


_Placed = tuple[tuple[Span, ...], Entry, tuple[Named, ...]]
"""An entry with the spans of its words and everyone who takes part in it."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one block, with everyone who is named or takes part in it."""

    kind: BlockKind
    span: Span
    actors: tuple[Named, ...]
    entries: tuple[Entry, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of what is said and done in it, each once; where nothing is, the outlet narrates."""
        return tuple(dict.fromkeys(entry.layer for entry in self.entries)) or ("narration",)


def passages(record: Record) -> list[Passage]:
    """All passages of a record, in the order of the text."""
    return _passages(record, _cut(record))


def passage_at(record: Record, start: int) -> Passage | None:
    """The passage that begins there, if one does."""
    found = _passages(record, ((block, span) for block, span in _cut(record) if span[0] == start))
    return found[0] if found else None


def _passages(record: Record, cut: Iterable[tuple[Block, Span]]) -> list[Passage]:
    people = _People(record)
    pieces = list(cut)
    places = _Places([span for _, span in pieces])
    there: list[dict[Named, None]] = [{} for _ in pieces]
    entries: list[dict[int, _Placed]] = [{} for _ in pieces]
    for actor in record.actors:
        for mention in actor.mentions:
            for place in places.meeting(mention.span):
                there[place][people.by_id[actor.id]] = None
    for number, placed in enumerate((*_statements(record, people), *_moves(record, people))):
        for span in placed[0]:
            for place in places.meeting(span):
                if len(entries[place]) < _MOST_ENTRIES:
                    entries[place].setdefault(number, placed)
    return [
        _passage(block.kind, span, named, tuple(placed.values()))
        for (block, span), named, placed in zip(pieces, there, entries, strict=True)
    ]


def _passage(kind: BlockKind, span: Span, there: dict[Named, None], inside: Sequence[_Placed]) -> Passage:
    for _, _, parties in inside:
        there.update(dict.fromkeys(parties))
    return Passage(kind=kind, span=span, actors=tuple(there), entries=tuple(entry for _, entry, _ in inside))


class _Places:
    """Pieces of a text, in order and apart, asked which of them a span meets."""

    def __init__(self, pieces: Sequence[Span]) -> None:
        self._starts = [start for start, _ in pieces]
        self._ends = [end for _, end in pieces]

    def meeting(self, span: Span) -> range:
        """The places of the pieces that have a character in common with a span."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))


class _People:
    """The actors of a record by all their names and roles."""

    def __init__(self, record: Record) -> None:
        self._text = text = record.report.text
        self.by_id: dict[str, Named] = {}
        for actor in record.actors:
            names = [actor.name, *(role.role for role in actor.roles)]
            names += [text[slice(*mention.span)] for mention in actor.mentions if mention.form == "name"]
            self.by_id[actor.id] = Named(actor.id, _between_blanks(dict.fromkeys(names)))

    def named(self, actor: str | None, spans: tuple[Span, ...]) -> Named:
        """The actor by its names and the words as written; by these alone where no actor is known."""
        written = _between_blanks(self._text[a:b] for a, b in spans)
        if actor is None:
            return Named(None, written)
        known = self.by_id[actor]
        return known if written in known.words else Named(actor, known.words + written.lstrip())

    def parties(self, parties: tuple[Party, ...]) -> tuple[Named, ...]:
        return tuple(self.named(party.actor, (party.span,)) for party in parties)


def _between_blanks(texts: Iterable[str]) -> str:
    return f" {' '.join(fold(' '.join(texts)).split())} "


def _statements(record: Record, people: _People) -> Iterator[_Placed]:
    for n, statement in enumerate(record.statements):
        source = _source(statement, people)
        by = (source,) if source else ()
        to = people.parties((statement.addressee,)) if statement.addressee else ()
        cue = statement.cue.spans if statement.cue else ()
        spans = (*(statement.source.spans if statement.source else ()), *cue, *statement.content.spans)
        yield spans, Entry(kind="statement", n=n, by=by, source=source, layer=statement.layer), (*by, *to)


def _moves(record: Record, people: _People) -> Iterator[_Placed]:
    vouchers = {statement.id: _source(statement, people) for statement in record.statements}
    for n, move in enumerate(record.moves):
        entry = Entry(
            kind="move",
            n=n,
            by=people.parties(move.by),
            source=vouchers.get(move.vouched_by) if move.vouched_by else None,
            layer=move.layer,
            type=move.type,
            status=move.status,
        )
        yield (move.span,), entry, (*entry.by, *people.parties(move.to))


def _source(statement: Statement, people: _People) -> Named | None:
    return people.named(statement.source.actor, statement.source.spans) if statement.source else None


def _cut(record: Record) -> Iterator[tuple[Block, Span]]:
    text = record.report.text
    for block in record.report.blocks:
        if block.kind in LEFT_OUT:
            continue
        start, end = block.span
        for gap in _EMPTY_LINE.finditer(text, start, end):
            yield from ((block, span) for span in _pieces(text, start, gap.start()))
            start = gap.end()
        yield from ((block, span) for span in _pieces(text, start, end))


def _pieces(text: str, start: int, stop: int) -> Iterator[Span]:
    """A paragraph, or where it is long its sentences in groups."""
    while stop - start > LONG:
        last = min(start + LONGEST, stop)
        end = _SENTENCE_END.search(text, start + ENOUGH, last)
        cut = end.end() if end else _after_last_blank(text, start + ENOUGH, last)
        yield start, start + len(text[start:cut].rstrip())
        start = cut
    if start < stop:
        yield start, stop


def _after_last_blank(text: str, start: int, stop: int) -> int:
    """Where the last word before `stop` begins, or `stop` where no word ends after `start`."""
    return next((at + 1 for at in range(stop - 1, start, -1) if text[at].isspace()), stop)
