from collections.abc import Sequence

import pytest

from onrecord.across.numbered import Numbered
from onrecord.across.shingles import prints
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.links import copies
from onrecord.store.record_store import RecordStore
from tests.conftest import Places
from tests.made_copies import OWN, WIRE, report, wire
from tests.store.rows import asking, writing

NORTH = report("north", *WIRE[1:4], published="2031-05-05")
SOUTH = report("south", OWN[0], *WIRE[1:], published="2031-05-06")
OTHER = report("other", *OWN[1:])


def add(path: str, *batches: Sequence[Record]) -> None:
    with RecordStore.open(path) as store:
        for batch in batches:
            store.add([Filing(record) for record in batch])


def ties(path: str) -> dict[str, tuple[str, str]]:
    with asking(path) as connection:
        rows = connection.execute(
            "SELECT r.given_id, o.given_id, kind FROM copies c JOIN reports r USING (report) "
            "JOIN reports o ON o.report = c.origin"
        ).fetchall()
    return {report: (origin, kind) for report, origin, kind in rows}


BOTH = {"north": ("wire", "copy"), "south": ("wire", "copy")}


@pytest.mark.parametrize("batches", [[[wire(), NORTH, SOUTH, OTHER]], [[wire()], [NORTH], [OTHER], [SOUTH]]])
def test_copies_are_tied_to_their_origin_in_one_batch_or_many(path: str, batches: list[list[Record]]) -> None:
    add(path, *batches)
    assert ties(path) == BOTH


@pytest.mark.parametrize("batches", [[[SOUTH, NORTH, OTHER, wire()]], [[SOUTH], [NORTH, OTHER], [wire()]]])
def test_an_origin_that_arrives_last_takes_its_copies_over(path: str, batches: list[list[Record]]) -> None:
    add(path, *batches)
    assert ties(path) == BOTH


def test_shares_are_kept_and_every_print_once(path: str) -> None:
    add(path, [wire(), NORTH])
    with asking(path) as connection:
        ((of_report, of_origin),) = connection.execute("SELECT of_report, of_origin FROM copies").fetchall()
        kept = connection.execute("SELECT print FROM prints WHERE report = 2 ORDER BY print").fetchall()
    assert of_report == 1
    assert 0.4 < of_origin < 0.8
    assert [n for (n,) in kept] == prints(NORTH.report).tolist()


def test_a_report_of_a_few_words_has_no_prints(path: str) -> None:
    add(path, [report("brief", "Talks fail.")], [report("brief 2", "Talks fail.")])
    assert ties(path) == {}


class TestForget:
    def forget(self, path: str, *numbers: int) -> None:
        with writing(path) as cursor:
            copies.forget(cursor, numbers)
            cursor.execute("DELETE FROM reports WHERE report IN (SELECT unnest(?::INTEGER[]))", [list(numbers)])

    def test_a_copy_goes_alone(self, path: str) -> None:
        add(path, [wire(), NORTH, SOUTH])
        self.forget(path, 2)
        assert ties(path) == {"south": ("wire", "copy")}

    def test_the_rest_of_a_group_gets_another_origin(self, path: str) -> None:
        add(path, [wire(), NORTH, SOUTH])
        self.forget(path, 1)
        assert ties(path) == {"south": ("north", "copy")}

    def test_a_copy_alone_is_tied_to_none(self, path: str) -> None:
        add(path, [wire(), NORTH, OTHER])
        self.forget(path, 1)
        assert ties(path) == {}
        add(path, [wire("again", published="2031-05-01")])
        assert ties(path) == {"north": ("again", "copy")}

    def test_nothing_is_left_of_it(self, path: str) -> None:
        add(path, [wire(), NORTH])
        self.forget(path, 1, 2)
        with asking(path) as connection:
            assert connection.execute(
                "SELECT (SELECT count(*) FROM prints), (SELECT count(*) FROM copies)"
            ).fetchall() == [(0, 0)]


def test_a_phrase_of_hundreds_of_reports_does_not_hide_an_origin(path: str) -> None:
    phrase = "Readers who know more are asked to write to the night desk, whose lamp is lit until four in the morning."
    crowd = [
        report(f"n{n}", " ".join(f"word{n}x{i}" for i in range(60)), phrase, published="2031-05-01") for n in range(200)
    ]
    add(path, [*crowd, wire()], [report("north", *WIRE, phrase, published="2031-05-05")])
    assert ties(path) == {"north": ("wire", "copy")}


def test_a_record_of_one_batch_and_of_many_is_the_same(path: str, places: Places) -> None:
    records = [SOUTH, OTHER, NORTH, wire()]
    other = places("other")
    add(path, records)
    add(other, *([record] for record in records))
    rows = []
    for file in (path, other):
        with asking(file) as connection:
            rows.append(connection.execute("SELECT * FROM copies ORDER BY report").fetchall())
    assert rows[0] == rows[1]


def test_numbers_come_from_the_caller(path: str) -> None:
    with RecordStore.open(path):
        pass
    with writing(path) as cursor:
        copies.link(cursor, [Numbered(7, wire()), Numbered(9, NORTH)])
        assert cursor.execute("SELECT report, origin FROM copies").fetchall() == [(9, 7)]
