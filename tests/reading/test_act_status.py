"""The status of an act where words in its sentence set the model right."""

import pytest

from onrecord.document.compose import Known, compose
from onrecord.reading.reader import ModelReader
from tests.reading.model.made import Done, MadeEncoder


def status(text: str, trigger: str, told: str, published: str | None = None, **parts: list[str]) -> str:
    done: Done = {"trigger": trigger, "type": "REJECT", "by": ["Norlund"], "status": told, **parts}
    (move,) = ModelReader(MadeEncoder(text, [], done=[done])).read(compose(text, Known(published=published))).moves
    return move.status


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("Norlund not only snubbed the envoys but left.", "denied", "happened"),
        ("Norlund never snubbed the envoys.", "denied", "denied"),
        ("No guards of Norlund snubbed the envoys.", "happened", "denied"),
        ("Norlund admits having snubbed the envoys.", "denied", "happened"),
        ("It was not clear whether Norlund had snubbed the envoys.", "happened", "unknown"),
        ("The league neither confirmed nor denied that Norlund had snubbed the envoys.", "denied", "unknown"),
        ("Has Norlund snubbed the envoys?", "happened", "unknown"),
        ("The league knew that Norlund had snubbed the envoys.", "happened", "happened"),
    ],
)
def test_words_in_the_sentence_go_before_the_model(text: str, told: str, meant: str) -> None:
    assert status(text, "snubbed", told) == meant


def test_what_is_planned_on_a_condition_is_conditional() -> None:
    text = "Norlund will snub the envoys if the road stays shut."
    assert status(text, "snub", "planned", conditions=["the road stays shut"]) == "conditional"
    assert status(text, "snub", "planned") == "planned"


@pytest.mark.parametrize(("when", "meant"), [("in 1982", "historical"), ("two years ago", "historical"),
                                             ("on Friday", "happened")])  # fmt: skip
def test_in_a_report_without_a_date_years_are_past(when: str, meant: str) -> None:
    text = f"Norlund snubbed the envoys {when}."
    assert status(text, "snubbed", "happened", when=[when.removeprefix("in ").removeprefix("on ")]) == meant


def test_where_it_happened_is_no_condition() -> None:
    text = "Norlund snubbed the envoys, in the version of Carrow."
    done: Done = {"trigger": "snubbed", "type": "REJECT", "by": ["Norlund"], "conditions": ["in the version of Carrow"]}
    (move,) = ModelReader(MadeEncoder(text, [], done=[done])).read(compose(text, Known())).moves
    assert move.conditions == ()
