"""The parties of an act from the pieces that the model marks: whole noun phrases, those joined by "and" apart."""

from collections.abc import Iterator, Sequence

from onrecord.document.document import Span
from onrecord.reading.clauses import Sentence
from onrecord.reading.noun_groups import SETS
from onrecord.reading.parties import acts
from onrecord.reading.phrases import Phrase

_NAMING = frozenset(("NN", "N", "Q", "I", "O"))
_LINKS = frozenset(("D", "S", "K", "P", "C", ",", "(", ")"))
_BOUNDS = frozenset(("least", "most"))
_WHICH = frozenset(("last", "this", "next"))


def whole(sentence: Sentence, span: Span) -> Iterator[Span]:
    """The parties in a marked stretch, each the noun phrase it is, with what hangs on it as far as it was marked.

    A phrase counts when its head or most of it is marked; marks on no noun phrase are none. An abbreviation in brackets
    is no party of its own.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "Veltia and the Ostmark guards met rebel leaders in Karsk."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> [text[slice(*party)] for span in ((0, 29), (40, 47)) for party in whole(parsed, span)]
    ['Veltia', 'the Ostmark guards', 'rebel leaders']
    >>> text = "Premiers Ana Varn of Veltia and Lio Keth of Ostmark met."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> [text[slice(*party)] for party in whole(parsed, (0, 51))]
    ['Premiers Ana Varn of Veltia', 'Lio Keth of Ostmark']
    """
    phrases = sentence.phrases
    group: list[int] = []
    first = max(0, sentence.phrase_at(span[0]))
    for k in range(first, len(phrases)):
        if sentence.text_span(k, k)[0] >= span[1]:
            break
        if phrases[k].kind != "NP" or not _marked(sentence, k, span) or (group and phrases[k - 1].kind == "("):
            continue
        if group and _apart(sentence, group, k):
            yield from _untimed(sentence, group)
            group = []
        group.append(k)
    if group:
        yield from _untimed(sentence, group)


def partly(sentence: Sentence, span: Span) -> Span | None:
    """Who is named in a marked stretch that is only part of a noun phrase: a name, a nationality, a possessor.

    A mere number is that of those it counts, a mere noun before somebody is part of who that is.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "They reject the Northern Pact's harsh terms."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> text[slice(*partly(parsed, (25, 29)))], partly(parsed, (12, 15))
    ('Northern Pact', None)
    >>> text = "They say fifteen Harrow miners met."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> text[slice(*partly(parsed, (9, 16)))]
    'fifteen Harrow miners'
    >>> text = "They want the mines minister to go."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> text[slice(*partly(parsed, (14, 19)))]
    'the mines minister'
    """
    k = sentence.phrase_at(span[0])
    if k == len(sentence.phrases):
        return None
    phrase, tokens = sentence.phrases[k], sentence.tokens
    marked = [n for n in range(phrase.start, phrase.end) if tokens[n].start < span[1] and span[0] < tokens[n].end]
    named = [n for n in marked if tokens[n].tag in _NAMING]
    if not named:
        return None
    bare = all(tokens[n].tag == "N" for n in range(named[0], phrase.end))
    if all(tokens[n].tag == "Q" for n in named) or (bare and acts(tokens[phrase.head].low)):
        return sentence.text_span(k, k)
    first, last = named[0], named[-1]
    while first > phrase.start and tokens[first].tag == "NN" and tokens[first - 1].tag == "NN":
        first -= 1
    while last + 1 < phrase.end and tokens[last].tag == "NN" and tokens[last + 1].tag == "NN":
        last += 1
    return tokens[first].start, tokens[last].end


def counted(sentence: Sentence, span: Span) -> Span:
    """A noun that only counts or parts whom its "of" names, with these; "at" with the "least" that it belongs to.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "At least six of the Veltian miners met."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> text[slice(*counted(parsed, (3, 12)))], text[slice(*counted(parsed, (20, 34)))]
    ('At least six of the Veltian miners', 'Veltian miners')
    """
    phrases, tokens = sentence.phrases, sentence.tokens
    first = phrases[k].start if (k := sentence.phrase_at(span[0])) < len(phrases) else 0
    if first and tokens[first].low in _BOUNDS and tokens[first - 1].low == "at" and tokens[first].start == span[0]:
        span = tokens[first - 1].start, span[1]
    k = sentence.phrase_at(span[1] - 1)
    if k + 2 >= len(phrases):
        return span
    head = tokens[phrases[k].head]
    if head.tag != "Q" and head.lemma not in SETS["partitive"]:
        return span
    if phrases[k + 1].kind != "P" or phrases[k + 1].lemma != "of" or phrases[k + 2].kind != "NP":
        return span
    return span[0], sentence.text_span(k + 2, k + 2)[1]


