"""One move per act: what a headline or a noun only says again is taken out."""

from collections.abc import Sequence

import msgspec

from onrecord.reading.marks import MoveMark
from onrecord.reading.move_frame import Frames
from onrecord.reading.parse import Paragraph

_NEAR = 12
"""How many moves of a sentence a participle is compared with."""


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


def without_participles(frames: Frames, found: list[tuple[int, MoveMark]]) -> list[tuple[int, MoveMark]]:
    """One act for "attacked the village, killing three": the participle tells of the same act of the same type."""
    out: list[tuple[int, MoveMark]] = []
    for token, move in found:
        k = frames.phrase_of(token)
        phrase = frames.phrases[k]
        main = frames.main(k) if phrase.kind == "VG" and phrase.form == "ing" and k else None
        same = None
        if main is not None and frames.phrases[k - 1].kind == ",":
            head = frames.phrases[main].head
            same = _told(out, head, move.type)
        if same is None:
            out.append((token, move))
        elif not out[same][1].to:
            out[same] = out[same][0], msgspec.structs.replace(out[same][1], to=move.to)
    return out


def _told(out: list[tuple[int, MoveMark]], head: int, kind: str) -> int | None:
    """Index of the move of a type whose verb stands at a token, among the last few."""
    for i in range(len(out) - 1, max(-1, len(out) - 1 - _NEAR), -1):
        if out[i][0] == head and out[i][1].type == kind:
            return i
    return None
