"""Standing relations between entities: allies, leaders, members, mediators, trust. The wordings are data: ties.tsv."""

from collections.abc import Iterator
from functools import cache

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.clauses import Sentence, Subject, subject
from onrecord.reading.entities import Entities
from onrecord.reading.marks import TieMark
from onrecord.reading.parse import Paragraph
from onrecord.reading.phrases import Phrase
from onrecord.reading.surroundings import right_of

_EACH_OTHER = words.word_set("each-other")
_BODIES = frozenset(("organisation", "group"))


@cache
def _wordings() -> dict[str, dict[str, str]]:
    """For each way of wording: lemma to tie kind."""
    found: dict[str, dict[str, str]] = {}
    for kind, way, lemmas in words.rows("ties.tsv"):
        for lemma in lemmas.split():
            found.setdefault(way, {}).setdefault(lemma, kind)
    return found


def find(paragraphs: list[Paragraph], entities: Entities) -> tuple[TieMark, ...]:
    """The ties that a report states, each once per wording, in text order."""
    found = {(t.kind, t.from_entity, t.to_entity, t.span): t for t in _by_role(entities)}
    verbs = _wordings()
    wanted = frozenset(lemma for way, lemmas in verbs.items() if way != "role" for lemma in lemmas) | {"be"}
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            for k, phrase in enumerate(sentence.phrases):
                if phrase.lemma in wanted:
                    for tie in _by_clause(sentence, k, phrase, entities):
                        found.setdefault((tie.kind, tie.from_entity, tie.to_entity, tie.span), tie)
    return tuple(
        _widest(sorted(found.values(), key=lambda t: (t.span[0], -t.span[1], t.kind, t.from_entity, t.to_entity)))
    )


def _widest(found: list[TieMark]) -> Iterator[TieMark]:
    """Leaves out a tie whose words are part of the words that state it already ("leader" in "their leader")."""
    until: dict[tuple[str, int, int], int] = {}
    for tie in found:
        key = (tie.kind, tie.from_entity, tie.to_entity)
        if tie.span[1] > until.get(key, -1):
            until[key] = tie.span[1]
            yield tie


def _by_role(entities: Entities) -> Iterator[TieMark]:
    """ "The top ally of X", "their leader, Y"."""
    kinds = _wordings()["role"]
    for lemma, span, holder, towards in entities.held_roles():
        kind = kinds.get(lemma)
        if kind is None or holder == towards:
            continue
        target = entities.kind(towards)
        if (
            kind in ("leads", "member")
            and target not in _BODIES
            and not (kind == "leads" and lemma == "leader" and target == "state")
        ):
            continue
        yield TieMark(kind, holder, towards, span)


def _by_clause(sentence: Sentence, k: int, phrase: Phrase, entities: Entities) -> Iterator[TieMark]:
    ways = _wordings()
    between = ways["between"].get(phrase.lemma)
    if between is not None:
        yield from _between(sentence, k, between, entities)
    if phrase.kind != "VG":
        return
    if phrase.lemma == "be":
        yield from _both(sentence, k, entities)
        return
    risk = ways["risk verb"].get(phrase.lemma)
    kind = risk or ways["not verb" if phrase.negated else "verb"].get(phrase.lemma)
    if kind is None or (risk and phrase.negated) or phrase.passive:
        return
    actor = subject(sentence, k)
    objects = right_of(sentence, k).objects
    if actor is None or not objects:
        return
    target = sentence.text_span(objects[0], objects[0])
    span = (
        sentence.text_span(actor.first, objects[0]) if actor.first <= objects[0] else sentence.text_span(k, objects[0])
    )
    makers = _parties(sentence, actor, entities)
    low = "-".join(
        t.low for t in sentence.tokens[sentence.phrases[objects[0]].start : sentence.phrases[objects[0]].end]
    )
    if low in _EACH_OTHER:
        yield from _mutual(kind, makers, span)
        return
    other = entities.at(target)
    if other is not None and not (kind == "leads" and entities.kind(other) not in _BODIES):
        for maker in makers:
            if maker != other:
                yield TieMark(kind, other, maker, span) if risk else TieMark(kind, maker, other, span)


def _both(sentence: Sentence, k: int, entities: Entities) -> Iterator[TieMark]:
    """ "X and Y are not allies"."""
    phrases, tokens = sentence.phrases, sentence.tokens
    n = k + 1
    negated = phrases[k].negated
    while n < len(phrases) and phrases[n].kind in ("G", "R"):
        negated = negated or phrases[n].kind == "G"
        n += 1
    if (
        n >= len(phrases)
        or phrases[n].kind != "NP"
        or words.singular(tokens[phrases[n].head].low) == tokens[phrases[n].head].low
    ):
        return
    kind = _wordings()["not both" if negated else "both"].get(words.singular(tokens[phrases[n].head].low))
    who = subject(sentence, k) if kind is not None else None
    if kind is None or who is None:
        return
    yield from _mutual(kind, _parties(sentence, who, entities), sentence.text_span(who.first, n))


def _mutual(kind: str, parties: list[int], span: Span) -> Iterator[TieMark]:
    for one in parties:
        for other in parties:
            if one != other:
                yield TieMark(kind, one, other, span)


def _between(sentence: Sentence, k: int, kind: str, entities: Entities) -> Iterator[TieMark]:
    """ "X mediated between Y and Z", "X, a mediator between Y and Z"."""
    phrases, tokens = sentence.phrases, sentence.tokens
    for m in range(k + 1, min(k + 6, len(phrases))):
        if phrases[m].kind == "P" and tokens[phrases[m].start].low == "between":
            break
    else:
        return
    last = m + 1
    while last + 1 < len(phrases) and phrases[last + 1].kind in ("NP", "C", ",", "P", "K"):
        last += 1
    if last >= len(phrases):
        return
    parties = _distinct(entities, sentence.text_span(m + 1, last))[:2]
    if phrases[k].kind == "VG":
        who = subject(sentence, k)
        makers = _parties(sentence, who, entities) if who is not None else []
    else:
        holder = entities.at(sentence.text_span(k, k))
        makers = [] if holder is None else [holder]
    span = sentence.text_span(k, last)
    for maker in makers:
        for party in parties:
            if maker != party:
                yield TieMark(kind, maker, party, span)


def _parties(sentence: Sentence, who: Subject, entities: Entities) -> list[int]:
    """Everyone a subject names: "X and the head of the group Y" are two."""
    phrases = sentence.phrases
    parts: list[tuple[int, int]] = []
    start = who.first
    for k in range(who.first, who.last + 1):
        if phrases[k].kind == "C" or (phrases[k].kind == "," and parts):
            parts.append((start, k - 1))
            start = k + 1
    parts.append((start, who.last))
    found: list[int] = []
    for first, last in parts:
        if first <= last:
            entity = entities.at(sentence.text_span(first, last))
            if entity is not None and entity not in found:
                found.append(entity)
    return found


def _distinct(entities: Entities, span: Span) -> list[int]:
    found: list[int] = []
    end = -1
    for inner, number in entities.mentions_in(span):
        if inner[0] >= end:
            end = inner[1]
            if number not in found:
                found.append(number)
    return found
