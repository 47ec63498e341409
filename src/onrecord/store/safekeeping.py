"""What keeps a record safe, as calls of a record that is open."""

from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.store import acknowledged, copying
from onrecord.store.check import check
from onrecord.store.check_reading import Checked, Tell, silent
from onrecord.store.engine import Cursor
from onrecord.store.place import Place


class Safekeeping:
    """The part of a record's store that verifies and copies it."""

    where: Place

    def _cursor(self) -> Cursor:
        raise NotImplementedError

    def check(self, tell: Tell = silent) -> Checked:
        """What is whole in the record and what is not; nothing is changed. Raises `StoreError` 449."""
        cursor, file = self._held()
        return check(cursor, file, tell)

    def copy_to(self, fresh: Path) -> None:
        """Copy the record as it is now to a file that is not there yet. Raises `StoreError` 449, 460, 473 and 479."""
        cursor, file = self._held()
        if fresh.exists():
            raise StoreError(471, str(fresh))
        if _only_reads(cursor):
            with copying.beside(file) as connection:
                copying.copy(connection, file, fresh)
        else:
            copying.copy(cursor, file, fresh)

    def accept(self) -> None:
        """Take the record as it is: what it has lost of what was acknowledged is not told of again."""
        acknowledged.accept(*self._held())

    def _held(self) -> tuple[duckdb.DuckDBPyConnection, Path]:
        """A cursor and the record's file. Raises `StoreError` 449 where the record lies in a database."""
        cursor = self._cursor()
        if self.where.file is None or not isinstance(cursor, duckdb.DuckDBPyConnection):
            raise StoreError(449, str(self.where))
        return cursor, self.where.file


def _only_reads(cursor: duckdb.DuckDBPyConnection) -> bool:
    sql = "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
    return bool(cursor.execute(sql).fetchall()[0][0])
