"""Contents that the model ends or begins within their clause, made whole where the sentence leaves no doubt.

Four cases: a content that ends at the subject of its clause ("said refunds | were offered"), one that is broken
off there and goes on behind its verb ("that Okell, | on the telephone, proposed | a lease"), and two whose frame
closes the sentence ("Police arrested four men and seized | maps and a drone, their chief said"; "The miners did not
march | on Monday, their chief said").
"""

from collections.abc import Sequence

from onrecord.document.document import Span
from onrecord.document.spans import hull, meets
from onrecord.reading import contents, words
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase
from onrecord.reading.quotes import QuoteMask

_DATELINE = 12
"""Tokens among which the dash behind a dateline is looked for."""
_BROKEN = ("VG", "P", ",")
"""What stands before a noun phrase that cannot begin a content of its own: what it hangs on, or a list."""
_ADVERBIAL = ("P", "R")
_THAT = "that "
_DASHES = frozenset(("—", "–", "-", "--"))


def whole(
    text: str, content: Sequence[Span], source: Sequence[Span], cue: Sequence[Span], sentence: Sentence, mask: QuoteMask
) -> tuple[Span, ...]:
    """The pieces of a content in order, without the gaps and cuts that the sentence of its cue shows to be wrong."""
    frame = (*source, *cue)
    pieces = _closed(text, content, frame, sentence)
    last, first = pieces[-1], pieces[0]
    # "the guard who said no | left": the verb behind is that of the clause around
    relative = any(text[slice(*span)].lower() in words.word_set("relatives") for span in source)
    if not relative and last[0] >= max(end for _, end in frame) and _inside(last, sentence):
        pieces = (*pieces[:-1], _forward(text, last, sentence, mask))
    elif len(pieces) == 1 and first[1] <= min(start for start, _ in frame) and _inside(first, sentence):
        pieces = (_backward(text, _to_comma(text, first, frame, sentence, mask), frame, sentence, mask),)
    return pieces


def _inside(span: Span, sentence: Sentence) -> bool:
    return sentence.span[0] <= span[0] and span[1] <= sentence.span[1]


def _closed(text: str, content: Sequence[Span], frame: Sequence[Span], sentence: Sentence) -> tuple[Span, ...]:
    """A piece that is a "that" and a subject goes on in the next one, with its verb, unless the frame lies between."""
    out = [content[0]]
    for span in content[1:]:
        gap = out[-1][1], span[0]
        begun = text[slice(*out[-1])].lower().startswith(_THAT) and _inside(hull((out[-1], span)), sentence)
        if begun and not _verbs(sentence, out[-1]) and not meets(gap, frame):
            out[-1] = out[-1][0], span[1]
        else:
            out.append(span)
    return tuple(out)


def _forward(text: str, span: Span, sentence: Sentence, mask: QuoteMask) -> Span:
    """A content that ends at a noun phrase right before its finite verb goes on to the end of its clause."""
    phrases, tokens = sentence.phrases, sentence.tokens
    first, last = sentence.phrase_at(span[0]), sentence.phrase_at(span[1] - 1)
    if last + 1 >= len(phrases) or _verbs(sentence, span):
        return span
    verb = phrases[last + 1]
    if phrases[last].kind != "NP" or verb.kind != "VG" or not verb.finite or mask.at(tokens[verb.start].start):
        return span
    if tokens[phrases[last].end - 1].end > span[1]:
        return span
    return span[0], contents.end_of_forward(sentence, first, "that", mask)


def _verbs(sentence: Sentence, span: Span) -> bool:
    """Whether a verb stands in a stretch of a sentence."""
    first, last = sentence.phrase_at(span[0]), sentence.phrase_at(span[1] - 1)
    return any(phrase.kind == "VG" for phrase in sentence.phrases[first : last + 1])


def _subject(phrases: Sequence[Phrase], k: int) -> bool:
    """Whether the noun phrase at k has its verb right behind it: a clause may begin there."""
    return k + 1 < len(phrases) and phrases[k + 1].kind == "VG" and phrases[k + 1].finite


def _to_comma(text: str, span: Span, frame: Sequence[Span], sentence: Sentence, mask: QuoteMask) -> Span:
    """A content before its frame takes in the adverbials up to the comma that divides the two ("on Monday")."""
    left = text[span[1] : min(start for start, _ in frame)].rstrip()
    if not left.endswith(",") or mask.at(span[1] - 1) is not None:
        return span
    end = span[1] + len(left) - 1
    first, last = sentence.phrase_at(span[1] - 1) + 1, sentence.phrase_at(end)
    tail = sentence.phrases[first:last]
    if not tail or tail[0].kind not in _ADVERBIAL or any(phrase.kind not in (*_ADVERBIAL, "NP") for phrase in tail):
        return span
    return span[0], end


def _backward(text: str, span: Span, frame: Sequence[Span], sentence: Sentence, mask: QuoteMask) -> Span:
    """A content before the frame that closes its sentence begins where the sentence does, after a dateline."""
    phrases, tokens = sentence.phrases, sentence.tokens
    gap = text[span[1] : min(start for start, _ in frame)].strip()
    after = text[max(end for _, end in frame) : sentence.span[1]].strip(" .")
    if gap != "," or after or mask.at(span[0]) is not None:
        return span
    start = sentence.start
    for n in range(sentence.start, min(sentence.end, sentence.start + _DATELINE)):
        if tokens[n].text in _DASHES and tokens[n].end <= span[0]:
            start = n + 1
    begin = tokens[start].start
    here = sentence.phrase_at(span[0])
    if here < 1 or phrases[here].kind != "NP" or phrases[here - 1].kind not in _BROKEN or _subject(phrases, here):
        return span
    told = [p for p in phrases if p.kind == "VG" and p.finite and begin <= tokens[p.start].start < span[0]]
    if begin >= span[0] or not told or any(p.lemma in words.speech_verbs() for p in told):
        return span
    return (begin, span[1]) if not any(mask.at(tokens[p.start].start) for p in told) else span
