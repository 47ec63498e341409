import json
from pathlib import Path

import pytest

from onrecord.errors import EvaluateError
from onrecord.evaluate.gold import GoldReport
from onrecord.evaluate.run import labelled
from onrecord.evaluate.stories import read_gold, score
from onrecord.record.parts import Record
from tests.made_stories import all_reports


def gold(record: Record, story: str | None) -> tuple[GoldReport, Record]:
    return GoldReport(id=str(record.report.given_id), text=record.report.text, story=story), record


def happening(record: Record) -> str:
    return str(record.report.given_id).partition("-")[0]


def test_stories_that_come_out_as_in_gold() -> None:
    b3, exact = score(gold(record, happening(record)) for record in all_reports())
    assert (b3.name, b3.value, b3.precision, b3.recall, b3.gold) == ("b3", 1, 1, 1, 12)
    assert (exact.name, exact.value, exact.found, exact.predicted, exact.gold) == ("stories", 1, 4, 4, 4)


def test_what_gold_takes_together_and_is_found_apart_costs_recall() -> None:
    both = {"ossel": "dams", "dravel": "dams"}
    b3, exact = score(gold(r, both.get(happening(r), happening(r))) for r in all_reports())
    assert (b3.precision, b3.recall) == (1, pytest.approx((6 * 0.5 + 6) / 12))
    assert (exact.found, exact.predicted, exact.gold) == (2, 4, 3)


def test_what_gold_keeps_apart_and_is_found_together_costs_precision() -> None:
    b3, _ = score(gold(r, str(r.report.given_id)) for r in all_reports())
    assert (b3.precision, b3.recall) == (pytest.approx(1 / 3), 1)


def test_reports_without_a_story_are_not_scored() -> None:
    b3, exact = score(gold(r, None if happening(r) == "swap" else happening(r)) for r in all_reports())
    assert (b3.gold, exact.gold, exact.predicted) == (9, 3, 3)


def test_a_file_may_hold_other_labels_in_forms_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    entry = {"id": 1, "text": "Talks fail.", "story": "a", "date": "2031-05-04", "events": [{"span": [0, 5]}]}
    path.write_text(json.dumps(entry) + "\n\n", "utf-8")
    (report,) = read_gold(str(path))
    assert (report.id, report.story, report.date, report.events) == (1, "a", "2031-05-04", None)


@pytest.mark.parametrize(
    ("line", "number"), [("{", 603), ('{"id": 1}', 604), ('{"id": 1, "text": "a", "story": []}', 604), ("", 607)]
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, number: int) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{line}\n", "utf-8")
    with pytest.raises(EvaluateError) as error:
        read_gold(str(path))
    assert error.value.number == number


def test_gold_without_stories_cannot_be_scored() -> None:
    with pytest.raises(EvaluateError) as error:
        labelled("stories", [GoldReport(id=1, text="Talks fail.")], "gold.jsonl")
    assert error.value.number == 608
