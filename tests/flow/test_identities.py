from pathlib import Path

import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.named import Named, report


def test_actors_are_merged_and_split_by_their_shown_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_AUTHOR", raising=False)
    store = RecordStore.open(tmp_path / "named.duckdb")
    store.add(Filing(report(given, Named(name))) for given, name in (("a", "Sara Ondal"), ("b", "Sara Vexley")))
    with RecordBook(store) as book:
        ondal, vexley = (row.id for row in book.actors())
        with pytest.raises(UsageError):
            book.merge_actors([ondal, vexley])
        assert book.merge_actors([vexley, ondal], author="Lio Marsh", note="married") == ondal
        (row,) = book.actors()
        assert ([str(name) for name in row.names], row.reports) == (["Sara Ondal (1)", "Sara Vexley (1)"], 2)
        own = book.split_actor("b", "a1", author="Lio Marsh")
        assert {row.id: row.name for row in book.actors()} == {ondal: "Sara Ondal", own: "Sara Vexley"}
        with pytest.raises(StoreError, match="not of one"):
            book.split_actor("b", "a1", author="Lio Marsh")
        (merged, split) = book.corrections()
        assert (merged.action, merged.machine, merged.note) == ("merge", "Sara Ondal; Sara Vexley", "married")
        assert (split.action, split.person, split.state) == ("split", "Sara Vexley", "stands")
