"""Conditions on an act, alternatives kept apart."""

import pytest

from tests.reading.moved import read

CASES = [
    (
        "The strike was called off on the condition that the dockers could keep their berths or move to the yards "
        "of Lomenia without a fine.",
        ["keep their berths", "move to the yards of Lomenia without a fine"],
    ),
    ("The rebels released the crew in exchange for fuel.", ["fuel"]),
    ("The rebels released the crew in exchange for fuel or cash.", ["fuel", "cash"]),
    ("The union threatened to strike unless the mayor resigned.", ["the mayor resigned"]),
    ("If the army leaves the valley, the rebels will free the crew.", ["the army leaves the valley"]),
    ("Ostmark may lift the ban provided that the ferry returns.", ["the ferry returns"]),
]


@pytest.mark.parametrize(("text", "conditions"), CASES)
def test_conditions_belong_to_the_act(text: str, conditions: list[str]) -> None:
    assert read(text)[-1 if text.startswith("If") else 0].conditions == conditions


def test_anonymity_is_no_condition() -> None:
    found = read("The envoy accused Veltia of theft, speaking on condition of anonymity.")
    assert [move.conditions for move in found] == [[]]


def test_an_if_clause_of_somebody_else_is_not_taken() -> None:
    found = read("Police arrested the editor. Nobody knows if he will return.")
    assert [move.conditions for move in found] == [[]]
