"""Labelled reports and records for tests, drawn by a fixed seed: right in part, and the same on every Python."""

import json
import random
from typing import Any

from onrecord.document.document import Block, LeftOut, Span
from onrecord.evaluate.gold import GoldReport, parse
from onrecord.record.codec import decode, encode
from onrecord.record.parts import Record
from onrecord.record.vocabulary import LAYERS, MOVE_TYPES, STATUSES

from .made_up import actor, move, place, record, statement

TEXT = """“We will not leave the ford,” said Dame Irsa Vellun of Ostrane, who leads the river council. She added that \
the Tarn garrison had “no business” there, and that talks could go on.

Colonel Bredd Haskin denied it. “She is wrong, and 'she knows it,'” he told the Kestrel Press, “and the ford is ours.

“The road stays shut,” Haskin said: ‘nobody passes’. The U.S. envoy's office, according to two officials, \
asked both sides to meet in Ostrane's town hall; the council's speaker called for aid — no answer came.

Photo: R. Amble / Kestrel Press"""

PEOPLE = ("Irsa Vellun", "Bredd Haskin", "Haskin", "the river council", "United States", "Ostrane", "President Vellun")
SOURCES = ("Dame Irsa Vellun of Ostrane", "She", "Colonel Bredd Haskin", "two officials", "U.S. envoy's office", "he")
COUNTRIES = (None, "OST", "TRN", "OST")
SECTORS = (None, "GOV", "IGO", "NGO", "REB")

SIZE, SEED = 60, 20310504
"""How many reports neutral.json was made of, and the seed they were drawn by."""


