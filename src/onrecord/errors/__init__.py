"""Every message that a user can meet, numbered, each with its remedy.

OnrecordError
├── SourceError     1xx  a file, folder or stream could not be brought in
├── DocumentError   2xx  its bytes could not be turned into a report's text
├── ReadingError    3xx  its text could not be read
├── StoreError      4xx  a record could not be opened, written or asked
├── UsageError      5xx  a command or a call was put wrongly
├── EvaluateError   601-610  labelled reports could not be scored
├── ExchangeError   611-  an outside format could not be written, or what came in one could not be used
└── DeskError       7xx  the desk could not be reached, or would not do what was asked

A message says what happened, where, and what to do next. The number is stable: it may be searched for.
"""

from typing import ClassVar, Self

from onrecord.errors import desk, document, outside, reading, source, store, usage


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose.

    `number` is the message's key in `MESSAGES`; `where` names the file, line or span; the remaining
    keyword arguments fill the message's fields. Raises `KeyError` for a number that does not exist.

    >>> error = SourceError(101, where="talks/day3.txt")
    >>> print(error)
    E101 There is no file or folder of this name: talks/day3.txt. Check the spelling, or list the folder.
    """

    exit_status: ClassVar[int] = 1

    @property
    def notice(self) -> bool:
        """Whether this only says what one should know of what was read: no report is missing, and nothing failed."""
        return self.number in NOTICES

    def __init__(self, number: int, where: str = "", **facts: object) -> None:
        what, remedy = MESSAGES[number]
        self.number = number
        self.where = where
        self.what = what.format(**facts)
        self.remedy = remedy.format(**facts)
        self.facts = facts
        super().__init__(self._sentence())

    def at(self, where: str) -> Self:
        """The same error, at the place that only the caller knows."""
        return type(self)(self.number, where, **self.facts)

    def _sentence(self) -> str:
        place = f": {self.where}" if self.where else ""
        return f"E{self.number} {self.what}{place}. {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between worker processes, so they must survive pickling with their keyword facts.
        return _restore, (type(self), self.number, self.where, self.facts)


def _restore(kind: type[OnrecordError], number: int, where: str, facts: dict[str, object]) -> OnrecordError:
    return kind(number, where, **facts)


class SourceError(OnrecordError):
    """A file, folder or stream could not be brought in."""


class DocumentError(OnrecordError):
    """The bytes could not be turned into a report's text."""


class ReadingError(OnrecordError):
    """The text could not be read."""


class StoreError(OnrecordError):
    """A record could not be opened, written or asked."""


class UsageError(OnrecordError):
    """A command or call was put wrongly."""

    exit_status = 2


class EvaluateError(OnrecordError):
    """Labelled reports could not be scored."""


class ExchangeError(OnrecordError):
    """An outside format could not be written, or what came in one could not be used."""


class DeskError(OnrecordError):
    """The desk could not be reached, or would not do what was asked."""


NOTICES = frozenset({118, 214, 215, 216, 220, 221})
"""Messages that stand beside what was read: they change no exit status, and no report counts as skipped for them."""

MESSAGES: dict[int, tuple[str, str]] = {
    **source.MESSAGES,
    **document.MESSAGES,
    **reading.MESSAGES,
    **store.MESSAGES,
    **usage.MESSAGES,
    **outside.MESSAGES,
    **desk.MESSAGES,
}
"""By number: what happened, and what to do next. The files beside this one hold them by kind."""
