"""Frames: what stands around one verb group in its clause - its subject, its object, the verb it hangs on."""

from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.move_right import RightSides
from onrecord.reading.noun_groups import DEPTH, REACH, SETS
from onrecord.reading.phrases import Phrase


def _in_relative(phrases: list[Phrase], k: int) -> bool:
    """Whether the noun phrase at k is the object in "the judge who leads the inquiry", before the main verb."""
    return phrases[k - 1].kind == "VG" and phrases[k - 2].kind == "W" and phrases[k - 3].kind == "NP"


class Frames(RightSides):
    """The frames of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self._subjects: dict[int, list[int]] = {}
        self._forms: dict[int, str] = {}
        self._depth = 0

    def form(self, verb: int) -> str:
        """The form of a verb group, where "after" and the like open a clause that the parse takes for a phrase.

        "He resigned after Veltia rose" and "he went after Veltia rose": neither verb is a participle.
        """
        found = self._forms.get(verb)
        if found is None:
            found = self._forms[verb] = "fin" if self._finite_after_all(verb) else self.phrases[verb].form
        return found

    def _finite_after_all(self, verb: int) -> bool:
        phrases = self.phrases
        if phrases[verb].form != "pp" or "d" not in self.tokens[phrases[verb].head].form or not verb:
            return False
        if phrases[verb - 1].kind != "NP":
            return False
        j = verb - 1
        while j >= 2 and phrases[j - 1].lemma == "of" and phrases[j - 2].kind == "NP":
            j -= 2
        if j and phrases[j - 1].kind == "P" and phrases[j - 1].lemma in SETS["conjunction"]:
            return True
        for k in range(verb + 1, min(len(phrases), verb + REACH)):
            if phrases[k].kind == "P" and phrases[k].lemma == "by":
                return False
            if phrases[k].kind == "VG" and phrases[k].finite:
                before = phrases[k - 2] if k - 2 > verb else None
                return before is not None and before.kind == "P" and before.lemma in SETS["conjunction"]
        return False

    def subjects(self, verb: int) -> list[int]:
        """The noun phrases that are the subject of a verb group, whatever its form; empty where there is none."""
        found = self._subjects.get(verb)
        if found is None:
            found = self._subjects[verb] = []
            if self._depth < DEPTH:
                self._depth += 1
                found = self._subjects[verb] = self._find_subjects(verb)
                self._depth -= 1
        return found

    def _find_subjects(self, verb: int) -> list[int]:
        phrases = self.phrases
        form = self.form(verb)
        split = self.auxiliary(verb)
        if split is not None:
            return self.subjects(split)
        if form == "fin" or form == "pp":
            leader = self.leader(verb)
            if leader is not None and phrases[leader].form == "inf":
                return self.subjects(leader)
            return self._named(verb)
        if form == "inf":
            return self._controller(verb)
        before = phrases[verb - 1].kind if verb else ""
        if before == "NP" and not self.is_time(verb - 1):
            main = self.main(verb)
            if main is None or phrases[main].lemma not in SETS["takes-ing"]:
                return [verb - 1]
        main = self.main(verb)
        if main is None:
            main = self.next_finite(verb)
        if main is None:
            return []
        if before == "P" and phrases[main].lemma in SETS["object-control"]:
            objects = self.objects(main)
            if objects:
                return objects
        return self.subjects(main)

    def _named(self, verb: int) -> list[int]:
        opened = self._of_own_clause(verb)
        if opened is not None:
            return [opened]
        who = subject(self.sentence, verb)
        if who is None:
            return self._nearest(verb)
        limit = max(who.last, who.head)
        phrase = self.phrases[who.head]
        if phrase.kind != "NP" or (self.tokens[phrase.head].tag == "A" and phrase.end - phrase.start == 1):
            return self._nearest(verb)
        h = who.head
        if h >= 3 and _in_relative(self.phrases, h) and self.phrases[verb].form == "fin" and not who.inverted:
            return [h - 3]
        return [k for k in self.group(h, limit) if k < verb] or [h]

    def _of_own_clause(self, verb: int) -> int | None:
        """The subject of a clause that "after" or "before" opens, where the parse takes these for prepositions."""
        phrases = self.phrases
        j = verb - 1
        while j >= 0 and phrases[j].kind == "R":
            j -= 1
        while j >= 2 and phrases[j].kind == "NP" and phrases[j - 1].kind == "P" and phrases[j - 1].lemma == "of":
            j -= 2
        if j < 1 or phrases[j].kind != "NP" or self.form(verb) != "fin" or self.is_time(j):
            return None
        if phrases[j - 1].kind != "P" or phrases[j - 1].lemma not in SETS["conjunction"]:
            return None
        return j if self.tokens[phrases[j].head].tag == "I" or self._earlier_finite(j) else None

    def _nearest(self, verb: int) -> list[int]:
        """The noun phrase before a verb, past what hangs on it; for what the parse left in pieces."""
        phrases = self.phrases
        j = verb - 1
        while j >= 0 and (phrases[j].kind in ("R", "G") or phrases[j].lemma == "yet" or self.is_time(j)):
            j -= 1
        if j > 0 and phrases[j].kind == ",":
            return self._before_insertion(j)
        if j < 0 or phrases[j].kind != "NP":
            return []
        if j > 1 and phrases[j - 1].kind == "P" and phrases[j - 1].lemma in SETS["conjunction"]:
            return [j]
        if j > 0 and self.estimate(j - 1) == j:
            return [j]
        for _ in range(REACH):
            before = phrases[j - 1].kind if j else ""
            if before == "NP" and self.tokens[phrases[j].head].tag == "A":
                j -= 1
            elif j >= 2 and before == "P" and phrases[j - 2].kind == "NP" and not self.is_time(j - 2):
                j -= 2
            elif j >= 2 and before in ("C", ",") and phrases[j - 2].kind in ("NP", ","):
                j -= 2 if phrases[j - 2].kind == "NP" else 3
                if j < 0 or phrases[j].kind != "NP":
                    return []
            elif j >= 2 and before == "VG" and phrases[j - 1].form in ("ing", "pp") and phrases[j - 2].kind == "NP":
                return [j - 2]
            else:
                return [j] if before not in ("P", "VG") else []
        return []

    def _before_insertion(self, comma: int) -> list[int]:
        """The noun phrase before ", who was ..., "."""
        phrases = self.phrases
        for j in range(comma - 1, max(0, comma - 24), -1):
            if phrases[j].kind == "W" and phrases[j - 1].kind == "," and j >= 2 and phrases[j - 2].kind == "NP":
                return [j - 2]
            if phrases[j].kind in (";", ":"):
                return []
        return []

    def _controller(self, verb: int) -> list[int]:
        """Who does what an infinitive says: the object of a verb such as "urge", else the subject of the main verb."""
        phrases = self.phrases
        j = verb - 1
        if j >= 1 and phrases[j].kind == "NP" and phrases[j - 1].kind == "P" and phrases[j - 1].lemma == "for":
            return [j]
        main = self.main(verb)
        if main is None:
            return []
        if phrases[main].lemma in SETS["object-control"]:
            objects = self.objects(main)
            if objects:
                return objects
        return self.subjects(main)

    def objects(self, verb: int) -> list[int]:
        """The first object of a verb: in the passive its subject, in "which they rejected" what goes before."""
        phrase = self.phrases[verb]
        if phrase.passive or self.form(verb) == "pp":
            return self.subjects(verb)
        right = self.right(verb + 1)
        if right.objects:
            return right.objects[0]
        if (
            right.preps
            and right.preps[0][0] in ("on", "upon", "to")
            and self.phrases[verb].lemma in SETS["object-control"]
        ):
            return right.preps[0][1]
        return self._relative(verb)

    def _relative(self, verb: int) -> list[int]:
        phrases = self.phrases
        j = verb - 1
        while j >= 0 and phrases[j].kind in ("R", "G"):
            j -= 1
        if j < 2 or phrases[j].kind != "NP" or phrases[j - 1].kind not in ("W", "U"):
            return []
        if self.tokens[phrases[j - 1].start].low not in ("which", "that", "whom"):
            return []
        k = j - 2
        if phrases[k].kind == ",":
            k -= 1
        return [k] if k >= 0 and phrases[k].kind == "NP" and not self.is_time(k) else []

    def auxiliary(self, verb: int) -> int | None:
        """The auxiliary that a time or an adverb parts from its verb ("had on Wednesday proposed")."""
        phrases = self.phrases
        if phrases[verb].end - phrases[verb].start > 1 or not self.tokens[phrases[verb].head].form:
            return None
        j = verb - 1
        while j >= 0 and (phrases[j].kind in ("R", "G") or phrases[j].lemma == "yet" or self.is_time(j)):
            j -= 2 if self.is_time(j) and j and phrases[j - 1].kind == "P" else 1
        if j < 0 or j == verb - 1 or phrases[j].kind != "VG" or not phrases[j].finite:
            return None
        last = self.tokens[phrases[j].end - 1]
        return j if last.tag in ("B", "H", "X") else None

    def main(self, verb: int) -> int | None:
        """The verb group that one which is not finite hangs on: the nearest to the left in the sentence."""
        phrases = self.phrases
        comma = verb > 0 and phrases[verb - 1].kind == ","
        for j in range(verb - 1, max(-1, verb - REACH), -1):
            phrase = phrases[j]
            if phrase.kind == "VG":
                if phrase.form == "pp" or (comma and not phrase.finite):
                    continue
                if j and phrases[j - 1].kind == "W" and comma and j > 2 and self._earlier_finite(j):
                    continue
                return j
            if phrase.kind in (";", ":"):
                return None
        return None

    def _earlier_finite(self, j: int) -> bool:
        return any(p.kind == "VG" and p.finite for p in self.phrases[max(0, j - REACH) : j])

    def leader(self, verb: int) -> int | None:
        """The verb group that `and` or `or` joins this one to, where both stand in one chain ("to stop and leave")."""
        phrases = self.phrases
        j = verb - 1
        while j >= 0 and phrases[j].kind == "R":
            j -= 1
        if j < 1 or phrases[j].kind != "C":
            return None
        base = "b" in self.tokens[phrases[verb].head].form and phrases[verb].end - phrases[verb].start == 1
        for k in range(j - 1, max(-1, j - REACH), -1):
            if phrases[k].kind == "VG":
                other = phrases[k]
                if other.form == phrases[verb].form or (base and (other.form == "inf" or other.modal)):
                    return k
                if other.form in ("pp", "ing"):
                    continue
                return None
            if phrases[k].kind in ("U", "W", ";", ":"):
                return None
        return None
