"""Opens a damaged record as far as it can be: a copy of it is mended, the file itself is left as it is.

Tried in this order until the engine opens it: the file with its journal; with the journal up to the entry that is
damaged; without it; and each of these with a head of the file put right. The file has three heads of 4096 bytes: one
that says what it is, and two that take turns at saying where its contents begin, of which the larger number holds.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.store.check_reading import said
from onrecord.store.connect import SETTINGS, connect

_HEAD = 4096
_USED = 64
"""Bytes of a head that say something; the rest is empty."""
_NUMBER = slice(8, 16)
_PLACE = re.compile(r"block at location (\d+)")
_ENTRY = re.compile(r"entry at byte position (\d+)")


def reopened(path: Path, folder: Path) -> tuple[duckdb.DuckDBPyConnection, list[StoreError]]:
    """A connection that reads what can be read, and what had to be given up for it; `folder` takes the mended copy.

    Raises `StoreError` 401 to 408, 414 as `connect` does, and 475 where nothing opens it.
    """
    try:
        return connect(path, read_only=True), []
    except StoreError as error:
        if error.number not in (403, 404, 410, 416) or not path.is_file():
            raise
        first = error
    fresh, journal = folder / "mended.duckdb", folder / "mended.duckdb.wal"
    shutil.copyfile(path, fresh)
    reason = str(first.facts.get("reason", first.what))
    for head in _heads(path, folder, bits=_in_head(reason)):
        with fresh.open("r+b") as file:
            file.write(head)
        for given_up in _journals(path, journal):
            try:
                connection = duckdb.connect(str(fresh), read_only=True, config=SETTINGS)
            except duckdb.Error:
                continue
            if _holds_reports(connection):
                return connection, given_up
            connection.close()
    if first.number in (403, 404):
        raise first
    raise StoreError(475, str(path), reason=reason)


def _in_head(reason: str) -> bool:
    found = _PLACE.search(reason)
    return found is not None and int(found[1]) < 3 * _HEAD


def _holds_reports(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    except duckdb.Error:
        return False
    return {"reports", "meta"} <= tables


def _heads(path: Path, folder: Path, *, bits: bool) -> Iterator[bytes]:
    """The file's first bytes as they are, then with a head in the place of one that may be damaged.

    With `bits` also each with one bit flipped back.
    """
    with path.open("rb") as file:
        kept = file.read(3 * _HEAD)
    main, *pair = (kept[at : at + _HEAD] for at in range(0, 3 * _HEAD, _HEAD))
    yield main + b"".join(pair)
    pair.sort(key=lambda head: head[_NUMBER][::-1], reverse=True)
    for first in (main, _fresh_head(folder)):
        for head in (*pair, *(one[:_USED] + bytes(_HEAD - _USED) for one in pair)):
            yield first + head + head
    for head in pair:
        # One flipped bit: the head's own checksum tells which it was.
        for bit in range(8 * min(_USED, len(head)) if bits else 0):
            tried = bytearray(head)
            tried[bit // 8] ^= 1 << bit % 8
            yield main + tried + tried


def _fresh_head(folder: Path) -> bytes:
    """What a file of this engine begins with."""
    other = folder / "other.duckdb"
    duckdb.connect(str(other), config=SETTINGS).close()
    with other.open("rb") as file:
        return file.read(_HEAD)


def _journals(path: Path, journal: Path) -> Iterator[list[StoreError]]:
    """Puts the journal beside the mended copy: whole, up to its damage, not at all. Yields what is given up."""
    kept = path.with_name(f"{path.name}.wal")
    if not kept.is_file():
        journal.unlink(missing_ok=True)
        yield []
        return
    shutil.copyfile(kept, journal)
    yield []
    reason = _complaint(journal)
    found = _ENTRY.search(reason)
    told = [StoreError(461, str(kept), reason=reason, record=path)]
    if found:
        with journal.open("r+b") as file:
            file.truncate(int(found[1]))
        yield told
    journal.unlink(missing_ok=True)
    yield told


def _complaint(journal: Path) -> str:
    """What the engine says of the copy with its journal."""
    try:
        duckdb.connect(str(journal.with_suffix("")), read_only=True, config=SETTINGS).close()
    except duckdb.Error as error:
        return said(error)
    return "it does not open with it"
