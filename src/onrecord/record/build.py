"""From marks to a record: ids, nesting, layers and vouchers. Reads no text, only spans."""

import hashlib

from onrecord.document.document import Document, Span
from onrecord.document.spans import hull, within
from onrecord.reading.marks import (
    EntityMark,
    Marks,
    MoveMark,
    PartyMark,
    PlaceMark,
    StatementMark,
    TieMark,
    TimeMark,
)
from onrecord.record.evidence import Contents
from onrecord.record.parts import (
    Actor,
    Channel,
    Mention,
    Move,
    Party,
    Place,
    ReaderInfo,
    Record,
    Report,
    Role,
    SourcePart,
    Spans,
    Statement,
    Tie,
    Time,
)
from onrecord.record.vocabulary import FORMAT, QUADS, Layer

EMPTY_TIME = Time(value=None, precision=None, span=None)


def build(document: Document, marks: Marks, reader: ReaderInfo) -> Record:
    """The record of one document.

    Entries come in text order and are numbered a1…, s1…, m1… in that order.
    """
    statements = sorted(marks.statements, key=lambda s: (hull(s.content), s.cue, s.source))
    moves = sorted(marks.moves, key=lambda m: (m.trigger, m.type))
    contents = Contents([s.content for s in statements], [s.cue for s in statements])
    entities = _used(marks.entities)
    quoted = marks.quoted
    names = {index: f"a{n}" for n, index in enumerate(entities, 1)}
    return Record(
        format=FORMAT,
        reader=reader,
        report=_report(document),
        actors=tuple(_actor(marks.entities[index], names[index]) for index in entities),
        statements=tuple(_statement(statements, n, names, contents) for n in range(len(statements))),
        moves=tuple(_move(m, n, names, contents, statements, quoted) for n, m in enumerate(moves, 1)),
        ties=tuple(_tie(t, names, contents, statements, quoted) for t in sorted(marks.ties, key=lambda t: t.span)),
        left_out=document.left_out,
    )


def report_id(document: Document | Report) -> str:
    """SHA-256 of the given id, URL or path (the first there is), the publisher and the text."""
    name = document.given_id or document.url or document.source
    parts = (name, document.publisher or "", document.text)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _report(document: Document) -> Report:
    return Report(
        id=report_id(document),
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        raw_sha256=document.raw_sha256,
        given_id=document.given_id,
        url=document.url,
        source=document.source,
        retrieved=document.retrieved,
        title=document.title,
        publisher=document.publisher,
        authors=document.authors,
        credits=document.credits,
        published=document.published,
        language=document.language,
        extraction=document.extraction,
        text=document.text,
        blocks=document.blocks,
        pages=document.pages,
    )


def _used(entities: tuple[EntityMark, ...]) -> list[int]:
    """Indexes in order of first mention, so that ids follow the text."""
    return sorted(range(len(entities)), key=lambda i: (entities[i].mentions[0].span, i))


def _actor(entity: EntityMark, name: str) -> Actor:
    return Actor(
        id=name,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=entity.sector,
        known_as=entity.known_as,
        roles=tuple(Role(role=r.role, span=r.span) for r in entity.roles),
        mentions=tuple(Mention(span=m.span, form=m.form) for m in entity.mentions),
    )


def _statement(statements: list[StatementMark], index: int, names: dict[int, str], contents: Contents) -> Statement:
    mark, outer = statements[index], contents.around(index)
    actor = names.get(mark.source_entity) if mark.source_entity is not None else None
    return Statement(
        id=f"s{index + 1}",
        kind=mark.kind,
        layer="own_words" if mark.kind == "direct" and _own_marks(index, contents, statements) else "reported",
        source=SourcePart(spans=mark.source, actor=actor) if mark.source or actor else None,
        unattributed=not mark.source and actor is None,
        cue=Spans(spans=mark.cue) if mark.cue else None,
        content=Spans(spans=mark.content),
        addressee=_party(mark.addressee, names) if mark.addressee else None,
        channel=Channel(span=mark.channel.span, name=mark.channel.name) if mark.channel else None,
        said=_time(mark.said) if mark.said else None,
        within=None if outer is None else f"s{outer + 1}",
        repeats=mark.repeats,
        score=mark.score,
    )


def _move(
    mark: MoveMark,
    number: int,
    names: dict[int, str],
    contents: Contents,
    statements: list[StatementMark],
    quoted: tuple[Span, ...],
) -> Move:
    layer, voucher = _layer(mark.trigger, {p.entity for p in mark.by}, contents, statements, quoted)
    where = mark.where
    return Move(
        id=f"m{number}",
        type=mark.type,  # type: ignore[arg-type]  # the lexicon's own test holds every type to the vocabulary
        mode=mark.mode,
        quad=QUADS[mark.type],
        trigger=mark.trigger,
        span=mark.span,
        by=tuple(_party(p, names) for p in mark.by),
        to=tuple(_party(p, names) for p in mark.to),
        reciprocal=mark.reciprocal,
        about=mark.about,
        status=mark.status,  # type: ignore[arg-type]  # as for the type
        conditions=mark.conditions,
        when=_time(mark.when) if mark.when else EMPTY_TIME,
        where=_place(where) if where else None,
        layer=layer,
        vouched_by=voucher,
        score=mark.score,
    )


def _tie(
    mark: TieMark,
    names: dict[int, str],
    contents: Contents,
    statements: list[StatementMark],
    quoted: tuple[Span, ...],
) -> Tie:
    layer, voucher = _layer(mark.span, {mark.from_entity}, contents, statements, quoted)
    return Tie(
        kind=mark.kind,  # type: ignore[arg-type]  # as for the type
        from_=names[mark.from_entity],
        to=names[mark.to_entity],
        span=mark.span,
        layer=layer,
        vouched_by=voucher,
    )


def _layer(
    trigger: Span,
    makers: set[int | None],
    contents: Contents,
    statements: list[StatementMark],
    quoted: tuple[Span, ...],
) -> tuple[Layer, str | None]:
    """On whose word a passage stands: the innermost content around it, as docs/record.md rules."""
    inner = contents.holding(trigger)
    if inner is None:
        return "narration", None
    speaker = statements[inner].source_entity
    own = (
        speaker is not None
        and speaker in makers
        and within(trigger, quoted)
        and _own_marks(inner, contents, statements)
    )
    return ("own_words" if own else "reported"), f"s{inner + 1}"


def _own_marks(index: int, contents: Contents, statements: list[StatementMark]) -> bool:
    """Whether the quotation marks around a statement are its speaker's: those of an outer one are another's words."""
    outer = contents.around(index)
    return outer is None or statements[outer].source_entity == statements[index].source_entity


def _place(mark: PlaceMark) -> Place:
    return Place(
        span=mark.span,
        name=mark.name,
        country=mark.country,
        latitude=mark.latitude,
        longitude=mark.longitude,
        precision=mark.precision,
    )


def _party(mark: PartyMark, names: dict[int, str]) -> Party:
    return Party(actor=None if mark.entity is None else names.get(mark.entity), span=mark.span)


def _time(mark: TimeMark) -> Time:
    return Time(value=mark.value, precision=mark.precision, span=mark.span)
