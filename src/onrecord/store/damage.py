"""What the engine says when a record's file is not as it was written, told as a numbered error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.errors import StoreError

RowT = TypeVar("RowT")

_OF_DAMAGE = ("orrupt", "Could not read enough bytes", "checksum", "Failed to load")


def is_damage(said: str) -> bool:
    """Whether these words of the engine are of a file that is not as it was written."""
    return any(word in said for word in _OF_DAMAGE)


def said(error: BaseException) -> str:
    """The first line of what the engine said, without its class and its closing full stop."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].removeprefix("IO Error: ").rstrip(".")


def of_engine(error: BaseException, record: Path | str) -> StoreError | None:
    """An error of the engine as `StoreError` 460 (damage) or 410 (anything else); None for any other error."""
    engine = sys.modules.get("duckdb")
    if engine is None or not isinstance(error, engine.Error):
        return None
    reason = said(error)
    if is_damage(reason):
        return StoreError(460, str(record), reason=reason, record=record)
    return StoreError(410, str(record), reason=reason)


@contextmanager
def told(record: Path | str) -> Iterator[None]:
    """Within, what the engine says is raised as `StoreError`."""
    try:
        yield
    except Exception as error:
        known = of_engine(error, record)
        if known is None:
            raise
        raise known from error


def rows(found: Iterator[RowT], record: Path | str) -> Iterator[RowT]:
    """The same rows; what the engine says while they are fetched, and a record that is none, raise `StoreError`."""
    with told(record):
        try:
            yield from found
        except msgspec.MsgspecError as error:
            raise StoreError(460, str(record), reason=f"a record is none: {error}", record=record) from error
