from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.asking import NameFound, RoleFound
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import actors
from onrecord.views.moves import moves
from onrecord.views.statements import statements
from onrecord.views.tally import tally
from tests.made import TALKS, talks


@pytest.fixture(scope="module")
def store(shared: str) -> Iterator[RecordStore]:
    path = shared
    with RecordStore.open(path) as opened:
        opened.add(
            [
                Filing(talks("late", "2031-06-02", "Varn Courier")),
                Filing(talks("undated", None, None)),
                Filing(talks("early", "2031-05-14", "The Orrery")),
            ]
        )
        yield opened


def _statements(store: RecordStore, **filters: str) -> list[str]:
    return [f"{s.report.given_id} {s.id}" for s in statements(store, Filters(**filters))]  # type: ignore[arg-type]


def _moves(store: RecordStore, **filters: str) -> list[str]:
    return [f"{m.report.given_id} {m.id}" for m in moves(store, Filters(**filters))]  # type: ignore[arg-type]


def _actors(store: RecordStore, **filters: str) -> list[str]:
    return [a.name for a in actors(store, Filters(**filters))]  # type: ignore[arg-type]


def test_a_statement_row_holds_its_words_and_its_report(store: RecordStore) -> None:
    row = next(statements(store, Filters()))
    assert (row.said, row.source, row.cue, row.content) == ("2031-05-13", "Šárka Ilvane", "said", "“We will not sign.”")
    assert row.source_as_written == "Foreign Minister Šárka Ilvane of Keth"
    assert (row.kind, row.layer, row.unattributed, row.score) == ("direct", "own_words", False, 0.9)
    assert (row.report.publisher, row.report.published, row.report.given_id) == ("The Orrery", "2031-05-14", "early")
    assert row.passage == TALKS[slice(*row.span)]
    assert row.passage.startswith("Foreign Minister")
    assert row.passage.endswith("“We will not sign.”")
    assert [TALKS[a:b] for a, b in row.content_spans] == [row.content]


def test_an_unattributed_statement_says_so(store: RecordStore) -> None:
    row = next(statements(store, Filters(about="shots")))
    assert (row.source, row.unattributed, row.cue) == (None, True, "It was said")


def test_a_move_row_holds_parties_voucher_and_conditions(store: RecordStore) -> None:
    demand, agreement, assault = list(moves(store, Filters(publisher="orrery")))
    assert (demand.type, demand.by, demand.to, demand.source) == ("REQUEST", ("Šárka Ilvane",), ("Belmaria",), None)
    assert (demand.layer, demand.vouched_by, demand.where, demand.when) == ("narration", None, "Oranza", "2031-05-13")
    assert (agreement.source, agreement.vouched_by) == ("Tarek Ondal", "s2")
    assert (agreement.status, agreement.conditions) == ("conditional", ("the bridge reopens",))
    assert agreement.passage == TALKS[slice(*agreement.span)]
    assert (assault.by, assault.source, assault.vouched_by) == ((), None, "s3")


def test_oldest_report_first_undated_last(store: RecordStore) -> None:
    assert _statements(store, kind="direct") == ["early s1", "late s1", "undated s1"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"source": "ilvane"}, ["s1"]),
        ({"source": "sarka ILVANE"}, ["s1"]),
        ({"source": "Ilv"}, []),
        ({"source": "foreign minister"}, ["s1"]),
        ({"source": "Ondal Ilvane"}, []),
        ({"source": "?"}, []),
        ({"source": "%"}, []),
        ({"by": "envoy"}, ["s2"]),
        ({"to": "Keth"}, ["s2"]),
        ({"about": "truce bridge"}, ["s2"]),
        ({"about": "truces"}, []),
        ({"layer": "reported"}, ["s2", "s3"]),
        ({"kind": "direct", "about": "sign"}, ["s1"]),
        ({"since": "2031-05-14"}, ["s2", "s3"]),
        ({"until": "2031-05-13"}, ["s1"]),
        ({"since": "2031-05", "until": "2031"}, ["s1", "s2", "s3"]),
        ({"since": "2032"}, []),
    ],
)
def test_filters_of_statements(store: RecordStore, filters: dict[str, str], found: list[str]) -> None:
    assert _statements(store, publisher="the orrery", **filters) == [f"early {one}" for one in found]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"by": "sarka"}, ["m1"]),
        ({"by": "foreign minister"}, ["m1"]),
        ({"to": "belmaria"}, ["m1"]),
        ({"by": "Keth", "to": "belmaria"}, []),
        ({"source": "Ondal"}, ["m2"]),
        ({"type": "agree"}, ["m2"]),
        ({"status": "happened"}, ["m1", "m3"]),
        ({"layer": "narration"}, ["m1"]),
        ({"about": "troops"}, ["m1"]),
        ({"until": "2031-05-13"}, ["m1"]),
    ],
)
def test_filters_of_moves(store: RecordStore, filters: dict[str, str], found: list[str]) -> None:
    assert _moves(store, publisher="orrery", **filters) == [f"early {one}" for one in found]


def test_a_day_of_the_report_stands_in_where_none_is_said(store: RecordStore) -> None:
    assert _statements(store, since="2031-06-02", until="2031-06") == ["late s2", "late s3"]


def test_limit(store: RecordStore) -> None:
    assert len(list(moves(store, Filters(limit=4)))) == 4
    assert len(list(actors(store, Filters(limit=1)))) == 1


def test_actors_of_one_name_stand_together_with_their_counts(store: RecordStore) -> None:
    found = {row.name: row for row in actors(store, Filters())}
    assert set(found) == {"Šárka Ilvane", "Belmaria", "Tarek Ondal", "Keth"}
    ilvane = found["Šárka Ilvane"]
    assert (ilvane.reports, ilvane.mentions, ilvane.statements, ilvane.moves_by, ilvane.moves_to) == (3, 6, 3, 3, 0)
    assert (ilvane.kind, ilvane.sector, ilvane.names) == ("person", "GOV", (NameFound("Šárka Ilvane", 3),))
    assert ilvane.roles == (RoleFound("Foreign Minister", 3, "2031-05-14", "2031-06-02"),)
    assert (ilvane.passage, ilvane.report.given_id) == ("Šárka Ilvane", "early")
    assert found["Belmaria"].moves_to == 3


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"about": "minister"}, ["Šárka Ilvane"]),
        ({"kind": "state"}, ["Keth", "Belmaria"]),
        ({"since": "2031-07"}, []),
        ({"publisher": "courier", "about": "ondal"}, ["Tarek Ondal"]),
    ],
)
def test_filters_of_actors(store: RecordStore, filters: dict[str, str], found: list[str]) -> None:
    assert _actors(store, **filters) == found


def test_many_answers_come_in_order(tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "many.duckdb") as many:
        many.add(Filing(talks(f"{n:03}")) for n in range(150))
        assert _moves(many, type="AGREE") == [f"{n:03} m2" for n in range(150)]
        assert [record.report.given_id for record in many.records()] == [f"{n:03}" for n in range(150)]


def test_a_tally_counts_types_and_makers() -> None:
    counts = tally([talks("a"), talks("b")])
    assert (counts.reports, counts.statements, counts.moves) == (2, 6, 6)
    assert [(t.type, t.count, t.by) for t in counts.types()] == [
        ("AGREE", 2, (("Keth", 2),)),
        ("REQUEST", 2, (("Šárka Ilvane", 2),)),
        ("ASSAULT", 2, ()),
    ]
