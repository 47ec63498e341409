"""Frames: what stands around one verb group in its clause - subject, objects, prepositional phrases, complements."""

from onrecord.reading import words
from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.phrases import Phrase, clause_verbs

_QUOTES = frozenset('“”"‘’„«»')
_REACH = 40
"""How many phrases are looked at on either side of a verb, so that a sentence of any length takes linear time."""


def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(members.split()) for name, members in words.rows("move_frames.tsv")}


SETS = _sets()


class Right:
    """What follows a verb (or its last particle) within its clause, as indexes of phrases."""

    __slots__ = ("adverbs", "clause", "end", "ing", "inf", "objects", "preps")

    def __init__(self) -> None:
        self.objects: list[list[int]] = []
        """Groups of coordinated noun phrases, at most two groups."""
        self.preps: list[tuple[str, list[int]]] = []
        """(preposition, coordinated noun phrases, or the one -ing verb after it)."""
        self.inf: int | None = None
        self.ing: int | None = None
        self.clause: int | None = None
        """The finite verb of a that-clause."""
        self.adverbs: set[str] = set()
        self.end = 0
        """Index of the first phrase that is no longer looked at."""

    def after(self, preposition: str) -> list[int]:
        """The phrases that a preposition governs, in order."""
        return [k for word, group in self.preps if word == preposition for k in group]


