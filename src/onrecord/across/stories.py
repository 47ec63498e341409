"""Reports on the same happening, grouped as they arrive.

Two groups are one story when reports across them are nearly as alike as reports within them. That is a question of
proportion, not of one threshold: coverage of one quake is alike, that of two quakes on one island is alike too, but
less so than that of each by itself. The fewer reports there are to tell by, the more alike they must be. Groups grow
from single reports, those most alike in proportion first (agglomeration by average likeness), until no two are alike
enough.

A new report is placed by doing this afresh among the stories of the earlier reports nearest to it, and nowhere else:
it may join one, stand alone, and show that two stories are one or that one is two.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

SAME = 0.70
"""Likeness across two groups, in proportion to that within them, from which they are one story."""

EXPECTED = 0.10
"""Likeness within a story of which little is known yet (cosine, 0 to 1)."""

EXPECTED_PAIRS = 10
"""So many pairs of reports of its own a group must have for its own likeness to count as much as the expected."""

UNSURE = 0.15
"""What the likeness of two single reports may owe to chance (cosine); of groups this, by the root of the pairs."""

HEAVY = 16
"""So many terms of each report, the heaviest, are compared to find the earlier reports near a new one."""

NEAR = 0.05
"""Earlier reports at least so alike in these (their part of the cosine) are looked at."""

NEAREST = 20
"""At most so many of them, the nearest first."""

OPENED = 80
"""Reports of the stories looked at that are grouped afresh, one by one; a story that does not fit in stays whole."""

DAYS = 90
"""Groups whose days of publication lie further apart are two stories."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Group(msgspec.Struct, frozen=True):
    """Reports taken as one: their numbers, the sum of their terms, the days (ordinals) they were published between.

    `own` is the sum of the squared lengths of the single reports' terms. `first` and `last` are NaN without a day.
    """

    reports: tuple[int, ...]
    terms: Ints
    weights: Floats
    own: float
    first: float
    last: float


class Story(msgspec.Struct, frozen=True):
    """A story's number, the number of the report it is named after, and those of all its reports."""

    number: int
    named_after: int
    reports: tuple[int, ...]


class Stories:
    """The stories near some new reports, brought up to date report by report.

    `kept` are those stories as they were; `groups` holds one group for each report of a story small enough to be
    opened, and one for each other story. `same` gives for a copy the report it goes back to. `free` is the first number
    for a new story: numbers go up in the order in which stories begin.
    """

    def __init__(self, kept: Iterable[Story], groups: Iterable[Group], same: Mapping[int, int], free: int) -> None:
        kept = tuple(kept)
        self.members = {story.number: tuple(sorted(story.reports)) for story in kept}
        self.named_after = {story.number: story.named_after for story in kept}
        self.of = {report: story for story, reports in self.members.items() for report in reports}
        self._groups = {group.reports[0]: group for group in groups}
        self._same = same
        self._free = free

    def place(self, group: Group, near: Iterable[int]) -> None:
        """Give one new report its story; `near` are the reports near it, the nearest first, or their copies."""
        (report,) = group.reports
        self._groups[report] = group
        touched = list(dict.fromkeys(self.of[other] for other in near if other in self.of))
        found = grouped(self._with_copies([group, *self._opened(touched)]))
        self._settle(touched, found)

    def _opened(self, stories: Sequence[int]) -> Iterable[Group]:
        room = OPENED
        for story in stories:
            reports = self.members[story]
            singles = [self._groups[report] for report in reports if report in self._groups]
            if len(reports) <= room and len(singles) == len(reports):
                room -= len(reports)
                yield from singles
            else:
                yield self._whole(reports)

    def _whole(self, reports: Sequence[int]) -> Group:
        parts = [self._groups[report] for report in reports if report in self._groups]
        return parts[0] if len(parts) == 1 else together(parts)

    def _with_copies(self, groups: Iterable[Group]) -> list[Group]:
        """Groups that hold copies of one report are one from the start."""
        by_origin: dict[int, int] = {}
        parts: list[list[Group]] = []
        for group in groups:
            origins = [self._same.get(report, report) for report in group.reports]
            places = sorted({by_origin[origin] for origin in origins if origin in by_origin})
            into, rest = (places[0], places[1:]) if places else (len(parts), [])
            if not places:
                parts.append([])
            parts[into].append(group)
            for place in rest:
                parts[into] += parts[place]
                parts[place] = []
            by_origin.update(dict.fromkeys(origins, into))
            by_origin.update({origin: into for origin, place in by_origin.items() if place in rest})
        merged = [together(part) if len(part) > 1 else part[0] for part in parts if part]
        return sorted(merged, key=lambda group: group.reports[0])

    def _settle(self, touched: Sequence[int], found: Sequence[tuple[int, ...]]) -> None:
        """A story stays with the report it is named after; of two that become one the older stays."""
        holder = {report: reports[0] for reports in found for report in reports}
        kept: dict[int, int] = {}
        for story in sorted(touched):
            del self.members[story]
            first = holder[self.named_after[story]]
            if first in kept:
                del self.named_after[story]
            else:
                kept[first] = story
        for reports in found:
            if reports[0] not in kept:
                kept[reports[0]], self._free = self._free, self._free + 1
                self.named_after[kept[reports[0]]] = reports[0]
            self.members[kept[reports[0]]] = reports
            self.of.update(dict.fromkeys(reports, kept[reports[0]]))


