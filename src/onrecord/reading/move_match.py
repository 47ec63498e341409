"""Which row of the move lexicon fits a verb group: its conditions asked of the frame around it."""

from dataclasses import dataclass

from onrecord.reading import gazetteer, move_lexicon, words
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import Condition, Discard, VerbRow
from onrecord.reading.move_right import Right
from onrecord.reading.noun_groups import DEPTH, SETS

_PASSIVE_PLACES = 6
"""How many noun phrases of a group are asked for a condition."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row that fits the verb group at phrase index `verb`; `right` is what follows the words of its verb.

    `start` is the first phrase after these words, `passive` whether the subject is what the act is done to.
    """

    row: VerbRow
    verb: int
    start: int
    right: Right
    passive: bool


class Matcher:
    """Matches the verb groups of one sentence."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self._found: dict[int, Match | None] = {}
        self._depth = 0

    def match(self, verb: int) -> Match | None:
        """The row that fits best, or None: no row, or a context in which the verb is no move."""
        if verb not in self._found:
            self._found[verb] = None
            if self._depth < DEPTH:
                self._depth += 1
                self._found[verb] = self._best(verb)
                self._depth -= 1
        return self._found[verb]

    def _best(self, verb: int) -> Match | None:
        phrase = self.frames.phrases[verb]
        best: Match | None = None
        for lemma, passive in self._readings(verb):
            rows = move_lexicon.verb_rows(lemma)
            if not rows:
                continue
            for row in rows:
                if best is not None and row.rank <= best.row.rank:
                    break
                match = self._fits(row, verb, passive)
                if match is not None and ("future" not in row.flags or phrase.modal) and "modal" not in row.flags:
                    best = match
                    break
            if best is not None and self._discarded(lemma, best, verb):
                return None
        return best

    def _readings(self, verb: int) -> list[tuple[str, bool]]:
        """The lemmas a group may be looked up by; "is prepared to" also counts as `be` with an adjective."""
        phrase = self.frames.phrases[verb]
        split = self.frames.auxiliary(verb)
        if split is not None:
            return [
                (
                    phrase.lemma,
                    self.frames.phrases[split].lemma == "be" and "g" not in self.frames.tokens[phrase.head].form,
                )
            ]
        passive = phrase.passive or self.frames.form(verb) == "pp"
        if passive and phrase.passive:
            return [("be", False), (phrase.lemma, True)]
        return [(phrase.lemma, passive)]

    def _fits(self, row: VerbRow, verb: int, passive: bool) -> Match | None:
        frames = self.frames
        phrase = frames.phrases[verb]
        start = verb + 1
        if len(row.words) > 1:
            start = self._after_words(row.words[1:], phrase.head + 1, verb)
            if not start:
                return None
        right = frames.right(start)
        match = Match(row, verb, start, right, passive)
        for condition in row.conditions:
            if not self.holds(condition, match):
                return None
        if right.objects and not passive and _stands_alone(row):
            return None
        if row.type == "REQUEST" and right.clause is not None and any(c.place == "that" for c in row.conditions):
            return match if self._wanted(right.clause) else None
        return match

    def _wanted(self, verb: int) -> bool:
        """Whether a that-clause says what should be ("that he resign"), not what is ("that he resigned")."""
        phrase, tokens = self.frames.phrases[verb], self.frames.tokens
        if phrase.modal:
            return phrase.modal in SETS["should"]
        first = tokens[phrase.start]
        return first.low == "be" or (first.tag == "V" and "b" in first.form)

    def _after_words(self, rest: tuple[str, ...], at: int, verb: int) -> int:
        """Index of the phrase after the other words of a verb, or 0 when they do not stand there."""
        frames = self.frames
        tokens, end = frames.tokens, frames.sentence.end
        i = at
        for word in rest:
            while i < end and tokens[i].tag in ("R", "L") and tokens[i].low != word:
                i += 1
            if i >= end or word not in (tokens[i].low, tokens[i].lemma):
                break
            i += 1
        else:
            for k in range(verb + 1, min(len(frames.phrases), verb + 12)):
                if frames.phrases[k].start >= i:
                    return k
            return len(frames.phrases)
        if len(rest) == 1 and rest[0] in frames.right(verb + 1).adverbs:
            return verb + 1
        return 0

    def holds(self, condition: Condition, match: Match) -> bool:
        """Whether a condition is met in the frame of a match."""
        place, right, frames = condition.place, match.right, self.frames
        if place == "obj":
            return any(self._allows(condition, k) for k in self._objects(match))
        if condition.is_preposition:
            return any(self._allows(condition, k) for k in right.after(place))
        if place == "none":
            return not match.passive and not right.objects and right.clause is None
        if place == "inf":
            return right.inf is not None and self._clause(condition, right.inf)
        if place == "that":
            return right.clause is not None and self._clause(condition, right.clause)
        if place == "ing":
            return right.ing is not None and self._clause(condition, right.ing)
        if place == "subj":
            return not match.passive and any(self._allows(condition, k) for k in frames.subjects(match.verb))
        if place == "obj2":
            return len(right.objects) > 1 and any(self._allows(condition, k) for k in right.objects[0])
        if place == "adv":
            return bool(right.adverbs & condition.words) or self._inside(condition, match.verb)
        if place == "adj":
            return self._predicate(condition, match)
        if place == "comp":
            groups = right.objects[:1] if match.passive else right.objects[1:2]
            return any(self._allows(condition, k) for group in groups for k in group)
        return any(self._premodified(condition, k) for k in self._objects(match))

    def _objects(self, match: Match) -> list[int]:
        if match.passive:
            extra = [k for group in match.right.objects[:1] for k in group] if match.right.objects else []
            return self.frames.subjects(match.verb)[:_PASSIVE_PLACES] + extra
        if match.right.objects:
            return [k for group in match.right.objects for k in group]
        return self.frames.objects(match.verb) if match.start == match.verb + 1 else []

    def _allows(self, condition: Condition, k: int) -> bool:
        frames = self.frames
        phrase = frames.phrases[k]
        if condition.open:
            return True
        if phrase.kind == "VG":
            return phrase.lemma in condition.words
        if any(head in condition.words for head in frames.heads(k)):
            return True
        return condition.who and self.is_who(k)

    def is_who(self, k: int) -> bool:
        """Whether a noun phrase is a proper name of somebody, a nationality or a personal pronoun."""
        frames = self.frames
        phrase = frames.phrases[k]
        head = frames.tokens[phrase.head]
        if phrase.form == "pron":
            return head.tag in ("I", "O", "F") or (
                head.tag == "M" and head.low in ("you", "everyone", "someone", "anyone")
            )
        if head.tag == "NN":
            return head.lemma not in SETS["named-thing"] or phrase.start == phrase.head
        return head.cap and gazetteer.nationality(head.low) is not None

    def _clause(self, condition: Condition, verb: int) -> bool:
        if condition.open:
            return True
        if self.frames.phrases[verb].negated:
            return False  # "promised not to storm" is no threat
        if condition.words and self._verb_forms(verb) & condition.words:
            return True
        if condition.types:
            inner = self.match(verb)
            return inner is not None and inner.row.type in condition.types
        return False

    def _verb_forms(self, verb: int) -> frozenset[str]:
        """The lemma of a verb group, alone and with the one or two words after it."""
        frames = self.frames
        phrase, tokens = frames.phrases[verb], frames.tokens
        forms = {phrase.lemma}
        after = tokens[phrase.head + 1].low if phrase.head + 1 < frames.sentence.end else ""
        if phrase.lemma in words.word_set("phrasal-verbs") and after in words.word_set("particles"):
            forms = set()  # "promised to take in" is not "to take"
        if phrase.passive and phrase.lemma:
            forms.add("be_" + phrase.lemma)
        text = phrase.lemma
        for i in range(phrase.head + 1, min(frames.sentence.end, phrase.head + 3)):
            text += " " + tokens[i].lemma
            forms.add(text)
        return frozenset(forms)

    def _predicate(self, condition: Condition, match: Match) -> bool:
        frames, phrase = self.frames, self.frames.phrases[match.verb]
        if phrase.passive and match.row.words[0] == "be":
            return frames.tokens[phrase.head].low in condition.words
        k = match.start
        phrases = frames.phrases
        while k < len(phrases) and (phrases[k].kind == "R" or phrases[k].kind == "NP"):
            head = frames.tokens[phrases[k].end - 1]
            if head.low in condition.words or head.lemma in condition.words:
                return True
            k += 1
        return (
            k < len(phrases)
            and phrases[k].kind == "VG"
            and phrases[k].form == "pp"
            and frames.tokens[phrases[k].head].low in condition.words
        )

    def _inside(self, condition: Condition, verb: int) -> bool:
        phrase = self.frames.phrases[verb]
        return any(self.frames.tokens[i].low in condition.words for i in range(phrase.start, phrase.end))

    def _premodified(self, condition: Condition, k: int) -> bool:
        frames = self.frames
        phrase = frames.phrases[k]
        return any(
            frames.tokens[i].low in condition.words or frames.tokens[i].lemma in condition.words
            for i in range(phrase.start, phrase.head)
        )

    def _discarded(self, lemma: str, best: Match, verb: int) -> bool:
        for discard in move_lexicon.verb_discards(lemma):
            if discard.rank > best.row.rank and self._discard_fits(discard, verb, best.passive):
                return True
        return False

    def _discard_fits(self, discard: Discard, verb: int, passive: bool) -> bool:
        start = verb + 1
        if len(discard.words) > 1:
            start = self._after_words(discard.words[1:], self.frames.phrases[verb].head + 1, verb)
            if not start:
                return False
        match = Match(_BLANK, verb, start, self.frames.right(start), passive)
        return all(self.holds(c, match) or self._next_word(c, verb) for c in discard.conditions)

    def _next_word(self, condition: Condition, verb: int) -> bool:
        """A bare word of a discard may also be the word right after the verb."""
        frames = self.frames
        i = frames.phrases[verb].head + 1
        return condition.place == "obj" and i < frames.sentence.end and frames.tokens[i].low in condition.words


def _stands_alone(row: VerbRow) -> bool:
    """Whether a row has what is wanted after "for" or "on" and no object: "called for talks", not "called it a war"."""
    places = {condition.place for condition in row.conditions}
    return bool(places & {"for", "on"}) and not places & _OBJECTS


_OBJECTS = frozenset(("obj", "obj2", "comp", "premod"))
_BLANK = VerbRow("", None, ("",), (), (), (), frozenset(), None, (0, 0, 0, 0, 0))


def in_phrase(frames: Frames, token: int) -> bool:
    """Whether a token stands in a fixed phrase of discards.txt, inside which no trigger counts."""
    tokens, sentence = frames.tokens, frames.sentence
    for i in range(max(sentence.start, token - 3), token + 1):
        for form in {tokens[i].low, tokens[i].lemma}:
            for discard in move_lexicon.phrase_discards(form):
                n = len(discard.words)
                if (
                    i + n <= sentence.end
                    and token < i + n
                    and all(
                        word in (tokens[i + j].low, tokens[i + j].lemma, words.singular(tokens[i + j].low))
                        for j, word in enumerate(discard.words)
                    )
                ):
                    return True
    return False
