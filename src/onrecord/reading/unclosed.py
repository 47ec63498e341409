"""Quotations that never close although their frame follows: they end before the words that name the speaker."""

from bisect import bisect_right

from onrecord.reading import words
from onrecord.reading.clauses import subject
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import Quote


def close(quotes: list[Quote], paragraphs: list[Paragraph]) -> list[Quote]:
    """The quotations, with those left open by mistake cut before a closing frame ("…, the activist said.")."""
    out: list[Quote] = []
    starts = [p.span[0] for p in paragraphs]
    stray = False
    for quote in quotes:
        if stray and quote.continues:
            quote = Quote(quote.span, quote.inner, quote.single, quote.open)
        stray = False
        if quote.open:
            end = _frame_start(paragraphs[bisect_right(starts, quote.span[0]) - 1], quote)
            if end is not None:
                stray = True
                quote = Quote((quote.span[0], end), (quote.inner[0], end), quote.single, False, quote.continues)
        out.append(quote)
    return out


def _frame_start(paragraph: Paragraph, quote: Quote) -> int | None:
    """The end of the content before a frame that closes the paragraph, or None when there is no such frame."""
    sentence = paragraph.sentences[-1]
    phrases, tokens = sentence.phrases, sentence.tokens
    for k in range(len(phrases) - 1, 0, -1):
        phrase = phrases[k]
        if phrase.kind != "VG":
            continue
        if not phrase.finite or phrase.lemma not in words.speech_verbs():
            return None
        who = subject(sentence, k)
        if who is None or who.first == 0 or phrases[who.first - 1].kind != ",":
            return None
        comma = tokens[phrases[who.first - 1].start].start
        return comma if comma > quote.inner[0] else None
    return None
