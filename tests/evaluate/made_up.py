"""Labelled reports and records for tests, built by hand from quoted words."""

from typing import Any

from onrecord.document.document import Span
from onrecord.evaluate.gold import GoldReport
from onrecord.record.parts import (
    Actor,
    Mention,
    Move,
    Party,
    ReaderInfo,
    Record,
    Report,
    SourcePart,
    Spans,
    Statement,
    Time,
)
from onrecord.record.vocabulary import QUADS

SHA = "0" * 64


def place(text: str, words: str) -> Span:
    """Where some words stand that occur once."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return start, start + len(words)


def places(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(place(text, w) for w in words)


def statement(number: int, content: tuple[Span, ...], **given: Any) -> Statement:
    source: tuple[Span, ...] = given.get("source", ())
    cue: tuple[Span, ...] = given.get("cue", ())
    actor: str | None = given.get("actor")
    return Statement(
        id=f"s{number}",
        kind="direct",
        layer="own_words",
        source=SourcePart(spans=source, actor=actor) if source or actor else None,
        unattributed=not source,
        cue=Spans(spans=cue) if cue else None,
        content=Spans(spans=content),
        addressee=None,
        channel=None,
        said=None,
        within=None,
        repeats=(),
        score=0.5,
    )


def move(number: int, kind: str, trigger: Span, **given: Any) -> Move:
    def parties(name: str) -> tuple[Party, ...]:
        return tuple(Party(actor=actor, span=span) for actor, span in given.get(name, ()))

    return Move(
        id=f"m{number}",
        type=kind,  # type: ignore[arg-type]  # tests give names from the vocabulary
        mode=None,
        quad=QUADS[kind],
        trigger=trigger,
        span=trigger,
        by=parties("by"),
        to=parties("to"),
        reciprocal=given.get("reciprocal", False),
        about=(),
        status=given.get("status", "happened"),
        conditions=(),
        when=Time(value=None, precision=None, span=None),
        where=None,
        layer=given.get("layer", "narration"),
        vouched_by=given.get("vouched_by"),
        score=0.5,
    )


def actor(number: int, name: str, *mentions: Span, **given: Any) -> Actor:
    return Actor(
        id=f"a{number}",
        name=name,
        kind="person",
        country=given.get("country"),
        sector=given.get("sector"),
        known_as=None,
        roles=(),
        mentions=tuple(Mention(span=m, form="name") for m in mentions),
    )


def record(text: str, **parts: Any) -> Record:
    """A record of a text with some parts: `actors`, `statements`, `moves`, `left_out`, `blocks`."""
    return Record(
        format="onrecord/1",
        reader=ReaderInfo(onrecord="test", models={}),
        report=Report(
            id=SHA,
            text_sha256=SHA,
            raw_sha256=None,
            given_id=None,
            url=None,
            source="test",
            retrieved=None,
            title=None,
            publisher=None,
            authors=(),
            credits=(),
            published=None,
            language="en",
            extraction=None,
            text=text,
            blocks=parts.get("blocks", ()),
        ),
        actors=tuple(parts.get("actors", ())),
        statements=tuple(parts.get("statements", ())),
        moves=tuple(parts.get("moves", ())),
        ties=(),
        left_out=tuple(parts.get("left_out", ())),
    )


def gold(**labels: Any) -> GoldReport:
    """One labelled report."""
    return GoldReport(id="made-up", **labels)
