"""How an entry is found again in another reading of the same text: by its passage, never by likeness."""

from collections.abc import Iterable, Sequence

from onrecord.document.document import Span
from onrecord.document.spans import within
from onrecord.record.correction import ActorRef, Anchor
from onrecord.record.fields import Entry
from onrecord.record.parts import Actor, Move, Statement


def anchor_of(entry: Entry) -> Anchor:
    """The passage that stands for an entry."""
    if isinstance(entry, Move):
        return Anchor(id=entry.id, spans=(entry.trigger,), type=entry.type)
    if isinstance(entry, Statement):
        return Anchor(id=entry.id, spans=entry.content.spans, cue=entry.cue.spans if entry.cue else ())
    first = first_name(entry)
    return Anchor(id=entry.id, spans=(first,) if first else ())


def ref_of(actor: Actor) -> ActorRef:
    """An actor as a correction names it."""
    return ActorRef(name=actor.name, kind=actor.kind, span=first_name(actor))


def first_name(actor: Actor) -> Span | None:
    """Where an actor is first mentioned by name, else first mentioned at all."""
    spans = [m.span for m in actor.mentions if m.form == "name"] or [m.span for m in actor.mentions]
    return spans[0] if spans else None


def again(anchor: Anchor, entries: Iterable[Entry], text: str) -> Entry | None:
    """The one entry at the anchor's passage; None where there is none, or several that cannot be told apart.

    Statements match by content, whatever quotation marks it was taken with; moves by trigger; of several those of the
    same cue or type. Else, where a reading has drawn the passage wider or narrower, statements match by their cue, if
    the content overlaps, and moves of the same type by a trigger that holds the other ("had demanded", "demanded").
    """
    every = list(entries)
    first = _trimmed(anchor.spans, text)
    found = [one for one in every if _at(one, first, text)]
    if len(found) > 1:
        found = [one for one in found if _alike(one, anchor)]
    if not found:
        found = [one for one in every if _drawn_otherwise(one, anchor)]
    return found[0] if len(found) == 1 else None


def actor_again(ref: ActorRef, record_actors: Sequence[Actor]) -> Actor | None:
    """The actor meant: whoever is mentioned where it was by name or bears its name there; else the one of its name."""
    here = [
        a
        for a in record_actors
        if any(m.span == ref.span and (m.form == "name" or a.name == ref.name) for m in a.mentions)
    ]
    found = here if len(here) == 1 else [a for a in record_actors if (a.name, a.kind) == (ref.name, ref.kind)]
    return found[0] if len(found) == 1 else None


def _at(entry: Entry, spans: tuple[Span, ...], text: str) -> bool:
    if isinstance(entry, Actor):
        return any(m.span in spans for m in entry.mentions)
    own = (entry.trigger,) if isinstance(entry, Move) else entry.content.spans
    return _trimmed(own, text) == spans


def _alike(entry: Entry, anchor: Anchor) -> bool:
    if isinstance(entry, Move):
        return entry.type == anchor.type
    return isinstance(entry, Statement) and (entry.cue.spans if entry.cue else ()) == anchor.cue


def _drawn_otherwise(entry: Entry, anchor: Anchor) -> bool:
    """Whether an entry's passage is the anchor's with more words or fewer."""
    if isinstance(entry, Move):
        same = entry.type == anchor.type
        return same and any(within(entry.trigger, [one]) or within(one, [entry.trigger]) for one in anchor.spans)
    if isinstance(entry, Statement) and anchor.cue and entry.cue:
        shared = any(a < d and c < b for a, b in entry.content.spans for c, d in anchor.spans)
        return entry.cue.spans == anchor.cue and shared
    return False


def _trimmed(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans without quotation marks, commas and blanks at either end."""
    return tuple(_trim(span, text) for span in spans)


def _trim(span: Span, text: str) -> Span:
    start, stop = span
    while start < stop and not text[start].isalnum():
        start += 1
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    return (start, stop) if start < stop else span
