from collections.abc import Iterator

import pytest

from onrecord.exchange import csv
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.search import SearchRow, search
from tests.made import TALKS, talks


@pytest.fixture
def path(path: str) -> str:
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("copy", "2031-05-20", "Varn Courier"))])
    return path


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        yield opened


def test_a_row_holds_the_passage_and_opens_at_the_hit(store: RecordStore) -> None:
    (row,) = search(store, "bridges", Filters())
    assert row.passage == TALKS[slice(*row.span)] == TALKS.split("\n\n")[2]
    assert [TALKS[a:b] for a, b in row.hits] == ["bridge"]
    assert (row.block, row.report.given_id, row.report.publisher, row.copies) == ("body", "talks-1", "The Orrery", 1)
    assert (row.statements, row.said_by) == (("s2",), ("Tarek Ondal",))
    assert (row.moves, row.types, row.statuses, row.done_by) == (("m2",), ("AGREE",), ("conditional",), ("Keth",))
    assert row.layers == ("reported",)


def test_what_nobody_is_named_for(store: RecordStore) -> None:
    (row,) = search(store, "shots", Filters())
    assert (row.said_by, row.types, row.done_by) == ((None,), ("ASSAULT",), ("",))
    (row,) = search(store, "stall", Filters())
    assert (row.block, row.statements, row.moves, row.layers) == ("headline", (), (), ("narration",))


def test_rows_as_csv(store: RecordStore) -> None:
    head, line = csv.lines(SearchRow, search(store, "bridge", Filters()))
    cells = dict(zip(head.decode().strip().split(","), line.decode().strip().split(","), strict=False))
    assert cells["report_given_id"] == "talks-1"
    assert b",s2,Tarek Ondal,m2,AGREE,conditional,Keth,reported,1" in line


def test_the_python_call(path: str) -> None:
    with RecordBook.open(path, read_only=True) as book:
        found = book.search("truce", by="Keth", type="AGREE", since="2031-05")
        assert [row.moves for row in found] == [("m2",)]
        assert len(book.search("said", limit=1)) == 1
        assert len(book.search("ceasefire")) == 0
