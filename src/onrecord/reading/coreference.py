"""Whom descriptions ("the minister") and third-person pronouns mean, reading on from the start."""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import log

import msgspec

from onrecord.reading import names, words
from onrecord.reading.likeness import likeness
from onrecord.reading.mentions import Mention
from onrecord.reading.model.meaning import Heads, Meaning, Place
from onrecord.reading.naming import Draft, Naming

_OBJECT_LINKS = words.word_set("object-prepositions")
_LOOK_BACK = 4
_REMEMBERED = 150
_FEW = 20
_OFFICES = words.word_set("state-offices")
_SPOKES = words.word_set("spokespeople")
_EMPLOYERS = frozenset(("organisation", "state"))

FADING = 0.9
"""What is left of someone's prominence one sentence on."""


class Weights(msgspec.Struct, frozen=True):
    """What speaks for a candidate, and how much: see `_score`. Found by trying on GAP and GUM."""

    distance: float = -1.5
    subject: float = 0.9
    object: float = 0.4
    possessive: float = -0.1
    complement: float = -0.3
    parallel: float = 0.6
    chain: float = 0.3
    often: float = 2.3
    told: float = 0.1
    named: float = 0.8
    clause: float = 0.5
    speaker: float = -1.2
    near: float = -0.007
    ahead: float = -0.1
    modifier: float = -1.0
    singular: float = -0.9
    unknown: float = -0.5
    quoted: float = -0.3
    hearsay: float = -1.5
    voice: float = 0.7
    fresh: float = 1.5
    model: float = 1.5
    floor: float = 0.02
    unmet: float = -1.0


WEIGHTS = Weights()

_LONGEST_NAME = 3
SURELY = 0.6
"""Probability from which the model says that a name is a person's, whatever the rules take it for."""


