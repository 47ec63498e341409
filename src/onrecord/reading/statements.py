"""From findings to statement marks: who the source is, who is addressed, when and through what it was said."""

from functools import cache, lru_cache
from importlib import resources

import msgspec

from onrecord.document.document import Document, Span
from onrecord.reading import channels, corrections, sources, times, words
from onrecord.reading.clauses import Sentence
from onrecord.reading.entities import Entities
from onrecord.reading.marks import ChannelMark, PartyMark, StatementMark, TimeMark
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import QuoteMask
from onrecord.reading.search import Found
from onrecord.reading.stretches import Stretches

_FIRST_PERSON = words.word_set("first-person")
DEEPEST = 16
"""Statements around a statement, itself among them, from which it is not kept."""
_NEARBY = 400
"""A quotation without a source goes to a speaker at most this many characters before it."""


@cache
def scores() -> dict[str, float]:
    """The score of each rule's findings: rule_scores.tsv."""
    text = (resources.files("onrecord.reading") / "rule_scores.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {rule: float(score) for rule, score in rows}


def assemble(
    document: Document, found: list[Found], paragraphs: list[Paragraph], mask: QuoteMask, entities: Entities
) -> list[StatementMark]:
    """The statements of a document in text order."""
    found = sorted(found, key=lambda f: (f.content[0], f.cue))
    marks: list[StatementMark] = []
    corrections.speakers(found, paragraphs, entities, document.text, mask)
    speakers = _speakers(found, entities, document.text)
    pullquotes = [(b.span, _letters(document.text, b.span)) for b in document.blocks if b.kind == "pullquote"]
    for one, speaker in zip(found, speakers, strict=True):
        sentence = one.sentence
        marks.append(
            StatementMark(
                kind=mask.kind(one.content, document.text),  # type: ignore[arg-type]  # the mask's three kinds
                content=one.content,
                source=one.source,
                source_entity=speaker,
                cue=one.cue,
                addressee=_told_to(one, entities, speaker, marks[-1] if marks else None),
                channel=_channel(one) if sentence is not None else None,
                said=_said(one, sentence, document.published) if sentence is not None else None,
                repeats=_repeats(one, pullquotes, document.text),
                score=scores().get(one.rule, scores()["other"]) if one.score is None else one.score,
            )
        )
    corrections.told(marks, entities, document.text, mask)
    return _not_too_deep(_dated(marks))


def _not_too_deep(marks: list[StatementMark]) -> list[StatementMark]:
    """Statements without those that begin within `DEEPEST` others.

    People do not report speech so deeply; texts that do have each of their words in thousands of contents.
    """
    contents = Stretches((span, n) for n, mark in enumerate(marks) for span in mark.content)
    return [mark for mark in marks if len({n for _, n in contents.holding(mark.content[0])}) <= DEEPEST]


def _dated(marks: list[StatementMark]) -> list[StatementMark]:
    """Quotations without a day of their own take that of the same speaker's statement right before them.

    "On Tuesday, Vasko gave details … “We will go,” the minister said": one occasion, unless another speaker or a
    longer stretch of text comes between.
    """
    out: list[StatementMark] = []
    for mark in marks:
        last = out[-1] if out else None
        if (
            last is not None
            and mark.said is None
            and mark.kind == "direct"
            and mark.content[0][0] >= last.content[-1][1]
            and last.said is not None
            and last.said.precision in ("day", "time")
            and last.source_entity is not None
            and last.source_entity == mark.source_entity
            and mark.content[0][0] - last.content[-1][1] < _NEARBY
        ):
            mark = msgspec.structs.replace(mark, said=last.said)
        out.append(mark)
    return out


def _speakers(found: list[Found], entities: Entities, text: str) -> list[int | None]:
    """The entity behind each finding; one without a source follows the speaker before it, if he is near."""
    out: list[int | None] = []
    last: tuple[int, int] | None = None
    for one in found:
        where = one.refers or (one.source[0] if one.source else None)
        before = last[0] if last is not None else None
        speaker = sources.entity_of(where, text, entities, before) if where is not None else None
        start = one.content[0][0]
        bare = where is None and (one.rule == "alone" or one.rule.startswith("quote"))
        if bare and last is not None and start - last[1] < _NEARBY:
            speaker = last[0]
        out.append(speaker)
        if speaker is not None and one.rule != "nested":
            last = speaker, max(one.content[-1][1], one.cue[-1][1] if one.cue else 0)
    contents = Stretches((span, k) for k, one in enumerate(found) for span in one.content)
    for k, one in enumerate(found):
        if out[k] is None and one.source and text[slice(*one.source[0])].lower() in _FIRST_PERSON:
            out[k] = _speaker_around(one.source[0], found, contents, out)
    return out


def _speaker_around(span: Span, found: list[Found], contents: Stretches, speakers: list[int | None]) -> int | None:
    """The speaker of the widest statement around a pronoun of the first person."""
    around = []
    for number in {n for _, n in contents.holding(span)}:
        who, spans = speakers[number], found[number].content
        if who is not None:
            around.append((max(e for _, e in spans) - spans[0][0], who))
    return max(around)[1] if around else None


def speak_for(
    marks: list[StatementMark], quoted: QuoteMask, entities: Entities, tokens: list[tuple[str, Span]]
) -> None:
    """Give the first-person pronouns inside quotations to their speakers (`tokens`: lower-case form and span)."""
    contents = Stretches((span, n) for n, mark in enumerate(marks) if mark.kind != "indirect" for span in mark.content)
    for low, span in tokens:
        if low not in _FIRST_PERSON or quoted.at(span[0]) is None:
            continue
        holding = contents.holding(span)
        widest = max(holding, key=lambda h: h[0][1] - h[0][0])[1] if holding else None
        who = marks[widest].source_entity if widest is not None else None
        if who is not None:
            entities.add_pronoun(span, who)


def _told_to(one: Found, entities: Entities, speaker: int | None, before: StatementMark | None) -> PartyMark | None:
    """Who is addressed. Nobody speaks to himself: a pronoun taken for the speaker is whom he spoke to just before."""
    party = _addressee(one, entities)
    if party is None or party.entity is None or party.entity != speaker:
        return party
    if before is not None and before.source_entity == speaker and before.addressee is not None:
        return PartyMark(party.span, before.addressee.entity)
    return PartyMark(party.span)


def _addressee(one: Found, entities: Entities) -> PartyMark | None:
    if one.addressee is None or one.sentence is None:
        return None
    span = one.sentence.text_span(one.addressee, one.addressee)
    return PartyMark(span, entities.at(span))


def _channel(one: Found) -> ChannelMark | None:
    """The medium named in the frame: the part of the sentence that is no content."""
    sentence = one.sentence
    if sentence is None or not one.cue:
        return None
    start, end = sentence.span
    for low, high in one.content:
        if high <= one.cue[0][0]:
            start = max(start, high)
        elif low >= one.cue[-1][1]:
            end = min(end, low)
    return channels.find(sentence, start, end) if end > start else None


@lru_cache(maxsize=1)
def _times(sentence: Sentence, published: str | None) -> list[TimeMark]:
    # Kept for the statements of one sentence, which may be thousands.
    return times.find(sentence, published)


def _said(one: Found, sentence: Sentence, published: str | None) -> TimeMark | None:
    if one.verb < 0 or sentence.phrases[one.verb].kind != "VG":
        return None
    found = times.for_verb(sentence, one.verb, _times(sentence, published))
    if found is None or found.span is None:
        return None
    at = found.span[0]
    return None if any(s <= at < e for s, e in one.content) else found


def _letters(text: str, span: Span) -> str:
    return "".join(c for c in text[span[0] : span[1]].lower() if c.isalnum())


def _repeats(one: Found, pullquotes: list[tuple[Span, str]], text: str) -> tuple[Span, ...]:
    """The pull-quotes that repeat this statement's content, wholly or in part."""
    if not pullquotes:
        return ()
    content = "".join(_letters(text, span) for span in one.content)
    return tuple(
        span for span, letters in pullquotes if len(letters) > 12 and (letters in content or content in letters)
    )
