"""Phrases: noun phrases, verb groups and the small words between them, in one pass over a sentence's tags."""

from functools import cache

from onrecord.reading import gazetteer, words
from onrecord.reading.phrase import Phrase
from onrecord.reading.tokens import Token
from onrecord.reading.verb_groups import verb_after, verb_group

__all__ = ["Phrase", "chunk", "clause_verbs"]

_IN_NP = frozenset(("D", "S", "A", "Q", "N", "NN", "L"))
_MARKS = {"''": '"', "``": '"', "...": "…", "--": "—", "---": "—"}
_HEADS = frozenset(("N", "NN"))
_DAYTIME = words.word_set("daytime")
_ROUGHLY = words.word_set("roughly")
_PRONOUNS = frozenset(("I", "O", "M", "F"))
_COUNTED = frozenset(("N", "NN", "A", "Q"))


def chunk(tokens: list[Token], start: int, end: int) -> list[Phrase]:
    """The phrases of the sentence tokens[start:end], left to right, covering every token."""
    out: list[Phrase] = []
    i = start
    while i < end:
        tag = tokens[i].tag
        if tag in _IN_NP or (
            tokens[i].low in _ROUGHLY
            and i + 1 < end
            and _counts(tokens[i + 1])
            and (tag == "R" or _number_ahead(tokens, i))
        ):
            phrase = _noun_phrase(tokens, i, end)
        elif tag in _PRONOUNS:
            phrase = _pronoun(tokens, i, end)
        elif tag in ("V", "X", "B", "H", "Z", "T") or (tag == "G" and verb_after(tokens, i, end)):
            phrase = verb_group(tokens, i, end)
        elif tag == "R":
            phrase = verb_group(tokens, i, end) if verb_after(tokens, i, end) else Phrase("R", i, i + 1, i)
        else:
            phrase = Phrase(_MARKS.get(tag, tag), i, i + 1, i)
            phrase.lemma = tokens[i].low
        out.append(phrase)
        i = phrase.end
    _settle(out, tokens)
    return out


def _counts(token: Token) -> bool:
    return token.tag == "Q" or token.low in words.word_set("fractions")


def _number_ahead(tokens: list[Token], i: int) -> bool:
    """Whether "about" or "over" at i stands before a number as an estimate, at the start of its phrase."""
    return tokens[i + 1].tag == "Q" and (i == 0 or tokens[i - 1].tag not in ("V", "N", "NN"))


def _pronoun(tokens: list[Token], i: int, end: int) -> Phrase:
    if tokens[i].low in ("one", "others", "none") and i + 1 < end and tokens[i + 1].tag in _COUNTED:
        return _noun_phrase(tokens, i, end)
    last = i + 1 if i + 1 < end and tokens[i].tag == "M" and tokens[i + 1].low == "else" else i  # "anyone else"
    phrase = Phrase("NP", i, last + 1, i)
    phrase.form = "pron"
    phrase.lemma = tokens[i].low
    return phrase


def _noun_phrase(tokens: list[Token], i: int, end: int) -> Phrase:
    """From a determiner, adjective or noun to the last noun that still belongs to it."""
    j, head, calendar = _noun_run(tokens, i, end)
    stop = head + 1 if head >= 0 else j
    if calendar:
        stop = j
    while stop < j and tokens[stop].tag == "Q" and head >= 0 and tokens[head].tag == "NN":
        stop += 1
    if head < 0:
        stop = max(i + 1, j)
        while stop > i + 1 and tokens[stop - 1].tag in (",", "C", "R", "K"):
            stop -= 1
        head = stop - 1
    phrase = Phrase("NP", i, stop, head)
    phrase.lemma = tokens[head].lemma
    if tokens[head].tag == "L" or calendar or _when(tokens, i, head):
        phrase.form = "time"
    elif tokens[head].tag == "NN":
        phrase.form = "name"
    return phrase


def _noun_run(tokens: list[Token], i: int, end: int) -> tuple[int, int, bool]:
    """Where the words that may belong to a noun phrase end, its last noun (-1 for none), and whether it is a date."""
    j, head = i, -1
    calendar = tokens[i].tag == "L"
    while j < end:
        tag = tokens[j].tag
        if tag in _HEADS:
            if calendar and tokens[j - 1].tag == "K":
                calendar = False
            elif calendar and tokens[j].low not in _DAYTIME:
                break
            if head == j - 1 and tokens[head].tag == "N" and _begins(tokens[j]) and _when(tokens, i, head):
                break  # "last year President Vorn"
            head = j
        elif tag == "L":
            if head >= 0 and not calendar:
                break
            calendar = True
            head = j
        elif not _belongs(tokens, i, j, end, head, calendar):
            break
        j += 1
    return j, head, calendar


def _belongs(tokens: list[Token], i: int, j: int, end: int, head: int, calendar: bool) -> bool:
    """Whether the word at j, no noun, goes on with the noun phrase from i whose last noun so far is `head`."""
    token, before = tokens[j], tokens[j - 1]
    tag, after = token.tag, tokens[j + 1].tag if j + 1 < end else ""
    named = head >= 0 and tokens[head].tag == "N"
    if tag in ("D", "S"):
        if j == i or before.tag == "K" or before.low in words.word_set("predeterminers"):
            return True
        return token.low == "such" and before.low in words.word_set("before-such")
    if tag == "K":
        return head >= 0 and after in _OWNED and not (after == "V" and token.low == "'s")
    if tag == "Q":
        return not (named and not calendar and before.tag == "N")
    if tag == "A" or (tag == "M" and j == i):
        return not calendar and not (named and before.tag != "K" and token.form == "A")
    if tag == "R":
        estimate = j == i and token.low in _ROUGHLY
        return estimate or (head < 0 and (after == "A" or (j > i and after in _HEADS)))
    if tag == "C":
        return _joined_premodifier(tokens, j, end, head)
    if tag == ",":
        if calendar and after == "Q" and len(tokens[j + 1].text) == 4:
            return True
        return head < 0 and j > i and before.tag == "A" and after in ("A", "N")
    if tag in ("&", "/"):
        return after in _HEADS and head >= 0
    return tag == "P" and j == i


