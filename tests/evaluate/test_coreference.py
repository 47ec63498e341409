import pytest

from onrecord.evaluate.coreference import score
from onrecord.evaluate.gold import GoldActor, GoldMention, GoldPronoun
from onrecord.evaluate.result import Measure

from .made_up import actor, gold, place, record

TEXT = "Ida Corr met Dara Venn. She told him that Corr would stay; later he agreed."
CORR, SHE, SURNAME = (
    place(TEXT, "Ida Corr"),
    place(TEXT, "She"),
    (place(TEXT, "that Corr")[0] + 5, place(TEXT, "that Corr")[1]),
)
VENN, HIM, HE = (
    place(TEXT, "Dara Venn"),
    place(TEXT, "him"),
    (place(TEXT, "later he")[0] + 6, place(TEXT, "later he")[1]),
)
BOTH = (
    GoldActor(name="Ida Corr", mentions=(CORR, SHE, SURNAME)),
    GoldActor(name="Dara Venn", mentions=(VENN, HIM, HE)),
)


def by_name(measures: tuple[Measure, ...]) -> dict[str, Measure]:
    return {m.name: m for m in measures}


def test_actors_against_themselves() -> None:
    read = record(TEXT, actors=[actor(1, "Venn", VENN, HIM, HE), actor(2, "Corr", CORR, SHE, SURNAME)])
    measures = by_name(score([(gold(text=TEXT, actors=BOTH), read)]))
    assert {name: m.value for name, m in measures.items()} == {"mentions": 1.0, "pronouns": 1.0, "b3": 1.0}
    assert (measures["mentions"].gold, measures["pronouns"].gold) == (6, 3)


def test_a_pronoun_given_to_the_wrong_actor_and_a_mention_missed() -> None:
    read = record(TEXT, actors=[actor(1, "Corr", CORR, SHE, HE), actor(2, "Venn", VENN, HIM)])
    measures = by_name(score([(gold(text=TEXT, actors=BOTH), read)]))
    assert measures["mentions"].value == pytest.approx(4 / 6)
    assert measures["pronouns"].value == pytest.approx(2 / 3)
    # Precision: Corr and She 2/3 each, Venn and him 1, he 1/3. Recall: 2/3 each, he 1/3, the missed surname 0.
    assert measures["b3"].precision == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 + 1 / 3) / 5)
    assert measures["b3"].recall == pytest.approx((4 * 2 / 3 + 1 / 3) / 6)


def test_one_actor_for_everyone_is_right_for_one_of_them_only() -> None:
    read = record(TEXT, actors=[actor(1, "Corr", CORR, SHE, SURNAME, VENN, HIM, HE)])
    measures = by_name(score([(gold(text=TEXT, actors=BOTH), read)]))
    assert measures["mentions"].value == 0.5
    assert measures["b3"].precision == 0.5


def clusters() -> tuple[GoldMention, ...]:
    people = enumerate(((CORR, SHE, SURNAME), (VENN, HIM, HE)))
    return tuple(GoldMention(cluster=n, type="person", start=s, end=e) for n, spans in people for s, e in spans)


def test_pronouns_of_clusters() -> None:
    # "he" stands with Corr; "him" has no actor.
    read = record(TEXT, actors=[actor(1, "Corr", CORR, SHE, SURNAME, HE), actor(2, "Venn", VENN)])
    measures = by_name(score([(gold(text=TEXT, mentions=clusters()), read)]))
    assert (measures["pronouns"].found, measures["held"].found, measures["pronouns"].gold) == (1, 2, 3)


@pytest.mark.parametrize(
    ("group", "f1"), [((CORR, SHE), 1.0), ((VENN, SHE), 0.0), ((CORR, VENN, SHE), 2 / 3), ((CORR,), 0)]
)
def test_passages(group: tuple[tuple[int, int], ...], f1: float) -> None:
    passage = gold(text=TEXT, pronoun=GoldPronoun(span=SHE, names=((CORR, True), (VENN, False))))
    (names,) = score([(passage, record(TEXT, actors=[actor(1, "Someone", *group)]))])
    assert names.value == pytest.approx(f1)


def test_nothing_read_is_nothing_right() -> None:
    measures = by_name(score([(gold(text=TEXT, actors=BOTH), record(TEXT))]))
    assert {m.value for m in measures.values()} == {0.0}
