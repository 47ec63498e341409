"""Entries as marked passages: what annotation tools show and change, and what was changed when they come back.

An entry goes out with a stamp of what it said. Where it comes back with the same stamp nobody touched it; where it
differs and the record still says what went out, the difference is what the person asks for. Where both differ, nothing
is guessed.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import hull
from onrecord.errors import ExchangeError
from onrecord.exchange.brought import Brought, Said
from onrecord.exchange.selected import Selected
from onrecord.record.parts import Move, Party, Record, Statement

Kind = Literal["statement", "move"]

PASSAGES: dict[Kind, tuple[str, ...]] = {
    "statement": ("content", "source", "cue", "addressee"),
    "move": ("trigger", "by", "to", "about", "conditions", "where"),
}
"""The fields of an entry that are marked in the text, the one that it is anchored at first."""
WORDS: dict[Kind, tuple[str, ...]] = {"statement": ("kind",), "move": ("type", "mode", "status", "reciprocal")}
"""The fields that hold a word."""
_PARTIES = frozenset(("by", "to"))
_WHO = _PARTIES | {"source", "addressee"}
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STAMP = 12


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as it is marked: its passages and words by field. `entry` is its id, None for one marked anew.

    `where` is the place in the file; `note` is what the person remarked.
    """

    where: str = ""
    kind: Kind
    entry: str | None
    passages: Mapping[str, tuple[Span, ...]]
    words: Mapping[str, str]
    note: str | None = None


def every(held: Record | Selected) -> tuple[Statement | Move, ...]:
    """The entries that are marked: statements and moves."""
    statements: tuple[Statement | Move, ...] = held.statements
    return statements + held.moves


def marked(entry: Statement | Move) -> Marked:
    """An entry as it is to be marked; fields that hold nothing are left out."""
    if isinstance(entry, Statement):
        passages = {
            "content": entry.content.spans,
            "source": entry.source.spans if entry.source else (),
            "cue": entry.cue.spans if entry.cue else (),
            "addressee": (entry.addressee.span,) if entry.addressee else (),
        }
        words = {"kind": str(entry.kind)}
    else:
        passages = {
            "trigger": (entry.trigger,),
            "by": _spans(entry.by),
            "to": _spans(entry.to),
            "about": entry.about,
            "conditions": entry.conditions,
            "where": (entry.where.span,) if entry.where else (),
        }
        words = {"type": str(entry.type), "status": str(entry.status)}
        words |= {"mode": entry.mode} if entry.mode else {}
        words |= {"reciprocal": "yes"} if entry.reciprocal else {}
    return Marked(
        kind="statement" if isinstance(entry, Statement) else "move",
        entry=entry.id,
        passages={name: spans for name, spans in passages.items() if spans},
        words=words,
    )


def stamp(one: Marked, text: str) -> str:
    """A short name for what an entry says, the same however its passages are ordered or cut at line ends."""
    passages = {name: pieces(text, one.passages[name]) for name in sorted(one.passages)}
    return digest([one.kind, passages, dict(sorted(one.words.items()))])


def digest(value: object) -> str:
    """A short name for plain data."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:_STAMP]


def pieces(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans in text order, cut at line ends, which tools cannot mark over; each once.

    >>> pieces("They met.\\nAgain.", [(0, 16)])
    [(0, 9), (10, 16)]
    """
    found: set[Span] = set()
    for start, stop in spans:
        at = start
        for end in _LINE_ENDS.finditer(text, start, stop):
            found.add((at, end.start()))
            at = end.end()
        found.add((at, stop))
    return sorted(span for span in found if span[0] < span[1])


def joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Pieces put together again where nothing but a line end and blanks parts them.

    >>> joined("They met.\\nAgain.", [(0, 9), (10, 16)])
    ((0, 16),)
    """
    found: list[Span] = []
    for span in sorted(spans):
        between = text[found[-1][1] : span[0]] if found else "-"
        if found and between and not between.strip() and _LINE_ENDS.search(between):
            found[-1] = hull((found[-1], span))
        else:
            found.append(span)
    return tuple(found)


def listing(record: Record, entries: Sequence[Statement | Move]) -> dict[str, str]:
    """The ids of entries that go out, each with its stamp."""
    return {one.id: stamp(marked(one), record.report.text) for one in entries}


def asked(
    record: Record, marks: Sequence[Marked], listed: Mapping[str, str], lost: frozenset[str], where: str
) -> Iterator[Brought | ExchangeError]:
    """What the marks on one report ask for, against the record as it stands.

    `listed` are the entries that went out with their stamps. `lost` are those whose marks are in the file but could not
    be understood: they are not taken for deleted.
    """
    text = record.report.text
    entries = {one.id: one for one in every(record)}
    stamps = {id_: stamp(marked(one), text) for id_, one in entries.items()}
    seen: set[str] = set()
    for one in marks:
        found: Brought | ExchangeError | None
        if one.entry in seen:
            found = ExchangeError(621, one.where, reason=f"{one.entry} stands twice")
        elif one.entry is None:
            found = _addition(record, one)
        else:
            found = _change(record, one, entries.get(one.entry), stamps.get(one.entry), listed.get(one.entry))
            seen.add(one.entry)
        if found is not None:
            yield found
    there = {one.entry for one in marks} | lost
    for id_, went in listed.items():
        # What is not in the record any more was rejected before.
        if id_ not in there and id_ in entries:
            if stamps[id_] == went:
                yield Brought(where=f"{where}, {id_} deleted", report=record.report.id, action="reject", entry=id_)
            else:
                yield ExchangeError(620, f"{where}, {id_} deleted", entry=id_)


def _change(
    record: Record, one: Marked, entry: Statement | Move | None, now: str | None, went: str | None
) -> Brought | ExchangeError | None:
    mine = stamp(one, record.report.text)
    if mine in (went, now):
        return None
    if entry is None:
        return ExchangeError(614, one.where, entry=one.entry)
    known = marked(entry)
    if one.kind != known.kind or (went is not None and went != now):
        return ExchangeError(620, one.where, entry=entry.id)
    fields: dict[str, Sequence[Said]] = {}
    for name in PASSAGES[one.kind]:
        wanted = one.passages.get(name, ())
        if pieces(record.report.text, wanted) != pieces(record.report.text, known.passages.get(name, ())):
            parties: tuple[Party, ...] = getattr(entry, name) if name in _PARTIES else ()
            fields[name] = _said(record, parties, name, wanted)
    for name in WORDS[one.kind]:
        if one.words.get(name) != known.words.get(name):
            fields[name] = [one.words[name]] if name in one.words else []
    return Brought(where=one.where, report=record.report.id, action="set", entry=entry.id, fields=fields, note=one.note)


def _addition(record: Record, one: Marked) -> Brought | None:
    anchor = PASSAGES[one.kind][0]
    text = record.report.text
    mine = pieces(text, one.passages.get(anchor, ()))
    for other in map(marked, record.statements if one.kind == "statement" else record.moves):
        # Brought twice: it is there already, maybe corrected since.
        if pieces(text, other.passages[anchor]) == mine and one.words.get("type") == other.words.get("type"):
            return None
    fields = {name: _said(record, (), name, spans) for name, spans in one.passages.items() if spans}
    fields |= {name: [word] for name, word in one.words.items()}
    return Brought(where=one.where, report=record.report.id, action="add", entry=one.kind, fields=fields, note=one.note)


def _said(record: Record, parties: Sequence[Party], name: str, wanted: Sequence[Span]) -> Sequence[Said]:
    """The passages of a field; of those taking part whoever stood there before stays whom the words mean."""
    said: list[Said] = []
    for start, stop in wanted:
        place = f"{start}-{stop}"
        actors = [party.actor for party in parties if party.span == (start, stop) and party.actor]
        if name not in _WHO or place in record.report.text:
            # Where the report has these very figures they would be taken for its words.
            said.append((start, stop))
        else:
            # As words: whoever is mentioned by just these is meant.
            said += [f"{place} -> {actor}" for actor in actors] or [place]
    return said


def _spans(parties: Sequence[Party]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(party.span for party in parties))
