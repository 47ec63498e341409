import pytest

from onrecord.evaluate.attributions import score
from onrecord.evaluate.gold import GoldAttribution, GoldReport
from onrecord.evaluate.quotation import quoted
from onrecord.evaluate.result import Measure
from onrecord.record.parts import Record

from .made_up import gold, place, places, record, statement

TEXT = "“We will pay,” said Gov. Nel Pruitt of Ostrane. He denied that the road was shut and that it was “a trap.”"


def labelled(*entries: tuple[str, str, str]) -> GoldReport:
    return gold(
        text=TEXT,
        attributions=tuple(
            GoldAttribution(source=places(TEXT, s) if s else (), cue=places(TEXT, c), content=places(TEXT, k))
            for s, c, k in entries
        ),
    )


def read(*entries: tuple[str, str, str]) -> Record:
    return record(
        TEXT,
        statements=[
            statement(n, places(TEXT, k), source=places(TEXT, s) if s else (), cue=places(TEXT, c) if c else ())
            for n, (s, c, k) in enumerate(entries, 1)
        ],
    )


GOLD = labelled(
    ("Gov. Nel Pruitt of Ostrane", "said", "“We will pay,”"),
    ("He", "denied", "that the road was shut and that it was “a trap.”"),
)


def found(report: GoldReport, predicted: Record) -> dict[tuple[str, str], Measure]:
    return {(m.name, m.part): m for m in score([(report, predicted)])}


def test_gold_against_itself_is_perfect() -> None:
    same = read(
        ("Gov. Nel Pruitt of Ostrane", "said", "“We will pay,”"),
        ("He", "denied", "that the road was shut and that it was “a trap.”"),
    )
    measures = found(GOLD, same)
    assert {measures[name, "all"].value for name in ("attribution", "content", "content-exact", "full")} == {1.0}
    assert [measures["attribution", k].gold for k in ("direct", "mixed", "indirect")] == [1, 1, 0]


def test_nothing_read_scores_nothing() -> None:
    measures = found(GOLD, record(TEXT))
    assert (measures["attribution", "all"].value, measures["exact", "content"].gold) == (0.0, 2)


def test_marks_and_commas_are_free() -> None:
    measures = found(GOLD, read(("Gov. Nel Pruitt of Ostrane", "said", "We will pay")))
    assert (measures["exact", "content"].found, measures["full", "all"].found) == (1, 1)
    # One prediction, right; one of two gold ones found.
    assert measures["full", "all"].precision == 1.0
    assert measures["full", "all"].recall == 0.5
    assert measures["full", "all"].value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("source", "agrees"),
    [("Gov. Nel Pruitt", 1), ("Pruitt", 1), ("Ostrane", 0), ("He", 0), ("", 0)],
)
def test_a_short_source_must_hold_the_head_word(source: str, agrees: int) -> None:
    measures = found(GOLD, read((source, "said", "We will pay")))
    assert measures["attribution", "all"].found == agrees
    assert measures["content", "all"].found == 1
    assert measures["source-accuracy", "direct"].value == agrees


def test_a_missing_source_agrees_only_with_none() -> None:
    headless = labelled(("", "said", "“We will pay,”"))
    assert found(headless, read(("", "said", "We will pay")))["attribution", "all"].value == 1.0
    assert found(headless, read(("Pruitt", "said", "We will pay")))["attribution", "all"].value == 0.0


@pytest.mark.parametrize(("content", "hits"), [("We will", 1), ("We", 0)])
def test_half_the_content_must_be_shared(content: str, hits: int) -> None:
    # "We will pay" has nine letters: "We will" six of them, "We" two.
    assert found(GOLD, read(("Gov. Nel Pruitt of Ostrane", "said", content)))["content", "all"].found == hits


def test_overlap_counts_characters() -> None:
    measure = found(GOLD, read(("Pruitt of Ostrane", "said", "pay")))["overlap", "source"]
    # Gold: GovNelPruittofOstrane and He, 21 + 2 letters; read: PruittofOstrane, 15.
    assert (measure.found, measure.predicted, measure.gold) == (15, 15, 23)


def test_recall_counts_gold_kinds_and_precision_predicted_kinds() -> None:
    # Gold is mixed; the prediction stops before the quotation, so it is indirect.
    measures = found(GOLD, read(("He", "denied", "that the road was shut and that it was")))
    assert (measures["attribution", "mixed"].found, measures["attribution", "mixed"].predicted) == (1, 0)
    assert (measures["attribution", "indirect"].right, measures["attribution", "indirect"].gold) == (1, 0)


def test_fragments_of_one_content_count_by_themselves() -> None:
    report = gold(text=TEXT, attributions=(GoldAttribution(content=places(TEXT, "We will", "road was")),))
    predicted = record(TEXT, statements=[statement(1, places(TEXT, "We will", "was shut"))])
    measure = found(report, predicted)["fragment", "content"]
    assert (measure.found, measure.predicted, measure.gold) == (1, 2, 2)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('She said “one” and "two" and ‘three’.', "onetwothree"),
        ("It’s the parties’ road, 'the last one,' he said.", "the last one,"),
        ("“Left open\nnot inside", "Left open"),
        ("„Nein“, sagte „er”", "Nein“, sagte „er"),
        ("``Old marks'' end", "Old marks"),
        ("«Non», dit-elle", "Non"),
    ],
)
def test_quoted(text: str, inside: str) -> None:
    assert "".join(c for c, mark in zip(text, quoted(text), strict=True) if mark) == inside


def test_a_source_serving_two_statements_counts_twice() -> None:
    text = "Venn said it rained and that it snowed."
    both = ((place(text, "it rained"),), (place(text, "that it snowed"),))
    report = gold(text=text, attributions=tuple(GoldAttribution(source=((0, 4),), content=c) for c in both))
    once = record(text, statements=[statement(1, both[0], source=((0, 4),))])
    measure = found(report, once)["exact", "source"]
    assert (measure.found, measure.predicted, measure.gold) == (1, 1, 2)
