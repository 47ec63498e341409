"""Phrases: noun phrases, verb groups and the small words between them, in one pass over a sentence's tags."""

from functools import cache

from onrecord.reading import words
from onrecord.reading.tokens import Token

_IN_NP = frozenset(("D", "S", "A", "Q", "N", "NN", "L"))
_MARKS = {"''": '"', "``": '"', "...": "…", "--": "—", "---": "—"}
_HEADS = frozenset(("N", "NN"))
_DAYTIME = words.word_set("daytime")
_ROUGHLY = words.word_set("roughly")
_PRONOUNS = frozenset(("I", "O", "M", "F"))


class Phrase:
    """A run of tokens [start, end) of one kind, with its head token.

    Kinds: NP noun phrase, VG verb group, P preposition, C coordinator, U subordinator, W wh-word, K possessive 's,
    R adverb, T a lone "to"; any punctuation mark is a phrase of its own kind.
    """

    __slots__ = (
        "end",
        "form",
        "head",
        "kind",
        "lemma",
        "modal",
        "negated",
        "passive",
        "perfect",
        "progressive",
        "start",
    )

    def __init__(self, kind: str, start: int, end: int, head: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.head = head
        self.lemma = ""
        self.form = ""
        """Of a verb group: fin, inf, ing, or pp (a participle standing alone)."""
        self.modal = ""
        self.negated = False
        self.passive = False
        self.perfect = False
        self.progressive = False

    @property
    def finite(self) -> bool:
        """Whether this is a finite verb group."""
        return self.form == "fin"

    def __repr__(self) -> str:
        return f"{self.kind}[{self.start}:{self.end}]{self.lemma}"


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
        elif tag in ("V", "X", "B", "H", "Z", "T") or (tag == "G" and _verb_after(tokens, i, end)):
            phrase = _verb_group(tokens, i, end)
        elif tag == "R":
            phrase = _verb_group(tokens, i, end) if _verb_after(tokens, i, end) else Phrase("R", i, i + 1, i)
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
    if tokens[i].low in ("one", "others", "none") and i + 1 < end and tokens[i + 1].tag in ("N", "NN", "A"):
        return _noun_phrase(tokens, i, end)
    phrase = Phrase("NP", i, i + 1, i)
    phrase.form = "pron"
    phrase.lemma = tokens[i].low
    return phrase


def _noun_phrase(tokens: list[Token], i: int, end: int) -> Phrase:
    """From a determiner, adjective or noun to the last noun that still belongs to it."""
    j, head = i, -1
    calendar = tokens[i].tag == "L"
    while j < end:
        tag = tokens[j].tag
        if tag in _HEADS:
            if calendar and tokens[j - 1].tag == "K":
                calendar = False
            elif calendar and tokens[j].low not in _DAYTIME:
                break
            head = j
        elif tag == "L":
            if head >= 0 and not calendar:
                break
            if head < 0 and not calendar:
                calendar = True
            head = j
        elif tag in ("D", "S"):
            if j > i and tokens[j - 1].low not in words.word_set("predeterminers") and tokens[j - 1].tag != "K":
                break
        elif tag == "K":
            if (
                head < 0
                or j + 1 >= end
                or tokens[j + 1].tag not in ("A", "N", "NN", "Q", "V", "R", "L", "“", '"', "‘", "'")
            ):
                break
            if tokens[j + 1].tag == "V" and tokens[j].low == "'s":
                break
        elif tag == "Q":
            if head >= 0 and tokens[head].tag == "N" and not calendar and tokens[j - 1].tag == "N":
                break
        elif tag == "A" or (tag == "M" and j == i):
            if calendar or (
                head >= 0 and tokens[j - 1].tag != "K" and tokens[head].tag == "N" and tokens[j].form == "A"
            ):
                break
        elif tag == "P" and j == i:
            pass
        elif tag == "R":
            if j == i and tokens[j].low in _ROUGHLY:
                j += 1
                continue
            if j + 1 >= end or head >= 0 or not (tokens[j + 1].tag == "A" or (j > i and tokens[j + 1].tag in _HEADS)):
                break
        elif tag == "C":
            if not _joined_premodifier(tokens, j, end, head):
                break
        elif tag == ",":
            joined = head < 0 and j > i and tokens[j - 1].tag == "A" and j + 1 < end and tokens[j + 1].tag in ("A", "N")
            if not (joined or (calendar and j + 1 < end and tokens[j + 1].tag == "Q" and len(tokens[j + 1].text) == 4)):
                break
        elif tag in ("&", "/"):
            if j + 1 >= end or tokens[j + 1].tag not in _HEADS or head < 0:
                break
        else:
            break
        j += 1
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


_PERIODS = words.word_set("periods")
_WHICH = words.word_set("which-period")


def _when(tokens: list[Token], first: int, head: int) -> bool:
    """Whether a noun phrase says when ("last week", "the first time")."""
    return tokens[head].lemma in _PERIODS and head > first and any(tokens[k].low in _WHICH for k in range(first, head))


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


def _verb_after(tokens: list[Token], i: int, end: int) -> bool:
    """Whether adverbs or a negation at i lead to a verb."""
    while i < end and tokens[i].tag in ("R", "G"):
        i += 1
    return (i < end and tokens[i].tag in ("V", "X", "B", "H", "Z")) or (i < end and tokens[i].tag == "T")


def _verb_group(tokens: list[Token], i: int, end: int) -> Phrase:
    phrase = Phrase("VG", i, i + 1, i)
    j, last = i, i
    seen_to = False
    be = have = False
    main: Token | None = None
    while j < end:
        token = tokens[j]
        tag = token.tag
        if tag == "G":
            phrase.negated = True
        elif tag == "X":
            if main is not None or phrase.modal:
                break
            phrase.modal = token.low
            phrase.negated = phrase.negated or token.low == "cannot"
            last = j
        elif tag == "T":
            if j > i and (main is not None or be or have):
                break
            if not (j + 1 < end and _verb_after(tokens, j + 1, end)):
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
            if main is not None or not _verb_after(tokens, j, end):
                break
        else:
            break
        j += 1
    phrase.end = last + 1
    phrase.perfect = have and main is not None
    if main is not None and be:
        phrase.progressive = "g" in main.form
        phrase.passive = not phrase.progressive
        if phrase.passive and phrase.end < end and _short_has(tokens, phrase):
            phrase.passive, phrase.perfect = False, True
    phrase.form = _form(tokens, phrase, main, seen_to, be, have)
    return phrase


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


def _settle(phrases: list[Phrase], tokens: list[Token]) -> None:
    """Past tense or lone participle, for groups whose form does not tell ("troops held in the camp said")."""
    for k, phrase in enumerate(phrases):
        if phrase.kind == "VG" and phrase.form == "d/n":
            phrase.form = "pp" if _reduced(phrases, k, tokens) else "fin"
        if phrase.kind == "VG" and phrase.lemma and k + 1 < len(phrases):
            phrase.lemma = phrase.lemma.lower()


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


def modified_by_of(phrases: list[Phrase], k: int) -> int:
    """Index after the last phrase that an `of` ties to the noun phrase at k ("the head of the mission")."""
    end = k + 1
    while (
        end + 1 < len(phrases)
        and phrases[end].kind == "P"
        and phrases[end].lemma == "of"
        and phrases[end + 1].kind == "NP"
    ):
        end += 2
    return end


def is_person_noun(lemma: str) -> bool:
    """Whether a noun names a kind of person ("minister")."""
    return words.noun_class(lemma) == "p"
