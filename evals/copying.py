"""Copies made by chance from reports: cut, wrapped, re-titled, with other quotation marks, lightly edited."""

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.document.document import Document

SHORTEST_ORIGIN = 120
"""Words of an origin: a shorter one leaves cuts that are a sentence or two."""

SHORTEST_CUT = 40
MOST_EDITS = 0.10
"""Of all words, at most, are replaced, dropped, added or misspelt."""

_WORD = re.compile(r"\w+")
_QUOTES = (("“", "”"), ('"', '"'), ("«\u00a0", "\u00a0»"), ("„", "“"), ("‘", "’"))
_DOUBLE = re.compile(r"[“\"„]([^“”\"„«»]*)[”\"“]|«\s?([^“”\"„«»]*?)\s?»")
_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"](?:\s+\w+){0,5}")


class Prose(NamedTuple):
    """A report's title and the paragraphs of its body."""

    title: str
    paragraphs: list[str]

    def words(self) -> int:
        """How many words the body has."""
        return sum(len(_WORD.findall(paragraph)) for paragraph in self.paragraphs)

    def text(self) -> str:
        """Title and paragraphs as one text."""
        return "\n\n".join([self.title, *self.paragraphs] if self.title else self.paragraphs)


def prose(document: Document) -> Prose:
    """What of a document is copied: its title, and its body a paragraph each."""
    body = [document.text[slice(*block.span)] for block in document.blocks if block.kind == "body"]
    return Prose(document.title or "", [part for text in body for part in re.split(r"\n+", text) if part.strip()])


def head_cut(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """The first paragraphs only."""
    least = next(n for n in range(1, len(origin.paragraphs) + 1) if _long_enough(origin.paragraphs[:n]))
    return origin._replace(
        paragraphs=origin.paragraphs[: chance.randint(least, max(least, len(origin.paragraphs) - 1))]
    )


def middle_dropped(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """Some paragraphs between the first and the last left out."""
    inner = list(range(1, len(origin.paragraphs) - 1))
    chance.shuffle(inner)
    kept = list(origin.paragraphs)
    for n in sorted(inner[: chance.randint(1, max(1, len(inner)))], reverse=True):
        if _long_enough([*kept[:n], *kept[n + 1 :]]):
            del kept[n]
    return origin._replace(paragraphs=kept)


def wrapped(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """The whole inside another report: some of its paragraphs before, some after."""
    other = chance.choice(others)
    half = chance.randint(1, max(1, len(other.paragraphs) - 1))
    before = other.paragraphs[max(0, half - chance.randint(1, 4)) : half]
    return Prose(other.title, [*before, *origin.paragraphs, *other.paragraphs[half : half + chance.randint(1, 5)]])


def retitled(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """Another title, another byline, and a credit line."""
    other = chance.choice(others)
    by = f"By {chance.choice(('Ida', 'Lio', 'Tam', 'Oda'))} {chance.choice(('Renn', 'Marsh', 'Vollan', 'Perrick'))}"
    return Prose(other.title or "What is known so far", [by, *origin.paragraphs])


def requoted(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """Quotation marks of another house."""
    left, right = chance.choice(_QUOTES)
    return origin._replace(
        paragraphs=[_DOUBLE.sub(lambda m: f"{left}{m[1] or m[2] or ''}{right}", p) for p in origin.paragraphs]
    )


def edited(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """Up to a tenth of the words replaced by others, dropped, doubled by an added one, or misspelt."""
    share = chance.uniform(0.01, MOST_EDITS)
    vocabulary = _WORD.findall(" ".join(chance.choice(others).paragraphs))

    def edit(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() >= share:
            return word
        other = chance.choice(vocabulary)
        at = chance.randrange(len(word))
        return chance.choice((other, "", f"{word} {other}", word[:at] + word[at:][:2][::-1] + word[at + 2 :]))

    return origin._replace(paragraphs=[_WORD.sub(edit, paragraph) for paragraph in origin.paragraphs])


def mixed(origin: Prose, others: Sequence[Prose], chance: random.Random) -> Prose:
    """Cut one way or the other, then two or three of the other changes."""
    made = chance.choice((head_cut, middle_dropped))(origin, others, chance)
    steps = chance.sample((edited, requoted, retitled, wrapped), chance.randint(2, 3))
    for step in steps:
        made = step(made, others, chance)
    return made


CHANGES: dict[str, Callable[[Prose, Sequence[Prose], random.Random], Prose]] = {
    "first paragraphs": head_cut,
    "paragraphs dropped": middle_dropped,
    "wrapped": wrapped,
    "re-titled": retitled,
    "quotation marks": requoted,
    "edited": edited,
    "mixed": mixed,
}


def same_quotations(origin: Prose, other: Prose) -> Prose | None:
    """An independent report with up to three of the origin's quotations, and who said so; None when it has none."""
    found = [m[0].strip() for paragraph in origin.paragraphs for m in _QUOTED.finditer(paragraph) if len(m[0]) > 50][:3]
    return Prose(other.title, [part for pair in _paired(other.paragraphs, found) for part in pair]) if found else None


def _paired(paragraphs: list[str], quotations: list[str]) -> list[list[str]]:
    return [[p, *quotations[n : n + 1]] for n, p in enumerate(paragraphs)]


def _long_enough(paragraphs: list[str]) -> bool:
    return Prose("", paragraphs).words() >= SHORTEST_CUT
