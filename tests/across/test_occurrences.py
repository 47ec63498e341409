from typing import Any

import pytest

from onrecord.across.accounts import Account
from onrecord.across.dispute import Dispute, Entry, Side
from onrecord.across.occurrences import Occurrence, disputes, occurrence_id, place
from tests.across.told import BELMARIA, ILVANE, KETH, NAMES, ONDAL, told


def one(*accounts: Account) -> bool:
    """Whether all accounts are put to one occurrence, in whichever order they come."""
    there = len(set(place(accounts, (), 1))) == 1
    assert there == (len(set(place(accounts[::-1], (), 1))) == 1)
    return there


def demand(report: int = 1, **others: Any) -> Account:
    return told(report, type_="REQUEST", stems=("demand",), words=("withdraw", "troop"), **others)


class TestJoined:
    @pytest.mark.parametrize(
        "other",
        [
            told(2),
            told(1, "m2"),
            told(2, on="2031-05-13"),
            told(2, by=()),
            told(2, status="denied"),
            told(2, status="denied", stems=("fire",)),
            told(2, published="2031-05-16"),
            told(2, stories=(), on="2031-05-13"),
        ],
        ids=["another report", "the same", "dated", "by nobody", "denied", "denied in other words", "late", "no story"],
    )
    def test_one_act(self, other: Account) -> None:
        assert one(told(on="2031-05-13" if other.dated else None), other)

    def test_a_demand_of_one_day(self) -> None:
        assert one(demand(), demand(2, published="2031-05-15"))

    def test_a_meeting_told_from_either_side(self) -> None:
        met = told(type_="CONSULT", stems=("meet",), by=(KETH, BELMARIA), to=(), reciprocal=True)
        assert one(met, told(2, type_="CONSULT", stems=("meet",)))

    def test_a_copy_is_found_again_though_nobody_in_it_is_known(self) -> None:
        nobody = {"by": (), "to": (), "stories": ()}
        assert one(
            told(words=("first", "shot", "hill"), **nobody), told(2, origin=1, words=("first", "shot"), **nobody)
        )

    def test_other_words_for_a_deed_of_one_day_between_the_same_two(self) -> None:
        assert one(told(on="2031-05-13"), told(2, stems=("bombard",), on="2031-05-13"))

    def test_a_deed_whose_victim_stands_elsewhere_in_the_passage(self) -> None:
        shot = told(by=(), to=(), to_words=("baker",), words=())
        assert one(shot, told(2, by=(), to=(), words=("baker",)))

    def test_one_word_for_two_types(self) -> None:
        assert one(told(on="2031-05-13"), told(2, type_="COERCE", on="2031-05-13"))


class TestKeptApart:
    @pytest.mark.parametrize(
        "other",
        [
            told(2, stems=("bombard",)),
            told(2, type_="COERCE", by=()),
            told(2, type_="AID"),
            told(2, by=(), to=(), words=()),
            told(2, to=(ILVANE,)),
            told(2, by=(ONDAL,)),
            told(2, stories=(2,), by=()),
            told(2, published="2031-06-14"),
            told(2, status="planned"),
            told(2, status="asked"),
            told(2, published=None, stories=(2,)),
        ],
        ids=[
            "in another word",
            "of another type",
            "of another class",
            "of nobody",
            "to another",
            "by another",
            "of another story",
            "a month later",
            "to come",
            "asked for",
            "undated elsewhere",
        ],
    )
    def test_two_acts(self, other: Account) -> None:
        assert not one(told(), other)

    def test_two_dates_are_two_acts(self) -> None:
        assert not one(told(on="2031-05-11"), told(2, on="2031-05-13"))

    def test_an_old_act_is_not_that_of_today(self) -> None:
        old = told(on="2029-05-11", status="historical")
        assert not one(old, told(2))
        assert one(old, told(2, on="2029-05-11", published="2031-05-20"))

    def test_an_old_act_is_not_that_of_a_report_without_date(self) -> None:
        old = told(on="2029-05-11", status="historical", published=None)
        assert not one(old, told(2, published=None))
        assert one(old, told(2, on="2029-05-11", published=None))

    def test_a_demand_repeated_on_another_day(self) -> None:
        assert not one(demand(), demand(2, published="2031-05-17"))
        assert one(demand(on="2031-05-13"), demand(2, on="2031-05-13", published="2031-05-17"))

    def test_a_refusal_by_nobody_known(self) -> None:
        refused = told(type_="REJECT", stems=("refuse",), by=(), words=())
        assert not one(refused, told(2, type_="REJECT", stems=("refuse",), words=()))

    def test_a_common_word_of_parties_does_not_outweigh_another_number(self) -> None:
        twenty = told(by=(), to=(), to_words=("pirate",), words=(), counts=(("pirate", "23"),))
        assert one(twenty, told(2, by=(), to=(), to_words=("pirate",), words=()))
        assert not one(twenty, told(2, by=(), to=(), to_words=("pirate",), words=(), counts=(("pirate", "26"),)))

    def test_an_account_that_fits_one_of_many_does_not_bring_another_in(self) -> None:
        # "shot and killed" must not make the shooting and the killing one.
        shot, both, killed = told(stems=("shoot",)), told(2, stems=("shoot", "kill")), told(3, stems=("kill",))
        assert place((shot, told(4, stems=("shoot",)), both, killed), (), 1) == (1, 1, 1, 2)

    def test_nobody_known_does_not_tie_two_doers(self) -> None:
        keth, nobody, ondal = told(), told(2, by=()), told(3, by=(ONDAL,))
        assert place((keth, nobody, ondal), (), 1) == (1, 1, 2)


