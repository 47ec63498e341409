"""Errors on their way between the desk and those who ask it: the same numbers and words on both sides."""

import msgspec

from onrecord import errors
from onrecord.errors import DeskError, OnrecordError

_KINDS = {kind.__name__: kind for kind in OnrecordError.__subclasses__() if kind.__module__ == errors.__name__}
_NOT_THERE = {401, 409, 421, 423, 430, 432, 704}
_STATUS = {701: 421, 702: 401, 703: 403, 709: 413, 710: 500, 712: 503}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered error: what happened, where, and what to do next; `facts` are what its message is filled with."""

    kind: str
    number: int
    where: str
    what: str
    remedy: str
    facts: dict[str, str | int | float | None]


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the place of an answer when there is none."""

    error: Fault


def fault(error: OnrecordError) -> Fault:
    """An error as it is sent."""
    return Fault(
        kind=type(error).__name__,
        number=error.number,
        where=error.where,
        what=error.what,
        remedy=error.remedy,
        facts={name: value if isinstance(value, (int, float)) else str(value) for name, value in error.facts.items()},
    )


def raised(sent: Fault) -> OnrecordError:
    """The error that was sent; one that this version does not know comes as 700."""
    kind = _KINDS.get(sent.kind)
    if kind is None or sent.number not in errors.MESSAGES:
        return DeskError(700, reason=f"E{sent.number} {sent.what}", url="")
    return kind(sent.number, sent.where, **sent.facts)


def status_of(error: OnrecordError) -> int:
    """The status code of HTTP for an error.

    >>> status_of(errors.UsageError(505)), status_of(errors.StoreError(413))
    (400, 500)
    """
    if error.number in _NOT_THERE:
        return 404
    if error.number in _STATUS:
        return _STATUS[error.number]
    return 400 if isinstance(error, (errors.UsageError, DeskError)) else 500
