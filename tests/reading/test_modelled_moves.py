"""Moves of model and rules together. The model is told what to find; the rules are the real ones."""

import msgspec

from onrecord.document.compose import Known, compose
from onrecord.reading.marks import Marks, MoveMark, PartyMark, StatementMark
from onrecord.reading.move_context import Context
from onrecord.reading.reader import ModelReader
from tests.reading.model.made import Done, MadeEncoder, RandomEncoder, Told


def read(text: str, done: list[Done], told: list[Told] | None = None) -> Marks:
    made = compose(text, Known(published="2031-05-14"))
    return ModelReader(MadeEncoder(text, told or [], done=done)).read(made)


def words(text: str, move: MoveMark) -> tuple[list[str], list[str]]:
    return [text[slice(*party.span)] for party in move.by], [text[slice(*party.span)] for party in move.to]


def test_the_model_finds_what_the_lexicon_does_not_hold() -> None:
    text = "Norlund’s cabinet gave the ferrymen’s league the cold shoulder on Tuesday."
    done: list[Done] = [
        {
            "trigger": "gave",
            "type": "REJECT",
            "mode": "meet",
            "by": ["Norlund’s cabinet"],
            "to": ["the ferrymen’s league"],
            "when": ["Tuesday"],
        }
    ]
    (move,) = read(text, done).moves
    assert (move.type, move.mode, move.status) == ("REJECT", "meet", "happened")
    assert words(text, move) == (["Norlund’s cabinet"], ["the ferrymen’s league"])
    assert move.when is not None
    assert move.when.value == "2031-05-13"


def test_what_the_rules_alone_see_is_left_out() -> None:
    assert read("Norlund’s cabinet rejected the offer.", []).moves == ()


def test_of_two_types_that_of_model_and_rules_together_is_taken() -> None:
    text = "Norlund’s cabinet rejected the offer."
    other: Done = {"trigger": "rejected", "type": "SANCTION", "sure": 0.0, "by": ["Norlund’s cabinet"]}
    same: Done = {**other, "type": "REJECT"}
    assert read(text, [other]).moves == ()
    (move,) = read(text, [same]).moves
    assert move.type == "REJECT"
    assert move.score > 0.5


def test_parties_that_nobody_else_names_are_actors_with_codes() -> None:
    text = "Finnish icebreakers shut the strait near Turku."
    done: list[Done] = [{"trigger": "shut", "type": "COERCE", "by": ["Finnish icebreakers"], "where": ["Turku"]}]
    marks = read(text, done)
    (move,) = marks.moves
    entity = move.by[0].entity
    assert entity is not None
    assert marks.entities[entity].country == "FIN"
    assert move.where is not None
    assert (move.where.country, move.where.precision) == ("FIN", "town")
    assert move.where.latitude is not None


def test_nobody_acts_towards_himself() -> None:
    text = "Odra Venn blamed Odra Venn."
    done: list[Done] = [{"trigger": "blamed", "type": "ACCUSE", "by": ["Odra Venn"], "to": ["Odra Venn"]}]
    (move,) = read(text, done).moves
    assert move.to == ()


def test_to_deny_is_no_refusal_unless_the_lexicon_knows_it_for_one() -> None:
    denied: Done = {"trigger": "denies", "type": "REJECT", "by": ["Odra Venn"]}
    refused: Done = {"trigger": "spurned", "type": "REJECT", "by": ["Odra Venn"]}
    assert read("Odra Venn denies the whole affair.", [denied]).moves == ()
    (move,) = read("Odra Venn spurned the whole affair.", [refused]).moves
    assert move.type == "REJECT"


def test_where_words_say_that_it_was_not_done_the_model_is_not_believed() -> None:
    text = "Norlund’s cabinet did not reject the offer of talks."
    done: list[Done] = [{"trigger": "reject", "type": "REJECT", "by": ["Norlund’s cabinet"], "status": "happened"}]
    (move,) = read(text, done).moves
    assert move.status == "denied"


def test_the_model_tells_the_status_where_the_rules_have_no_word_for_it() -> None:
    text = "Norlund’s cabinet rejected the offer of talks."
    done: list[Done] = [{"trigger": "rejected", "type": "REJECT", "by": ["Norlund’s cabinet"], "status": "ongoing"}]
    (move,) = read(text, done).moves
    assert move.status == "ongoing"