def in_whose_time(sentence: Sentence, span: Span) -> bool:
    """Whether a name says only in whose time, or by whose leave, something was done.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "Veltia left a pact that was signed under President Varn."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> in_whose_time(parsed, (41, 55)), in_whose_time(parsed, (0, 6))
    (True, False)
    """
    k = sentence.phrase_at(span[0])
    if not 0 < k < len(sentence.phrases) or sentence.phrases[k].form != "name":
        return False
    return sentence.phrases[k - 1].lemma == "under"


def without(span: Span, trigger: Span, marked: Span, sentence: Sentence) -> Span | None:
    """A party without the words of its act, which the parse took for part of its name ("a Veltian jet" "shot" down).

    Of what stands on both sides it is the part that was `marked`. None where only articles are left.
    """
    inside = [t for t in sentence.tokens[sentence.start : sentence.end] if span[0] <= t.start and t.end <= span[1]]
    before, after = [t for t in inside if t.end <= trigger[0]], [t for t in inside if t.start >= trigger[1]]
    left = (after or before) if marked[0] >= trigger[1] else (before or after)
    while left and left[-1].tag in _LINKS:
        left.pop()
    if all(token.tag in _LINKS for token in left):
        return None
    return left[0].start, left[-1].end


def _untimed(sentence: Sentence, group: list[int]) -> Iterator[Span]:
    """The phrases of a group without a day or "last week" behind them; a bare article is none."""
    first, last = sentence.phrases[group[0]].start, sentence.phrases[group[-1]].end
    tokens = sentence.tokens
    end = last
    while end - first > 1 and tokens[end - 1].tag == "L":
        end -= 1
    if end - first > 2 and tokens[end - 1].lemma in SETS["time"] and tokens[end - 2].low in _WHICH:
        end -= 2
    if any(tokens[n].tag not in _LINKS for n in range(first, end)):
        yield tokens[first].start, tokens[end - 1].end


def _marked(sentence: Sentence, k: int, span: Span) -> bool:
    head = sentence.tokens[sentence.phrases[k].head]
    if span[0] <= head.start and head.end <= span[1]:
        return True
    start, end = sentence.text_span(k, k)
    return 2 * (min(end, span[1]) - max(start, span[0])) >= end - start


def _apart(sentence: Sentence, group: list[int], k: int) -> bool:
    """Whether the noun phrase at k is another party than those before it: joined by "and", or in a list that is.

    What hangs on an `of` is none ("the union of miners and smiths").
    """
    phrases = sentence.phrases
    before = group[-1]
    between = [phrase.kind for phrase in phrases[before + 1 : k]]
    if not between or any(kind not in ("C", ",") for kind in between):
        return False
    if before and phrases[before - 1].kind == "P" and len(group) > 1 and not _of_its_own(sentence, group, k):
        return False
    return "C" in between or _list_goes_on(phrases, k)


def _of_its_own(sentence: Sentence, group: list[int], k: int) -> bool:
    """Whether both are names with an `of` each ("Varn of Veltia and Keth of Ostmark")."""
    phrases, tokens = sentence.phrases, sentence.tokens
    if k + 1 >= len(phrases) or phrases[k + 1].kind != "P" or phrases[k + 1].lemma != phrases[group[0] + 1].lemma:
        return False
    return all(tokens[phrases[n].head].tag == "NN" for n in (group[0], k))


def _list_goes_on(phrases: Sequence[Phrase], k: int) -> bool:
    """Whether "and" follows after further noun phrases parted by commas ("Veltia, Ostmark and Karsk")."""
    n = k + 1
    while n + 1 < len(phrases) and phrases[n].kind == "," and phrases[n + 1].kind == "NP":
        n += 2
    return n < len(phrases) and phrases[n].kind == "C"
