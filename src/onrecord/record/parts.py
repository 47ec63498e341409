"""The parts a record is made of: frozen, typed, with every key always present."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from onrecord.document.document import Block, Extraction, LeftOut, Page, Span
from onrecord.reading.marks import EntityKind, MentionForm, PlacePrecision, Precision, StatementKind
from onrecord.record.vocabulary import Layer, MoveType, Quad, Status, TieKind

Score = Annotated[float, Meta(ge=0, le=1, description="chance that a careful reader would agree")]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parts: immutable, keyword-only, no key beyond the format's."""


class ReaderInfo(Part, frozen=True, kw_only=True):
    """Which onrecord and which models made the record."""

    onrecord: str
    models: dict[str, str]


class Report(Part, frozen=True, kw_only=True):
    """The report that was read: its text as received and what is known about it."""

    id: Sha256
    text_sha256: Sha256
    raw_sha256: Sha256 | None
    given_id: str | None
    url: str | None
    source: str
    retrieved: str | None
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    published: str | None
    language: str | None
    extraction: Extraction | None
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()


class Role(Part, frozen=True, kw_only=True):
    """A role as worded in the report."""

    role: str
    span: Span


class Mention(Part, frozen=True, kw_only=True):
    """One place where an actor is named, described or stood for."""

    span: Span
    form: MentionForm


class Actor(Part, frozen=True, kw_only=True):
    """One person, group, organisation, state or place of this report."""

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    known_as: str | None
    roles: tuple[Role, ...]
    mentions: tuple[Mention, ...]


class SourcePart(Part, frozen=True, kw_only=True):
    """Whose words: the words naming the source, and the actor they mean."""

    spans: tuple[Span, ...]
    actor: str | None


class Spans(Part, frozen=True, kw_only=True):
    """One stretch of text, maybe in several pieces."""

    spans: tuple[Span, ...]


class Party(Part, frozen=True, kw_only=True):
    """Someone taking part, as written, and the actor meant."""

    actor: str | None
    span: Span


class Channel(Part, frozen=True, kw_only=True):
    """The medium a statement was made through."""

    span: Span
    name: str


class Time(Part, frozen=True, kw_only=True):
    """A date or time resolved against the publication date, with the words it was read from."""

    value: str | None
    precision: Precision | None
    span: Span | None


class Place(Part, frozen=True, kw_only=True):
    """Where a move took place; coordinates in degrees (WGS 84), of towns alone."""

    span: Span
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None


class Statement(Part, frozen=True, kw_only=True):
    """One attribution: source, cue and content."""

    id: str
    kind: StatementKind
    layer: Literal["own_words", "reported"]
    source: SourcePart | None
    unattributed: bool
    cue: Spans | None
    content: Spans
    addressee: Party | None
    channel: Channel | None
    said: Time | None
    within: str | None
    repeats: tuple[Span, ...]
    score: Score


class Move(Part, frozen=True, kw_only=True):
    """One act of a PLOVER type, with its status, its layer and on whose word it stands."""

    id: str
    type: MoveType
    mode: str | None
    quad: Quad
    trigger: Span
    span: Span
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    reciprocal: bool
    about: tuple[Span, ...]
    status: Status
    conditions: tuple[Span, ...]
    when: Time | None
    where: Place | None
    layer: Layer
    vouched_by: str | None
    score: Score


class Tie(Part, frozen=True, kw_only=True):
    """A standing relation between two actors, with the words that state it."""

    kind: TieKind
    from_: str = msgspec.field(name="from")
    to: str
    span: Span
    layer: Layer
    vouched_by: str | None


class Record(Part, frozen=True, kw_only=True):
    """What one reading of one report contains: the format `onrecord/1` of docs/record.md."""

    format: Literal["onrecord/1"]
    reader: ReaderInfo
    report: Report
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    moves: tuple[Move, ...]
    ties: tuple[Tie, ...]
    left_out: tuple[LeftOut, ...]