class Frames:
    """The frames of one sentence, each worked out once."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.phrases = sentence.phrases
        self.tokens = sentence.tokens
        self._rights: dict[int, Right] = {}
        self._subjects: dict[int, list[int]] = {}
        self._heads: dict[int, frozenset[str]] = {}

    # -- noun phrases ---------------------------------------------------------------------------------------------

    def heads(self, k: int) -> frozenset[str]:
        """The lemmas a noun phrase may be asked by: its head, the compounds it ends in, and what "dozens of" counts."""
        found = self._heads.get(k)
        if found is None:
            found = self._heads[k] = self._find_heads(k)
        return found

    def _find_heads(self, k: int) -> frozenset[str]:
        phrase, tokens = self.phrases[k], self.tokens
        head = tokens[phrase.head]
        forms = {head.lemma, head.low, words.singular(head.low)}
        if head.low.endswith("s"):
            forms.add(head.low[:-1])
        if "-" in head.low:
            forms.add(head.low.rpartition("-")[2])
        last = set(forms)
        before = ""
        for i in range(phrase.head - 1, max(phrase.start - 1, phrase.head - 3), -1):
            if tokens[i].tag in ("D", "S", "K", "C", ",", "Q"):
                break
            before = tokens[i].low + (" " + before if before else "")
            forms.update(before + " " + form for form in last)
        if (head.lemma in SETS["partitive"] or head.tag == "Q" or phrase.form == "pron") and self._of(k + 1):
            return frozenset(forms) | self.heads(k + 2)
        return frozenset(forms)

    def _of(self, k: int) -> bool:
        phrases = self.phrases
        return k + 1 < len(phrases) and phrases[k].kind == "P" and phrases[k].lemma == "of" and phrases[k + 1].kind == "NP"

    def last_of(self, k: int) -> int:
        """Index of the last phrase that `of` hangs on the noun phrase at k."""
        while self._of(k + 1):
            k += 2
        return k

    def is_time(self, phrase: Phrase) -> bool:
        """Whether a noun phrase says when."""
        return phrase.form == "time" or (phrase.kind == "NP" and self.tokens[phrase.head].lemma in SETS["time"])

    def group(self, k: int, limit: int | None = None) -> list[int]:
        """The noun phrase at k with those that `and` and commas join to it."""
        phrases = self.phrases
        found, at = [k], self._attached(k)
        stop = min(len(phrases) if limit is None else limit + 1, k + _REACH)
        listed: list[int] = []
        while at + 1 < stop:
            kind = phrases[at].kind
            if kind == "," and phrases[at + 1].kind == "C":
                at += 1
                kind = "C"
            following = phrases[at + 1] if at + 1 < stop else None
            if following is None or following.kind != "NP" or self.is_time(following):
                break
            if kind == "C" and self.tokens[phrases[at].start].low in ("and", "or"):
                after = self._attached(at + 1)
                if limit is None and after < len(phrases) and phrases[after].kind == "VG" and phrases[after].finite:
                    break
                found += [*listed, at + 1]
                listed = []
                at = after
            elif kind == ",":
                listed.append(at + 1)
                at = self._attached(at + 1)
            else:
                break
        return found

    def _attached(self, k: int) -> int:
        """Index after a noun phrase with its `of` phrases and an abbreviation in brackets."""
        phrases = self.phrases
        k = self.last_of(k) + 1
        if k + 2 < len(phrases) and phrases[k].kind == "(" and phrases[k + 2].kind == ")":
            k += 3
        return k

    # -- to the right ---------------------------------------------------------------------------------------------

    def right(self, k: int) -> Right:
        """What stands from phrase k on, up to the end of the clause."""
        found = self._rights.get(k)
        if found is None:
            found = self._rights[k] = self._scan(k)
        return found

    def _scan(self, k: int) -> Right:
        phrases, out = self.phrases, Right()
        stop = min(len(phrases), k + _REACH)
        while k < stop:
            phrase = phrases[k]
            kind = phrase.kind
            if kind == "NP":
                if self.is_time(phrase):
                    k += 1
                    continue
                verb = self._clause_verb(k)
                if verb is not None:
                    out.clause = verb
                    break
                if len(out.objects) < 2 and not out.preps:
                    group = self.group(k)
                    out.objects.append(group)
                    k = self._attached(group[-1])
                    # the last `of` phrase is a place of its own as well: "recognition of the state"
                    self._inner(out, group[-1])
                    continue
                break
            if kind == "P":
                step = self._preposition(out, k)
                if not step:
                    break
                k = step
                continue
            if kind == "R":
                out.adverbs.add(phrase.lemma)
            elif kind == "VG":
                if phrase.form == "inf":
                    out.inf = k
                elif phrase.form == "ing":
                    out.ing = k
                elif phrase.form == "fin" and not out.objects and not out.preps and phrase.modal:
                    out.clause = k
                break
            elif kind == "U":
                if phrase.lemma == "that":
                    out.clause = self._next_finite(k)
                break
            elif kind == "T":
                pass
            elif kind in (",", "("):
                step = self._parenthesis(k)
                if not step:
                    break
                k = step
                continue
            elif kind not in _QUOTES:
                break
            k += 1
        out.end = k
        return out

    def _inner(self, out: Right, k: int) -> None:
        while self._of(k + 1):
            out.preps.append(("of", self.group(k + 2)))
            k += 2

    def _preposition(self, out: Right, k: int) -> int:
        """Takes in the prepositional phrase at k; the index after it, or 0 where the scan ends."""
        phrases = self.phrases
        word = phrases[k].lemma
        if k + 1 >= len(phrases):
            return 0
        after = phrases[k + 1]
        j = k + 1
        while j + 1 < len(phrases) and phrases[j].kind in _QUOTES:
            j += 1
            after = phrases[j]
        if after.kind == "NP":
            if self.is_time(after):
                return j + 1
            group = self.group(j)
            out.preps.append((word, group))
            self._inner(out, group[-1])
            return self._attached(group[-1])
        if after.kind == "VG" and after.form == "ing":
            out.preps.append((word, [j]))
            return 0
        out.adverbs.add(word)
        return k + 1

    def _parenthesis(self, k: int) -> int:
        """Past a short insertion between commas or brackets, or 0."""
        phrases = self.phrases
        closing = ")" if phrases[k].kind == "(" else ","
        for j in range(k + 1, min(len(phrases), k + 7)):
            kind = phrases[j].kind
            if kind == closing:
                return j + 1 if closing == ")" or phrases[k + 1].kind in ("P", "R") or self.is_time(phrases[k + 1]) else 0
            if kind in ("VG", "W", "U", ";", ":"):
                return 0
        return 0

    def _clause_verb(self, k: int) -> int | None:
        """The finite verb of a clause without `that` which begins at the noun phrase k."""
        phrases = self.phrases
        for j in range(k + 1, min(len(phrases), k + 8)):
            kind = phrases[j].kind
            if kind == "VG":
                return j if phrases[j].finite else None
            if kind not in ("NP", "P", "R", "C") or (kind == "NP" and phrases[j - 1].kind == "NP"):
                return None
        return None

    def _next_finite(self, k: int) -> int | None:
        for j in range(k + 1, min(len(self.phrases), k + _REACH)):
            if self.phrases[j].kind == "VG" and self.phrases[j].finite:
                return j
            if self.phrases[j].kind in (";", ":"):
                break
        return None

    # -- to the left ----------------------------------------------------------------------------------------------

    def subjects(self, verb: int) -> list[int]:
        """The noun phrases that are the subject of a verb group, whatever its form; empty where there is none."""
        found = self._subjects.get(verb)
        if found is None:
            self._subjects[verb] = []
            found = self._subjects[verb] = self._find_subjects(verb)
        return found

    def _find_subjects(self, verb: int) -> list[int]:
        phrases = self.phrases
        form = phrases[verb].form
        if form == "fin" or form == "pp":
            leader = self.leader(verb)
            if leader is not None and phrases[leader].form == "inf":
                return self.subjects(leader)
            return self._named(verb)
        if form == "inf":
            return self._controller(verb)
        before = phrases[verb - 1].kind if verb else ""
        if before == "NP" and not self.is_time(phrases[verb - 1]):
            main = self.main(verb)
            if main is None or phrases[main].lemma not in SETS["takes-ing"]:
                return [verb - 1]
        main = self.main(verb)
        if main is None:
            main = self._next_finite(verb)
        if main is None:
            return []
        if before == "P" and phrases[main].lemma in SETS["object-control"]:
            objects = self.objects(main)
            if objects:
                return objects
        return self.subjects(main)

    def _named(self, verb: int) -> list[int]:
        who = subject(self.sentence, verb)
        if who is None:
            return []
        limit = max(who.last, who.head)
        phrase = self.phrases[who.head]
        if phrase.kind != "NP" or self.tokens[phrase.head].tag == "A" and phrase.end - phrase.start == 1:
            return []
        return [k for k in self.group(who.head, limit) if k < verb] or [who.head]

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
        if phrase.passive or phrase.form == "pp":
            return self.subjects(verb)
        right = self.right(verb + 1)
        if right.objects:
            return right.objects[0]
        if right.preps and right.preps[0][0] in ("on", "upon", "to") and self.phrases[verb].lemma in SETS["object-control"]:
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
        return [k] if k >= 0 and phrases[k].kind == "NP" and not self.is_time(phrases[k]) else []

    def main(self, verb: int) -> int | None:
        """The verb group that one which is not finite hangs on: the nearest to the left in the sentence."""
        phrases = self.phrases
        comma = verb > 0 and phrases[verb - 1].kind == ","
        for j in range(verb - 1, max(-1, verb - _REACH), -1):
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
        return any(p.kind == "VG" and p.finite for p in self.phrases[max(0, j - _REACH) : j])

    def leader(self, verb: int) -> int | None:
        """The verb group that `and` or `or` joins this one to, where both stand in one chain ("to stop and leave")."""
        phrases = self.phrases
        j = verb - 1
        while j >= 0 and phrases[j].kind == "R":
            j -= 1
        if j < 1 or phrases[j].kind != "C":
            return None
        base = "b" in self.tokens[phrases[verb].head].form and phrases[verb].end - phrases[verb].start == 1
        for k in range(j - 1, max(-1, j - _REACH), -1):
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

    def takes_clause(self, verb: int) -> bool:
        """Whether a verb takes a clause without `that`."""
        return self.phrases[verb].lemma in clause_verbs()
