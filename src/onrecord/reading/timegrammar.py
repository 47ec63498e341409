"""The grammar of written times: where one begins, how far it goes, what it says."""

from onrecord.reading.timefigures import DAY, DECADE, YEAR, Figures
from onrecord.reading.timewords import (
    CALENDAR,
    DEGREE,
    DIRECTION,
    HALF,
    NOON,
    NUMBER,
    ORDINAL,
    PART,
    RELATIVE,
    SEASON,
    SHIFT,
    UNIT,
    Written,
    listed,
)
from onrecord.reading.tokens import Token


def read(tokens: list[Token], i: int, end: int) -> Written | None:
    """The time that begins at token i, as long as it goes; None where none begins."""
    scan = _Scan(tokens, end)
    out = Written(i, i)
    j = i + 1 if scan.low(i) == "the" and scan.low(i + 1) in DEGREE else i
    if scan.low(j) in DEGREE:
        j += 2 if scan.low(j + 1) == "-" else 1
        if scan.low(j) in ("on", "in") and scan.low(i) != "the":
            j += 1
        if scan.low(j) in ("this", "last", "next", "that") and scan.low(j + 1) in ("on", "in"):
            return None
    stop = scan.whole(j, out)
    if stop is None or (stop == j):
        return None
    out.end = stop
    return out


