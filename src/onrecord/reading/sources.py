"""Whom a source's words mean: a person, a group, a document's author, or someone only these words know."""

import re
from itertools import pairwise

from onrecord.document.document import Span
from onrecord.reading import gazetteer, names, words
from onrecord.reading.entities import Entities
from onrecord.reading.marks import EntityKind
from onrecord.reading.model.pieces import head_of

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PRONOUNS = frozenset("IOMFW")
_LONG_NAME = re.compile(r"(?<![\w-])[A-Z][\w-]+ for (?:the )?[A-Z][\w-]+(?: (?:and|of|of the) [A-Z][\w-]+)*")
"""A body's name with "for" in it: its first word alone names nothing ("Centre for Roads and Bridges")."""
_APPOSED = re.compile(r",\s+(?:the\s+)?$")
_BY = re.compile(r"(?: on [A-Z]\w+day)?,? by ")
_TITLES = re.compile(r"(?:the |of |[A-Z][\w.-]* )*")
_NAME_WITHIN = 60
"""How far behind "by" the one who issued a document may be named, titles included, in characters."""
_DATED = re.compile(r"(?:an?|the)\s+[A-Z][a-z]+ \d{1,2}, \d{4},?\s+(?=\S)")
"""A date that opens a document's description ("a May 14, 2031 League statement")."""
_OPENING = words.word_set("indefinites") | words.word_set("articles")
_BRACKET = re.compile(r"\([^()]*\)$")


def entity_of(span: Span, text: str, entities: Entities, speaker: int | None) -> int | None:
    """The entity that a source means; `speaker` is the last one before it, whose "statement" may speak again.

    A name that closes the phrase counts before what describes it ("her spokesman, Orlan Reth"); a document stands for
    its author, where one is named; words that mean nobody known found an entity of their own. None for a pronoun
    that is open.
    """
    dated = _DATED.match(text, *span)
    if dated is not None:
        span = dated.end(), span[1]
    found = entities.at(span)
    spoken = [m.group() for m in _WORD.finditer(text, *span)]
    if not spoken or (len(spoken) == 1 and words.function_words().get(spoken[0].lower(), "N") in _PRONOUNS):
        return found
    long = _LONG_NAME.search(text, *span)
    if long is not None and gazetteer.body(long.group().split()[0].lower()) is not None:
        return entities.add_source(long.span(), "organisation")
    if _several(spoken, text[slice(*span)]):
        return entities.add_source(span, "group")
    named = _closing_name(span, text, entities)
    if named is not None:
        return named
    if len(spoken) > 2 and spoken[0].lower() in _OPENING and spoken[1].lower() == "of":
        found = _whole(span, text, entities)
        if found is not None:
            return found
    head = _head(span, text)
    if words.singular(head.lower()) in words.word_set("documents"):
        return _author(span, spoken, text, entities, speaker, found)
    if found is None or _known_otherwise(span, spoken, text, entities, found):
        return entities.add_source(span, _kind(spoken, head))
    return found


def _closing_name(span: Span, text: str, entities: Entities) -> int | None:
    """A person named by the last words of a source, unless a preposition hangs the name on something else."""
    bracket = _BRACKET.search(text, *span)  # an acronym or an office behind the name
    last = bracket.start() if bracket else span[1]
    while bracket and last > span[0] and text[last - 1].isspace():
        last -= 1
    for (start, end), number in entities.mentions_in((span[0], last)):
        if end >= last - 1 and start > span[0] and text[start].isupper():
            before = _WORD.findall(text, span[0], start)
            apposed = _APPOSED.search(text, span[0], start) is not None and before[0].lower() in _OPENING
            called = bool(before) and before[-1].lower() in words.word_set("called")
            if entities.kind(number) != "person" and not called and not apposed:
                continue
            if apposed:
                return number
            if before and before[-1].lower() not in words.word_set("name-blockers") and before[-1].lower() != "s":
                return number
    return None


