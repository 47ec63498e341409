"""Cues that are no plain verb in the active: "according to", "is said to", "his claim that", speech within speech."""

from onrecord.document.document import Span
from onrecord.reading import contents, cues, words
from onrecord.reading.clauses import Subject, inverted_subject, subject
from onrecord.reading.frames import Frames
from onrecord.reading.quotes import Quote
from onrecord.reading.search import Found


class OtherCues(Frames):
    """Finds attributions by their rarer cues."""

    def passive(self, verb: int, comp: cues.Complement, frames: frozenset[str]) -> None:
        """A passive cue: "is said to", "was quoted as saying", "asked about"."""
        if "~" + comp.kind not in frames:
            return
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        at = comp.at
        if at >= len(phrases):
            return
        end = contents.end_of_forward(sentence, at, comp.kind, self.mask, not phrases[verb].passive)
        tail = contents.widen((tokens[phrases[at].start].start, end), self.mask, self.limit)
        if comp.kind == "by":
            who = Subject(at, at, at)
            passive_subject = subject(sentence, verb)
            if passive_subject is None:
                return
            self.keep(verb, comp, who, (sentence.text_span(passive_subject.first, passive_subject.last),), "passive")
            return
        parts: tuple[Span, ...] = (tail,)
        if comp.kind == "inf" and sentence.phrases[verb].passive:
            of = subject(sentence, verb)
            if of is not None:
                parts = (sentence.text_span(of.first, of.last), tail)
        self.keep(verb, comp, None, parts, "passive")

    def nested(self, verb: int, inside: Quote) -> None:
        """A statement within a quotation: only where the speaker plainly reports speech ("I told him: …")."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        phrase = phrases[verb]
        if phrase.lemma not in words.word_set("nested-verbs") or phrase.form != "fin" or phrase.modal or phrase.negated:
            return
        comp = cues.complement(sentence, verb)
        who = subject(sentence, verb)
        if who is None:
            return
        at = comp.at
        if comp.kind == "np" and comp.addressee is not None:
            after = comp.addressee + 1
            if after < len(phrases) and phrases[after].kind == ":":
                at = after + 1
            else:
                return
        elif comp.kind == "frame" and at < len(phrases) and phrases[at].kind == ":":
            at += 1
        elif comp.kind not in ("npthat",):
            return
        if at >= len(phrases):
            return
        start = tokens[phrases[at].start].start
        end = (
            min(inside.inner[1], self.limit) if phrases[at - 1].kind == ":" else min(sentence.span[1], inside.inner[1])
        )
        span = contents.trim(self.text, (start, end))
        if span[1] - span[0] > 5:
            self.keep(verb, comp, who, (span,), "nested")

    def according(self, k: int) -> None:
        """According to X."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        if k + 2 >= len(phrases) or phrases[k + 1].lemma != "to" or phrases[k + 2].kind != "NP":
            return
        who = inverted_subject(sentence, k + 1)
        if who is None or any(f.sentence is sentence and f.rule.startswith("quote") for f in self.found[-3:]):
            return  # "…," she said, according to a broadcast: the channel of a statement that has its source
        start, stop = tokens[phrases[k].start].start, sentence.text_span(who.first, who.last)[1]
        cue = (start, tokens[phrases[k + 1].end - 1].end)
        parts: list[Span] = []
        before = self.quote_before(start)
        if before is not None and before.span not in self.used:
            parts.append(self.whole(before))
        else:
            left = contents.trim(self.text, (self._clause_start(k), start))
            opens_clause = k > 0 and phrases[k - 1].kind == "C"  # "It was short and, according to X, it was loud"
            resumes = self._resumes(who.last + 1)
            if left[1] - left[0] > (2 if resumes else 12) and not opens_clause:
                parts.append(contents.widen(left, self.mask, start))
        after = who.last + 1
        if after + 1 < len(phrases) and phrases[after].kind == ",":
            right = tokens[phrases[after].end].start, contents.end_of_forward(sentence, after + 1, "that", self.mask)
            opener = phrases[after + 1]
            if not parts or (
                opener.kind not in ("C", "U", "W")
                and (opener.finite or len(self.text[right[0] : right[1]].split()) > 3)
                and opener.form != "ing"
            ):
                parts.append(contents.widen(right, self.mask, self.limit))
        if parts:
            source = (contents.trim(self.text, (tokens[phrases[who.first].start].start, stop)),)
            self.add(Found(source, (cue,), tuple(parts), sentence, k, None, None, "according"))

    def _resumes(self, k: int) -> bool:
        """Whether a comma at phrase k leads back to the verb of a clause begun before ("The road, …, was shut")."""
        phrases = self.sentence.phrases
        return k + 1 < len(phrases) and phrases[k].kind == "," and phrases[k + 1].finite

    def _clause_start(self, k: int) -> int:
        """Where the clause around phrase k begins: the sentence start, or after a semicolon."""
        sentence = self.sentence
        start = sentence.span[0]
        for j in range(k - 1, -1, -1):
            if sentence.phrases[j].kind == ";":
                return sentence.tokens[sentence.phrases[j].start].end
        return start

    def noun(self, k: int) -> None:
        """A reporting noun with its possessor: "his claim that", "the ministry's refusal to"."""
        sentence = self.sentence
        phrases, tokens = sentence.phrases, sentence.tokens
        phrase = phrases[k]
        frames = cues.nouns()[phrase.lemma]
        if k + 1 >= len(phrases) or self.mask.at(tokens[phrase.head].start) is not None:
            return
        after = phrases[k + 1]
        kind = {"U": "that" if after.lemma == "that" else "", "P": after.lemma, "VG": after.form}.get(after.kind, "")
        if kind == "fin" and after.lemma in ("include", "be"):
            kind = "list"  # "the strikers' demands include …"
        if kind not in frames:
            return
        owner = self._possessor(k)
        if owner is None:
            return
        at = k + 2 if kind in ("for", "list") else k + 1
        if at >= len(phrases):
            return
        cue_end = tokens[phrases[k + 1].end - 1].end if kind == "for" else tokens[phrase.head].end
        start = tokens[phrases[at].start].start
        end = contents.end_of_forward(sentence, at, "that" if kind == "that" else "np", self.mask)
        self.add(
            Found((owner,), ((tokens[phrase.head].start, cue_end),), ((start, end),), sentence, -1, None, None, "noun")
        )

    def _possessor(self, k: int) -> Span | None:
        phrase, tokens = self.sentence.phrases[k], self.sentence.tokens
        first = tokens[phrase.start]
        if first.tag == "S":
            return first.start, first.end
        for j in range(phrase.start, phrase.end):
            if tokens[j].tag == "K":
                return tokens[phrase.start].start, tokens[j - 1].end
        return None
