"""What a record has acknowledged, noted beside it, so that it can be told when its file holds less.

The engine passes over a journal (`.wal`) that is cut short, missing or not its own: what stood in it is then gone
without a word. So the number and mark of the last change (see links/changes.py) stand in a small hidden file too,
written after each commit. It never runs ahead of the record: a crash between the two leaves an older note, which says
less and nothing false. A note of another record (its first change has another mark) counts for nothing.
"""

import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from onrecord.errors import StoreError
from onrecord.store.engine import Cursor
from onrecord.store.links import changes


class Lost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That a record was found to go only up to change `there`, though `acknowledged` changes were, the last at `at`."""

    there: int
    acknowledged: int
    at: str


class Acknowledged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Number, mark and time (ISO 8601, UTC) of the last change; the mark of the first; what was lost before."""

    change: int = 0
    mark: int = 0
    first: int = 0
    at: str = ""
    lost: tuple[Lost, ...] = ()


def note_of(record: Path) -> Path:
    """Where the note of a record lies: hidden, so that whoever adds the folder does not add it."""
    target = record.resolve()
    return target.with_name(f".{target.name}.kept")


def opened(connection: duckdb.DuckDBPyConnection, record: Path, *, new: bool) -> None:
    """On opening a record to write, before anything is: note what it has lost since it was last written."""
    if new:
        # A note of one that was deleted.
        with suppress(OSError):
            note_of(record).unlink(missing_ok=True)
        return
    before = read(record)
    if before is None:
        return
    now = _now(connection)
    lost = _behind(connection, before, now)
    if lost is not None:
        _write(record, msgspec.structs.replace(now, lost=(*before.lost, lost)))
    elif before.first not in (0, now.first):
        _write(record, now)


def committed(cursor: Cursor, record: Path | None) -> None:
    """Commit the cursor's transaction, and note up to where a record in a file goes now. Raises `duckdb.Error`."""
    cursor.commit()
    if record is None:
        return
    # What is kept is kept, even where it cannot be noted.
    with suppress(duckdb.Error):
        before = read(record) or Acknowledged()
        now = _now(cursor)
        if (now.change, now.mark) != (before.change, before.mark):
            # What another record of this name lost is no matter of this one.
            lost = before.lost if before.first in (0, now.first) else ()
            _write(record, msgspec.structs.replace(now, lost=lost))


def lost(cursor: duckdb.DuckDBPyConnection, before: Acknowledged | None) -> tuple[Lost, ...]:
    """What a record is known to have lost: as was noted, and as the cursor sees it.

    Where others may write to it, the note is to be read before the cursor's transaction begins: it goes on too.
    """
    if before is None:
        return ()
    now = _behind(cursor, before, _now(cursor))
    return before.lost if now is None else (*before.lost, now)


def noted(record: Path) -> list[StoreError]:
    """What was noted as lost, as errors; without opening the record."""
    before = read(record)
    return [told(one, record) for one in before.lost] if before is not None else []


def told(one: Lost, record: Path) -> StoreError:
    """A loss as an error."""
    return StoreError(462, str(record), there=one.there, acknowledged=one.acknowledged, at=one.at, record=record)


def accept(cursor: duckdb.DuckDBPyConnection, record: Path) -> None:
    """Take the record as it is: what it has lost is not told of again."""
    _write(record, _now(cursor))


def _now(cursor: Cursor) -> Acknowledged:
    n, mark = changes.last(cursor)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Acknowledged(change=n, mark=mark, first=changes.mark_of(cursor, 1) or 0, at=at)


def _behind(cursor: duckdb.DuckDBPyConnection, before: Acknowledged, now: Acknowledged) -> Lost | None:
    if not before.change or changes.mark_of(cursor, before.change) == before.mark:
        return None
    if now.change and now.first != before.first:
        return None
    return Lost(there=now.change, acknowledged=before.change, at=before.at)


def read(record: Path) -> Acknowledged | None:
    """The note beside a record; None where there is none that can be read."""
    try:
        return msgspec.json.decode(note_of(record).read_bytes(), type=Acknowledged)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(record: Path, note: Acknowledged) -> None:
    """Put a note in the place of the one there is. What fails here leaves the older one: the record itself is kept."""
    place = note_of(record)
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=place.name, dir=place.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(note))
                file.flush()
                os.fsync(file.fileno())
            if record.exists():
                fresh.chmod(record.stat().st_mode & 0o666)
            fresh.replace(place)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
