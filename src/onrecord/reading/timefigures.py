"""Times written with figures: clock times, dates with a day or a year, ISO dates."""

import re

from onrecord.reading import words
from onrecord.reading.timewords import CALENDAR, HALF, NOON, ORDINAL, SHIFT, ZONE, Written, listed
from onrecord.reading.tokens import Token

_BEFORE_CLOCK = words.word_set("clock-prepositions")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?")
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:t(\d{2}))?)?")
DAY = re.compile(r"(\d{1,2})(st|nd|rd|th)?(?:[-–](\d{1,2}))?")
YEAR = re.compile(r"1\d{3}|20\d{2}|21\d{2}")
DECADE = re.compile(r"(?:1[5-9]|20)\d0s")


class Figures:
    """Reads figures from token positions: each method returns the position after what it read, or None."""

    def __init__(self, tokens: list[Token], end: int) -> None:
        self.tokens = tokens
        self.end = end

    def low(self, i: int) -> str:
        """The word at i; empty past the end."""
        return self.tokens[i].low if i < self.end else ""

    def before(self, i: int) -> str:
        """The word before i; empty at the front of the text."""
        return self.tokens[i - 1].low if i > 0 else ""

    def clock(self, i: int, out: Written) -> int | None:
        """A time of day with a sign that it is one: a.m., a zone, or a colon after `at`."""
        low = self.low(i)
        if low in NOON:
            if NOON[low] != "-":
                out.hour = int(NOON[low])
            return i + 1
        match = CLOCK.fullmatch(low)
        if match is None:
            if len(low) == 4 and low.isdecimal() and self.low(i + 1) in ZONE and int(low[:2]) < 24:
                out.hour, out.minute = int(low[:2]), int(low[2:])
                return i + 2
            return None
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        j = i + 1
        if half is None and self.low(j) in HALF:
            half = HALF[self.low(j)]
            j += 1
        zoned = self.low(j) in ZONE or (self.low(j), self.low(j + 1)) == ("local", "time")
        signed = (
            half is not None or zoned or (":" in low and (self.before(i) == "," or self.before(i) in _BEFORE_CLOCK))
        )
        if not signed or hour > 24 or minute > 59:
            return None
        if zoned:
            j += 1 if self.low(j) in ZONE else 2
        other = CLOCK.fullmatch(self.low(j + 1)) if self.low(j) == "(" else None
        if self.low(j) == "(" and (other or self.low(j + 1).isdecimal()) and ")" in (self.low(j + 2), self.low(j + 3)):
            j += 3 if self.low(j + 2) == ")" else 4
        out.hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
        out.minute = minute
        return j

    def iso(self, i: int, out: Written) -> int | None:
        """2031-05-04, 2031-05, 2031-05-04T10:30."""
        match = ISO.fullmatch(self.low(i))
        if match is None or not 1 <= int(match[2]) <= 12:
            return None
        out.year, out.month = int(match[1]), int(match[2])
        out.day = int(match[3]) if match[3] else None
        if match[4] is None:
            return i + 1
        clock = DAY.match(self.low(i + 2))
        out.hour = int(match[4])
        if self.low(i + 1) != ":" or clock is None:
            return i + 1
        out.minute = int(clock[1])
        return i + 3

    def figures(self, i: int, out: Written) -> int | None:
        """23/06/2031; where day and month could be either, the time has no value."""
        if self.low(i + 1) != "/" or self.low(i + 3) != "/" or not YEAR.fullmatch(self.low(i + 4)):
            return None
        if not (DAY.fullmatch(self.low(i)) and DAY.fullmatch(self.low(i + 2))):
            return None
        first, second = int(_digits(self.low(i))), int(_digits(self.low(i + 2)))
        if first == second or (first > 12) != (second > 12):
            out.year = int(self.low(i + 4))
            out.month, out.day = (second, first) if first > 12 else (first, second)
            if out.month > 12:
                out.vague = True
        else:
            out.vague = True
        return i + 5

    def month_name(self, i: int) -> int | None:
        """The number of a month named at i; short forms and `May` only with a sign that they are months."""
        low = self.low(i)
        kind, number = CALENDAR.get(low.rstrip("."), ("", 0))
        if kind != "month":
            return None
        token = self.tokens[i]
        figure = DAY.fullmatch(self.low(i + 1)) or YEAR.fullmatch(self.low(i + 1)) or DAY.fullmatch(self.before(i))
        if figure and token.cap:
            return number
        if low == "may":
            dated = self.before(i) == "of" and (self.before(i - 1) in ORDINAL or DAY.fullmatch(self.before(i - 1)))
            sure = dated or (self.before(i) in listed("before-may") and self.low(i + 1) != "'s")
            return number if token.cap and sure else None
        return None if not token.cap or len(low) == 3 else number

    def day_month(self, i: int, out: Written) -> int | None:
        """4 May, the 4th of May."""
        match = DAY.fullmatch(self.low(i))
        if match is None or (match[3] and match[2]):
            return None
        j = i + 2 if self.low(i + 1) == "of" else i + 1
        number = self.month_name(j)
        if number is None:
            return None
        out.month = number
        self.set_day(match, out)
        return self.year_after(j + 1, out)

    def set_day(self, match: re.Match[str], out: Written) -> None:
        """A day; a stretch of days ("23-24") is known to the month only."""
        if match[3] is None:
            out.day = int(match[1])

    def year_after(self, i: int, out: Written) -> int:
        """ "2031", ", 2031", "of 2031", "last year", "of this year"."""
        j = i + 1 if self.low(i) in (",", "of") else i
        if YEAR.fullmatch(self.low(j)) and self.low(j + 1) not in ZONE:
            out.year = int(self.low(j))
            return j + 1
        if self.low(j) in SHIFT and self.low(j + 1) == "year" and self.low(i) != ",":
            aim = SHIFT[self.low(j)]
            if aim == "-":
                out.vague = True
            else:
                out.years_away = int(aim)
            return j + 2
        return i

    def year(self, i: int, out: Written) -> int | None:
        """A bare year after a word that shows it is one, or in brackets; a decade."""
        low, before = self.low(i), self.before(i)
        before = self.before(i - 1) if before == "-" else before
        if DECADE.fullmatch(low):
            out.vague = True
            return i + 1
        if not YEAR.fullmatch(low) or self.low(i + 1) in ("-", "/", "%", "percent"):
            return None
        bracketed = before == "(" and self.low(i + 1) in (")", "-", "–")
        joined = before in listed("joint") and YEAR.fullmatch(self.before(i - 1)) is not None
        if before not in listed("before-year") and not bracketed and not joined:
            return None
        following = self.tokens[i + 1] if i + 1 < self.end else None
        if (
            following is not None
            and following.tag in ("N", "A")
            and following.low.endswith("s")
            and before not in ("in", "since")
        ):
            return None
        out.year = int(low)
        return i + 1


def _digits(low: str) -> str:
    return low.rstrip("stndrh")
