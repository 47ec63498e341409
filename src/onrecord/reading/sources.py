"""Whom a source's words mean: a person, a group, a document's author, or someone only these words know."""

import re

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.entities import Entities
from onrecord.reading.marks import EntityKind

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PRONOUNS = frozenset("IOMFW")


def entity_of(span: Span, text: str, entities: Entities, speaker: int | None) -> int | None:
    """The entity that a source means; `speaker` is the last one before it, whose "statement" may speak again.

    A name that closes the phrase counts before what describes it ("her spokesman, Orlan Reth"); a document stands for
    its author, where one is named; words that mean nobody known found an entity of their own. None for a pronoun
    that is open.
    """
    found = entities.at(span)
    spoken = [m.group() for m in _WORD.finditer(text, *span)]
    if not spoken or (len(spoken) == 1 and words.function_words().get(spoken[0].lower(), "N") in _PRONOUNS):
        return found
    named = _closing_name(span, text, entities)
    if named is not None:
        return named
    head = _head(spoken)
    if words.singular(head.lower()) in words.word_set("documents"):
        return _author(span, spoken, text, entities, speaker, found)
    if found is None or _known_otherwise(span, spoken, text, entities, found):
        return entities.add_source(span, _kind(spoken, head))
    return found


def _closing_name(span: Span, text: str, entities: Entities) -> int | None:
    """A person named by the last words of a source, unless a preposition hangs the name on something else."""
    for (start, end), number in entities.mentions_in(span):
        if end >= span[1] - 1 and start > span[0] and text[start].isupper():
            before = _WORD.findall(text, span[0], start)
            if entities.kind(number) != "person" and (not before or before[-1].lower() not in ("named", "called")):
                continue
            if before and before[-1].lower() not in words.word_set("name-blockers") and before[-1].lower() != "s":
                return number
    return None


def _head(spoken: list[str]) -> str:
    """The last word before the first preposition or relative."""
    for k, word in enumerate(spoken):
        tag = words.function_words().get(word.lower(), "")
        if k and tag in ("P", "W", "T", "U"):
            return spoken[k - 1]
    return spoken[-1]


def _author(
    span: Span, spoken: list[str], text: str, entities: Entities, speaker: int | None, found: int | None
) -> int | None:
    """Who issued a document: named after by or of, or before the noun; "the statement" goes back to the speaker."""
    owners = [(s, n) for s, n in entities.mentions_in(span) if entities.kind(n) != "place"]
    for (start, _), number in owners:
        before = _WORD.findall(text, span[0], start)
        seen = len(before) > 1 and before[-2].lower() in words.word_set("seen-by")
        if before and before[-1].lower() in words.word_set("owner-prepositions") and not seen:
            return number
    if owners and not any(word.lower() in words.word_set("seen-by") for word in spoken):
        return owners[0][1]
    if found is not None:
        return found
    if spoken[0].lower() in ("the", "this") and len(spoken) == 2 and speaker is not None:
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
