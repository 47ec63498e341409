"""Krippendorff's alpha against the worked examples of his paper of 2011."""

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from onrecord.evaluate.alpha import alpha_of, coincidences

# Computing Krippendorff's Alpha-Reliability (2011): the data of sections A, B and C, one line a coder, "." is missing.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(coders: Sequence[str]) -> list[list[str]]:
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(("coders", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_the_worked_examples(coders: Sequence[str], alpha: float) -> None:
    found = alpha_of(coincidences(units(coders)))
    assert found is not None
    assert round(found, 3) == alpha


def test_full_agreement_is_one_and_one_value_alone_says_nothing() -> None:
    assert alpha_of(coincidences([("a", "a"), ("b", "b")])) == 1
    assert alpha_of(coincidences([("a", "a"), ("a", "a")])) is None
    assert alpha_of(coincidences([("a",), ()])) is None


def by_definition(units: Sequence[Sequence[str]]) -> float:
    """One less the disagreement within units by that among all values, pair by pair."""
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    within = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in paired) / len(values)
    among = sum(a != b for a, b in permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - within / among


def test_alpha_is_that_of_its_definition_whatever_the_units() -> None:
    chance = random.Random(2)
    for _ in range(200):
        drawn = [chance.choices("abc", k=chance.randrange(5)) for _ in range(chance.randrange(3, 15))]
        found = alpha_of(coincidences(drawn))
        if found is not None:
            assert found == pytest.approx(by_definition(drawn))