class Resolver:
    """Goes through all mentions in text order; names are known already."""

    def __init__(self, naming: Naming, mentions: Sequence[Mention], meaning: Meaning | None = None) -> None:
        self._naming = naming
        self._mentions = mentions
        self._meaning = meaning
        self._heads = Heads()
        for draft in naming.drafts:
            for named in draft.mentions:
                self._note(named, draft)
        self._recent: dict[int, Draft] = {}
        """Those met so far by number, the latest last."""
        self._later: dict[str, list[Draft]] = {}
        self._nations: dict[str, int] = {}
        """How often each nation was spoken of so far."""
        self._most = ""
        """The nation most spoken of so far."""
        self._next = 0
        """How often the one after it was."""
        self._states = {d.nation: d for d in naming.drafts if d.kind == "state" and d.nation and d.mentions}
        for draft in naming.drafts:
            for lemma in draft.lemmas if draft.forms else ():
                self._later.setdefault(lemma, []).append(draft)

    def resolve(self) -> None:
        """Gives every mention its entity, or leaves it at -1."""
        for i, mention in enumerate(self._mentions):
            if mention.form == "description":
                self._description(mention)
            elif mention.form == "pronoun":
                found = self._pronoun(mention, i)
                if found is not None:
                    found.take(mention)
                    _learn(found, mention)
            if mention.entity >= 0:
                self._touch(self._naming.drafts[mention.entity], mention)
            if mention.nation:
                self._count(mention.nation)

    def _count(self, nation: str) -> None:
        count = self._nations[nation] = self._nations.get(nation, 0) + 1
        most = self._nations.get(self._most, 0)
        if nation != self._most and count > most:
            self._most, self._next = nation, most
        elif nation != self._most:
            self._next = max(self._next, count)

    def _touch(self, draft: Draft, mention: Mention) -> None:
        if draft.last is not None:
            del self._recent[draft.number]
            draft.salience *= FADING ** (mention.sentence - draft.last.sentence)
        self._recent[draft.number] = draft
        draft.last = mention
        draft.salience += 1

    def _latest(self) -> Iterator[Draft]:
        """Those met last, the latest first; bounded, so that a long report takes no more time per word."""
        return islice(reversed(self._recent.values()), _REMEMBERED)

    def _description(self, mention: Mention) -> None:
        twin = mention.twin
        best = self._naming.drafts[twin.entity] if twin is not None and twin.entity >= 0 else self._best(mention)
        if best is None:
            if mention.slot == "pred":
                return
            best = self._state(mention) or self._naming.new()
            if mention.lemma in _OFFICES:
                mention.anchor = mention.anchor or self._country(mention)
            elif mention.lemma in _SPOKES and mention.anchor is None and not mention.mods:
                mention.anchor = self._employer(mention)
        best.take(mention)
        self._note(mention, best)

    def _note(self, mention: Mention, draft: Draft) -> None:
        """Remember where somebody is named or described, for the model to point to."""
        place = self._meaning.place(mention.span) if self._meaning is not None else None
        if place is not None:
            self._heads.add(place, draft.number)

    def _state(self, mention: Mention) -> Draft | None:
        """The state that "the government" stands for: that of the nation most spoken of so far."""
        bare = not (mention.mods or mention.nation or mention.plural) and mention.anchor is None
        if mention.lemma != "government" or mention.det != "def" or not bare:
            return None
        return self._states.get(self._most)

    def _country(self, mention: Mention) -> Mention | None:
        """The state that "the foreign minister" serves, where the report speaks of one nation far more than others."""
        state = self._states.get(self._most)
        if state is None or mention.det != "def" or mention.plural or mention.nation:
            return None
        return state.last if self._nations[self._most] >= 2 * self._next else None

    def _employer(self, mention: Mention) -> Mention | None:
        """Whom "a spokesman" speaks for: the body that acted in the sentence before."""
        for draft in self._latest():
            last = draft.last
            if last is None or mention.sentence - last.sentence > 1:
                return None
            if last.slot == "subj" and (draft.kind in _EMPLOYERS or (draft.kind == "other" and draft.forms)):
                return last
        return None

    def _best(self, mention: Mention) -> Draft | None:
        """Who was named or described before and is meant by a description; None for someone new."""
        best, top = None, 1.4
        founding = mention.det == "indef" or (
            not mention.det and not mention.plural and mention.slot not in ("subj", "by", "to")
        )
        if mention.plural and not mention.det:
            best = self._same_crowd(mention)
        elif not founding and mention.slot != "pred":
            for draft in self._latest():
                score = likeness(mention, draft)
                if score > top:
                    best, top = draft, score
            if best is None and mention.kind == "person" and mention.det in ("def", "", "poss"):
                return self._yet_to_come(mention)
        return best

    def _yet_to_come(self, mention: Mention) -> Draft | None:
        """The only one with this role who is named later ("The mayor ... Mayor Abel Vorn")."""
        later = [
            d
            for d in self._later.get(mention.lemma, ())
            if d.last is None and not (mention.nation and d.nation and mention.nation != d.nation)
        ]
        if len(later) != 1 or (mention.anchor is not None and not _serves(later[0], mention.anchor)):
            return None
        held = (set(r.mods) for r in later[0].roles if r.lemma == mention.lemma)
        return later[0] if not mention.mods or any(set(mention.mods) <= mods for mods in held) else None

    def _same_crowd(self, mention: Mention) -> Draft | None:
        """The people of this kind last spoken of; "allies" alone are not "its allies"."""
        for draft in self._latest():
            if draft.plural and mention.lemma in draft.lemmas and draft.nation == mention.nation and not draft.forms:
                last = next((m for m in reversed(draft.mentions[-_FEW:]) if m.form == "description"), None)
                if last is None or (last.anchor is None) != (mention.anchor is None):
                    continue
                if last.mods == mention.mods or not mention.mods:
                    return draft
        return None

    def _pronoun(self, mention: Mention, i: int) -> Draft | None:
        best: Draft | None = None
        top = -1e9
        speaker = self._speaker(mention, i) if mention.quoted else None
        place = self._meaning.place(mention.span) if self._meaning is not None else None
        for draft in self._latest():
            last = draft.last
            if last is None or (mention.sentence - last.sentence > _LOOK_BACK and best is not None):
                break
            if draft is speaker or not (_agrees(mention, draft) or self._surely(place, mention, draft)):
                continue
            if mention.quoted and draft.plural and draft.sector == "JRN":
                continue
            score = self._score(mention, draft, last) + self._told(place, draft)
            if score > top:
                best, top = draft, score
        if place is not None and mention.gender in ("f", "m"):
            for draft in self._unmet(mention, i):
                score = WEIGHTS.unmet + self._told(place, draft)
                if score > top:
                    best, top = draft, score
        if mention.plural and best is not None and not best.plural and self._couple(mention):
            return None
        if (
            mention.gender in ("f", "m")
            and (mention.slot == "poss" or mention.slot == "subj")
            and (best is None or top < 0 or place is not None)
        ):
            ahead = self._ahead(mention, i)
            if ahead is not None and (best is None or WEIGHTS.ahead + self._told(place, ahead) > top):
                return ahead
        return best

    def _surely(self, place: Place | None, mention: Mention, draft: Draft) -> bool:
        """Whether the model knows better than the rules that somebody is a person ("Austria", a player's surname)."""
        if self._meaning is None or place is None or mention.plural or mention.gender not in ("f", "m"):
            return False
        named = bool(draft.forms) and not draft.plural and draft.gender in ("", mention.gender)
        named = named and len(draft.title) <= _LONGEST_NAME
        return named and self._meaning.share(place, self._heads.of(draft.number, place[0])) >= SURELY

    def _told(self, place: Place | None, draft: Draft) -> float:
        """What the model says for a candidate: the less likely, the less; nothing where it did not read."""
        if self._meaning is None or place is None:
            return 0.0
        share = self._meaning.share(place, self._heads.of(draft.number, place[0]))
        return WEIGHTS.model * log(share + WEIGHTS.floor)

    def _unmet(self, mention: Mention, i: int) -> list[Draft]:
        """Those named soon after a pronoun and not before it."""
        ahead = (m for m in self._mentions[i + 1 : i + 12] if m.form == "name" and m.entity >= 0)
        drafts = {m.entity: self._naming.drafts[m.entity] for m in ahead}
        return [draft for draft in drafts.values() if draft.last is None and _agrees(mention, draft)]

    def _speaker(self, mention: Mention, i: int) -> Draft | None:
        """Whose words a quotation is: named or described right after it, else who spoke last before it."""
        for other in self._mentions[i + 1 : i + 25]:
            if other.quoted:
                continue
            if not other.speaks or other.sentence - mention.sentence > 5:
                break
            if other.entity >= 0:
                return self._naming.drafts[other.entity]
            if other.form == "description":
                return self._best(other)
            break
        for other in reversed(self._mentions[max(0, i - 12) : i]):
            if other.quoted:
                continue
            near = other.speaks and mention.sentence - other.sentence < 2 and other.entity >= 0
            return self._naming.drafts[other.entity] if near else None
        return None

    def _couple(self, mention: Mention) -> bool:
        """Whether two people were spoken of just before: "they" may be the two."""
        near = 0
        for draft in self._latest():
            if draft.last is None or mention.sentence - draft.last.sentence > 1:
                break
            near += draft.kind == "person" and not draft.plural
        return near > 1

    def _ahead(self, mention: Mention, i: int) -> Draft | None:
        """The subject of the main clause after a fronted phrase ("In his speech, Vorn ...")."""
        for other in self._mentions[i + 1 : i + 8]:
            if other.sentence != mention.sentence:
                return None
            if other.form == "name" and other.slot == "subj" and other.entity >= 0 and not mention.quoted:
                draft = self._naming.drafts[other.entity]
                return draft if _agrees(mention, draft) else None
        return None

    def _score(self, mention: Mention, draft: Draft, last: Mention) -> float:
        w = WEIGHTS
        apart = mention.sentence - last.sentence
        if apart == 0 and _barred(mention, last):
            before = (m for m in reversed(draft.mentions[-_FEW:-1]) if m.start < last.start)
            earlier = next((m for m in before if not _barred(mention, m)), None)
            if earlier is None or (last.verb == mention.verb and last.verb >= 0):
                return -1e9
            if last.phrase == mention.phrase or mention.slot == "obj":
                return -1e9
        score = w.distance * min(apart, 6)
        slot = last.slot
        if slot == "subj":
            score += w.subject
        elif slot == "obj":
            score += w.object
        elif slot == "poss":
            score += w.possessive
        elif slot == "of":
            score += w.complement
        if slot == mention.slot and slot:
            score += w.parallel
        if last.modifier:
            score += w.modifier
        if len(last.words) > 1 and apart == 1 and slot == "subj" and mention.slot in ("subj", "poss"):
            score += w.fresh
        if mention.speaks and last.speaks and not last.quoted:
            score += w.voice
        if last.form == "pronoun" and last.gender == mention.gender:
            score += w.chain
        score += w.often * log(1 + draft.salience * FADING**apart)
        if mention.gender in ("f", "m") and draft.gender:
            score += w.told
        if draft.forms:
            score += w.named
        if mention.gender in ("f", "m") and not draft.surely_person:
            score += w.unknown
        if last.quoted != mention.quoted:
            score += w.quoted
        if mention.plural and not draft.plural:
            score += w.singular
        if last.quoted and not mention.quoted and not draft.forms and all(m.quoted for m in draft.mentions[-_FEW:]):
            score += w.hearsay
        if apart == 0:
            if mention.slot == "poss" and slot == "subj":
                score += w.clause
            if mention.quoted and last.speaks and not last.quoted:
                score += w.speaker
        return score + w.near * min(30, (mention.start - last.start) / 10)


