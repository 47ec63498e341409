"""Who takes part in an act that the model found: its marks as noun phrases, set right by what the rules know.

Where the model marks nobody, the parties are those of the lexicon's frame.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.reading import addressed, clauses, contents, party_spans, wording, words
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import MoveMark, PartyMark, StatementMark
from onrecord.reading.mentions import PRONOUNS, means_speaker
from onrecord.reading.model.acts import Act
from onrecord.reading.move_context import Context
from onrecord.reading.move_lexicon import move_types, noun_rows
from onrecord.reading.parse import Sentences
from onrecord.reading.parties import acts
from onrecord.reading.phrase import Phrase

Parties = tuple[PartyMark, ...]
_JOINING = frozenset(("and", "or", "&", ",", ", and", "and the"))
_MUTUAL = frozenset(("CONSULT", "COOPERATE"))
"""Types of which the model may mark those towards whom one acts as acting too, without telling them reciprocal."""
_SPEAKERS = frozenset(("it", "they"))
_PRONOUNS = frozenset(PRONOUNS) | words.word_set("relatives") | words.word_set("no-antecedent")


class ActParties:
    """The parties of the acts of one document."""

    def __init__(self, context: Context, sentences: Sentences) -> None:
        self._context = context
        self._text = context.text
        self._sentences = sentences

    def of(self, act: Act, kind: str, rule: MoveMark | None) -> tuple[Parties, Parties]:
        """Who acts, and towards whom. `rule` is the rules' own mark there, of whatever type."""
        by = self._once(self._marked(act.part("by"), act.trigger))
        to = self._once(self._marked(act.part("to"), act.trigger))
        if act.reciprocal:
            by, to = self._once((*by, *to)), ()
        mutual = act.reciprocal or kind in _MUTUAL
        if not mutual:
            by = self._of_verb(by, act.trigger)
        if rule is not None and rule.type == kind:
            by, to = self._weighed(by, rule.by, mutual), self._weighed(to, rule.to, mutual)
        able = tuple(party for party in by if self._can_act(party))
        by = able or by
        known = {party.entity for party in by} - {None}
        to = tuple(p for p in to if p.entity not in known and not meets(p.span, [q.span for q in by]))
        to = tuple(party for party in to if not self._is_act(party))
        if len(by) > 1:
            to = tuple(party for party in to if not self._is_pair(party))
        if not to and not act.reciprocal:
            to = self._addressed(act, kind, known)
        return by or self._speaker(kind, act.trigger), to

    def _addressed(self, act: Act, kind: str, known: Collection[int | None]) -> Parties:
        """Whom what the act is about, or its condition, names as meant; none of those who act."""
        sentence = self._sentences.at(act.trigger[0])
        about = tuple(contents.trimmed(self._text, act.part("conditions" if kind == "THREATEN" else "about")))
        span = addressed.addressee(sentence, kind, about)
        if span is None or self._text[slice(*span)].lower() in _PRONOUNS:
            return ()
        party = self._context.party(span)
        return (party,) if party.entity not in known and self._can_act(party) else ()

    def _marked(self, spans: Sequence[Span], trigger: Span) -> Iterator[PartyMark]:
        marked = dict.fromkeys(self._phrases(spans, trigger))
        for span in marked:
            if any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in marked):
                continue  # "miners" of "thousands of miners"
            party = self._context.party(span)
            yield party if party.entity is not None else self._spoken(party)

    def _phrases(self, spans: Sequence[Span], trigger: Span) -> Iterator[Span]:
        for span in contents.trimmed(self._text, spans):
            sentence = self._sentences.at(span[0])
            found = list(party_spans.whole(sentence, span))
            if not found and (part := party_spans.partly(sentence, span)) is not None:
                found = [part]
            for one in found:
                if party_spans.in_whose_time(sentence, one):
                    continue
                kept = party_spans.without(one, trigger, span, sentence) if meets(one, (trigger,)) else one
                if kept is not None:
                    yield party_spans.counted(sentence, kept)

    def _once(self, parties: Sequence[PartyMark] | Iterator[PartyMark]) -> Parties:
        """Each party once: of several words for the same one the first, unless that is a pronoun."""
        out: list[PartyMark] = []
        for party in parties:
            if out and self._describes(out[-1], party):
                continue
            same = next((n for n, other in enumerate(out) if _same(other, party)), None)
            if same is None:
                out.append(party)
            elif self._text[slice(*out[same].span)].lower() in _PRONOUNS:
                out[same] = party
        return tuple(out)

    def _describes(self, named: PartyMark, party: PartyMark) -> bool:
        """Whether a party only says who the one named before it is ("Ana Varn, head of the guards")."""
        text = self._text
        between, after = text[named.span[1] : party.span[0]], text[party.span[1] : party.span[1] + 5].split()
        name, called = (wording.bare(text[slice(*one.span)]) for one in (named, party))
        return (
            between.strip() == "," and after[:1] not in (["and"], ["or"]) and name[0].isupper() and called[0].islower()
        )

    def _is_pair(self, party: PartyMark) -> bool:
        """Whether a party is no other than those who act together ("a pact between the two countries")."""
        spoken = wording.bare(self._text[slice(*party.span)]).lower().split()
        return spoken[0] in words.word_set("of-the-pair") and spoken[-1] in words.word_set("sides")

    def _of_verb(self, parties: Parties, trigger: Span) -> Parties:
        """Those that the trigger's verb has for its subject, where the model marks others too; whom "who" means.

        Where it marks only what hangs on the subject, that is part of it ("chiefs of Veltia met").
        """
        sentence = self._sentences.at(trigger[0])
        verb = sentence.phrase_at(trigger[0])
        if not 0 < verb < len(sentence.phrases) or not sentence.phrases[verb].finite or sentence.phrases[verb].passive:
            return parties
        who = self._is_who(sentence, verb)
        found = clauses.subject(sentence, verb) if who or parties else None
        if found is None or found.inverted:
            return parties
        span = sentence.text_span(found.head, found.head)
        if not self._can_act(PartyMark(span)):
            return parties
        kept = self._joined(parties, (span,))
        if kept or who:
            return kept or (self._context.party(span),)
        if all(span[1] <= party.span[0] < trigger[0] for party in parties):
            whole = party_spans.whole(sentence, (span[0], max(party.span[1] for party in parties)))
            return tuple(map(self._context.party, whole)) or parties
        return parties

    def _is_who(self, sentence: Sentence, verb: int) -> bool:
        before = sentence.phrases[verb - 1]
        return before.kind == "W" and sentence.tokens[before.start].low == "who"

    def _weighed(self, marked: Parties, ruled: Parties, mutual: bool) -> Parties:
        """The model's parties: of several those that the rules have too and what "and" joins to them; all of the rules'
        where the model has none of them, or where "and" joins those to the model's ("A and B signed").
        """
        if not marked or not ruled:
            return marked or ruled
        if len(marked) > len(ruled) and not mutual:
            return self._joined(marked, tuple(party.span for party in ruled)) or marked
        spans = tuple(party.span for party in marked)
        beside = any(not meets(party.span, spans) for party in ruled)
        if len(ruled) > len(marked) and beside and len(self._joined(ruled, spans)) == len(ruled):
            return ruled
        return marked

    def _can_act(self, party: PartyMark) -> bool:
        sentence, phrase = self._phrase_of(party)
        if phrase is None:
            return False
        head = sentence.tokens[phrase.head]
        if head.end > party.span[1]:  # the parse ran into the verb
            inside = [t for t in sentence.tokens[phrase.start : phrase.end] if t.end <= party.span[1]]
            head = inside[-1] if inside else head
        return head.tag == "NN" or head.cap or phrase.form == "pron" or acts(head.low)

    def _is_act(self, party: PartyMark) -> bool:
        """Whether what is marked as a party is an act itself ("the resignation of the minister")."""
        sentence, phrase = self._phrase_of(party)
        if phrase is None or phrase.kind != "NP":
            return False
        head = sentence.tokens[phrase.head]
        told = head.tag != "NN" and bool(noun_rows(phrase.lemma))
        return told and not acts(head.low) and head.end <= party.span[1]

    def _phrase_of(self, party: PartyMark) -> tuple[Sentence, Phrase | None]:
        """The sentence of a party and the phrase that it begins in, if the parse has one there."""
        sentence = self._sentences.at(party.span[0])
        k = sentence.phrase_at(party.span[0])
        return sentence, sentence.phrases[k] if k < len(sentence.phrases) else None

    def _joined(self, parties: Parties, spans: tuple[Span, ...]) -> Parties:
        """The parties that meet some spans, and those that stand beside one of these with nothing but "and" between."""
        kept = {n for n, party in enumerate(parties) if meets(party.span, spans)}
        order = sorted(range(len(parties)), key=lambda n: parties[n].span)
        for pairs in (pairwise(order), pairwise(reversed(order))):
            for one, other in pairs:
                (_, end), (start, _) = sorted((parties[one].span, parties[other].span))
                if one in kept and self._text[end:start].strip() in _JOINING:
                    kept.add(other)
        return tuple(party for n, party in enumerate(parties) if n in kept)

    def _spoken(self, party: PartyMark) -> PartyMark:
        """ "We", in somebody's own words, is whoever speaks; so is "it" where what is said begins with it."""
        said = self._context.said_in(party.span)
        if said is None or not (means_speaker(self._text[slice(*party.span)]) or self._opens(said, party.span)):
            return party
        return PartyMark(party.span, said.source_entity)

    def _opens(self, said: StatementMark, span: Span) -> bool:
        """Whether "it" or "they" opens what is said in other words ("Veltia says it will", "says that they will")."""
        if said.kind != "indirect" or self._text[slice(*span)].lower() not in _SPEAKERS:
            return False
        before = self._text[said.content[0][0] : span[0]].strip().lower()
        return said.content[0][0] <= span[0] and before in ("", "that")

    def _speaker(self, kind: str, trigger: Span) -> Parties:
        """Who makes an act of words that stands in somebody's own words and names nobody ("Get out, or else")."""
        said = self._context.said_in(trigger)
        if said is None or not self._context.is_quoted(trigger) or not move_types()[kind].quad.startswith("verbal"):
            return ()
        return self._context.speaker(said)


def _same(one: PartyMark, other: PartyMark) -> bool:
    return meets(one.span, (other.span,)) or (one.entity is not None and one.entity == other.entity)
