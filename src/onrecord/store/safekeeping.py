"""What keeps a record safe, as calls of a record that is open."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from onrecord.errors import StoreError
from onrecord.store import acknowledged, copying
from onrecord.store.check import check
from onrecord.store.check_reading import Checked


class Safekeeping:
    """The part of a record's store that verifies and copies it."""

    path: Path

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        raise NotImplementedError

    def check(self, tell: Callable[[int, int], None] = lambda _done, _of: None) -> Checked:
        """What is whole in the record and what is not; nothing is changed."""
        return check(self._cursor(), self.path, tell)

    def copy_to(self, fresh: Path) -> None:
        """Copy the record as it is now to a file that is not there yet. Raises `StoreError` 460, 473 and 479."""
        if fresh.exists():
            raise StoreError(471, str(fresh))
        if self._only_reads():
            with copying.beside(self.path) as connection:
                copying.copy(connection, self.path, fresh)
        else:
            copying.copy(self._cursor(), self.path, fresh)

    def accept(self) -> None:
        """Take the record as it is: what it has lost of what was acknowledged is not told of again."""
        acknowledged.accept(self._cursor(), self.path)

    def _only_reads(self) -> bool:
        sql = "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
        return bool(self._cursor().execute(sql).fetchall()[0][0])
