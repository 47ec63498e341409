"""What a search for attributions holds: the text, its quotations, and what was found so far."""

import msgspec

from onrecord.document.document import Span
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


class Search:
    """The state of one document's search, and how a finding is kept."""

    def __init__(self, text: str, quotes: list[Quote]) -> None:
        self.text = text
        self.mask = QuoteMask(quotes)
        self.all = quotes
        self.found: list[Found] = []
        self.used: set[Span] = set()
        self.quotes: list[Quote] = []
        self.limit = 0
        self.sentence: Sentence

    def enter(self, paragraph: Paragraph) -> None:
        """Turn to a paragraph."""
        low, self.limit = paragraph.span
        self.quotes = [q for q in self.all if low <= q.span[0] < self.limit]

    def quote_before(self, offset: int) -> int | None:
        """Index in this paragraph's quotations of the one that ends right before an offset."""
        return contents.quote_ending_before(self.quotes, offset, self.text)

    def length(self, quote: Quote) -> int:
        """Words inside a quotation."""
        return len(self.text[quote.inner[0] : quote.inner[1]].split())

    def source(self, verb: int, frames: frozenset[str]) -> tuple[Subject | None, int, int]:
        """The subject of a cue verb and the first and last phrase of the frame they make."""
        sentence = self.sentence
        phrases = sentence.phrases
        phrase = phrases[verb]
        if phrase.form == "ing":
            return self._subject_of_main(verb), verb, verb
        if "frame" in frames and phrase.form == "fin" and phrase.end - phrase.start <= 2:
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
        who = subject(sentence, verb)
        if who is None:
            return None, verb, verb
        return who, min(who.first, verb), max(verb, who.last)

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

    def claimed(self, start: int, end: int) -> bool:
        """Whether some finding nearby holds part of a stretch already."""
        return any(s < end and start < e for f in self.found[-8:] for s, e in (*f.content, *f.cue))

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
                and relative.kind in ("W", "U")
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
        """Keep a finding, and note the quotations it takes."""
        self.found.append(found)
        for span in found.content:
            for quote in self.quotes:
                if span[0] <= quote.span[0] and quote.span[1] <= span[1]:
                    self.used.add(quote.span)
