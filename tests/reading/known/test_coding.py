import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.known.book import Book, Known
from onrecord.reading.known.coding import Coder, settle
from onrecord.reading.known.entry import Entry, codes
from onrecord.reading.marks import EntityKind, EntityMark
from onrecord.reading.naming import Draft
from onrecord.reading.reader import RuleReader
from tests.reading.people import find
from tests.reading.sayings import document

VEIL = Entry(name="Green Veil", others=("GV",), kind="group", country="TCD", sector="REB")
RELL = Entry(
    name="Ana Rell", kind="person", country="NOR", sector="GOV", role="president", since="2031-05", until="2033"
)


def phrase(words: str, when: str | None = None, *own: Entry) -> tuple[str | None, str | None]:
    return Coder(Book(own), when).phrase(words)


def actor(text: str, name: str, published: str | None, *own: Entry) -> EntityMark:
    """What the whole reader makes of somebody."""
    return next(mark for mark in RuleReader(own).read(document(text, published)).entities if mark.name == name)


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Karsk", None, None),
        ("the Karsk Assembly", None, "LEG"),
        ("Ostrania's army", None, "MIL"),
        ("Russian aircraft", "RUS", None),
        ("rebels in the Ivory Coast", "CIV", "REB"),
        ("rebels in the Democratic Republic of the Congo", "COD", "REB"),
        ("soldiers from Côte d'Ivoire", "CIV", "MIL"),
        ("U.N. helicopters", None, "IGO"),
        ("U.S. soldiers", "USA", "MIL"),
        ("envoy of the U.S.", "USA", "GOV"),
        ("South Sudanese rebels", "SSD", "REB"),
        ("Guinea-Bissau soldiers", "GNB", "MIL"),
        ("the Islamic Republic of Iran", "IRN", None),
        ("the foreign ministry of Norway", "NOR", "GOV"),
        ("Norwegian and Swedish officials", "NOR", "GOV"),
        ("officials in Norway and Sweden", "NOR", "GOV"),
        ("AN OFFICIAL OF NORWAY", "NOR", "GOV"),
        ("villagers near Karsk", None, "CVL"),
        ("women who fled Norway", "NOR", None),
        ("Norway", "NOR", None),
        ("soldiers", None, "MIL"),
        ("an official", None, "GOV"),
        ("gunmen in Mali,", "MLI", "UAF"),
        ("norwegian soldiers", None, "MIL"),
        ("us soldiers", None, "MIL"),
        ("who", None, None),
        ("of", None, None),
        ("…", None, None),
        ("", None, None),
    ],
)
def test_country_and_sector_of_a_phrase(words: str, country: str | None, sector: str | None) -> None:
    assert phrase(words) == (country, sector)


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("France's foreign minister", "FRA", "GOV"),
        ("France’s foreign minister", "FRA", "GOV"),
        ("the Philippines' president", "PHL", "GOV"),
        ("the Ivory Coast’s president", "CIV", "GOV"),
        ("Bosnia and Herzegovina's parliament", "BIH", "LEG"),
        ("the Republic of Korea's navy", "KOR", "MIL"),
        ("the US's envoy", "USA", "GOV"),
        ("the European Union's ambassador to Mali", None, "IGO"),
        ("the European Union’s ambassador to Mali", None, "IGO"),
        ("EU foreign ministers", None, "IGO"),
        ("African Union troops", None, "IGO"),
    ],
)
def test_an_owner_tells_whose_somebody_is(words: str, country: str | None, sector: str | None) -> None:
    assert phrase(words) == (country, sector)


@pytest.mark.parametrize(
    "words",
    [
        "anti-Syria journalist",
        "anti-Norway protesters",
        "pro-Russian separatists",
        "Russian-backed rebels",
        "the then-Norwegian king",
    ],
)
def test_a_country_inside_a_compound_is_not_whose_somebody_is(words: str) -> None:
    assert phrase(words)[0] is None


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("the Norwegian ambassador to Mali", "NOR"),
        ("Mali's rebels in Niger", "MLI"),
        ("the adviser to Mali", "MLI"),
        ("the ambassador to Mali", None),
        ("rebels from Niger", "NER"),
    ],
)
def test_what_stands_before_the_head_goes_before_what_follows(words: str, country: str | None) -> None:
    assert phrase(words)[0] == country


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("the police of Aleppo", "SYR"),
        ("police in Geneva", "CHE"),
        ("police in Valencia", None),
        ("officials in Hyderabad", None),
        ("police in Karsk", None),
    ],
)
def test_the_town_of_a_phrase_tells_its_country_where_it_is_one(words: str, country: str | None) -> None:
    assert phrase(words)[0] == country


def test_the_rest_of_a_name_holds_no_body() -> None:
    inside = Entry(name="Union", kind="organisation", country="FIN", sector="IGO")
    assert phrase("the Tarn Homeland Union", None, inside) == (None, None)
    assert phrase("Union officials", None, inside) == ("FIN", "IGO")


