"""Nouns that name an act ("the attack on ...", "talks between ..."), where no verb has taken it up."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.document.document import Span
from onrecord.reading import move_lexicon
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import NounRow
from onrecord.reading.move_match import in_phrase
from onrecord.reading.noun_groups import SETS
from onrecord.reading.parties import Parties


@dataclass(frozen=True, slots=True)
class NounMatch:
    """A noun that names a move: its phrase, the tokens [first, head] of the noun, its parties as found."""

    row: NounRow
    phrase: int
    first: int
    head: int
    by: tuple[Span, ...]
    to: tuple[Span, ...]
    about: tuple[Span, ...]


def find(frames: Frames, parties: Parties, k: int) -> NounMatch | None:
    """The move that the head of the noun phrase at k names, or None."""
    phrase, tokens = frames.phrases[k], frames.tokens
    head = tokens[phrase.head]
    if (
        head.tag not in ("N", "NN")
        or (head.tag == "NN" and phrase.end - phrase.start > 1)
        or (head.cap and head.tag == "NN")
    ):
        return None
    for form in dict.fromkeys((head.lemma, head.low)):
        for row in move_lexicon.noun_rows(form):
            first = phrase.head - len(row.words) + 1
            if first < phrase.start or not all(
                word in (tokens[first + i].low, tokens[first + i].lemma) for i, word in enumerate(row.words)
            ):
                continue
            preps = _attached(frames, k)
            if all(any(frames.heads(j) & c.words or c.open for j in preps.get(c.place, ())) for c in row.conditions):
                if in_phrase(frames, phrase.head) or _discarded(frames, k, first, preps, form):
                    return None
                return _with_parties(frames, parties, k, row, first, preps)
    return None


def _attached(frames: Frames, k: int) -> dict[str, list[int]]:
    """The prepositional phrases right after a noun phrase."""
    phrases = frames.phrases
    found: dict[str, list[int]] = {}
    at = k + 1
    while at + 1 < len(phrases) and at < k + 12:
        if phrases[at].kind != "P" or phrases[at].lemma in SETS["loose"]:
            if frames.is_time(at) or phrases[at].kind == "R":
                at += 1
                continue
            break
        if phrases[at + 1].kind != "NP":
            break
        if frames.is_time(at + 1):
            at += 2
            continue
        if phrases[at].lemma == "of" and at > k + 1:
            at += 2
            continue
        group = frames.group(at + 1)
        found.setdefault(phrases[at].lemma, []).extend(group)
        at = group[-1] + 1
    return found


def _discarded(frames: Frames, k: int, first: int, preps: dict[str, list[int]], form: str) -> bool:
    phrase, tokens = frames.phrases[k], frames.tokens
    before = {t.low for t in tokens[phrase.start : first]} | {t.lemma for t in tokens[phrase.start : first]}
    for discard in move_lexicon.noun_discards(form):
        for condition in discard.conditions:
            if condition.place == "premod" and before & condition.words:
                return True
            if condition.is_preposition and any(
                frames.heads(j) & condition.words for j in preps.get(condition.place, ())
            ):
                return True
    return False


def _with_parties(
    frames: Frames, parties: Parties, k: int, row: NounRow, first: int, preps: dict[str, list[int]]
) -> NounMatch | None:
    phrase = frames.phrases[k]

    def at(place: str) -> list[Span]:
        if place == "poss":
            return parties.of_phrase(k, phrase.start)
        if place == "premod":
            return parties.before_head(k, first)
        return [parties.span(j) for j in preps.get(place, ()) if parties.can_act(j)]

    owned = ("poss",) if "poss" in row.by and not _done_to(row) else ()
    by, by_place = _first((*owned, *row.by), at)
    shared = by_place in row.to and by_place is not None
    to, to_place = _first(tuple(p for p in row.to if p != by_place or shared), at)
    if shared and to_place == by_place:
        # one place for both: it is the recipient's if another place gives the actor, or for acts done to someone
        others = tuple(p for p in row.by if p != by_place)
        by, _ = _first(others, at)
    if by_place == "poss" and not to and _done_to(row):
        by, to = [], by
    if not by and not to and not _dated(frames, k, first):
        return None
    wanted = tuple(frames.sentence.text_span(j, frames.last_of(j)) for j in preps.get("for", ()))
    return NounMatch(row, k, first, phrase.head, tuple(by), tuple(to), wanted)


def _dated(frames: Frames, k: int, first: int) -> bool:
    """Whether a noun is tied to a time, so that it means some act ("last week's protests", "two weeks of protests")."""
    phrases, tokens = frames.phrases, frames.tokens
    before = tokens[phrases[k].start : first]
    if any(t.tag == "L" or t.lemma in SETS["time"] for t in before):
        return True
    return k >= 2 and phrases[k - 1].lemma == "of" and tokens[phrases[k - 2].head].lemma in SETS["time"]


def _done_to(row: NounRow) -> bool:
    """Whether a possessor is the one to whom it is done ("his arrest")."""
    return (
        row.type in ("COERCE", "ASSAULT", "SANCTION") and "of" in row.to and "from" not in row.by and "of" not in row.by
    )


def _first(places: tuple[str, ...], at: Callable[[str], list[Span]]) -> tuple[list[Span], str | None]:
    for place in places:
        found = at(place)
        if found:
            return found, place
    return [], None
