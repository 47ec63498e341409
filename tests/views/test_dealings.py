"""The moves behind the pairs of a network."""

from collections.abc import Iterator

import pytest

from onrecord.errors import UsageError
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.dealings import PairOf, dealings
from onrecord.views.network import NetworkRow, network
from tests.telling import Line, report

DEMAND = Line("Keth demanded the tanker from Belmaria.", "REQUEST", "demanded", by=("Keth",), to=("Belmaria",))
THREAT = Line("Keth threatened Belmaria.", "THREATEN", "threatened", by=("Keth",), to=("Belmaria",))
SHUT = Line("Keth shut the bridge to Belmaria.", "COERCE", "shut", by=("Keth",), to=("Belmaria",))
REFUSAL = Line("Belmaria refused Keth the tanker.", "REJECT", "refused", by=("Belmaria",), to=("Keth",))
MET = Line("Keth and Lusonda met at Varn.", "CONSULT", "met", by=("Keth", "Lusonda"), mutual=True)
DENIED = Line("Keth never shelled Belmaria.", "ASSAULT", "shelled", by=("Keth",), to=("Belmaria",), status="denied")


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add(
            [
                Filing(report("2031-05-03", "The Orrery", DEMAND, SHUT, REFUSAL, DENIED)),
                Filing(report("2031-05-02", "The Courier", THREAT, MET)),
            ]
        )
        yield opened


def pair(store: RecordStore, actor: str, to: str, quad: str) -> NetworkRow:
    return next(row for row in network(store, Filters()) if (row.actor, row.to, row.quad) == (actor, to, quad))


def told(store: RecordStore, **asked: str) -> list[str]:
    return [row.passage for row in dealings(store, Filters(), **asked)]


class TestPair:
    def test_one_class_as_the_network_counts_it(self, store: RecordStore) -> None:
        for row in network(store, Filters()):
            found = told(store, pair=str(PairOf(row.actor_id, row.to_id, row.quad)))
            assert len(found) == row.moves
            assert found[0] == row.passage

    def test_all_classes_first_told_first_without_what_is_denied(self, store: RecordStore) -> None:
        row = pair(store, "Keth", "Belmaria", "material-conflict")
        found = told(store, pair=f"{row.actor_id},{row.to_id}")
        assert found == [THREAT.text, DEMAND.text, SHUT.text]

    @pytest.mark.parametrize("text", ["", "i-1", ",i-2", "i-1,i-2,love", "i-1,i-2,verbal-conflict,x"])
    def test_none(self, store: RecordStore, text: str) -> None:
        with pytest.raises(UsageError) as caught:
            told(store, pair=text)
        assert caught.value.number == 532


class TestActor:
    def test_at_either_end(self, store: RecordStore) -> None:
        keth = pair(store, "Keth", "Belmaria", "material-conflict").actor_id
        assert told(store, actor=keth) == [THREAT.text, MET.text, DEMAND.text, SHUT.text, REFUSAL.text]
        lusonda = pair(store, "Lusonda", "Keth", "verbal-cooperation").actor_id
        assert told(store, actor=lusonda) == [MET.text]

    def test_only_its_pairs(self, store: RecordStore) -> None:
        lusonda = pair(store, "Lusonda", "Keth", "verbal-cooperation").actor_id
        rows = network(store, Filters(), lusonda)
        assert [(row.actor, row.to) for row in rows] == [("Keth", "Lusonda"), ("Lusonda", "Keth")]

    def test_filters_hold(self, store: RecordStore) -> None:
        keth = pair(store, "Keth", "Belmaria", "material-conflict").actor_id
        rows = dealings(store, Filters(type="REQUEST", limit=5), actor=keth)
        assert [row.passage for row in rows] == [DEMAND.text]
