"""What a written time comes to, seen from the day of publication: plain calendar arithmetic, never an error.

An outlook says which way the clause looks: -1 back, 0 not known, 1 ahead, 2 ahead of a past time ("would be held").
"""

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.reading.marks import Precision

Moment = tuple[str, Precision] | None
"""An ISO 8601 value cut to its precision, or None where the words do not say."""

_YEARS = range(1000, 2201)


def publication(published: str | None) -> date | None:
    """The publication date, None where it is missing or no date.

    >>> publication("2031-05-04T10:00"), publication("soon")
    (datetime.date(2031, 5, 4), None)
    """
    if published is None:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def day(year: int, month: int, number: int) -> Moment:
    """A full date; None for a day that does not exist."""
    found = _date(year, month, number)
    return None if found is None else _day(found)


def month(year: int, number: int) -> Moment:
    """A month of a year."""
    return (f"{year:04}-{number:02}", "month") if year in _YEARS else None


def year(number: int) -> Moment:
    """A year."""
    return (f"{number:04}", "year") if number in _YEARS else None


def at(moment: Moment, hour: int, minute: int) -> Moment:
    """A clock time on a day; a moment that is no day, or a time that does not exist, stays as it is.

    >>> at(("2031-05-04", "day"), 22, 5)
    ('2031-05-04T22:05', 'time')
    """
    if moment is None or moment[1] != "day" or not (0 <= hour < 24 and 0 <= minute < 60):
        return moment
    return f"{moment[0]}T{hour:02}:{minute:02}", "time"


def weekday(published: date | None, number: int, outlook: int, strict: bool = False) -> Moment:
    """The day of this name nearest before publication, or after it when the outlook is ahead.

    The day of publication itself counts, unless `strict` ("last Tuesday").

    >>> weekday(date(2031, 5, 8), 1, -1), weekday(date(2031, 5, 8), 1, 1)
    (('2031-05-06', 'day'), ('2031-05-13', 'day'))
    """
    if published is None:
        return None
    back = (published.weekday() - number) % 7
    if outlook > 0:
        away = (7 - back) % 7
        return _later(published, 7 if strict and away == 0 else away)
    return _later(published, -7 if strict and back == 0 else -back)


def weekday_of_week(published: date | None, number: int, weeks: int) -> Moment:
    """The day of this name in the week (Monday to Sunday) that lies `weeks` from that of publication."""
    if published is None:
        return None
    return _later(published, number - published.weekday() + 7 * weeks)


def day_of_month(published: date | None, number: int, day_number: int, outlook: int) -> Moment:
    """A month and day without its year.

    A clause that looks back takes the last such day up to the day after publication (clocks differ between places);
    one that looks ahead the nearest from a month before publication on; otherwise the nearest, days to come counted
    as three times as far.

    >>> day_of_month(date(2031, 1, 10), 3, 4, -1), day_of_month(date(2031, 1, 10), 3, 4, 0)
    (('2030-03-04', 'day'), ('2031-03-04', 'day'))
    """
    if published is None:
        return None
    reach = (
        range(published.year - 4, published.year + 5) if (number, day_number) == (2, 29) else _around(published.year)
    )
    days = [found for y in reach if (found := _date(y, number, day_number)) is not None]
    chosen = _chosen([(found - published).days for found in days], outlook, slack=(1, 1, 30, 75)[outlook + 1])
    return None if chosen is None else _day(days[chosen])


def month_alone(published: date | None, number: int, outlook: int) -> Moment:
    """A month without its year, by the same rule."""
    if published is None:
        return None
    years = _around(published.year)
    chosen = _chosen(
        [12 * (y - published.year) + number - published.month for y in years], outlook, slack=2 if outlook == 2 else 0
    )
    return None if chosen is None else month(years[chosen], number)


def strictly(published: date | None, number: int, aim: int) -> Moment:
    """`last March` or `next March`: the nearest such month that is not the month of publication."""
    if published is None:
        return None
    before = number < published.month
    return month(
        published.year + (0 if before else -1) if aim < 0 else published.year + (1 if number <= published.month else 0),
        number,
    )


def day_alone(published: date | None, number: int, outlook: int) -> Moment:
    """A bare "the 23rd": of this month or the one before or after it."""
    if published is None:
        return None
    first = published.year * 12 + published.month - 1
    days = [found for m in (first - 1, first, first + 1) if (found := _date(m // 12, m % 12 + 1, number)) is not None]
    chosen = _chosen([(found - published).days for found in days], outlook or -1, slack=1)
    return None if chosen is None else _day(days[chosen])


def shifted(published: date | None, unit: str, amount: int) -> Moment:
    """`amount` units from publication, for units that have a precision: day, month, year.

    Weeks and longer or shorter stretches name no day and have no precision of their own: None.

    >>> shifted(date(2031, 1, 31), "month", -2), shifted(date(2031, 1, 31), "week", -1)
    (('2030-11', 'month'), None)
    """
    if published is None or abs(amount) > 100_000:
        return None
    if unit == "day":
        return _later(published, amount)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + amount
        return month(months // 12, months % 12 + 1)
    return year(published.year + amount) if unit == "year" else None


def _around(number: int) -> Sequence[int]:
    return range(number - 1, number + 2)


def _chosen(distances: Sequence[int], outlook: int, slack: int) -> int | None:
    """Index of the nearest distance that goes at most `slack` against the outlook; of two equal ones the past one."""
    fitting = [k for k, far in enumerate(distances) if outlook == 0 or (far <= slack if outlook < 0 else far >= -slack)]
    # reports look back more than ahead: where the clause does not say, a day to come counts as three times as far
    ahead = 3 if outlook == 0 else 1
    return (
        min(fitting, key=lambda k: (abs(distances[k]) * (ahead if distances[k] > 0 else 1), distances[k]))
        if fitting
        else None
    )


def _date(year_number: int, month_number: int, number: int) -> date | None:
    if year_number not in _YEARS:
        return None
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def _later(published: date, days: int) -> Moment:
    try:
        return _day(published + timedelta(days=days))
    except OverflowError:
        return None


def _day(found: date) -> Moment:
    return found.isoformat(), "day"