@pytest.mark.parametrize(
    ("words", "when", "told"),
    [
        ("Green Veil fighters", None, ("TCD", "REB")),
        ("fighters of Green Veil", None, ("TCD", "UAF")),
        ("GV fighters", None, ("TCD", "REB")),
        ("green veil fighters", None, (None, "UAF")),
        ("President Ana Rell's aides", "2031-05-14", ("NOR", "GOV")),
        ("aides to Ana Rell", "2031-05-14", ("NOR", None)),
        ("Ana Rell's cousins", "2031-05-14", ("NOR", "GOV")),
        ("Ana Rell's cousins", "2031-04-30", ("NOR", None)),
        ("Rell's cousins", "2031-05-14", (None, None)),
    ],
)
def test_the_users_actors_in_a_phrase(words: str, when: str | None, told: tuple[str | None, str | None]) -> None:
    assert phrase(words, when, VEIL, RELL) == told


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("Green Veil", True),
        ("the Green Veil", True),
        ("The Green Veil", True),
        ("Green Veil's", True),
        ("GV", True),
        ("Green Veil fighters", False),
        ("the veil", False),
        ("Ana Rell", False),
        ("the", False),
        ("", False),
    ],
)
def test_a_body_named_by_a_whole_phrase(words: str, known: bool) -> None:
    stripped = words.removesuffix("'s")
    found = Coder(Book([VEIL, RELL]), None).whole(stripped)
    assert found == (Known("Green Veil", "TCD", "REB") if known else None)


WORDS = st.sampled_from(
    [
        "the",
        "of",
        "in",
        "Norway",
        "Norway's",
        "Russian",
        "rebels",
        "Karsk",
        "Green",
        "Veil",
        "U.N.",
        "’s",
        "-",
        "and",
        "…",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_phrase_has_codes_or_none(words: str) -> None:
    coder = Coder(Book([VEIL, RELL]), "2031-05-14")
    country, sector = coder.phrase(words)
    assert country is None or country in codes()
    assert sector is None or re.fullmatch("[A-Z]{3}", sector)
    coder.whole(words)


@pytest.mark.parametrize("words", ["Jordan Karsk", "Georgi Karsk", "Cameron's spokesman", "Columbia University"])
def test_a_given_name_is_no_country(words: str) -> None:
    assert phrase(words)[0] is None


def test_a_full_stop_after_a_country() -> None:
    assert phrase("gunmen in Mali.") == ("MLI", "UAF")


def test_a_state_has_no_sector_whatever_it_is_called() -> None:
    assert phrase("Norway")[1] == phrase("the United States")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the Democratic Republic of the Congo's army", ("COD", "MIL")),
        ("the Organisation of Islamic Cooperation", (None, "IGO")),
        ("the Republican Party of Karsk", (None, "PTY")),
    ],
)
def test_a_name_with_of_in_it(words: str, told: tuple[str | None, str | None]) -> None:
    assert phrase(words) == told


def test_a_body_of_both_lists() -> None:
    assert phrase("Islamic State", "2015-01-01") == (None, "REB")


def draft(name: str, kind: EntityKind, nation: str = "", sector: str | None = None) -> Draft:
    made = Draft(0)
    made.title = tuple(name.split())
    made.votes[kind] = 3
    made.nation, made.sector = nation, sector
    return made


def test_settling_gives_what_is_known() -> None:
    person, group = draft("Ana Rell", "person"), draft("Green Veil", "organisation")
    settle([person, group], Book([RELL, VEIL]), "2031-05-14")
    assert (person.known, person.nation, person.sector) == ("Ana Rell", "NOR", "GOV")
    assert (group.known, group.nation, group.sector) == ("Green Veil", "TCD", "REB")


def test_what_the_report_says_of_a_country_goes_before() -> None:
    other, same, stem = (draft("Ana Rell", "person", nation) for nation in ("FIN", "NOR", "karskian"))
    settle([other, same, stem], Book([RELL]), "2031-05-14")
    assert (other.known, other.nation, other.sector) == (None, "FIN", None)
    assert (same.known, same.nation, same.sector) == ("Ana Rell", "NOR", "GOV")
    assert (stem.known, stem.nation) == ("Ana Rell", "karskian")


def test_the_sector_that_the_words_tell_goes_before_a_known_one() -> None:
    person = draft("Ana Rell", "person", sector="BUS")
    settle([person], Book([RELL]), "2031-05-14")
    assert person.sector == "BUS"
    after = draft("Ana Rell", "person", sector="BUS")
    settle([after], Book([RELL]), "2034-05-14")
    assert (after.known, after.nation, after.sector) == ("Ana Rell", "NOR", "BUS")


@pytest.mark.parametrize("kind", ["state", "place"])
def test_states_and_places_are_not_settled(kind: EntityKind) -> None:
    made = draft("Green Veil", kind)
    settle([made], Book([VEIL]), None)
    assert made.known is None


def test_nameless_people_are_not_settled() -> None:
    made = draft("", "person")
    settle([made], Book([RELL]), None)
    assert made.known is None


@pytest.mark.parametrize(
    ("published", "sector"),
    [("2031-04-30", None), ("2031-05-01", "GOV"), ("2033-12-31", "GOV"), ("2034-01-01", None)],
)
def test_the_day_of_a_report_tells_whose_office_counts(published: str, sector: str | None) -> None:
    mark = actor("Ana Rell rejected the offer of Keth.", "Ana Rell", published, RELL)
    assert (mark.known_as, mark.country, mark.sector) == ("Ana Rell", "NOR", sector)


def test_a_surname_with_its_office_in_a_report() -> None:
    text = "President Rell rejected the offer of Keth."
    assert actor(text, "Rell", "2031-05-14", RELL).known_as == "Ana Rell"
    assert actor(text, "Rell", "2034-05-14", RELL).known_as is None
    assert actor(text, "Rell", "2031-05-14").known_as is None


def test_a_reader_without_own_actors_knows_nobody_invented() -> None:
    text = "Ana Rell of Keth said that Green Veil would sign."
    assert {mark.known_as for mark in find(text).marks()} == {None}
