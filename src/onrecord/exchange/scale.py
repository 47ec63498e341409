"""Days on a line: the stretch that a date covers, the window that shows most of them, round dates for an axis."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import msgspec

Stretch = tuple[int, int]
"""First day and the day after the last, as ordinals of the calendar."""

_SHORTEST = 7
_FEW = 8
_ASIDE = 20
_MUCH = 4
_DAYS = (1, 2, 7)
_HALVES = (1, 15)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONDAY = date(2001, 1, 1).toordinal()


def stretch(when: str) -> Stretch | None:
    """The days that a date covers, which may be a year or a month; None for what is no date of the calendar.

    >>> stretch("2031-02"), stretch("2031-02-31")
    ((741474, 741502), None)
    """
    try:
        parts = [int(part) for part in when[:10].split("-")]
        year, month, day = [*parts, 0, 0][:3]
        begun = date(year, month or 1, day or 1).toordinal()
        length = 1 if day else monthrange(year, month)[1] if month else date(year, 12, 31).toordinal() - begun + 1
    except (ValueError, IndexError):
        return None
    return begun, begun + length


class Window(msgspec.Struct, frozen=True):
    """The days shown, and how many entries lie wholly before and after them."""

    first: int
    last: int
    before: int = 0
    after: int = 0

    def holds(self, some: Stretch) -> bool:
        """Whether any of these days is shown."""
        return some[1] > self.first and some[0] < self.last


def window(stretches: Sequence[Stretch]) -> Window:
    """The days to show: all, or without the outermost entries (1 in 20 at either end) where these take most room.

    >>> days = [(741500 + n, 741501 + n) for n in range(20)]
    >>> window(days), window([*days, (737000, 737365)])
    (Window(first=741500, last=741520, before=0, after=0), Window(first=741500, last=741520, before=1, after=0))
    """
    begun = sorted(begin for begin, _ in stretches)
    ended = sorted(end for _, end in stretches)
    first, last = begun[0], ended[-1]
    aside = max(1, len(stretches) // _ASIDE) if len(stretches) >= _FEW else 0
    inner = begun[aside], ended[-1 - aside]
    if 0 < (inner[1] - inner[0]) * _MUCH <= last - first:
        # What lies near is shown too; only what lies far off is set aside.
        near = (inner[1] - inner[0]) // _MUCH
        first = min(begin for begin in begun if begin >= inner[0] - near)
        last = max(end for end in ended if end <= inner[1] + near)
    lacking = max(0, _SHORTEST - (last - first))
    first, last = first - lacking // 2, last + lacking - lacking // 2
    before = sum(end <= first for _, end in stretches)
    return Window(first, last, before, sum(begin >= last for begin, _ in stretches))


def ticks(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """At most so many round dates from `first` up to `last`, each as its day and its label, alike far apart.

    >>> [label for _, label in ticks(741500, 741550, 5)]
    ['2031-03-01', '2031-03-15', '2031-04-01', '2031-04-15']
    >>> [label for _, label in ticks(741500, 741520, 5)]
    ['2031-03-03', '2031-03-10', '2031-03-17']
    """
    # The calendar ends with the year 9999; days around the outermost may be asked for.
    for some in _candidates(max(first, date.min.toordinal()), min(last, date.max.toordinal())):
        found = list(islice(some, most + 1))
        if len(found) <= most:
            return found
    return []


def _candidates(first: int, last: int) -> Iterator[Iterator[tuple[int, str]]]:
    """Ever sparser series of dates: every day, second day, Monday, half month, month, and so on; take each in turn."""
    for step in _DAYS:
        begin = first + (_MONDAY - first) % (7 if step >= 7 else 1)
        yield ((day, date.fromordinal(day).isoformat()) for day in range(begin, last, step))
    start, end = date.fromordinal(first), date.fromordinal(last)
    years = range(start.year, end.year + 1)
    halves = (date(y, m, d) for y in years for m in range(1, 13) for d in _HALVES)
    yield ((day.toordinal(), day.isoformat()) for day in halves if first <= day.toordinal() < last)
    for step in _MONTHS:
        months = ((y, m) for y in years for m in range(1, 13, step))
        yield ((day, f"{y}-{m:02}") for y, m in months if first <= (day := date(y, m, 1).toordinal()) < last)
    for step in _YEARS:
        sparse = range(-(-start.year // step) * step, end.year + 1, step)
        found = ((date(year, 1, 1).toordinal(), f"{year:04}") for year in sparse if year > 0)
        yield ((day, label) for day, label in found if first <= day < last)
