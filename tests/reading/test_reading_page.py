"""docs/reading.md: its table of rules is true, and so is the chance from which acts are kept."""

from pathlib import Path

import pytest

from onrecord.reading.modelled_moves import KEPT
from onrecord.reading.statements import scores
from tests.reading.sayings import found

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("## The rules")[1].splitlines()
    if line.startswith("| `")
]


@pytest.mark.parametrize(("rule", "example", "content"), ROWS, ids=[row[0] for row in ROWS])
def test_each_rule_finds_its_example(rule: str, example: str, content: str) -> None:
    hits = found(example.replace(" / ", "\n"))
    assert [" … ".join(hit.content) for hit in hits if hit.rule == rule.strip("`")] == [content]


def test_every_scored_rule_is_on_the_page() -> None:
    assert {row[0].strip("`") for row in ROWS} | {"other"} == set(scores())


def test_the_chance_from_which_acts_are_kept_is_on_the_page() -> None:
    assert f"kept from a chance of {KEPT} on" in PAGE
