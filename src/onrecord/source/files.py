"""Brings bytes in from files, folders and standard input, and says where each came from."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.source.address import is_address

STANDARD_INPUT = "-"
MAX_BYTES = 512 * 1024 * 1024
"""Larger files are refused, as are larger members of an archive: each is held in memory whole, one at a time."""


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


def deliver(
    paths: Sequence[str], *, max_bytes: int = MAX_BYTES, fetch: Callable[[str], Delivery] | None = None
) -> Iterator[Delivery | SourceError]:
    """Everything under `paths`, in the order given; a folder's files recursively, sorted by name.

    Compressed files and archives come as their members (`unpack`). Hidden files in folders are skipped. An address is
    fetched by `fetch` (`source.web.Web`), and only where one is given. What cannot be brought in is yielded as a
    `SourceError` (E101 to E131), never raised, so that the others go on.

    >>> [type(item).__name__ for item in deliver(["no/such/file.txt"])]
    ['SourceError']
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _standard_input(max_bytes)
        elif is_address(path):
            yield from _fetched(path, fetch, max_bytes)
        elif _is_folder(path):
            yield from _folder(path, max_bytes)
        else:
            yield from _file(path, max_bytes)


def _fetched(path: str, fetch: Callable[[str], Delivery] | None, max_bytes: int) -> Iterator[Delivery | SourceError]:
    if fetch is None:
        yield SourceError(120, where=_shown(path))
        return
    try:
        found = fetch(path)
    except SourceError as error:
        yield error
        return
    # Imported here, as below: what unpacks imports this file.
    from onrecord.source.unpack.limits import Limits
    from onrecord.source.unpack.unpack import unpacked

    yield from unpacked(found, Limits(member_bytes=max_bytes))


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
            yield from _file(path, max_bytes)
    if not found:
        yield SourceError(103, where=_shown(root))


def _file(path: str, max_bytes: int) -> Iterator[Delivery | SourceError]:
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  # closed below, when the last member was taken
    except (OSError, ValueError) as error:
        yield _failure(path, error)
        return
    with stream:
        changed = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC)
        yield from _taken(stream, path, max_bytes, changed.isoformat(timespec="seconds"))


def _standard_input(max_bytes: int) -> Iterator[Delivery | SourceError]:
    # Python sets sys.stdin to None when the program is started without one.
    if sys.stdin is None or sys.stdin.closed:
        yield SourceError(105, where=STANDARD_INPUT)
    else:
        yield from _taken(sys.stdin.buffer, STANDARD_INPUT, max_bytes)


def _taken(
    stream: BinaryIO, path: str, max_bytes: int, modified: str | None = None
) -> Iterator[Delivery | SourceError]:
    """A file as it is or, where it is packed, member by member; told by its beginning."""
    from onrecord.source.unpack.limits import Limits
    from onrecord.source.unpack.unpack import HEAD, packing, unpacked_file

    where = _shown(path)
    try:
        head = stream.read(HEAD)
        if packing(head) is None:
            data = head + stream.read(max(0, max_bytes + 1 - len(head)))
            if len(data) > max_bytes:
                yield SourceError(104, where=where, limit=f"{max_bytes:,}")
            else:
                yield Delivery(source=where, data=data, modified=modified)
            return
    except OSError as error:
        yield _failure(path, error)
        return
    if path == STANDARD_INPUT:
        # It may stand in the midst of a file.
        stream = _Again(head, stream)
    else:
        stream.seek(0)
    yield from unpacked_file(stream, where, modified=modified, limits=Limits(member_bytes=max_bytes))


class _Again(BytesIO):
    """A beginning, then the rest of a stream that cannot be sought in."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(head)
        self._rest = rest

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size) or self._rest.read(-1 if size is None else size)

    def seekable(self) -> bool:
        return False


def _failure(path: str, error: OSError | ValueError) -> SourceError:
    # A ValueError is a path no system can hold (a NUL in it).
    if isinstance(error, (FileNotFoundError, ValueError)):
        return SourceError(101, where=_shown(path))
    return SourceError(102, where=_shown(path), reason=error.strerror or type(error).__name__)


def _shown(path: str) -> str:
    """The path as text: names that are not valid UTF-8 could not be written into a record."""
    return os.fsencode(path).decode("utf-8", "replace")