def _several(spoken: list[str], phrase: str) -> bool:
    """Whether a source joins somebody with others without a name ("she and ten mayors", "residents and a group")."""
    place = next((k for k, word in enumerate(spoken) if k and word == "and"), 0)
    if not place or place + 1 >= len(spoken) or "," in phrase.partition(" and ")[0]:
        return False
    first, second = spoken[:place], spoken[place + 1 :]
    small = second[0][0].islower() and second[0].lower() not in words.word_set("articles") - {"a", "an"}
    pronoun = len(first) == 1 and words.function_words().get(first[0].lower(), "N") in _PRONOUNS
    plural = words.singular(first[-1].lower()) != first[-1].lower() and first[-1][0].islower()
    return (pronoun and small) or (plural and second[0].lower() in ("a", "an") and len(first) < 4)


def _whole(span: Span, text: str, entities: Entities) -> int | None:
    """The group that "some of the protesters" are of: the first mention after "of", not what describes it further."""
    start = text.index("of", span[0]) + 2
    first = next(iter(entities.mentions_in((start, span[1]))), None)
    if first is None or _WORD.findall(text, start, first[0][0])[:2] not in ([], ["the"], ["these"], ["those"]):
        return None
    return first[1] if entities.kind(first[1]) == "group" else None


def _head(span: Span, text: str) -> str:
    """The head word; of a document with a participle behind it ("a statement released by") the document."""
    start = head_of(text, *span)
    head = _WORD.match(text, start)
    before = _WORD.findall(text, span[0], start)
    documents = words.word_set("documents")
    if before and words.singular(before[-1].lower()) in documents and head and head.group().endswith(("ed", "en")):
        return str(before[-1])
    return head.group() if head else text[slice(*span)]


def _author(
    span: Span, spoken: list[str], text: str, entities: Entities, speaker: int | None, found: int | None
) -> int | None:
    """Who issued a document: named after by or of, or before the noun; "the statement" goes back to the speaker."""
    owners = [(s, n) for s, n in entities.mentions_in(span) if entities.kind(n) != "place"]
    seen = words.word_set("seen-by")
    if any(word.lower() in seen and after.lower() == "by" for word, after in pairwise(spoken)):
        return entities.add_source(span, "other")
    for (start, _), number in owners:
        before = _WORD.findall(text, span[0], start)
        if before and before[-1].lower() in words.word_set("owner-prepositions"):
            return number
    if owners:
        return owners[0][1]
    for low in (word.lower() for word in spoken[:-1] if word[0].isupper()):
        state = entities.state(names.nation(low)) if names.is_demonym(low) else None
        if state is not None:
            return state
    if found is not None:
        return found
    by = _BY.match(text, span[1])
    if by is not None:
        for (start, _), number in entities.mentions_in((by.end(), by.end() + _NAME_WITHIN)):
            issues = entities.kind(number) in ("person", "organisation", "group")
            if issues and _TITLES.fullmatch(text, by.end(), start):
                return number
    generic = spoken[-1].lower() in words.word_set("any-document") and len(spoken) == 2
    if generic and spoken[0].lower() in ("the", "this") and speaker is not None and entities.kind(speaker) == "other":
        return speaker
    again = words.singular(spoken[-1].lower()) in words.word_set("utterances")
    if again and spoken[0].lower() in ("the", "this") and len(spoken) == 2 and speaker is not None:
        return speaker
    return entities.add_source(span, "other")


def _known_otherwise(span: Span, spoken: list[str], text: str, entities: Entities, found: int) -> bool:
    """Whether an indefinite source ("one member", "some officials") was taken for someone known by name."""
    if spoken[0].lower() not in words.word_set("indefinites"):
        return False
    name = entities.name(found)
    return name not in " ".join(text[slice(*span)].split()) and name[:1].isupper()


def _kind(spoken: list[str], head: str) -> EntityKind:
    if head[0].isupper() and len(spoken) < 6:
        return "organisation"
    plural = words.singular(head.lower()) != head.lower()
    person = words.noun_class(head.lower()) == "p"
    if plural and person:
        return "group"
    return "person" if person else "group" if words.noun_class(head.lower()) == "g" else "other"
