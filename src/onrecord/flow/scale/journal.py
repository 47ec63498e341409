"""Which batches of a job are in the record: one line each, in the order of the input."""

import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.flow.scale.faults import Fault


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch that was kept. `digest` says what was in it, `witness` is the id of a report of it."""

    digest: str
    witness: str | None
    added: int
    already_there: int
    again: int
    unread: int
    faults: tuple[Fault, ...] = ()


class Journal:
    """The lines as they were left, to be gone through batch by batch, and then written on.

    A line counts once it is whole; the one that was being written when a job was stopped is cut off.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("r+b" if path.exists() else "w+b")
        self._before = True
        self._next: Kept | None = None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def next(self) -> Kept | None:
        """What stands in the next line, until `take` takes it; None where no more was kept before."""
        if self._before and self._next is None:
            place = self._file.tell()
            line = self._file.readline()
            self._next = _whole(line)
            self._file.seek(place)
            if self._next is None:
                self.cut()
        return self._next

    def take(self) -> None:
        """Go on to the line after the next."""
        self._file.readline()
        self._next = None

    def cut(self) -> None:
        """From here on nothing that was kept before counts: what follows is written anew."""
        if self._before:
            self._file.truncate()
            self._before, self._next = False, None

    def add(self, kept: list[Kept]) -> None:
        """Write further lines, and bring them to the disk."""
        self.cut()
        self._file.write(b"".join(msgspec.json.encode(one) + b"\n" for one in kept))
        self._file.flush()
        os.fsync(self._file.fileno())


def _whole(line: bytes) -> Kept | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return msgspec.json.decode(line, type=Kept)
    except msgspec.MsgspecError:
        return None
