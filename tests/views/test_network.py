"""The network over records made by hand."""

from collections.abc import Iterator

import pytest

from onrecord.errors import UsageError
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.network import NetworkRow, network
from tests.telling import Line, report

DEMAND = Line("Keth demanded the tanker from Belmaria.", "REQUEST", "demanded", by=("Keth",), to=("Belmaria",))
REFUSAL = Line("Belmaria refused Keth the tanker.", "REJECT", "refused", by=("Belmaria",), to=("Keth",))
MET = Line("Keth and Lusonda met at Varn.", "CONSULT", "met", by=("Keth", "Lusonda"), mutual=True)
PLAN = Line("Lusonda will send Keth grain.", "AID", "send", by=("Lusonda",), to=("Keth",), status="planned")
DENIED = Line(
    "Lusonda never shelled Belmaria.", "ASSAULT", "shelled", by=("Lusonda",), to=("Belmaria",), status="denied"
)
ALONE = Line("Keth shut the bridge.", "COERCE", "shut", by=("Keth",))


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        yield opened


def asked(store: RecordStore, *records: Record, filters: Filters | None = None) -> list[NetworkRow]:
    store.add([Filing(record) for record in records])
    return list(network(store, filters or Filters()))


def pairs(rows: list[NetworkRow]) -> list[tuple[str, str, str]]:
    return [(row.actor, row.to, row.types[0]) for row in rows]


class TestPairs:
    def test_each_direction_for_itself(self, store: RecordStore) -> None:
        rows = asked(store, report("2031-05-02", "The Orrery", DEMAND, REFUSAL, ALONE))
        assert pairs(rows) == [("Belmaria", "Keth", "REJECT 1"), ("Keth", "Belmaria", "REQUEST 1")]

    def test_mutual_moves_go_both_ways(self, store: RecordStore) -> None:
        rows = asked(store, report("2031-05-02", "The Orrery", MET))
        assert pairs(rows) == [("Keth", "Lusonda", "CONSULT 1"), ("Lusonda", "Keth", "CONSULT 1")]

    def test_what_a_row_says(self, store: RecordStore) -> None:
        record = report("2031-05-02", "The Orrery", DEMAND._replace(when="2031-04"))
        (row,) = asked(store, record)
        assert (row.quad, row.types, row.statuses) == ("verbal-conflict", ("REQUEST 1",), ("happened 1",))
        assert (row.moves, row.origins, row.first, row.last) == (1, 1, "2031-04", "2031-04")
        assert (row.passage, row.report.publisher) == (DEMAND.text, "The Orrery")
        assert record.report.text[slice(*row.span)] == row.passage
        assert row.actor_id != row.to_id

    def test_types_of_one_class_stand_together_the_most_frequent_first(self, store: RecordStore) -> None:
        threat = Line("Keth threatened Belmaria.", "THREATEN", "threatened", by=("Keth",), to=("Belmaria",))
        again = DEMAND._replace(text="Later Keth demanded an apology from Belmaria.")
        (row,) = asked(store, report("2031-05-02", "The Orrery", threat, DEMAND, again))
        assert (row.types, row.moves, row.passage) == (("REQUEST 2", "THREATEN 1"), 3, threat.text)


class TestStatuses:
    def test_what_is_denied_ties_nobody(self, store: RecordStore) -> None:
        rows = asked(store, report("2031-05-02", "The Orrery", DENIED, PLAN))
        assert [(row.actor, row.to, row.statuses) for row in rows] == [("Lusonda", "Keth", ("planned 1",))]

    def test_unless_it_is_asked_for(self, store: RecordStore) -> None:
        record = report("2031-05-02", "The Orrery", DENIED, PLAN)
        (row,) = asked(store, record, filters=Filters(status="denied"))
        assert (row.to, row.statuses) == ("Belmaria", ("denied 1",))


class TestReports:
    # Long enough for a copy of it to be one.
    STORY = (
        DEMAND,
        MET,
        PLAN,
        ALONE._replace(
            text="Keth shut the bridge at Varn to lorries while the harbour pilots of Oranza stayed ashore."
        ),
    )

    def test_copies_count_once_and_independent_reports_each(self, store: RecordStore) -> None:
        rows = asked(
            store,
            report("2031-05-02", "Orrery Wire", *self.STORY),
            report("2031-05-03", "The Courier", *self.STORY),
            report("2031-05-09", "The Gazette", DEMAND._replace(text="Again Keth demanded a ship of Belmaria.")),
        )
        counted = {(row.actor, row.to): (row.moves, row.origins, row.first, row.last) for row in rows}
        assert counted["Keth", "Belmaria"] == (2, 2, "2031-05-02", "2031-05-09")
        assert counted["Keth", "Lusonda"] == (1, 1, "2031-05-02", "2031-05-02")

    def test_a_copy_alone_is_counted(self, store: RecordStore) -> None:
        wire, copy = report("2031-05-02", "Orrery Wire", *self.STORY), report("2031-05-03", "The Courier", *self.STORY)
        rows = asked(store, wire, copy, filters=Filters(publisher="Courier", type="REQUEST"))
        assert [(row.actor, row.to, row.moves) for row in rows] == [("Keth", "Belmaria", 1)]

    def test_who_is_no_name_is_nobody(self, store: RecordStore) -> None:
        stray = Line("Keth pardoned the men.", "CONCEDE", "pardoned", by=("Keth",), to=("the",))
        assert asked(store, report("2031-05-02", "The Orrery", stray)) == []

    def test_most_independent_reports_come_first(self, store: RecordStore) -> None:
        rows = asked(
            store,
            report("2031-05-02", "The Orrery", REFUSAL, MET, MET._replace(text="Keth and Lusonda met again.")),
            report("2031-05-09", "The Gazette", REFUSAL._replace(text="Belmaria refused all that Keth asked for.")),
        )
        assert pairs(rows) == [
            ("Belmaria", "Keth", "REJECT 2"),
            ("Keth", "Lusonda", "CONSULT 2"),
            ("Lusonda", "Keth", "CONSULT 2"),
        ]

    def test_the_first_told_is_shown(self, store: RecordStore) -> None:
        later = report("2031-05-09", "The Gazette", DEMAND)
        (row,) = asked(store, later, report("2031-05-02", "The Orrery", DEMAND._replace(text=f"Then {DEMAND.text}")))
        assert row.report.publisher == "The Orrery"


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "count"),
        [
            (Filters(by="Keth"), 3),  # the meeting is by Keth too, and mutual
            (Filters(by="Belmaria"), 0),
            (Filters(to="Belmaria"), 1),
            (Filters(type="CONSULT"), 2),
            (Filters(publisher="Gazette"), 0),
            (Filters(since="2031-06"), 0),
            (Filters(until="2031-05"), 3),
            (Filters(limit=1), 1),
        ],
    )
    def test_moves(self, store: RecordStore, filters: Filters, count: int) -> None:
        rows = asked(store, report("2031-05-02", "The Orrery", DEMAND, MET), filters=filters)
        assert len(rows) == count

    def test_what_makes_no_sense(self, store: RecordStore) -> None:
        with pytest.raises(UsageError) as caught:
            asked(store, filters=Filters(kind="person"))
        assert caught.value.number == 501
