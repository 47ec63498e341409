import random

import numpy as np
import pytest
from evals.copies import make, measure, own_documents

from onrecord.across.copies import Arrival, compare, differences, is_cut, kind_of, names, origin_of
from onrecord.across.shingles import prints, runs, words_of
from onrecord.record.parts import Record
from tests.made_copies import OWN, WIRE, report, wire


def kind(first: Record, second: Record) -> str | None:
    return kind_of(first.report, second.report, compare(first.report, second.report))


def texts(record: Record, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [record.report.text[start:stop] for start, stop in spans]


def curly(text: str) -> str:
    return text.replace(' "', " “").replace('"', "”").replace("'", "’")


class TestPrints:
    def test_sixteen_words_in_a_row_are_always_found(self) -> None:
        chance = random.Random(5)
        for n in range(60):
            shared = " ".join(f"gull{n}x{i}" for i in range(16))
            one, other = (
                report(
                    f"{side}{n}",
                    f"{' '.join(f'{side}{chance.random()}' for _ in range(chance.randint(3, 60)))} {shared}.",
                )
                for side in ("left", "right")
            )
            assert np.isin(prints(one.report), prints(other.report)).any()

    def test_they_are_the_same_in_every_process(self) -> None:
        assert prints(report("a", "The ferry workers of Varn walked out.").report).tolist() == [-8947499069810359001]

    def test_case_accents_and_quotation_marks_do_not_count(self) -> None:
        one = report("a", 'Šárka Ilvane said: "We will not sign the paper today."')
        other = report("b", "SARKA ILVANE said, « We will not sign the paper today. »")
        assert prints(one.report).tolist() == prints(other.report).tolist()

    def test_five_words_make_one_and_four_none(self) -> None:
        assert len(prints(report("a", "The workers walked out today.").report)) == 1
        assert len(prints(report("a", "The workers walked out.").report)) == 0

    def test_credits_and_related_links_are_left_out(self) -> None:
        plain = report("a", *OWN)
        more = report(
            "b", *OWN, "READ ALSO: The bridge at Varn is closed for the week", "With information from Orrery Wire"
        )
        assert len(words_of(more.report)) == len(words_of(plain.report))


class TestKind:
    def test_the_same_text_by_another_outlet_is_a_copy(self) -> None:
        assert kind(report("north", *WIRE), wire()) == "copy"

    @pytest.mark.parametrize(
        "paragraphs",
        [
            WIRE[:2],
            (WIRE[0], *WIRE[3:]),
            (*OWN[:2], *WIRE, *OWN[2:]),
            (*OWN[:1], *WIRE[:3], *OWN[1:]),
            tuple(map(curly, WIRE)),
            tuple(p.replace("said", "added").replace("harbour", "harbor").replace("nine", "9") for p in WIRE),
        ],
        ids=["first paragraphs", "middle dropped", "wrapped", "cut and wrapped", "quotation marks", "edited"],
    )
    def test_a_changed_copy_is_one(self, paragraphs: tuple[str, ...]) -> None:
        assert kind(report("north", *paragraphs, title="What the boats cost us"), wire()) == "copy"

    def test_an_independent_report_is_none(self) -> None:
        assert kind(report("north", *OWN), wire()) is None

    def test_the_same_quotation_makes_no_copy(self) -> None:
        quoted = '"We were shown the same number with a new hat on it, and we went home," she told reporters.'
        likeness = compare(report("north", OWN[0], quoted).report, wire().report)
        assert likeness.of_first > 0.3
        assert kind(report("north", OWN[0], quoted), wire()) is None

    def test_a_standing_phrase_makes_no_copy(self) -> None:
        phrase = "The council of Varn has asked the district judge to name a mediator."
        assert kind(report("north", *OWN, phrase), wire()) is None

    def test_one_sentence_in_common_is_too_little_however_short_the_report(self) -> None:
        assert (
            kind(report("north", "The council of Varn has asked the district judge to name a mediator."), wire())
            is None
        )

    def test_a_reissue_by_the_same_outlet_is_a_version(self) -> None:
        corrected = WIRE[2].replace("nine percent", "eight percent")
        assert kind(report("w2", *WIRE[:2], corrected, *WIRE[3:], publisher="ORRERY WIRE"), wire()) == "version"

    def test_a_follow_up_with_old_background_is_no_version(self) -> None:
        assert kind(report("w2", *OWN, WIRE[3], WIRE[4], publisher="Orrery Wire"), wire()) is None

    def test_at_the_same_address_a_text_half_new_is_a_version(self) -> None:
        url = "https://orrery.example/varn"
        one = report("a", *WIRE, publisher="Orrery Wire", url=url)
        assert kind(report("b", *OWN, WIRE[3], WIRE[4], publisher="Orrery Wire", url=url), one) == "version"
        assert kind(report("c", *OWN, publisher="Orrery Wire", url=url), one) is None


class TestOrigin:
    def first(self, *records: Record) -> str | None:
        return origin_of([Arrival(n, record.report) for n, record in enumerate(records, 1)]).report.given_id

    def test_the_first_published_whatever_arrived_first(self) -> None:
        assert self.first(report("late", *WIRE, published="2031-05-05"), wire()) == "wire"

    def test_on_one_day_the_agency_that_another_credits(self) -> None:
        credited = report("north", *WIRE[1:], "With information from Orrery Wire")
        assert credited.report.credits == ("Orrery Wire",)
        assert self.first(report("south", *WIRE[1:]), credited, wire()) == "wire"

    def test_on_one_day_no_cut(self) -> None:
        assert self.first(report("cut", *WIRE[1:3]), report("whole", *WIRE[1:])) == "whole"

    def test_on_one_day_a_report_that_wraps_another_is_not_the_whole_of_it(self) -> None:
        assert self.first(report("plain", *WIRE[1:]), report("wraps", *OWN[:2], *WIRE[1:], *OWN[2:])) == "plain"

    def test_else_the_one_that_arrived_first(self) -> None:
        assert self.first(report("south", *WIRE[1:]), report("north", *WIRE[1:])) == "south"

    def test_one_without_a_day_comes_after_those_that_have_one(self) -> None:
        assert self.first(report("undated", *WIRE[1:], published=None), report("dated", *WIRE[1:])) == "dated"

    def test_a_cut_is_told_from_its_whole(self) -> None:
        cut, whole = report("cut", *WIRE[:2]).report, wire().report
        assert is_cut(cut, whole)
        assert not is_cut(whole, cut)

    def test_an_agency_is_known_by_its_initials_or_first_words(self) -> None:
        agency = report("a", *OWN, publisher="Keth Press Agency")
        assert names(report("b", *WIRE[1:], "With information from KPA").report, agency.report)
        assert names(report("b", *WIRE[1:], "With information from Keth Press").report, agency.report)
        assert not names(report("b", *WIRE[1:], "With information from Press").report, agency.report)


class TestDifferences:
    def test_none_between_equal_texts(self) -> None:
        assert differences(wire().report, wire("again").report) == type(differences(wire().report, wire().report))(
            (), ()
        )

    def test_what_was_cut_and_what_was_added(self) -> None:
        copy = report("north", WIRE[0], OWN[0], *WIRE[2:])
        found = differences(copy.report, wire().report)
        assert texts(copy, found.first_only) == [OWN[0].rstrip(".")]
        assert texts(wire(), found.second_only) == [
            "Ferry workers of Varn walk out",
            WIRE[1].rstrip("."),
        ]

    def test_single_words(self) -> None:
        copy = report("north", *(p.replace("forty", "fifty").replace("rejected that account and ", "") for p in WIRE))
        found = differences(copy.report, report("w", *WIRE).report)
        assert texts(copy, found.first_only) == ["fifty"]
        assert texts(report("w", *WIRE), found.second_only) == ["forty", "rejected that account and"]

    def test_single_words_close_together(self) -> None:
        copy = report("north", WIRE[0].replace("left forty barges tied", "leave forty boats tied"), *WIRE[1:])
        found = differences(copy.report, report("w", *WIRE).report)
        assert texts(copy, found.first_only) == ["leave", "boats"]

    def test_moved_paragraphs_do_not_differ(self) -> None:
        copy = report("north", WIRE[0], WIRE[3], WIRE[2], WIRE[1], WIRE[4])
        assert differences(copy.report, report("w", *WIRE).report).first_only == ()

    def test_no_words_at_all(self) -> None:
        empty = report("north", "— — —")
        assert compare(empty.report, wire().report).share == 0
        assert differences(empty.report, wire().report).first_only == ()


def test_runs_of_nothing() -> None:
    assert runs(np.zeros(0, np.bool_)) == []


def test_copies_made_of_our_own_texts_are_found_and_nothing_else() -> None:
    figures = measure(*make(own_documents(), [], copies=210, seed=7))
    assert figures.recall >= 0.98
    assert figures.precision >= 0.99
    assert [tie[:2] for tie in figures.given] == [("05-courier-two-doors.html", "04-orrery-mediator-offer.txt")]
