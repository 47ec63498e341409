"""Who takes part in an act, from what a model marks. The model is told what to mark; the rules are the real ones."""

import pytest

from onrecord.document.compose import Known, compose
from onrecord.reading.reader import ModelReader
from tests.reading.model.made import Done, MadeEncoder


def parties(text: str, done: Done) -> tuple[list[str], list[str]]:
    (move,) = ModelReader(MadeEncoder(text, [], done=[done])).read(compose(text, Known())).moves
    return [text[slice(*party.span)] for party in move.by], [text[slice(*party.span)] for party in move.to]


@pytest.mark.parametrize(
    ("text", "trigger", "marked", "makers"),
    [
        ("Norlund Friday snubbed the envoys.", "snubbed", ["Norlund Friday"], ["Norlund"]),
        ("A Norlund jet shot down two drones.", "shot down", ["A Norlund jet shot"], ["A Norlund jet"]),
        ("The Carrow People’s Front (CPF) snubbed the envoys.", "snubbed", ["The Carrow People’s Front", "CPF"],
         ["The Carrow People’s Front"]),
        ("Chiefs Odra Venn of Norlund and Tilo Marr of Carrow snubbed the envoys.", "snubbed",
         ["Chiefs Odra Venn of Norlund and Tilo Marr of Carrow"],
         ["Chiefs Odra Venn of Norlund", "Tilo Marr of Carrow"]),
        ("Odra Venn praised the mayor, who snubbed the envoys.", "snubbed", ["Odra Venn"], ["the mayor"]),
        ("Norlund snubbed the envoys after a court freed Odra Venn.", "snubbed", ["Norlund", "a court"], ["Norlund"]),
        ("Norlund and Carrow snubbed the envoys after a court ruled.", "snubbed", ["Norlund", "Carrow", "a court"],
         ["Norlund", "Carrow"]),
        ("Thousands of Norlund miners in masks and helmets snubbed the envoys.", "snubbed", ["Thousands of", "helmets"],
         ["Thousands of Norlund miners"]),
        ("Ten members of the Movement for a Free Carrow snubbed the envoys.", "snubbed", ["Carrow"],
         ["Ten members of the Movement for a Free Carrow"]),
        ("The army and the Front snub the envoys.", "snub", ["The army", "the Front"], ["The army", "the Front"]),
    ],
    ids=["a day", "the verb", "an abbreviation", "an of each", "who", "another clause", "joined by and", "a number",
         "what hangs on it", "a noun for a name"],
)  # fmt: skip
def test_makers_are_set_right(text: str, trigger: str, marked: list[str], makers: list[str]) -> None:
    assert parties(text, {"trigger": trigger, "type": "REJECT", "by": marked})[0] == makers


def test_part_of_a_phrase_gives_whom_it_names_and_an_article_nobody() -> None:
    text = "Norlund spurned the Carrow Pact’s harsh terms."
    done: Done = {"trigger": "spurned", "type": "REJECT", "by": ["Norlund"], "to": ["the", "Pact"]}
    assert parties(text, done) == (["Norlund"], ["Carrow Pact"])


@pytest.mark.parametrize(
    ("count", "marked"),
    [("Fifteen", "Fifteen"), ("One million", "million"), ("A million", "million"), ("A dozen", "dozen")],
)
def test_a_number_belongs_to_those_it_counts(count: str, marked: str) -> None:
    text = f"{count} miners snubbed the envoys."
    done: Done = {"trigger": "snubbed", "type": "REJECT", "by": [marked]}
    read = ModelReader(MadeEncoder(text, [], done=[done])).read(compose(text, Known()))
    (party,) = read.moves[0].by
    assert text[slice(*party.span)] == f"{count} miners"
    assert [mark.name for mark in read.entities if party.span in [m.span for m in mark.mentions]] == [f"{count} miners"]