def together(groups: Sequence[Group]) -> Group:
    """Several groups as one."""
    terms, places = np.unique(np.concatenate([group.terms for group in groups]), return_inverse=True)
    weights = np.zeros(len(terms))
    np.add.at(weights, places, np.concatenate([group.weights for group in groups]))
    return Group(
        reports=tuple(sorted(report for group in groups for report in group.reports)),
        terms=terms,
        weights=weights,
        own=math.fsum(group.own for group in groups),
        first=float(np.fmin.reduce([group.first for group in groups])),
        last=float(np.fmax.reduce([group.last for group in groups])),
    )


def standing_for(reports: Sequence[int], some: Sequence[Group]) -> Group:
    """All these reports as one group, told by some of them: each of these stands for as many as come on it."""
    of_some = together(some)
    times = len(reports) / len(some)
    return msgspec.structs.replace(
        of_some, reports=tuple(reports), weights=of_some.weights * times, own=of_some.own * times
    )


def grouped(groups: Sequence[Group]) -> list[tuple[int, ...]]:
    """Groups put together as long as two of them are one story: the numbers of the reports of each, ascending."""
    reports = [list(group.reports) for group in groups]
    size = np.array([len(group.reports) for group in groups], np.float64)
    across = _products(groups)
    # The likeness of all pairs within a group: its product with itself without each report's with itself.
    within = (np.diag(across) - [group.own for group in groups]) / 2
    first, last = (np.array([getattr(group, end) for group in groups], np.float64) for end in ("first", "last"))
    gone = np.zeros(len(groups), np.bool_)

    def alike(a: int) -> Floats:
        found: Floats
        expected = (within + EXPECTED * EXPECTED_PAIRS) / (size * (size - 1) / 2 + EXPECTED_PAIRS)
        pairs = size[a] * size
        found = (across[a] / pairs - UNSURE / np.sqrt(pairs)) / np.sqrt(expected[a] * expected)
        apart = np.maximum(first[a] - last, first - last[a]) > DAYS  # never so where a day is unknown
        found[gone | apart] = 0
        found[a] = 0
        return found

    table = np.stack([alike(a) for a in range(len(groups))])
    while True:
        a, b = divmod(int(np.argmax(table)), len(groups))
        if table[a, b] < SAME:
            return sorted(tuple(sorted(numbers)) for numbers in reports if numbers)
        reports[a] += reports[b]
        reports[b] = []
        within[a] += within[b] + across[a, b]
        across[a] += across[b]
        across[:, a] = across[a]
        size[a] += size[b]
        first[a], last[a] = np.fmin(first[a], first[b]), np.fmax(last[a], last[b])
        gone[b] = True
        table[b] = table[:, b] = 0
        table[a] = table[:, a] = alike(a)


def _products(groups: Sequence[Group]) -> Floats:
    """The product of each group's terms with each other's: the sum of the likeness of their reports."""
    _, places, held = np.unique(
        np.concatenate([group.terms for group in groups]), return_inverse=True, return_counts=True
    )
    weights = np.concatenate([group.weights for group in groups])
    rows = np.repeat(np.arange(len(groups)), [len(group.terms) for group in groups])
    # Most terms are in one group alone and count for its product with itself only.
    shared = held[places] > 1
    columns = np.cumsum(held > 1) - 1
    table = np.zeros((len(groups), int((held > 1).sum())))
    table[rows[shared], columns[places[shared]]] = weights[shared]
    product: Floats = table @ table.T
    np.fill_diagonal(product, [group.weights @ group.weights for group in groups])
    return product
