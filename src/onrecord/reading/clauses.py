"""Clauses: who is the subject of a verb group, what stands to its right. Shallow, by position."""

from bisect import bisect_right

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token

_QUOTES = frozenset('“”"‘’„«»')
_DASHES = frozenset(("—", "–", "--", "-", "---"))


class Sentence:
    """One sentence: its tokens (a range of the block's), its phrases, and its place in the block."""

    __slots__ = ("end", "phrases", "start", "tokens")

    def __init__(self, tokens: list[Token], start: int, end: int, phrases: list[Phrase]) -> None:
        self.tokens = tokens
        self.start = start
        self.end = end
        self.phrases = phrases

    @property
    def span(self) -> Span:
        """The sentence as a text span."""
        return self.tokens[self.start].start, self.tokens[self.end - 1].end

    def text_span(self, first: int, last: int) -> Span:
        """The text from phrase `first` up to and including phrase `last`."""
        return self.tokens[self.phrases[first].start].start, self.tokens[self.phrases[last].end - 1].end

    def phrase_at(self, offset: int) -> int:
        """Index of the phrase that holds or follows a text offset; len(phrases) past the end."""
        return bisect_right(self.phrases, offset, key=lambda phrase: self.tokens[phrase.end - 1].end)


class Subject:
    """A subject: the phrases [first, last] that name it, its head phrase, and whether it stands after its verb."""

    __slots__ = ("first", "head", "inverted", "last")

    def __init__(self, first: int, head: int, last: int, inverted: bool = False) -> None:
        self.first = first
        self.head = head
        self.last = last
        self.inverted = inverted


def subject(sentence: Sentence, verb: int) -> Subject | None:
    """The subject of the verb group at index `verb`, looking left; None when there is none in this clause."""
    return _left(sentence, verb, 0)


def _left(sentence: Sentence, verb: int, depth: int) -> Subject | None:
    phrases, tokens = sentence.phrases, sentence.tokens
    j = verb - 1
    while j >= 0 and phrases[j].kind in ("R", "G"):
        j -= 1
    if j < 0 or depth > 6:
        return None
    kind = phrases[j].kind
    if kind == "W" or (kind == "U" and tokens[phrases[j].start].low == "that" and j and phrases[j - 1].kind == "NP"):
        return _antecedent(sentence, j)
    if kind in (",", ")") or kind in _DASHES:
        return _over_parenthesis(sentence, j, depth)
    if kind == "C":
        return _of_previous_verb(sentence, j, depth)
    if kind == "NP":
        return _noun_group(sentence, j, depth)
    if kind == "VG" and phrases[j].form in ("pp", "ing") and j and phrases[j - 1].kind == "NP":
        return _noun_group(sentence, j - 1, depth, last=j)
    if kind == "VG" and tokens[phrases[j].head].tag in ("B", "H", "Z", "X"):
        return _left(sentence, j, depth + 1)  # its own auxiliary, cut off by a day ("had on Wednesday proposed")
    return None


def _noun_group(sentence: Sentence, j: int, depth: int, last: int | None = None) -> Subject | None:
    """The noun phrase at j with what it is hung on ("a spokesman for the mission in the town")."""
    phrases, tokens = sentence.phrases, sentence.tokens
    last = j if last is None else last
    after = last + 1
    singular = after < len(phrases) and phrases[after].kind == "VG" and tokens[phrases[after].head].form == "s"
    if phrases[j].form == "time":
        if j and phrases[j - 1].kind == "P":
            return _left(sentence, j - 1, depth + 1)
        return _left(sentence, j, depth + 1)
    first = j
    while (wider := _hung_on(sentence, first, last, singular)) is not None:
        first = wider
    if first == j and _fronted(sentence, j - 1):
        return None
    relative = _relative_head(sentence, first)
    if relative is not None:
        found = _noun_group(sentence, relative, depth + 1) if depth < 6 else None
        if found is not None:
            found.last = last
        return found
    return Subject(first, first, last)


def _hung_on(sentence: Sentence, first: int, last: int, singular: bool) -> int | None:
    """The noun phrase that the one at `first` is hung on or joined to, or None."""
    phrases = sentence.phrases
    k = first - 1
    if k < 1:
        return None
    kind, before = phrases[k].kind, phrases[k - 1]
    if kind == "P" and before.kind == "NP" and before.form not in ("pron", "time"):
        return k - 1
    reduced = before.kind == "VG" and before.form in ("pp", "ing")
    if kind == "P" and reduced and k >= 2 and phrases[k - 2].kind == "NP":
        return k - 2
    if before.kind != "NP":
        return None
    if kind == "VG" and phrases[k].form in ("pp", "ing"):
        return k - 1
    if kind == "C" and sentence.tokens[phrases[k].start].low in ("and", "or"):
        return None if singular else _coordinated(sentence, k - 1)
    return k - 1 if kind == "," and _in_list(sentence, k, last) else None


