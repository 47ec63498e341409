"""What a paper has to say of a record: every figure against the record it is of."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from evals.measured import PLACE, shipped
from evals.quality import MEASURED, load
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.exchange.methods_text import paragraphs
from onrecord.record.parts import ReaderInfo
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.totals import Count, Days, ReaderCount
from onrecord.version import __version__
from onrecord.views import methods as view
from onrecord.views.measured import Figure, Measured, measured
from onrecord.views.methods import Methods, inside, methods
from tests.made import talks
from tests.store.test_corrections import ask

OTHER = ReaderInfo(onrecord="0.0.9", models={"attribution-en": "f" * 64, "rules-en": "1", 'a","report":{': "2"})
FIGURES = Measured(
    set="Varn dev",
    about="invented",
    size=3,
    unit="reports",
    words=1200,
    measured="2031-05-20",
    version="0.1.0",
    models={"rules-en": "1"},
    figures=(Figure(label="moves", what="F1", value=0.5, interval=(0.25, 0.755), of=44),),
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordStore]:
    """Four reports of two readers: one, its copy, one in Ketish by an outlet with an evil name, one without a date."""
    monkeypatch.setattr(view, "measured", lambda: (FIGURES,))
    far = talks("talks-3", "2032-01-02T10:00:00Z", "Evil\nName\u202e")
    given = [
        talks(),
        talks("talks-2", "2031-05-13", "The Echo"),
        replace(far, reader=OTHER, report=replace(far.report, language="kt", retrieved="2032-01-03T00:00:00Z")),
        talks("talks-4", None, None),
    ]
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        store.add([Filing(record) for record in given])
        yield store


def test_counts_are_those_of_the_records(store: RecordStore) -> None:
    found = methods(store)
    records = list(store.records())
    statements = [s for r in records for s in r.statements]
    assert found.reports == len(records) == 4
    assert sum(one.count for one in found.statements) == len(statements)
    assert {one.value: one.count for one in found.statements} == {
        kind: sum(s.kind == kind for s in statements) for kind in ("direct", "indirect")
    }
    assert found.unattributed == sum(s.unattributed for s in statements) > 0
    for counts, name in ((found.move_types, "type"), (found.move_statuses, "status"), (found.move_layers, "layer")):
        values = [getattr(m, name) for r in records for m in r.moves]
        assert {one.value: one.count for one in counts} == {value: values.count(value) for value in values}
    assert found.published == Days("2031-05-13", "2032-01-02", 3)
    assert found.retrieved == Days("2032-01-03", "2032-01-03", 1)
    assert (found.outlets, found.unnamed) == (3, 1)
    assert sum(one.count for one in found.copies) == len(store.copies_of(None)) >= 1
    assert found.actors == len(list(store.find_actors(Filters()))) > 0


def test_each_reader_is_named_with_its_reports(store: RecordStore) -> None:
    readers = store.reports.totals().readers
    assert readers == (ReaderCount("0.1.0", {"rules-en": "1"}, 3), ReaderCount(OTHER.onrecord, OTHER.models, 1))
    text = "\n".join(paragraphs(methods(store)))
    assert "read by 2 readers: onrecord 0.1.0 (rules-en 1) 3; onrecord 0.0.9 (" in text
    assert f"attribution-en {'f' * 12}," in text


def test_figures_are_printed_for_the_reader_they_are_of_alone(store: RecordStore) -> None:
    found = methods(store)
    assert [one.measured for one in found.readers] == [True, False]
    text = "\n".join(paragraphs(found))
    assert f"onrecord {__version__} brings no figures for onrecord 0.0.9 (" in text
    assert "On Varn dev (invented; 3 reports, 1,200 words; measured 2031-05-20 with onrecord 0.1.0): " in text
    assert "moves F1 50.0 % (44 labelled, 95 % interval 25.0 to 75.5)." in text


@pytest.mark.parametrize(
    ("version", "models", "are"),
    [
        ("0.1.0", {"rules-en": "1"}, True),
        ("0.1.0", {"rules-en": "1", "actors": "9"}, True),
        ("0.1.0", {"rules-en": "2"}, False),
        ("0.1.0", {}, False),
        ("0.2.0", {"rules-en": "1"}, False),
    ],
)
def test_another_version_or_model_was_not_measured(version: str, models: dict[str, str], are: bool) -> None:
    assert FIGURES.are_of(version, models) is are


def test_figures_of_models_that_were_not_noted_are_of_no_reader() -> None:
    assert not replace(FIGURES, models={}).are_of("0.1.0", {"rules-en": "1"})


def test_corrections_are_counted_as_they_stand(store: RecordStore) -> None:
    store.correct("talks-1", ask("m1", status=["denied"]))
    store.correct("talks-1", replace(ask("m2", action="accept"), author="B. Corr", made="2031-06-03T10:00:00Z"))
    (gone,) = store.correct(
        "talks-3", replace(ask("s1", action="reject"), author="C. Penn", made="2031-06-09T10:00:00Z")
    )
    store.undo(gone.number, "C. Penn")
    hand = methods(store).by_hand
    assert (hand.stand, hand.people, hand.reports, hand.undone, hand.detached) == (2, 2, 1, 1, 0)
    assert hand.actions == (Count("accept", 1), Count("set", 1))
    assert (hand.first, hand.last) == ("2031-06-01", "2031-06-03")
    text = "\n".join(paragraphs(methods(store)))
    assert (
        "2 corrections by hand (accept 1, set 1) on 1 report by 2 people, made from 2031-06-01 to 2031-06-03." in text
    )


def test_outlets_are_cut_and_their_names_are_text_alone(store: RecordStore) -> None:
    reports = next(paragraphs(methods(store, 1)))
    assert "\n" not in reports
    assert "\u202e" not in reports
    assert "4 reports of 3 outlets (Evil Name\\u202e 1, 2 others 2; 1 without an outlet)." in reports
    assert "Published from 2031-05-13 to 2032-01-02; 1 is undated." in reports
    with pytest.raises(UsageError, match="E504"):
        methods(store, 0)


def test_an_empty_record_says_so(tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "empty.duckdb") as store:
        lines = list(paragraphs(methods(store)))
    assert lines[0] == "Reports. The record holds no reports."
    assert [line.partition(".")[0] for line in lines] == ["Reports", "Inside", "Cite"]


def test_it_survives_json(store: RecordStore) -> None:
    found = methods(store)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Methods) == found


class TestWhatShips:
    def test_it_is_what_was_measured(self) -> None:
        """The package's figures are those of the quality page: written by one command, neither by hand."""
        assert msgspec.json.decode(PLACE.read_bytes(), type=tuple[Measured, ...]) == shipped(load(MEASURED))

    def test_it_holds_statements_and_moves(self) -> None:
        labels = {figure.label for one in measured() for figure in one.figures}
        assert {"statements with their source", "moves by type", "status of the moves found"} <= labels

    def test_what_others_made_is_in_the_notices(self) -> None:
        root = Path(__file__).parents[2]
        weights = root / "src" / "onrecord" / "reading" / "model" / "weights" / "NOTICE"
        notices = (root / "NOTICE").read_text("utf-8") + weights.read_text("utf-8")
        assert [one.work for one in inside() if one.work.split(" ")[0].rstrip(",") not in notices] == []
