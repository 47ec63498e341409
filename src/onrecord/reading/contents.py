"""Where the content of a statement ends and begins: the half of attribution that is hardest to get exact."""

from collections.abc import Iterable, Iterator

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.cues import OPENING, lexicon
from onrecord.reading.quotes import QuoteMask

_CLAUSAL = frozenset(("that", "npthat", "wh", "npwh", "quote", "npquote"))
_CLOSE = frozenset(("”", '"', "’", "»"))
_TRIM = frozenset(",;:—–-")


def end_of_forward(
    sentence: Sentence, start: int, kind: str, mask: QuoteMask, fronted: bool = False, relative: bool = False
) -> int:
    """Text offset where content that begins at phrase `start` ends.

    A clause runs to the end of its sentence; a noun phrase or an infinitive stops where a new clause of the frame
    begins ("…, adding that", "… and called", ", but the", ", who"). A `fronted` cue ("Asked whether …, he") stops
    at the main clause, one in a `relative` clause ("who had said …, left") at the main verb.
    """
    phrases, tokens = sentence.phrases, sentence.tokens
    clausal = kind in _CLAUSAL
    k = start + 1
    while k < len(phrases):
        phrase = phrases[k]
        if mask.at(tokens[phrase.start].start) is None:
            if phrase.kind in (",", "C") and _other_frame(sentence, k + 1):
                return tokens[phrase.start - 1].end
            if relative and phrase.kind == "," and k + 1 < len(phrases) and phrases[k + 1].finite:
                return tokens[phrase.start - 1].end
            if fronted and phrase.kind == "," and _new_clause(sentence, k + 1):
                return tokens[phrase.start - 1].end
            if (
                phrase.kind == ","
                and k > start + 1
                and k + 1 < len(phrases)
                and _frame_goes_on(sentence, k + 1, clausal)
            ):
                return tokens[phrase.start - 1].end
            if phrase.kind == "C" and k + 1 < len(phrases) and _same_speaker_verb(sentence, k + 1, start, clausal):
                return tokens[phrase.start - 1].end
            if phrase.kind == ";" and not clausal:
                return tokens[phrase.start - 1].end
        elif _closes_after_comma(sentence, k) and _frame_goes_on(sentence, k + 1, clausal):
            return tokens[phrase.start].end
        k += 1
    return _sentence_stop(sentence, mask)


def _closes_after_comma(sentence: Sentence, k: int) -> bool:
    """Whether the frame's comma stands inside a quotation that ends at phrase k, as in America ("“…,” adding that")."""
    phrases, tokens = sentence.phrases, sentence.tokens
    if phrases[k].kind not in _CLOSE or k + 1 >= len(phrases) or tokens[phrases[k].start - 1].text != ",":
        return False
    return phrases[k + 1].kind in ("VG", "C")


def _sentence_stop(sentence: Sentence, mask: QuoteMask) -> int:
    """The sentence's end without its full stop, unless that stands inside a quotation."""
    last = sentence.end - 1
    tokens = sentence.tokens
    while (
        last > sentence.start
        and tokens[last].text in (".", "!", "?", "…", "...")
        and mask.at(tokens[last].start) is None
    ):
        last -= 1
    return tokens[last].end


def _frame_goes_on(sentence: Sentence, k: int, clausal: bool) -> bool:
    """Whether the phrase after a comma belongs to the frame again rather than to the content."""
    phrases, tokens = sentence.phrases, sentence.tokens
    phrase = phrases[k]
    if phrase.kind == "VG":
        return phrase.form == "ing" and (phrase.lemma in lexicon() or not clausal)
    if phrase.kind == "R" and k + 1 < len(phrases):
        return _frame_goes_on(sentence, k + 1, clausal)
    if phrase.kind == "P" and phrase.lemma == "according":
        return True
    low = tokens[phrase.start].low
    if phrase.kind == "C":
        if low == "but":
            return _new_clause(sentence, k + 1)
        after = k + 1
        while after < len(phrases) and phrases[after].kind == "R":
            after += 1
        if after < len(phrases) and phrases[after].kind == "VG" and phrases[after].finite:
            return phrases[after].lemma in lexicon() or not clausal
        return not clausal and _new_clause(sentence, k + 1)
    if phrase.kind == "W":
        return not clausal
    if phrase.kind == "U":
        return low == "while" or (not clausal and low in ("because", "as"))
    return phrase.kind == "NP" and not clausal and _clause(sentence, k)


