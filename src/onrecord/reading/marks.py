"""Marks: what a reader finds in one report, before the record gives it ids.

Every mark points into `Document.text`. Entities are numbered by their place in `Marks.entities`.
"""

from typing import Literal, Protocol

import msgspec

from onrecord.document.document import Document, Span

EntityKind = Literal["person", "group", "organisation", "state", "place", "other"]
MentionForm = Literal["name", "description", "pronoun"]
StatementKind = Literal["direct", "indirect", "mixed"]
Precision = Literal["year", "month", "day", "time"]
PlacePrecision = Literal["town", "region", "country"]


class MentionMark(msgspec.Struct, frozen=True):
    """One place where an entity is named, described ("the minister") or stood for by a pronoun."""

    span: Span
    form: MentionForm


class RoleMark(msgspec.Struct, frozen=True):
    """A role as the text words it ("President of Belmaria") with its passage."""

    role: str
    span: Span


class EntityMark(msgspec.Struct, frozen=True, kw_only=True):
    """One person, group, organisation, state or place with all its mentions, in text order."""

    name: str
    kind: EntityKind
    mentions: tuple[MentionMark, ...]
    roles: tuple[RoleMark, ...] = ()
    country: str | None = None
    sector: str | None = None
    known_as: str | None = None


class TimeMark(msgspec.Struct, frozen=True):
    """A date as resolved (ISO 8601, cut to its precision) with the words it was read from."""

    value: str | None = None
    precision: Precision | None = None
    span: Span | None = None


class PartyMark(msgspec.Struct, frozen=True):
    """Someone taking part, as written, and whom the words mean (index of an entity, or None)."""

    span: Span
    entity: int | None = None


class PlaceMark(msgspec.Struct, frozen=True):
    """Where something happened: the words, the place's name and its ISO 3166-1 alpha-3 country.

    Coordinates are degrees (WGS 84) of the town's middle; `precision` tells what kind of place is known.
    """

    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None


class ChannelMark(msgspec.Struct, frozen=True):
    """The medium a statement was made through ("in a televised address", "on Telegram")."""

    span: Span
    name: str


class StatementMark(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution: whose words (source), by which words said (cue), what (content)."""

    kind: StatementKind
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    source_entity: int | None = None
    cue: tuple[Span, ...] = ()
    addressee: PartyMark | None = None
    channel: ChannelMark | None = None
    said: TimeMark | None = None
    repeats: tuple[Span, ...] = ()
    score: float = 0.5


class MoveMark(msgspec.Struct, frozen=True, kw_only=True):
    """One political act of a PLOVER type, before its layer and voucher are worked out."""

    type: str
    trigger: Span
    span: Span
    mode: str | None = None
    by: tuple[PartyMark, ...] = ()
    to: tuple[PartyMark, ...] = ()
    reciprocal: bool = False
    about: tuple[Span, ...] = ()
    status: str = "unknown"
    conditions: tuple[Span, ...] = ()
    when: TimeMark | None = None
    where: PlaceMark | None = None
    score: float = 0.5
    sure: bool = False
    """Whether it is told in a way that a rule of its own knows, whatever a model makes of the words."""


class TieMark(msgspec.Struct, frozen=True):
    """A standing relation between two entities, with the words that state it."""

    kind: str
    from_entity: int
    to_entity: int
    span: Span


class Marks(msgspec.Struct, frozen=True):
    """Everything one reading found in one report; `quoted` are the stretches inside quotation marks."""

    entities: tuple[EntityMark, ...] = ()
    statements: tuple[StatementMark, ...] = ()
    moves: tuple[MoveMark, ...] = ()
    ties: tuple[TieMark, ...] = ()
    quoted: tuple[Span, ...] = ()


class Reader(Protocol):
    """Whatever turns a document into marks: rules today, a model tomorrow.

    `models` names what the reading rests on, with a version or SHA-256 each, and goes into every record.
    """

    @property
    def models(self) -> dict[str, str]:
        """Name and version (or SHA-256) of each rule set or model."""
        ...

    def read(self, document: Document) -> Marks:
        """Mark one document. The same document gives the same marks on every call."""
        ...