def _serves(draft: Draft, anchor: Mention) -> bool:
    """Whether someone is told to serve the very state that a description is tied to ("Belmaria's president")."""
    nation = anchor.nation or (names.nation(anchor.words[-1].lower()) if anchor.form == "name" else "")
    return bool(nation) and draft.nation == nation


def _agrees(mention: Mention, draft: Draft) -> bool:
    kind = draft.kind
    if mention.gender in ("f", "m"):
        if draft.plural or kind not in ("person", "other"):
            alike = kind == "place" and len(draft.forms) == 1 and not draft.key and draft.votes["place"] < 2
            return alike and not draft.forms[0][-1].endswith(names.COUNTRY_ENDS)
        if draft.placed and not draft.surely_person:
            return False
        return not draft.gender or draft.gender == mention.gender
    if mention.plural:
        return kind in ("group", "organisation") or (draft.plural and kind != "place")
    return kind in ("state", "organisation", "group") and not (draft.plural and kind == "group")


def _barred(mention: Mention, other: Mention) -> bool:
    """Whether grammar keeps the two apart: one noun phrase, or subject and object of one verb."""
    if mention.phrase == other.phrase and other.slot == "mod":
        return True
    if mention.lemma.endswith(("self", "selves")) or mention.slot == "poss":
        return mention.phrase == other.phrase and other.slot not in ("poss", "mod")
    if other.slot != "subj" or other.phrase > mention.phrase or mention.slot == "subj":
        return False
    return (mention.slot == "obj" or mention.slot in _OBJECT_LINKS) and mention.verb == other.verb


def _learn(draft: Draft, mention: Mention) -> None:
    if mention.gender in ("f", "m"):
        draft.gender = draft.gender or mention.gender
        draft.votes["person"] += 2