@pytest.mark.parametrize(
    ("text", "to"),
    [("the two countries", []), ("both sides", []), ("both ministers", ["both ministers"]), ("two men", ["two men"])],
)
def test_those_who_act_together_are_not_whom_they_act_towards(text: str, to: list[str]) -> None:
    sentence = f"Norlund and Carrow agreed a pact between {text} on Friday."
    done: Done = {"trigger": "agreed", "type": "AGREE", "by": ["Norlund", "Carrow"], "to": [text]}
    assert parties(sentence, done) == (["Norlund", "Carrow"], to)


def test_who_somebody_is_is_nobody_else() -> None:
    done: Done = {"trigger": "killed", "type": "ASSAULT", "by": ["Norlund"], "to": ["Odra Venn", "head"]}
    assert parties("Norlund killed Odra Venn, head of the guards.", done)[1] == ["Odra Venn"]
    done = {"trigger": "killed", "type": "ASSAULT", "by": ["Norlund"], "to": ["Odra Venn", "guards", "two cooks"]}
    assert parties("Norlund killed Odra Venn, guards and two cooks.", done)[1] == ["Odra Venn", "guards", "two cooks"]


def test_a_name_that_the_parse_ran_into_its_verb_is_found_on_the_side_that_is_marked() -> None:
    text = "Carrow passed two motions. The first charged Governor Venn with fraud."
    done: Done = {"trigger": "charged", "type": "ACCUSE", "to": ["Governor Venn"]}
    assert parties(text, done)[1] == ["Governor Venn"]


def test_under_a_name_says_only_in_whose_time() -> None:
    text = "The envoys were snubbed under President Odra Venn."
    assert parties(text, {"trigger": "snubbed", "type": "REJECT", "by": ["Odra Venn"]}) == ([], [])


def test_those_that_the_rules_join_are_not_lost() -> None:
    text = "Norlund and Carrow rejected the offer of talks."
    assert parties(text, {"trigger": "rejected", "type": "REJECT", "by": ["Carrow"]})[0] == ["Norlund", "Carrow"]


def test_a_noun_that_names_the_act_of_its_verb_again_is_no_move() -> None:
    text = "Norlund killed two guards in a raid on Carrow."
    done: list[Done] = [
        {"trigger": "killed", "type": "ASSAULT", "by": ["Norlund"], "to": ["two guards"]},
        {"trigger": "raid", "type": "ASSAULT", "to": ["Carrow"]},
    ]
    moves = ModelReader(MadeEncoder(text, [], done=done)).read(compose(text, Known())).moves
    assert [text[slice(*move.trigger)] for move in moves] == ["killed"]


def test_an_auxiliary_alone_goes_on_to_its_verb() -> None:
    text = "Norlund will snub the envoys."
    done: list[Done] = [{"trigger": "will", "type": "REJECT", "by": ["Norlund"]}]
    (move,) = ModelReader(MadeEncoder(text, [], done=done)).read(compose(text, Known())).moves
    assert text[slice(*move.trigger)] == "will snub"


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "part", "said", "to"),
    [
        ("Norlund spurned a Finnish offer.", "spurned", "REJECT", "about", "a Finnish offer", ["Finnish"]),
        ("Norlund repeated its call that Carrow open the port.", "call", "REQUEST", "about",
         "that Carrow open the port", ["Carrow"]),
        ("Norlund vowed to strike unless Carrow paid.", "vowed", "THREATEN", "conditions",
         "unless Carrow paid", ["Carrow"]),
        ("Norlund vowed to strike unless it was paid.", "vowed", "THREATEN", "conditions", "unless it was paid", []),
    ],
    ids=["whose offer", "who is to act", "whom a condition names", "no one else"],
)  # fmt: skip
def test_whom_an_act_is_about_is_whom_it_is_done_to(
    text: str, trigger: str, kind: str, part: str, said: str, to: list[str]
) -> None:
    assert parties(text, {"trigger": trigger, "type": kind, "by": ["Norlund"], part: [said]})[1] == to


def test_an_act_is_no_party() -> None:
    text = "Norlund spurned the envoys and the resignation of the warden."
    done: Done = {"trigger": "spurned", "type": "REJECT", "by": ["Norlund"], "to": ["the envoys", "the resignation"]}
    assert parties(text, done)[1] == ["the envoys"]
