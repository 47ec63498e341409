"""Copies and versions in groups around their origins, kept as reports arrive.

Each copy or version is tied to one report that is none itself, and that it (or, for a group's other members, the
version of it that they have their words from) is alike to: no chains, so that unlike reports never meet in one group.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from onrecord.across.copies import Arrival, CopyKind, Likeness, compare, kind_of, names, origin_of


class Tie(msgspec.Struct, frozen=True):
    """A copy or version, the report it goes back to, and the shares of the words of each that stand in the other."""

    report: int
    origin: int
    kind: CopyKind
    of_report: float
    of_origin: float


class CopyGroups:
    """The groups that new reports may belong to, and how their reports are tied now.

    `fetch` gives reports by their numbers, as they are needed.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Iterable[Arrival]], ties: Iterable[Tie]) -> None:
        self._fetch = fetch
        self._arrivals: dict[int, Arrival] = {}
        self._ties = {tie.report: tie for tie in ties}
        self._likeness: dict[tuple[int, int], Likeness] = {}
        self.changed: set[int] = set()
        """Reports whose tie is another than at first, or that have one now, or none any more."""

    def tie_of(self, number: int) -> Tie | None:
        """How a report is tied now."""
        return self._ties.get(number)

    def origin(self, number: int) -> int:
        """The origin of a report's group: itself when it is tied to none."""
        tie = self._ties.get(number)
        return tie.origin if tie else number

    def versions(self, origin: int) -> list[int]:
        """The later versions of an origin."""
        return [n for n in self._members(origin) if self._ties[n].kind == "version"]

    def get(self, numbers: Iterable[int]) -> list[Arrival]:
        """Reports by their numbers, in that order; those not seen yet are fetched together."""
        asked = list(numbers)
        if missing := sorted(set(asked) - self._arrivals.keys()):
            self._arrivals |= {arrival.number: arrival for arrival in self._fetch(missing)}
        return [self._arrivals[number] for number in asked]

    def tie(self, number: int, origin: int) -> Tie | None:
        """How a report would be tied to an origin, through the text of the origin or of a version that precedes it."""
        for other in (origin, *(version for version in self.versions(origin) if self._precedes(version, number))):
            if other != number and (kind := self._kind(number, other)):
                shares = self._compare(number, origin)
                return Tie(number, origin, kind, shares.of_first, shares.of_second)
        return None

    def place(self, number: int, near: Sequence[int]) -> None:
        """Tie a new report to the origin it has most in common with, among those of the reports `near` it.

        Where it precedes such an origin, that and what goes back to it is tied anew.
        """
        origins = dict.fromkeys(map(self.origin, near))
        found = [tie for origin in origins if (tie := self.tie(number, origin))]
        if found:
            heads = [tie.origin for tie in found]
            first = self._first(number, heads, [n for n in near if self.origin(n) in heads])
            if first in heads:
                self._set(number, max(found, key=self._nearest))
                return
            members = [m for head in heads for m in self._members(head)]
            self._settle(first, [n for n in sorted({number, *heads, *members}) if n != first])
        if self.origin(number) == number:
            self._draw(number, [n for n in near if self.origin(n) != number])

    def _first(self, number: int, heads: Sequence[int], near: Sequence[int]) -> int:
        """The origin of a new report, those it may go back to, and what of their groups it names as its source."""
        (new,), witnesses = self.get([number]), self.get(near)
        named = [one.number for one in witnesses if names(new.report, one.report)]
        return origin_of(self.get(sorted({number, *heads, *named})), witnesses).number

    def _draw(self, number: int, copies: Sequence[int]) -> None:
        """Tie copies of others to a new origin that precedes them and that they have more in common with."""
        for copy in copies:
            tie, new = self._ties.get(copy), self.tie(copy, number)
            if tie and new and self._nearest(new) > self._nearest(tie) and self._precedes(number, copy):
                self._set(copy, new)

    def _settle(self, first: int, others: Sequence[int]) -> None:
        """Tie reports anew, with `first` before all others: each to one that comes before it and is tied to none."""
        for number in (first, *others):
            self._set(number, None)
        origins = [first]
        for arrival in sorted(self.get(others), key=lambda one: (one.report.published or "~", one.number)):
            number = arrival.number
            found = [tie for origin in origins if (tie := self.tie(number, origin))]
            if found:
                self._set(number, max(found, key=self._nearest))
            else:
                origins.append(number)

    def _precedes(self, number: int, other: int) -> bool:
        return origin_of(self.get([number, other])).number == number

    def _nearest(self, tie: Tie) -> tuple[float, float, int]:
        return self._compare(tie.report, tie.origin).share, tie.of_report, -tie.origin

    def _members(self, origin: int) -> list[int]:
        return sorted(n for n, tie in self._ties.items() if tie.origin == origin)

    def _set(self, number: int, tie: Tie | None) -> None:
        if self._ties.get(number) == tie:
            return
        self.changed.add(number)
        if tie:
            self._ties[number] = tie
        else:
            del self._ties[number]

    def _kind(self, number: int, other: int) -> CopyKind | None:
        first, second = self.get([number, other])
        return kind_of(first.report, second.report, self._compare(number, other))

    def _compare(self, number: int, other: int) -> Likeness:
        found = self._likeness.get((number, other))
        if found is None:
            first, second = self.get([number, other])
            found = self._likeness[number, other] = compare(first.report, second.report)
        return found
