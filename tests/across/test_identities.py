"""Who is one across reports: decided on facts alone, without a store."""

from itertools import count

import pytest

from onrecord.across.actor_facts import Facts, facts
from onrecord.across.gathering import Card, Gathering, key_numbers
from onrecord.across.identities import keys
from onrecord.across.person_names import likeness
from tests.named import Named, report

ORG, STATE, PLACE = "organisation", "state", "place"


def together(*actors: Named, stories: dict[int, list[int]] | None = None) -> list[int]:
    """One report for each actor; which identity each gets, numbered as they come."""
    cards = []
    for number, actor in enumerate(actors, 1):
        record = report(f"report {number}", actor)
        told = facts(record.actors[0], record.report.text)
        cards.append(Card(report=number, report_id=record.report.id, actor="a1", first=(0, 1), facts=told))
    gathering = Gathering([], free=count(1), stories=stories or {}, near={}, bound={})
    gathering.add(cards)
    found = [number for _, number in gathering.where()]
    return [sorted(set(found)).index(number) for number in found]


def one(*actors: Named, near: bool = False) -> bool:
    stories = {n: [1] for n in range(1, len(actors) + 1)} if near else None
    return len(set(together(*actors, stories=stories))) == 1


@pytest.mark.parametrize(
    ("name", "other", "how"),
    [
        ("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya", 2),
        ("Svetlana Tikhanovskaya", "Svetlana Tijanóvskaya", 2),
        ("Alexander Varenko", "Aleksandr Varenko", 2),
        ("Halden Morvick", "HALDEN MORVICK", 2),
        ("Mark Hollin", "Mark Jay Hollin", 2),
        ("Tavo Lendrik", "Tavo Lendryk", 1),
        ("T. Ondal", "Tarek Ondal", 1),
        ("Peter Hansen", "Peter Hanson", 1),
        ("Peter Christensen", "Peter Christenson", 1),
        ("Marina Voss", "Karina Voss", 0),
        ("Karin Voss", "Karina Voss", 0),
        ("Abel H. Vorn", "Abel W. Vorn", 0),
        ("Abel Vorn", "Abel Vorn Jr.", 0),
        ("Anna Morvick", "Halden Morvick", 0),
        ("Halden Morvick", "Halden Teel", 0),
        ("Morvick", "Morvick", 0),
    ],
)
def test_how_alike_two_full_names_are(name: str, other: str, how: int) -> None:
    assert likeness(name, other) == likeness(other, name) == how


def test_one_person_under_all_spellings() -> None:
    assert one(
        Named("Svetlana Tikhanovskaya"),
        Named("Sviatlana Tsikhanouskaya", "Tsikhanouskaya"),
        Named("Svetlana Tijanóvskaya"),
    )


def test_a_surname_alone_joins_nobody() -> None:
    assert len(set(together(Named("Halden Morvick"), *[Named("Morvick") for _ in range(40)]))) == 41
    assert not one(Named("Morvick"), Named("Morvick"), near=True)


def test_a_surname_joins_with_an_office_that_agrees() -> None:
    full = Named("Halden Morvick", role="President of Tarvenia")
    assert one(full, Named("Morvick", role="President"))
    assert one(full, Named("Morvick", role="the Tarvenian president"))
    assert not one(full, Named("Morvick", role="president of Lusonda"))
    assert not one(full, Named("Morvick", role="colonel"))
    assert not one(full, Named("Morvick"))


def test_a_lesser_office_must_agree_in_more_than_its_noun() -> None:
    full = Named("Corvin Astrale", role="defence minister")
    assert one(full, Named("Astrale", role="Defence Minister"))
    assert not one(full, Named("Astrale", role="foreign minister"))
    colonel = Named("Bren Ultavo", role="Colonel")
    assert not one(colonel, Named("Ultavo", role="Colonel"))
    assert one(colonel, Named("Ultavo", role="Colonel"), near=True)


def test_a_surname_that_fits_two_joins_neither() -> None:
    found = together(
        Named("Halden Morvick", role="President"),
        Named("Anna Morvick", role="President"),
        Named("Morvick", role="President"),
    )
    assert found == [0, 1, 2]


def test_a_full_name_takes_in_an_earlier_surname_with_the_same_office() -> None:
    assert together(Named("Morvick", role="President"), Named("Halden Morvick", role="President")) == [0, 0]


def test_surnames_nearly_alike_need_something_that_agrees() -> None:
    lendryk = Named("Tavo Lendryk", role="commander of the Front")
    assert one(lendryk, Named("Tavo Lendrik", role="commander"))
    assert one(lendryk, Named("Tavo Lendrik"), near=True)
    assert not one(lendryk, Named("Tavo Lendrik"))


@pytest.mark.parametrize(
    ("actor", "other"),
    [
        (Named("Ana Rell", country="NOR"), Named("Ana Rell", country="PER")),
        (Named("Ana Rell", known_as="Ana Rell"), Named("Ana Rell", known_as="Ana Maria Rell")),
        (Named("Ana Rell"), Named("Ana Rell", kind=PLACE)),
        (Named("Keth", kind=STATE), Named("Keth")),
        (Named("Tarvenia", kind=STATE), Named("Tarvenian government", kind=ORG)),
    ],
)
def test_what_contradicts_keeps_apart(actor: Named, other: Named) -> None:
    assert not one(actor, other, near=True)


