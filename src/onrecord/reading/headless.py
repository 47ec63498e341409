"""Quotations without a frame of their own: they go on from the statement beside them, or stand alone."""

from bisect import bisect_right

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.other_cues import OtherCues
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import Quote
from onrecord.reading.search import Found
from onrecord.reading.stretches import Stretches

_SENTENCE_ENDS = frozenset(".!?…”\"'’»:")
_DASHES = ("-", "—", "–", "―")
SHORTEST = 4
"""Words that a quotation without a frame must have to be taken for an utterance."""
LONG = 10
"""Words from which a quotation within a sentence is somebody's statement even where nobody is named."""


class Headless(OtherCues):
    """Gives frameless quotations to the statement they continue."""

    def finish(self, paragraphs: list[Paragraph]) -> None:
        """Settle the frameless quotations of all paragraphs, in order. Call once, after all attributions are found."""
        self._contents = Stretches((span, n) for n, found in enumerate(self.found) for span in found.content)
        self._added: dict[int, list[Span]] = {}
        self._by_end: dict[int, list[Found]] = {}
        self._by_sentence: dict[int, Found] = {}
        self._by_start: dict[Span, Found] = {}
        for found in self.found:
            self._note(found)
        for paragraph in paragraphs:
            self.enter(paragraph)
            for quote in self.mask.within(*paragraph.span):
                if quote.span in self.used or self._labelled(quote, paragraph):
                    continue
                if self._utterance(quote, paragraph):
                    self._settle(quote, quote.span[0] == paragraph.span[0])
                elif self._says_something(quote, paragraph):
                    self._leave_loose(quote)
        for found in self.found:
            found.content = (*found.content, *self._added.get(id(found), ()))

    def _says_something(self, quote: Quote, paragraph: Paragraph) -> bool:
        """Whether a quotation within a sentence is speech by its length and a finite verb, and in no statement yet."""
        if self.length(quote) < LONG or self._contents.hold(quote.span):
            return False
        sentence = paragraph.sentences[bisect_right(paragraph.sentences, quote.span[0], key=lambda s: s.span[0]) - 1]
        first = sentence.phrase_at(quote.inner[0])
        return any(
            phrase.kind == "VG" and phrase.finite and sentence.tokens[phrase.head].start < quote.inner[1]
            for phrase in sentence.phrases[first:]
        )

    def _leave_loose(self, quote: Quote) -> None:
        """A quotation within a sentence: the end of one framed there, else somebody's words whom nobody names.

        Without a speaker it is unattributed, but never the outlet's own.
        """
        for found in reversed(self.found):
            sentence = found.sentence
            if sentence is not None and found.rule.startswith("quote") and sentence.span[0] <= quote.span[0]:
                if quote.span[0] < sentence.span[1] and found.cue[-1][1] <= quote.span[0]:
                    self._added.setdefault(id(found), []).append(quote.span)
                    return
                if sentence.span[1] < quote.span[0]:
                    break
        self.add(Found((), (), (quote.span,), None, -1, None, None, "loose"))

    def _note(self, found: Found) -> None:
        """Enter a finding under the places where a quotation would go on from it."""
        self._by_end.setdefault(found.content[-1][1], []).append(found)
        if found.sentence is not None and found.rule != "nested" and found.verb >= 0:
            self._by_sentence[found.sentence.span[1]] = found
        before = found.rule == "quote-model" and found.content[0] < found.cue[0]
        if before or found.rule in ("quote-before", "quote-both"):
            self._by_start.setdefault(found.content[0], found)

    def _utterance(self, quote: Quote, paragraph: Paragraph) -> bool:
        """Whether a quotation stands as sentences of its own, not as some words within the outlet's sentence."""
        if self.length(quote) < SHORTEST or self._contents.hold(quote.span):
            return False
        text, (start, end) = self.text, quote.inner
        before = _last_before(text, quote.span[0], paragraph.span[0])
        alone = _first_from(text, quote.span[1], paragraph.span[1]) == ""
        last = _last_before(text, end, start)
        opens = not before or before in _SENTENCE_ENDS
        closes = quote.open or (last and last in ".!?…") or (alone and last in "—-")
        return bool(opens and closes) and not "a" <= _first_from(text, start, end) <= "z"

    def _settle(self, quote: Quote, first: bool) -> None:
        previous = (self._framed_before(quote) if first else None) or self._reported_before(quote)
        following = self._framed_after(quote) if previous is None and first else None
        if previous is not None:
            self._added.setdefault(id(previous), []).append(quote.span)
            self._by_end.setdefault(quote.span[1], []).append(previous)
        elif following is not None:
            following.content = (quote.span, *following.content)
        else:
            alone = Found((), (), (quote.span,), None, -1, None, None, "alone")
            self.add(alone)
            # A quotation of signs alone is no statement.
            if alone.content:
                self._note(alone)
        self.used.add(quote.span)

    def _labelled(self, quote: Quote, paragraph: Paragraph) -> bool:
        """A quotation beside a name and a colon or dash ("Vasko: “We will go”"), as in headlines and transcripts."""
        k = bisect_right(paragraph.sentences, quote.span[0], key=lambda s: s.span[0]) - 1
        sentence = paragraph.sentences[k]
        if quote.span[0] >= sentence.span[1]:
            return False
        label = self._label_before(quote, sentence) or self._label_after(quote, paragraph)
        if label is None:
            return False
        self._add_labelled(quote, label)
        return True

    def _add_labelled(self, quote: Quote, label: tuple[Sentence, int, int]) -> None:
        """Keep a quotation with its label: the sentence, and in it the phrases of the mark and of the name."""
        sentence, mark, name = label
        cue, source = sentence.text_span(mark, mark), sentence.text_span(name, name)
        self.add(Found((source,), (cue,), (quote.span,), sentence, -1, None, None, "label"))

    def _label_before(self, quote: Quote, sentence: Sentence) -> tuple[Sentence, int, int] | None:
        phrases = sentence.phrases
        k = sentence.phrase_at(quote.span[0])
        if k < 2 or phrases[k - 1].kind != ":" or phrases[k - 2].form != "name":
            return None
        return None if k > 2 and phrases[k - 3].kind not in _DASHES else (sentence, k - 1, k - 2)

    def _label_after(self, quote: Quote, paragraph: Paragraph) -> tuple[Sentence, int, int] | None:
        """The name alone between a quotation and the end of its paragraph ("“We will go” – Vasko")."""
        sentence = paragraph.sentences[-1]
        phrases = sentence.phrases
        if len(phrases) < 2 or phrases[-1].form != "name" or phrases[-2].kind not in (":", *_DASHES):
            return None
        mark = sentence.text_span(len(phrases) - 2, len(phrases) - 2)[0]
        gap = self.text[quote.span[1] : mark]
        return None if gap.strip() or mark < quote.span[1] else (sentence, len(phrases) - 2, len(phrases) - 1)

    def _reported_before(self, quote: Quote) -> Found | None:
        """The statement that runs to the end of the sentence right before a frameless quotation."""
        k = quote.span[0]
        while k > 0 and self.text[k - 1].isspace():
            k -= 1
        near = [self._by_sentence[end] for end in range(k - 2, k + 2) if end in self._by_sentence]
        if not near:
            return None
        found = near[-1]
        sentence = found.sentence
        if sentence is None or sentence.phrases[found.verb].lemma not in words.speech_verbs():
            return None
        last = self._added.get(id(found), found.content)[-1]
        end = max(last[1], *(e for _, e in (*found.cue, *found.source)))
        return found if end >= sentence.span[1] - 2 else None

    def _framed_before(self, quote: Quote) -> Found | None:
        """The statement whose quotation ends the paragraph before this one."""
        last = self.mask.beside(quote, -1)
        if last is None:
            return None
        for found in reversed(self._by_end.get(last.span[1], ())):
            if found.rule.startswith(("quote", "alone", "according")):
                end = found.sentence.span[1] if found.sentence is not None else last.span[1]
                gap = self.text[max(end, last.span[1]) : quote.span[0]]
                apart = "\n" in self.text[last.span[1] : quote.span[0]]
                return found if apart and not any(c.isalnum() for c in gap) else None
        return None

    def _framed_after(self, quote: Quote) -> Found | None:
        """The statement of the next paragraph, when that opens with a quotation in a frame of its own."""
        after = self.mask.beside(quote, 1)
        if after is None or any(c.isalnum() for c in self.text[quote.span[1] : after.span[0]]):
            return None
        return self._by_start.get(after.span)


def _last_before(text: str, offset: int, start: int) -> str:
    """The last character before an offset that is no white space, empty when there is none from `start` on."""
    while offset > start and text[offset - 1].isspace():
        offset -= 1
    return text[offset - 1] if offset > start else ""


def _first_from(text: str, offset: int, end: int) -> str:
    """The first character from an offset on that is no white space, empty when there is none before `end`."""
    while offset < end and text[offset].isspace():
        offset += 1
    return text[offset] if offset < end else ""
