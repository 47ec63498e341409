"""What a label file NN-slug.json holds: its entries as written, and the words allowed in them (docs/record.md)."""

from typing import get_args

import msgspec

from onrecord.document.document import BlockKind
from onrecord.reading.marks import EntityKind, Precision, StatementKind
from onrecord.record import vocabulary

MOVE_TYPES = frozenset(vocabulary.MOVE_TYPES)
STATUSES = frozenset(vocabulary.STATUSES)
LAYERS = frozenset(vocabulary.LAYERS)
STATEMENT_KINDS = frozenset(get_args(StatementKind))
ACTOR_KINDS = frozenset(get_args(EntityKind))
NOISE_KINDS = frozenset(get_args(BlockKind)) - {"body"}
PRECISIONS = frozenset(get_args(Precision))


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a statement was made: the words of the text and the ISO date they mean."""

    text: str
    value: str
    precision: str = "day"


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One labelled statement, its parts as quoted strings."""

    source: str | list[str]
    cue: str | list[str]
    content: list[str]
    actor: str | None
    kind: str
    within: int | None = None
    addressee: str | None = None
    channel: str | None = None
    said: Said | None = None
    optional: bool = False


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One labelled political act, its trigger as a quoted string."""

    type: str
    trigger: str
    by: list[str]
    to: list[str]
    status: str
    layer: str
    vouched_by: str | None = None
    reciprocal: bool = False
    optional: bool = False


class Noise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that is no part of the report's body."""

    text: str
    why: str


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Someone who says or does something, with every mention."""

    name: str
    kind: str
    mentions: list[str]


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of one NN-slug.json."""

    id: str
    style: str
    statements: list[Statement]
    moves: list[Move]
    noise: list[Noise] = []
    actors: list[Actor] = []
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
