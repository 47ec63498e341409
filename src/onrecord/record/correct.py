"""Applies corrections by hand to a machine's reading: a record in which the person's word stands.

Corrections are taken in the order made. One whose entry, actor or statement is not found again in this reading is
detached: it changes nothing. What follows from the values (quad, layer, nesting, voucher) follows from the new ones;
where no correction bears on it, it stays as the machine had it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from onrecord.document.document import Span
from onrecord.document.spans import hull, within
from onrecord.reading.move_lexicon import move_types
from onrecord.reading.quoted import Quoted
from onrecord.record import anchors
from onrecord.record.build import EMPTY_TIME
from onrecord.record.correction import Anchor, Change, Correction, Who
from onrecord.record.fields import FIELDS, Entry, revived
from onrecord.record.follow import Word, follow, voiced
from onrecord.record.parts import Actor, Move, Party, Record, SourcePart, Spans, Statement, Tie
from onrecord.record.vocabulary import QUADS

LOOKED_AT = 1.0
"""Score of an entry that a person has accepted, corrected or added: a careful reader did agree."""

EntryT = TypeVar("EntryT", bound=Entry)


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """A corrected record; the corrections (by number) that found no place in it; and what was changed, by entry id.

    `entries` says which entry each correction that stands is of, by its id in this record (of a rejected entry, its id
    in the machine's).
    """

    record: Record
    detached: frozenset[int]
    changes: dict[str, tuple[Change, ...]]
    entries: dict[int, str]


def apply(record: Record, corrections: Iterable[Correction]) -> Applied:
    """The record as corrected; corrections that are undone count for nothing."""
    draft = _Draft(record)
    detached: set[int] = set()
    changes: dict[str, list[Change]] = {}
    entries: dict[int, str] = {}
    for one in sorted(corrections, key=lambda c: c.number):
        if one.undone is not None or one.entry_kind == "identity":
            continue
        entry = draft.take(one)
        if entry is None:
            detached.add(one.number)
            continue
        entries[one.number] = entry
        changes.setdefault(entry, []).append(Change.of(one))
    corrected = draft.finished() if entries else record
    return Applied(
        record=corrected,
        detached=frozenset(detached),
        changes={entry: _last(found) for entry, found in changes.items()},
        entries=entries,
    )


def _last(changes: list[Change]) -> tuple[Change, ...]:
    """The changes that count: the last of each field."""
    return tuple({(one.action, one.field): one for one in changes}.values())


def kind_of_quotation(content: Iterable[Span], quoted: Iterable[Span]) -> Literal["direct", "indirect", "mixed"]:
    """Direct when all content stands in quotation marks, mixed when some does, else indirect.

    >>> kind_of_quotation([(2, 6), (8, 9)], [(1, 7)])
    'mixed'
    """
    marks = tuple(quoted)
    inside = [within(span, marks) for span in content]
    return "direct" if all(inside) else "mixed" if any(inside) or _meet(content, marks) else "indirect"


def _meet(content: Iterable[Span], quoted: tuple[Span, ...]) -> bool:
    return any(a < d and c < b for a, b in content for c, d in quoted)


class _Draft:
    """A record being corrected."""

    def __init__(self, machine: Record) -> None:
        self._machine = machine
        self._statements = {s.id: s for s in machine.statements}
        self._moves = {m.id: m for m in machine.moves}
        self._actors = {a.id: a for a in machine.actors}
        self._vouched: dict[str, str | None] = {}
        """Moves whose voucher a person named."""
        self._quoted: Quoted | None = None

    def take(self, one: Correction) -> str | None:
        """Apply one correction; the id of its entry, or None when it has no place here."""
        if one.action == "add":
            return self._add(one)
        entry = self._entry(one.entry_kind, one.entry, one.anchor)
        if entry is None:
            return None
        match one.action:
            case "reject":
                self._reject(entry)
                return entry.id
            case "accept":
                changed: Entry | None = entry
            case _:
                changed = self._set(entry, one.entry_kind, one.field or "", one.person)
        if changed is None:
            return None
        self._put(changed if isinstance(changed, Actor) else replace(changed, score=LOOKED_AT))
        return entry.id

    def finished(self) -> Record:
        """The corrected record: entries in text order, with what follows from them."""
        statements = sorted(self._statements.values(), key=_place)
        moves = sorted(self._moves.values(), key=lambda m: (m.trigger, m.type))
        known = set(self._actors)
        record = replace(
            self._machine,
            actors=tuple(self._actors.values()),
            statements=tuple(statements),
            moves=tuple(moves),
            ties=tuple(t for t in self._machine.ties if {t.from_, t.to} <= known),
        )
        return self._followed(record)

    def _entry(self, kind: str, id_: str, anchor: Anchor) -> Entry | None:
        """The entry of a correction as it stands now: one added by hand by its id, the machine's by its passage."""
        now: Mapping[str, Entry]
        machine: tuple[Entry, ...]
        match kind:
            case "statement":
                now, machine = self._statements, self._machine.statements
            case "move":
                now, machine = self._moves, self._machine.moves
            case _:
                now, machine = self._actors, self._machine.actors
        if id_ in now and all(one.id != id_ for one in machine):
            return now[id_]
        found = anchors.again(anchor, machine, self._machine.report.text)
        return None if found is None else now.get(found.id)

    def _put(self, entry: Entry) -> None:
        if isinstance(entry, Statement):
            self._statements[entry.id] = entry
        elif isinstance(entry, Move):
            self._moves[entry.id] = entry
        else:
            self._actors[entry.id] = entry

    def _reject(self, entry: Entry) -> None:
        if isinstance(entry, Statement):
            del self._statements[entry.id]
        elif isinstance(entry, Move):
            del self._moves[entry.id]
        else:
            self._forget_actor(entry.id)

    def _forget_actor(self, id_: str) -> None:
        """The words stay where they stand; whom they mean is no longer known."""
        del self._actors[id_]

        def without(party: Party) -> Party:
            return replace(party, actor=None) if party.actor == id_ else party

        for s in list(self._statements.values()):
            source = s.source
            if source and source.actor == id_:
                source = replace(source, actor=None) if source.spans else None
            addressee = without(s.addressee) if s.addressee else None
            self._statements[s.id] = replace(s, source=source, unattributed=source is None, addressee=addressee)
        for m in list(self._moves.values()):
            self._moves[m.id] = replace(m, by=tuple(map(without, m.by)), to=tuple(map(without, m.to)))

    def _set(self, entry: EntryT, kind: str, field: str, person: Any) -> EntryT | None:
        """The entry with a field set, and what hangs on it alone; None when whom or what it names is not here."""
        value = revived(kind, field, person)
        extra: dict[str, Any] = {}
        match FIELDS[kind][field], field:
            case "source", _:
                if value and (source := self._source(value)) is None:
                    return None
                value = source if value else None
                extra["unattributed"] = value is None
            case "party", _:
                if value and (party := self._party(value)) is None:
                    return None
                value = party if value else None
            case "parties", _:
                found = [self._party(one) for one in value]
                if None in found:
                    return None
                value = tuple(found)
            case "voucher", _:
                statement = self._entry("statement", value.id, value) if value else None
                if value and statement is None:
                    return None
                value = self._vouched[entry.id] = statement.id if statement else None
            case "passages", "content":
                extra["kind"] = kind_of_quotation(value, self._marks().spans)
                value = Spans(spans=value)
            case "passages", "cue":
                value = Spans(spans=value) if value else None
            case "time", "when":
                value = value or EMPTY_TIME
            case "word", "type":
                extra["quad"] = QUADS[value]
                if isinstance(entry, Move) and entry.mode not in move_types()[value].modes:
                    extra["mode"] = None
            case "passage", "trigger":
                if isinstance(entry, Move) and not within(value, [entry.span]):
                    extra["span"] = hull((entry.span, value))
        return replace(entry, **{field: value, **extra})

    def _add(self, one: Correction) -> str | None:
        text = self._machine.report.text
        entry: Entry | None
        if one.entry_kind == "move":
            entry = self._bare_move(one)
            machine: tuple[Entry, ...] = self._machine.moves
        else:
            entry = self._bare_statement(one)
            machine = self._machine.statements
        # What a newer model reads there itself makes room for the person's word.
        found = anchors.again(anchors.anchor_of(entry), machine, text)
        double = found is not None and (not isinstance(found, Move) or found.type == one.anchor.type)
        for field, value in one.person.items():
            entry = self._set(entry, one.entry_kind, field, value)
            if entry is None:
                return None
        if found is not None and double and found.id in (*self._statements, *self._moves):
            self._reject(found)
        self._put(entry)
        return entry.id

    def _bare_move(self, one: Correction) -> Move:
        trigger = revived("move", "trigger", one.person["trigger"])
        return Move(
            id=one.entry,
            type=one.person["type"],
            mode=None,
            quad=QUADS[one.person["type"]],
            trigger=trigger,
            span=self._marks().sentence(trigger),
            by=(),
            to=(),
            reciprocal=False,
            about=(),
            status="happened",
            conditions=(),
            when=EMPTY_TIME,
            where=None,
            layer="narration",
            vouched_by=None,
            score=LOOKED_AT,
        )

    def _bare_statement(self, one: Correction) -> Statement:
        content = revived("statement", "content", one.person["content"])
        return Statement(
            id=one.entry,
            kind=kind_of_quotation(content, self._marks().spans),
            layer="reported",
            source=None,
            unattributed=True,
            cue=None,
            content=Spans(spans=content),
            addressee=None,
            channel=None,
            said=None,
            within=None,
            repeats=(),
            score=LOOKED_AT,
        )

    def _source(self, who: Who) -> SourcePart | None:
        actor = self._actor(who)
        return None if who.actor and actor is None else SourcePart(spans=who.spans, actor=actor)

    def _party(self, who: Who) -> Party | None:
        actor = self._actor(who)
        return None if who.actor and actor is None else Party(actor=actor, span=hull(who.spans))

    def _actor(self, who: Who) -> str | None:
        found = anchors.actor_again(who.actor, tuple(self._actors.values())) if who.actor else None
        return found.id if found else None

    def _marks(self) -> Quoted:
        if self._quoted is None:
            self._quoted = Quoted(self._machine.report.text, self._machine.report.blocks)
        return self._quoted

    def _followed(self, record: Record) -> Record:
        """With layers, nesting and vouchers where the corrections bear on them."""
        quoted = self._marks().spans
        before, after = follow(self._machine, quoted), follow(record, quoted)
        said = {s.id for s in record.statements}

        def statement(s: Statement) -> Statement:
            layer, outer = after.statements[s.id]
            same = before.statements.get(s.id) == (layer, outer) and (s.within is None or s.within in said)
            return s if same else replace(s, layer=layer, within=outer)

        def move(m: Move) -> Move:
            if m.id in self._vouched:
                named = self._vouched[m.id]
                if named is None or named in said:
                    makers = {p.actor for p in m.by}
                    layer = "narration" if named is None else voiced(record, quoted, m.trigger, makers, named)
                    return replace(m, layer=layer, vouched_by=named)
            layer, voucher = after.moves[m.id]
            same = before.moves.get(m.id) == (layer, voucher) and (m.vouched_by is None or m.vouched_by in said)
            return m if same else replace(m, layer=layer, vouched_by=voucher)

        def tie(t: Tie, old: Word, new: Word) -> Tie:
            same = old == new and (t.vouched_by is None or t.vouched_by in said)
            return t if same else replace(t, layer=new[0], vouched_by=new[1])

        known = {a.id for a in record.actors}
        old = [w for t, w in zip(self._machine.ties, before.ties, strict=True) if {t.from_, t.to} <= known]
        ties = tuple(map(tie, record.ties, old, after.ties))
        return replace(
            record,
            statements=tuple(map(statement, record.statements)),
            moves=tuple(map(move, record.moves)),
            ties=ties,
        )


def _place(statement: Statement) -> tuple[Span, tuple[Span, ...], tuple[Span, ...]]:
    """Where a statement comes in text order, as build.py has it."""
    cue, source = statement.cue, statement.source
    return hull(statement.content.spans), cue.spans if cue else (), source.spans if source else ()
