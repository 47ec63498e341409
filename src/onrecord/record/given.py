"""What a person gives for a field, checked against the report and the vocabulary, as the value a correction keeps.

Passages are given as words that stand in the report (`WORDS#2` for the second time they stand there), or as START-END.
Whoever takes part is given as an actor's id or name, as words of the report, or as `WORDS -> ACTOR`.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.document.dates import parse_date
from onrecord.document.document import Span
from onrecord.document.spans import hull, within
from onrecord.errors import UsageError
from onrecord.reading.known.entry import codes
from onrecord.reading.marks import Precision
from onrecord.record.anchors import anchor_of, first_name, ref_of
from onrecord.record.correction import Who
from onrecord.record.fields import FIELDS, NEVER_EMPTY, Entry, allowed
from onrecord.record.parts import Actor, Move, Party, Place, Record, Statement, Time

Given = str | Span

MEANS = "->"
_SPAN = re.compile(r"([0-9]+)-([0-9]+)")
_NTH = re.compile(r"(.+)#([0-9]+)", re.DOTALL)
_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?")
_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_SECTOR = re.compile(r"[A-Z]{3}")
_YES = {"yes": True, "no": False}
_SHOWN_PLACES = 5


def value(record: Record, kind: str, field: str, given: Sequence[Given], entry: Entry | None) -> Any:
    """The plain value of a field from what was given for it (nothing given empties it).

    `entry` is the entry as it stands, None for one that is being added. Raises `UsageError` 502, 503, 523, 524, 525
    and 529.
    """
    if field not in FIELDS[kind]:
        raise UsageError(523, field, kind=kind, known=", ".join(FIELDS[kind]))
    if not given and field in NEVER_EMPTY:
        raise UsageError(529, field, wanted="a value", count="none")
    sort = FIELDS[kind][field]
    if sort not in ("passages", "parties") and len(given) > 1:
        raise UsageError(529, field, wanted="one value", count=len(given))
    return msgspec.to_builtins(_Asked(record, kind, field, entry).value(sort, given))


class _Asked:
    """One field of one entry, asked for its value."""

    def __init__(self, record: Record, kind: str, field: str, entry: Entry | None) -> None:
        self._record = record
        self._text = record.report.text
        self._kind = kind
        self._field = field
        self._entry = entry

    def value(self, sort: str, given: Sequence[Given]) -> Any:
        match sort:
            case "passages":
                return [self._passage(one) for one in given]
            case "parties":
                return [self._who(one, party=True) for one in given]
            case "truth":
                return self._word(str(given[0]) if given else "no", tuple(_YES)) == "yes"
        if not given:
            return None
        first = given[0]
        match sort:
            case "passage":
                return self._passage(first)
            case "source":
                return self._who(first, party=False)
            case "party":
                return self._who(first, party=True)
            case "place":
                span = self._passage(first)
                return Place(span=span, name=self._text[slice(*span)], country=None)
            case "time":
                return self._time(str(first))
            case "voucher":
                return anchor_of(self._statement(str(first)))
        return self._plain(str(first))

    def _plain(self, word: str) -> str:
        known = allowed(self._kind, self._field, self._entry)
        if known is not None:
            return self._word(word, known)
        if self._field == "country" and word not in codes():
            raise UsageError(502, value=word, name="country", known="ISO 3166-1 alpha-3 codes, such as NOR")
        if self._field == "sector" and not _SECTOR.fullmatch(word):
            raise UsageError(502, value=word, name="sector", known="PLOVER's sectors, such as GOV or REB")
        if self._field == "name" and not any(letter.isalnum() for letter in word):
            raise UsageError(529, self._field, wanted="a name", count="none")
        return word

    def _word(self, word: str, known: Sequence[str]) -> str:
        for one in known:
            if one.casefold() == word.casefold():
                return one
        owner = (
            f"{self._field} of {self._entry.type}"
            if isinstance(self._entry, Move) and self._field == "mode"
            else self._field
        )
        raise UsageError(502, value=word, name=owner, known=", ".join(known) or "none: it has no modes")

    def _time(self, given: str) -> Time:
        if not _TIME.fullmatch(given) or not parse_date((given + "-01-01")[:10]):
            raise UsageError(503, value=given, name=self._field)
        old = getattr(self._entry, self._field, None)
        return Time(value=given, precision=_PRECISION.get(len(given), "time"), span=old.span if old else None)

    def _statement(self, id_: str) -> Statement:
        for one in self._record.statements:
            if one.id == id_:
                return one
        raise UsageError(502, value=id_, name="statement", known=_few([s.id for s in self._record.statements]))

    def _passage(self, given: Given) -> Span:
        if isinstance(given, tuple):
            return self._inside(given)
        if given not in self._text:
            if found := _SPAN.fullmatch(given):
                return self._inside((int(found[1]), int(found[2])))
            if found := _NTH.fullmatch(given):
                places = self._places(found[1])
                number = int(found[2])
                if places and not 1 <= number <= len(places):
                    raise UsageError(525, given, count=len(places), spans=_spans(places))
                if places:
                    return places[number - 1]
        places = self._places(given)
        if not places:
            raise UsageError(524, words=given, field=self._field)
        if len(places) > 1:
            raise UsageError(525, given, count=len(places), spans=_spans(places))
        return places[0]

    def _inside(self, span: Span) -> Span:
        if not 0 <= span[0] < span[1] <= len(self._text):
            raise UsageError(524, words=f"{span[0]}-{span[1]}", field=self._field)
        return span

    def _places(self, words: str) -> list[Span]:
        return _all(self._text, words)

    def _who(self, given: Given, *, party: bool) -> Who:
        """An actor with the words that stand for them, or words alone."""
        if isinstance(given, tuple):
            return Who(spans=(self._passage(given),))
        words, means, named = given.rpartition(f" {MEANS} ")
        if means:
            return Who(spans=(self._passage(words),), actor=ref_of(self._actor(named)))
        actor = self._named(given)
        if actor is None:
            span = self._passage(given)
            return Who(spans=(span,), actor=self._mentioned(span))
        spans = self._words_of(actor)
        return Who(spans=spans[:1] if party else spans, actor=ref_of(actor))

    def _mentioned(self, span: Span) -> Any:
        """Whoever is mentioned by just these words."""
        found = [a for a in self._record.actors if any(m.span == span for m in a.mentions)]
        return ref_of(found[0]) if len(found) == 1 else None

    def _actor(self, named: str) -> Actor:
        found = self._named(named)
        if found is None:
            raise UsageError(502, value=named, name="actor", known=_few([a.name for a in self._record.actors]))
        return found

    def _named(self, named: str) -> Actor | None:
        """The actor of this id or name. Raises `UsageError` 525 where several bear the name."""
        for one in self._record.actors:
            if one.id == named:
                return one
        found = [a for a in self._record.actors if a.name.casefold() == named.casefold()]
        if len(found) > 1:
            raise UsageError(525, named, count=len(found), spans=_few([a.id for a in found]))
        return found[0] if found else None

    def _words_of(self, actor: Actor) -> tuple[Span, ...]:
        """Which words stand for an actor in this entry.

        The words as written so far, unless they name somebody else; else the actor's nearest mention before the entry.
        """
        old = getattr(self._entry, self._field, None)
        spans: tuple[Span, ...] = ()
        if isinstance(old, tuple):
            spans = (old[0].span,) if len(old) == 1 else ()
        elif isinstance(old, Party):
            spans = (old.span,)
        elif old is not None:
            spans = old.spans
        others = [m.span for a in self._record.actors if a.id != actor.id for m in a.mentions if m.form == "name"]
        if spans and not any(within(name, spans) for name in others):
            return spans
        return self._nearest(actor)

    def _nearest(self, actor: Actor) -> tuple[Span, ...]:
        mentions = [m.span for m in actor.mentions]
        if self._entry is None:
            found = first_name(actor)
            return (found,) if found else ()
        here = self._entry.span if isinstance(self._entry, Move) else _hull(self._entry)
        inside = [span for span in mentions if within(span, [here])]
        before = [span for span in mentions if span[0] < here[0]]
        best = inside[:1] or before[-1:] or mentions[:1]
        return tuple(best)


def _hull(entry: Entry) -> Span:
    if isinstance(entry, Statement):
        return hull((*entry.content.spans, *(entry.cue.spans if entry.cue else ())))
    return (0, 0)


def _all(text: str, words: str) -> list[Span]:
    places: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def _spans(places: Sequence[Span]) -> str:
    return _few([f"{a}-{b}" for a, b in places])


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN_PLACES} more" if len(names) > _SHOWN_PLACES else ""
    return ", ".join(names[:_SHOWN_PLACES]) + more if names else "none here"
