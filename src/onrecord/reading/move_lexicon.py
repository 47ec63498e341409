"""The lexicon of political moves: which verbs and nouns name which PLOVER act, and where its parties stand.

Data: languages/en (moves_verbs.tsv, moves_nouns.tsv, noun_sets.tsv, verb_sets.tsv, move_quads.tsv, discards.txt); the
notation is explained at the head of those files. Heads are lemmas in lower case, parts of a phrase joined by a space.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from onrecord.reading.words import rows

CLAUSES = frozenset(("inf", "that", "ing"))
"""Conditions that look at a complement clause: their @sets are verb sets, their capitals move types."""

Rank = tuple[int, int, int, int, int]
"""How exactly a row fits: words of the verb, conditions, their narrowness, whether it has a mode, place in the file."""

_WORD_PLACES = frozenset(("obj", "none", "adj", "adv", "comp", "premod", "subj", "obj2"))


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must stand with a trigger.

    `place` is obj, none (no object), inf, that, ing, adj, adv, comp, premod, subj, obj2 or a preposition. With `open`
    the place need only be filled. Otherwise its head must be one of `words`, or with `who` a proper name, nationality
    or personal pronoun; in a clause, `types` are the moves that its verb may make.
    """

    place: str
    open: bool = False
    words: frozenset[str] = frozenset()
    who: bool = False
    types: frozenset[str] = frozenset()

    @property
    def is_preposition(self) -> bool:
        """Whether the place is a prepositional phrase."""
        return self.place not in CLAUSES and self.place not in _WORD_PLACES


@dataclass(frozen=True, slots=True)
class VerbRow:
    """One verb with what must stand by it: the move it makes, and where the parties are.

    `words` is the verb, particles after it; `by` empty means the subject; `also` is a second (type, mode) to record.
    Of the rows that fit, the one with the highest `rank` counts.
    """

    type: str
    mode: str | None
    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    to: tuple[str, ...]
    by: tuple[str, ...]
    flags: frozenset[str]
    also: tuple[str, str | None] | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class NounRow:
    """One noun, or noun phrase ending in the word it is looked up by, that denotes a move."""

    type: str
    mode: str | None
    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    to: tuple[str, ...]
    by: tuple[str, ...]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Discard:
    """A context in which `words` is no move. It beats the verb rows whose rank is not above its own."""

    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    rank: Rank


@dataclass(frozen=True, slots=True)
class MoveType:
    """One of the 16 types: its quad class, legal modes, and what an act of it announced for the future becomes."""

    name: str
    quad: str
    modes: tuple[str, ...]
    future: tuple[str, str | None]


@cache
def move_types() -> dict[str, MoveType]:
    """The 16 types by name.

    >>> move_types()["AID"].quad, move_types()["RETREAT"].future
    ('material-cooperation', ('CONCEDE', None))
    """
    return {
        name: MoveType(name, quad, tuple(modes.split()), _typed(future, ":"))
        for name, quad, modes, future in rows("move_quads.tsv")
    }


@cache
def noun_sets() -> dict[str, frozenset[str]]:
    """The named sets of nouns.

    >>> "ceasefire" in noun_sets()["truce"]
    True
    """
    return {name: _spaced(members.split()) for name, members in rows("noun_sets.tsv")}


@cache
def verb_sets() -> dict[str, frozenset[str]]:
    """The named sets of verbs."""
    return {name: _spaced(members.split()) for name, members in rows("verb_sets.tsv")}


def verb_rows(lemma: str) -> tuple[VerbRow, ...]:
    """The rows of a verb by its first word, highest rank first.

    >>> {row.type for row in verb_rows("condemn") if len(row.conditions) == 1}
    {'ACCUSE'}
    """
    return _verbs().get(lemma, ())


def noun_rows(last: str) -> tuple[NounRow, ...]:
    """The rows of the nouns that end in this lemma: longer phrases first, then those with conditions."""
    return _nouns().get(last, ())


def verb_discards(lemma: str) -> tuple[Discard, ...]:
    """Contexts in which a verb, by its first word, is no move."""
    return _discards()["verb"].get(lemma, ())


def noun_discards(last: str) -> tuple[Discard, ...]:
    """Contexts in which a noun is no move."""
    return _discards()["noun"].get(last, ())


