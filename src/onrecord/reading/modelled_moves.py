"""Moves from the acts that the model found, with the rules' word on each.

The model tells best what is an act, of which type and status, and who takes part. The rules, which look each verb and
noun up in a lexicon, know more words, and times and places exactly. The chance of each type at each place is reckoned
from both, with weights fitted on development sets (training/fuse.py).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import hull, meets
from onrecord.reading import act_status, contents, move_shift, places, times, words
from onrecord.reading.act_parties import ActParties
from onrecord.reading.act_signs import Candidate, Signs
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import MoveMark, PartyMark, PlaceMark, TimeMark
from onrecord.reading.model.acts import Act
from onrecord.reading.move_context import Context
from onrecord.reading.parse import Paragraph, Sentences
from onrecord.reading.retold import Retold
from onrecord.reading.stretches import Stretches
from onrecord.reading.triggers import LONGEST

KEPT = 0.51
"""The chance from which an act is kept."""
UNAIDED = 0.1
"""The chance of any act below which one that the rules do not see either is not judged: it could not be kept."""
_IN_RETURN = frozenset(("exchange", "return", "event", "case"))
_AUXILIARY = frozenset(("X", "B", "H", "Z", "G", "R"))


class Seen(NamedTuple):
    """The acts that a model saw in a document, and how much its word and the rules' count."""

    acts: Sequence[Act]
    weights: Signs


