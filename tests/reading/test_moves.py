"""Which acts are found, of which type: all sixteen, each once, and none where nobody acts."""

import time

import pytest

from onrecord.reading import moves
from onrecord.reading.parse import paragraph
from tests.reading.moved import read, said

TYPES = [
    ("Veltia and Ostmark have agreed to set up a joint patrol.", "AGREE", "agreed"),
    ("The Veltian foreign minister met his counterpart from Ostmark on Monday.", "CONSULT", "met"),
    ("The Veltian parliament ratified the border treaty on Friday.", "SUPPORT", "ratified"),
    ("The Veltian government lifted the curfew in the harbour district.", "CONCEDE", "lifted"),
    ("Veltian officers have shared intelligence with the army of Ostmark.", "COOPERATE", "shared"),
    ("Ostmark gave Veltia a loan of 40 million crowns.", "AID", "gave"),
    ("The rebels released nine soldiers on Sunday.", "RETREAT", "released"),
    ("The bishops called on the government to free the miners.", "REQUEST", "called on"),
    ("Ostmark accused Veltia of stealing the ferry.", "ACCUSE", "accused"),
    ("The general refused to sign the truce.", "REJECT", "refused to sign"),
    ("The rebels threatened to attack the port.", "THREATEN", "threatened"),
    ("Thousands of workers demonstrated against the mayor.", "PROTEST", "demonstrated"),
    ("Veltia expelled the ambassador of Ostmark on Thursday.", "SANCTION", "expelled"),
    ("Ostmark deployed 3,000 soldiers along the river.", "MOBILIZE", "deployed"),
    ("Police arrested the editor of the Tern Gazette.", "COERCE", "arrested"),
    ("Gunmen opened fire on a convoy near Tarvek.", "ASSAULT", "opened fire"),
]


@pytest.mark.parametrize(("text", "kind", "trigger"), TYPES)
def test_each_type_is_found_once(text: str, kind: str, trigger: str) -> None:
    found = read(text)
    assert [move.type for move in found] == [kind]
    assert found[0].trigger.startswith(trigger)


ANNOUNCED = [
    ("Veltia will visit Ostmark in June, a minister said.", "AGREE"),
    ("Ostmark will send food to Veltia.", "AGREE"),
    ("The army announced it will withdraw its troops from the valley.", "CONCEDE"),
    ("Union leaders said they would boycott the election.", "THREATEN"),
    ("The president announced he would resign in May.", "RETREAT"),
    ("The king pardoned the editor.", "CONCEDE"),
]


@pytest.mark.parametrize(("text", "kind"), ANNOUNCED)
def test_acts_to_come_and_courts_follow_the_manual(text: str, kind: str) -> None:
    assert kind in [move.type for move in read(text)]


def test_a_sentence_to_prison_is_a_conviction_too() -> None:
    found = read("The court sentenced the smuggler to ten years in prison.")
    assert [(move.type, move.mode) for move in found] == [("COERCE", "arrest"), ("SANCTION", "convict")]


WHAT = [
    ("The rebels demanded the release of the crew.", ["the release of the crew"]),
    ("The general refused to sign the truce.", ["to sign the truce"]),
    ("Vasko offered a truce and a loan to Ostmark.", ["a truce", "a loan"]),
    ("Vasko told him that no one would hand over Ondal, Marev or anyone else.", ["Ondal", "Marev", "anyone else"]),
    ("The rebels threatened Ostmark.", []),
]


@pytest.mark.parametrize(("text", "about"), WHAT)
def test_what_is_demanded_offered_or_refused(text: str, about: list[str]) -> None:
    assert [move.about for move in read(text)] == [about]


