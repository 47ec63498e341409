import json
from pathlib import Path

import pytest
from evals.gate import GATED, Floors, compare, gated, load, lowered, save, table
from evals.own import KINDS, data_sha256, score_own
from evals.page import Section, Speed, render
from evals.quality import MEASURED, PAGE
from evals.quality import load as load_measured

from onrecord.evaluate.gold import parse

from .drawn import drawn
from .made_up import actor, move, place, record, statement

TEXT = "Ida Corr said that she refused to talk."


def scores() -> dict[str, float]:
    """The gated measures of a record that holds all of a report but the move's status."""
    mentions = [place(TEXT, "Ida Corr"), place(TEXT, "she")]
    content = place(TEXT, "that she refused to talk")
    label = {
        "id": "one",
        "text": TEXT,
        "attributions": [{"source": [mentions[0]], "cue": [[9, 13]], "content": [content], "actor": "Ida Corr"}],
        "moves": [{"type": "REJECT", "trigger": place(TEXT, "refused"), "by": ["Ida Corr"], "status": "happened"}],
        "noise": [],
        "actors": [{"name": "Ida Corr", "kind": "person", "mentions": mentions}],
    }
    read = record(
        TEXT,
        actors=[actor(1, "Ida Corr", *mentions)],
        statements=[statement(1, (content,), source=(mentions[0],), cue=((9, 13),), actor="a1")],
        moves=[move(1, "REJECT", place(TEXT, "refused"), by=[("a1", mentions[1])], status="denied")],
    )
    return gated(score_own(parse([json.dumps(label).encode()], "made up"), [read]))


def test_every_gated_measure_is_measured() -> None:
    assert set(GATED) == {*KINDS, "moves", "sentences"}  # the last two are asked of sentences
    found = scores()
    assert len(found) == sum(len(GATED[kind]) for kind in KINDS)
    assert (found["attributions attribution all"], found["coreference pronouns all"]) == (1.0, 1.0)
    assert (found["reports moves all"], found["reports status all"], found["status status.macro all"]) == (
        1.0,
        0.0,
        0.0,
    )


def test_a_measure_below_its_floor_does_not_hold() -> None:
    rows = compare({"a all": 0.5, "b all": 0.7, "new all": 0.1}, {"a all": 0.5, "b all": 0.7001, "gone all": 0.2})
    assert {row.measure: row.holds for row in rows} == {
        "a all": True,
        "b all": False,
        "new all": False,
        "gone all": False,
    }
    assert table(rows).count("BELOW") == 3


def test_lowering_is_noticed_measure_by_measure() -> None:
    assert lowered({"a": 0.5, "b": 0.6}, {"a": 0.5, "b": 0.7, "c": 0.0}) == ["b", "c"]


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert load(path) is None
    floors = Floors("f" * 64, 3, {"a all": 0.1234})
    save(path, floors)
    assert load(path) == floors


def test_the_hash_follows_every_text_and_label(tmp_path: Path) -> None:
    (tmp_path / "01-a.txt").write_text("Talks went on.")
    (tmp_path / "01-a.json").write_text("{}")
    first = data_sha256(tmp_path)
    (tmp_path / "notes.md").write_text("not a report")
    assert data_sha256(tmp_path) == first
    (tmp_path / "01-a.json").write_text("{ }")
    assert data_sha256(tmp_path) != first


def test_the_page_says_what_was_measured_when_and_nothing_else() -> None:
    lines, records = drawn(8, 1)
    for line in lines:
        line["actors"] = []
    gold = parse([json.dumps(line).encode() for line in lines], "made up")
    evaluations = tuple(score_own(gold, records))
    own = Section(measured="2031-05-04", version="9.9", machine="a machine", evaluations=evaluations, words=800)
    speed = Speed(words=9000, texts=8, cpu_seconds=2.0, first_words=100, first_wall_seconds=0.5, first_cpu_seconds=0.4)
    page = render({"own": own, "speed": Section(measured="2031-05-04", version="9.9", machine="m", speed=speed)})
    assert "8 reports, 800 words. Measured 2031-05-04 with onrecord 9.9." in page
    assert "**4,500 words per CPU-second**" in page
    assert "PolNeAR dev:" not in page
    value = next(e for e in evaluations if e.kind == "attributions").find("attribution").value
    assert f"| attribution | all | {100 * value:.1f} |" in page


@pytest.mark.parametrize("name", ["polnear", "wikinews"])
def test_dev_sections_stand_beside_the_yardsticks(name: str) -> None:
    lines, records = drawn(8, 1)
    for line in lines:
        line["actors"] = []
    evaluations = score_own(parse([json.dumps(line).encode() for line in lines], "made up"), records)
    section = Section(
        measured="2031-05-04",
        version="9.9",
        machine="m",
        words=9,
        evaluations=tuple(e for e in evaluations if e.kind == "attributions"),
    )
    page = render({name: section})  # type: ignore[dict-item]  # names of sections
    assert "Citron" in page
    assert "9.9" in page


def test_the_published_page_is_what_was_measured() -> None:
    assert PAGE.read_text("utf-8") == render(load_measured(MEASURED))
