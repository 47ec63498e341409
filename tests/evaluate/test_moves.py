from typing import Any

import pytest

from onrecord.evaluate.bootstrap import intervals
from onrecord.evaluate.gold import GoldEntity, GoldEvent
from onrecord.evaluate.moves import score
from onrecord.evaluate.result import Measure
from onrecord.record.parts import Record

from .made_up import actor, gold, move, place, record

TEXT = "Officers of the Ostrane army accused Tarn of shelling the ford."
ARMY, TARN = "Officers of the Ostrane army", "Tarn"


def event(**changed: Any) -> GoldEvent:
    given: dict[str, Any] = {
        "type": "ACCUSE",
        "actors": (GoldEntity(text=ARMY, code="OST", sector="MIL"),),
        "recipients": (GoldEntity(text=TARN, code="TRN"),),
    }
    return GoldEvent(**(given | changed))


def read(kind: str = "ACCUSE", by: str = ARMY, to: str = TARN, **given: Any) -> Record:
    people = [
        actor(1, "Ostrane", place(TEXT, "Ostrane"), country="OST", sector="MIL"),
        actor(2, "Tarn", place(TEXT, "Tarn"), country="TRN"),
    ]
    parties = {
        "by": [("a1" if "Ostrane" in by else "a2", place(TEXT, by))] if by else [],
        "to": [("a2" if to == TARN else "a1", place(TEXT, to))] if to else [],
    }
    return record(TEXT, actors=people, moves=[move(1, kind, place(TEXT, "accused"), **parties, **given)])


def found(labels: GoldEvent, predicted: Record) -> dict[tuple[str, str], Measure]:
    return {(m.name, m.part): m for m in score([(gold(text=TEXT, events=(labels,)), predicted)])}


def test_the_same_event_is_perfect() -> None:
    measures = found(event(status="happened"), read())
    assert {m.value for m in measures.values() if m.gold} == {1.0}
    assert measures["dyad_code", "all"].found == 1
    assert measures["type", "ACCUSE"].value == 1.0


def test_another_type_of_the_same_quad() -> None:
    measures = found(event(), read("REJECT"))
    assert (measures["type", "all"].value, measures["quad", "verbal-conflict"].value) == (0.0, 1.0)
    assert measures["type.macro", "all"].gold == 1


def test_macro_is_the_mean_over_the_types_of_gold() -> None:
    pairs = [
        (gold(text=TEXT, events=(event(),)), read()),
        (gold(text=TEXT, events=(event(type="REJECT"),)), read()),
    ]
    measures = {m.name: m for m in score(pairs) if m.part == "all"}
    # ACCUSE: P 1/2, R 1, F1 2/3. REJECT: 0.
    assert measures["type.macro"].value == pytest.approx(1 / 3)
    assert measures["type"].value == 0.5
    assert measures["exact"].value == 0.5


@pytest.mark.parametrize(
    ("words", "alike", "strict"),
    [("Officers of the Ostrane army", 1, 1), ("the Ostrane army", 1, 0), ("Officers", 1, 0), ("shelling", 0, 0)],
)
def test_actors_are_compared_by_words(words: str, alike: int, strict: int) -> None:
    measures = found(event(), read(by=words))
    assert (measures["actor.overlap", "all"].found, measures["actor.strict", "all"].found) == (alike, strict)


def test_wrong_direction_shows_in_the_directed_pair_only() -> None:
    measures = found(event(), read(by=TARN, to="Officers of the Ostrane army"))
    assert (measures["dyad_text", "all"].value, measures["undirected_text", "all"].value) == (0.0, 1.0)


def test_reciprocal_events_have_no_direction_and_one_pool() -> None:
    measures = found(event(type="CONSULT", reciprocal=True), read("CONSULT", by=TARN, to=ARMY, reciprocal=True))
    assert measures["dyad_text", "all"].value == 1.0
    assert (measures["actor.overlap", "all"].found, measures["actor.overlap", "all"].gold) == (2, 2)
    assert ("recipient.overlap", "all") not in measures


def test_a_missing_recipient_is_an_empty_slot() -> None:
    assert found(event(recipients=()), read(to=""))["dyad_text", "all"].value == 1.0
    assert found(event(recipients=()), read())["dyad_text", "all"].value == 0.0


def test_status_is_asked_only_where_the_type_is_right() -> None:
    assert found(event(status="denied"), read(status="asked"))["status.acc", "all"].value == 0.0
    assert ("status.acc", "all") not in found(event(status="denied"), read("REJECT", status="denied"))


def test_the_interval_is_the_same_every_time_and_holds_the_value() -> None:
    sentences = [{("type", "all"): (n % 3 and 1, 1, 1)} for n in range(50)]
    first, second = (intervals(sentences, ["type"])["type"] for _ in range(2))
    assert first == second
    low, high = first
    assert low < 33 / 50 < high
    assert high - low < 0.35
