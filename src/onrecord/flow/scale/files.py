"""Files that are whole or not there: written under another name, brought to the disk, and renamed into place."""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.store.copying import settle

UNFINISHED = ".unfinished"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that, whenever the program or the machine stops, it is there whole or not at all."""
    fresh = path.with_name(path.name + UNFINISHED)
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    to_disk(path.parent)


def to_disk(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system lets folders be opened."""
    with suppress(OSError):
        settle(folder)


class Held:
    """A file that one process holds at a time; it lets go when it ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Hold the file at `path`. Raises `BlockingIOError` where another process holds it."""
        self._file = path.open("ab")
        try:
            _lock(self._file.fileno())
        except OSError as error:
            self._file.close()
            raise BlockingIOError(str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._file.close()


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
