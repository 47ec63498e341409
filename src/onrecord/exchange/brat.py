"""Marks of reports as brat standoff (https://brat.nlplab.org/standoff.html), out and back.

An entry is a brat event: its trigger is a statement's content or the words that name a move, its arguments are the
other passages, its attributes status, mode and kind. Names of actors go out as entities, to be looked at only. brat
counts Unicode code points, as the record does. The mark `Report` on the first word carries, as a note of the type
`Onrecord`, which report this is and what went out; each event carries its entry's id in the same way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from onrecord.document.document import Span
from onrecord.errors import ExchangeError, StoreError
from onrecord.exchange import iri, marks
from onrecord.exchange.brought import Brought, RecordOf
from onrecord.exchange.marks import PASSAGES, WORDS, Kind, Marked
from onrecord.exchange.selected import Selected, selected
from onrecord.exchange.zipped import Member, zipped
from onrecord.reading.marks import EntityKind, StatementKind
from onrecord.reading.move_lexicon import move_types
from onrecord.record.parts import Actor, Record
from onrecord.record.vocabulary import MOVE_TYPES, STATUSES
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

ROLES = {
    "source": "Source",
    "cue": "Cue",
    "addressee": "Addressee",
    "by": "By",
    "to": "To",
    "about": "About",
    "conditions": "Condition",
    "where": "Where",
}
_FIELDS = {role: field for field, role in ROLES.items()}
_WORDS_MARK, _REPORT, _STATEMENT, _NOTE = "Words", "Report", "Statement", "Onrecord"
_WHOLE = frozenset(("content", "trigger", "source", "cue"))
"""Fields whose passages are one mark, maybe in several pieces; of the others each passage is one."""
_MARK = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_ID = re.compile(r"[A-Z#][0-9]+")
_SHOWN = 60
_WANTED = "a file REPORT.ann as onrecord export wrote it"
_NOT_BACK = "Statements and moves, with their passages, types, modes and statuses"


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """A zip archive that brat opens as a collection: for each report its text and marks, and the configuration.

    Raises `UsageError` 501 to 506 before the first piece.
    """
    filters.checked("entries")
    return zipped(_members(store, filters))


def _members(store: RecordStore, filters: Filters) -> Iterator[Member]:
    yield "annotation.conf", [configuration().encode()]
    for one in selected(store, filters):
        # Named by the id alone: what a report calls itself is no file name.
        id_ = one.record.report.id
        yield f"{id_}.txt", [one.record.report.text.encode()]
        yield f"{id_}.ann", ["".join(f"{line}\n" for line in standoff(one)).encode()]


def configuration() -> str:
    """What brat is told of the kinds of marks: `annotation.conf`."""
    modes = sorted({mode for type_ in move_types().values() for mode in type_.modes})

    def arguments(kind: Kind) -> str:
        several = ("by", "to", "about", "conditions")
        fields = [field for field in PASSAGES[kind] if field in ROLES]
        return ", ".join(f"{ROLES[field]}{'*' if field in several else '?'}:<ENTITY>" for field in fields)

    return "\n".join(
        (
            "[entities]",
            *(_WORDS_MARK, _REPORT, *map(str.capitalize, get_args(EntityKind))),
            "[relations]",
            "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "[events]",
            f"{_STATEMENT} {arguments('statement')}",
            *(f"{type_} {arguments('move')}" for type_ in MOVE_TYPES),
            "[attributes]",
            f"Kind Arg:{_STATEMENT}, Value:{'|'.join(get_args(StatementKind))}",
            f"Status Arg:{'|'.join(MOVE_TYPES)}, Value:{'|'.join(STATUSES)}",
            f"Mode Arg:{'|'.join(MOVE_TYPES)}, Value:{'|'.join(modes)}",
            f"Reciprocal Arg:{'|'.join(MOVE_TYPES)}",
            "",
        )
    )


def standoff(one: Selected) -> Iterator[str]:
    """The lines of a report's `.ann` file."""
    text = one.record.report.text
    lines = _Lines(text)
    mentions = _mentions(one.actors)
    for type_, span in mentions:
        lines.mark(type_, [span])
    for entry in marks.every(one):
        lines.event(marks.marked(entry))
    first = re.search(r"\S+", text)
    if first is not None:
        went = [f"{id_}={stamp}" for id_, stamp in marks.listing(one.record, marks.every(one)).items()]
        # Last, so that a file that broke off tells of nothing deleted.
        head = lines.mark(_REPORT, [first.span()])
        lines.note(head, " ".join((iri.report(one.record.report.id), f"mentions={_stamp(text, mentions)}", *went)))
    return iter(lines.lines)


