import pytest

from onrecord.document.document import Block, LeftOut
from onrecord.evaluate.gold import GoldAttribution, GoldMove, GoldNoise
from onrecord.evaluate.names import same_name
from onrecord.evaluate.reports import score
from onrecord.evaluate.result import Measure
from onrecord.record.parts import Record

from .made_up import actor, gold, move, place, places, record, statement

TEXT = "Mayor Ida Corr said the town would rebuild. Venn refused to talk and threatened reprisals. Photo: A. Lume"
STATED = GoldAttribution(content=places(TEXT, "the town would rebuild"), actor="Ida Corr")
REFUSED = GoldMove(
    type="REJECT", trigger=place(TEXT, "refused to talk"), by=("Dara Venn",), status="happened", layer="narration"
)
THREATENED = GoldMove(
    type="THREATEN",
    trigger=place(TEXT, "threatened"),
    by=("Dara Venn",),
    status="happened",
    layer="reported",
    vouched_by="Ida Corr",
)
ACTORS = [actor(1, "Ida Corr", place(TEXT, "Ida Corr")), actor(2, "General Venn", place(TEXT, "Venn"))]


def found(labels: dict[str, object], predicted: Record) -> dict[tuple[str, str], Measure]:
    return {(m.name, m.part): m for m in score([(gold(text=TEXT, **labels), predicted)])}


def test_statements_and_their_speakers() -> None:
    labels = {"attributions": (STATED, GoldAttribution(content=places(TEXT, "to talk"), actor="Dara Venn"))}
    right = record(TEXT, actors=ACTORS, statements=[statement(1, places(TEXT, "town would rebuild"), actor="a1")])
    measures = found(labels, right)
    assert measures["statements", "all"].value == pytest.approx(2 / 3)
    assert (measures["speaker", "all"].value, measures["speaker.found", "all"].value) == (0.5, 1.0)
    wrong = record(TEXT, actors=ACTORS, statements=[statement(1, places(TEXT, "town would rebuild"), actor="a2")])
    assert found(labels, wrong)["speaker.found", "all"].value == 0.0


def test_optional_entries_count_neither_way() -> None:
    labels = {"attributions": (GoldAttribution(content=places(TEXT, "to talk"), actor="Dara Venn", optional=True),)}
    taken = record(TEXT, statements=[statement(1, places(TEXT, "to talk"))])
    for predicted in (taken, record(TEXT)):
        measure = found(labels, predicted)["statements", "all"]
        assert (measure.found, measure.predicted, measure.gold) == (0, 0, 0)
    optional = GoldMove(type="REJECT", trigger=REFUSED.trigger, optional=True)
    measure = found({"moves": (optional,)}, record(TEXT, moves=[move(1, "REJECT", REFUSED.trigger)]))["moves", "all"]
    assert (measure.predicted, measure.gold) == (0, 0)


def test_moves_with_status_layer_maker_and_voucher() -> None:
    voucher = statement(1, places(TEXT, "the town would rebuild"), actor="a1")
    predicted = record(
        TEXT,
        actors=ACTORS,
        statements=[voucher],
        moves=[
            move(1, "REJECT", place(TEXT, "refused"), by=[("a2", place(TEXT, "Venn"))], status="planned"),
            move(2, "THREATEN", place(TEXT, "threatened reprisals"), layer="reported", vouched_by="s1"),
            move(3, "ASSAULT", place(TEXT, "Photo")),
        ],
    )
    measures = found({"moves": (REFUSED, THREATENED)}, predicted)
    assert (measures["moves", "all"].precision, measures["moves", "all"].recall) == (pytest.approx(2 / 3), 1.0)
    assert measures["status", "all"].value == 0.5
    assert measures["status", "happened"].gold == 2
    assert measures["layer", "all"].value == 1.0
    assert measures["actor", "all"].value == 0.5
    assert measures["voucher", "all"].value == 1.0


def test_another_type_at_the_trigger_is_touched_but_not_found() -> None:
    measures = found({"moves": (REFUSED,)}, record(TEXT, moves=[move(1, "REQUEST", place(TEXT, "refused"))]))
    assert (measures["trigger", "all"].value, measures["moves", "all"].value) == (1.0, 0.0)


def test_a_trigger_as_long_as_a_sentence_finds_nothing() -> None:
    measures = found({"moves": (REFUSED,)}, record(TEXT, moves=[move(1, "REJECT", (0, 90))]))
    assert (measures["trigger", "all"].value, measures["moves", "all"].value) == (0.0, 0.0)


def test_noise_is_set_apart_by_left_out_or_by_its_block() -> None:
    start, end = place(TEXT, "Photo: A. Lume")
    labels = {"noise": (GoldNoise(span=(start, end)),)}
    assert found(labels, record(TEXT, left_out=[LeftOut(span=(start, end), why="caption")]))["noise", "all"].value == 1
    assert (
        found(labels, record(TEXT, blocks=(Block(kind="caption", span=(start, end - 2)),)))["noise", "all"].value == 1
    )
    assert (
        found(labels, record(TEXT, blocks=(Block(kind="caption", span=(start, end - 7)),)))["noise", "all"].value == 0
    )
    assert found(labels, record(TEXT, blocks=(Block(kind="body", span=(0, end)),)))["noise", "all"].value == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Venn", "President Dara Venn", True),
        ("Dara Venn", "Dara Ilmen Venn", True),
        ("Dara", "Dara Venn", False),
        ("Väsk", "Ilmar Vask", True),
        ("the government", "Ostrane government", False),
        ("U.S.", "the United States", True),
        ("", "Venn", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same
