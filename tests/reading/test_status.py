"""Whether an act has happened: each of the nine values."""

import pytest

from tests.reading.moved import read, said

CASES = [
    ("Police arrested the editor.", "COERCE", "happened"),
    ("The rebels had released nine soldiers.", "RETREAT", "happened"),
    ("Police are arresting the editors.", "COERCE", "ongoing"),
    ("Farmers have been protesting against the dam.", "PROTEST", "ongoing"),
    ("Ostmark continued to send arms to Veltia.", "AID", "ongoing"),
    ("The president is to step down in May.", "RETREAT", "planned"),
    ("The army plans to attack the port.", "ASSAULT", "planned"),
    ("The governor announced his resignation.", "RETREAT", "planned"),
    ("The army may attack the port.", "ASSAULT", "possible"),
    ("The union could demand a vote.", "REQUEST", "possible"),
    ("The army did not attack the port.", "ASSAULT", "denied"),
    ("The mayor never apologised.", "CONCEDE", "denied"),
    ("The governor has not yet conceded the vote.", "CONCEDE", "denied"),
    ("The bishop denied having threatened the miners.", "THREATEN", "denied"),
    ("The rebels threatened to attack the port.", "THREATEN", "happened"),
    ("The union demanded the release of the miners.", "REQUEST", "happened"),
    ("Police allegedly tortured the student.", "ASSAULT", "unknown"),
]


@pytest.mark.parametrize(("text", "kind", "status"), CASES)
def test_status_by_tense_modal_and_governing_word(text: str, kind: str, status: str) -> None:
    assert [(move.type, move.status) for move in read(text)] == [(kind, status)]


def test_historical_by_its_date() -> None:
    (old,) = read("Ostmark annexed the island in 2019.", published="2031-05-08")
    (recent,) = read("Ostmark annexed the island on Monday.", published="2031-05-08")
    assert (old.status, recent.status) == ("historical", "happened")


def test_background_goes_on_in_the_next_sentence() -> None:
    text = "Ostmark annexed the island in 2019. It arrested the fishermen."
    assert [move.status for move in read(text, published="2031-05-08")] == ["historical", "historical"]


def test_conditional() -> None:
    text = "Ostmark may release the crew if Veltia lifts the ban."
    found = read(text)
    assert (found[0].type, found[0].status, found[0].conditions) == ("RETREAT", "conditional", ["Veltia lifts the ban"])


def test_an_act_that_is_the_condition_is_asked_of_the_other() -> None:
    text = "Ostmark released the crew on condition that Veltia lifts the ban."
    assert [(move.type, move.by, move.status) for move in read(text)] == [
        ("RETREAT", ["Ostmark"], "happened"),
        ("CONCEDE", ["Veltia"], "asked"),
    ]


def test_will_not_is_a_refusal_in_ones_own_mouth() -> None:
    text = "The general said he will not negotiate."
    statement = said(text, "The general", "he will not negotiate")
    (move,) = read(text, statements=(statement,))
    assert (move.type, move.status) == ("REJECT", "happened")