def test_an_act_in_quotation_marks_is_less_sure_than_the_same_in_reported_speech() -> None:
    done: list[Done] = [{"trigger": "snubbed", "type": "REJECT", "by": ["Carrow"], "to": ["the envoys"]}]
    (plain,) = read("Carrow snubbed the envoys, Odra Venn said.", done).moves
    (quoted,) = read("“Carrow snubbed the envoys”, Odra Venn said.", done).moves
    assert plain.score > quoted.score


def test_any_scores_give_moves_that_point_into_the_text() -> None:
    text = "Odra Venn said the guards had fired on Carrow.\n“We will not talk,” Tilo Marr told the council on Friday."
    for seed in range(20):
        marks = ModelReader(RandomEncoder(seed)).read(compose(text, Known()))
        for move in marks.moves:
            spans = [move.trigger, move.span, *move.about, *move.conditions, *(p.span for p in (*move.by, *move.to))]
            assert all(0 <= start < end <= len(text) for start, end in spans)
            called = [text[slice(*party.span)] for party in (*move.by, *move.to) if party.entity is None]
            assert {words.lower() for words in called} <= {"we"}
            assert 0 < move.score <= 1


def test_a_scrap_of_a_condition_is_that_of_the_act_that_has_it_whole() -> None:
    text = "Norlund spurned the offer, and Carrow threatened to close the pass if the siege of Ostel goes on."
    done: list[Done] = [
        {"trigger": "spurned", "type": "REJECT", "by": ["Norlund"], "conditions": ["the siege", "on"]},
        {"trigger": "threatened", "type": "THREATEN", "by": ["Carrow"], "conditions": ["the siege of Ostel goes on"]},
    ]
    spurned, threatened = read(text, done).moves
    assert spurned.conditions == ()
    assert [text[slice(*span)] for span in threatened.conditions] == ["the siege of Ostel goes on"]


def test_what_is_told_twice_of_the_same_parties_is_one_act() -> None:
    text = "The Orsk guild donated blankets and shipped them to Tarn’s council, and shipped flour to Velm."
    done: list[Done] = [
        {"trigger": "donated", "type": "AID", "by": ["The Orsk guild"], "to": ["Tarn’s council"]},
        {"trigger": "shipped", "type": "AID", "by": ["The Orsk guild"], "to": ["Tarn’s council"]},
        {"trigger": "shipped flour", "type": "AID", "by": ["The Orsk guild"], "to": ["Velm"]},
    ]
    assert [words(text, move)[1] for move in read(text, done).moves] == [["Tarn’s council"], ["Velm"]]


def test_a_condition_of_another_sentence_is_none() -> None:
    text = "Norlund snubbed the envoys. They will stay if the road opens."
    done: list[Done] = [
        {"trigger": "snubbed", "type": "REJECT", "by": ["Norlund"], "conditions": ["if the road opens"]},
    ]
    (move,) = read(text, done).moves
    assert move.conditions == ()


def test_a_threat_and_a_refusal_in_somebodys_words_stand_whatever_the_model_sees() -> None:
    text = "“They will be squashed,” Odra Venn said. Odra Venn told Norlund that no one would hand over Tilo Marr."
    told: list[Told] = [
        {"source": "Odra Venn", "cue": "said", "content": "“They will be squashed,”"},
        {"source": "Odra Venn", "cue": "told", "content": "that no one would hand over Tilo Marr"},
    ]
    found = [(move.type, move.status) for move in read(text, [], told).moves]
    assert found == [("THREATEN", "happened"), ("REJECT", "happened")]


def test_a_hostile_act_to_come_is_a_threat_where_those_who_will_do_it_say_so() -> None:
    done: list[Done] = [{"trigger": "blockade", "type": "PROTEST", "mode": "obstruct", "status": "planned"}]
    for text, maker, told in (
        ("The ferrymen said on Friday they would blockade the port.", "they", ("THREATEN", "restrict", "happened")),
        (
            "A baker said on Friday the ferrymen would blockade the port.",
            "the ferrymen",
            ("PROTEST", "obstruct", "planned"),
        ),
    ):
        (move,) = read(text, [{**done[0], "by": [maker]}]).moves
        assert (move.type, move.mode, move.status) == told