class ModelledMoves:
    """Merges the acts of one document."""

    def __init__(self, context: Context, paragraphs: Sequence[Paragraph], weights: Signs) -> None:
        self._context = context
        self._weights = weights
        self._text = context.text
        self._sentences = Sentences(paragraphs)
        self._parties = ActParties(context, self._sentences)
        self._retold = Retold(self._sentences)
        self._times: dict[int, list[TimeMark]] = {}

    def merge(self, acts: Sequence[Act], ruled: Sequence[MoveMark]) -> list[MoveMark]:
        """The moves in text order."""
        found: list[MoveMark] = []
        for candidate in self.candidates(acts, ruled):
            kind, chance = candidate.judged(self._weights)
            if chance < KEPT:
                found += (msgspec.structs.replace(move, score=KEPT) for move in candidate.ruled if move.sure)
                continue
            same = next((move for move in candidate.ruled if move.type == kind), None)
            if same is None and self._disputes(kind, candidate.trigger):
                continue
            if candidate.act is not None:
                found.append(self._mark(candidate.act, kind, chance, same or next(iter(candidate.ruled), None)))
            elif same is not None:
                found.append(msgspec.structs.replace(same, score=round(chance, 2)))
        found = self._retold.once(sorted(found, key=lambda m: (m.trigger, m.type)))
        return list(_whole_conditions(found))

    def candidates(self, acts: Sequence[Act], ruled: Sequence[MoveMark]) -> Iterator[Candidate]:
        """The places where either sees an act; those of the model first."""
        acts = self._whole(acts)
        rules = sorted(ruled, key=lambda move: move.trigger)
        starts = [move.trigger[0] for move in rules]
        taken: set[int] = set()
        for act in acts:
            low, high = bisect_left(starts, act.trigger[0] - LONGEST), bisect_left(starts, act.trigger[1])
            alike = [n for n in range(low, high) if n not in taken and meets(rules[n].trigger, (act.trigger,))]
            taken.update(alike)
            if alike or sum(act.chances) >= UNAIDED:
                yield self._candidate(act.trigger, act, tuple(rules[n] for n in alike))
        for n, move in enumerate(rules):
            if n not in taken:
                yield self._candidate(move.trigger, None, (move,))

    def _candidate(self, trigger: Span, act: Act | None, ruled: tuple[MoveMark, ...]) -> Candidate:
        context = self._context
        said = context.said_in(trigger) is not None
        return Candidate(trigger, act, ruled, self._sentences.at(trigger[0]), context.is_quoted(trigger), said)

    def _whole(self, acts: Sequence[Act]) -> list[Act]:
        """Acts whose trigger is only the auxiliary of a verb go on to the verb; of several on one, the likeliest.

        "will" in "will meet", "has" in "has threatened".
        """
        kept: list[Act] = []
        for act in acts:
            trigger = self._to_verb(act.trigger)
            whole = act if trigger == act.trigger else replace(act, trigger=trigger)
            while kept and kept[-1].trigger[1] > whole.trigger[0] and meets(kept[-1].trigger, (whole.trigger,)):
                whole = max(kept.pop(), whole, key=lambda one: sum(one.chances))
            kept.append(whole)
        return kept

    def _to_verb(self, trigger: Span) -> Span:
        sentence = self._sentences.at(trigger[0])
        k = sentence.phrase_at(trigger[1] - 1)
        if k == len(sentence.phrases) or sentence.phrases[k].kind != "VG":
            return trigger
        group = sentence.phrases[k]
        marked = [t for t in sentence.tokens[group.start : group.end] if t.start < trigger[1] and trigger[0] < t.end]
        end = sentence.tokens[group.head].end
        if not marked or any(token.tag not in _AUXILIARY for token in marked) or end - trigger[0] > LONGEST:
            return trigger
        return trigger[0], max(end, trigger[1])

    def _disputes(self, kind: str, trigger: Span) -> bool:
        """Whether it is only said not to be so ("denies it"): no refusal, unless the lexicon knows it for one."""
        verbs = (words.verb(word) for word in self._text[slice(*trigger)].lower().split())
        return kind == "REJECT" and any(
            verb is not None and verb.lemma in words.word_set("disputing-verbs") for verb in verbs
        )

    def _mark(self, act: Act, kind: str, chance: float, rule: MoveMark | None) -> MoveMark:
        sentence = self._sentences.at(act.trigger[0])
        by, to = self._parties.of(act, kind, rule)
        when = self._when(sentence, act, rule)
        conditions = tuple(self._conditions(act)) or (rule.conditions if rule is not None else ())
        same = rule if rule is not None and rule.type == kind else None
        state = act_status.of(act, sentence, same, bool(conditions))
        if state == "happened" and (
            act_status.is_past(when, self._text, self._context.published)
            or (rule is not None and rule.status == "historical")
        ):
            state = "historical"  # the model reads no dates
        mode = act.mode(kind)
        if state == "planned" and move_shift.is_hostile(kind, mode) and self._says_so(by, act.trigger):
            (kind, mode), state = move_shift.as_threat(kind, mode), "happened"
        return MoveMark(
            type=kind,
            mode=mode,
            trigger=act.trigger,
            span=hull((act.trigger, *(party.span for party in (*by, *to)))),
            by=by,
            to=to,
            reciprocal=act.reciprocal and len(by) > 1 and not to,
            about=tuple(contents.trimmed(self._text, act.part("about"))),
            status=state,
            conditions=conditions,
            when=when,
            where=self._where(act, rule, [party.span for party in (*by, *to)]),
            score=round(chance, 2),
        )

    def _says_so(self, by: Sequence[PartyMark], trigger: Span) -> bool:
        """Whether those who act are the ones in whose statement the act stands."""
        said = self._context.said_in(trigger)
        return bool(by) and said is not None and move_shift.says_so(self._context, by[0].span, said)

    def _conditions(self, act: Act) -> Iterator[Span]:
        """What the model takes for conditions in the act's sentence, without a mere "in the version of Karsk"."""
        sentence = self._sentences.at(act.trigger[0])
        for span in contents.trimmed(self._text, act.part("conditions")):
            if sentence.span[0] <= span[0] < sentence.span[1] and not self._is_place(sentence, span):
                yield span

    @staticmethod
    def _is_place(sentence: Sentence, span: Span) -> bool:
        """Whether a stretch is a phrase with "in" and no verb, and none with which one says for what in return."""
        first, last = sentence.phrase_at(span[0]), sentence.phrase_at(span[1] - 1)
        phrases = sentence.phrases[first : last + 1]
        if not phrases or any(phrase.kind == "VG" or phrase.lemma in _IN_RETURN for phrase in phrases):
            return False
        opener = sentence.phrases[first - 1] if first and phrases[0].kind == "NP" else phrases[0]
        return opener.kind == "P" and opener.lemma == "in"

    def _when(self, sentence: Sentence, act: Act, rule: MoveMark | None) -> TimeMark | None:
        """The time that the model points to, as the rules resolve it; else the rules' own."""
        number = sentence.span[0]
        if number not in self._times:
            self._times[number] = times.find(sentence, self._context.published)
        for span in act.part("when"):
            for mark in self._times[number]:
                if mark.span is not None and meets(mark.span, (span,)):
                    return mark
        return rule.when if rule is not None else None

    def _where(self, act: Act, rule: MoveMark | None, taken: Sequence[Span]) -> PlaceMark | None:
        for span in contents.trimmed(self._text, act.part("where")):
            if not meets(span, tuple(taken)):
                name = self._text[slice(*span)]
                return places.named(span, name)
        return rule.where if rule is not None else None


def _whole_conditions(moves: Sequence[MoveMark]) -> Iterator[MoveMark]:
    """The moves without scraps of a condition that is another's as a whole: the model was in doubt whose it is."""
    told = Stretches((span, n) for n, move in enumerate(moves) for span in move.conditions)
    for move in moves:
        kept = tuple(one for one in move.conditions if all(whole == one for whole, _ in told.holding(one)))
        yield move if kept == move.conditions else msgspec.structs.replace(move, conditions=kept)
