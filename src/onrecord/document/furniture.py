"""Recognises what a page puts between a report's paragraphs: links, captions, credits, page controls."""

import re
from collections import deque
from functools import cache

from onrecord.document.document import BlockKind, Span
from onrecord.document.paragraphs import ends_sentence
from onrecord.document.wordlists import rows

Phrases = dict[str, list[tuple[str, BlockKind]]]

LONGEST = 300
"""Longer paragraphs are never taken for furniture as a whole."""

_KINDS: dict[str, BlockKind] = {
    "related-link": "related-link",
    "caption": "caption",
    "credit": "credit",
    "other": "other",
}
_LEADING = re.compile(r"[\s*#>•·▪►▶→»–—\-+|]{0,10}")
_SEPARATOR = re.compile(r"\s{0,3}(?::|\||–|—|-\s|»|›|>|\.\.\.|…)")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_INSERT = re.compile(r"[(\[]([^()\[\]\n:]{2,40}):")
_TITLED = re.compile(r"[A-Z][a-z]{1,20}(?: [a-z]{1,20}){0,4}: [\"“‘'«]?[A-Z]")
_PICTURED = re.compile(r"[.\s]\([A-Z][^()/\n]{2,40}/[A-Z][^()\n]{1,40}\)\.?$")
_TRAIL = re.compile(r"\s?[|›»>•·]\s?")
_FOREIGN = re.compile(r"\(\([a-z]{2,3}\)\)[A-Z][a-z]{2,20} language:")
_NO_LETTERS = re.compile(r"[\W_]{1,80}$")


def kind_of(text: str) -> BlockKind | None:
    """What kind of furniture the paragraph `text` is, None where it may be the report's own.

    >>> kind_of("(Keep reading: Talks in Varn break up)"), kind_of("Photo: Ida Renn / Kestrel")
    ('related-link', 'caption')
    >>> kind_of("Read the letter aloud, the judge ordered.") is None
    True
    """
    if len(text) > LONGEST:
        return None
    if _NO_LETTERS.match(text):
        return "other"
    if text[0] in "█■●◼▇▓" and not ends_sentence(text):
        return "caption"
    if _is_trail(text):
        return "other"
    if _PICTURED.search(text):
        return "caption"
    plain, bracketed = _unbracketed(text)
    lowered = plain.casefold().replace("’", "'")
    return (
        _labelled(plain, lowered, "label")
        or (_labelled(plain, lowered, "insert") if bracketed else None)
        or ("related-link" if bracketed and _TITLED.match(plain) and not ends_sentence(plain) else None)
        or _placed(lowered)
    )


def inserts(text: str) -> list[tuple[BlockKind, Span]]:
    """Furniture inside the paragraph `text`: bracketed links, and the originals of translated words at its end.

    >>> text = "He left. (Read also: Talks in Varn break up) Nobody followed."
    >>> [(kind, text[start:end]) for kind, (start, end) in inserts(text)]
    [('related-link', '(Read also: Talks in Varn break up)')]
    """
    found: list[tuple[BlockKind, Span]] = []
    for match in _INSERT.finditer(text):
        label = match[1].strip().casefold().replace("’", "'")
        if (found and match.start() < found[-1][1][1]) or label not in _link_labels():
            continue
        end = text.find(_BRACKETS[match[0][0]], match.end(), match.end() + LONGEST)
        if end > 0:
            found.append(("related-link", (match.start(), end + 1)))
    last = deque(_FOREIGN.finditer(text), maxlen=1)
    start = last[0].start() if last else 0
    if last and (not found or found[-1][1][1] <= start) and not _english(text[last[0].end() :]):
        found.append(("other", (start, len(text))))
    return found


def _is_trail(text: str) -> bool:
    """A menu or a trail such as `Home > World > Inner Seas`: short names between bars or arrows."""
    names = _TRAIL.split(text)
    return len(names) >= 3 and all(0 < len(name.split()) <= 3 for name in names) and not any(map(str.isdigit, text))


def heads_links(text: str) -> bool:
    """Whether `text` is a bare heading such as `Related stories`, under which links follow."""
    return text.strip(" :.…»›>").casefold().replace("’", "'") in _link_labels()


def _unbracketed(text: str) -> tuple[str, bool]:
    """The text without bullets before it and brackets around it, and whether there were brackets."""
    match = _LEADING.match(text)
    plain = text[match.end() if match else 0 :]
    close = _BRACKETS.get(plain[:1])
    if close and plain.rstrip(" .*").endswith(close):
        return plain.rstrip(" .*")[1:-1].strip(), True
    return plain.lstrip("([{"), False


def _labelled(plain: str, lowered: str, place: str) -> BlockKind | None:
    """Begins with a label: a separator follows it, or nothing does, or it is in capitals."""
    for phrase, kind in _phrases(place).get(_first_word(lowered), ()):
        if not lowered.startswith(phrase):
            continue
        rest = plain[len(phrase) :]
        if not rest.strip(" .:…»›>*-–—|") or _SEPARATOR.match(rest):
            return kind
        if " " in phrase and plain[: len(phrase)].isupper() and rest[:1].isspace():
            return kind
    return None


def _placed(lowered: str) -> BlockKind | None:
    first = _first_word(lowered)
    bare = lowered.strip(" .:…»›>*!")
    for phrase, kind in _phrases("is").get(first, ()):
        if bare == phrase:
            return kind
    for phrase, kind in _phrases("starts").get(first, ()):
        if lowered.startswith(phrase) and not lowered[len(phrase) : len(phrase) + 1].isalpha():
            return kind
    for phrase, kind in _phrases("ends").get("", ()):
        if bare.endswith(phrase):
            return kind
    spaced = f" {lowered} "
    for phrase, kind in _phrases("holds").get("", ()):
        if phrase in spaced:
            return kind
    return None


@cache
def _phrases(place: str) -> Phrases:
    """The phrases of one place by their first word; longest first."""
    found: Phrases = {}
    for kind, where, *words in rows("furniture.tsv"):
        if where != place or kind not in _KINDS:
            continue
        for word in words:
            key = "" if place in ("ends", "holds") else _first_word(word)
            found.setdefault(key, []).append((word, _KINDS[kind]))
    for phrases in found.values():
        phrases.sort(key=lambda item: -len(item[0]))
    return found


@cache
def _link_labels() -> frozenset[str]:
    return frozenset(
        word
        for kind, where, *words in rows("furniture.tsv")
        if kind == "related-link" and where in ("label", "insert")
        for word in words
    )


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for language, *words in rows("common-words.tsv") if language == "en" for word in words)


def _english(text: str) -> bool:
    return sum(word in _common_words() for word in text[:2000].casefold().split()) >= 2


def _first_word(text: str) -> str:
    return re.split(r"[\s:|]", text, maxsplit=1)[0]
