"""Numbered errors as JSON, so that they can lie in a shard or a journal and be told again word for word."""

from typing import Any

import msgspec

from onrecord import errors
from onrecord.errors import OnrecordError

_PLAIN = (str, int, float, bool, type(None))


class Fault(msgspec.Struct, frozen=True):
    """One error: the name of its class, its number, its place and what fills its message."""

    kind: str
    number: int
    where: str
    facts: dict[str, Any]


def fault_of(error: OnrecordError) -> Fault:
    """The error as plain data. What is neither text nor number is kept as its words.

    >>> from onrecord.errors import SourceError
    >>> fault_of(SourceError(101, "day2.txt"))
    Fault(kind='SourceError', number=101, where='day2.txt', facts={})
    """
    facts = {name: value if isinstance(value, _PLAIN) else str(value) for name, value in error.facts.items()}
    return Fault(type(error).__name__, error.number, error.where, facts)


def error_of(fault: Fault) -> OnrecordError:
    """The same error again.

    >>> print(error_of(Fault("SourceError", 101, "day2.txt", {})))
    E101 There is no file or folder of this name: day2.txt. Check the spelling, or list the folder.
    """
    kind = getattr(errors, fault.kind, OnrecordError)
    return kind(fault.number, fault.where, **fault.facts)
