"""The benchmarks measure what they say: every stage is met, and what is written is what was measured."""

from pathlib import Path
from time import process_time

import pytest
from evals.bench import page, stages
from evals.bench.cost import basis, cost
from evals.bench.texts import of_length, unlike
from evals.bench.timing import Clock


def test_every_stage_of_the_product_is_met() -> None:
    """A stage that a function no longer passes through would read nothing, and cost nothing."""
    (row,) = stages.measured(rounds=1, words=300, lengths={"short": 100})
    assert row["words"] == 300
    assert {stage for stage, seconds in row["seconds"].items() if seconds <= 0} == set()
    assert list(row["seconds"]) == list(stages.STAGES)
    assert row["seconds"]["encoder"] > row["seconds"]["record"]


def test_the_clock_counts_what_is_inside_once() -> None:
    class Worked:
        @staticmethod
        def inner() -> None:
            _work()

        @classmethod
        def outer(cls) -> None:
            _work()
            cls.inner()

    clock = Clock()
    before = Worked.inner
    began = process_time()
    with clock.wrapped((Worked, "inner", "inner"), (Worked, "outer", "outer")):
        Worked.outer()
    whole = process_time() - began
    assert Worked.inner is before
    assert clock.seconds["inner"] > 0
    assert clock.seconds["outer"] > 0
    assert sum(clock.seconds.values()) <= whole


def _work() -> None:
    began = process_time()
    while process_time() - began < 0.01:
        pass


@pytest.mark.parametrize("words", [100, 2_000, 10_000])
def test_texts_are_as_long_as_asked(words: int) -> None:
    assert [len(text.split()) for text in of_length(words, words)] == [words]


def test_reports_are_unlike_one_another_and_the_same_every_time() -> None:
    some = list(unlike(50, 40))
    assert some == list(unlike(50, 40))
    assert len({one["text"] for one in some}) == 50
    assert all(40 <= len(one["text"].split()) < 120 for one in some)


SCALE = [
    {"reports": n, "words_each": w, "cpu": n * (0.01 + 0.0002 * w + grown), "bytes": n * (1000 + 10 * w)}
    for n, w, grown in ((1_000, 40, 0), (10_000, 40, 0), (10_000, 150, 0), (100_000, 40, 0.002))
]
WORKERS = [{"command": "add", "ratio": 1.8}]


def test_costs_come_back_as_they_were_put_in() -> None:
    of = basis(SCALE, WORKERS)
    assert of is not None
    assert (of.second_a_word, of.second_a_report) == (pytest.approx(0.0002), pytest.approx(0.01))
    assert (of.growth, of.at) == (pytest.approx(0.002), 10_000)
    assert (of.bytes_a_word, of.bytes_a_report) == (pytest.approx(10), pytest.approx(1000))
    million = cost(of, 1_000_000)
    assert million.reading == pytest.approx(1_000_000 * 500 * 0.0002 / 3600)
    assert million.keeping == pytest.approx(1_000_000 * (0.01 + 2 * 0.002) / 3600)
    assert million.wall[2] == pytest.approx((million.reading + million.keeping) / 1.8)
    assert million.wall[64] == pytest.approx(million.keeping)


def test_too_little_gives_no_costs() -> None:
    assert basis(SCALE[:2], WORKERS) is None
    assert basis(SCALE, []) is None


def test_the_page_holds_what_was_measured(tmp_path: Path) -> None:
    (tool, other) = ({"pace": 4321, "most_mib": 180}, {"pace": 5678, "most_mib": 160})
    row = {"length": "short", "words_each": 100, "measured": "2031-05-14", "tools": {"onrecord": tool, "spaCy": other}}
    page.write({"machine": "A machine", "version": "0.1.0", "length": [row]}, tmp_path)
    text = (tmp_path / "bench.md").read_text("utf-8")
    assert "| short (100 words) | 4,321 | 5,678 | 180 | 160 |" in text
    assert "spaCy 5,678" in (tmp_path / "bench-pace.svg").read_text("utf-8")
    assert "million" not in text
