import pytest

from onrecord.document.document import Span
from onrecord.reading import coded
from onrecord.reading.entities import Entities
from onrecord.reading.known.book import Book
from onrecord.reading.known.coding import Coder
from onrecord.reading.known.entry import Entry
from onrecord.reading.marks import EntityMark, Marks, MoveMark, PartyMark, PlaceMark
from onrecord.reading.reader import RuleReader
from tests.reading.people import find
from tests.reading.sayings import document, record

VEIL = Entry(name="Green Veil", kind="group", country="TCD", sector="REB")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def code(
    text: str, by: str, to: str = "", where: str = "", own: tuple[Entry, ...] = ()
) -> tuple[MoveMark, tuple[EntityMark, ...], Entities]:
    """One act whose parties and place are these words, as it is coded, with all entities after that."""
    who = find(text)

    def party(words: str) -> tuple[PartyMark, ...]:
        return (PartyMark(span(text, words), who.at(span(text, words))),) if words else ()

    place = PlaceMark(span(text, where), where) if where else None
    move = MoveMark(type="ASSAULT", trigger=(0, 1), span=(0, 1), by=party(by), to=party(to), where=place)
    (done,) = coded.code(text, [move], who, Coder(Book(own), "2031-05-14"))
    return done, who.marks(), who


def read(text: str, *own: Entry) -> Marks:
    return RuleReader(own).read(document(text))


def of(marks: Marks, text: str, words: str) -> EntityMark:
    """The entity that some words mean as a party."""
    parties = [party for move in marks.moves for party in (*move.by, *move.to)]
    number = next(party.entity for party in parties if text[slice(*party.span)] == words)
    assert number is not None
    return marks.entities[number]


@pytest.mark.parametrize(
    ("words", "kind", "country", "sector"),
    [
        ("Russian aircraft", "other", "RUS", None),
        ("U.N. helicopters", "group", None, "IGO"),
        ("Chadian shells", "group", "TCD", None),
    ],
)
def test_a_party_that_was_nobody_becomes_an_entity_with_its_codes(
    words: str, kind: str, country: str | None, sector: str | None
) -> None:
    text = f"Overnight {words} hit the old bridge."
    move, marks, who = code(text, words)
    number = move.by[0].entity
    assert number is not None
    assert (who.kind(number), marks[number].country, marks[number].sector) == (kind, country, sector)
    assert [mention.span for mention in marks[number].mentions] == [span(text, words)]


def test_a_party_keeps_its_span_and_its_entity() -> None:
    text = "Norwegian rebels attacked Keth."
    who = find(text)
    number = who.at(span(text, "Norwegian rebels"))
    assert number is not None
    move, marks, _ = code(text, "Norwegian rebels", "Keth")
    assert move.by == (PartyMark(span(text, "Norwegian rebels"), number),)
    assert (marks[number].country, marks[number].sector) == ("NOR", "REB")


def test_an_unknown_party_has_no_codes() -> None:
    text = "Karsk attacked the old bridge."
    move, marks, _ = code(text, "Karsk")
    number = move.by[0].entity
    assert number is not None
    assert (marks[number].country, marks[number].sector) == (None, None)


def test_two_acts_of_one_wording_have_one_party() -> None:
    text = "Russian aircraft bombed the bridge. Russian aircraft attacked Karsk."
    marks = read(text)
    numbers = {party.entity for move in marks.moves for party in move.by}
    assert len(marks.moves) == 2
    assert len(numbers) == 1
    assert of(marks, text, "Russian aircraft").country == "RUS"


def test_what_is_told_first_stays() -> None:
    text = "Norwegian rebels attacked Keth."
    who = find(text)
    number = who.at(span(text, "Norwegian rebels"))
    assert number is not None
    who.learn(number, "FIN", "MIL")
    mark = who.marks()[number]
    assert (mark.country, mark.sector) == ("NOR", "REB")
    made = who.add_source((0, 9), "group")
    who.learn(made, "SWE", None)
    who.learn(made, "FIN", "MIL")
    assert (who.marks()[made].country, who.marks()[made].sector) == ("SWE", "MIL")


def test_a_state_keeps_its_own_code() -> None:
    text = "Norway attacked rebels in the Ivory Coast."
    marks = read(text)
    assert (of(marks, text, "Norway").kind, of(marks, text, "Norway").country) == ("state", "NOR")


@pytest.mark.parametrize("us", ["US", "the US", "U.S."])
def test_the_us_is_a_country_wherever_it_stands(us: str) -> None:
    done, entities, _ = code(f"Keth rejected {us} talks on Monday.", "Keth", us)
    assert [entities[party.entity].country for party in done.to if party.entity is not None] == ["USA"]


def test_us_is_whoever_speaks_and_no_country() -> None:
    text = "“They attacked us at dawn and we will hit back,” Foreign Minister Tarek Ondal of Keth said."
    assert [entity.country for entity in read(text).entities if entity.name == "Tarek Ondal"] == [None]


