"""Records of an older store format: brought up to date when they are opened, and nothing lost."""

from importlib import resources
from pathlib import Path

import duckdb
import pytest

from onrecord.errors import StoreError
from onrecord.record.codec import encode
from onrecord.store.arrow import COLUMNS, table
from onrecord.store.connect import STORE_FORMAT
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.rows import tables_of
from tests.made import talks


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record as the first store format kept it."""
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(resources.files("onrecord.store").joinpath("schema/1.sql").read_text("utf-8"))
        connection.execute("INSERT INTO meta VALUES ('format', '1'), ('onrecord', '0.0.1')")
        for name, rows in tables_of([Filing(talks()), Filing(talks("other"))], 1).items():
            columns = [d[0] for d in connection.execute(f"SELECT * FROM {name}").description]
            assert columns == COLUMNS[name].split()[: len(columns)]
            kept = table(name, rows).select(columns)
            connection.register("kept", kept)
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM kept")
    return path


@pytest.mark.parametrize("read_only", [True, False])
def test_an_old_record_answers_as_a_new_one(old: Path, tmp_path: Path, read_only: bool) -> None:
    with RecordStore.open(tmp_path / "new.duckdb") as new:
        new.add([Filing(talks()), Filing(talks("other"))])
    with RecordStore.open(old, read_only=read_only) as store:
        assert [encode(record) for record in store.records()] == [encode(talks()), encode(talks("other"))]
        assert len(list(store.find_moves(Filters(about="truce")))) == 2
    with duckdb.connect(str(old)) as one, duckdb.connect(str(tmp_path / "new.duckdb")) as other:
        assert one.execute("SELECT value FROM meta WHERE key = 'format'").fetchall() == [(str(STORE_FORMAT),)]
        for (name,) in other.execute("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'meta'").fetchall():
            assert one.sql(f"FROM {name}").fetchall() == other.sql(f"FROM {name}").fetchall(), name


def test_where_it_may_not_be_written_the_user_is_told(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.connect.os.access", lambda _path, mode: mode == 4)
    with pytest.raises(StoreError) as told:
        RecordStore.open(old, read_only=True)
    assert told.value.number == 416