class Dice:
    """Draws that are the same on every Python: made from `random.random` alone."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def chance(self, share: float) -> bool:
        return self._random() < share

    def one(self, things: Any) -> Any:
        return things[self.below(len(things))]

    def span(self, longest: int) -> Span:
        start = self.below(len(TEXT) - longest - 1)
        return start, start + 1 + self.below(longest)

    def shaken(self, span: Span) -> Span:
        """The same span, or one with moved ends."""
        if self.chance(0.5):
            return span
        start = max(0, span[0] + self.below(9) - 4)
        return start, max(start + 1, min(len(TEXT), span[1] + self.below(9) - 4))


def drawn(size: int, seed: int) -> tuple[list[dict[str, Any]], list[Record]]:
    """Gold lines with every kind of label, and records that are right in part."""
    dice = Dice(seed)
    lines, records = [], []
    for number in range(size):
        line = _gold_line(dice, number)
        lines.append(line)
        records.append(_near(dice, line))
    return lines, records


def as_gold(lines: list[dict[str, Any]]) -> list[GoldReport]:
    return parse([json.dumps(line).encode() for line in lines], "made up")


def _source(dice: Dice) -> list[Span]:
    if dice.chance(0.2):
        return []
    if dice.chance(0.7):
        words = dice.one(SOURCES)
        start = TEXT.index(words)
        return [(start, start + len(words))]
    return [dice.span(25)]


def _gold_line(dice: Dice, number: int) -> dict[str, Any]:
    attributions = [
        {
            "source": _source(dice),
            "cue": [dice.span(8)] if dice.chance(0.9) else [],
            "content": [dice.span(90) for _ in range(dice.one((1, 1, 1, 2, 0)))],
            "actor": dice.one((None, *PEOPLE)),
            "optional": dice.chance(0.15),
        }
        for _ in range(dice.below(7))
    ]
    moves = [
        {
            "type": dice.one(MOVE_TYPES[:6]),
            "trigger": dice.span(20),
            "by": [dice.one(PEOPLE) for _ in range(dice.below(3))],
            "status": dice.one(STATUSES[:5]),
            "layer": dice.one(LAYERS),
            "vouched_by": dice.one((None, *PEOPLE)),
            "optional": dice.chance(0.15),
        }
        for _ in range(dice.below(6))
    ]
    events = [
        {
            "type": dice.one(MOVE_TYPES),
            "actors": [_entity(dice) for _ in range(dice.below(3))],
            "recipients": [_entity(dice) for _ in range(dice.below(3))],
            "reciprocal": dice.chance(0.3),
            "status": dice.one((None, *STATUSES[:4])),
        }
        for _ in range(dice.one((0, 1, 1, 1, 2, 3)))
    ]
    mentions = [
        {"cluster": dice.below(4), "type": dice.one(("person", "person", "place")), "start": s, "end": e}
        for s, e in {*_words(dice, 25)}
    ]
    return {
        "id": f"drawn-{number}",
        "text": TEXT + f"\n\n{number}",
        "attributions": attributions,
        "moves": moves,
        "events": events,
        "noise": [{"span": dice.span(30), "why": "credit"} for _ in range(dice.below(3))],
        "mentions": mentions,
    }


def _entity(dice: Dice) -> Any:
    start, end = dice.span(30)
    if dice.chance(0.3):
        return TEXT[start:end]
    return {"text": TEXT[start:end], "code": dice.one((*COUNTRIES, "***")), "sector": dice.one(SECTORS)}


def _words(dice: Dice, count: int) -> list[Span]:
    """Some whole words of the text, half of them pronouns."""
    pronouns = [(TEXT.index(w), TEXT.index(w) + len(w)) for w in ("She", "he told", "she", "We", "nobody")]
    pronouns = [(s, s + 2 if TEXT[s:e] == "he told" else e) for s, e in pronouns]
    found = []
    for _ in range(count):
        if dice.chance(0.4):
            found.append(dice.one(pronouns))
        else:
            start = TEXT.index(" ", dice.below(len(TEXT) - 60)) + 1
            found.append((start, TEXT.index(" ", start)) if TEXT[start] != " " else (start, start + 3))
    return found


def _near(dice: Dice, line: dict[str, Any]) -> Record:
    """A record that finds some of what a gold line holds, some of it wrongly, and more besides."""
    text = line["text"]
    mentions: list[list[Span]] = [[] for _ in PEOPLE]
    for m in line["mentions"]:
        if dice.chance(0.8):
            mentions[m["cluster"] if dice.chance(0.8) else dice.below(len(PEOPLE))].append(
                dice.shaken((m["start"], m["end"])) if dice.chance(0.3) else (m["start"], m["end"])
            )
    actors = [
        actor(n, name, *spans, country=dice.one(COUNTRIES), sector=dice.one(SECTORS))
        for n, (name, spans) in enumerate(zip(PEOPLE, mentions, strict=True))
    ]

    def someone() -> str | None:
        return f"a{dice.below(len(PEOPLE))}" if dice.chance(0.85) else None

    def named(name: str | None) -> str | None:
        same = [n for n, other in enumerate(PEOPLE) if other == name]
        return f"a{same[0]}" if same and dice.chance(0.7) else someone()

    def party(entity: Any) -> tuple[str | None, Span]:
        words = entity if isinstance(entity, str) else entity["text"]
        start = text.index(words)
        return someone(), dice.shaken((start, start + len(words)))

    statements = []
    for a in line["attributions"]:
        if a["content"] and dice.chance(0.8):
            statements.append(
                statement(
                    len(statements) + 1,
                    tuple(dice.shaken(s) for s in a["content"]),
                    source=tuple(a["source"] if dice.chance(0.7) else _source(dice)),
                    cue=tuple(dice.shaken(s) for s in a["cue"]),
                    actor=named(a["actor"]),
                )
            )
    statements += [
        statement(len(statements) + 1 + n, (dice.span(90),), source=tuple(_source(dice)), actor=someone())
        for n in range(dice.below(3))
    ]
    vouchers = [None, *(s.id for s in statements)]
    wanted = [
        (m["type"], m["trigger"], [(named(name), dice.span(12)) for name in m["by"]], [], m["status"], False)
        for m in line["moves"]
        if dice.chance(0.8)
    ]
    for e in line["events"]:
        if dice.chance(0.8):
            roles = [party(x) for x in e["actors"]], [party(x) for x in e["recipients"]]
            by, to = roles[::-1] if dice.chance(0.2) else roles
            wanted.append((e["type"], dice.span(100), by, to, e["status"], e["reciprocal"]))
    moves = [
        move(
            n,
            kind if dice.chance(0.7) else dice.one(MOVE_TYPES),
            dice.shaken(trigger),
            by=by or [(someone(), dice.span(12)) for _ in range(dice.below(2))],
            to=to,
            status=status if status and dice.chance(0.6) else dice.one(STATUSES),
            layer=dice.one(LAYERS),
            vouched_by=dice.one(vouchers),
            reciprocal=reciprocal if dice.chance(0.8) else not reciprocal,
        )
        for n, (kind, trigger, by, to, status, reciprocal) in enumerate(wanted)
    ]
    noise = [LeftOut(span=dice.shaken(n["span"]), why="credit") for n in line["noise"] if dice.chance(0.7)]
    blocks = (Block(kind="body", span=(0, 300)), Block(kind="caption", span=(len(TEXT) - 31, len(TEXT))))
    made = record(text, actors=actors, statements=statements, moves=moves, left_out=noise, blocks=blocks)
    assert decode(encode(made)) == made
    return made


def drawn_passages(size: int, seed: int) -> tuple[str, list[Record]]:
    """A table of passages as GAP has it, and records that group some of its names with the pronoun."""
    dice = Dice(seed)
    rows = ["ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"]
    records = []
    for number in range(size):
        text = TEXT.replace("\n", " ") + f" {number}"
        pronoun = place(text, "she knows")[0], place(text, "she knows")[0] + 3
        a, b = place(text, "Irsa Vellun"), place(text, "Bredd Haskin")
        first = dice.chance(0.5)
        flags = ("TRUE", "FALSE") if first else ("FALSE", dice.one(("TRUE", "FALSE")))
        cells = ["she", pronoun[0], "Irsa Vellun", a[0], flags[0], "Bredd Haskin", b[0], flags[1], "none"]
        rows.append("\t".join([f"passage-{number}", text, *map(str, cells)]))
        groups = dice.one(([a, pronoun], [b, pronoun]) if dice.chance(0.8) else ([a, b], [(a[0], a[0] + 4), pronoun]))
        records.append(record(text, actors=[actor(1, "Someone", *groups)] if dice.chance(0.9) else []))
    return "\n".join(rows) + "\n", records
