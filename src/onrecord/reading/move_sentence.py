"""The moves of one sentence: verbs first, then the nouns that no verb has taken up, then conditions."""

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import hull
from onrecord.reading import conditions, demands, move_nouns, places, settle, status, threats, times, triggers
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import MoveMark, PartyMark, StatementMark, TimeMark
from onrecord.reading.move_context import Context
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import move_types, noun_rows, verb_rows
from onrecord.reading.move_match import Match, Matcher, in_phrase
from onrecord.reading.move_nouns import NounMatch
from onrecord.reading.move_shift import Announcements, needs_party, of_the_future
from onrecord.reading.noun_groups import DEPTH, SETS
from onrecord.reading.parties import Parties
from onrecord.reading.status import DROPPED, Status

_VIOLENT = frozenset(("ASSAULT", "COERCE"))
_DEALS = frozenset(("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
"""What is done "on condition that ..." is an act whatever a model makes of it: something is given for something."""


class SentenceMoves:
    """Finds the moves of one sentence."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
        self.context = context
        self.sentence = sentence
        self.frames = Frames(sentence)
        self.matcher = Matcher(self.frames)
        self.parties = Parties(self.frames, self.matcher)
        self.status = Status(self.frames, context.headline)
        self.consumed: set[int] = set()
        self.announced = Announcements(context, self.frames)
        self._times: list[TimeMark] | None = None

    def find(self) -> list[MoveMark]:
        """The moves in the order of their triggers."""
        frames, phrases = self.frames, self.frames.phrases
        tokens = frames.tokens
        verbs = [k for k, p in enumerate(phrases) if p.kind == "VG" and (p.passive or p.modal or verb_rows(p.lemma))]
        nouns = [
            k for k, p in enumerate(phrases) if p.kind == "NP" and (noun_rows(p.lemma) or noun_rows(tokens[p.head].low))
        ]
        if not verbs and not nouns:
            return []
        within = conditions.find(frames)
        found: list[tuple[int, MoveMark]] = []
        inside: list[tuple[int, MoveMark]] = []
        for k in verbs:
            holding = _holding(phrases[k].head, within)
            if k in self.consumed:
                continue
            if holding is None:
                found += [(phrases[k].head, move) for move in (*self._demand(k), *self._verb(k, within))]
            elif found or holding.fronted:
                inside += [(phrases[k].head, move) for move in self._wanted(k, holding)]
        for k in nouns:
            if k not in self.consumed and _holding(phrases[k].head, within) is None:
                found += [(phrases[k].head, move) for move in self._noun(k)]
        found = settle.without_participles(self.frames, found)
        found.sort(key=lambda pair: pair[0])
        self.context.background = bool(found) and all(move.status == "historical" for _, move in found)
        moves = self._with_conditions(found, within) if within else [move for _, move in found]
        return sorted([*moves, *(move for _, move in inside if moves)], key=lambda move: move.trigger)

    def _wanted(self, k: int, holding: conditions.ConditionFound) -> list[MoveMark]:
        """What somebody must do for another act to happen ("only if Veria frees the crew"): it is asked of him."""
        return [
            msgspec.structs.replace(move, status="conditional" if holding.only else "asked")
            for move in self._verb(k, [])
            if move_types()[move.type].quad.endswith("cooperation") and move.by
        ]

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, k: int, within: list[conditions.ConditionFound]) -> list[MoveMark]:
        frames, phrase = self.frames, self.frames.phrases[k]
        said = self.context.said_in(frames.sentence.text_span(k, k))
        if said is not None:
            threat = self._threat(k, said, within)
            if threat is not None:
                return [threat]
        match = self.matcher.match(k)
        if match is None and phrase.lemma in SETS["warning"]:
            return self._warning(k)
        if match is None or in_phrase(frames, phrase.head):
            return []
        kind, mode = match.row.type, match.row.mode
        if (kind == "CONCEDE" and self._resigns(match)) or (kind == "THREATEN" and phrase.lemma in SETS["planning"]):
            return []
        state = self.status.of_verb(k, kind)
        if "ahead" in match.row.flags and state == "happened":
            state = "planned"
        if state == DROPPED:
            return []
        by = self.parties.agents(match)
        if not by and state != "denied" and not self._may_lack_actor(match):
            return []
        to = self.parties.named(match.row.to, match)
        to = [s for s in to if s not in by]
        if "weak" in match.row.flags and not (by and to):
            return []
        self._consume(match)
        if self._idle(match, kind, state, by, to):
            return []
        refused = state == "denied" and self.announced.refuses(kind, k, by, said)
        if refused:
            kind, mode, state = "REJECT", None, "happened"
            if said is not None and said.source and (not by or self.announced.nobody(by)):
                by = [said.source[0]]
        kind, mode, state = self.announced.settle(kind, mode, state, k, by, said)
        score = 0.55 + 0.1 * bool(match.row.conditions) + 0.1 * bool(by) + 0.07 * bool(to)
        moves = [
            self._mark(
                kind,
                mode,
                state,
                triggers.trigger(self.frames, match, kind != match.row.type),
                by,
                to,
                k,
                "recip" in match.row.flags,
                score,
                match,
            )
        ]
        if refused and said is not None:
            moves = [msgspec.structs.replace(moves[0], sure=True)]
        if match.row.also is not None:
            kind, mode = match.row.also
            moves.append(self._mark(kind, mode, state, moves[0].trigger, by, to, k, False, score - 0.1, match))
        return moves

    def _resigns(self, match: Match) -> bool:
        """Whether what is announced is a resignation, which stays one ("announced he would resign")."""
        for verb in (match.right.inf, match.right.clause):
            inner = self.matcher.match(verb) if verb is not None else None
            if inner is not None and inner.row.mode == "resign":
                return True
        return False

    def _may_lack_actor(self, match: Match) -> bool:
        """Whether a verb counts though nobody is named who does it: in the passive, or where the row says so."""
        if match.row.by and match.row.by[0] in ("-", "speaker"):
            return True
        if match.passive or any(self.parties.speaks(j) for j in self.frames.subjects(match.verb)):
            return True
        return not self.frames.subjects(match.verb) and self.frames.phrases[match.verb].form == "ing"

    def _idle(self, match: Match, kind: str, state: str, by: list[Span], to: list[Span]) -> bool:
        """Whether nobody in particular acts or is acted on: "people who were accused", "the letter was discussed"."""
        if not by and (kind == "THREATEN" or (not to and needs_party(kind))):
            return True
        if match.row.type in _VIOLENT and self.parties.reflexive(match):
            return True
        sure = state in ("happened", "historical", "ongoing")
        for k in (*self.frames.subjects(match.verb), *self.frames.objects(match.verb)):
            if self.parties.is_generic(k) and not (sure and by and self.parties.span(k) not in by):
                return True
        return False

    def _threat(self, k: int, said: StatementMark, within: list[conditions.ConditionFound]) -> MoveMark | None:
        others = threats.threatened(self.frames, k)
        if others is None and said.kind != "indirect":
            others = threats.on_condition(self.frames, self.matcher, k, within)
        if others is None or not (by := self.context.speaker(said)):
            return None
        to = self.parties.all(others)
        speaker = said.source_entity
        if speaker is not None and any(self.context.entities_at(s) == speaker for s in to):
            return None
        self.consumed.add(k)
        return self._spoken("THREATEN", "violence", k, by, tuple(map(self.context.party, to)), 0.6)

    def _demand(self, k: int) -> list[MoveMark]:
        """ "Orsk must pay", said by another: the speaker asks it of Orsk."""
        told = demands.demanded(self.frames, k)
        span = self.frames.sentence.text_span(k, k)
        said = self.context.said_in(span) if told else None
        if said is None or not (by := self.context.speaker(said)) or any(map(self.parties.is_generic, told)):
            return []
        to = map(self.context.party, self.parties.all(told))
        towards = tuple(p for p in to if p.entity is None or p.entity != said.source_entity)
        return [self._spoken("REQUEST", None, k, by, towards, 0.5)] if towards else []

    def _spoken(
        self, kind: str, mode: str | None, k: int, by: tuple[PartyMark, ...], to: tuple[PartyMark, ...], score: float
    ) -> MoveMark:
        """An act done by what the verb group at `k` says; a threat is one whatever a model makes of it."""
        trigger = self.frames.sentence.text_span(k, k)
        return MoveMark(
            type=kind,
            mode=mode,
            trigger=trigger,
            span=hull((trigger, *(party.span for party in to))),
            by=by,
            to=to,
            status="happened",
            score=score,
            sure=kind == "THREATEN",
        )

    def _warning(self, k: int) -> list[MoveMark]:
        """ "She warned them that she would clear the gallery": what one will do oneself is a threat."""
        frames = self.frames
        right = frames.right(k + 1)
        makers = self.parties.all(frames.subjects(k))
        if right.clause is None or not makers or not frames.phrases[right.clause].modal:
            return []
        doers = frames.subjects(right.clause)
        state = self.status.of_verb(k, "THREATEN")
        if not doers or state == DROPPED or frames.phrases[right.clause].modal not in SETS["to-come"]:
            return []
        doer = self.parties.span(doers[0])
        entity = self.context.entities_at(doer)
        if entity is None or entity != self.context.entities_at(makers[0]):
            return []
        self._consume_clause(right.clause)
        to = self.parties.all(right.objects[0]) if right.objects else []
        span = frames.sentence.text_span(k, k)
        return [self._mark("THREATEN", None, state, span, makers, to, k, False, 0.6, None)]

    def _consume(self, match: Match) -> None:
        """Marks the phrases that belong to a move already found: they make no move of their own."""
        right, row = match.right, match.row
        if match.passive:
            self.consumed.update(self.frames.subjects(match.verb))
        for group in right.objects:
            self.consumed.update(group)
        for word, group in right.preps:
            if any(c.place == word for c in row.conditions) or of_the_future(row.type):
                self.consumed.update(group)
        for verb in (right.inf, right.ing if right.ing is not None and of_the_future(row.type) else None):
            if verb is not None:
                self._consume_clause(verb)
        if right.clause is not None and any(c.place == "that" for c in row.conditions):
            self._consume_clause(right.clause)

    def _consume_clause(self, verb: int, depth: int = 0) -> None:
        """A complement's verb with those coordinated to it, and the nouns it takes."""
        frames = self.frames
        self.consumed.add(verb)
        if depth > DEPTH:
            return
        inner = self.matcher.match(verb)
        right = inner.right if inner is not None else frames.right(verb + 1)
        for group in right.objects:
            self.consumed.update(group)
        for _, group in right.preps:
            self.consumed.update(group)
        for following in (right.inf, right.ing):
            if following is not None and following not in self.consumed:
                self._consume_clause(following, depth + 1)
        for k in range(verb + 1, min(len(frames.phrases), verb + 20)):
            if frames.phrases[k].kind == "VG" and k not in self.consumed and frames.leader(k) == verb:
                self._consume_clause(k, depth + 1)
                break

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _noun(self, k: int) -> list[MoveMark]:
        match = move_nouns.find(self.frames, self.parties, k)
        if match is None or ("weak" in match.row.flags and not (match.by and match.to)):
            return []
        state = self.status.of_noun(k, match.first, match.row.type)
        kind, mode = match.row.type, match.row.mode
        said = self.context.said_in(self._noun_trigger(match))
        if state in ("planned", "future-past"):
            kind, mode, state = self.announced.settle(kind, mode, state, k, [], said)
        if state == "happened" and said is not None and self.context.asks(said):
            state = "asked"  # "demanded the release of the crew": wanted, not done
        score = 0.45 + 0.05 * bool(match.by) + 0.05 * bool(match.to)
        to = [s for s in match.to if s not in match.by]
        recip = "recip" in match.row.flags
        mark = self._mark(kind, mode, state, self._noun_trigger(match), list(match.by), to, k, recip, score, None)
        return [msgspec.structs.replace(mark, about=match.about)]

    def _noun_trigger(self, match: NounMatch) -> Span:
        tokens = self.frames.tokens
        return tokens[match.first].start, tokens[match.head].end

    # -- marks ----------------------------------------------------------------------------------------------------

    def _mark(
        self,
        kind: str,
        mode: str | None,
        state: str,
        trigger: Span,
        by: list[Span],
        to: list[Span],
        k: int,
        recip: bool,
        score: float,
        match: Match | None,
    ) -> MoveMark:
        if recip and not by and len(to) > 1:
            by, to = to, []
        when = self._when(k) if self.frames.phrases[k].kind == "VG" else None
        if state == "happened" and self._is_background(k, when):
            state = "historical"
        makers = tuple(self.context.party(s) for s in by)
        known = {party.entity for party in makers} - {None}
        # "defended his decision", "complained about his mic": nobody acts towards himself
        towards = tuple(p for p in (self.context.party(s) for s in to) if p.entity not in known)
        return MoveMark(
            type=kind,
            mode=mode,
            trigger=trigger,
            span=hull((trigger, *by, *to)),
            by=makers,
            to=towards,
            reciprocal=recip and len(by) > 1 and not to,
            about=triggers.about(self.frames, self.parties, match, of_the_future(kind), [*by, *to]),
            status=state,
            when=when,
            where=places.find(self.frames, match.right, (*by, *to)) if match is not None else None,
            score=round(min(score, 0.9), 2),
        )

    def _when(self, k: int) -> TimeMark | None:
        if self._times is None:
            self._times = times.find(self.sentence, self.context.published)
        return times.for_verb(self.sentence, k, self._times)

    def _is_background(self, k: int, when: TimeMark | None) -> bool:
        """By the act's own date, by that of the verb it goes on from, else by that of the sentence before it."""
        published = self.context.published
        if self.frames.phrases[k].kind == "VG":
            leader = self.frames.leader(k) if when is None else None
            when = self._when(leader) if leader is not None else when
            if when is not None:
                return status.is_background(when, published)
            return self.context.background and not self._times
        if self._times is None:
            self._times = times.find(self.sentence, published)
        dated = [t for t in self._times if t.value is not None]
        return bool(dated) and all(status.is_background(t, published) for t in dated)

    def _with_conditions(
        self, found: list[tuple[int, MoveMark]], within: list[conditions.ConditionFound]
    ) -> list[MoveMark]:
        """Each condition goes to the last act before it, or, in front of its clause, to the first after it."""
        moves = list(found)
        for condition in within:
            if condition.fronted:
                at = next((i for i, (token, _) in enumerate(moves) if token >= condition.end), None)
            else:
                at = next((i for i in range(len(moves) - 1, -1, -1) if moves[i][0] < condition.start), None)
            if at is None:
                continue
            token, move = moves[at]
            state = move.status
            if state in ("planned", "possible", "future-past") and condition.only:
                state = "conditional"
            if state == "happened" and token in self.announced.promised:
                state = "conditional"
            spans = (*move.conditions, *condition.spans)
            sure = move.sure or (self.frames.tokens[condition.start].low == "on" and move.type in _DEALS)
            moves[at] = token, msgspec.structs.replace(move, conditions=spans, status=state, sure=sure)
        return [move for _, move in moves]


def _holding(token: int, within: list[conditions.ConditionFound]) -> conditions.ConditionFound | None:
    return next((c for c in within if c.inner <= token < c.end), None)
