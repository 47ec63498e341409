"""Claims: one thing said by one speaker, however often and in whatever words; each saying is an appearance."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import takewhile
from typing import Literal

import msgspec

from onrecord.across.base import base
from onrecord.across.dispute import Entry
from onrecord.across.figures import value
from onrecord.across.latest import file_last
from onrecord.across.numbered import Numbered
from onrecord.across.said import said
from onrecord.across.vouchers import Vouchers
from onrecord.reading import words
from onrecord.record.parts import Record, Statement

How = Literal["first", "repeated", "reworded", "denied"]

WEEKS = 21
"""Days within which two sayings may be one claim."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*(?:[.,]\d+)*")
_NEGATIONS = frozenset(("G",))
_SHINGLE = 3
_SAME = 0.85
_CUT = 4
"""Words that a cut quotation must have to be known again by its words alone."""
_LIKE = 0.6
_ENOUGH = 4
_SHARED = 2
"""Words in common from which two sayings are compared."""
COMPARED = 200
"""Sayings of one speaker, and claims that share a word, that a new one is compared with, the latest."""
_NEAR = 400
_OPENING = frozenset("PTUWCXBH")
_TELLING = frozenset("XBH")
"""Tags of "would", "was", "had" (see `words.function_words`): what follows a noun so is told of it."""


class Saying(msgspec.Struct, frozen=True, array_like=True):
    """One statement as it is compared: whose word, the day of publication (proleptic ordinal), its words.

    `denied`: the speaker denies what these words say. `within` is the statement that quotes this one.
    """

    report: int
    entry: str
    voucher: str
    day: int | None
    words: tuple[str, ...]
    denied: bool = False
    within: str | None = None


class Claim(msgspec.Struct, frozen=True):
    """A known claim: its number, and sayings of it, the first one first."""

    number: int
    sayings: tuple[Saying, ...]


class Appearance(msgspec.Struct, frozen=True):
    """One saying, the number of the claim it is put to, and how it is one."""

    saying: Saying
    claim: int
    how: How


def sayings(numbered: Numbered, identity: Mapping[str, int], origin: int | None = None) -> list[Saying]:
    """The statements of a report as sayings; one that only points to something ("it", "him") claims nothing."""
    record = numbered.record
    vouchers = Vouchers(numbered, identity, origin)
    day = day_of(record.report.published)
    found = [
        Saying(
            report=numbered.number,
            entry=s.id,
            voucher=vouchers.of(s),
            day=day,
            words=wording(vouchers.words(s.content.spans)),
            denied=denies(s, record),
            within=s.within,
        )
        for s in record.statements
    ]
    return [saying for saying in found if stems(saying.words)]


def day_of(published: str | None) -> int | None:
    """A day of publication as a proleptic ordinal; None for none, or one that is known to the month only.

    >>> day_of("2031-03-04"), day_of("2031-03")
    (741505, None)
    """
    return date.fromisoformat(published[:10]).toordinal() if published and len(published) >= len("2031-03-04") else None


def wording(text: str) -> tuple[str, ...]:
    """The words of a content, without marks.

    >>> wording("« The president made no such promise, »")
    ('the', 'president', 'made', 'no', 'such', 'promise')
    """
    return tuple(word.replace("’", "'") for word in _WORD.findall(text.lower()))


def speaker(saying: Saying) -> int:
    """A number of 32 bits for whoever says it."""
    return _number(saying.voucher)


def speaker_of(identity: int) -> int:
    """The same for an identity, of which vouchers say "@" and its number."""
    return _number(f"@{identity}")


def _number(voucher: str) -> int:
    return int.from_bytes(blake2b(voucher.encode(), digest_size=4).digest(), "big", signed=True)


@lru_cache(1 << 14)
def stems(said_words: tuple[str, ...]) -> frozenset[str]:
    """The words that carry the meaning, in base form; negations and numbers are among them."""
    tags = words.function_words()
    telling = (word for word in said_words if tags.get(word, "N") in "NGQ" or value(word) is not None)
    return frozenset(base(word.removesuffix("'s")) for word in telling)


def likeness(one: Saying, other: Saying) -> How | None:
    """Whether the second says again what the first does: in the same words, in others, or not (None)."""
    if one.voucher != other.voucher or one.denied != other.denied:
        return None
    if _negated(one.words) != _negated(other.words) or _numbers(one.words) != _numbers(other.words):
        return _cut(one, other)
    apart = abs(one.day - other.day) if one.day is not None and other.day is not None else 0
    if apart > WEEKS:
        return None
    if one.words == other.words or _cut(one, other):
        return "repeated"
    mine, theirs = stems(one.words), stems(other.words)
    shared = len(mine & theirs)
    if shared >= _ENOUGH and shared >= _LIKE * min(len(mine), len(theirs)):
        return "reworded"
    return None


def _cut(one: Saying, other: Saying) -> How | None:
    """Whether one is the other, or a piece of it."""
    short, long = sorted((one.words, other.words), key=len)
    if len(short) < _CUT:
        return None
    mine, theirs = _shingles(short), _shingles(long)
    return "repeated" if len(mine & theirs) >= _SAME * len(mine) else None


