"""The fields of entries that a person can correct, and how each value is checked, shown and put in its place.

A value in a correction is plain data: a word, yes or no, spans, a `Who` or several, a `Time`, a `Place`, or for
`vouched_by` the `Anchor` of a statement. None is nothing.
"""

from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec

from onrecord.document.document import Span
from onrecord.reading.marks import EntityKind, StatementKind
from onrecord.reading.move_lexicon import move_types
from onrecord.record.correction import Anchor, Who
from onrecord.record.parts import Actor, Move, Place, Record, Statement, Time
from onrecord.record.vocabulary import MOVE_TYPES, STATUSES

Sort = Literal["word", "truth", "passages", "passage", "source", "party", "parties", "time", "place", "voucher"]
Entry = Statement | Move | Actor

STATEMENT: dict[str, Sort] = {
    "source": "source",
    "content": "passages",
    "cue": "passages",
    "kind": "word",
    "addressee": "party",
    "said": "time",
}
MOVE: dict[str, Sort] = {
    "type": "word",
    "mode": "word",
    "status": "word",
    "by": "parties",
    "to": "parties",
    "reciprocal": "truth",
    "about": "passages",
    "conditions": "passages",
    "when": "time",
    "where": "place",
    "vouched_by": "voucher",
    "trigger": "passage",
    "span": "passage",
}
ACTOR: dict[str, Sort] = {"name": "word", "kind": "word", "country": "word", "sector": "word"}
FIELDS: dict[str, dict[str, Sort]] = {"statement": STATEMENT, "move": MOVE, "actor": ACTOR}
"""The fields of each kind of entry that can be set."""

NEEDED: dict[str, tuple[str, ...]] = {"statement": ("content",), "move": ("type", "trigger")}
"""What must be said of a missed entry; the rest may be left open."""
NEVER_EMPTY = frozenset(("kind", "type", "status", "name", "content", "trigger", "span"))

_TYPES: dict[Sort, Any] = {
    "word": str | None,
    "truth": bool,
    "passages": tuple[Span, ...],
    "passage": Span,
    "source": Who | None,
    "party": Who | None,
    "parties": tuple[Who, ...],
    "time": Time | None,
    "place": Place | None,
    "voucher": Anchor | None,
}


def revived(kind: str, field: str, value: Any) -> Any:
    """A value of a correction as its type, from the plain data it is kept as."""
    return msgspec.convert(value, _TYPES[FIELDS[kind][field]])


def allowed(kind: str, field: str, entry: Entry | None) -> tuple[str, ...] | None:
    """The words a field may hold; None where any may stand.

    >>> allowed("move", "status", None)[:2]
    ('happened', 'ongoing')
    """
    match kind, field:
        case "statement", "kind":
            return get_args(StatementKind)
        case "move", "type":
            return MOVE_TYPES
        case "move", "status":
            return STATUSES
        case "move", "mode" if isinstance(entry, Move):
            return move_types()[entry.type].modes
        case "actor", "kind":
            return get_args(EntityKind)
    return None


def shown(record: Record, entry: Entry, field: str) -> str | None:
    """The value of an entry's field in words; None where there is nothing."""
    value = getattr(entry, field)
    names = {actor.id: actor.name for actor in record.actors}
    text = record.report.text

    def who(actor: str | None, spans: Sequence[Span]) -> str:
        return names[actor] if actor else " … ".join(text[a:b] for a, b in spans)

    match FIELDS[kind_of(entry)].get(field, "word"):
        case "truth":
            return "yes" if value else "no"
        case "passages":
            spans = value.spans if hasattr(value, "spans") else value
            return "; ".join(text[a:b] for a, b in spans or ()) or None
        case "passage":
            return text[value[0] : value[1]]
        case "source":
            return who(value.actor, value.spans) if value else None
        case "party":
            return who(value.actor, [value.span]) if value else None
        case "parties":
            return "; ".join(who(one.actor, [one.span]) for one in value) or None
        case "time":
            return value.value if value else None
        case "place":
            return value.name if value else None
    return value  # type: ignore[no-any-return]  # words, and ids of statements


def compared(entry: Entry, field: str) -> Any:
    """What two readings of a field are alike in: spans for words, actors for those who take part, in no order."""
    value = getattr(entry, field)
    match FIELDS[kind_of(entry)].get(field, "word"):
        case "passages":
            spans = value.spans if hasattr(value, "spans") else value
            return frozenset(spans or ())
        case "source":
            return (value.actor or value.spans) if value else None
        case "party":
            return (value.actor or value.span) if value else None
        case "parties":
            return frozenset(one.actor or one.span for one in value)
        case "time":
            return value.value if value else None
        case "place":
            return value.span if value else None
    return value


def kind_of(entry: Entry) -> Literal["statement", "move", "actor"]:
    """Which kind of entry this is."""
    if isinstance(entry, Statement):
        return "statement"
    return "move" if isinstance(entry, Move) else "actor"