NOTHING = [
    "The home team beat its rivals in the final.",
    "The storm destroyed forty houses in the valley.",
    "The minister said the harvest had been good.",
    "The law bans smoking in the harbour.",
    "She died of a heart attack.",
    "He declined to comment.",
    "A spokesman refused to say who paid for the boat.",
    "The village lies in a green valley below the hills.",
    "The talk show begins at eight.",
    "The clinic looks after people who were accused of witchcraft.",
    "The budget was discussed.",
    "An aid worker waited at the bridge.",
    "She insists that the harvest was good.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_move_where_nobody_makes_one(text: str) -> None:
    assert read(text) == []


ONCE = [
    "The two ministers held talks in Tarvek.",
    "Ostmark imposed sanctions on three Veltian banks.",
    "The rebels launched an attack on the barracks.",
    "The union called for talks with the mayor.",
    "Veltia rejected an offer of a truce.",
    "The militia attacked the village, killing three farmers.",
]


@pytest.mark.parametrize("text", ONCE)
def test_a_verb_and_its_object_are_one_act(text: str) -> None:
    assert len(read(text)) == 1


def test_nouns_that_name_an_act() -> None:
    found = read("The mayor resigned after the murder of Senna Orlo by the militia.")
    assert [(move.type, move.by, move.to) for move in found] == [
        ("RETREAT", ["The mayor"], []),
        ("ASSAULT", ["the militia"], ["Senna Orlo"]),
    ]


def test_a_request_as_a_noun_has_its_possessor() -> None:
    found = read("The leader of the Front repeated his request for the release of two prisoners.")
    assert [(move.type, move.by) for move in found] == [("REQUEST", ["The leader of the Front"])]


def test_violence_foretold_to_the_other_side_is_a_threat_by_the_speaker() -> None:
    text = "“They will be squashed like a bug,” Marshal Orvane told the rebels."
    statement = said(text, "Marshal Orvane", "“They will be squashed like a bug,”", 4)
    (move,) = read(text, entities={"They": 7, "Marshal Orvane": 4}, statements=(statement,), quoted=((0, 35),))
    assert (move.type, move.mode, move.status) == ("THREATEN", "violence", "happened")
    assert [party.entity for party in move.mark.by] == [4]
    assert [party.entity for party in move.mark.to] == [7]


def test_fear_for_oneself_is_no_threat() -> None:
    text = "Orvane said he will be killed."
    statement = said(text, "Orvane", "he will be killed", 4)
    found = read(text, entities={"he": 4, "Orvane": 4}, statements=(statement,))
    assert [move.type for move in found if move.type == "THREATEN"] == []


def test_no_one_will_is_the_speakers_refusal() -> None:
    text = "Orvane told the envoy that no one would hand over the minister."
    statement = said(text, "Orvane", "no one would hand over the minister", 4)
    (move,) = read(text, entities={"Orvane": 4}, statements=(statement,))
    assert (move.type, move.by, move.status) == ("REJECT", ["Orvane"], "happened")


def test_a_headline_does_not_count_what_the_body_tells() -> None:
    text = "Veltia expels envoy\n\nVeltia expelled the envoy of Ostmark on Monday."
    parts = [
        paragraph(text, "headline", (0, 19), frozenset()),
        paragraph(text, "body", (21, len(text)), frozenset()),
    ]
    found = moves.find(text, parts, lambda span: None)
    assert [text[slice(*move.trigger)] for move in found] == ["expelled the envoy"]


def test_to_warn_of_what_one_will_do_is_a_threat() -> None:
    text = "The speaker warned the deputies that she would clear the gallery."
    (move,) = read(text, entities={"The speaker": 1, "she": 1})
    assert (move.type, move.by, move.to) == ("THREATEN", ["The speaker"], ["the deputies"])
    assert read(text, entities={"The speaker": 1, "she": 2}) == []


def test_if_you_we_will_is_a_threat() -> None:
    text = "“If they come again, we will take twenty,” Marshal Orvane said."
    statement = said(text, "Marshal Orvane", "“If they come again, we will take twenty,”", 4)
    (move,) = read(text, statements=(statement,), quoted=((0, 42),))
    assert (move.type, move.status, move.by) == ("THREATEN", "happened", ["Marshal Orvane"])
    assert move.conditions == ["they come again"]


def test_if_you_we_will_help_is_a_promise() -> None:
    text = "“If they come again, we will send food to the village,” Marshal Orvane said."
    statement = said(text, "Marshal Orvane", "“If they come again, we will send food to the village,”", 4)
    assert [move.type for move in read(text, statements=(statement,))] == ["AGREE"]


HOSTILE = [
    "if they attack or ",
    "agree to ",
    "none of the ",
    "he said that ",
    "attack, ",
    "who threatened ",
    "to go to ",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_sentence_without_end_takes_linear_time(part: str) -> None:
    started = time.process_time()
    read(part * 4000 + "the port.")
    assert time.process_time() - started < 8


def test_where_and_when() -> None:
    (move,) = read("Police arrested the editor in Tarvek on Tuesday.", published="2031-05-08")
    assert move.mark.where is not None
    assert move.mark.where.name == "Tarvek"
    assert move.mark.when is not None
    assert move.mark.when.value == "2031-05-06"


@pytest.mark.parametrize("text", [text for text, _, _ in TYPES])
def test_marks_lie_in_the_text_and_scores_between_nought_and_one(text: str) -> None:
    for move in read(text):
        spans = [move.mark.trigger, move.mark.span, *(p.span for p in (*move.mark.by, *move.mark.to))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert 0.3 <= move.mark.score <= 0.9
        assert move.mark.span[0] <= move.mark.trigger[0] < move.mark.trigger[1] <= move.mark.span[1]


MUST = [
    ("“The guild must reopen the ferry,” Odra Venn said.", "“The guild must reopen the ferry,”", ["The guild"]),
    ("Odra Venn said the rebels should not enter the town.", "the rebels should not enter the town", ["the rebels"]),
    ("“We must reopen the ferry,” Odra Venn said.", "“We must reopen the ferry,”", None),
    ("“Somebody must have seen it,” Odra Venn said.", "“Somebody must have seen it,”", None),
    ("Odra Venn said the ferry must be repaired.", "the ferry must be repaired", None),
]


@pytest.mark.parametrize(("text", "content", "to"), MUST)
def test_what_others_must_do_is_asked_of_them(text: str, content: str, to: list[str] | None) -> None:
    found = [move for move in read(text, statements=(said(text, "Odra Venn", content),)) if move.type == "REQUEST"]
    assert [(move.by, move.to, move.status) for move in found] == ([(["Odra Venn"], to, "happened")] if to else [])


def test_what_the_outlet_says_must_be_done_is_asked_by_nobody() -> None:
    assert [move.type for move in read("The guild must reopen the ferry.")] != ["REQUEST"]
