"""Attribution by rules: for each cue its source and content, in the frame of a quotation or without one."""

from onrecord.reading import contents, cues, words
from onrecord.reading.clauses import Subject
from onrecord.reading.headless import Headless
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import Quote
from onrecord.reading.search import MENTAL, Found


def find(text: str, quotes: list[Quote], paragraphs: list[Paragraph]) -> list[Found]:
    """The attributions of a text, in the order in which they were found."""
    finder = _framed(text, quotes, paragraphs)
    finder.finish(paragraphs)
    return finder.found


def framed(text: str, quotes: list[Quote], paragraphs: list[Paragraph]) -> list[Found]:
    """Those alone that a cue frames: quotations without a frame are in none of them."""
    return _framed(text, quotes, paragraphs).found


def _framed(text: str, quotes: list[Quote], paragraphs: list[Paragraph]) -> "Finder":
    finder = Finder(text, quotes)
    for paragraph in paragraphs:
        finder.paragraph(paragraph)
    return finder


class Finder(Headless):
    """Finds the attributions of one document, paragraph by paragraph."""

    def paragraph(self, paragraph: Paragraph) -> None:
        """Find the attributions of one paragraph."""
        self.enter(paragraph)
        if paragraph.kind == "headline":
            self._headline(paragraph)
        for sentence in paragraph.sentences:
            self.sentence = sentence
            for k, phrase in enumerate(sentence.phrases):
                if phrase.kind == "VG":
                    frames = cues.lexicon().get(phrase.lemma, frozenset())
                    if "frame" not in frames and phrase.finite and self.any_verb(k):
                        continue
                    if frames:
                        self._verb(k, frames)
                elif phrase.kind == "P" and phrase.lemma == "according":
                    self.according(k)
                elif phrase.kind == "NP" and phrase.lemma in cues.nouns():
                    self.noun(k)

    def _headline(self, paragraph: Paragraph) -> None:
        """A name and a colon at the head of a headline: "Vasko: Railway Must Open by Friday"."""
        sentence = paragraph.sentences[0]
        phrases = sentence.phrases
        named = len(phrases) > 3 and phrases[0].form == "name" and phrases[1].kind == ":"
        if not named or phrases[2].kind in cues.OPENING or phrases[0].end - phrases[0].start > 4:
            return
        if sentence.tokens[phrases[0].start].tag not in ("NN", "N", "A"):
            return  # "The Latest: …"
        content = sentence.tokens[phrases[2].start].start, paragraph.span[1]
        source, colon = sentence.text_span(0, 0), sentence.text_span(1, 1)
        self.add(Found((source,), (colon,), (content,), sentence, -1, None, None, "label"))

    def _verb(self, verb: int, frames: frozenset[str]) -> None:
        sentence = self.sentence
        phrase = sentence.phrases[verb]
        head = sentence.tokens[phrase.head]
        inside = self.mask.at(head.start)
        if inside is not None:
            self.nested(verb, inside)
            return
        if (
            any(s <= head.start < e for f in self.found[-6:] for s, e in f.content if f.rule == "backward")
            and phrase.form == "inf"
        ):
            return
        comp = cues.complement(sentence, verb)
        if phrase.passive or phrase.form == "pp":
            self.passive(verb, comp, frames)
            return
        who, first, last = self.source(verb, frames)
        if self._idle(verb, who, comp):
            return
        if who is not None and who.inverted:
            comp = cues.Complement("frame", who.last + 1, verb)
        if "frame" in frames and phrase.form != "inf":
            if self.around_quote(verb, comp, who, first, last):
                return
            if comp.kind == "frame" and self._backward(verb, comp, who, first, last):
                return
        if comp.kind == "frame":
            return
        key = comp.kind if comp.kind != "npquote" else "np"
        allowed = ("to:" + key if phrase.form == "inf" else key) in frames
        if key == "quote" and "np" in frames and phrase.form != "inf":
            allowed = True
        if allowed:
            self._forward(verb, comp, who)

    def _idle(self, verb: int, who: Subject | None, comp: cues.Complement) -> bool:
        """Whether the outlet speaks of itself or of anyone ("you know", "if one adds"): no attribution."""
        phrases, tokens = self.sentence.phrases, self.sentence.tokens
        if who is None:
            return phrases[verb].form == "inf" or (phrases[verb].form == "fin" and comp.kind != "frame" and verb == 0)
        head = phrases[who.head]
        low = tokens[head.head].low
        if low in words.word_set("nobody"):
            return phrases[verb].lemma in MENTAL or low in ("you", "one", "there")
        return low in ("i", "we") and phrases[verb].lemma in MENTAL

    def _backward(self, verb: int, comp: cues.Complement, who: Subject | None, first: int, last: int) -> bool:
        """Content before its frame: "The talks failed, officials said"; on both sides: "The talks, he said, failed"."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        if first == 0 or who is None or phrases[first - 1].kind not in (",", "—", "–"):
            return False
        start, stop = sentence.span[0], tokens[phrases[first - 1].start].start
        if phrases[verb].form == "ing" and any(start <= s < stop for f in self.found[-4:] for s, _ in f.cue):
            return False
        for f in self.found[-4:]:
            for s, e in f.content:
                if start <= s < stop and f.sentence is sentence and stop - e > 12:
                    start = max(start, e)
        left = contents.trim(self.text, (start, stop))
        parts = []
        finite = any(p.kind == "VG" for p in phrases[:first])
        if left[1] - left[0] > 8 and (finite or left[1] - left[0] > 40):
            parts.append(contents.widen(left, self.mask, stop))
        after = comp.at
        if after < len(phrases) and phrases[after].kind == "," and after + 1 < len(phrases):
            right = tokens[phrases[after].end].start, contents.end_of_forward(sentence, after + 1, "that", self.mask)
            words = self.text[right[0] : right[1]].split()
            opener = phrases[after + 1]
            more = opener.kind not in ("C", "U", "P") and not (opener.kind == "VG" and opener.form == "ing")
            if len(words) > 2 * finite and (not finite or more):
                parts = (
                    [left, right]
                    if left[1] - left[0] > 3 and (finite or len(parts) or left[1] - left[0] > 12 or opener.finite)
                    else [right]
                )
        if not parts:
            return False
        self.keep(verb, comp, who, tuple(parts), "backward")
        return True

    def _forward(self, verb: int, comp: cues.Complement, who: Subject | None) -> None:
        """Content after its cue."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        at = comp.at
        if at >= len(phrases):
            return
        if comp.kind == "npinf" and phrases[verb].lemma in words.word_set("addressing-verbs"):
            begin = at
        else:
            begin = comp.addressee if comp.kind in ("npinf", "np", "npquote") and comp.addressee is not None else at
        start = tokens[phrases[begin].start].start
        fronted = who is None or phrases[who.first].start > phrases[verb].start
        opened = phrases[verb - 1].kind == "W" if verb else False
        fronted = fronted and not (who is not None and who.inverted)
        end = contents.end_of_forward(sentence, begin, comp.kind, self.mask, fronted, opened)
        span = contents.widen((start, end), self.mask, self.limit)
        if span[1] - span[0] < 3:
            return
        relative = phrases[who.first - 1] if who is not None and who.first else None
        if relative is not None and relative.kind in ("W", "U") and phrases[begin].kind == "VG":
            # "a plan which officials said will take effect": what is said is the relative clause
            cut = next((k for k in range(begin, len(phrases)) if phrases[k].kind == ","), None)
            stop = span[1] if cut is None else min(span[1], tokens[phrases[cut].start].start)
            opener = sentence.text_span(who.first - 1, who.first - 1) if who is not None else span
            self.keep(verb, comp, who, (opener, (start, stop)), "clause")
            return
        self.keep(verb, comp, who, (span,), "clause" if comp.kind in ("that", "npthat", "wh", "npwh") else comp.kind)
