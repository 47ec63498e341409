"""Whether one report is a copy or a version of another, which of them is the origin, and what differs."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np

from onrecord.across.shingles import SHINGLE, Mask, Words, covered, runs, words_of
from onrecord.document.document import Span
from onrecord.record.parts import Report

CopyKind = Literal["copy", "version"]

QUOTED = 0.25
"""What a word inside quotation marks counts: two reporters who heard the same speaker write down the same words."""

LEAST_SHARE = 0.4
"""A copy has at least this share of its words from its origin, or of its origin's words in it."""

LEAST_WORDS = 20
"""Fewer words in common make no copy, whatever their share."""

PASSAGE = 30
"""So many words of telling in one passage are not written twice by chance: a copy then from `SOMEWHAT` on."""

MOSTLY = 0.6
"""One publisher's reports are versions from this share on: follow-ups repeat whole paragraphs of background."""

SOMEWHAT = 0.2
"""The share from which reports of one address or given id are versions; a page that is filled anew each day is none."""

_BRIDGED = 8
"""A passage goes on over so many words that were changed, added or left out."""

_CUT = 0.85
_CUT_OPENING = 15
_WIDEST_GAP = 40

_REWORDED = 0.5
"""Longer stretches less alike than this are other text, in which single words are the same by chance."""

_FEW_WORDS = 5

_WORD = re.compile(r"\w+")


class Arrival(msgspec.Struct, frozen=True):
    """A report with its number in the record: numbers go up in the order of arrival."""

    number: int
    report: Report


class Likeness(msgspec.Struct, frozen=True):
    """How much two reports have in common, in runs of at least five words.

    `of_first` and `of_second` are shares of the words of body and pull-quotes; `first_share` and `second_share` the
    same with words inside quotation marks counting less; `words` is how many words are in common, so counted.
    `passage` is how many words outside quotation marks the longest common passage has, small changes bridged.
    """

    of_first: float
    of_second: float
    first_share: float
    second_share: float
    words: float
    passage: int

    @property
    def share(self) -> float:
        """The greater of the two shares: nearly 1 for a cut, and for a report with the other inside it."""
        return max(self.first_share, self.second_share)


class Differences(msgspec.Struct, frozen=True):
    """What stands in one of two reports only, as spans into each text, titles among them."""

    first_only: tuple[Span, ...]
    second_only: tuple[Span, ...]


def compare(first: Report, second: Report) -> Likeness:
    """How much two reports have in common."""
    a, b = words_of(first), words_of(second)
    in_a, in_b = covered(a, b), covered(b, a)
    return Likeness(
        of_first=_share(in_a, a.body.astype(np.float64)),
        of_second=_share(in_b, b.body.astype(np.float64)),
        first_share=_share(in_a, _weights(a)),
        second_share=_share(in_b, _weights(b)),
        words=min(float(_weights(a)[in_a].sum()), float(_weights(b)[in_b].sum())),
        passage=min(_longest(a, in_a), _longest(b, in_b)),
    )


def kind_of(first: Report, second: Report, likeness: Likeness) -> CopyKind | None:
    """What two reports are to one another: versions, copies, or None for neither."""
    named = _same(first.url, second.url) or _same(first.given_id, second.given_id)
    if _same_publisher(first, second) or (_same(first.url, second.url) and not (first.publisher and second.publisher)):
        return "version" if likeness.share >= (SOMEWHAT if named else MOSTLY) else None
    least = SOMEWHAT if likeness.passage >= PASSAGE else LEAST_SHARE
    return "copy" if likeness.share >= least and likeness.words >= LEAST_WORDS else None


def origin_of(group: Sequence[Arrival], witnesses: Iterable[Arrival] = ()) -> Arrival:
    """The report of a group that the others go back to.

    The first published; on one day one whose publisher others name as their source, then one that is no cut of a longer
    one, then the one that arrived first. `witnesses` are further copies, heard for whom they name only.
    """
    day = min(map(_day, group))
    # Each test leaves those that pass it, unless none does.
    left = [one for one in group if _day(one) == day]
    heard = [*group, *witnesses]
    left = _those(left, lambda one: any(names(other.report, one.report) for other in heard))
    left = _those(left, lambda one: not any(is_cut(one.report, other.report) for other in left))
    return min(left, key=lambda one: one.number)


