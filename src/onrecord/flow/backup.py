"""Copies of a record that is in use, verified before they get their name."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.errors import StoreError
from onrecord.store import copying
from onrecord.store.check import Checked, check
from onrecord.store.check_reading import Tell, silent
from onrecord.store.connect import connect
from onrecord.store.record_store import RecordStore
from onrecord.store.trust import trusted

WAIT = 60.0
"""Seconds that whoever holds a record is given to begin a copy."""

_POLL = 0.1
_HELD = 406
_OLD = 30.0
"""Seconds without a touch after which word is of somebody who has ended."""


class _Wanted(msgspec.Struct, frozen=True):
    """What is asked of the program that holds a record: a copy under this name."""

    fresh: str


class _Made(msgspec.Struct, frozen=True):
    """What became of it: nothing to say, or the error."""

    number: int | None = None
    facts: dict[str, str] = {}


def backup_of(store: RecordStore, out: Path, *, replace: bool = False, tell: Tell = silent) -> Checked:
    """Copy an open record as `out`; what was found when the copy was checked.

    Faults that are found are the record's own: the copy is the same. Raises `StoreError` 402, 403, 406, 408, 471 and
    472 for a name that cannot be used, 449, 460, 473 and 479 where no copy could be made; then nothing is left of it.
    """
    if store.path is None:
        raise StoreError(449, str(store.where))
    return _placed(store.path, out, store.copy_to, replace=replace, tell=tell)


def backup_at(record: Path, out: Path, *, replace: bool = False, wait: float = WAIT, tell: Tell = silent) -> Checked:
    """As `backup_of` for a record that is not open here: read beside others who read or, where another program writes
    to it, asked of that program.

    `onrecord add` and whoever else adds through a `RecordBook` make the copy between two batches. Raises `StoreError`
    474 where nothing was made in `wait` seconds.
    """
    return _placed(record, out, lambda fresh: _made(record, fresh, wait), replace=replace, tell=tell)


def backup_from(pieces: Iterable[bytes], record: Path, out: Path, *, replace: bool = False) -> Checked:
    """As `backup_of` for a copy that comes in pieces from whoever holds the record."""

    def write(fresh: Path) -> None:
        try:
            with fresh.open("xb") as file:
                file.writelines(pieces)
            copying.settle(fresh)
        except OSError as error:
            raise StoreError(473, str(out), reason=error.strerror or error) from error

    return _placed(record, out, write, replace=replace, tell=silent)


def answer_asked(store: RecordStore) -> None:
    """Make the copy that another program asks for, where one does; called between two changes of a record."""
    if store.path is None:
        return
    place = _place(store.path)
    try:
        if not place.exists() or not trusted(place, store.path) or _is_old(place):
            return
        fresh = Path(msgspec.json.decode(place.read_bytes(), type=_Wanted).fresh)
        place.unlink()
    except (OSError, msgspec.MsgspecError):
        return
    made = _Made()
    try:
        store.copy_to(fresh)
    except StoreError as error:
        made = _Made(error.number, {name: str(value) for name, value in error.facts.items()})
    with suppress(OSError):
        _told(fresh).write_bytes(msgspec.json.encode(made))


def _placed(record: Path, out: Path, write: Callable[[Path], None], *, replace: bool, tell: Tell) -> Checked:
    copying.refuse(record, out, replace=replace)
    fresh = copying.name_for(out)
    try:
        write(fresh)
        with connect(fresh, read_only=True) as connection:
            checked = check(connection.cursor(), record, tell, copied=True)
        # Closed before: an open file gets no other name on some systems.
        copying.place(fresh, out)
        return checked
    finally:
        copying.clear(fresh)
        with suppress(OSError):
            _told(fresh).unlink(missing_ok=True)


def _made(record: Path, fresh: Path, wait: float) -> None:
    """Make a copy beside other readers, or have it made."""
    place = _place(record)
    until = time.monotonic() + wait
    mine = False
    try:
        while not _answered(fresh, record):
            try:
                with copying.beside(record) as connection:
                    # Of one who ended before it was done.
                    copying.clear(fresh)
                    copying.copy(connection, record, fresh)
                return
            except StoreError as error:
                if error.number != _HELD:
                    raise
                held = error
            taken = mine and not _stands(place, fresh)
            mine = mine or _ask(place, fresh)
            if not taken and time.monotonic() >= until:
                raise StoreError(474, str(record), holder=held.facts.get("holder", ""), seconds=round(wait)) from held
            if mine and not taken:
                with suppress(OSError):
                    os.utime(place)
            _watch(fresh, min(1.0, max(_POLL, until - time.monotonic())))
    finally:
        if mine and _stands(place, fresh):
            with suppress(OSError):
                place.unlink(missing_ok=True)


def _stands(place: Path, fresh: Path) -> bool:
    """Whether it is our own word that lies there: once it is taken, somebody else may leave theirs."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=_Wanted).fresh == str(fresh.absolute())
    except (OSError, msgspec.MsgspecError):
        return False


def _watch(fresh: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not _told(fresh).exists():
        time.sleep(_POLL)


def _answered(fresh: Path, record: Path) -> bool:
    """Whether the holder has made the copy. Raises `StoreError` where it could not."""
    try:
        made = msgspec.json.decode(_told(fresh).read_bytes(), type=_Made)
    except (OSError, msgspec.MsgspecError):
        return False
    if made.number is not None:
        raise StoreError(made.number, str(record), **made.facts)
    return True


def _ask(place: Path, fresh: Path) -> bool:
    """Leave word for the holder; False where another copy is being asked for. Only the user may read it."""
    with suppress(OSError):
        if _is_old(place):
            place.unlink()
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(_Wanted(str(fresh.absolute()))))
    except OSError:
        # Also where nothing may be written beside the record: then nobody can be asked.
        return False
    return True


def _is_old(place: Path) -> bool:
    """Whether whoever left word has ended: it would have touched it since."""
    return time.time() - place.stat().st_mtime > _OLD


def _place(record: Path) -> Path:
    path = record.resolve()
    return path.with_name(f".{path.name}.copy-wanted")


def _told(fresh: Path) -> Path:
    return fresh.with_name(f"{fresh.name}.made")
