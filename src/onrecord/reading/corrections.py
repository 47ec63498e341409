"""Pronouns set right by what was said to whom: two rules that only hold once statements are known.

A speaker is not somebody whom only his own words name ("‘Orsk, hear me,’ he wrote"), and within words that are told to
somebody "he" is another ("I told Orsk: he can go").
"""

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.document.spans import within
from onrecord.reading import words
from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.entities import Entities
from onrecord.reading.marks import StatementMark
from onrecord.reading.parse import Paragraph
from onrecord.reading.quotes import QuoteMask
from onrecord.reading.search import Found

_REACH = 600
"""How far back another person is looked for, in characters."""
_FIRST = 200
"""Phrases of a sentence among which its first verb is looked for."""


def speakers(
    found: Sequence[Found], paragraphs: Sequence[Paragraph], entities: Entities, text: str, quoted: QuoteMask
) -> None:
    """Set right whom "he said" means.

    It is the subject of the sentence right before in the paragraph, where that is a person and the one it went to
    stands further back ("Orsk agreed at once. “We will come,” he said"); and never somebody whom only the quotation
    itself names.
    """
    for one in found:
        span = one.source[0] if one.source else None
        if span is None or text[slice(*span)].lower() not in words.word_set("he-or-she"):
            continue
        who = entities.at(span)
        last = entities.last_mention(who, span[0]) if who is not None else None
        if last is not None and quoted.at(last[0]) is not None and within(last, one.content):
            entities.reassign(span, _person_before(one.content[0][0], {who}, entities, quoted))
            continue
        before = _sentence_before(min(one.content[0][0], span[0]), paragraphs)
        if before is None or (last is not None and last[0] >= before.span[0]):
            continue
        subject = _person_subject(before, entities, quoted)
        if subject is not None and subject != who and entities.may_be(subject, text[slice(*span)].lower()):
            entities.reassign(span, subject)


def _sentence_before(offset: int, paragraphs: Sequence[Paragraph]) -> Sentence | None:
    """The sentence that ends right before an offset, in the same paragraph."""
    k = bisect_right(paragraphs, offset, key=lambda p: p.span[0]) - 1
    if k < 0 or offset >= paragraphs[k].span[1]:
        return None
    sentences = paragraphs[k].sentences
    n = bisect_right(sentences, offset, key=lambda s: s.span[0]) - 1
    return sentences[n - 1] if n > 0 else None


def _person_subject(sentence: Sentence, entities: Entities, quoted: QuoteMask) -> int | None:
    """The person who is the subject of a sentence's first finite verb, if he is named there."""
    for k, phrase in enumerate(sentence.phrases[:_FIRST]):
        if phrase.kind == "VG" and phrase.finite and quoted.at(sentence.tokens[phrase.head].start) is None:
            who = subject(sentence, k)
            if who is None or sentence.phrases[who.head].form != "name":
                return None
            number = entities.at(sentence.text_span(who.first, who.last))
            return number if number is not None and entities.kind(number) == "person" else None
    return None


def told(marks: Sequence[StatementMark], entities: Entities, text: str, quoted: QuoteMask) -> None:
    """Within direct speech to somebody, "he" and "she" are neither that person nor the speaker."""
    for mark in marks:
        party = mark.addressee
        if mark.kind != "direct" or party is None or party.entity is None:
            continue
        wrong = {party.entity, mark.source_entity}
        start = min(mark.content[0][0], mark.source[0][0] if mark.source else mark.content[0][0])
        other = _person_before(start, wrong, entities, quoted)
        for content in mark.content:
            for span, number in entities.mentions_in(content):
                if number in wrong and text[slice(*span)].lower() in words.word_set("he-or-she"):
                    entities.reassign(span, other)


def _person_before(offset: int, but: set[int | None], entities: Entities, quoted: QuoteMask) -> int | None:
    """The person mentioned last before an offset, outside quotations and none of `but`."""
    for span, number in reversed(entities.mentions_in((max(0, offset - _REACH), offset))):
        if number not in but and entities.kind(number) == "person" and quoted.at(span[0]) is None:
            return number
    return None
