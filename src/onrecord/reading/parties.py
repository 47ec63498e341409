"""Who makes a move and whom it is made to: noun phrases that can act, and the places where a row looks for them."""

from onrecord.document.document import Span
from onrecord.reading import gazetteer, words
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import noun_sets
from onrecord.reading.move_match import Match, Matcher
from onrecord.reading.noun_groups import DEPTH, SETS


class Parties:
    """Finds the parties of moves in one sentence, as spans of the noun phrases as written."""

    def __init__(self, frames: Frames, matcher: Matcher) -> None:
        self.frames = frames
        self.matcher = matcher

    def can_act(self, k: int, depth: int = 0) -> bool:
        """Whether a noun phrase names or describes people, a body of people or a state."""
        frames = self.frames
        phrase = frames.phrases[k]
        if phrase.kind != "NP" or depth > DEPTH or frames.is_time(k):
            return False
        head = frames.tokens[phrase.head]
        if phrase.form == "pron":
            if head.lemma in SETS["partitive"] and frames.last_of(k) > k:
                return self.can_act(k + 2, depth + 1)
            return head.low not in SETS["impersonal"]
        if head.tag == "NN":
            return head.lemma not in SETS["named-thing"] or phrase.start == phrase.head
        if head.tag in ("A", "Q", "L", "D"):
            return head.tag == "Q" or frames.tokens[phrase.start].low in SETS["some"]
        if head.lemma in SETS["partitive"] and frames.last_of(k) > k:
            return self.can_act(k + 2, depth + 1)
        return acts(head.low)

    def is_generic(self, k: int) -> bool:
        """Whether a noun phrase means nobody in particular ("people", "anyone", "a person")."""
        frames, phrase = self.frames, self.frames.phrases[k]
        head, first = frames.tokens[phrase.head], frames.tokens[phrase.start]
        if not frames.heads(k) & SETS["generic"] or frames.last_of(k) > k:
            return False
        return first is head or (first.tag == "D" and first.low != "the" and phrase.end - phrase.start == 2)

    def span(self, k: int) -> Span:
        """The noun phrase at k as written, with the `of` phrases that belong to a description."""
        frames = self.frames
        phrase = frames.phrases[k]
        last = phrase
        if (
            frames.tokens[phrase.head].tag != "NN"
            or frames.tokens[phrase.head].lemma in SETS["partitive"]
            or (frames.last_of(k) > k and gazetteer.title(frames.tokens[phrase.head].low))
        ):
            last = frames.phrases[frames.last_of(k)]
        return frames.tokens[phrase.start].start, frames.tokens[last.end - 1].end

    def all(self, group: list[int], place_too: bool = False) -> list[Span]:
        """The spans of those noun phrases of a group that can act (or, if asked, name a place)."""
        return [self.span(k) for k in group if self.can_act(k) or (place_too and self._is_place(k))]

    def _is_place(self, k: int) -> bool:
        phrase = self.frames.phrases[k]
        if phrase.kind != "NP":
            return False
        head = self.frames.tokens[phrase.head]
        return head.low in noun_sets()["territory"] or head.lemma in noun_sets()["territory"]

    def of_phrase(self, k: int, start: int) -> list[Span]:
        """The possessor in the noun phrase at k ("Veria's offer", "his demand"), from token `start` on."""
        tokens, phrase = self.frames.tokens, self.frames.phrases[k]
        for i in range(phrase.head, start - 1, -1):
            if tokens[i].tag == "K" and i > start:
                if tokens[i - 1].tag in ("N", "NN", "Q", "V") and not self._calendar(i - 1):
                    head = tokens[i - 1]
                    if head.tag == "NN" or acts(head.low):
                        return [(tokens[start].start, head.end)]
                return []
            if tokens[i].tag == "S":
                return [(tokens[i].start, tokens[i].end)]
        return []

    def _calendar(self, i: int) -> bool:
        return self.frames.tokens[i].tag == "L" or self.frames.tokens[i].lemma in SETS["time"]

    def before_head(self, k: int, end: int) -> list[Span]:
        """Those named before the noun at token `end` in the noun phrase k ("a Verian offer", "police violence")."""
        tokens, phrase = self.frames.tokens, self.frames.phrases[k]
        first = phrase.start
        for i in range(end - 1, phrase.start - 1, -1):
            if tokens[i].tag in ("K", "S"):
                first = i + 1
                break
        found: list[Span] = []
        i = first
        while i < end:
            token = tokens[i]
            if token.tag == "NN" or (token.cap and gazetteer.nationality(token.low)):
                j = i
                while j + 1 < end and tokens[j + 1].tag == "NN":
                    j += 1
                found.append((token.start, tokens[j].end))
                i = j
            elif token.tag == "N" and acts(token.low):
                found.append((token.start, token.end))
            i += 1
        return found[:3]

    def named(self, places: tuple[str, ...], match: Match) -> list[Span]:
        """The parties at the first of some places (see moves_verbs.tsv) where there are any."""
        for place in places:
            found = self._at(place, match)
            if found:
                return list(dict.fromkeys(found))
        return []

    def _at(self, place: str, match: Match) -> list[Span]:
        frames, right = self.frames, match.right
        objects = frames.subjects(match.verb) if match.passive else [k for group in right.objects[:1] for k in group]
        if not objects and not match.passive and match.start == match.verb + 1:
            objects = frames.objects(match.verb)
        if place == "subj":
            return self.all(frames.subjects(match.verb))
        if place == "obj":
            return self.all(objects, place_too=True)
        if place == "obj2":
            if match.passive and right.objects:
                return self.all(frames.subjects(match.verb))
            return self.all(right.objects[0]) if len(right.objects) > 1 else []
        if place == "obj-poss":
            return [
                s
                for group in [objects, *right.objects]
                for k in group
                for s in self.of_phrase(k, frames.phrases[k].start)
            ][:3]
        if place == "obj-premod":
            return [s for k in objects for s in self.before_head(k, frames.phrases[k].head)]
        if place == "inf-subj":
            return self.all(objects) or self.all(self._after_preposition(match))
        if place in ("inf-to", "ing-to", "that-to"):
            verb = {"inf-to": right.inf, "ing-to": right.ing, "that-to": right.clause}[place]
            inner = self.matcher.match(verb) if verb is not None else None
            if verb is None:
                return []
            if inner is None:
                inner = Match(match.row, verb, verb + 1, frames.right(verb + 1), frames.phrases[verb].passive)
                return self.all([k for group in inner.right.objects[:1] for k in group])
            return self.named(inner.row.to, inner)
        if place == "that-subj":
            return self.all(frames.subjects(right.clause)) if right.clause is not None else []
        if place.endswith("-poss"):
            return [s for k in right.after(place[:-5]) for s in self.of_phrase(k, frames.phrases[k].start)]
        return self._of_preposition(place, right.after(place))

    def _of_preposition(self, place: str, group: list[int]) -> list[Span]:
        """A thing on whose side somebody stands gives its possessor ("on Veria's positions")."""
        found: list[Span] = []
        for k in group:
            if self.frames.phrases[k].kind != "NP":
                continue
            if self.can_act(k) or (place in SETS["where"] and self._is_place(k)):
                found.append(self.span(k))
            else:
                found += (
                    self.of_phrase(k, self.frames.phrases[k].start)
                    or self.before_head(k, self.frames.phrases[k].head)[:1]
                )
        return found

    def _after_preposition(self, match: Match) -> list[int]:
        for preposition, group in match.right.preps:
            if preposition in SETS["asked-by"]:
                return group
        return []

    def reflexive(self, match: Match) -> bool:
        """Whether the object is "himself", and the row does not ask for that."""
        for k in self.frames.objects(match.verb):
            head = self.frames.tokens[self.frames.phrases[k].head]
            if head.tag == "F":
                return not any(head.low in condition.words for condition in match.row.conditions)
        return False

    def agents(self, match: Match) -> list[Span]:
        """Who does what the verb of a match says: its subject, in the passive whom `by` names."""
        if match.row.by:
            return [] if match.row.by[0] in ("-", "speaker") else self.named(match.row.by, match)
        if match.passive:
            found = self.all(match.right.after("by")) or self._tools(match.right.after("by"))
            return found or (self._owners(match) if match.row.type in _OWN_ACTS else [])
        subjects = self.frames.subjects(match.verb)
        return self.all(subjects) or self._tools(subjects) or [s for k in subjects for s in self._voice(k)]

    def _owners(self, match: Match) -> list[Span]:
        """Whose it was: one ends or drops what is one's own ("Veria's offensive was halted")."""
        frames = self.frames
        return [s for k in frames.subjects(match.verb) for s in self.of_phrase(k, frames.phrases[k].start)]

    def _voice(self, k: int) -> list[Span]:
        """Whose statement it is that speaks ("the Verian statement", "a letter from the bishops")."""
        frames = self.frames
        if not frames.heads(k) & SETS["voice"]:
            return []
        found = self.of_phrase(k, frames.phrases[k].start) or self.before_head(k, frames.phrases[k].head)
        phrases = frames.phrases
        if (
            not found
            and k + 2 < len(phrases)
            and phrases[k + 1].kind == "P"
            and phrases[k + 1].lemma in ("from", "by", "of")
        ):
            found = self.all([k + 2])
        return found

    def speaks(self, k: int) -> bool:
        """Whether a noun phrase is something by which somebody speaks ("a statement", "the report")."""
        return bool(self.frames.heads(k) & SETS["voice"])

    def _tools(self, group: list[int]) -> list[Span]:
        """What somebody fights with stands for him ("the tanks fired"), as whole noun phrase."""
        return [self.span(k) for k in group if self.frames.heads(k) & SETS["tools"]]


_OWN_ACTS = frozenset(("RETREAT", "CONCEDE", "AGREE", "REQUEST"))


def acts(low: str) -> bool:
    """Whether a common noun is one for people, a body of people or a state.

    >>> acts("ministers"), acts("parliament"), acts("bridge"), acts("law")
    (True, True, False, False)
    """
    lemma = words.singular(low)
    if "-" in low and not words.known(low):
        return acts(low.rpartition("-")[2])
    if low in SETS["persons"]:
        return True
    if lemma in SETS["inert"]:
        return False
    body = gazetteer.body(low)
    if body is not None:
        return body.kind != "place"
    if gazetteer.title(low) is not None or gazetteer.is_person_noun(lemma):
        return True
    if low.endswith(("ists", "ians", "eers", "ist")) and words.noun_class(lemma) in ("", "n"):
        return True
    kinds = noun_sets()
    return any(
        form in kinds[name]
        for name in ("people", "people_harm", "troops", "militia", "police", "crowd", "body")
        for form in (lemma, low, low[:-1])
    )