class _Scan(Figures):
    """Reads pieces of a time from token positions: each returns the position after the piece, or None."""

    def whole(self, i: int, out: Written) -> int | None:
        """A clock time, a part of a day or nothing, then the date; or a date, then what may follow it."""
        stop = self.clock(i, out) or self.part_of(i)
        if stop is not None:
            joint = stop + 1 if self.low(stop) in ("on", "of", ",") else stop
            after = self.date(joint, out)
            if after is not None:
                return after
            if out.hour is None and self.low(i) not in NOON:
                return None
            out.vague = True
            return stop
        stop = self.date(i, out)
        return None if stop is None else self.tail(stop, out)

    def tail(self, i: int, out: Written) -> int:
        """What may follow a date: "morning", "at 10:30 a.m.", ", shortly before midnight" is left out."""
        if self.low(i) in PART:
            i += 1
        for skipped in (("at",), (",",), (",", "at"), ("at", "about"), ("at", "around"), ()):
            j = i + len(skipped)
            if all(self.low(i + n) == word for n, word in enumerate(skipped)):
                stop = self.clock(j, out)
                if stop is not None:
                    return stop
        return i

    def part_of(self, i: int) -> int | None:
        j = i + 1 if self.low(i) == "the" else i
        return j + 1 if self.low(j) in PART and self.low(j + 1) in ("of", "on") else None

    def date(self, i: int, out: Written) -> int | None:
        low = self.low(i)
        if not low:
            return None
        if low[0].isdecimal():
            return (
                self.iso(i, out)
                or self.figures(i, out)
                or self.day_month(i, out)
                or self.year(i, out)
                or self.counted(i, out)
            )
        if low.rstrip(".") in CALENDAR:
            kind = CALENDAR[low.rstrip(".")][0]
            return self.named_day(i, out) if kind == "weekday" else self.named_month(i, out)
        if low[:4] == "mid-":
            return self.mid(i, out)
        if low in ("the", "that", "those"):
            return self.determined(i, out)
        if low in RELATIVE:
            out.unit, out.amount = "day", int(RELATIVE[low])
            named = self.tokens[i].cap and i > 0 and self.tokens[i - 1].tag == "NN"  # "the Orrery Today"
            return None if named else i + 1
        if low in SHIFT and SHIFT[low] != "-":
            return self.shift(i, out)
        if low.partition("-")[0] in NUMBER:
            return self.counted(i, out)
        if low in UNIT and low.endswith("s") and self.low(i + 1) in DIRECTION and self.before(i) not in NUMBER:
            out.vague = True
            return i + 2
        if low in SEASON:
            j = i + 2 if self.low(i + 1) == "of" else i + 1
            if YEAR.fullmatch(self.low(j)):
                out.year = int(self.low(j))
                return j + 1
        return None

    def named_day(self, i: int, out: Written) -> int | None:
        token, before = self.tokens[i], self.before(i)
        if len(token.low) <= 5 and token.low[-3:] != "day" and not (token.low.endswith(".") and token.cap):
            return None
        following = self.tokens[i + 1] if i + 1 < self.end else None
        if (before in listed("name") and self.tokens[i - 1].cap) or before in listed("habit"):
            return None
        if following is not None and following.tag == "NN" and before in ("the", "a", "'s", "of"):
            return None
        out.weekday = CALENDAR[token.low.rstrip(".")][1]
        j = i + 1
        bracket = self.low(j) == "("
        k = j + 1 if self.low(j) in (",", "(") else j
        k = k + 1 if self.low(k) == "the" else k
        full = Written(i, i)
        stop = self.day_month(k, full) or (self.named_month(k, full) if self.month_name(k) else None)
        if stop is not None and (full.day is not None) and (not bracket or self.low(stop) == ")"):
            out.year, out.month, out.day, out.years_away = full.year, full.month, full.day, full.years_away
            out.weekday = None
            return stop + 1 if bracket else stop
        j = j + 1 if self.low(j) in PART else j
        k = j + 1 if self.low(j) == "of" else j
        if self.low(k) in SHIFT and self.low(k + 1) == "week" and SHIFT[self.low(k)] != "-":
            out.week = int(SHIFT[self.low(k)])
            return k + 2
        return j

    def named_month(self, i: int, out: Written) -> int | None:
        number = self.month_name(i)
        if number is None:
            return None
        out.month = number
        match = DAY.fullmatch(self.low(i + 1))
        if match is not None and self.low(i + 2) not in HALF and int(match[1]) < 32:
            self.set_day(match, out)
            return self.year_after(i + 2, out)
        j = self.year_after(i + 1, out)
        if j > i + 1:
            return j
        following = self.tokens[i + 1] if i + 1 < self.end else None
        before = self.before(i)
        named = following is not None and following.tag == "NN" and before not in ("in", "since", "last", "next")
        attributive = following is not None and following.tag == "N" and before in ("the", "a", "'s", "its")
        if named or not (attributive or before in listed("before-month")):
            return None
        return j

    def mid(self, i: int, out: Written) -> int | None:
        """mid-June, mid-2031."""
        rest = self.low(i)[4:]
        kind, number = CALENDAR.get(rest, ("", 0))
        if kind == "month":
            out.month = number
            return self.year_after(i + 1, out)
        if YEAR.fullmatch(rest):
            out.year = int(rest)
            return i + 1
        out.vague = True
        return i + 1 if DECADE.fullmatch(rest) else None

    def determined(self, i: int, out: Written) -> int | None:
        """What begins with "the" or "that": the 4th of May, the day before yesterday, the past week."""
        low, second, third = self.low(i), self.low(i + 1), self.low(i + 2)
        if low != "the":
            if second in UNIT and UNIT[second] != "hour" and low == "that":
                out.vague = True
                return i + 2
            return None
        match = DAY.fullmatch(second)
        if match is not None or second in ORDINAL:
            stop = self.day_month(i + 1, out) if match is not None else self.worded_day(i + 1, out)
            if stop is None and match is not None and match[2] and self.before(i) == "on":
                following = self.tokens[i + 2] if i + 2 < self.end else None
                if following is None or following.tag not in ("N", "NN", "A"):
                    out.day = int(match[1])
                    return i + 2
            return stop
        if second == "day" and third in ("before", "after") and self.low(i + 3) in ("yesterday", "tomorrow"):
            out.unit, out.amount = "day", int(RELATIVE[self.low(i + 3)]) + (-1 if third == "before" else 1)
            return i + 4
        if second in SEASON and third == "of" and YEAR.fullmatch(self.low(i + 3)):
            out.year = int(self.low(i + 3))
            return i + 4
        if second in ("weekend", "weekends"):
            out.vague = True
            return i + 2
        if DECADE.fullmatch(second):
            out.vague = True
            return i + 2
        if second in SHIFT:
            stop = self.shift(i + 1, out)
            if stop is not None and out.weekday is None and out.month is None:
                out.vague = True  # "the last year" is a stretch, "the next day" counts from another day
            return stop
        return None

    def worded_day(self, i: int, out: Written) -> int | None:
        """the fourth of May."""
        number = self.month_name(i + 2) if self.low(i + 1) == "of" else None
        if number is None:
            return None
        out.month, out.day = number, int(ORDINAL[self.low(i)])
        return self.year_after(i + 3, out)

    def shift(self, i: int, out: Written) -> int | None:
        """last Tuesday, next March, this morning, last year, past two weeks."""
        aim, low = SHIFT[self.low(i)], self.low(i + 1)
        name = CALENDAR.get(low.rstrip("."), ("", 0))[0]
        if name:
            stop = self.named_day(i + 1, out) if name == "weekday" else self.named_month(i + 1, out)
            if stop is not None:
                out.vague = out.vague or aim == "-"
                out.aim = 0 if aim == "-" else int(aim)
            return stop
        if low in PART or low in SEASON:
            night = self.low(i) == "last" and low in ("night", "evening")
            out.vague = low in SEASON or not (night or aim == "0")
            out.unit, out.amount = "day", -1 if night else 0
            return i + 2 if not out.vague or low in SEASON or aim == "-" else None
        if self.low(i) == "this" and SHIFT.get(low) == "-1" and self.low(i + 2) in UNIT:
            out.vague = True
            return i + 3
        if low in UNIT:
            plural = low.endswith("s")
            unit = "week" if low.startswith(("weekend", "fortnight")) else UNIT[low]
            if (
                unit == "hour"
                or (plural and aim in ("0", "-"))
                or (unit in ("day", "long") and aim != "-" and not plural)
            ):
                return None
            out.unit, out.amount = unit, 0 if aim == "-" else int(aim)
            out.vague = aim == "-" or plural or unit in ("week", "long")
            return i + 2
        if (low in NUMBER or low.isdecimal()) and self.low(i + 2) in UNIT and aim != "0":
            out.vague = True
            return i + 3
        return None

    def counted(self, i: int, out: Written) -> int | None:
        """two days ago, a couple of weeks earlier, 10 years ago."""
        low = self.low(i)
        amount = int(low) if low.isdecimal() and len(low) < 6 else None
        j = i + 1
        ten, _, one = low.partition("-")
        if ten in NUMBER and (not one or one in NUMBER):
            parts = [NUMBER[ten], NUMBER[one]] if one else [NUMBER[ten]]
            amount = None if "-" in parts else sum(map(int, parts))
            if low == "a" and self.low(j) in ("few", "couple"):
                amount = None
                j += 1
            j = j + 1 if self.low(j) == "of" else j
        elif amount is None:
            return None
        if self.low(j) not in UNIT or self.low(j + 1) not in DIRECTION:
            return None
        if self.low(j + 1) != "ago" and self.low(j + 2) == "than":
            return None
        out.unit = "week" if self.low(j).startswith(("weekend", "fortnight")) else UNIT[self.low(j)]
        away = DIRECTION[self.low(j + 1)]
        if amount is None or away == "-" or out.unit in ("hour", "week", "long"):
            out.vague = True
        else:
            out.amount = amount * int(away)
        return j + 2
