"""The timeline over records made by hand, on its three clocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.timeline import DATED
from onrecord.views.timeline import dates, lanes, timeline
from tests.made import talks
from tests.telling import Line, report

SHUT = Line("Keth shut the bridge.", "COERCE", "shut", by=("Keth",), when="2031-05-01")
SEIZED = Line("Keth seized a tanker.", "COERCE", "seized", by=("Keth",), when="2030")
DENIED = Line("Belmaria had no talks.", "CONSULT", "talks", by=("Belmaria",), status="denied")
SAID = Line(
    "Belmaria said Keth shot at a ferry.",
    "ASSAULT",
    "shot",
    by=("Keth",),
    says="Belmaria",
    heard="Keth shot at a ferry",
    when="2031-05-03",
)


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add(
            [
                Filing(report("2031-05-04", "The Orrery", SHUT, DENIED)),
                Filing(report("2031-05-02", "The Courier", SEIZED)),
                Filing(report(None, "The Gazette", SAID)),
            ]
        )
        yield opened


def on(store: RecordStore, clock: str, filters: Filters | None = None) -> list[tuple[str | None, str | None, str]]:
    return [(row.when, row.actor, row.kind) for row in timeline(store, filters or Filters(), clock)]


class TestClocks:
    def test_when_it_happened_with_what_has_no_date_last(self, store: RecordStore) -> None:
        assert on(store, "happened") == [
            ("2030", "Keth", "COERCE"),
            ("2031-05-01", "Keth", "COERCE"),
            ("2031-05-03", "Keth", "ASSAULT"),
            (None, "Belmaria", "CONSULT"),
        ]

    def test_when_it_was_said_holds_statements_too(self, store: RecordStore) -> None:
        assert on(store, "said")[:2] == [("2031-05-03", "Keth", "ASSAULT"), ("2031-05-03", "Belmaria", "indirect")]
        assert [when for when, _, _ in on(store, "said")[2:]] == [None] * 3

    def test_when_it_was_published(self, store: RecordStore) -> None:
        assert [when for when, _, _ in on(store, "published")] == [
            "2031-05-02",
            "2031-05-04",
            "2031-05-04",
            None,
            None,
        ]

    @pytest.mark.parametrize("ask", [lambda s: list(timeline(s, Filters(), "told")), lambda s: lanes(s, Filters(), "")])
    def test_no_other_clock(self, store: RecordStore, ask: object) -> None:
        with pytest.raises(UsageError) as caught:
            ask(store)  # type: ignore[operator]
        assert caught.value.number == 532


class TestRows:
    def test_a_year_stays_a_year(self, store: RecordStore) -> None:
        first = next(timeline(store, Filters()))
        assert (first.when, first.precision) == ("2030", "year")

    def test_what_a_row_says(self, store: RecordStore) -> None:
        row = next(row for row in timeline(store, Filters(), "said") if row.kind == "ASSAULT")
        assert (row.entry, row.status, row.layer, row.source) == ("move", "happened", "reported", "Belmaria")
        assert (row.passage, row.report.publisher, row.clock) == (SAID.text, "The Gazette", "said")
        assert row.occurrence is not None
        assert SAID.text[slice(*row.span)] == row.passage

    def test_the_same_actor_has_the_same_id(self, store: RecordStore) -> None:
        ids = {row.actor_id for row in timeline(store, Filters()) if row.actor == "Keth"}
        assert len(ids) == 1
        assert None not in ids

    def test_entries_of_a_copy_name_its_origin(self, tmp_path: Path) -> None:
        with RecordStore.open(tmp_path / "copies.duckdb") as store:
            wire, copy = talks("1", "2031-05-14", "Orrery Wire"), talks("2", "2031-05-15", "The Courier")
            store.add([Filing(wire), Filing(copy)])
            rows = list(timeline(store, Filters(), "published"))
            assert {(row.report.publisher, row.copy_of) for row in rows} == {
                ("Orrery Wire", None),
                ("The Courier", wire.report.id),
            }
            alone = sum(row.actor == "Šárka Ilvane" for row in rows) // 2
            assert {lane.actor: lane.count for lane in lanes(store, Filters(), "published")}["Šárka Ilvane"] == alone


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "count"),
        [
            (Filters(by="Keth"), 3),
            (Filters(type="COERCE"), 2),
            (Filters(status="denied"), 1),
            (Filters(source="Belmaria"), 1),
            (Filters(publisher="Courier"), 1),
            (Filters(since="2031-05-02"), 1),
            (Filters(until="2031-05-02"), 2),
            (Filters(until="2030"), 1),
            (Filters(limit=2), 2),
            (Filters(about="ferry"), 1),
            (Filters(by="Lusonda"), 0),
        ],
    )
    def test_moves(self, store: RecordStore, filters: Filters, count: int) -> None:
        assert len(on(store, "happened", filters)) == count

    def test_statements_have_no_type(self, store: RecordStore) -> None:
        assert {kind for _, _, kind in on(store, "published", Filters(type="ASSAULT"))} == {"ASSAULT"}
        assert "indirect" in {kind for _, _, kind in on(store, "published")}

    def test_days_are_those_of_the_clock(self, store: RecordStore) -> None:
        assert [kind for _, _, kind in on(store, "published", Filters(since="2031-05-03"))] == ["COERCE", "CONSULT"]

    def test_what_makes_no_sense(self, store: RecordStore) -> None:
        with pytest.raises(UsageError) as caught:
            list(timeline(store, Filters(kind="direct")))
        assert caught.value.number == 501


class TestLanes:
    def test_busiest_first_each_with_its_days(self, store: RecordStore) -> None:
        (keth,) = lanes(store, Filters())
        assert (keth.actor, keth.count) == ("Keth", 3)
        assert keth.bins == (("2030", 1), ("2031-05-01", 1), ("2031-05-03", 1))
        assert keth.actor_id == next(timeline(store, Filters())).actor_id

    def test_they_count_what_the_filters_leave(self, store: RecordStore) -> None:
        assert lanes(store, Filters(limit=1))[0].bins == (("2030", 1),)
        assert [lane.actor for lane in lanes(store, Filters(by="Belmaria"), "published")] == ["Belmaria"]
        assert lanes(store, Filters(by="Lusonda")) == ()
        assert len(lanes(store, Filters(), "published", most=1)) == 1

    def test_many_days_are_counted_by_month(self, tmp_path: Path) -> None:
        days = [f"2031-0{month}-{day:02}" for month in (1, 2, 3) for day in range(1, 26)]
        lines = [SHUT._replace(text=f"Keth shut the bridge, {n}.", when=day) for n, day in enumerate(days)]
        with RecordStore.open(tmp_path / "days.duckdb") as store:
            store.add([Filing(report("2031-05-04", "The Orrery", *lines))])
            (keth,) = lanes(store, Filters())
        assert keth.bins == (("2031-01", 25), ("2031-02", 25), ("2031-03", 25))


class TestDates:
    def test_counts_what_stands_where(self, tmp_path: Path) -> None:
        never = Line("Keth fired at a ferry.", "ASSAULT", "fired", by=("Keth",), when="2031-02-30")
        month = Line("Keth fired at a barge.", "ASSAULT", "fired", by=("Keth",), when="2031-02")
        with RecordStore.open(tmp_path / "dates.duckdb") as opened:
            opened.add([Filing(report("2031-05-04", "The Orrery", SHUT, SEIZED, DENIED, never, month))])
            found = dates(opened, Filters())
            assert found.days == (("2030", 1), ("2031-02", 1), ("2031-05-01", 1))
            assert (found.dated, found.undated, found.impossible, found.copies) == (3, 1, 1, 0)
            by = {one: [row.when for row in timeline(opened, Filters(), dated=one)] for one in DATED}
            assert by == {
                "dated": ["2030", "2031-02", "2031-05-01"],
                "undated": [None],
                "impossible": ["2031-02-30"],
            }
            # What no calendar has stands on no line.
            assert all(at != "2031-02-30" for lane in lanes(opened, Filters()) for at, _ in lane.bins)

    def test_copies_count_once(self, tmp_path: Path) -> None:
        body = tuple(
            Line(f"Keth sent envoy {n} to the bridge at Varn.", "CONSULT", "sent", by=("Keth",), when="2031-05-01")
            for n in range(20)
        )
        with RecordStore.open(tmp_path / "copies.duckdb") as opened:
            opened.add([Filing(report("2031-05-04", paper, *body, title=paper)) for paper in ("Orrery", "Courier")])
            found = dates(opened, Filters())
            assert (found.days, found.dated, found.copies) == ((("2031-05-01", 20),), 40, 20)

    def test_nothing_else_can_be_asked(self, store: RecordStore) -> None:
        with pytest.raises(UsageError) as caught:
            list(timeline(store, Filters(), dated="some"))
        assert caught.value.number == 532