class TestPlace:
    def test_known_occurrences_are_joined_and_new_ones_numbered_on(self) -> None:
        known = Occurrence(7, (told(),))
        assert place((told(2), told(3, to=(ILVANE,)), told(4, to=(ONDAL,)), told(5)), (known,), 9) == (7, 9, 10, 7)

    def test_the_earlier_of_two_that_fit_alike(self) -> None:
        assert place((told(3),), (Occurrence(2, (told(1),)), Occurrence(5, (told(2),))), 9) == (2,)

    def test_ids_are_of_the_first_account(self) -> None:
        assert len({occurrence_id("a", "m1"), occurrence_id("a", "m2"), occurrence_id("b", "m1")}) == 3


class TestDisputes:
    def test_none_where_all_agree_or_say_nothing(self) -> None:
        assert disputes((told(), told(2, by=()), told(3, on="2031-05-13")), NAMES) == ()

    def test_who(self) -> None:
        accounts = (told(), told(2, by=(ONDAL,)), told(3, by=(KETH, ILVANE)))
        assert disputes(accounts, NAMES) == (
            Dispute(
                "who",
                (Side("Keth", (Entry(1, "m1"), Entry(3, "m1"))), Side("Tarek Ondal", (Entry(2, "m1"),))),
            ),
        )

    def test_who_did_it_by_one_word_against_another(self) -> None:
        keth = told(on="2031-05-13", layer="reported")
        other = told(2, by=(ONDAL,), on="2031-05-13", layer="reported")
        assert one(keth, other)
        assert [d.kind for d in disputes((keth, other), NAMES)] == ["who"]

    @pytest.mark.parametrize(
        ("kind", "a", "b", "values"),
        [
            ("what", told(), told(2, type_="COERCE"), ["ASSAULT", "COERCE"]),
            ("when", told(on="2031-05-12"), told(2, on="2031-05-13"), ["2031-05-12", "2031-05-13"]),
            (
                "how many",
                told(counts=(("soldier", "3"),)),
                told(2, counts=(("soldier", "6"), ("tank", "1"))),
                ["3 soldier", "6 soldier"],
            ),
            ("whether", told(), told(2, status="denied"), ["asserted", "denied"]),
        ],
    )
    def test_the_rest(self, kind: str, a: Account, b: Account, values: list[str]) -> None:
        (dispute,) = disputes((a, b), NAMES)
        assert dispute.kind == kind
        assert [side.value for side in dispute.sides] == values
        assert [side.accounts for side in dispute.sides] == [(a.entry,), (b.entry,)]

    def test_what_may_be_is_no_assertion(self) -> None:
        assert disputes((told(status="planned"), told(2, status="denied")), NAMES) == ()