def _other_frame(sentence: Sentence, k: int) -> bool:
    """Whether someone else's quotation is framed from phrase k on ("… and Vasko said, “…”")."""
    phrases = sentence.phrases
    while k < len(phrases) and phrases[k].kind in ("C", "R"):
        k += 1
    if (
        k + 2 >= len(phrases)
        or phrases[k].kind != "NP"
        or phrases[k + 1].kind != "VG"
        or phrases[k + 1].lemma not in lexicon()
    ):
        return False
    after = phrases[k + 2].kind
    return after in OPENING or (after in (",", ":") and k + 3 < len(phrases) and phrases[k + 3].kind in OPENING)


def _new_clause(sentence: Sentence, k: int) -> bool:
    phrases = sentence.phrases
    while k < len(phrases) and phrases[k].kind in ("R",):
        k += 1
    return k < len(phrases) and phrases[k].kind == "NP" and (_clause(sentence, k) or _described(sentence, k))


def _described(sentence: Sentence, k: int) -> bool:
    """Whether a noun phrase at k has an apposition between commas and then its finite verb."""
    phrases = sentence.phrases
    if k + 3 >= len(phrases) or phrases[k + 1].kind != ",":
        return False
    for m in range(k + 2, min(k + 8, len(phrases) - 1)):
        if phrases[m].kind == ",":
            return phrases[m + 1].finite
        if phrases[m].kind not in ("NP", "P"):
            return False
    return False


def _clause(sentence: Sentence, k: int) -> bool:
    """Whether a noun phrase at k is followed by its finite verb before the next mark."""
    for phrase in sentence.phrases[k + 1 : k + 8]:
        if phrase.kind == "VG":
            return phrase.finite
        if phrase.kind in (",", ";", ":", "U", "W", "C"):
            return False
    return False


def _same_speaker_verb(sentence: Sentence, k: int, start: int, clausal: bool) -> bool:
    """Whether `and` at k - 1 takes the frame up again: a reporting verb without a subject of its own."""
    phrases = sentence.phrases
    while k < len(phrases) and phrases[k].kind == "R":
        k += 1
    if k >= len(phrases) or phrases[k].kind != "VG" or not phrases[k].finite or phrases[k].modal:
        return False
    if clausal:
        return phrases[k].lemma in words.word_set("resuming-verbs") and not _clause_before(sentence, start, k)
    return not any(p.kind == "VG" and p.finite for p in phrases[start:k])


def _clause_before(sentence: Sentence, start: int, k: int) -> bool:
    return not any(p.kind == "VG" and p.finite for p in sentence.phrases[start:k])


def widen(span: Span, mask: QuoteMask, limit: int) -> Span:
    """A span stretched to the end of a quotation that it cuts through, up to `limit`."""
    quote = mask.at(span[1] - 1) if span[1] > span[0] else None
    if quote is None:
        quote = mask.at(span[1])
    if quote is not None and quote.span[0] < span[1] < quote.span[1]:
        return span[0], min(quote.span[1], limit)
    return span


def trim(text: str, span: Span) -> Span:
    """A span without white space, commas and dashes at its ends."""
    start, end = span
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    return start, end


def trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Some spans so trimmed, without those of which nothing is left."""
    for start, end in (trim(text, span) for span in spans):
        if start < end:
            yield start, end


def after_marks(text: str, offset: int, limit: int) -> int:
    """The offset of the next character that is no white space, comma or colon, up to `limit`."""
    while offset < limit and (text[offset] in ",:" or text[offset].isspace()):
        offset += 1
    return offset
