"""Cues: words that attribute, and what stands to their right. The words are data (languages/en/cues.tsv)."""

from functools import cache

from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase

OPENING = frozenset("“\"‘'«„")
_ADJUNCTS = words.word_set("frame-adjuncts")
_CLOSING = frozenset((".", "!", "?", ";", "”", "’", "»", ")", "]", "—", "–", "…"))


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Reporting verbs by lemma, with the complements they attribute with."""
    return {lemma: frozenset(complements.split()) for lemma, complements in words.rows("cues.tsv")}


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Reporting nouns ("claim", "demand") by lemma, with the complements they attribute with."""
    return {lemma: frozenset(complements.split()) for lemma, complements in words.rows("cue_nouns.tsv")}


class Complement:
    """What follows a cue verb: its `kind` (see cues.tsv) and the phrase `at` which it begins.

    `last` is the last phrase of the cue itself (the verb, a particle, a preposition, "in a statement").
    `addressee` is the noun phrase told or asked, if there is one.
    """

    __slots__ = ("addressee", "at", "kind", "last")

    def __init__(self, kind: str, at: int, last: int, addressee: int | None = None) -> None:
        self.kind = kind
        self.at = at
        self.last = last
        self.addressee = addressee


def complement(sentence: Sentence, verb: int) -> Complement:
    """What stands to the right of the verb group at index `verb`."""
    phrases = sentence.phrases
    k = _over_comment(phrases, _skip(phrases, verb + 1))
    if k >= len(phrases):
        return Complement("frame", k, verb)
    phrase = phrases[k]
    kind = phrase.kind
    if kind in OPENING:
        return Complement("quote", k, verb)
    if kind == "U":
        return Complement(_subordinate(phrase.lemma, phrases[verb]), k, verb)
    if kind == "W":
        return Complement("wh", k, verb)
    if kind in (",", ":") or kind in _CLOSING or kind == "C":
        return Complement("frame", k, verb)
    if kind == "VG":
        return Complement({"fin": "that", "pp": "np"}.get(phrase.form, phrase.form), k, verb)
    if kind == "P":
        return _after_preposition(sentence, verb, k)
    if kind == "NP":
        return _after_noun_phrase(sentence, verb, k)
    return Complement("frame", k, verb)


def _subordinate(word: str, verb: Phrase) -> str:
    """What a subordinator opens: a clause, a question, or something that only says when or why ("spoke because")."""
    if word == "that":
        return "that"
    condition = word == "if" and bool(verb.modal)  # "would recall its envoy if"
    return "wh" if word in ("whether", "as", "if") and not condition else "frame"


def _over_comment(phrases: list[Phrase], k: int) -> int:
    """Past an adverb or a date between commas before `that` ("said, however, that"); else k itself."""
    if k >= len(phrases) or phrases[k].kind != ",":
        return k
    end = _skip(phrases, k + 1)
    comment = end > k + 1 and end + 1 < len(phrases) and phrases[end].kind == ","
    return end + 1 if comment and phrases[end + 1].kind == "U" and phrases[end + 1].lemma == "that" else k


def _skip(phrases: list[Phrase], k: int) -> int:
    """Past adverbs and calendar phrases ("on Tuesday"), which belong to the frame."""
    while k < len(phrases):
        phrase = phrases[k]
        if phrase.kind == "R" or (phrase.kind == "NP" and phrase.form == "time"):
            k += 1
        elif phrase.kind == "P" and k + 1 < len(phrases) and phrases[k + 1].form == "time":
            k += 2
        else:
            break
    return k


def _after_preposition(sentence: Sentence, verb: int, k: int) -> Complement:
    phrases = sentence.phrases
    word = phrases[k].lemma
    if word == "out" and (k + 1 >= len(phrases) or phrases[k + 1].kind not in ("NP", "P", "VG")):
        after = _skip(phrases, k + 1)
        kind = phrases[after].kind if after < len(phrases) else "."
        if kind == "U":
            return Complement("that" if phrases[after].lemma == "that" else "wh", after, k)
        return Complement("quote" if kind in OPENING else "frame", after, k)
    if word in _ADJUNCTS or (word == "to" and phrases[verb].lemma not in ("refer", "point", "object")):
        end = _prepositional_end(phrases, k)
        if end is not None:
            after = _skip(phrases, end)
            governed = word in lexicon().get(phrases[verb].lemma, ())
            if after >= len(phrases):
                return Complement(word, k + 1, k) if governed else Complement("frame", after, verb)
            kind = phrases[after].kind
            if kind == "U" and phrases[after].lemma == "that":
                return Complement("that", after, verb)
            if kind in OPENING:
                return Complement("quote", after, verb)
            if kind in (",", ":"):
                return Complement("frame", after, verb)
            if kind == "NP" and _clause_at(phrases, after):
                return Complement("that", after, verb)
            if kind in _CLOSING and not governed:
                return Complement("frame", after, verb)
    return Complement(word, k + 1, k)


def _prepositional_end(phrases: list[Phrase], k: int) -> int | None:
    """Index after a prepositional phrase with its `of`, `with` and `for` phrases, or None when it is none."""
    if k + 1 >= len(phrases) or phrases[k + 1].kind != "NP":
        return None
    end = k + 2
    while (
        end + 1 < len(phrases)
        and phrases[end].kind == "P"
        and phrases[end].lemma != "to"
        and phrases[end + 1].kind == "NP"
    ):
        end += 2
    return end


def _after_noun_phrase(sentence: Sentence, verb: int, k: int) -> Complement:
    phrases = sentence.phrases
    tells = phrases[verb].lemma in ("tell", "inform", "remind", "assure")
    opens = phrases[k].form != "pron" or sentence.tokens[phrases[k].head].tag in ("I", "M")
    if opens and not tells and _clause_at(phrases, k):
        return Complement("that", k, verb)
    end = k + 1
    while (
        end + 1 < len(phrases)
        and phrases[end].kind in ("P", "C")
        and phrases[end + 1].kind == "NP"
        and phrases[end].lemma not in ("to", "about", "over")
    ):
        end += 2
    end = _skip(phrases, end)
    if end >= len(phrases):
        return Complement("np", k, verb, k)
    phrase = phrases[end]
    if phrase.kind == "U" and phrase.lemma == "that":
        return Complement("npthat", end, verb, k)
    if phrase.kind in ("U", "W"):
        return Complement("npwh", end, verb, k)
    if phrase.kind == "VG" and phrase.form == "inf":
        return Complement("npinf", end, verb, k)
    if phrase.kind == "NP" and tells and _clause_at(phrases, end):
        return Complement("npthat", end, verb, k)
    if phrase.kind in OPENING and end == k + 1:
        return Complement("npquote", end, verb, k)
    return Complement("np", k, verb, k)


def _clause_at(phrases: list[Phrase], k: int) -> bool:
    """Whether a clause with a finite verb begins at phrase k: a noun phrase, its attachments, then a finite verb."""
    end = k + 1
    while end < len(phrases):
        phrase = phrases[end]
        if phrase.kind == "VG":
            return phrase.form == "fin"
        if phrase.kind in ("P", "C") and end + 1 < len(phrases) and phrases[end + 1].kind == "NP":
            end += 2
        elif phrase.kind in ("R", "NP") and (phrase.kind == "R" or phrase.form in ("time", "pron")):
            end += 1
        else:
            return False
    return False
