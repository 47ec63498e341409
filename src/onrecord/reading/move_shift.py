"""What an act becomes when it is only announced: a visit to come is an agreement, an attack to come a threat."""

from onrecord.document.document import Span
from onrecord.reading.cues import lexicon as cue_lexicon
from onrecord.reading.marks import StatementMark
from onrecord.reading.move_context import Context
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import move_types
from onrecord.reading.noun_groups import SETS

_COOPERATION = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))


class Announcements:
    """Settles the type of acts to come in one sentence."""

    def __init__(self, context: Context, frames: Frames) -> None:
        self.context = context
        self.frames = frames
        self.promised: set[int] = set()
        """Heads of the verbs that promise by their future tense: with a condition, the promise is conditional."""

    def settle(
        self, kind: str, mode: str | None, state: str, k: int, by: list[Span], said: StatementMark | None
    ) -> tuple[str, str | None, str]:
        """What an act becomes when it is only announced: see the table of types."""
        if state == "future-past":
            state = "planned" if said is not None or self.told(k) else "possible"
        if state == "asked" and self.frames.phrases[k].modal:
            state = "asked"
        future = move_types()[kind].future[0]
        if state != "planned" or (future == kind and kind != "CONCEDE"):
            return kind, mode, state
        if kind in _COOPERATION or kind in ("CONCEDE", "RETREAT"):
            self.promised.add(self.frames.phrases[k].head)
        if kind in _COOPERATION:
            return future, None, "happened"
        if kind == "CONCEDE" or (kind == "RETREAT" and mode != "resign"):
            return "CONCEDE", None if kind == "RETREAT" else mode, "happened"
        if is_hostile(kind, mode) and self._announced(k, by, said):
            return *as_threat(kind, mode), "happened"
        return kind, mode, state

    def refuses(self, kind: str, k: int, by: list[Span], said: StatementMark | None) -> bool:
        """Whether "will not" or "could not" is somebody's own refusal ("we will not negotiate")."""
        phrase = self.frames.phrases[k]
        if move_types()[kind].quad.endswith("conflict") or not phrase.modal:
            return False
        return phrase.modal in SETS["will"] and (said is not None or self.told(k)) and (bool(by) or phrase.passive)

    def nobody(self, by: list[Span]) -> bool:
        """Whether the actor is "no one"."""
        return self.context.text[by[0][0] : by[0][1]].lower() in ("no one", "one", "nobody", "none")

    def told(self, k: int) -> bool:
        """Whether the clause of a verb is what somebody is said to say."""
        for j in range(k - 1, max(-1, k - 12), -1):
            phrase = self.frames.phrases[j]
            if phrase.kind == "VG" and phrase.finite:
                return phrase.lemma in cue_lexicon()
            if phrase.kind in ("W", ";"):
                return False
        return False

    def _announced(self, k: int, by: list[Span], said: StatementMark | None) -> bool:
        """Whether those who will act say so themselves."""
        if not by:
            return False
        if said is not None:
            return says_so(self.context, by[0], said)
        return self.told(k) and self.context.text[slice(*by[0])].lower() in SETS["pronoun"]


def is_hostile(kind: str, mode: str | None) -> bool:
    """Whether an act does harm: told ahead by those who will do it, it is a threat. To withdraw is none."""
    return move_types()[kind].quad == "material-conflict" and mode != "withdraw"


def as_threat(kind: str, mode: str | None) -> tuple[str, str | None]:
    """The type and mode of announcing a hostile act: PLOVER gives a threat the mode of what it speaks of."""
    threat, usual = move_types()[kind].future
    return threat, mode if mode in move_types()[threat].modes else usual


def says_so(context: Context, who: Span, said: StatementMark) -> bool:
    """Whether those who will act are the ones whose statement it is."""
    entity = context.entities_at(who)
    if entity is not None and said.source_entity is not None:
        return entity == said.source_entity
    return context.text[slice(*who)].lower() in SETS["pronoun"]


def of_the_future(kind: str) -> bool:
    """Whether acts of a type already speak about the future (a demand, an offer): what they take is no act yet."""
    return move_types()[kind].future[0] == kind and kind != "ACCUSE"


def needs_party(kind: str) -> bool:
    """Whether an act without any party is none ("the budget was discussed"); a ban may be lifted by nobody named."""
    return move_types()[kind].quad.startswith("verbal") and kind not in ("CONCEDE", "REJECT")
