"""What follows a verb in its clause: objects, prepositional phrases, complements."""

from onrecord.reading.clauses import Sentence
from onrecord.reading.noun_groups import DEPTH, REACH, SETS, NounGroups
from onrecord.reading.phrases import clause_verbs

_QUOTES = frozenset('“”"‘’„«»')


class Right:
    """What follows a verb (or its last particle) within its clause, as indexes of phrases."""

    __slots__ = ("adverbs", "clause", "end", "inf", "ing", "objects", "preps")

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


class RightSides(NounGroups):
    """What stands to the right of the verbs of one sentence, each worked out once."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self._rights: dict[int, Right] = {}

    def right(self, k: int) -> Right:
        """What stands from phrase k on, up to the end of the clause."""
        found = self._rights.get(k)
        if found is None:
            found = self._rights[k] = self._scan(k)
        return found

    def _scan(self, k: int) -> Right:
        phrases, out = self.phrases, Right()
        bare = k > 0 and phrases[k - 1].kind == "VG" and phrases[k - 1].lemma in clause_verbs() | SETS["bare"]
        stop = min(len(phrases), k + REACH)
        while k < stop:
            k = self.estimate(k)
            phrase = phrases[k]
            kind = phrase.kind
            if kind == "NP":
                if self.tokens[phrase.start].low == "such" and k + 2 < stop and phrases[k + 1].lemma == "as":
                    k = self.attached(self.group(k + 2)[-1]) if phrases[k + 2].kind == "NP" else k + 2
                    continue
                if self.is_time(k):
                    k += 1
                    continue
                verb = self._clause_verb(k) if bare else None
                if verb is not None:
                    out.clause = verb
                    break
                if len(out.objects) < 2 and not out.preps:
                    group = self.group(k)
                    out.objects.append(group)
                    k = self.attached(group[-1])
                    # an `of` phrase is a place of its own as well: "recognition of the state"
                    for member in group:
                        self._inner(out, member)
                    continue
                break
            if kind == "P":
                step = self._preposition(out, k)
                if not step:
                    break
                k = step
                continue
            if kind == "R":
                out.adverbs.add(self.tokens[phrase.start].low)
            elif kind == "VG":
                if phrase.form == "inf":
                    out.inf = k
                elif phrase.form == "ing":
                    if self.tokens[phrase.head].low in SETS["adjective"]:
                        k += 1
                        continue
                    out.ing = k
                elif phrase.form == "fin" and not out.objects and not out.preps and phrase.modal:
                    out.clause = k
                break
            elif kind == "U":
                if phrase.lemma == "that":
                    out.clause = self.next_finite(k)
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

    def estimate(self, k: int) -> int:
        """Past the prepositions of an estimate ("at least 30 people", "up to 4,000 troops")."""
        phrases = self.phrases
        if phrases[k].kind == "P" and k + 2 < len(phrases):
            if phrases[k].lemma in ("over", "around") and k and phrases[k - 1].kind == "VG":
                return k + 1 if self.tokens[phrases[k + 1].start].tag == "Q" else k
            if phrases[k].lemma == "at" and self.tokens[phrases[k + 1].start].low in ("least", "most"):
                return k + 1
            if (
                phrases[k].lemma == "up"
                and phrases[k + 1].lemma == "to"
                and self.tokens[phrases[k + 2].start].tag == "Q"
            ):
                return k + 2
        return k

    def _inner(self, out: Right, k: int) -> None:
        for _ in range(DEPTH):
            if not self._of(k + 1):
                break
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
            if self.is_time(j) and word != "to":
                return j + 1
            group = self.group(j)
            out.preps.append((word, group))
            self._inner(out, group[-1])
            return self.attached(group[-1])
        if after.kind == "VG" and after.form == "ing":
            out.preps.append((word, [j]))
            return 0
        out.adverbs.add(word)
        return k + 1

    def _parenthesis(self, k: int) -> int:
        """Past a short insertion between commas or brackets, or 0."""
        phrases = self.phrases
        if phrases[k].kind == "," and k + 1 < len(phrases) and phrases[k + 1].kind == "W":
            for j in range(k + 2, min(len(phrases) - 1, k + 16)):
                if phrases[j].kind == ",":
                    return j + 1 if phrases[j + 1].kind == "VG" and phrases[j + 1].form == "inf" else 0
            return 0
        closing = ")" if phrases[k].kind == "(" else ","
        for j in range(k + 1, min(len(phrases), k + 7)):
            kind = phrases[j].kind
            if kind == closing:
                return j + 1 if closing == ")" or phrases[k + 1].kind in ("P", "R") or self.is_time(k + 1) else 0
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
            if kind not in ("NP", "P", "R", "C") or (kind in ("NP", "VG") and phrases[j - 1].kind == "NP"):
                return None
            if kind == "C" and j + 1 < len(phrases) and phrases[j + 1].kind != "NP":
                return None
        return None

    def next_finite(self, k: int) -> int | None:
        """The first finite verb after phrase k."""
        for j in range(k + 1, min(len(self.phrases), k + REACH)):
            phrase = self.phrases[j]
            if phrase.kind == "VG" and (phrase.finite or self.tokens[phrase.start].low == "be"):
                return j
            if phrase.kind in (";", ":"):
                break
        return None
