from collections.abc import Iterator

import pytest

from onrecord.errors import UsageError
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.reports import ReportsPage, reports
from tests.made import talks
from tests.made_copies import OWN, WIRE, report


@pytest.fixture(scope="module")
def store(shared: str) -> Iterator[RecordStore]:
    with RecordStore.open(shared) as opened:
        opened.add(
            [
                Filing(talks("talks-1", "2031-05-14", "The Orrery")),
                Filing(report("undated", *OWN, publisher="Keth Post", published=None)),
                Filing(report("wire", *WIRE, publisher="Orrery Wire", published="2031-05-04")),
                Filing(report("reprint", *WIRE, publisher="Varn Courier", published="2031-05-05")),
                Filing(talks("talks-2", "2031-05-15", "Keth Post")),
            ]
        )
        yield opened


def _names(page: ReportsPage) -> list[str | None]:
    return [row.report.given_id for row in page.rows]


def test_reports_come_by_date_with_copies_under_their_origin(store: RecordStore) -> None:
    page = reports(store, Filters())
    assert _names(page) == ["wire", "talks-1", "undated"]
    assert [[one.given_id for one in row.copies] for row in page.rows] == [["reprint"], ["talks-2"], []]
    assert [(row.statements, row.moves) for row in page.rows] == [(0, 0), (3, 3), (0, 0)]
    assert (page.after, page.found, page.kept) == (None, 3, 5)


def test_pages_join_without_a_gap_or_a_double(store: RecordStore) -> None:
    first = reports(store, Filters(limit=2))
    assert (_names(first), first.found) == (["wire", "talks-1"], 3)
    last = reports(store, Filters(limit=2), first.after)
    assert (_names(last), last.after, last.found) == (["undated"], None, 3)


def test_a_copy_stands_by_itself_where_its_origin_is_filtered_out(store: RecordStore) -> None:
    page = reports(store, Filters(publisher="courier"))
    assert _names(page) == ["reprint"]
    origin = page.rows[0].copy_of
    assert origin is not None
    assert origin.given_id == "wire"


def test_filters(store: RecordStore) -> None:
    assert _names(reports(store, Filters(since="2031-05-10"))) == ["talks-1"]
    assert _names(reports(store, Filters(actor="Tarek Ondal"))) == ["talks-1"]
    nobody = reports(store, Filters(actor="Nobody"))
    assert (nobody.rows, nobody.found, nobody.kept) == ((), 0, 5)
    with pytest.raises(UsageError, match="E501"):
        reports(store, Filters(kind="direct"))


@pytest.mark.parametrize("after", ["nonsense", "é", "eyJ4IjoxfQ~", "W10", "bnVsbA"])
def test_a_page_that_is_none(store: RecordStore, after: str) -> None:
    with pytest.raises(UsageError, match="E540"):
        reports(store, Filters(), after)
