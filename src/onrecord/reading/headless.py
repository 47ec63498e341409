"""Quotations without a frame of their own: they go on from the statement beside them, or stand alone."""

from onrecord.reading import words
from onrecord.reading.other_cues import OtherCues
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import Quote
from onrecord.reading.search import Found

_SENTENCE_ENDS = frozenset(".!?…”\"'’»:")
SHORTEST = 4
"""Words that a quotation without a frame must have to be taken for an utterance."""


class Headless(OtherCues):
    """Gives frameless quotations to the statement they continue."""

    def headless(self, paragraph: Paragraph) -> None:
        """Settle the frameless quotations of one paragraph. Call after all paragraphs are done, in order."""
        self.enter(paragraph)
        for quote in self.quotes:
            if (
                quote.span not in self.used
                and not self._labelled(quote, paragraph)
                and self._utterance(quote, paragraph)
            ):
                self._settle(quote, quote.span[0] == paragraph.span[0])

    def _utterance(self, quote: Quote, paragraph: Paragraph) -> bool:
        """Whether a quotation stands as sentences of its own, not as some words within the outlet's sentence."""
        if self.length(quote) < SHORTEST or any(
            s <= quote.span[0] and quote.span[1] <= e for f in self.found for s, e in f.content
        ):
            return False
        before = self.text[paragraph.span[0] : quote.span[0]].rstrip()
        after = self.text[quote.span[1] : paragraph.span[1]].lstrip()
        inner = self.text[quote.inner[0] : quote.inner[1]].strip()
        opens = not before or before[-1] in _SENTENCE_ENDS
        closes = quote.open or inner[-1:] in ".!?…" or (not after and inner[-1:] in "—-")
        return opens and closes and inner[:1] not in "abcdefghijklmnopqrstuvwxyz"

    def _settle(self, quote: Quote, first: bool) -> None:
        previous = (self._framed_before(quote) if first else None) or self._reported_before(quote)
        following = self._framed_after(quote) if previous is None and first else None
        if previous is not None:
            previous.content = (*previous.content, quote.span)
        elif following is not None:
            following.content = (quote.span, *following.content)
        else:
            self.found.append(Found((), (), (quote.span,), None, -1, None, None, "alone"))
        self.used.add(quote.span)

    def _labelled(self, quote: Quote, paragraph: Paragraph) -> bool:
        """A quotation after a name and a colon ("Vasko: “We will go”"), as headlines and transcripts have it."""
        for sentence in paragraph.sentences:
            if not sentence.span[0] <= quote.span[0] < sentence.span[1]:
                continue
            phrases = sentence.phrases
            k = sentence.phrase_at(quote.span[0])
            if k < 2 or phrases[k - 1].kind != ":" or phrases[k - 2].kind != "NP" or phrases[k - 2].form != "name":
                return False
            if k > 2 and phrases[k - 3].kind not in ("-", "—", "–"):
                return False
            colon = sentence.text_span(k - 1, k - 1)
            source = (sentence.text_span(k - 2, k - 2),)
            self.add(Found(source, (colon,), (quote.span,), sentence, -1, None, None, "label"))
            return True
        return False

    def _reported_before(self, quote: Quote) -> Found | None:
        """The statement that runs to the end of the sentence right before a frameless quotation."""
        k = len(self.text[: quote.span[0]].rstrip())
        for found in reversed(self.found):
            if found.sentence is None or found.rule == "nested" or found.verb < 0:
                continue
            end = found.sentence.span[1]
            if k - 2 <= end <= k + 1:
                lemma = found.sentence.phrases[found.verb].lemma
                return found if lemma in words.speech_verbs() and found.content[-1][1] >= end - 2 else None
        return None

    def _framed_before(self, quote: Quote) -> Found | None:
        """The statement whose quotation ends the paragraph before this one."""
        k = self.all.index(quote) - 1
        if k < 0:
            return None
        last = self.all[k]
        between = self.text[last.span[1] : quote.span[0]]
        for found in reversed(self.found):
            if (
                found.content
                and found.content[-1][1] == last.span[1]
                and found.rule.startswith(("quote", "alone", "according"))
            ):
                end = found.sentence.span[1] if found.sentence is not None else last.span[1]
                gap = self.text[max(end, last.span[1]) : quote.span[0]]
                return found if not any(c.isalnum() for c in gap) and between.count("\n") else None
        return None

    def _framed_after(self, quote: Quote) -> Found | None:
        """The statement of the next paragraph, when that opens with a quotation in a frame of its own."""
        k = self.all.index(quote) + 1
        if k >= len(self.all) or any(c.isalnum() for c in self.text[quote.span[1] : self.all[k].span[0]]):
            return None
        return next(
            (f for f in self.found if f.rule in ("quote-before", "quote-both") and f.content[0] == self.all[k].span),
            None,
        )
