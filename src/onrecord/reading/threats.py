"""Threats by what is said: "they will be crushed" in the mouth of the other side is a threat, no act of violence."""

from functools import cache

from onrecord.reading import words
from onrecord.reading.conditions import ConditionFound
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_lexicon import move_types
from onrecord.reading.move_match import Matcher
from onrecord.reading.noun_groups import SETS

_AHEAD = frozenset(("will", "'ll", "shall", "wo"))
_FIRST = frozenset(("i", "we"))


@cache
def _verbs() -> dict[str, frozenset[str]]:
    return {kind: frozenset(listed.split()) for kind, listed in words.rows("threats.tsv")}


def threatened(frames: Frames, verb: int) -> list[int] | None:
    """The noun phrases that name who is threatened by the verb group at `verb`, or None where it is no threat."""
    phrase, tokens = frames.phrases[verb], frames.tokens
    lemma = phrase.lemma
    suffer, pay = lemma in _verbs()["suffer"], lemma in _verbs()["pay"]
    if phrase.negated or not (suffer or pay) or not _ahead(frames, verb):
        return None
    subjects = frames.subjects(verb)
    if not subjects:
        return None
    who = tokens[frames.phrases[subjects[0]].head].low
    if phrase.passive and suffer:
        return subjects if who not in SETS["not-others"] else None
    right = frames.right(verb + 1)
    if suffer and who in _FIRST and right.objects:
        return right.objects[0]
    if pay and who not in SETS["not-others"]:
        held = {h for group in [*right.objects, *(g for _, g in right.preps)] for k in group for h in frames.heads(k)}
        prices = _verbs()["price"]
        named = held & prices or right.adverbs & prices
        return subjects if named or lemma in _verbs()["alone"] else None
    return None


def on_condition(frames: Frames, matcher: Matcher, verb: int, within: list[ConditionFound]) -> list[int] | None:
    """Whom "if you ..., we will ..." threatens: those of the if-clause, unless the act offered is a friendly one."""
    phrase, tokens = frames.phrases[verb], frames.tokens
    if phrase.modal not in _AHEAD or phrase.negated:
        return None
    condition = next((c for c in within if c.only and c.fronted and c.end <= phrase.start), None)
    subjects = frames.subjects(verb)
    if condition is None or not subjects or tokens[frames.phrases[subjects[0]].head].low not in _FIRST:
        return None
    match = matcher.match(verb)
    if match is not None and not move_types()[match.row.type].quad.endswith("conflict"):
        return None
    inside = [k for k, p in enumerate(frames.phrases) if p.kind == "VG" and condition.inner <= p.start < condition.end]
    others = frames.subjects(inside[0]) if inside else []
    if not others or tokens[frames.phrases[others[0]].head].low in SETS["not-others"]:
        return None
    return others


def _ahead(frames: Frames, verb: int) -> bool:
    phrase = frames.phrases[verb]
    if phrase.modal in _AHEAD:
        return True
    main = frames.main(verb) if phrase.form == "inf" else None
    return main is not None and frames.phrases[main].lemma == "go" and frames.phrases[main].progressive
