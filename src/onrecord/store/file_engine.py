"""A record in one DuckDB file. One process may write at a time, or many read."""

from contextlib import suppress
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.store import damage, removing
from onrecord.store.connect import connect, room
from onrecord.store.engine import Cursor


class FileEngine:
    """An open file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._connection: duckdb.DuckDBPyConnection | None = connect(path, read_only=read_only)
        self._sparing = False
        self._room = ""

    @property
    def index(self) -> Path:
        """The folder for the index of passages, beside the file."""
        # Imported here: other questions need no index.
        from onrecord.store.search_index import folder_of

        return folder_of(self._path)

    def cursor(self) -> Cursor:
        """A cursor of its own. Raises `StoreError` 413 once it is closed."""
        if self._connection is None:
            raise StoreError(413, str(self._path))
        if self._sparing:
            self._bound(self._connection)
        return self._connection.cursor()

    def spare(self, on: bool) -> None:
        """Hold as much as `connect.room` says, or whatever DuckDB takes by itself: questions are quicker so."""
        self._sparing = on
        if not on and self._room and self._connection is not None:
            self._connection.cursor().execute("RESET memory_limit")
            self._room = ""

    def _bound(self, connection: duckdb.DuckDBPyConnection) -> None:
        with suppress(OSError):  # a file that was taken away is told of by what asks it
            allowed = room(self._path.stat().st_size)
            if allowed != self._room:
                connection.cursor().execute(f"SET memory_limit = '{allowed}'")
                self._room = allowed

    def snapshot(self) -> "FileEngine":
        """The same: nobody else writes to the file while it is open."""
        return self

    def close(self) -> None:
        """Close the file. Everything added is already kept."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def rewrite(self, *, opening: bool) -> None:
        """Write the file anew without what was removed. Raises `StoreError` 424 and 425."""
        connection, self._connection = self._connection, None
        if connection is None:
            raise StoreError(413, str(self._path))
        try:
            removing.rewrite(connection, self._path)
        except (duckdb.Error, OSError) as error:
            self._connection = connection
            if isinstance(error, duckdb.TransactionException):
                raise StoreError(424, str(self._path)) from error
            said = damage.said(error) if isinstance(error, duckdb.Error) else error
            raise StoreError(425, str(self._path), reason=said) from error
        fresh = connect(self._path, read_only=False)
        if removing.is_due(fresh):
            # The engine gave out the old file again: rows of it are being fetched.
            fresh.close()
            raise StoreError(424, str(self._path))
        self._connection, self._room = fresh, ""
