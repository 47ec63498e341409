"""What the heads of the model can say: roles, kinds of mentions, acts, and their labels (B and I of each, and O)."""

from onrecord.reading.move_lexicon import move_types

ROLES = ("source", "cue", "content")
ATTRIBUTION_LABELS = ("O", *(f"{step}-{role}" for role in ROLES for step in "BI"))
KINDS = ("person", "organization", "place", "group", "other")
MENTION_LABELS = ("O", *(f"{step}-{kind}" for kind in KINDS for step in "BI"))

MOVE_TYPES = tuple(move_types())
TRIGGER_LABELS = ("O", *MOVE_TYPES, "I")
"""A trigger's first piece carries the act's type, the others of its words I."""
ACTS = tuple((name, mode) for name, kind in move_types().items() for mode in (None, *kind.modes))
"""What kind of act a trigger may tell: type and mode; PLOVER, `move_quads.tsv`."""
STATUSES = ("happened", "ongoing", "planned", "possible", "conditional", "asked", "denied", "historical", "unknown")
PARTIES = ("by", "to")
PARTS = (*PARTIES, "about", "conditions", "where", "when")
"""What may belong to an act, as spans of its paragraph."""