def names(report: Report, other: Report) -> bool:
    """Whether a report names the other's publisher as whom it has its words from, and is not so named itself."""
    return _names(report, other.publisher) and not _names(other, report.publisher)


def is_cut(short: Report, long: Report) -> bool:
    """Whether one report is another with parts left out.

    A longer report that begins as the shorter does is the whole of it; one with a beginning of its own wraps it.
    """
    if _same_publisher(short, long):
        return False
    likeness = compare(short, long)
    if likeness.first_share < _CUT or likeness.second_share > likeness.first_share - 0.1:
        return False
    words = words_of(long)
    return bool(covered(words, words_of(short))[words.body][:_CUT_OPENING].any())


def differences(first: Report, second: Report) -> Differences:
    """What stands in one report only: words in no run of five that both have, but for those alike between two runs."""
    a, b = words_of(first), words_of(second)
    in_a, in_b = covered(a, b), covered(b, a)
    _match_gaps(a, b, in_a, in_b)
    return Differences(_spans(a, ~in_a), _spans(b, ~in_b))


def _match_gaps(a: Words, b: Words, in_a: Mask, in_b: Mask) -> None:
    """Mark single words alike where both texts go on from one common run to the next."""
    places = {shingle: n for n, shingle in reversed(list(enumerate(b.shingles.tolist())))}
    for start, stop in runs(~in_a):
        if start < SHINGLE or stop == len(a):
            continue
        before, after = places.get(int(a.shingles[start - SHINGLE])), places.get(int(a.shingles[stop]))
        if before is None or after is None or not 0 < after - before - SHINGLE <= _WIDEST_GAP:
            continue
        low = before + SHINGLE
        gap = SequenceMatcher(None, a.hashes[start:stop].tolist(), b.hashes[low:after].tolist(), autojunk=False)
        if stop - start > _FEW_WORDS and gap.ratio() < _REWORDED:
            continue
        for i, j, length in gap.get_matching_blocks():
            in_a[start + i : start + i + length] = True
            in_b[low + j : low + j + length] = True


def _spans(words: Words, mask: Mask) -> tuple[Span, ...]:
    found = sorted(runs(mask & ~words.body) + runs(mask & words.body))
    return tuple((int(words.starts[start]), int(words.stops[stop - 1])) for start, stop in found)


def _longest(words: Words, mask: Mask) -> int:
    longest = current = last = 0
    for start, stop in runs(mask):
        told = int(words.told[start:stop].sum())
        current = current + told if start - last <= _BRIDGED else told
        longest, last = max(longest, current), stop
    return longest


def _weights(words: Words) -> np.typing.NDArray[np.float64]:
    return np.where(words.told, 1.0, np.where(words.body, QUOTED, 0.0))


def _share(mask: Mask, weights: np.typing.NDArray[np.float64]) -> float:
    whole = float(weights.sum())
    return round(float(weights[mask].sum()) / whole, 4) if whole else 0.0


def _those(group: list[Arrival], test: Callable[[Arrival], bool]) -> list[Arrival]:
    return [one for one in group if test(one)] or group


def _day(one: Arrival) -> str:
    # A report without a day comes after those that have one.
    return (one.report.published or "~")[:10]


def _same(one: str | None, other: str | None) -> bool:
    return bool(one) and one == other


def _same_publisher(first: Report, second: Report) -> bool:
    return bool(first.publisher and second.publisher) and _folded(first.publisher) == _folded(second.publisher)


def _names(report: Report, publisher: str | None) -> bool:
    name = _folded(publisher).strip()
    if not name:
        return False
    initials = "".join(word[0] for word in name.split())
    credited = [_folded(credit) for credit in report.credits]
    return f" {name} " in _folded(report.text) or any(
        f" {name} ".startswith(credit) or credit.strip() == initials for credit in credited if credit.strip()
    )


@lru_cache(maxsize=500)
def _folded(text: str | None) -> str:
    return f" {' '.join(_WORD.findall((text or '').casefold()))} "
