"""What the model found, set right by what the rules know exactly: quotation marks, frames, who is told.

The model says which words are source, cue and content. Here its contents are fitted to the quotation marks they cut
through, each finding gets the sentence and verb that addressee, medium and day are looked up from, and quotations that
the model left alone are settled as the rules settle them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from onrecord.document.document import Span
from onrecord.document.spans import joined, touches
from onrecord.reading import attribution, contents, cues, party_spans, turns, whole_contents, words
from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.headless import Headless
from onrecord.reading.model import nested
from onrecord.reading.model.run import Said
from onrecord.reading.model.session import Encoder
from onrecord.reading.parse import Paragraph, Sentences
from onrecord.reading.parties import acts
from onrecord.reading.quotes import Quote
from onrecord.reading.search import TELLING, Found
from onrecord.reading.stretches import Stretches

MOST = 0.6
"""Share of a quotation's length from which content that cuts through it takes the whole."""
LEAST = 0.25
"""Share below which it leaves the quotation."""
DOUBTFUL = 0.3
"""Chance below which a finding of the model is not kept."""
DEEPEST = 4
"""Contents around a place that are read once more; people do not report speech more deeply."""
KEPT = ("quote-before", "quote-after", "quote-both", "label", "colon", "backward", "according", "ing")
"""Rules whose findings are more often right than not where the model sees nothing (measured on development sets)."""


def find(
    text: str, quoted: list[Quote], paragraphs: list[Paragraph], said: Sequence[Said], model: Encoder
) -> list[Found]:
    """The attributions of a text, those inside the contents of others last."""
    finder = Modelled(text, quoted)
    ruled = attribution.framed(text, quoted, paragraphs)
    finder.merge(said, ruled, paragraphs)
    finder.finish(paragraphs)
    finder.after_colons(ruled)
    finder.found = list(turns.split(finder.found, text))
    finder.nest(model)
    finder.nest_plain(ruled)
    return finder.found


