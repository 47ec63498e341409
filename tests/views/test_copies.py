from collections.abc import Iterator

import pytest

from onrecord.errors import StoreError
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.views.copies import copies
from tests.made_copies import OWN, WIRE, report, wire

NORTH = report("north", OWN[0], *WIRE[:3], published="2031-05-05", title="No boats to Keth")
SECOND = report("wire 2", *WIRE, publisher="Orrery Wire", published="2031-05-06")
OTHER = report("other", *OWN[1:])


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as store:
        store.add([Filing(record) for record in (SECOND, wire(), NORTH, OTHER)])
        yield store


def test_a_copy_names_its_origin_and_what_differs(store: RecordStore) -> None:
    (row,) = copies(store, NORTH.report.id)
    assert (row.report.given_id, row.origin.given_id, row.kind) == ("north", "wire", "copy")
    assert 0.5 < row.of_report < 0.9
    assert [stretch.text for stretch in row.only_in_report] == ["No boats to Keth", OWN[0].rstrip(".")]
    assert [stretch.text for stretch in row.only_in_origin] == [
        "Ferry workers of Varn walk out",
        "\n\n".join(WIRE[3:]).rstrip("."),
    ]
    for record, stretches in ((NORTH, row.only_in_report), (wire(), row.only_in_origin)):
        for stretch in stretches:
            assert record.report.text[slice(*stretch.span)] == stretch.text


def test_an_origin_has_a_row_for_each_copy_and_version_oldest_first(store: RecordStore) -> None:
    rows = list(copies(store, wire().report.id))
    assert [(row.report.given_id, row.kind) for row in rows] == [("north", "copy"), ("wire 2", "version")]


def test_a_report_that_stands_alone_has_none(store: RecordStore) -> None:
    assert list(copies(store, OTHER.report.id)) == []


def test_all_of_a_record(store: RecordStore) -> None:
    assert [row.report.given_id for row in copies(store)] == ["north", "wire 2"]


def test_an_unknown_report_is_named(store: RecordStore) -> None:
    with pytest.raises(StoreError, match="409"):
        copies(store, "f" * 64)
