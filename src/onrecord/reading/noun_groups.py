"""Noun phrases of a sentence: by which lemmas each may be asked, what `and` joins, which only say when."""

from bisect import bisect_right

from onrecord.reading import words
from onrecord.reading.clauses import Sentence

REACH = 40
"""How many phrases are looked at on either side of a verb, so that a sentence of any length takes linear time."""

DEPTH = 12
"""How many phrases or verbs that hang on each other are followed."""


def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(members.split()) for name, members in words.rows("move_frames.tsv")}


SETS = _sets()
"""The closed sets of words of move_frames.tsv, by name."""


class NounGroups:
    """The noun phrases of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.phrases = sentence.phrases
        self.tokens = sentence.tokens
        self._heads: dict[int, frozenset[str]] = {}

    def heads(self, k: int, depth: int = 0) -> frozenset[str]:
        """The lemmas a noun phrase may be asked by: its head, the compounds it ends in, and what "dozens of" counts."""
        found = self._heads.get(k)
        if found is None:
            found = self._heads[k] = self._find_heads(k, depth)
        return found

    def _find_heads(self, k: int, depth: int) -> frozenset[str]:
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
        for i in range(phrase.start, phrase.head):
            if tokens[i].tag == "Q" and tokens[i].low.rstrip("s") in SETS["partitive"]:
                forms.add(tokens[i].low.rstrip("s"))
        counts = (
            head.lemma in SETS["partitive"] or head.lemma in SETS["time"] or head.tag == "Q" or phrase.form == "pron"
        )
        if counts and depth < DEPTH and self._of(k + 1):
            return frozenset(forms) | self.heads(k + 2, depth + 1)
        return frozenset(forms)

    def _of(self, k: int) -> bool:
        phrases = self.phrases
        return (
            k + 1 < len(phrases) and phrases[k].kind == "P" and phrases[k].lemma == "of" and phrases[k + 1].kind == "NP"
        )

    def last_of(self, k: int) -> int:
        """Index of the last phrase that `of` hangs on the noun phrase at k."""
        for _ in range(DEPTH):
            if not self._of(k + 1):
                break
            k += 2
        return k

    def is_time(self, k: int, depth: int = 0) -> bool:
        """Whether the phrase at k is a noun phrase that says when ("ten days", but not "ten days of talks")."""
        phrase = self.phrases[k]
        if phrase.kind != "NP" or phrase.form == "time":
            return phrase.kind == "NP"
        if self.tokens[phrase.head].lemma not in SETS["time"]:
            return False
        return depth > DEPTH or not self._of(k + 1) or self.is_time(k + 2, depth + 1)

    def group(self, k: int, limit: int | None = None) -> list[int]:
        """The noun phrase at k with those that `and` and commas join to it."""
        phrases = self.phrases
        found, at = [k], self.attached(k)
        stop = min(len(phrases) if limit is None else limit + 1, k + REACH)
        listed: list[int] = []
        while at + 1 < stop:
            kind = phrases[at].kind
            if kind == "," and phrases[at + 1].kind == "C":
                at += 1
                kind = "C"
            if at + 1 >= stop or phrases[at + 1].kind != "NP" or self.is_time(at + 1):
                break
            if kind == "C" and self.tokens[phrases[at].start].low in ("and", "or"):
                after = self.attached(at + 1)
                if limit is None and after < len(phrases) and phrases[after].kind == "VG" and phrases[after].finite:
                    break
                found += [*listed, at + 1]
                listed = []
                at = after
            elif kind == ",":
                listed.append(at + 1)
                at = self.attached(at + 1)
            else:
                break
        return found

    def attached(self, k: int) -> int:
        """Index after a noun phrase with its `of` phrases and an abbreviation in brackets."""
        phrases = self.phrases
        k = self.last_of(k) + 1
        if k + 2 < len(phrases) and phrases[k].kind == "(" and phrases[k + 2].kind == ")":
            k += 3
        return k

    def phrase_of(self, token: int) -> int:
        """Index of the phrase that holds a token."""
        return bisect_right(self.phrases, token, key=lambda phrase: phrase.start) - 1
