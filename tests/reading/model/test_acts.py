"""From scores to acts: triggers, what they tell, and the spans that belong to them."""

from onrecord.reading import quotes
from onrecord.reading.model import run
from onrecord.reading.model.acts import Act
from onrecord.reading.model.labels import MOVE_TYPES, PARTS
from onrecord.reading.model.labels import STATUSES as LABELLED
from onrecord.reading.model.pieces import paragraphs
from onrecord.record.vocabulary import STATUSES
from tests.reading.model.made import Done, MadeEncoder, RandomEncoder

TEXT = "Odra Venn and Tilo Marr met in Carrow on Friday.\nThe coast guard refused to let the ship in."


def likeliest(act: Act) -> str:
    return MOVE_TYPES[act.chances.index(max(act.chances))]


def acts(text: str, done: list[Done]) -> list[Act]:
    spans = list(paragraphs(text))
    inside = [quote.span for quote in quotes.find(text, spans)]
    return [act for window in run.read(MadeEncoder(text, [], done=done), text, spans, inside) for act in window.acts]


def test_an_act_has_its_words_type_and_parts() -> None:
    done: list[Done] = [
        {
            "trigger": "met",
            "type": "CONSULT",
            "by": ["Odra Venn", "Tilo Marr"],
            "where": ["Carrow"],
            "reciprocal": True,
        },
        {
            "trigger": "refused to let",
            "type": "REJECT",
            "mode": "yield",
            "by": ["The coast guard"],
            "status": "ongoing",
        },
    ]
    met, refused = acts(TEXT, done)
    assert (TEXT[slice(*met.trigger)], likeliest(met), met.reciprocal, met.status()[0]) == (
        "met",
        "CONSULT",
        True,
        "happened",
    )
    assert [TEXT[slice(*span)] for span in met.part("by")] == ["Odra Venn", "Tilo Marr"]
    assert [TEXT[slice(*span)] for span in met.part("where")] == ["Carrow"]
    assert TEXT[slice(*refused.trigger)] == "refused to let"
    assert (refused.mode("REJECT"), refused.status()[0], refused.reciprocal) == ("yield", "ongoing", False)
    assert sum(met.chances) > 0.9


def test_parts_stay_in_the_paragraph_of_their_trigger() -> None:
    (act,) = acts(TEXT, [{"trigger": "refused", "type": "REJECT", "by": ["Odra Venn", "The coast guard"]}])
    assert [TEXT[slice(*span)] for span in act.part("by")] == ["The coast guard"]


def test_what_is_hardly_likely_is_no_act() -> None:
    assert acts(TEXT, [{"trigger": "met", "type": "CONSULT", "sure": -9.0}]) == []


def test_spans_are_whole_words_whatever_the_scores() -> None:
    spans = list(paragraphs(TEXT))
    for seed in range(12):
        for window in run.read(RandomEncoder(seed), TEXT, spans, []):
            for act in window.acts:
                assert 0 < sum(act.chances) <= 1.0001
                for start, end in (act.trigger, *(part for name in PARTS for part in act.part(name))):
                    assert not (start and TEXT[start - 1 : start + 1].isalnum())
                    assert not TEXT[end - 1 : end + 1].isalnum() or end == len(TEXT)


def test_the_model_tells_the_statuses_of_the_record() -> None:
    assert LABELLED == STATUSES  # the reading may not import the record