class _Lines:
    """The lines of an `.ann` file as they are made."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks: dict[tuple[str, tuple[Span, ...]], str] = {}
        self._named: dict[str, int] = {}
        self.lines: list[str] = []

    def mark(self, type_: str, spans: Sequence[Span]) -> str:
        """The id of the mark of this type at these spans, each made once."""
        cut = tuple(marks.pieces(self._text, spans))
        if (type_, cut) not in self._marks:
            words = " ".join(self._text[start:stop] for start, stop in cut)
            places = ";".join(f"{start} {stop}" for start, stop in cut)
            self._marks[type_, cut] = self._line("T", f"{type_} {places}\t{words}")
        return self._marks[type_, cut]

    def note(self, of: str, words: str) -> None:
        self._line("#", f"{_NOTE} {of}\t{words}")

    def event(self, one: Marked) -> None:
        type_ = one.words["type"] if one.kind == "move" else _STATEMENT
        anchor, *others = PASSAGES[one.kind]
        arguments = [f"{type_}:{self.mark(type_, one.passages[anchor])}"]
        for field in others:
            spans = one.passages.get(field, ())
            several = [spans] if field in _WHOLE and spans else [(span,) for span in spans]
            for n, each in enumerate(several, 1):
                arguments.append(f"{ROLES[field]}{n if n > 1 else ''}:{self.mark(_WORDS_MARK, each)}")
        id_ = self._line("E", " ".join(arguments))
        for name, word in one.words.items():
            if name == "reciprocal":
                self._line("A", f"Reciprocal {id_}")
            elif name != "type":
                self._line("A", f"{name.capitalize()} {id_} {word}")
        self.note(id_, one.entry or "")

    def _line(self, letter: str, rest: str) -> str:
        self._named[letter] = self._named.get(letter, 0) + 1
        id_ = f"{letter}{self._named[letter]}"
        self.lines.append(f"{id_}\t{rest}")
        return id_


def _mentions(actors: Iterable[Actor]) -> list[tuple[str, Span]]:
    found = {(actor.kind.capitalize(), one.span) for actor in actors for one in actor.mentions if one.form == "name"}
    return sorted(found, key=lambda mention: (mention[1], mention[0]))


def _stamp(text: str, some: Iterable[tuple[str, Span]]) -> str:
    cut = sorted((type_, piece) for type_, span in some for piece in marks.pieces(text, [span]))
    return marks.digest(cut)


def read(path: Path, record_of: RecordOf) -> Iterator[Brought | ExchangeError]:
    """What an `.ann` file asks for. Raises `ExchangeError` 611 for a file that is none, 616 for an unknown report."""
    file = _File(path)
    try:
        record = record_of(file.report)
    except StoreError as error:
        raise ExchangeError(616, path.name, report=file.report[:12]) from error
    yield from file.errors
    yield from file.asked(record)


class _File:
    """An `.ann` file, taken apart line by line."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self.errors: list[ExchangeError] = []
        self._marks: dict[str, tuple[str, tuple[Span, ...], str]] = {}
        self._events: dict[str, list[tuple[str, str]]] = {}
        self._attributes: dict[str, dict[str, str]] = {}
        self._ids: dict[str, str] = {}
        self._remarks: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise _none(path, error.strerror or error) from error
        except UnicodeDecodeError as error:
            raise _none(path, "it is not UTF-8") from error
        for n, line in enumerate(text.split("\n"), 1):
            if line.strip():
                self._take(f"{path.name}, line {n}", line.rstrip("\r"))
        head = next(
            (self._ids[id_] for id_, mark in self._marks.items() if mark[0] == _REPORT and id_ in self._ids), ""
        )
        name, *listed = head.split(" ")
        if not name.startswith(iri.SPACE):
            # Without it what is missing could not be told from what was taken out.
            raise _none(path, "its mark Report, which lists what went out, is not there: the file may have broken off")
        self.report = name.removeprefix(iri.SPACE)
        self._listed = dict(pair.split("=", 1) for pair in listed if "=" in pair)

    def asked(self, record: Record) -> Iterator[Brought | ExchangeError]:
        """What the file asks for, against the record as it stands."""
        text = record.report.text
        known = self._listed.get("mentions")
        kinds = frozenset(map(str.capitalize, get_args(EntityKind)))
        mentions = [(type_, span) for type_, spans, _ in self._marks.values() if type_ in kinds for span in spans]
        if known is not None and known != _stamp(text, mentions):
            yield ExchangeError(615, self._name, what="Where an actor is named", known=_NOT_BACK)
        found: list[Marked] = []
        # brat takes an event's notes out with it: one that is left tells of a line that could not be read.
        lost = {entry for id_, entry in self._ids.items() if id_ not in self._events}
        for id_, arguments in self._events.items():
            try:
                found.append(self._marked(text, id_, arguments))
            except ExchangeError as error:
                lost |= {self._ids[id_]} if id_ in self._ids else set()
                yield error
        listed = {id_: stamp for id_, stamp in self._listed.items() if id_ != "mentions"}
        yield from marks.asked(record, found, listed, frozenset(lost), self._name)

    def _marked(self, text: str, id_: str, arguments: Sequence[tuple[str, str]]) -> Marked:
        where = self._lines[id_]
        type_, trigger = arguments[0]
        kind: Kind = "statement" if type_ == _STATEMENT else "move"
        if kind == "move" and type_ not in MOVE_TYPES:
            raise ExchangeError(621, where, reason=f'"{type_[:_SHOWN]}" is neither Statement nor a type of move')
        anchor = PASSAGES[kind][0]
        passages: dict[str, tuple[Span, ...]] = {anchor: self._passage(text, trigger, anchor, where)}
        for role, target in arguments[1:]:
            field = _FIELDS.get(role.rstrip("0123456789"))
            if field is None or field not in PASSAGES[kind]:
                raise ExchangeError(621, where, reason=f'"{role[:_SHOWN]}" is no part of a {kind}')
            passages[field] = (*passages.get(field, ()), *self._passage(text, target, field, where))
        words = {name: word for name, word in self._attributes.get(id_, {}).items() if name in WORDS[kind]}
        if kind == "move":
            words["type"] = type_
        return Marked(
            where=where,
            kind=kind,
            entry=self._ids.get(id_),
            passages=passages,
            words=words,
            note=self._remarks.get(id_),
        )

    def _passage(self, text: str, id_: str, field: str, where: str) -> tuple[Span, ...]:
        """The passage of a mark. Raises `ExchangeError` 621 for no such mark, 613 where its words stand elsewhere."""
        if id_ not in self._marks:
            raise ExchangeError(621, where, reason=f"there is no mark {id_[:_SHOWN]}")
        _, spans, words = self._marks[id_]
        if any(stop > len(text) for _, stop in spans) or " ".join(text[a:b] for a, b in spans) != words:
            raise ExchangeError(613, where, quote=words[:_SHOWN])
        found = marks.joined(text, spans)
        if field not in _WHOLE and len(found) > 1:
            raise ExchangeError(621, where, reason=f"the mark {id_} is in several pieces")
        return found

    def _take(self, where: str, line: str) -> None:
        id_, _, rest = line.partition("\t")
        self._lines[id_] = where
        data, _, tail = rest.partition("\t")
        words = data.split(" ")
        match id_[:1] if _ID.fullmatch(id_) else "":
            case "T" if found := _MARK.fullmatch(data):
                places = (place.split(" ") for place in found[2].split(";"))
                spans = tuple((int(start), int(stop)) for start, stop in places)
                self._marks[id_] = (found[1], spans, tail)
            case "E" if data.strip() and all(":" in word for word in words if word):
                self._events[id_] = [_pair(word) for word in words if word]
            case "A" | "M" if len(words) > 1:
                value = words[2] if len(words) > len("ab") else "yes"
                self._attributes.setdefault(words[1], {})[words[0].lower()] = value
            case "#" if len(words) > 1:
                notes = self._ids if words[0] == _NOTE else self._remarks
                notes[words[1]] = tail
            case _:
                self.errors.append(ExchangeError(621, where, reason="it is no mark, event, attribute or note"))


def _pair(word: str) -> tuple[str, str]:
    role, _, target = word.partition(":")
    return role, target


def _none(path: Path, reason: object) -> ExchangeError:
    return ExchangeError(611, str(path), format="a brat standoff file", reason=reason, wanted=_WANTED)
