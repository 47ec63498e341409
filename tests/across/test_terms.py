import math

import msgspec
import pytest

from onrecord.across.terms import KEPT, STEPS, key, rarity, terms, words
from onrecord.record.parts import Record
from tests.made import talks
from tests.made_stories import story_report


def report(body: str, title: str | None = None) -> Record:
    return story_report("r", None, title, body)


def weight(record: Record, term: str) -> float:
    return terms(record).get(key(term), 0.0)


@pytest.mark.parametrize(
    ("written", "term"),
    [("Šárka", "sarka"), ("bridges", "bridge"), ("BROKE", "break"), ("Ilvane’s", "ilvane"), ("5.6", "5.6")],
)
def test_case_accents_and_inflection_fall_away(written: str, term: str) -> None:
    assert [word for _, word in words(written)] == [term]


def test_words_that_every_text_has_are_no_terms() -> None:
    assert list(words("It was he who would have been with them, a b")) == []


def test_the_rare_weighs_more_than_the_common() -> None:
    record = report("The minister met Quillane.")
    assert rarity("quillane") > rarity("minister") > 0
    assert weight(record, "quillane") > weight(record, "minister") > 0


def test_what_stands_first_and_often_weighs_more() -> None:
    filler = " ".join(["It was so."] * 40)
    late = report(f"Kestrel held. {filler} Dravel held.")
    often = report(f"{filler} Kestrel held. {filler} Dravel held. Dravel held.")
    assert weight(late, "kestrel") > weight(late, "dravel")
    assert weight(often, "dravel") > weight(often, "kestrel")


def test_a_title_that_is_not_in_the_text_counts() -> None:
    record = report("Nobody was hurt.")
    titled = msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, title="Kestrel dam bursts"))
    assert weight(titled, "kestrel") > weight(record, "kestrel") == 0


def test_full_names_of_actors_are_terms_and_what_is_set_apart_is_not() -> None:
    record = talks()
    assert weight(record, "tarek ondal") > weight(record, "ondal") * 0.5 > 0
    assert weight(record, "keth keth") == 0
    assert "READ ALSO: The bridge at Varn" in record.report.text
    assert weight(record, "varn") == 0


def test_the_heaviest_are_kept_at_length_one_in_whole_steps() -> None:
    syllables = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")
    found = terms(report(" ".join(f"{a}{b}x" for a in syllables for b in syllables)))
    assert len(found) == KEPT
    assert all((weight * STEPS).is_integer() for weight in found.values())
    assert math.isclose(sum(weight * weight for weight in found.values()), 1, abs_tol=0.02)
    assert all(-(2**63) <= term < 2**63 for term in found)


def test_no_words_no_terms() -> None:
    assert terms(report("…")) == {}