def test_an_adjective_alone_is_the_state_that_the_report_names() -> None:
    text = "Senegal sent envoys. Keth rejected a Senegalese offer. The Senegalese rejected it too."
    done, _, who = code(text, "Keth", "Senegalese")
    assert done.to[0] == PartyMark(span(text, "Senegalese"), who.at(span(text, "Senegal")))
    people, _, who = code(text, "The Senegalese")
    assert people.by[0].entity != who.at(span(text, "Senegal"))


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("ethnic Albanians", None),
        ("Ethnic Albanian guerrillas", None),
        ("ethnic Albanians in Serbia", "SRB"),
        ("Albanians", "ALB"),
    ],
)
def test_ethnic_is_a_matter_of_descent(words: str, country: str | None) -> None:
    done, entities, _ = code(f"On Monday {words} blocked the old road.", words)
    assert [entities[party.entity].country for party in done.by if party.entity is not None] == [country]


def test_a_body_of_the_users_own_is_recognised_as_a_party() -> None:
    text = "The Green Veil Front met envoys. Green Veil rejected the offer of Keth."
    mark = of(read(text, VEIL), text, "Green Veil")
    assert (mark.country, mark.sector) == ("TCD", "REB")


def test_a_body_known_beforehand_is_recognised_wherever_it_is_a_party() -> None:
    text = "Green Veil attacked a village in Chad."
    assert of(read(text, VEIL), text, "Green Veil").known_as == "Green Veil"


def test_a_person_is_not_of_the_country_of_his_given_name() -> None:
    text = "Jordan Varn rejected the offer of Keth."
    assert of(read(text), text, "Jordan Varn").country is None


@pytest.mark.parametrize(
    ("where", "country", "precision", "north"),
    [
        ("Geneva", "CHE", "town", 46.2),
        ("Aleppo", "SYR", "town", 36.2),
        ("Chad", "TCD", "country", None),
        ("Gaza Strip", "PSE", "region", None),
        ("Karsk", None, None, None),
        ("Valencia", None, None, None),
    ],
)
def test_a_place_on_the_map(where: str, country: str | None, precision: str | None, north: float | None) -> None:
    text = f"Envoys of Keth met rebels in {where}."
    move, _, _ = code(text, "Envoys of Keth", "rebels", where)
    assert move.where is not None
    assert (move.where.span, move.where.name) == (span(text, where), where)
    assert (move.where.country, move.where.precision) == (country, precision)
    assert move.where.latitude == (pytest.approx(north, abs=0.1) if north is not None else None)
    assert (move.where.longitude is None) is (north is None)


@pytest.mark.parametrize(
    ("who", "country"), [("Spanish", "ESP"), ("Venezuelan", "VEN"), ("Norwegian", None), ("Kethian", None)]
)
def test_the_countries_of_a_report_tell_which_town_is_meant(who: str, country: str | None) -> None:
    text = f"{who} officials met envoys of Keth in Valencia."
    (move,) = read(text).moves
    assert move.where is not None
    assert (move.where.name, move.where.country) == ("Valencia", country)


@pytest.mark.parametrize(
    ("words", "kind"), [("Ten rebels", "group"), ("No rebels", None), ("None of the rebels", None)]
)
def test_no_rebels_are_nobody(words: str, kind: str | None) -> None:
    done, entities, _ = code(f"{words} hit the old bridge.", words)
    assert [entities[party.entity or 0].kind for party in done.by] == ([kind] if kind else [])


def test_an_act_without_a_place_has_none() -> None:
    move, _, _ = code("Norwegian rebels attacked Keth.", "Norwegian rebels")
    assert move.where is None


def test_the_record_holds_party_and_place() -> None:
    made = record("Norwegian aircraft bombed rebels in Geneva.")
    (move,) = made.moves
    actors = {actor.id: actor for actor in made.actors}
    by, to = actors[move.by[0].actor or ""], actors[move.to[0].actor or ""]
    assert (by.name, by.country) == ("Norwegian aircraft", "NOR")
    assert to.sector == "REB"
    assert move.where is not None
    assert (move.where.country, move.where.precision) == ("CHE", "town")
    assert (move.where.latitude, move.where.longitude) == (
        pytest.approx(46.2, abs=0.1),
        pytest.approx(6.15, abs=0.1),
    )


def test_nothing_else_of_an_act_changes() -> None:
    text = "Norwegian rebels attacked Keth."
    move = MoveMark(type="REJECT", trigger=(17, 25), span=(0, 30), status="planned", score=0.7, about=((26, 30),))
    assert coded.code(text, [move], find(text), Coder(Book(), None)) == [move]
    assert coded.code(text, [], find(text), Coder(Book(), None)) == []


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("United Nations peacekeepers", None, "IGO"),
        ("inspectors of the International Atomic Energy Agency", None, "IGO"),
        ("Chechen fighters", "RUS", "UAF"),
    ],
)
def test_whose_somebody_is_goes_before_what_they_are(words: str, country: str | None, sector: str) -> None:
    text = f"Orsk shelled {words} on Tuesday."
    done, marks, _ = code(text, "Orsk", words)
    (to,) = done.to
    assert to.entity is not None
    assert (marks[to.entity].country, marks[to.entity].sector) == (country, sector)


def test_a_people_does_not_stand_for_the_government_of_its_country() -> None:
    done, marks, _ = code("Orsk rejected a Chechen offer.", "Orsk", "Chechen")
    (to,) = done.to
    assert to.entity is not None
    assert marks[to.entity].kind != "state"