def phrase_discards(first: str) -> tuple[Discard, ...]:
    """Fixed phrases, by their first word, inside which no trigger counts.

    >>> [discard.words for discard in phrase_discards("heart")]
    [('heart', 'attack')]
    """
    return _discards()["phrase"].get(first, ())


@cache
def _verbs() -> dict[str, tuple[VerbRow, ...]]:
    index: dict[str, list[VerbRow]] = defaultdict(list)
    for order, (kind, mode, verbs, needs, to, by, flags) in enumerate(rows("moves_verbs.tsv")):
        conditions = _conditions(needs)
        marks = frozenset(flags.split())
        also = next((_typed(mark[5:], "/") for mark in marks if mark.startswith("also:")), None)
        for verb in verbs.split("|"):
            words = tuple(verb.split())
            rank = _rank(words, conditions, mode, order, "own-conflict" in marks)
            row = VerbRow(kind, mode or None, words, conditions, _places(to), _places(by), marks, also, rank)
            index[words[0]].append(row)
    return {verb: tuple(sorted(found, key=lambda row: row.rank, reverse=True)) for verb, found in index.items()}


@cache
def _nouns() -> dict[str, tuple[NounRow, ...]]:
    index: dict[str, list[NounRow]] = defaultdict(list)
    for kind, mode, nouns, needs, to, by, flags in rows("moves_nouns.tsv"):
        for noun in nouns.split("|"):
            words = tuple(noun.split("_"))
            parties = _places(to), _places(by)
            row = NounRow(kind, mode or None, words, _conditions(needs), *parties, frozenset(flags.split()))
            index[words[-1]].append(row)
    # Sorting is stable, so rows alike in both respects keep the order of the file.
    for found in index.values():
        found.sort(key=lambda row: (-len(row.words), -len(row.conditions)))
    return {noun: tuple(found) for noun, found in index.items()}


@cache
def _discards() -> dict[str, dict[str, tuple[Discard, ...]]]:
    index: dict[str, dict[str, list[Discard]]] = {kind: defaultdict(list) for kind in ("verb", "noun", "phrase")}
    for kind, forms, needs in rows("discards.txt"):
        conditions = _conditions(needs)
        for form in forms.split("|"):
            words = tuple(form.replace("_", " ").split())
            # Taken as moded and before the first row, a discard wins against a row that is otherwise its equal.
            discard = Discard(words, conditions, _rank(words, conditions, "-", -1))
            index[kind][words[-1] if kind == "noun" else words[0]].append(discard)
    return {kind: {word: tuple(found) for word, found in table.items()} for kind, table in index.items()}


def _rank(words: tuple[str, ...], conditions: tuple[Condition, ...], mode: str, order: int, party: int = 0) -> Rank:
    narrow = sum(1 if c.open or c.place == "none" else 3 if c.words or c.types else 2 for c in conditions)
    # To be a party to the conflict is a condition too, though none that the clause shows.
    return len(words), len(conditions) + party, narrow, 1 if mode else 0, -order


def _conditions(needs: str) -> tuple[Condition, ...]:
    return tuple(_condition(part) for part in needs.split(" & ")) if needs else ()


@cache
def _condition(part: str) -> Condition:
    if part == "-":
        return Condition("none")
    if part in CLAUSES or part == "obj":
        return Condition(part, open=True)
    place, colon, heads = part.partition(":")
    place, heads = (place, heads) if colon else ("obj", part)
    if heads == "*":
        return Condition(place, open=True)
    sets = verb_sets() if place in CLAUSES else noun_sets()
    words, types = set[str](), set[str]()
    for head in heads.split("|"):
        if head.startswith("@"):
            words |= sets[head[1:]]
        elif head.isupper():
            types.add(head)
        elif head != "who":
            words |= _spaced([head])
    return Condition(place, words=frozenset(words), who="who" in heads.split("|"), types=frozenset(types))


def _places(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _spaced(members: list[str]) -> frozenset[str]:
    return frozenset(member.replace("_", " ") for member in members)


def _typed(text: str, divider: str) -> tuple[str, str | None]:
    return text.partition(divider)[0], text.partition(divider)[2] or None
