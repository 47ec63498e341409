import pytest

from onrecord.evaluate.gold import GoldEvent, GoldMove
from onrecord.evaluate.result import Measure
from onrecord.evaluate.status import score

from .made_up import gold, move, place, record

TEXT = "They refused, threatened, agreed and marched."


def by_name(measures: tuple[Measure, ...]) -> dict[tuple[str, str], Measure]:
    return {(m.name, m.part): m for m in measures}


def test_accuracy_and_macro_over_moves_that_were_found() -> None:
    labels = [("REJECT", "refused", "happened"), ("THREATEN", "threatened", "happened"), ("AGREE", "agreed", "planned")]
    moves = tuple(
        GoldMove(type=t, trigger=place(TEXT, w), status=s) for t, w, s in (*labels, ("PROTEST", "marched", "asked"))
    )  # type: ignore[arg-type]  # plain strings of the vocabulary
    read = record(
        TEXT,
        moves=[
            move(1, "REJECT", place(TEXT, "refused"), status="happened"),
            move(2, "THREATEN", place(TEXT, "threatened"), status="denied"),
            move(3, "AGREE", place(TEXT, "agreed"), status="planned"),
        ],
    )
    measures = by_name(score([(gold(text=TEXT, moves=moves), read)]))
    assert measures["status", "all"].value == pytest.approx(2 / 3)
    assert measures["matched", "all"].value == 0.75
    # happened: P 1, R 1/2, F1 2/3; planned: 1; denied is no status of gold's.
    assert measures["status.macro", "all"].value == pytest.approx((2 / 3 + 1) / 2)
    assert measures["status", "happened"].recall == 0.5
    assert (measures["status", "denied"].predicted, measures["status", "denied"].gold) == (1, 0)


def test_events_of_a_sentence_are_matched_by_type() -> None:
    events = (GoldEvent(type="AGREE", status="planned"), GoldEvent(type="ASSAULT", status="happened"))
    read = record(
        TEXT,
        moves=[
            move(1, "AGREE", place(TEXT, "refused"), status="asked"),
            move(2, "AGREE", place(TEXT, "agreed"), status="planned"),
        ],
    )
    measures = by_name(score([(gold(text=TEXT, events=events), read)]))
    assert (measures["status", "all"].value, measures["matched", "all"].value) == (1.0, 0.5)
