"""The parties of an act from the pieces that the model marks: whole noun phrases, those joined by "and" apart."""

from collections.abc import Iterator, Sequence

from onrecord.document.document import Span
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase


def whole(sentence: Sentence, span: Span) -> Iterator[Span]:
    """The parties in a marked stretch, each the noun phrase it is, with what hangs on it as far as it was marked.

    A phrase counts when its head or most of it is marked; marks on no noun phrase are none.

    >>> from onrecord.reading.parse import paragraph
    >>> text = "Veltia and the Ostmark guards met rebel leaders in Karsk."
    >>> parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    >>> [text[slice(*party)] for span in ((0, 29), (40, 47)) for party in whole(parsed, span)]
    ['Veltia', 'the Ostmark guards', 'rebel leaders']
    """
    phrases = sentence.phrases
    group: list[int] = []
    first = max(0, sentence.phrase_at(span[0]))
    for k in range(first, len(phrases)):
        if sentence.text_span(k, k)[0] >= span[1]:
            break
        if phrases[k].kind != "NP" or not _marked(sentence, k, span):
            continue
        if group and _apart(sentence, group, k):
            yield sentence.text_span(group[0], group[-1])
            group = []
        group.append(k)
    if group:
        yield sentence.text_span(group[0], group[-1])


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
    if before and phrases[before - 1].kind == "P" and len(group) > 1:
        return False
    return "C" in between or _list_goes_on(phrases, k)


def _list_goes_on(phrases: Sequence[Phrase], k: int) -> bool:
    """Whether "and" follows after further noun phrases parted by commas ("Veltia, Ostmark and Karsk")."""
    n = k + 1
    while n + 1 < len(phrases) and phrases[n].kind == "," and phrases[n + 1].kind == "NP":
        n += 2
    return n < len(phrases) and phrases[n].kind == "C"
