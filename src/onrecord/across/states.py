"""What became of demands, offers, threats and refusals, as far as the reports tell."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from onrecord.across.act import Act
from onrecord.across.issues import Closeness
from onrecord.across.sides import Side
from onrecord.record.vocabulary import QUADS

State = Literal["open", "answered", "withdrawn", "fulfilled", "contradicted"]
CardKind = Literal["demanded", "offered", "agreed", "refused", "threatened", "conceded"]

_DONE = frozenset(("happened", "ongoing"))
_MEANT = frozenset(("happened", "ongoing", "planned", "conditional", "historical", "unknown"))
_DEEDS = frozenset(("RETREAT", "AID", "COOPERATE"))
_GIVEN = _DEEDS | {"CONCEDE"}
_TAKEN_BACK: dict[CardKind, tuple[str, ...]] = {
    "demanded": ("CONCEDE",),
    "threatened": ("CONCEDE", "RETREAT"),
    "refused": ("CONCEDE", "AGREE"),
    "offered": ("REJECT",),
}
"""By which acts of its own a party goes back on what it did."""

_Test = Callable[[CardKind, Act, Act], bool]
"""Whether the second act, by its kind alone, could be what became of the first, which is a card of this kind."""


def kind_of(act: Act, sides: Sequence[Side]) -> CardKind | None:
    """Under which head of the board an act stands; None for acts that are no moves of a negotiation.

    What is only asked for, possible or denied is not on the board as an act of its own.
    """
    if act.status not in _MEANT:
        return None
    if act.type == "AGREE":
        return "agreed" if _between(act, sides) and act.status not in ("planned", "conditional") else "offered"
    if act.type in ("AID", "SUPPORT") and act.status in ("planned", "conditional"):
        return "offered"
    kinds: dict[str, CardKind] = {
        "REQUEST": "demanded",
        "REJECT": "refused",
        "THREATEN": "threatened",
        "CONCEDE": "conceded",
        "RETREAT": "conceded",
    }
    return kinds.get(act.type)


def _between(act: Act, sides: Sequence[Side]) -> bool:
    """Whether more than one party makes the move, or it is mutual."""
    makers = {n for n, side in enumerate(sides) if any(t.identity in side for t in act.by)}
    return act.reciprocal or len(makers) > 1


class Outcome(msgspec.Struct, frozen=True):
    """A state, and the act that brought it about (None while open, or where accounts contradict each other)."""

    state: State
    through: Act | None = None


def outcome(
    act: Act,
    kind: CardKind,
    side: Side,
    matter: Iterable[Act],
    close: Callable[[Act, Act], Closeness],
    *,
    contradicted: bool,
) -> Outcome:
    """What became of an act of a party, from later acts on the same matter.

    `matter` holds the acts on the matter, of whatever type, oldest first, `close` tells how close two of them are.
    Contradicted accounts go before everything; then the party's own withdrawal, then what was done, then the other
    side's answer. What a party takes back itself must have a word in common with it, all else two: also an offer after
    a refusal, which may be another one.
    """
    if contradicted:
        return Outcome("contradicted")
    later = [other for other in matter if other.entry != act.entry and other.day >= act.day and _after(other, act)]
    own = [other for other in later if any(t.identity in side for t in other.by)]
    others = [other for other in later if other.reciprocal or not any(t.identity in side for t in other.by)]
    done = own if kind in ("offered", "threatened", "conceded") else others
    tests: tuple[tuple[State, _Test, list[Act], Closeness], ...] = (
        ("withdrawn", _withdraws, own, 2 if kind == "refused" else 1),
        ("fulfilled", _fulfils, done, 2),
        ("answered", _answers, others, 2),
    )
    for state, test, where, least in tests:
        found = next((other for other in where if test(kind, act, other) and close(act, other) >= least), None)
        if found is not None:
            return Outcome(state, found)
    return Outcome("open")


def _after(other: Act, act: Act) -> bool:
    """Whether it comes later: on a later day, or further down in the same or a later report of the day."""
    return other.day > act.day or (other.report, other.span) > (act.report, act.span)


def _withdraws(kind: CardKind, _act: Act, other: Act) -> bool:
    if other.status not in _DONE:
        return False
    return other.type in _TAKEN_BACK.get(kind, ())


def _fulfils(kind: CardKind, act: Act, other: Act) -> bool:
    if other.status not in _DONE:
        return False
    if kind == "threatened":
        return QUADS[other.type] == "material-conflict"
    if kind == "offered":
        return other.type in _DEEDS
    if kind == "conceded":
        return act.status in ("planned", "conditional") and other.type in _GIVEN
    return kind == "demanded" and other.type in _GIVEN


def _answers(kind: CardKind, _act: Act, other: Act) -> bool:
    if other.status not in _MEANT:
        return False
    if kind in ("demanded", "offered"):
        return other.type in ("REJECT", "AGREE", "CONCEDE")
    return kind == "threatened" and other.type in ("REJECT", "THREATEN", "CONCEDE", "AGREE")
