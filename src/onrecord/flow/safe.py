"""The calls of a record that keep it safe: verify it, copy it while it is in use."""

import os
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import StoreError
from onrecord.flow.backup import backup_of
from onrecord.store import copying
from onrecord.store.check import Checked
from onrecord.store.check_reading import Tell, silent
from onrecord.store.record_store import RecordStore

_PIECE = 1 << 20


class SafeBook:
    """The part of a record's book that verifies and copies it."""

    _store: RecordStore

    def check(self, tell: Tell = silent) -> Checked:
        """What is whole in the record and what is not (docs/durability.md); nothing is changed.

        `tell` is told how many reports of all are done. Others may write to the record meanwhile.
        """
        return self._store.check(tell)

    def backup(self, out: str | PathLike[str], *, replace: bool = False) -> Checked:
        """Copy the record as it is now to the file `out`, verified before it gets its name; what was found then.

        The record may be written to meanwhile. A record that is called `out` is left as it is unless `replace`. Raises
        `StoreError` 402, 403, 406, 408, 471 and 472 for a name that cannot be used, and 460, 473 and 479 where no copy
        could be made; then nothing is left of it.
        """
        return backup_of(self._store, Path(out), replace=replace)

    def copied(self) -> Iterator[bytes]:
        """A copy of the record as it is now, as bytes. Raises `StoreError` 460, 473 and 479 before the first."""
        if self._store.path is None:
            raise StoreError(449, str(self._store.where))
        fresh = copying.name_for(self._store.path.resolve())
        self._store.copy_to(fresh)
        file = fresh.open("rb")
        if os.name != "nt":
            # It is gone once nobody reads it, whatever happens; there an open file cannot be deleted.
            copying.clear(fresh)
        return _pieces(file, fresh)

    def accept(self) -> None:
        """Take the record as it is: what it has lost of what was acknowledged is not told of again."""
        self._store.accept()


def _pieces(file: BinaryIO, fresh: Path) -> Iterator[bytes]:
    try:
        with file:
            while piece := file.read(_PIECE):
                yield piece
    finally:
        copying.clear(fresh)
