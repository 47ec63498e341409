"""Verb groups: auxiliaries, negation and adverbs with their main verb, and what form, voice and aspect they make."""

from onrecord.reading import words
from onrecord.reading.phrase import Phrase
from onrecord.reading.tokens import Token


def verb_after(tokens: list[Token], i: int, end: int) -> bool:
    """Whether adverbs or a negation at i lead to a verb."""
    while i < end and tokens[i].tag in ("R", "G"):
        i += 1
    return (i < end and tokens[i].tag in ("V", "X", "B", "H", "Z")) or (i < end and tokens[i].tag == "T")


def verb_group(tokens: list[Token], i: int, end: int) -> Phrase:
    """The verb group that begins at token i: auxiliaries, negation, adverbs and the main verb."""
    phrase = Phrase("VG", i, i + 1, i)
    j, last = i, i
    seen_to = False
    be = have = False
    main: Token | None = None
    while j < end:
        token = tokens[j]
        tag = token.tag
        if tag == "G":
            pass
        elif tag == "X":
            if main is not None or phrase.modal:
                break
            phrase.modal = token.low
            phrase.negated = phrase.negated or token.low == "cannot"
            last = j
        elif tag == "T":
            if j > i and (main is not None or be or have):
                break
            if not (j + 1 < end and verb_after(tokens, j + 1, end)):
                if j == i:
                    plain = Phrase("P", i, i + 1, i)
                    plain.lemma = "to"
                    return plain
                break
            seen_to = True
            last = j
        elif tag in ("B", "H", "Z"):
            if main is not None:
                break
            be = be or tag == "B"
            have = have or tag == "H"
            last = j
            phrase.lemma = token.lemma
            phrase.head = j
        elif tag == "V":
            if main is not None:
                break
            main = token
            last = j
            phrase.head = j
            phrase.lemma = token.lemma
        elif tag == "R":
            if main is not None or not verb_after(tokens, j, end):
                break
        else:
            break
        j += 1
    phrase.end = last + 1
    # A negation after the last word belongs to the next group ("promised not to storm").
    phrase.negated = phrase.negated or any(_denies(tokens, k, end) for k in range(i, last + 1))
    phrase.perfect = have and main is not None
    if main is not None and be:
        _voice(tokens, phrase, main, end)
    phrase.form = _form(tokens, phrase, main, seen_to, be, have)
    return phrase


def _denies(tokens: list[Token], k: int, end: int) -> bool:
    """Whether a word denies what the verb says; "not only shelled" does not."""
    if tokens[k].tag != "G":
        return False
    return tokens[k].low != "not" or k + 1 >= end or tokens[k + 1].low not in words.word_set("not-only")


def _voice(tokens: list[Token], phrase: Phrase, main: Token, end: int) -> None:
    phrase.progressive = "g" in main.form
    phrase.passive = not phrase.progressive
    if phrase.passive and phrase.end < end and _short_has(tokens, phrase):
        phrase.passive, phrase.perfect = False, True


def _short_has(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether 's in this group is `has`: an object or a clause follows the participle ("he's predicted big wins")."""
    short = any(tokens[k].low == "'s" for k in range(phrase.start, phrase.head))
    after = tokens[phrase.end]
    return short and (after.tag in ("D", "S", "A", "Q", "N", "NN", "O", "I") or after.low == "that")


def _form(tokens: list[Token], phrase: Phrase, main: Token | None, seen_to: bool, be: bool, have: bool) -> str:
    if seen_to:
        return "inf"
    first = next((tokens[k] for k in range(phrase.start, phrase.end) if tokens[k].tag not in ("R", "G")), None)
    if first is not None and first.low in words.word_set("nonfinite-auxiliaries") and first.tag != "V":
        return "ing"
    if be or have or phrase.modal or (main is not None and first is not main):
        return "fin"
    if main is None:
        return "fin"
    if main.form == "g":
        return "ing"
    if main.form == "n":
        return "pp"
    if "d" in main.form and "n" in main.form:
        return "d/n"
    return "fin"
