"""Which way a clause looks from a place in it: back, ahead, or not known. By tense and words of planning."""

from bisect import bisect_right

from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase

_BOUNDARY = frozenset(("U", "W", ";", ":", "“", "”", '"', "‘", "«", "»"))
_REACH = 24
"""How many phrases are looked at on either side, so that a sentence of any length takes linear time."""


def _load() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, _, listed in words.rows("times.tsv"):
        found[kind] = found.get(kind, frozenset()) | frozenset(listed.split())
    return found


_WORDS = _load()
_PREPOSED = _WORDS["limit"] | {"as"}
"""Subordinators that are prepositions right before a time."""


def phrase_of(sentence: Sentence, token: int) -> int:
    """Index of the phrase that holds a token."""
    return bisect_right(sentence.phrases, token, key=lambda phrase: phrase.start) - 1


def outlook(sentence: Sentence, token: int) -> int:
    """Where the clause around a token looks.

    -1 back, 1 ahead, 2 ahead of a past time ("would be held", "was due"), 0 when it does not say.
    """
    tokens, phrases = sentence.tokens, sentence.phrases
    for i in range(max(sentence.start, token - 3), token):
        if tokens[i].low in _WORDS["due"]:
            return 2
    before = tokens[token - 1].low if token > sentence.start else ""
    if before in _WORDS["undecided"] or before in _WORDS["past"]:
        return 0 if before in _WORDS["undecided"] else -1
    here = phrase_of(sentence, token)
    if phrases[here].kind == "VG" and tokens[token].tag == "R":  # "today said": the adverb stands inside its verb group
        return _tense(sentence, phrases[here])
    governor = _governor(sentence, here)
    if governor is not None:
        granted = before in _WORDS["limit"] and phrases[governor].lemma in _WORDS["granting"]
        return 2 if granted and not phrases[governor].perfect else _of_governor(sentence, governor)
    for k in range(here + 1, min(len(phrases), here + 1 + _REACH)):
        if phrases[k].kind == "VG" and phrases[k].finite:
            return _tense(sentence, phrases[k])
    return 0


def _governor(sentence: Sentence, here: int) -> int | None:
    """The nearest verb group to the left in the same clause."""
    phrases = sentence.phrases
    for k in range(here - 1, max(-1, here - 1 - _REACH), -1):
        kind = phrases[k].kind
        if kind == "VG":
            return k
        if (kind in _BOUNDARY and phrases[k].lemma not in _PREPOSED) or (kind == "C" and k >= here - 2):
            return None
    return None


def _of_governor(sentence: Sentence, k: int) -> int:
    """The outlook of a verb group; one that is not finite takes that of the verb it hangs on."""
    phrases = sentence.phrases
    for j in range(k, max(-1, k - _REACH), -1):
        phrase = phrases[j]
        if phrase.kind == "VG":
            if phrase.finite:
                if j == k - 1 and phrases[k].form == "inf" and phrase.lemma == "be" and phrase.head == phrase.end - 1:
                    return 2 if _past(sentence, phrase) else 1  # "is to step down"
                return _tense(sentence, phrase, inside=j != k)
            if phrase.lemma in _WORDS["forward"] and (j != k or phrase.form == "pp"):
                return 2
        elif phrase.kind in _BOUNDARY:
            return 0
        elif sentence.tokens[phrase.head].low in _WORDS["due"]:
            return 2
    return 0


def _tense(sentence: Sentence, phrase: Phrase, inside: bool = False) -> int:
    if phrase.modal in _WORDS["ahead"]:
        return -1 if phrase.perfect else 1
    if phrase.modal in _WORDS["then"]:
        return -1 if phrase.perfect else 2
    if phrase.modal in _WORDS["open"]:
        return -1 if phrase.perfect else 0
    planned = phrase.lemma in _WORDS["forward"]
    if planned and (inside or phrase.passive):
        return 2 if _past(sentence, phrase) else 1
    if phrase.perfect or _past(sentence, phrase):
        return -1
    return 1 if planned or phrase.progressive or phrase.lemma in _WORDS["timetable"] else 0


def _past(sentence: Sentence, phrase: Phrase) -> bool:
    for token in sentence.tokens[phrase.start : phrase.end]:
        if token.tag in ("B", "H", "Z"):
            return token.low in ("was", "were", "had", "did")
        if token.tag == "V":
            return "d" in token.form
    return False