def _fronted(sentence: Sentence, k: int) -> bool:
    """Whether a preposition at k opens a fronted phrase without its comma ("In the capital protesters ...")."""
    phrases = sentence.phrases
    if k < 0 or phrases[k].kind != "P" or sentence.tokens[phrases[k].start].low == "of":
        return False
    return k == 0 or phrases[k - 1].kind in (",", "C", "U", "W")


def _relative_head(sentence: Sentence, first: int) -> int | None:
    """The noun phrase that a relative clause before the main verb describes ("a man who knows him said")."""
    phrases = sentence.phrases
    k = first - 1
    while k > 0 and phrases[k].kind in ("P", "NP", "R") and phrases[k].form != "pron":
        k -= 1
    if k < 2 or phrases[k].kind != "VG" or not phrases[k].finite or phrases[k - 1].kind != "W":
        return None
    return k - 2 if phrases[k - 2].kind == "NP" and sentence.tokens[phrases[k - 1].start].low == "who" else None


def _coordinated(sentence: Sentence, k: int) -> int | None:
    """The noun phrase at k joined by `and` to a later one, if it is not an object of an earlier verb."""
    phrases = sentence.phrases
    before = phrases[k - 1].kind if k else ""
    if before == "VG" and phrases[k - 1].form != "pp":
        return None
    return k


def _in_list(sentence: Sentence, comma: int, last: int) -> bool:
    """Whether the comma stands in a list "A, B and C"."""
    return any(sentence.phrases[m].kind == "C" for m in range(comma + 1, last + 1)) and not any(
        sentence.phrases[m].kind in ("VG", "W", "U") for m in range(comma + 1, last + 1)
    )


def _antecedent(sentence: Sentence, j: int) -> Subject | None:
    phrases = sentence.phrases
    k = j - 1
    if k >= 0 and phrases[k].kind == ",":
        k -= 1
    if k >= 0 and phrases[k].kind == "P" and k >= 1:
        k -= 1
    if k < 0 or phrases[k].kind != "NP" or phrases[k].form == "time":
        return None
    first = k
    while (
        first >= 2
        and phrases[first - 1].kind == "P"
        and phrases[first - 1].lemma == "of"
        and phrases[first - 2].kind == "NP"
    ):
        first -= 2
    return Subject(first, first, k)


def _over_parenthesis(sentence: Sentence, j: int, depth: int) -> Subject | None:
    """Past ", the foreign minister, " or "(Union) " or ", who ..., " to the noun phrase before it."""
    phrases, tokens = sentence.phrases, sentence.tokens
    opener = {",": (",",), ")": ("(",)}.get(phrases[j].kind, tuple(_DASHES))
    candidate: int | None = None
    finite = 0
    relative = before_number = False
    for k in range(j - 1, max(-1, j - 32), -1):
        kind = phrases[k].kind
        if kind in opener and k >= 1:
            before, after = phrases[k - 1], phrases[k + 1]
            named = before.kind == "NP" and before.form != "time" and tokens[before.head].tag != "Q"
            if before.kind == ")" and not finite and candidate is None:
                found = _over_parenthesis(sentence, k - 1, depth + 1)
                if found is not None:
                    found.last = j
                return found
            relative = after.kind == "W" or tokens[after.start].low == "whose" or (relative and before_number)
            before_number = not named and before.kind == "NP" and tokens[before.head].tag == "Q"
            if relative and named and finite:
                candidate = k - 1
                break
            if named and candidate is None and not finite:
                candidate = k - 1
            elif finite > 1:
                break
        elif kind in ("“", "”", '"', ";", ":") or (kind == "U" and finite == 0 and candidate is None):
            break
        elif kind == "VG" and phrases[k].finite:
            finite += 1
    if candidate is not None:
        found = _noun_group(sentence, candidate, depth + 1)
        if found is not None:
            found.last = j
        return found
    if phrases[j].kind == ",":
        return _of_previous_verb(sentence, j, depth)
    return None


