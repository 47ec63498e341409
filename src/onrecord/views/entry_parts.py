"""The parts of an entry as written and as resolved: who is meant, which day, which place."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.document.document import Span
from onrecord.record.parts import Actor, Move, Party, Place, Record, Statement, Tie, Time
from onrecord.store.reports import IdentityFound
from onrecord.views.entries import Entry
from onrecord.views.passages import Passages
from onrecord.views.segments import Part


class ActorShown(msgspec.Struct, frozen=True, kw_only=True):
    """Whom words mean: the actor of the report and, across reports, the identity (None: not known there)."""

    id: str
    name: str
    kind: str
    country: str | None
    identity: IdentityFound | None


class PartRow(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an entry: the words as written, and what they were resolved to.

    `actor` is whom they mean. `value` is a date (ISO 8601, cut to its `precision`), a place or medium by name, or None.
    `words` is None for what the report does not say in so many words, such as a day counted from elsewhere.
    """

    part: Part
    words: str | None
    spans: tuple[Span, ...]
    actor: ActorShown | None = None
    value: str | None = None
    precision: str | None = None


class Parts:
    """The parts of entries of one record, with what they were resolved to."""

    def __init__(self, record: Record, identities: dict[str, IdentityFound]) -> None:
        self._passages = Passages(record)
        self._actors = {actor.id: actor for actor in record.actors}
        self._identities = identities

    def of(self, entry: Entry) -> Iterator[PartRow]:
        """The parts that an entry has, in the order in which they are told."""
        match entry:
            case Statement():
                if entry.source:
                    yield self._part("source", entry.source.spans, entry.source.actor)
                if entry.cue:
                    yield self._part("cue", entry.cue.spans)
                yield self._part("content", entry.content.spans)
                if entry.addressee:
                    yield self._party("addressee", entry.addressee)
                if entry.channel:
                    yield self._part("channel", [entry.channel.span], value=entry.channel.name)
                yield from self._time("said", entry.said)
                yield from (self._part("repeat", [span]) for span in entry.repeats)
            case Move():
                yield self._part("trigger", [entry.trigger], value=entry.type)
                yield from (self._party("by", party) for party in entry.by)
                yield from (self._party("to", party) for party in entry.to)
                yield from (self._part("about", [span]) for span in entry.about)
                yield from (self._part("condition", [span]) for span in entry.conditions)
                yield from self._time("when", entry.when)
                yield from self._place(entry.where)
            case Tie():
                yield self._part("tie", [entry.span], value=entry.kind)
            case Actor():
                yield from (self._part("role", [role.span], value=role.role) for role in entry.roles)

    def _part(self, part: Part, spans: Sequence[Span], actor: str | None = None, value: str | None = None) -> PartRow:
        return PartRow(
            part=part,
            words=self._passages.text(spans),
            spans=tuple(spans),
            actor=self._actor(actor),
            value=value,
        )

    def _party(self, part: Part, party: Party) -> PartRow:
        return self._part(part, [party.span], party.actor)

    def _time(self, part: Part, time: Time | None) -> Iterator[PartRow]:
        if time is None or (time.value is None and time.span is None):
            return
        spans = [] if time.span is None else [time.span]
        row = self._part(part, spans, value=time.value)
        yield msgspec.structs.replace(row, precision=time.precision)

    def _place(self, place: Place | None) -> Iterator[PartRow]:
        if place is not None:
            row = self._part("where", [place.span], value=place.name)
            yield msgspec.structs.replace(row, precision=place.precision)

    def _actor(self, id_: str | None) -> ActorShown | None:
        if id_ is None:
            return None
        actor = self._actors[id_]
        return ActorShown(
            id=id_, name=actor.name, kind=actor.kind, country=actor.country, identity=self._identities.get(id_)
        )
