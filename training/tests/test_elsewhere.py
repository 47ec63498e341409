"""The labels on the texts of others hold together by themselves; the texts are not in the project."""
# ruff: noqa: D103 - the names of the tests say what they hold

import json
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.record.vocabulary import QUADS
from training import elsewhere
from training.agree import agreement, twice_marked
from training.elsewhere import Excerpt, excerpts, faults, records
from training.moves import Labelled

TEXT = "Orsk said no.\nThe guild of Tarn left Orsk on Monday."


def test_no_excerpt_has_a_fault() -> None:
    assert [
        fault for labels in (elsewhere.LABELS, elsewhere.SECOND) for e in excerpts(labels=labels) for fault in faults(e)
    ] == []


def test_no_two_excerpts_overlap() -> None:
    bounds = sorted((one.corpus, one.ident, one.start, one.end) for one in excerpts())
    assert [a for a, b in pairwise(bounds) if a[:2] == b[:2] and b[2] < a[3]] == []


def test_every_type_is_there_and_much_without_an_act() -> None:
    found = excerpts()
    assert {act.type for one in found for act in one.acts} == set(QUADS)
    assert sum(not one.acts for one in found) > len(found) / 8
    assert len(excerpts("train")) + len(excerpts("dev")) == len(found)


def test_a_second_labelling_agrees() -> None:
    measures = agreement(twice_marked())
    assert measures["items"] >= 100
    assert measures["found"] > 80
    assert measures["type"] > 90


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """Labels of the second paragraph of a text; the text stands in the folder of data where they lie."""
    (tmp_path / "polnear").mkdir()
    text = {"id": "one", "text": TEXT, "attributions": []}
    (tmp_path / "polnear" / "train.jsonl").write_text(json.dumps(text) + "\n", encoding="utf-8")
    labels = tmp_path / "labels.jsonl"
    act = {"type": "RETREAT", "mode": "withdraw", "status": "happened", "both": False, "spans": {"trigger": [[18, 22]]}}
    line = {"corpus": "polnear", "id": "one", "start": 14, "end": len(TEXT), "acts": [act]}
    labels.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return labels


def test_an_excerpt_is_read_from_its_text(labels: Path) -> None:
    (record,) = records(labels.parent, "train", labels=labels)
    assert record["text"] == TEXT[14:]
    (act,) = record["moves"]
    ((start, end),) = act.spans["trigger"]
    assert record["text"][start:end] == "left"


def test_without_the_texts_there_is_nothing_to_read(labels: Path) -> None:
    assert list(records(labels.parent / "elsewhere", "train", labels=labels)) == []
    assert list(records(labels.parent, "train", ["polnear"], labels)) == []


def test_faults_are_told() -> None:
    act = Labelled("RETREAT", "left", "happened", None, None, False, {"trigger": [(4, 60)]})
    found = list(faults(Excerpt("polnear", "one", 14, 52, (act,)), TEXT))
    assert len(found) == 2