_OWNED = frozenset(("A", "N", "NN", "Q", "V", "R", "L", "“", '"', "‘", "'"))


_PERIODS = words.word_set("periods")
_WHICH = words.word_set("which-period")


def _when(tokens: list[Token], first: int, head: int) -> bool:
    """Whether a noun phrase says when ("last week", "the first time")."""
    if tokens[head].lemma not in _PERIODS or head == first:
        return False
    if head == first + 1 and (tokens[first].low in ("a", "an") or tokens[first].tag == "Q"):
        return tokens[head].lemma != "time"  # "a day after", "two weeks before"
    return any(tokens[k].low in _WHICH for k in range(first, head))


def _begins(noun: Token) -> bool:
    """Whether a noun behind a day or year begins a phrase of its own: a name, or people ("last week rebels met")."""
    return noun.tag == "NN" or (gazetteer.is_person_noun(words.singular(noun.low)) and noun.low.endswith("s"))


def _joined_premodifier(tokens: list[Token], j: int, end: int, head: int) -> bool:
    """Whether `and` at j joins two adjectives before one noun ("legal and religious groups")."""
    if j + 2 >= end or tokens[j].low not in ("and", "or"):
        return False
    left, right, after = tokens[j - 1], tokens[j + 1], tokens[j + 2]
    if left.tag == "A" and right.tag == "A" and after.tag in _HEADS:
        return True
    nationality = left.tag == right.tag == "NN" and after.tag == "N" and left.low.endswith(_DEMONYM)
    return nationality and right.low.endswith(_DEMONYM) and head == j - 1


_DEMONYM = ("an", "ish", "ese", "ench", "man", "i", "ic", "ch")


def _settle(phrases: list[Phrase], tokens: list[Token]) -> None:
    """Past tense or lone participle, for groups whose form does not tell ("troops held in the camp said")."""
    for k, phrase in enumerate(phrases):
        if phrase.kind == "VG" and phrase.form == "d/n":
            phrase.form = "pp" if _reduced(phrases, k, tokens) else "fin"
        if phrase.kind == "VG" and k and phrases[k - 1].lemma == "nor":
            phrase.negated = True


def _reduced(phrases: list[Phrase], k: int, tokens: list[Token]) -> bool:
    before = phrases[k - 1] if k else None
    after = phrases[k + 1] if k + 1 < len(phrases) else None
    if before is None:
        return not (after is not None and after.kind == "NP")
    if after is not None and after.kind == "P" and tokens[after.start].low == "by" and before.kind in ("NP", ","):
        return True
    if before.kind == "," and _described_by(phrases, k):
        return True
    if before.kind != "NP" or tokens[phrases[k].head].low in ("said", "told"):
        return before.kind in ("U", "P")
    if after is not None and after.kind == "NP" and after.form != "time" and tokens[phrases[k].head].low != "named":
        return False
    if before.form == "pron" and tokens[before.head].tag in ("I",):
        return False
    if _verb_before(phrases, k) or (after is not None and after.kind == "P" and _fronted_object(phrases, k)):
        return True
    for m, later in enumerate(phrases[k + 1 :], k + 1):
        if later.kind == "VG":
            own = m > k + 2 and phrases[m - 1].form == "pron" and phrases[m - 2].kind != "P"  # "pointed out it was"
            return later.form in ("fin", "d/n") and not own
        if later.kind in (",", "C", "U", "W", ";", ":", "“", "”", '"', "—", "–", "-", "."):
            return False
    return False


def _described_by(phrases: list[Phrase], k: int) -> bool:
    """Whether the group after a comma describes what stands before it: "the survey, published on Monday, found"."""
    after = phrases[k + 1] if k + 1 < len(phrases) else None
    if k < 2 or phrases[k - 2].kind != "NP" or after is None or not (after.kind in ("P", "R") or after.form == "time"):
        return False
    comma = next((m for m in range(k + 1, min(k + 10, len(phrases) - 1)) if phrases[m].kind == ","), None)
    return comma is not None and phrases[comma + 1].kind == "VG" and phrases[comma + 1].form in ("fin", "d/n")


def _fronted_object(phrases: list[Phrase], k: int) -> bool:
    """Whether the noun phrase before k hangs on a preposition that opens a clause ("In a statement released after")."""
    return k > 1 and phrases[k - 2].kind == "P" and (k == 2 or phrases[k - 3].kind == ",")


def _verb_before(phrases: list[Phrase], k: int) -> bool:
    """Whether the clause has its finite verb already, and that verb takes no bare clause ("said he lied")."""
    for j in range(k - 1, -1, -1):
        if phrases[j].kind == "VG":
            return phrases[j].form == "fin" and phrases[j].lemma not in clause_verbs()
        if phrases[j].kind not in ("NP", "P", "R"):
            return False
    return False


@cache
def clause_verbs() -> frozenset[str]:
    """Verbs that take a clause without `that`."""
    return frozenset(word for row in words.rows("clause_verbs.txt") for word in row[0].split())