def test_initials_of_two_people_do_not_bring_them_together() -> None:
    sara, simon = Named("Sara Rell", role="envoy"), Named("Simon Rell", role="envoy")
    found = together(sara, Named("S. Rell", role="envoy"), simon)
    assert found == [0, 0, 1]


@pytest.mark.parametrize(
    "actors",
    [
        (Named("Velloun River Front", kind=ORG), Named("The Velloun River Front", kind="group")),
        (Named("Velloun River Front", "VRF", kind=ORG), Named("VRF", kind=ORG)),
        (Named("Varn Harbor Center", kind=ORG), Named("Varn Harbour Centre", kind=ORG)),
        (Named("Varn Red Gulls", "Red Gulls", kind=ORG), Named("Red Gulls", kind="other")),
        (Named("government of Tarvenia", kind=ORG, described=True), Named("Tarvenian government", kind=ORG)),
        (
            Named("Tarvenian army", kind=ORG, described=True),
            Named("Tarvenian armed forces", kind=ORG, described=True),
        ),
        (Named("Lusonda", kind=STATE), Named("Lusondan", "Lusonda", kind=STATE)),
        (Named("Orrery Wire", kind="other"), Named("Orrery Wire", kind=ORG)),
        (Named("Ostrel", kind=PLACE), Named("Ostrel", kind=PLACE)),
        (Named("Europe", kind=PLACE), Named("Europe", kind=PLACE)),
    ],
)
def test_bodies_that_are_one(actors: tuple[Named, ...]) -> None:
    assert one(*actors)


@pytest.mark.parametrize(
    "actors",
    [
        (Named("army", kind=ORG, described=True), Named("army", kind=ORG, described=True)),
        (Named("two dockers", kind="group", described=True), Named("two dockers", kind="group", described=True)),
        (Named("spokesman", described=True), Named("spokesman", described=True)),
        (Named("Tarvenian fighters", kind="group", described=True),) * 2,
        (Named("Supreme Court", kind=ORG), Named("Supreme Court", kind=ORG)),
        (Named("Front", kind=ORG), Named("Front", kind=ORG)),
        (Named("Velloun River Front", "VRF", kind=ORG), Named("Vasko Rugby Federation", "VRF", kind=ORG)),
        (Named("Port Ambrel Police", "Port Ambrel", kind=ORG), Named("Port Ambrel", kind=PLACE)),
        (Named("Varn Red Gulls", "Red Gulls", kind=ORG), Named("Keth Red Gulls", "Red Gulls", kind=ORG)),
        (Named("Lendrik", kind="other"), Named("Lendrik", kind="other")),
        (Named("Washington", kind=PLACE, country="USA"), Named("Washington", kind=PLACE, country="USA")),
        (Named("Georgia", kind=STATE, country="GEO"), Named("Georgia", kind=STATE, country="GEO")),
        (Named("Democratic Party", kind=ORG, known_as="Democratic Party", sector="PTY"),) * 2,
    ],
)
def test_bodies_that_are_not(actors: tuple[Named, ...]) -> None:
    assert not one(*actors)


def test_a_title_or_a_headline_that_clings_to_a_name_is_left_out() -> None:
    clean = Named("Sara Ondal")
    assert one(clean, Named("President-elect Sara Ondal", "Ondal"))
    assert one(clean, Named("Sara Ondal Dead", "Ondal"))
    assert not one(clean, Named("Sara Ondal Vexley", "Ondal"))


def test_a_street_of_a_common_name_is_of_its_own_town() -> None:
    assert not one(Named("High Street", kind=PLACE), Named("High Street", kind=PLACE), near=True)


def test_a_common_name_is_one_in_reports_on_one_happening() -> None:
    assert one(Named("Supreme Court", kind=ORG), Named("Supreme Court", kind=ORG), near=True)


def test_a_report_that_bears_both_names_makes_two_one() -> None:
    cards = []
    for number, names in enumerate([("Velloun River Front",), ("VRF",), ("Velloun River Front", "VRF")], 1):
        record = report(f"report {number}", Named(*names, kind=ORG))
        told = facts(record.actors[0], record.report.text)
        cards.append(Card(report=number, report_id=record.report.id, actor="a1", first=(0, 1), facts=told))
    gathering = Gathering([], free=count(1), stories={}, near={}, bound={})
    gathering.add(cards)
    assert {gathering.now(number) for _, number in gathering.where()} == {1}
    assert gathering.became == {2: 1}


def test_two_of_one_name_and_other_countries_do_not_swallow_a_third() -> None:
    peru, norway, nowhere = (Named("Ana Rell", country=code) for code in ("PER", "NOR", None))
    assert together(peru, norway, nowhere, nowhere) == [0, 1, 2, 2]


def test_keys_are_the_same_in_every_process() -> None:
    told = Facts(name="Keth", kind="state", names=("Keth",))
    assert keys(told) == ("land keth", "state KETH")
    assert key_numbers(told) == (-1386553907028357898, 4152766817460218654)
