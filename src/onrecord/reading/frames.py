"""Frames: the words around a quotation that say whose it is ("…," X said; X said: "…"), and quotations without one."""

from onrecord.document.document import Span
from onrecord.reading import contents, cues
from onrecord.reading.clauses import Subject, subject
from onrecord.reading.quotes import Quote
from onrecord.reading.search import TELLING, Search

_CLAUSAL = frozenset(("that", "npthat"))


class Frames(Search):
    """Finds the quotation that belongs to a frame."""

    def around_quote(self, verb: int, comp: cues.Complement, who: Subject | None, first: int, last: int) -> bool:
        """A frame next to a quotation: "…," X said; X said, "…"; and the two around one frame."""
        sentence = self.sentence
        start = sentence.tokens[sentence.phrases[first].start].start
        end = sentence.tokens[sentence.phrases[last].end - 1].end
        before = self.quote_before(start) if sentence.phrases[verb].form != "ing" or first < verb else None
        if (
            before is not None
            and (comp.kind in _CLAUSAL or comp.kind == "wh")
            and comp.kind != "frame"
            and not self.ends_utterance(before)
        ):
            return False
        parts: list[Span] = []
        if before is not None and before.span not in self.used:
            parts.extend(self._run_up_to(before))
        if (
            before is not None
            and comp.kind in ("that", "npthat", "wh")
            and sentence.phrases[verb].form == "fin"
            and parts == []
        ):
            return False
        ahead = self._quote_after(verb, comp, last, end, bool(parts))
        if ahead is not None:
            parts.append(ahead)
        if not parts:
            return False
        rule = "quote-both" if len(parts) > 1 else "quote-before" if before is not None else "quote-after"
        self.keep(verb, comp, who, tuple(parts), rule)
        return True

    def any_verb(self, verb: int) -> bool:
        """Any verb frames a quotation that stands right before it after a comma, or after a colon: "…," she smiled."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        phrase = phrases[verb]
        if self.mask.at(tokens[phrase.head].start) is not None or phrase.passive or not phrase.lemma:
            return False
        who = subject(sentence, verb)
        if who is None or phrases[who.head].form == "time":
            return False
        first = min(who.first, verb)
        before = self.quote_before(tokens[phrases[first].start].start)
        comp = cues.Complement("frame", verb + 1, verb)
        if before is not None and not any(p.kind == "VG" for p in phrases[first:verb]):
            quote = before
            between = self.text[quote.inner[1] - 1 : tokens[phrases[first].start].start]
            ends = "," in between or between[0] in "!?"
            if ends and quote.span not in self.used and self.length(quote) > 3 and phrase.lemma != "be":
                comp = cues.complement(sentence, verb)
                return self.around_quote(verb, comp, who, first, max(verb, who.last))
            return False
        colon = self._colon(verb + 1)
        if colon is None:
            return False
        comp.at = colon
        comp.last = colon
        ahead = self._quote_after(verb, comp, colon, tokens[phrases[colon].start].end, False)
        if ahead is not None and ahead[1] - ahead[0] > 20:
            self.keep(verb, comp, who, (ahead,), "colon")
            return True
        return False

    def ends_utterance(self, quote: Quote) -> bool:
        """Whether a quotation ends as speech does, not as a word or two in quotation marks."""
        inner = self.text[quote.inner[0] : quote.inner[1]].rstrip()
        return inner[-1:] in ",.!?…—" or len(inner) > 40

    def _run_up_to(self, quote: Quote) -> list[Span]:
        """The quotation that ends before a frame, with what it goes on from in the paragraphs before."""
        parts = [self.whole(quote)]
        earlier: Quote | None = quote
        while earlier is not None and earlier.continues:
            earlier = self.mask.beside(earlier, -1)
            if earlier is None or not earlier.open or earlier.span in self.used:
                break
            parts.append(earlier.span)
        return parts[::-1]

    def whole(self, quote: Quote) -> Span:
        """A quotation with the words before it in its sentence that belong to it ("Calling it "absurd," he said")."""
        start = quote.span[0]
        sentence = self.sentence
        lead = self.text[sentence.span[0] : start]
        if (
            sentence.span[0] < start
            and sum(c.isalnum() for c in lead) > 3
            and not self.claimed(sentence.span[0], start)
        ):
            lead_mask = self.mask.at(sentence.span[0])
            if lead_mask is None and ":" not in lead and self.length(quote) < 12:
                return sentence.span[0], quote.span[1]
        return quote.span

    def _quote_after(self, verb: int, comp: cues.Complement, last: int, end: int, second: bool) -> Span | None:
        """The quotation that follows a frame: in the same sentence, as the next sentence, or as the next paragraph."""
        sentence = self.sentence
        tokens, phrases = sentence.tokens, sentence.phrases
        offsets = []
        if comp.kind == "frame" and comp.at < len(phrases) and phrases[comp.at].kind in (",", ":"):
            offsets.append(tokens[phrases[comp.at].start].end)
        elif comp.kind in ("quote", "npquote"):
            offsets.append(tokens[phrases[comp.at].start].start)
        if comp.kind == "frame" or (comp.kind == "np" and phrases[verb].lemma in TELLING):
            colon = self._colon(max(verb, last) + 1)
            if colon is not None:
                offsets.append(tokens[phrases[colon].start].end)
        if second:
            offsets.append(sentence.span[1])
        for at in offsets:
            offset = contents.after_marks(self.text, max(at, end), self.limit)
            quote = self.mask.begins(offset)
            if quote is not None and quote.span not in self.used and self._fits(quote, comp, offset, second):
                return quote.span
        if tokens[sentence.end - 1].text == ":" and sentence.span[1] >= self.limit - 1 and offsets:
            following = self._next_paragraph_quote()
            if following is not None and following.span not in self.used:
                return following.span
        return None

    def _before_utterance(self, at: int) -> bool:
        """Whether a comma stands before a whole sentence in quotation marks: "spoke on the radio, “We will go.”"."""
        phrases, tokens = self.sentence.phrases, self.sentence.tokens
        if phrases[at].kind != "," or at + 1 >= len(phrases) or phrases[at + 1].kind not in cues.OPENING:
            return False
        quote = self.mask.at(tokens[phrases[at + 1].start].start)
        if quote is None or quote.span[0] != tokens[phrases[at + 1].start].start or self.length(quote) < 6:
            return False
        inner = self.text[quote.inner[0] : quote.inner[1]].strip()
        return inner[:1].isupper() and inner[-1:] in ".!?…"

    def _colon(self, k: int) -> int | None:
        """Index of a colon after phrase k that no finite verb separates from it."""
        phrases = self.sentence.phrases
        for at in range(k, min(k + 14, len(phrases))):
            if phrases[at].kind == ":" or self._before_utterance(at):
                return at
            if (phrases[at].kind == "VG" and phrases[at].finite) or phrases[at].kind in cues.OPENING:
                return None
        return None

    def _fits(self, quote: Quote, comp: cues.Complement, offset: int, second: bool) -> bool:
        """Whether a quotation found at an offset belongs to this frame and not to another, or to no frame."""
        sentence = self.sentence
        if second and offset >= sentence.span[1]:
            return not self._framed_itself(quote)
        if comp.kind in ("quote", "npquote") and not second:
            rest = self.text[quote.span[1] : sentence.span[1]]
            if any(c.isalnum() for c in rest) and not self.ends_utterance(quote):
                return False
            return not (comp.kind == "npquote" and self.length(quote) < 3)
        return True

    def _next_paragraph_quote(self) -> Quote | None:
        """The quotation that opens the next paragraph."""
        quote = self.mask.next_from(self.limit)
        if quote is None or any(c.isalnum() for c in self.text[self.limit : quote.span[0]]):
            return None
        return quote

    def _framed_itself(self, quote: Quote) -> bool:
        """Whether a quotation in a later sentence has a frame of its own after it ("…," she added)."""
        tail = self.text[quote.inner[1] - 1 : quote.inner[1]]
        return tail == "," or (not quote.open and self.text[quote.span[1] : quote.span[1] + 1] == ",")
