"""Brings bytes in from files, folders and standard input, and says where each came from."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import SourceError

STANDARD_INPUT = "-"
MAX_BYTES = 512 * 1024 * 1024
"""Larger files are refused: one file is held in memory whole."""


@dataclass(frozen=True)
class Delivery:
    """The bytes of one file, or of one member of an archive, as they came.

    `source` is the path as given (for a folder: joined with the path inside it; for an archive: with the member's
    name), or `-` for standard input. `modified` is the file's own time stamp in UTC (ISO 8601), None where there is
    none. `url` and `retrieved` (ISO 8601, UTC) say from which address and when the bytes were fetched, where that is
    known.
    """

    source: str
    data: bytes
    modified: str | None = None
    url: str | None = None
    retrieved: str | None = None


def deliver(paths: Sequence[str], *, max_bytes: int = MAX_BYTES) -> Iterator[Delivery | SourceError]:
    """Everything under `paths`, in the order given; a folder's files recursively, sorted by name.

    Hidden files in folders are skipped. What cannot be brought in is yielded as a `SourceError`
    (E101 to E105), never raised, so that the others go on.

    >>> [type(item).__name__ for item in deliver(["no/such/file.txt"])]
    ['SourceError']
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _standard_input(max_bytes)
        elif _is_folder(path):
            yield from _folder(path, max_bytes)
        else:
            yield _file(path, max_bytes)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _folder(root: str, max_bytes: int) -> Iterator[Delivery | SourceError]:
    """Walks without recursion, and enters each real folder once: a loop of links ends, however deep."""
    entered: set[tuple[int, int]] = set()
    waiting = [root]
    found = False
    while waiting:
        path = waiting.pop()
        try:
            state = Path(path).stat()
        except OSError as error:
            found = True
            yield _failure(path, error)
            continue
        if stat.S_ISDIR(state.st_mode):
            if (state.st_dev, state.st_ino) in entered:
                continue
            entered.add((state.st_dev, state.st_ino))
            try:
                names = sorted((entry.name for entry in Path(path).iterdir()), reverse=True)
            except OSError as error:
                found = True
                yield _failure(path, error)
                continue
            # Joined as text: a Path would turn "./talks" into "talks", and the path is kept as given.
            waiting.extend(f"{path.rstrip('/')}/{name}" for name in names if not name.startswith("."))
        elif stat.S_ISREG(state.st_mode):
            found = True
            yield _file(path, max_bytes)
    if not found:
        yield SourceError(103, where=_shown(root))


def _file(path: str, max_bytes: int) -> Delivery | SourceError:
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(max_bytes + 1)
            changed = os.fstat(stream.fileno()).st_mtime
    except (OSError, ValueError) as error:
        return _failure(path, error)
    if len(data) > max_bytes:
        return SourceError(104, where=_shown(path), limit=f"{max_bytes:,}")
    modified = datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds")
    return Delivery(source=_shown(path), data=data, modified=modified)


def _standard_input(max_bytes: int) -> Delivery | SourceError:
    # Python sets sys.stdin to None when the program is started without one.
    if sys.stdin is None or sys.stdin.closed:
        return SourceError(105, where=STANDARD_INPUT)
    try:
        data = sys.stdin.buffer.read(max_bytes + 1)
    except OSError as error:
        return _failure(STANDARD_INPUT, error)
    if len(data) > max_bytes:
        return SourceError(104, where=STANDARD_INPUT, limit=f"{max_bytes:,}")
    return Delivery(source=STANDARD_INPUT, data=data)


def _failure(path: str, error: OSError | ValueError) -> SourceError:
    # A ValueError is a path no system can hold (a NUL in it).
    if isinstance(error, (FileNotFoundError, ValueError)):
        return SourceError(101, where=_shown(path))
    return SourceError(102, where=_shown(path), reason=error.strerror or type(error).__name__)


def _shown(path: str) -> str:
    """The path as text: names that are not valid UTF-8 could not be written into a record."""
    return os.fsencode(path).decode("utf-8", "replace")