def test_a_threat_has_the_mode_of_what_it_speaks_of() -> None:
    text = "Norlund’s cabinet said it would arrest the ferrymen."
    done: list[Done] = [{"trigger": "arrest", "type": "COERCE", "mode": "arrest", "status": "planned", "by": ["it"]}]
    (move,) = read(text, done).moves
    assert (move.type, move.mode, move.status) == ("THREATEN", "arrest", "happened")


def test_what_a_protest_demands_is_what_it_is_about() -> None:
    text = "Ferrymen marched through Carrow to demand the release of Odra Venn."
    march: Done = {"trigger": "marched", "type": "PROTEST", "mode": "demo", "by": ["Ferrymen"]}
    demand: Done = {"trigger": "demand", "type": "REQUEST", "by": ["Ferrymen"], "about": ["the release of Odra Venn"]}
    (move,) = read(text, [march, demand]).moves
    assert move.type == "PROTEST"
    assert [text[slice(*span)] for span in move.about] == ["the release of Odra Venn"]
    others: Done = {**demand, "trigger": "demanded", "by": ["bakers"]}
    apart = "Ferrymen marched through Carrow and bakers demanded the release of Odra Venn."
    assert [move.type for move in read(apart, [march, others]).moves] == ["PROTEST", "REQUEST"]


def test_an_offer_that_is_rejected_belongs_to_the_refusal_and_names_whom_it_refuses() -> None:
    text = "Norlund’s cabinet rejected an offer by the ferrymen’s league."
    refused: Done = {"trigger": "rejected", "type": "REJECT", "by": ["Norlund’s cabinet"]}
    offer: Done = {"trigger": "offer", "type": "AGREE", "by": ["the ferrymen’s league"]}
    (move,) = read(text, [refused, offer]).moves
    assert (move.type, words(text, move)) == ("REJECT", (["Norlund’s cabinet"], ["the ferrymen’s league"]))
    assert text[slice(*move.span)] == text.rstrip(".")


def test_a_noun_with_a_verb_of_its_type_is_one_act() -> None:
    text = "A deployment of guards from Carrow began near Norlund."
    noun: Done = {"trigger": "deployment", "type": "MOBILIZE", "mode": "troops", "by": ["guards"]}
    verb: Done = {"trigger": "began", "type": "MOBILIZE", "mode": "troops"}
    assert len(read(text, [noun, verb]).moves) == 1


def test_a_noun_that_goes_back_to_the_act_before_it_is_none() -> None:
    text = "Odra Venn spoke with Tilo Marr. Their conversation took an hour. A conversation of the guards followed."
    spoke: Done = {"trigger": "spoke", "type": "CONSULT", "by": ["Odra Venn", "Tilo Marr"], "both": True}
    again: Done = {"trigger": "conversation", "type": "CONSULT", "by": ["Their"]}
    assert [text[slice(*move.trigger)] for move in read(text, [spoke, again]).moves] == ["spoke"]


def test_a_promise_and_what_it_promises_are_one_act() -> None:
    text = "Norlund’s cabinet announced on Tuesday that it would withdraw the guards from Carrow."
    told: Done = {"trigger": "announced", "type": "CONCEDE", "by": ["Norlund’s cabinet"]}
    done: Done = {"trigger": "withdraw", "type": "CONCEDE", "by": ["it"], "to": ["Carrow"]}
    (move,) = read(text, [told, done]).moves
    assert text[slice(*move.trigger)] == "announced"


def test_what_is_done_on_a_condition_is_an_act_whatever_the_model_makes_of_it() -> None:
    text = "The ferrymen’s revolt was aborted on the condition that they could keep the port or leave for Carrow."
    (move,) = read(text, []).moves
    assert (move.type, move.status) == ("RETREAT", "happened")
    assert [text[slice(*span)] for span in move.conditions] == ["keep the port", "leave for Carrow"]


def test_whoever_says_it_makes_an_act_of_words_though_only_the_cue_tells_of_him() -> None:
    said = StatementMark(kind="direct", content=((10, 30),), cue=((0, 4),))
    assert Context.speaker(said) == ()
    assert Context.speaker(msgspec.structs.replace(said, source_entity=3)) == (PartyMark((0, 4), 3),)
    assert Context.speaker(msgspec.structs.replace(said, source=((5, 8),))) == (PartyMark((5, 8), None),)
