"""Reports made by hand from sentences, each with the move it tells of: invented people and places only."""

from typing import NamedTuple

from onrecord.document.document import Block, Document, Span
from onrecord.reading.marks import (
    EntityMark,
    Marks,
    MentionMark,
    MoveMark,
    PartyMark,
    Precision,
    RoleMark,
    StatementMark,
    TieMark,
    TimeMark,
)
from onrecord.record.build import build
from onrecord.record.parts import Record
from tests.made import READER, at

STATES = ("Keth", "Belmaria", "Lusonda")


class Line(NamedTuple):
    """A sentence and its move; every other field is words of the sentence (or a word and whom it means: "We=Keth").

    `says` is the speaker on whose word the move stands, `heard` the words he says; in quotation marks they are his own.
    """

    text: str
    type: str
    trigger: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    about: str = ""
    status: str = "happened"
    conditions: tuple[str, ...] = ()
    says: str = ""
    heard: str = ""
    when: str = ""
    mutual: bool = False


class Person(NamedTuple):
    """Somebody with a role as worded, and whom he represents."""

    name: str
    role: str = ""
    represents: str = ""


def report(day: str | None, outlet: str, *lines: Line, people: tuple[Person, ...] = (), title: str = "") -> Record:
    """A report of these sentences, one to a paragraph."""
    intro = [f"{one.name}, {one.role}, was there." for one in people if one.role]
    text = "\n\n".join([*intro, *(line.text for line in lines)])
    names = list(dict.fromkeys([*(one.name for one in people), *(n for line in lines for n in _names(line))]))
    return build(
        Document(
            text=text,
            blocks=(Block("body", (0, len(text))),),
            source=f"{outlet}-{day}.txt",
            title=title or None,
            publisher=outlet,
            published=day,
        ),
        Marks(
            entities=tuple(_entity(text, name, people, lines) for name in names),
            statements=tuple(_statement(text, line, names) for line in lines if line.says),
            moves=tuple(_move(text, line, names) for line in lines),
            ties=tuple(
                TieMark("represents", names.index(one.name), names.index(one.represents), at(text, one.role))
                for one in people
                if one.represents
            ),
            quoted=tuple(_within(text, line, line.heard) for line in lines if line.heard.startswith("“")),
        ),
        READER,
    )


def _parted(words: str) -> tuple[str, str]:
    """The words as written, and whom they mean."""
    written, _, meant = words.partition("=")
    return written, meant or written


def _names(line: Line) -> list[str]:
    return [_parted(words)[1] for words in (*line.by, *line.to, line.says) if words]


def _within(text: str, line: Line, words: str) -> Span:
    start = text.index(line.text) + line.text.index(words)
    return start, start + len(words)


def _entity(text: str, name: str, people: tuple[Person, ...], lines: tuple[Line, ...]) -> EntityMark:
    role = next((one.role for one in people if one.name == name), "")
    spans = {(at(text, name), "name")} if name in text else set()
    for line in lines:
        for words in (*line.by, *line.to, line.says):
            written, meant = _parted(words) if words else ("", "")
            if meant == name:
                spans.add((_within(text, line, written), "name" if written == name else "pronoun"))
    return EntityMark(
        name=name,
        kind="state" if name in STATES else "person" if role or name.count(" ") == 1 else "group",
        mentions=tuple(MentionMark(span, form) for span, form in sorted(spans)),  # type: ignore[arg-type]
        roles=(RoleMark(role, at(text, role)),) if role else (),
    )


def _statement(text: str, line: Line, names: list[str]) -> StatementMark:
    written, meant = _parted(line.says)
    cue = "said" if " said" in line.text else "denied"
    return StatementMark(
        kind="direct" if line.heard.startswith("“") else "indirect",
        content=(_within(text, line, line.heard),),
        source=(_within(text, line, written),),
        source_entity=names.index(meant),
        cue=(_within(text, line, cue),),
        said=_time(line.when),
        score=0.9,
    )


def _move(text: str, line: Line, names: list[str]) -> MoveMark:
    def parties(some: tuple[str, ...]) -> tuple[PartyMark, ...]:
        return tuple(PartyMark(_within(text, line, w), names.index(meant)) for w, meant in map(_parted, some))

    return MoveMark(
        type=line.type,
        trigger=_within(text, line, line.trigger),
        span=_within(text, line, line.heard or line.text),
        by=parties(line.by),
        to=parties(line.to),
        reciprocal=line.mutual,
        about=(_within(text, line, line.about),) if line.about else (),
        status=line.status,
        conditions=tuple(_within(text, line, condition) for condition in line.conditions),
        when=_time(line.when),
        score=0.9,
    )


def _time(when: str) -> TimeMark | None:
    lengths: dict[int, Precision] = {4: "year", 7: "month"}
    return TimeMark(when, lengths.get(len(when), "day"), None) if when else None
