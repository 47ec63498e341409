"""Reads publication dates as outlets write them; never guesses between day and month."""

import re
from dataclasses import dataclass
from datetime import date

from onrecord.document.wordlists import rows

_MONTHS = {name: int(row[0]) for row in rows("months.tsv") for name in row[1:]}
_WORDS: dict[str, list[str]] = {}
for _kind, *_words in rows("date-words.tsv"):
    _WORDS.setdefault(_kind, []).extend(_words)


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<{{}}>{_any_of(list(_MONTHS))})\.?"
_CLOCK = r"(?:[T\s,]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2})(?!\w))?)?"
_DATE = re.compile(
    rf"(?P<y1>\d{{4}})(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?!\d){_CLOCK}"
    r"|(?P<y5>\d{4})(?P<m5>\d{2})(?P<d5>\d{2})(?=T\d{6}|$)(?:T\d{6}Z?)?"
    rf"|{_MONTH.format('m2')}\s{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y2>\d{{4}})(?!\d){_CLOCK}"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,2}}(?:of\s)?{_MONTH.format('m3')},?[\s-]{{1,2}}(?P<y3>\d{{4}})(?!\d){_CLOCK}"
    rf"|(?P<a4>\d{{1,2}})(?P<sep4>[/.-])(?P<b4>\d{{1,2}})(?P=sep4)(?P<y4>\d{{4}})(?!\d){_CLOCK}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:(?P<first>{_any_of(_WORDS['first'])})|(?P<later>{_any_of(_WORDS['later'])}))(?!\w)", re.IGNORECASE
)
_GLUED_LABEL = re.compile(r"date(?=\d{4}-)", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?:{_any_of(_WORDS['weekday'])})\.?(?!\w)", re.IGNORECASE)
_AROUND = re.compile(rf"(?:{_any_of(_WORDS['zone'])}|\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?)(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,:|\[\]()/·•–—-]{1,6}")

_YEARS = range(1700, 2200)


@dataclass(frozen=True)
class WrittenDate:
    """A date at the start of a line: its value, where it ends, and how it is written.

    `label` is "first" after a word for publication, "later" after one for an update, else None;
    `iso` is true for year-month-day.
    """

    value: str
    end: int
    label: str | None
    iso: bool


def parse_date(text: str) -> str | None:
    """The ISO date that `text` begins with, after blanks, a label or a weekday; None where there is none.

    >>> parse_date("Sunday, June 23, 2019"), parse_date(" date 2023-06-29 The talks")
    ('2019-06-23', '2023-06-29')
    >>> parse_date("23/06/2019"), parse_date("03/04/2019")
    ('2019-06-23', None)
    """
    found = leading_date(text)
    return found.value if found else None


def leading_date(text: str) -> WrittenDate | None:
    """The date at the start of `text`, None where there is none or day and month could be either."""
    position = len(text) - len(text.lstrip("\ufeff \t\r\n\f\v\xa0*"))
    if position > 200:
        return None
    label = None
    match = _LABEL.match(text, position) or _GLUED_LABEL.match(text, position)
    if match:
        label = "later" if match.groupdict().get("later") else "first"
        position = _after(match.end(), text)
    if match := _WEEKDAY.match(text, position):
        position = _after(match.end(), text)
    match = _DATE.match(text, position)
    value = _value(match) if match else None
    if match is None or value is None:
        return None
    return WrittenDate(value=value, end=match.end(), label=label, iso=match["y1"] is not None)


def date_line(text: str) -> WrittenDate | None:
    """The date of a line that holds a date, its clock time and labels, and nothing else.

    >>> date_line("Published 4 May 2031, 10:30 GMT").value
    '2031-05-04'
    >>> date_line("4 May 2031 was a cold day.") is None
    True
    """
    if len(text) > 120:
        return None
    found = leading_date(text)
    if found is None:
        return None
    position = found.end
    while position < len(text):
        match = (
            _BETWEEN.match(text, position)
            or _AROUND.match(text, position)
            or _LABEL.match(text, position)
            or _WEEKDAY.match(text, position)
            or _DATE.match(text, position)
        )
        if match is None:
            return found if text[position:].strip() in ("", ".") else None
        position = match.end()
    return found


def _after(position: int, text: str) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _value(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["y1"]:
        return _iso(part["y1"], part["m1"], part["d1"])
    if part["y5"]:
        return _iso(part["y5"], part["m5"], part["d5"])
    if part["y2"]:
        return _iso(part["y2"], _MONTHS[part["m2"].lower()], part["d2"])
    if part["y3"]:
        return _iso(part["y3"], _MONTHS[part["m3"].lower()], part["d3"])
    first, second = int(part["a4"]), int(part["b4"])
    if first == second or (first > 12) != (second > 12):
        return _iso(part["y4"], min(first, second), max(first, second))
    return None


def _iso(year: str, month: str | int, day: str | int) -> str | None:
    if int(year) not in _YEARS:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
