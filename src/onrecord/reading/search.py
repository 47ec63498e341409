"""What a search for attributions holds: the text, its quotations, and what was found so far."""

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.reading import contents, cues, words
from onrecord.reading.clauses import Sentence, Subject, inverted_subject, subject
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import Quote, QuoteMask

SPEECH_MARKS = frozenset("”’\"'»“«")
MENTAL = words.word_set("mental-verbs")
TELLING = words.word_set("telling-verbs")


class Found(msgspec.Struct):
    """One attribution as found, before actors, times and channels are looked up."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: Sentence | None
    verb: int
    """Index of the cue's verb group in its sentence, or -1."""
    addressee: int | None
    """Index of the noun phrase addressed, or None."""
    refers: Span | None
    """What a relative pronoun in the source goes back to."""
    rule: str
    """Which rule found it: the key of its score."""
    score: float | None = None
    """The chance that it is right, where more than the rule tells it."""


class Search:
    """The state of one document's search, and how a finding is kept."""

    def __init__(self, text: str, quotes: list[Quote]) -> None:
        self.text = text
        self.mask = QuoteMask(quotes)
        self.found: list[Found] = []
        self.used: set[Span] = set()
        self.start = self.limit = 0
        self.sentence: Sentence

    def enter(self, paragraph: Paragraph) -> None:
        """Turn to a paragraph."""
        self.start, self.limit = paragraph.span

    def quote_before(self, offset: int) -> Quote | None:
        """The quotation of this paragraph that ends right before an offset: only marks and blanks between."""
        quote = self.mask.last_ending(offset, self.start)
        if quote is None or offset - quote.span[1] > 4:
            return None
        gap = self.text[quote.span[1] : offset]
        return quote if "." not in gap and not any(c.isalnum() for c in gap) else None

    def length(self, quote: Quote) -> int:
        """Words inside a quotation."""
        return len(self.text[quote.inner[0] : quote.inner[1]].split())

    def source(self, verb: int, frames: frozenset[str]) -> tuple[Subject | None, int, int]:
        """The subject of a cue verb and the first and last phrase of the frame they make."""
        sentence = self.sentence
        phrases = sentence.phrases
        phrase = phrases[verb]
        if phrase.form == "ing":
            who = self._subject_of_main(verb)
            passed_on = who is not None and who.last == verb - 3 and self.quoted_as(verb) is not None
            return who, who.first if who is not None and passed_on else verb, verb
        goes_on = verb > 0 and phrases[verb - 1].kind in ("C", "R")
        left = (self._resumed(verb) if goes_on else None) or subject(sentence, verb)
        described = left is not None and left.last == verb - 1 and phrases[verb - 1].kind == ","
        inverts = not described and phrase.lemma not in words.word_set("told-verbs")
        if inverts and "frame" in frames and phrase.form == "fin" and phrase.end - phrase.start <= 2:
            before = phrases[verb - 1].kind if verb else "^"
            after_quote = before in SPEECH_MARKS or before in (",", "^", "—", "–")
            if after_quote and not phrase.modal and not self._subject_after_quote(verb):
                who = inverted_subject(sentence, verb)
                if (
                    who is not None
                    and (before != "^" or self._follows_quote(verb))
                    and (who.last > who.head or not self._verb_follows(who.last))
                ):
                    return who, verb, who.last
        if left is None:
            return None, verb, verb
        return left, min(left.first, verb), max(verb, left.last)

    def _subject_after_quote(self, verb: int) -> bool:
        """Whether the verb's subject stands between a quotation and the verb ("…," Vasko, a former judge, said)."""
        who = subject(self.sentence, verb) if verb and self.sentence.phrases[verb - 1].kind == "," else None
        if who is None:
            return False
        start = self.sentence.tokens[self.sentence.phrases[who.first].start].start
        return self.quote_before(start) is not None

    def _verb_follows(self, last: int) -> bool:
        phrases = self.sentence.phrases
        return last + 1 < len(phrases) and phrases[last + 1].kind == "VG" and phrases[last + 1].finite

    def _follows_quote(self, verb: int) -> bool:
        start = self.sentence.tokens[self.sentence.phrases[verb].start].start
        return self.quote_before(start) is not None

    def _subject_of_main(self, verb: int) -> Subject | None:
        """Whom a participle belongs to ("..., saying that"): the subject of the last finite verb before it."""
        sentence = self.sentence
        known = self.quoted_as(verb) or self._resumed(verb)
        if known is not None:
            return known
        for k in range(verb - 1, -1, -1):
            phrase = sentence.phrases[k]
            if phrase.kind == "VG" and phrase.finite and self.mask.at(sentence.tokens[phrase.head].start) is None:
                return subject(sentence, k) or (
                    inverted_subject(sentence, k) if phrase.lemma in cues.lexicon() else None
                )
        if verb and sentence.phrases[verb - 1].kind == "NP":
            return Subject(verb - 1, verb - 1, verb - 1)
        for k in range(verb + 1, len(sentence.phrases)):
            phrase = sentence.phrases[k]
            if phrase.kind == "VG" and phrase.finite and k > verb + 2:
                return subject(sentence, k)
        return None

    def quoted_as(self, verb: int) -> Subject | None:
        """Whose words are passed on ("the envoy was quoted as saying", "the paper quoted the envoy as saying")."""
        phrases = self.sentence.phrases
        k = verb - 2
        if k < 0 or phrases[verb - 1].lemma != "as":
            return None
        while k > 0 and phrases[k].kind in ("NP", "P"):
            k -= 1
        if phrases[k].kind != "VG" or phrases[k].lemma not in words.word_set("quoting-verbs"):
            return None
        if phrases[k].passive:
            return subject(self.sentence, k)
        return Subject(k + 1, k + 1, verb - 2) if k < verb - 2 else None

    def _resumed(self, verb: int) -> Subject | None:
        """Whose frame a verb takes up again: content ends right before it ("…, adding that", "… and added that")."""
        sentence = self.sentence
        k = verb
        while k > 0 and sentence.phrases[k - 1].kind in ("R", "C", ","):
            k -= 1
        edge = sentence.tokens[sentence.phrases[k - 1].end - 1].end if k else -1
        for found in reversed(self.found[-4:]):
            if found.sentence is sentence and 0 <= found.verb < verb and found.content[-1][1] == edge:
                return subject(sentence, found.verb) or inverted_subject(sentence, found.verb)
        return None

    def claimed(self, start: int, end: int) -> bool:
        """Whether some finding nearby holds part of a stretch already."""
        return any(meets((start, end), (*f.content, *f.cue)) for f in self.found[-8:])

    def keep(self, verb: int, comp: cues.Complement, who: Subject | None, parts: tuple[Span, ...], rule: str) -> None:
        """Keep a finding of the verb group at index `verb`, with its cue and source as the text has them."""
        sentence = self.sentence
        tokens, phrases = sentence.tokens, sentence.phrases
        start = tokens[phrases[verb].start].start
        end = tokens[phrases[verb if rule.startswith(("quote", "back")) else comp.last].end - 1].end
        after = verb + 1
        if rule in ("quote-after",) and after < len(phrases) and phrases[after].kind == ":":
            end = tokens[phrases[after].start].end
        source: tuple[Span, ...] = ()
        refers = None
        if who is not None:
            span = contents.trim(self.text, sentence.text_span(who.first, who.last))
            if span[1] > start >= span[0] and not who.inverted:
                span = contents.trim(self.text, (span[0], start))
            source = (span,) if span[1] > span[0] else ()
            relative = phrases[verb - 1] if verb else None
            if (
                relative is not None
                and (relative.kind == "W" or (relative.kind == "U" and relative.lemma == "that"))
                and not who.inverted
                and who.last < verb - 1 + (relative.kind == "W")
            ):
                refers, source = span, (sentence.text_span(verb - 1, verb - 1),)
        addressee = (
            comp.addressee
            if comp.kind in ("npthat", "npinf", "npwh", "npquote", "np") and phrases[verb].lemma in TELLING
            else None
        )
        self.add(Found(source, ((start, end),), parts, sentence, verb, addressee, refers, rule))

    def add(self, found: Found) -> None:
        """Keep a finding, unless its content holds no word, and note the quotations it takes."""
        found.content = tuple(s for s in found.content if any(c.isalnum() for c in self.text[s[0] : s[1]]))
        if not found.content:
            return
        self.found.append(found)
        for start, end in found.content:
            self.used.update(q.span for q in self.mask.within(max(start, self.start), end) if q.span[1] <= end)
