"""What the heads of the model can say: roles, kinds of mentions, and their labels (B and I of each, and O)."""

ROLES = ("source", "cue", "content")
ATTRIBUTION_LABELS = ("O", *(f"{step}-{role}" for role in ROLES for step in "BI"))
KINDS = ("person", "organization", "place", "group", "other")
MENTION_LABELS = ("O", *(f"{step}-{kind}" for kind in KINDS for step in "BI"))
