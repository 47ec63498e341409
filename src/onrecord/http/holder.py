"""Which desk holds a record: a small file beside it says where the desk is, for as long as it runs."""

import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.store.trust import trusted

_SUFFIX = ".desk"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Where a desk is: its address (with a slash at the end), its token, its process, and the machine it runs on."""

    url: str
    token: str
    process: int
    machine: str


def note(record: Path, url: str, token: str) -> None:
    """Say that this process's desk holds the record. Only the user may read the file: it holds the token."""
    holder = Holder(url=url, token=token, process=os.getpid(), machine=socket.gethostname())
    place = _place(record)
    # Made whole under another name, so that nobody reads half of it; `mkstemp` lets only the user read.
    handle, fresh = tempfile.mkstemp(prefix=place.name, dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(holder))
        Path(fresh).replace(place)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise


def clear(record: Path) -> None:
    """Take away what this process has noted."""
    found = holder(record)
    if found is not None and found.process == os.getpid():
        with suppress(OSError):
            _place(record).unlink()


def holder(record: Path) -> Holder | None:
    """Who is noted as holding the record on this machine; None where nobody is. It may have ended since.

    Commands send reports to whoever is noted: a note counts only if nobody but its owner can read it, as `note` makes
    it, and if that is the user or the record's owner. One that came with the record, or that others of this machine
    put into a folder of all, is passed over.
    """
    place = _place(record)
    try:
        if not trusted(place, record):
            return None
        found = msgspec.json.decode(place.read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return None
    return found if found.machine == socket.gethostname() else None


def _place(record: Path) -> Path:
    path = record.resolve()
    return path.with_name(path.name + _SUFFIX)
