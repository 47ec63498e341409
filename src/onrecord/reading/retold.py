"""One move where words tell one act twice, and none for what another act only answers or demands in the street.

PLOVER's manual: the topic of a protest, "typically a REQUEST", is no event of its own. An offer or demand named only as
what is rejected or granted ("rejected the Front's offer") belongs to the answer in the same way.
"""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.document.document import Span
from onrecord.document.spans import hull
from onrecord.reading import words
from onrecord.reading.clauses import Sentence
from onrecord.reading.marks import MoveMark, PartyMark
from onrecord.reading.parse import Sentences
from onrecord.reading.phrases import Phrase

NEAR = 8
"""How many phrases a noun that tells an act again may stand behind its verb."""
_BLANK = 2
"""Most characters between the end of a sentence and the next of its paragraph."""
_BREAKS = frozenset(("VG", "W", "U", ";", ":"))
_UTTERED = frozenset(("AGREE", "CONCEDE", "THREATEN"))
_ANSWERS = frozenset(("REJECT", "CONCEDE", "AGREE"))
_ANSWERED = frozenset(("REQUEST", "AGREE"))


class Retold:
    """The moves of one document, each told once."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences

    def once(self, moves: Sequence[MoveMark]) -> list[MoveMark]:
        """Of moves in text order those that are acts of their own; what the others tell of parties goes into these."""
        named = list(self._named_once(_apart(moves)))
        once = self._told_once(self._without_topics(named))
        return [move for n, move in enumerate(once) if not (n and self._goes_back(once[n - 1], move))]

    def _named_once(self, moves: Sequence[MoveMark]) -> Iterator[MoveMark]:
        """One where noun and verb of a clause tell one act ("killed two in a raid", "a raid was carried out")."""
        told: MoveMark | None = None
        for move in moves:
            if told is not None and (self._names_again(told, move) or self._is_told_by(told, move)):
                told = _with(told, told.by or move.by, told.to or move.to)
            elif told is not None and self._spells_out(told, move):
                told = _with(told, told.by, move.to or told.to, move.about)
            elif told is not None and self._answers(told, move):
                others = tuple(party for party in move.by if party.entity not in _makers(told))
                told = _with(told, told.by, told.to or others, move.about)
            else:
                if told is not None:
                    yield told
                told = move
        if told is not None:
            yield told

    def _without_topics(self, moves: Sequence[MoveMark]) -> list[MoveMark]:
        """The moves without what a protest demands ("marched to demand his return"): the protest is about that."""
        kept: list[MoveMark] = []
        protest: int | None = None
        for move in moves:
            if protest is not None and self._is_topic(kept[protest], move):
                told = kept[protest]
                kept[protest] = _with(told, told.by, told.to or move.to, move.about)
                continue
            if move.type == "PROTEST":
                protest = len(kept)
            kept.append(move)
        return kept

    def _is_topic(self, protest: MoveMark, move: MoveMark) -> bool:
        phrases, first, last = self._between(protest, move)
        if move.type != "REQUEST" or not phrases or phrases[last].kind != "VG" or phrases[last].finite:
            return False
        if move.by:
            return bool(_makers(protest) & _makers(move))
        return not any(phrase.kind == "VG" and phrase.finite for phrase in phrases[first + 1 : last])

    def _told_once(self, moves: Sequence[MoveMark]) -> list[MoveMark]:
        """The moves, one alone where a sentence tells a type twice of the same parties ("donated and delivered")."""
        likeliest: dict[tuple[object, ...], MoveMark] = {}
        keys = list(map(self._who_to_whom, moves))
        for key, move in zip(keys, moves, strict=True):
            if key not in likeliest or likeliest[key].score < move.score:
                likeliest[key] = move
        return [move for key, move in zip(keys, moves, strict=True) if likeliest[key] is move]

    def _who_to_whom(self, move: MoveMark) -> tuple[object, ...]:
        parties = [frozenset(party.entity for party in side) for side in (move.by, move.to)]
        known = all(side and None not in side for side in parties)
        apart = None if known else move.trigger
        return self._of(move).span, move.type, move.status, *parties, apart

    def _goes_back(self, told: MoveMark, noun: MoveMark) -> bool:
        """Whether a noun only goes back to the act told before it ("They spoke. Their conversation was short.")."""
        sentence, before = self._of(noun), self._of(told)
        k = sentence.phrase_at(noun.trigger[0])
        if told.type != noun.type or k == len(sentence.phrases) or sentence.phrases[k].kind != "NP":
            return False
        phrase = sentence.phrases[k]
        if sentence.tokens[phrase.start].low not in words.word_set("going-back"):
            return False
        makers = {party.entity for party in told.by}
        beside = sentence is before or sentence.span[0] - before.span[1] <= _BLANK
        return beside and all(party.entity in makers for party in noun.by) and not noun.to

    def _is_told_by(self, noun: MoveMark, verb: MoveMark) -> bool:
        """Whether a noun, with what "of" ties to it, is subject of a verb of its type ("a deployment has begun")."""
        phrases, first, last = self._between(noun, verb)
        if noun.type != verb.type or verb.to or not phrases:
            return False
        tied = all(one.kind == ("P" if n % 2 else "NP") for n, one in enumerate(phrases[first:last]))
        return tied and (last - first) % 2 == 1 and phrases[last].kind == "VG"

    def _names_again(self, verb: MoveMark, noun: MoveMark) -> bool:
        phrases, first, last = self._between(verb, noun)
        if verb.type != noun.type or not phrases or last > first + NEAR:
            return False
        if phrases[first].kind != "VG" or phrases[last].kind != "NP":
            return False
        if any(phrase.kind in _BREAKS for phrase in phrases[first + 1 : last]):
            return False
        return not noun.by or not verb.by or bool(_makers(verb) & _makers(noun))

    def _spells_out(self, promise: MoveMark, move: MoveMark) -> bool:
        """Whether an act is what a promise before it says will be done ("announced that it would withdraw")."""
        phrases, first, last = self._between(promise, move)
        if promise.type != move.type or move.type not in _UTTERED or not phrases or last > first + NEAR:
            return False
        ahead = phrases[first].kind == phrases[last].kind == "VG" and bool(phrases[last].modal)
        return ahead and not phrases[first].modal and bool(_makers(promise) & _makers(move))

    def _answers(self, verb: MoveMark, noun: MoveMark) -> bool:
        """Whether a noun is what a verb says no or yes to ("rejected their offer", "gave in to demands")."""
        if verb.type not in _ANSWERS or noun.type not in _ANSWERED:
            return False
        phrases, first, last = self._between(verb, noun)
        if not phrases or phrases[first].kind != "VG" or phrases[last].kind != "NP":
            return False
        return all(phrase.kind in ("P", "R") for phrase in phrases[first + 1 : last])

    def _between(self, one: MoveMark, other: MoveMark) -> tuple[list[Phrase], int, int]:
        """The phrases of the sentence that holds both, one behind the other, with the places of their triggers."""
        sentence = self._of(one)
        first, last = sentence.phrase_at(one.trigger[1] - 1), sentence.phrase_at(other.trigger[0])
        if sentence is not self._of(other) or not first < last < len(sentence.phrases):
            return [], first, last
        return sentence.phrases, first, last

    def _of(self, move: MoveMark) -> Sentence:
        return self._sentences.at(move.trigger[0])


def _makers(move: MoveMark) -> set[int | None]:
    """Those who make a move, as far as it is known who they are."""
    return {party.entity for party in move.by} - {None}


def _with(
    move: MoveMark, by: tuple[PartyMark, ...], to: tuple[PartyMark, ...], about: tuple[Span, ...] = ()
) -> MoveMark:
    """A move with parties that another tells of, its passage stretched over them; what it is about if it lacks that."""
    span = hull((move.span, *(party.span for party in (*by, *to))))
    return msgspec.structs.replace(move, by=by, to=to, about=move.about or about, span=span)


def _apart(moves: Sequence[MoveMark]) -> list[MoveMark]:
    """One move where two of a type have triggers side by side ("has not" "threatened"): the likelier, on both."""
    out: list[MoveMark] = []
    for move in moves:
        last = out[-1] if out else None
        if last is None or last.type != move.type or move.trigger[0] - last.trigger[1] > 1:
            out.append(move)
            continue
        likelier = max(last, move, key=lambda one: one.score)
        out[-1] = msgspec.structs.replace(
            likelier, trigger=hull((last.trigger, move.trigger)), span=hull((last.span, move.span))
        )
    return out
