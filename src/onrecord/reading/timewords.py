"""The words of written times, and what one written time fixes. Data: languages/en/times.tsv."""

from datetime import date
from functools import cache

from onrecord.reading import moments, tags, words
from onrecord.reading.moments import Moment


def _load() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind, value, listed_words in words.rows("times.tsv"):
        found.setdefault(kind, {}).update((word, value) for word in listed_words.split())
    return found


_WORDS = _load()
RELATIVE, PART, NOON, HALF, ZONE = (_WORDS[k] for k in ("relative", "part", "noon", "half", "zone"))
DEGREE, SHIFT, UNIT, SEASON = (_WORDS[k] for k in ("degree", "shift", "unit", "season"))
DIRECTION, NUMBER, ORDINAL = (_WORDS[k] for k in ("direction", "number", "ordinal"))
CALENDAR = tags.calendar()

OPENERS = (
    frozenset(("the", "that", "those"))
    | frozenset(CALENDAR)
    | frozenset(f"{name}." for name in CALENDAR if len(name) < 5)
    | frozenset(RELATIVE)
    | frozenset(NOON)
    | frozenset(DEGREE)
    | frozenset(SHIFT)
    | frozenset(NUMBER)
    | frozenset(f"{ten}-{one}" for ten, value in NUMBER.items() if value.endswith("0") for one in NUMBER)
    | frozenset(SEASON)
    | frozenset(word for word, kind in UNIT.items() if word.endswith("s"))
)
"""Lower-case words that can open a time, besides figures."""


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of one kind in times.tsv."""
    return frozenset(_WORDS[kind])


class Written:
    """One time as read: the tokens [start, end) and what they fix; whatever stays None was not said.

    `aim` is -1 for "last", 1 for "next", 0 for "this". `vague` times have no value.
    """

    __slots__ = (
        "aim",
        "amount",
        "day",
        "end",
        "hour",
        "minute",
        "month",
        "start",
        "unit",
        "vague",
        "week",
        "weekday",
        "year",
        "years_away",
    )

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.week: int | None = None
        """Weeks away from that of publication ("Tuesday last week")."""
        self.years_away: int | None = None
        """Years away from that of publication ("June last year")."""
        self.aim: int | None = None
        self.amount: int | None = None
        self.unit = ""
        self.hour: int | None = None
        self.minute = 0
        self.vague = False

    @property
    def absolute(self) -> bool:
        """Whether the value needs no publication date."""
        return self.year is not None or self.vague

    def moment(self, published: date | None, outlook: int) -> Moment:
        """The value, seen from the publication date; `outlook` as in `moments`."""
        if self.vague:
            return None
        found = self._date(published, outlook)
        return found if self.hour is None else moments.at(found, self.hour, self.minute)

    def _date(self, published: date | None, outlook: int) -> Moment:
        year = self.year
        if year is None and self.years_away is not None and published is not None:
            year = published.year + self.years_away
        if year is not None:
            if self.month is None:
                return moments.year(year)
            return moments.month(year, self.month) if self.day is None else moments.day(year, self.month, self.day)
        if self.month is not None:
            looks = self.aim or outlook
            if self.day is not None:
                return moments.day_of_month(published, self.month, self.day, looks)
            if self.aim:
                return moments.strictly(published, self.month, self.aim)
            return moments.month_alone(published, self.month, looks)
        if self.day is not None:
            return moments.day_alone(published, self.day, outlook)
        if self.weekday is not None:
            if self.week is not None:
                return moments.weekday_of_week(published, self.weekday, self.week)
            return moments.weekday(published, self.weekday, self.aim or outlook, strict=bool(self.aim))
        if self.unit and self.amount is not None:
            return moments.shifted(published, self.unit, self.amount)
        return None
