"""The closed vocabularies of the record's format `onrecord/1`."""

from typing import Literal, get_args

FORMAT: Literal["onrecord/1"] = "onrecord/1"

MoveType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""The 16 event types of PLOVER (Open Event Data Alliance, manual of 2021 and later)."""

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Status = Literal[
    "happened", "ongoing", "planned", "possible", "conditional", "asked", "denied", "historical", "unknown"
]
Layer = Literal["own_words", "reported", "narration"]
TieKind = Literal["ally", "adversary", "leads", "member", "mediates", "represents", "distrusts", "trusts"]

QUADS: dict[str, Quad] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal-cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material-cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal-conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material-conflict"),
}
"""Quad class of each type; SANCTION as in the manual's own section, not its quad table."""

MOVE_TYPES: tuple[str, ...] = get_args(MoveType)
STATUSES: tuple[str, ...] = get_args(Status)
LAYERS: tuple[str, ...] = get_args(Layer)
TIE_KINDS: tuple[str, ...] = get_args(TieKind)
