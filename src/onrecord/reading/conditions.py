"""Conditions on an act ("on condition that ...", "only if ...", "in exchange for ..."). Words: conditions.tsv."""

from dataclasses import dataclass
from functools import cache

from onrecord.document.document import Span
from onrecord.reading import words
from onrecord.reading.move_frame import Frames
from onrecord.reading.noun_groups import REACH
from onrecord.reading.phrases import Phrase

MOST = 12
"""How many conditions of one sentence are looked at."""
_STOPS = frozenset((";", ":", "”", '"', "’", "»", ".", "!", "?", "—", "–"))
_ANONYMITY = frozenset(("anonymity",))


@dataclass(frozen=True, slots=True)
class ConditionFound:
    """A condition in a sentence: the words that open it (tokens [start, inner)), where it ends, and its alternatives.

    `only` means the act happens only then; else it is a term of it. `fronted`: the act follows it.
    """

    start: int
    inner: int
    end: int
    spans: tuple[Span, ...]
    only: bool
    fronted: bool


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], bool, bool], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], bool, bool]]] = {}
    for follows, force, phrase in words.rows("conditions.tsv"):
        parts = tuple(phrase.split())
        table.setdefault(parts[0], []).append((parts, follows == "clause", force == "only"))
    return {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in table.items()}


def find(frames: Frames) -> list[ConditionFound]:
    """The conditions of one sentence in text order; alternatives joined by "or" are kept apart as several spans."""
    tokens, sentence = frames.tokens, frames.sentence
    found: list[ConditionFound] = []
    i = sentence.start
    while i < sentence.end and len(found) < MOST:
        for parts, clause, only in _openers().get(tokens[i].low, ()):
            n = len(parts)
            if i + n < sentence.end and all(tokens[i + j].low == part for j, part in enumerate(parts)):
                condition = _read(frames, i, i + n, clause, only)
                if condition is not None:
                    found.append(condition)
                    i = condition.end - 1
                break
        i += 1
    return found


def _read(frames: Frames, start: int, inner: int, clause: bool, only: bool) -> ConditionFound | None:
    tokens, sentence = frames.tokens, frames.sentence
    if tokens[inner].low in _ANONYMITY or (tokens[start].low in ("if", "until") and not _has_clause(frames, inner)):
        return None
    before = tokens[start - 1] if start > sentence.start else None
    fronted = before is None or before.text in '“"‘,—–' or before.low in ("that", "and", "but", "said", "warned")
    end = _end(frames, inner, clause, fronted)
    fronted = fronted and end < sentence.end and tokens[end].text == ","
    if end <= inner:
        return None
    return ConditionFound(start, inner, end, _alternatives(frames, inner, end, clause), only, fronted)


def _from(frames: Frames, token: int) -> list[Phrase]:
    """The phrases from a token on, as far as they are looked at."""
    first = frames.phrase_of(token)
    first += frames.phrases[first].start < token
    return frames.phrases[first : first + REACH]


def _has_clause(frames: Frames, inner: int) -> bool:
    return any(p.kind == "VG" for p in _from(frames, inner))


def _end(frames: Frames, inner: int, clause: bool, fronted: bool) -> int:
    """Token after the last one of a condition."""
    tokens, sentence = frames.tokens, frames.sentence
    seen = not clause
    ahead = _from(frames, inner)
    for phrase in ahead:
        if phrase.kind == "VG":
            if not clause and phrase.finite:
                return phrase.start
            seen = seen or phrase.finite
        if phrase.kind in _STOPS or (phrase.kind in ("W",) and not clause):
            return phrase.start
        if phrase.kind == "," and seen and (fronted or not _parenthesis(frames, phrase.end)):
            return phrase.start
        if phrase.kind == "U" and phrase.lemma != "that" and phrase.start > inner:
            return phrase.start
    end = ahead[-1].end if len(ahead) == REACH else sentence.end
    while end > inner and not tokens[end - 1].text[0].isalnum():
        end -= 1
    return end


def _parenthesis(frames: Frames, at: int) -> bool:
    """Whether the comma before token `at` opens a short insertion, after which the clause goes on."""
    for i in range(at, min(frames.sentence.end, at + 8)):
        if frames.tokens[i].text == ",":
            return i + 1 < frames.sentence.end and frames.tokens[i + 1].tag in ("V", "X", "B", "H", "Z")
    return False


def _alternatives(frames: Frames, inner: int, end: int, clause: bool) -> tuple[Span, ...]:
    tokens = frames.tokens
    cuts: list[int] = []
    starts: list[int] = []
    first = inner
    ahead = _from(frames, inner)
    for k, phrase in enumerate(ahead, frames.phrase_of(ahead[0].start) if ahead else 0):
        if phrase.end > end or phrase.kind != "C" or tokens[phrase.start].low != "or":
            continue
        following = frames.phrases[k + 1] if k + 1 < len(frames.phrases) else None
        if following is None or following.start >= end:
            continue
        if not clause and following.kind in ("NP", "VG"):
            cuts.append(phrase.start)
            starts.append(phrase.end)
        elif clause and following.kind == "VG":
            leader = frames.leader(k + 1)
            if leader is not None and frames.phrases[leader].start >= inner:
                if not cuts:
                    first = frames.phrases[leader].head
                cuts.append(phrase.start)
                starts.append(following.head)
        elif clause and _bare_verb(frames, following, inner):
            if not cuts:
                first = _modal_verb(frames, inner, phrase.start)
            cuts.append(phrase.start)
            starts.append(following.start)
        elif clause and following.kind in ("U", "NP") and _has_finite(frames, k + 1, end):
            cuts.append(phrase.start)
            starts.append(following.end if following.kind == "U" else following.start)
    spans = []
    for a, b in zip([first, *starts], [*cuts, end], strict=True):
        while b > a and tokens[b - 1].text in (",", "”", '"'):
            b -= 1
        if b > a:
            spans.append((tokens[a].start, tokens[b - 1].end))
    return tuple(spans)


def _modal_verb(frames: Frames, inner: int, end: int) -> int:
    """The verb after the modal in tokens [inner, end), or `inner`."""
    return next((p.head for p in _from(frames, inner) if p.kind == "VG" and p.modal and inner <= p.start < end), inner)


def _bare_verb(frames: Frames, phrase: Phrase, inner: int) -> bool:
    """Whether a noun phrase after "or" is rather a verb that goes on from "could join ...": the tagger cannot tell."""
    token = frames.tokens[phrase.start]
    verb = words.verb(token.low) if phrase.kind == "NP" and token.tag == "N" else None
    if verb is None or "b" not in verb.forms or (verb.rival and verb.share < 5):
        return False
    return _modal_verb(frames, inner, phrase.start) > inner


def _has_finite(frames: Frames, k: int, end: int) -> bool:
    for phrase in frames.phrases[k : k + 6]:
        if phrase.start >= end or phrase.kind in (",", "C"):
            return False
        if phrase.kind == "VG":
            return phrase.finite
    return False
