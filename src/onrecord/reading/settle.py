"""One move per act: what a headline or a noun only says again is taken out."""

from collections.abc import Sequence

from onrecord.reading.marks import MoveMark
from onrecord.reading.parse import Paragraph


def settle(found: list[MoveMark], headlines: Sequence[Paragraph]) -> list[MoveMark]:
    """The moves in text order without those that a headline announces and the body tells."""
    spans = [p.span for p in headlines]
    told = {m.type for m in found if not any(a <= m.trigger[0] < b for a, b in spans)}
    kept: list[MoveMark] = []
    for move in sorted(found, key=lambda m: (m.trigger, m.type)):
        if move.type in told and any(a <= move.trigger[0] < b for a, b in spans):
            continue
        if any(k.trigger == move.trigger and k.type == move.type for k in kept[-3:]):
            continue
        kept.append(move)
    return kept