def _of_previous_verb(sentence: Sentence, j: int, depth: int) -> Subject | None:
    """The subject of the finite verb before a coordinator ("met the envoy and said ...").

    After a comma the coordinator goes back to the main clause, past a clause that the main verb governs
    ("noted that he was ill, and added").
    """
    phrases = sentence.phrases
    main = phrases[j].kind == "," or (j > 0 and phrases[j - 1].kind == ",")
    taken_up = next((p.lemma for p in phrases[j : j + 4] if p.kind == "VG"), "") in words.speech_verbs()
    k = j
    while k > 0:
        k -= 1
        kind = phrases[k].kind
        if kind in _QUOTES:  # over a quotation as a whole ("called it “absurd” and said")
            k = next((m for m in range(k - 1, -1, -1) if phrases[m].kind in _QUOTES), -1)
            if k < 0:
                return None
            continue
        if kind in (";", ":"):
            return None
        if kind == "VG" and phrases[k].finite:
            if k and phrases[k - 1].kind == "W":
                continue
            if (main or (taken_up and phrases[k].lemma not in words.speech_verbs())) and _governed(phrases, k):
                continue
            return _left(sentence, k, depth + 1)
    return None


def _governed(phrases: list[Phrase], k: int) -> bool:
    """Whether the verb group at k stands in a clause that an earlier verb opens with `that` or a wh-word."""
    for m in range(k - 1, 0, -1):
        kind = phrases[m].kind
        if kind in ("U", "W"):
            return any(p.kind == "VG" and p.finite for p in phrases[:m])
        if kind == "VG" and phrases[m].finite:
            return m < k - 1 and phrases[m].lemma in words.speech_verbs() and phrases[m + 1].kind == "NP"
    return False


def inverted_subject(sentence: Sentence, verb: int) -> Subject | None:
    """The noun phrase right after a verb group ("said the minister"), with its apposition."""
    phrases = sentence.phrases
    k = verb + 1
    while k < len(phrases) and phrases[k].kind == "R":
        k += 1
    if k >= len(phrases) or phrases[k].kind != "NP" or phrases[k].form == "time":
        return None
    if sentence.tokens[phrases[k].head].tag in ("O", "F"):
        return None
    return Subject(k, k, _tail(sentence, k), inverted=True)


_ADJUNCT = words.word_set("source-adjuncts")


def _tail(sentence: Sentence, k: int) -> int:
    """Last phrase of a noun phrase with its `of` and `for` phrases, coordination, participle and apposition."""
    phrases, tokens = sentence.phrases, sentence.tokens
    last = k
    while last + 2 < len(phrases):
        kind, after = phrases[last + 1].kind, phrases[last + 2]
        low = tokens[phrases[last + 1].start].low
        if (
            kind == "P"
            and after.kind == "NP"
            and after.form != "time"
            and (low in ("of", "for") or low not in _ADJUNCT)
        ):
            last += 2
        elif (kind == "C" and after.kind == "NP" and low == "and") or (
            kind == "VG" and phrases[last + 1].form == "pp" and after.kind == "P"
        ):
            last += 2 if kind == "C" else 1
            while (
                kind == "VG"
                and last + 2 < len(phrases)
                and (phrases[last + 1].kind, phrases[last + 2].kind) == ("P", "NP")
            ):
                last += 2
        elif kind == "(":
            close = next((m for m in range(last + 2, min(last + 8, len(phrases))) if phrases[m].kind == ")"), None)
            if close is None:
                break
            last = close
        else:
            break
    if last + 2 >= len(phrases) or phrases[last + 1].kind != "," or not _apposition(sentence, last + 2):
        return last
    end = last + 2
    relative = phrases[end].kind == "W"
    while end + 1 < len(phrases) and phrases[end + 1].kind not in _AFTER_APPOSITION:
        if phrases[end + 1].kind == "VG" and not relative and phrases[end + 1].form != "pp":
            return last  # the subject of a new clause, not a description
        if phrases[end + 1].kind in (",", "U") and not relative:
            break
        end += 1
    return end


_AFTER_APPOSITION = frozenset(("“", '"', "‘", ".", ";", "—", "–", ":", "”", "?", "!"))


def _apposition(sentence: Sentence, k: int) -> bool:
    """Whether the phrase at k can describe the one before the comma: a role or an age, or a relative clause."""
    phrase = sentence.phrases[k]
    if phrase.kind == "W":
        return sentence.tokens[phrase.start].low in ("who", "whose", "which")
    if phrase.kind != "NP" or phrase.form in ("pron", "time"):
        return phrase.kind == "Q"
    return phrase.form != "name" or sentence.tokens[phrase.start].tag in ("D", "S")