def _shingles(said_words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {said_words[i : i + _SHINGLE] for i in range(len(said_words) - _SHINGLE + 1)}


@lru_cache(1 << 14)
def _negated(said_words: tuple[str, ...]) -> bool:
    tags = words.function_words()
    return any(tags.get(w) in _NEGATIONS or w in said("none") or w.endswith("n't") for w in said_words)


@lru_cache(1 << 14)
def _numbers(said_words: tuple[str, ...]) -> frozenset[float]:
    return frozenset(n for w in said_words if w not in said("article") and (n := value(w)) is not None)


def place(fresh: Sequence[Saying], known: Iterable[Claim], first_new: int) -> list[Appearance]:
    """Put each saying, in order, to the claim it repeats, or make it a claim of its own.

    New claims are numbered from `first_new` on.
    """
    claims: dict[int, list[Saying]] = {}
    index: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)

    def file(number: int, saying: Saying) -> None:
        claims.setdefault(number, []).append(saying)
        for key in _keys(saying):
            file_last(index[saying.voucher, key], number, COMPARED)

    for claim in known:
        for saying in claim.sayings:
            file(claim.number, saying)
    out: list[Appearance] = []
    free = first_new
    for saying in fresh:
        shared = Counter(number for key in _keys(saying) for number in index[saying.voucher, key])
        enough = min(_SHARED, len(_keys(saying)))
        near = sorted(number for number, count in shared.most_common(COMPARED) if count >= enough)
        ranked = [
            (saying.words != other.words, how != "repeated", number, how)
            for number in near
            for other in claims[number][-COMPARED:]
            if _other(saying, other) and (how := likeness(other, saying))
        ]
        *_, number, how = min(ranked, default=(False, False, free, "first"))
        out.append(Appearance(saying, number, how))
        free += how == "first"
        file(number, saying)
    return out


def how_after(saying: Saying, earlier: Iterable[Saying]) -> How:
    """How a saying is one of a claim of which these were there before it: as `place` tells it."""
    best: tuple[bool, bool, How] | None = None
    for other in earlier:
        how = likeness(other, saying) if _other(saying, other) else None
        if how is not None:
            rank = (saying.words != other.words, how != "repeated", how)
            best = rank if best is None else min(best, rank)
            if not any(best[:2]):
                break
    # What only later ones tied to it says the same in other words.
    return best[2] if best else "reworded"


def _keys(saying: Saying) -> frozenset[str]:
    found = stems(saying.words)
    return found if len(found) >= _SHARED else frozenset((" ".join(saying.words),))


def _other(one: Saying, other: Saying) -> bool:
    """Whether two sayings stand apart: what is quoted within a statement is no second saying of it."""
    return one.report != other.report or (one.within != other.entry and other.within != one.entry)


def denials(numbered: Numbered) -> list[tuple[Entry, Entry]]:
    """Statements that deny what another in the same report has just charged them with: (denial, what is denied).

    "She rejected the accusation" denies the nearest statement of somebody else before it; "the union denies having
    given any money" the charge right before it.
    """
    record = numbered.record
    out = []
    for n, statement in enumerate(record.statements):
        cue = cue_of(statement, record)
        start = statement.content.spans[0][0]
        if cue not in said("reject") or statement.source is None:
            continue
        for other in reversed(record.statements[:n]):
            if start - other.content.spans[-1][1] > _NEAR or other.content.spans[0][0] >= start:
                break
            if other.source is None or other.source.actor == statement.source.actor or other.within:
                continue
            if len(wording(vouched(other, record))) < _CUT:
                continue
            if _refers(statement, record) or cue_of(other, record) in said("accuse"):
                out.append((Entry(numbered.number, statement.id), Entry(numbered.number, other.id)))
            break
    return out


def vouched(statement: Statement, record: Record) -> str:
    """The content's words."""
    return " ".join(record.report.text[a:b] for a, b in statement.content.spans)


def _refers(statement: Statement, record: Record) -> bool:
    """Whether the content only points to what another said ("the accusation")."""
    a, b = statement.content.spans[0]
    found = [w for w in wording(record.report.text[a:b].lower()) if w not in words.word_set("articles")]
    if len(found) == 1 and found[0] in said("back"):
        return True
    return bool(found) and words.singular(found[0]) in said("charge")


def denies(statement: Statement, record: Record) -> bool:
    """Whether a statement says that its content is not so: "denied that …", not "denied him bail".

    What is asked for is denied in another sense: refused.
    """
    if cue_of(statement, record) not in said("deny"):
        return False
    a, b = statement.content.spans[0]
    found = wording(record.report.text[a:b])
    tags = words.function_words()
    # Up to the first small word that opens what follows: "an offer to talk", "the motion of his lawyers".
    head = list(takewhile(lambda word: tags.get(word, "N") not in _OPENING, found))
    told = len(head) < len(found) and tags.get(found[len(head)]) in _TELLING
    return told or not any(words.singular(word) in said("asked") for word in head)


def cue_of(statement: Statement, record: Record) -> str:
    """The base form of the cue's verb; empty where there is none."""
    if statement.cue is None:
        return ""
    lows = [word for a, b in statement.cue.spans for word in record.report.text[a:b].lower().split()]
    verbs = [verb.lemma for low in lows if (verb := words.verb(low)) is not None]
    return next((lemma for lemma in verbs if lemma not in ("have", "be", "will")), verbs[-1] if verbs else "")


def claim_id(report_id: str, entry: str) -> str:
    """The id of the claim that this statement is the first to make."""
    return "c" + sha256(f"{report_id} {entry}".encode()).hexdigest()[:12]
