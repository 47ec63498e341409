"""Pronouns set right by what was said to whom: two rules that only hold once statements are known.

A speaker is not somebody whom only his own words name ("‘Orsk, hear me,’ he wrote"), and within words that are told to
somebody "he" is another ("I told Orsk: he can go").
"""

from collections.abc import Sequence

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.entities import Entities
from onrecord.reading.marks import StatementMark
from onrecord.reading.quotes import QuoteMask
from onrecord.reading.search import Found

_REACH = 600
"""How far back another person is looked for, in characters."""


def speakers(found: Sequence[Found], entities: Entities, text: str, quoted: QuoteMask) -> None:
    """Give "he said" beside a quotation to somebody named outside quotations, where it went to one named within."""
    for one in found:
        span = one.source[0] if one.source else None
        if span is None or text[slice(*span)].lower() not in words.word_set("he-or-she"):
            continue
        who = entities.at(span)
        last = entities.last_mention(who, span[0]) if who is not None else None
        if last is None or quoted.at(last[0]) is None or not _within(last, one.content):
            continue
        entities.reassign(span, _person_before(one.content[0][0], {who}, entities, quoted))


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


def _within(span: Span, contents: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in contents)