class Modelled(Headless):
    """The attributions of one document from the model's findings and those of the rules."""

    def merge(self, said: Sequence[Said], ruled: Sequence[Found], paragraphs: Sequence[Paragraph]) -> None:
        """Take over the model's findings, then the rules' where the model has none. Call `finish` after it."""
        self._sentences = Sentences(paragraphs)
        self._bounds = [paragraph.span for paragraph in paragraphs]
        by_cue = {found.cue[0][0]: found for found in ruled if found.cue and found.rule != "nested"}
        self._signed(paragraphs)
        signed = joined(span for found in self.found for span in found.content)
        for one in said:
            if one.chance >= DOUBTFUL and not any(touches(span, signed) for span in one.content):
                self._take(one, by_cue)
        covered = joined(span for found in self.found for span in (*found.content, *found.cue))
        for found in ruled:
            parts = (*found.content, *found.cue)
            plain = found.rule in KEPT or (found.rule == "clause" and self._says(found))
            unseen = plain and not any(touches(span, covered) for span in parts)
            if unseen or found.rule == "nested":
                self._enter(found.content[0])
                self.add(found)
        self.found.sort(key=lambda found: found.content[0])

    @staticmethod
    def _says(found: Found) -> bool:
        """Whether somebody plainly says the clause; where other verbs frame one, the model is more often right."""
        return bool(found.source and found.sentence and found.sentence.phrases[found.verb].lemma == "say")

    def _signed(self, paragraphs: Sequence[Paragraph]) -> None:
        """Quotations with a dash and a name behind them and nothing else in the paragraph are the named one's."""
        for paragraph in paragraphs:
            self.enter(paragraph)
            for quote in self.mask.within(*paragraph.span):
                alone = quote.span[0] == paragraph.span[0]
                label = self._label_after(quote, paragraph) if alone else None
                if label is not None:
                    self._add_labelled(quote, label)

    def _take(self, one: Said, by_cue: dict[int, Found]) -> None:
        content = self._of_its_clause(joined(self._fitted(span) for span in one.content))
        if one.cue and self._described(content, one.cue[0]):
            return
        source = self._trimmed(one.source)
        self._enter(content[0])
        quoted = self.mask.kind(content, self.text) != "indirect"
        if not one.cue:
            rule = "alone" if quoted and not source else "model"
            self.add(Found(source, (), content, None, -1, None, None, rule, one.chance))
            return
        sentence, verb = self._verb(one.cue[0])
        source = tuple(span for span in source if not party_spans.in_whose_time(sentence, span))
        if not quoted and verb >= 0 and self._tells_nothing(sentence, verb, source):
            return
        behind = range(content[-1][1], one.cue[0][0]) if quoted else ()
        nearer = next((by_cue[k] for k in behind if k in by_cue and _between(content, by_cue[k], one.cue[0])), None)
        if nearer is not None and self._says(nearer):
            self.add(replace(nearer, score=one.chance))
            return
        alike = next((by_cue[k] for k in range(*one.cue[0]) if k in by_cue), None)
        if alike is None or alike.sentence is not sentence:
            addressee, refers = self._addressee(sentence, verb), None
        else:
            source = _whole_list(source, alike, sentence)
            addressee, refers = alike.addressee, alike.refers if alike.source == source else None
            content = _with_speaker(content, alike, sentence)
        if refers is None and verb >= 0 and source and self._relative(source[0]):
            who = subject(sentence, verb)
            refers = contents.trim(self.text, sentence.text_span(who.first, who.last)) if who is not None else None
        if verb >= 0 and source and source[0] >= one.cue[0] and self._objective(source[0]):
            # "…”Told him.": who stands there is told; the speaker is whoever spoke before
            told = sentence.phrase_at(source[0][0])
            addressee = told if told < len(sentence.phrases) else None  # the model may mark one of the next sentence
            source = ()
        content = whole_contents.whole(self.text, content, source, one.cue, sentence, self.mask)
        rule = "quote-model" if quoted else "model"
        self.add(Found(source, one.cue, content, sentence, verb, addressee, refers, rule, one.chance))

    def _tells_nothing(self, sentence: Sentence, verb: int, source: Sequence[Span]) -> bool:
        """Whether a verb puts nothing into words ("ratified it"), or has a thing for its source ("the pact seeks")."""
        lemma = sentence.phrases[verb].lemma
        if lemma in words.word_set("no-cues") or (not source and lemma not in cues.lexicon()):
            return True
        if lemma not in words.word_set("no-speakers-cues") or not source:
            return False
        k = sentence.phrase_at(source[0][0])
        head = sentence.tokens[sentence.phrases[k].head] if k < len(sentence.phrases) else None
        return head is not None and head.tag == "N" and not acts(head.low)

    def _described(self, content: Sequence[Span], cue: Span) -> bool:
        """Whether the cue is the verb of a clause that only describes the content ("a deal which | was agreed")."""
        before = self.text[content[-1][0] : cue[0]].lower().split()
        return content[-1][1] < cue[0] and bool(before) and before[-1] in ("who", "which")

    def _of_its_clause(self, content: tuple[Span, ...]) -> tuple[Span, ...]:
        """The content of a relative clause, without the quotation behind the colon of the sentence around it."""
        if not self._relative(content[0]):
            return content
        return tuple(
            span
            for span in content
            if self.mask.begins(span[0]) is None or not self.text[max(0, span[0] - 8) : span[0]].rstrip().endswith(":")
        )

    def after_colons(self, ruled: Sequence[Found]) -> None:
        """A quotation behind a colon that the model leaves without a speaker is that of the sentence before the colon.

        It goes on what is stated there ("… called the raid lawful: “…”"), or is as the rules frame it.
        """
        framed = {found.content[0]: found for found in ruled if found.source and found.rule != "nested"}
        kept: list[Found] = []
        for found in sorted(self.found, key=lambda found: found.content[0]):
            start = found.content[0][0]
            before = self.text[max(0, start - 8) : start].rstrip()
            open_ = found.rule == "alone" and before.endswith(":")
            last = kept[-1] if kept else None
            if not open_:
                kept.append(found)
            elif last is not None and last.source and self._reaches(last, start):
                last.content = (*last.content, *found.content)
            else:
                kept.append(framed.get(found.content[0]) or self._by_subject(found, max(0, start - 8) + len(before)))
        self.found = kept

    def _by_subject(self, found: Found, end: int) -> Found:
        """A quotation given to the subject of the sentence whose colon ends at an offset, if it has one."""
        sentence, _ = self._verb((end - 1, end))
        for k, phrase in enumerate(sentence.phrases):
            if phrase.kind != "VG" or not phrase.finite or sentence.tokens[phrase.head].start >= end:
                continue
            who = subject(sentence, k)
            if who is None or sentence.phrases[who.head].kind != "NP":
                break
            source = self._trimmed([sentence.text_span(who.first, who.last)])
            return Found(source, ((end - 1, end),), found.content, sentence, -1, None, None, "colon", found.score)
        return found

    def _reaches(self, found: Found, offset: int) -> bool:
        """Whether a statement of a main clause has a sentence that runs up to an offset, with no other between."""
        sentence = found.sentence
        return (
            sentence is not None
            and not self._relative(found.content[0])
            and sentence.span[0] < offset
            and sentence.span[1] >= offset - 4
        )

    def _relative(self, span: Span) -> bool:
        """Whether a source is a relative pronoun, which means whoever it goes back to."""
        return self.text[slice(*span)].lower() in words.word_set("relatives")

    def _objective(self, span: Span) -> bool:
        """Whether a source is a pronoun that can be no subject."""
        return self.text[slice(*span)].lower() in words.word_set("object-pronouns")

    def _trimmed(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Spans without commas and blanks at their ends, those without anything else left out."""
        return tuple(span for span in (contents.trim(self.text, span) for span in spans) if span[0] < span[1])

    def nest(self, model: Encoder) -> None:
        """Add what stands nested in the contents found: the model reads them once more by themselves.

        What stands inside quotation marks is left to the rules, which take plainly reported speech alone.
        """
        outer = [span for found in self.found for span in found.content if found.rule != "nested"]
        for span in _not_too_deep(outer):
            for one in nested.inside(model, self.text, span) if self._speaks(span) else ():
                sentence, verb = self._verb(one.cue[0])
                speech = verb >= 0 and sentence.phrases[verb].lemma in words.speech_verbs()
                content = self._trimmed(one.content)
                if speech and content and self.mask.at(one.cue[0][0]) is None:
                    told = self._addressee(sentence, verb)
                    source = self._trimmed(one.source)
                    self._enter(content[0])
                    self.add(Found(source, one.cue, content, sentence, verb, told, None, "nested", one.chance))

    def nest_plain(self, ruled: Sequence[Found]) -> None:
        """Add what somebody plainly says within a content found, where the model read on over it."""
        outer = Stretches((span, 0) for found in self.found for span in found.content)
        cues_ = joined(span for found in self.found for span in found.cue)
        for found in ruled:
            inside = found.rule == "clause" and all(map(outer.hold, (*found.source, *found.cue, *found.content)))
            told = inside and self._says(found) and self.mask.at(found.cue[0][0]) is None
            if told and not any(touches(span, cues_) for span in found.cue):
                self._enter(found.content[0])
                self.add(replace(found, rule="nested"))

    def _speaks(self, span: Span) -> bool:
        """Whether a verb of speech stands in a content, outside quotation marks."""
        for sentence in self._sentences.touching(span):
            for phrase in sentence.phrases:
                if phrase.kind == "VG" and phrase.lemma in words.speech_verbs():
                    at = sentence.tokens[phrase.head].start
                    if span[0] <= at < span[1] and self.mask.at(at) is None:
                        return True
        return False

    def _enter(self, span: Span) -> None:
        """Turn to the paragraph that holds a span."""
        self.start, self.limit = self._bounds[max(0, bisect_right(self._bounds, (span[0], 1 << 60)) - 1)]

    def _verb(self, cue: Span) -> tuple[Sentence, int]:
        """The sentence of a cue, and its last verb group that touches it (-1: none)."""
        sentence = self._sentences.at(cue[0])
        verb = -1
        for k in range(max(0, sentence.phrase_at(cue[0])), len(sentence.phrases)):
            phrase = sentence.phrases[k]
            if sentence.tokens[phrase.start].start >= cue[1]:
                break
            if phrase.kind == "VG":
                verb = k
        return sentence, verb

    def _addressee(self, sentence: Sentence, verb: int) -> int | None:
        """The noun phrase told, as the rules know it after a verb of telling."""
        if verb < 0 or sentence.phrases[verb].lemma not in TELLING or sentence.phrases[verb].passive:
            return None
        return cues.complement(sentence, verb).addressee

    def _fitted(self, span: Span) -> Span:
        """A content whose ends stand right to the quotation marks around or beside them."""
        start, end = contents.trim(self.text, span)
        first, last = self.mask.at(start), self.mask.at(end - 1)
        if first is not None and start <= first.inner[0]:
            start = first.span[0]
        elif first is not None:
            start = self._edge(first, start, end, first.span[0], first.span[1])
        if last is not None and end >= last.inner[1]:
            end = last.span[1]
        elif last is not None and (last is not first or start <= last.span[0]):
            end = self._edge(last, start, end, last.span[1], last.span[0])
        opening = self.mask.begins(start - 1) if start else None
        if opening is not None and opening.inner[0] == start:
            start = opening.span[0]
        start, end = contents.trim(self.text, (start, end))
        return (start, end) if start < end else span

    def _edge(self, quote: Quote, start: int, end: int, whole: int, none: int) -> int:
        """Where an end of content goes that falls inside a quotation: to take it whole, to leave it, or as it is."""
        low, high = quote.span
        share = (min(end, high) - max(start, low)) / (high - low)
        here = start if whole == low else end
        if share >= MOST:
            return whole
        outside = start < low or end > high
        return none if share < LEAST and outside else here


def _between(content: Sequence[Span], ruled: Found, cue: Span) -> bool:
    """Whether the rules have a speaker for a content between it and its cue.

    ("…", said the mayor according to a video.)
    """
    spoken = (*ruled.source, *ruled.cue)
    same = bool(ruled.source) and ruled.content[0][0] == content[0][0]
    return same and all(content[-1][1] <= start and end <= cue[0] for start, end in spoken)


def _whole_list(source: tuple[Span, ...], ruled: Found, sentence: Sentence) -> tuple[Span, ...]:
    """The source of a cue as the rules have it, where the model's is only the end of a list ("A, | B and C")."""
    if len(source) != 1 or len(ruled.source) != 1 or ruled.source[0][1] != source[0][1]:
        return source
    first, cut, last = (sentence.phrase_at(n) for n in (ruled.source[0][0], source[0][0], source[0][1] - 1))
    kinds = [phrase.kind for phrase in sentence.phrases[first:cut]]
    listed = "C" in kinds or any(phrase.kind == "C" for phrase in sentence.phrases[cut:last])
    opened = first > 0 and sentence.phrases[first - 1].kind in ("P", "VG")
    return ruled.source if kinds and listed and not opened and set(kinds) <= {"NP", ",", "C"} else source


def _with_speaker(content: tuple[Span, ...], ruled: Found, sentence: Sentence) -> tuple[Span, ...]:
    """The content of a cue as the rules have it, where the model's passes over who speaks in it.

    "reported a source | said …", "reported that a source said | that …".
    """
    whole = ruled.content[0]
    if ruled.rule != "clause" or not whole[0] < content[0][0] or content[-1][1] != whole[1]:
        return content
    passed = sentence.phrases[sentence.phrase_at(whole[0]) : sentence.phrase_at(content[0][0]) + 1]
    return ruled.content if any(phrase.finite and phrase.lemma == "say" for phrase in passed) else content


def _not_too_deep(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans without those that begin within `DEEPEST` of the ones before them.

    Contents within contents without end would be read again and again, each to the end.
    """
    open_: list[int] = []
    for start, end in spans:
        open_ = [last for last in open_ if last > start]
        if len(open_) < DEEPEST:
            open_.append(end)
            yield start, end
