"""The words of phrases in a form in which two accounts can be compared: base forms, one name for one thing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from onrecord.across.figures import ordinal
from onrecord.across.said import said
from onrecord.reading import words
from onrecord.reading.phrases import Phrase
from onrecord.reading.tokens import Token
from onrecord.record.parts import Actor, Record

_LEFT_OFF = frozenset(("D", "S", "P", "I", "O", "M", "F", "G", "C", "U", "W", "X", "B", "H", "Z", "T", "L", "R"))
_NAMED = 3
"""Letters that a word of a name must have to tell names apart."""


class Stems:
    """The words of one report's phrases, pronouns as whom they mean."""

    def __init__(self, record: Record, identity: Mapping[str, int]) -> None:
        named = {actor.id for actor in record.actors if any(m.form == "name" for m in actor.mentions)}
        self._identity = {actor: number for actor, number in identity.items() if actor in named}
        self._mentions = [(m.span, m.form, actor) for actor in record.actors for m in actor.mentions]

    def of(
        self, tokens: Sequence[Token], phrases: Iterable[Phrase], speaker: Actor | None
    ) -> tuple[set[str], set[str]]:
        """Content words in base form, pronouns as whom they mean; and those that are names."""
        found: set[str] = set()
        names: set[str] = set()
        for phrase in phrases:
            if phrase.kind not in ("NP", "VG", "R", "K"):
                continue
            for i in range(phrase.start, phrase.end):
                token = tokens[i]
                if token.low in words.word_set("first-person") and speaker is not None:
                    found |= of_name(speaker)
                    names |= of_name(speaker)
                elif token.tag in ("I", "O", "M", "S") and (actor := self._meant(token.start)) is not None:
                    found |= of_name(actor)
                    names |= of_name(actor) if actor.kind != "other" else set()
                    found |= self._across(actor)
                elif (token.tag not in _LEFT_OFF or token.low in said("such")) and token.text[0].isalnum():
                    base = ordinal(token.low) or stem(token)
                    found.add(base)
                    if token.tag == "NN" and not (i == 0 and phrase.kind != "NP"):
                        names.add(base)
        return found, names

    def _across(self, actor: Actor) -> set[str]:
        return {f"@{self._identity[actor.id]}"} if actor.id in self._identity else set()

    def _meant(self, start: int) -> Actor | None:
        return next((actor for span, form, actor in self._mentions if span[0] == start and form == "pronoun"), None)

    def known_in(self, tokens: Sequence[Token], phrases: Iterable[Phrase]) -> set[str]:
        """The identities that are mentioned in some phrases."""
        found: set[str] = set()
        for p in phrases:
            a, b = tokens[p.start].start, tokens[p.end - 1].end
            for span, _, actor in self._mentions:
                if a <= span[0] and span[1] <= b:
                    found |= self._across(actor)
        return found


def stem(token: Token) -> str:
    """A word's base form."""
    if token.tag in ("V", "VG"):
        return token.lemma
    return words.singular(token.low)


@cache
def _concepts() -> dict[str, str]:
    return {word: name for kind, name, listed in words.rows("claims.tsv") if kind == "same" for word in listed.split()}


def concept(base: str) -> str:
    """The name of what a word says happens, whatever the wording.

    >>> concept("undertaking"), concept("bridge")
    ('promise', 'bridge')
    """
    return _concepts().get(base, base)


def of_name(actor: Actor) -> set[str]:
    """The words of an actor's name that tell it from others."""
    found = {words.singular(w.lower()) for w in actor.name.split() if w[0].isalnum() and len(w) >= _NAMED}
    return found - words.word_set("left-off-names")
