"""Entries of one record in short, with their parts as marks: what reading and evidence have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from onrecord.document.document import Span
from onrecord.record.correction import Change
from onrecord.record.parts import Actor, Move, Record, Statement, Tie
from onrecord.record.vocabulary import Layer
from onrecord.views.passages import Passages
from onrecord.views.segments import EntryKind, Mark, Part, Placed

Entry = Statement | Move | Tie | Actor

LETTERS = {
    "direct": "D", "indirect": "I", "mixed": "M",
    "AGREE": "Ag", "CONSULT": "Cs", "SUPPORT": "Su", "CONCEDE": "Cn", "COOPERATE": "Co", "AID": "Ai",
    "RETREAT": "Re", "REQUEST": "Rq", "ACCUSE": "Ac", "REJECT": "Rj", "THREATEN": "Th", "PROTEST": "Pr",
    "SANCTION": "Sa", "MOBILIZE": "Mo", "COERCE": "Ce", "ASSAULT": "As",
}  # fmt: skip
"""What tells the type of an entry beside its bar: a letter for statements, two for moves; `TIE` for all ties."""
TIE = "T"
ACTOR = "A"

DRAWN: frozenset[Part] = frozenset({"content", "source", "cue", "act", "trigger", "tie"})
"""The parts that a page draws when it is not asked for others."""


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in short.

    `type` is the kind of a statement, tie or actor, the type of a move; `letter` stands for it in the margin. `label`
    says in words who did or said what. `status` is a move's. `score` is None for ties and actors, which have none.
    `on` is the id of the statement that vouches for it (a move, a tie) or that it stands within (a statement).
    `corrected` says what a person changed, accepted or added.
    """

    id: str
    kind: EntryKind
    type: str
    letter: str
    label: str
    layer: Layer | None
    status: str | None
    score: float | None
    on: str | None
    corrected: tuple[Change, ...] = ()


class Entries:
    """The entries of one record by id. Ties, which the format gives no id, are `t1`, `t2`, … in its order."""

    def __init__(self, record: Record, changes: Mapping[str, tuple[Change, ...]] | None = None) -> None:
        self._passages = Passages(record)
        self._changes = changes or {}
        self._by_id: dict[str, Entry] = {one.id: one for one in record.statements}
        self._by_id |= {one.id: one for one in record.moves}
        self._by_id |= {f"t{n}": tie for n, tie in enumerate(record.ties, 1)}
        self._by_id |= {actor.id: actor for actor in record.actors}

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return iter(self._by_id.items())

    def get(self, id_: str) -> Entry | None:
        """The entry of this id, or None."""
        return self._by_id.get(id_)

    def view(self, id_: str) -> EntryView:
        """The entry of this id in short."""
        entry = self._by_id[id_]
        corrected = self._changes.get(id_, ())
        names = self._passages
        match entry:
            case Statement():
                source = names.name(entry.source.actor, entry.source.spans) if entry.source else "unattributed"
                addressee = names.names([entry.addressee]) if entry.addressee else ()
                return EntryView(
                    id=id_,
                    kind="statement",
                    type=entry.kind,
                    letter=LETTERS[entry.kind],
                    label=_label(f"{entry.kind} statement", [source or ""], addressee),
                    layer=entry.layer,
                    status=None,
                    score=entry.score,
                    on=entry.within,
                    corrected=corrected,
                )
            case Move():
                return EntryView(
                    id=id_,
                    kind="move",
                    type=entry.type,
                    letter=LETTERS[entry.type],
                    label=_label(entry.type, names.names(entry.by) or ["someone unnamed"], names.names(entry.to)),
                    layer=entry.layer,
                    status=entry.status,
                    score=entry.score,
                    on=entry.vouched_by,
                    corrected=corrected,
                )
            case Tie():
                one, other = (names.name(actor, ()) for actor in (entry.from_, entry.to))
                return EntryView(
                    id=id_,
                    kind="tie",
                    type=entry.kind,
                    letter=TIE,
                    label=f"{one}: {entry.kind}: {other}",
                    layer=entry.layer,
                    status=None,
                    score=None,
                    on=entry.vouched_by,
                    corrected=corrected,
                )
            case Actor():
                return EntryView(
                    id=id_,
                    kind="actor",
                    type=entry.kind,
                    letter=ACTOR,
                    label=entry.name,
                    layer=None,
                    status=None,
                    score=None,
                    on=None,
                    corrected=corrected,
                )


def marks_of(id_: str, entry: Entry, parts: frozenset[Part] | None = None) -> Iterator[Mark]:
    """The marks of an entry's parts (None: of all of them); a part that it has not got has no mark."""
    for part, spans in _parts(entry):
        if spans and (parts is None or part in parts):
            yield Mark(id=f"{id_}-{part}", entry=id_, part=part, spans=tuple(spans))


def voices(record: Record) -> list[Placed]:
    """What is said by anybody but the outlet, for the layers of segments."""
    return [Placed(*span, None, one.layer) for one in record.statements for span in one.content.spans]


def _parts(entry: Entry) -> Iterable[tuple[Part, Sequence[Span]]]:
    match entry:
        case Statement():
            return (
                ("content", entry.content.spans),
                ("source", entry.source.spans if entry.source else ()),
                ("cue", entry.cue.spans if entry.cue else ()),
                ("addressee", _one(entry.addressee.span if entry.addressee else None)),
                ("channel", _one(entry.channel.span if entry.channel else None)),
                ("said", _one(entry.said.span if entry.said else None)),
                ("repeat", entry.repeats),
            )
        case Move():
            return (
                ("act", (entry.span,)),
                ("trigger", (entry.trigger,)),
                ("by", [party.span for party in entry.by]),
                ("to", [party.span for party in entry.to]),
                ("about", entry.about),
                ("condition", entry.conditions),
                ("when", _one(entry.when.span if entry.when else None)),
                ("where", _one(entry.where.span if entry.where else None)),
            )
        case Tie():
            return (("tie", (entry.span,)),)
        case Actor():
            return (
                ("mention", [mention.span for mention in entry.mentions]),
                ("role", [role.span for role in entry.roles]),
            )


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _label(what: str, by: Sequence[str], to: Sequence[str]) -> str:
    towards = f" to {', '.join(to)}" if to else ""
    return f"{what} by {', '.join(by)}{towards}"
