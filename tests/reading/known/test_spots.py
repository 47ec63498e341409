import re
from pathlib import Path

import pytest

from onrecord.reading.known import spots, tables
from onrecord.reading.known.entry import codes
from onrecord.reading.known.spots import PLACES, Spot, country_however_spelt, find
from onrecord.reading.names import fold

FORMER = Path(__file__).parents[3] / "scripts" / "known" / "former_places.tsv"


def where(name: str, *spoken_of: str) -> tuple[str | None, str | None]:
    """Country and precision of a place."""
    found = find(name, spoken_of)
    return (None, None) if found is None else (found.country, found.precision)


@pytest.mark.parametrize(
    ("name", "spoken_of", "country"),
    [
        ("Valencia", (), None),
        ("Valencia", ("ESP",), "ESP"),
        ("Valencia", ("VEN",), "VEN"),
        ("Valencia", ("VEN", "NOR"), "VEN"),
        ("Valencia", ("ESP", "VEN"), None),
        ("Hyderabad", (), None),
        ("Hyderabad", ("PAK",), "PAK"),
        ("Hyderabad", ("IND",), "IND"),
        ("San Jose", (), None),
        ("San Jose", ("CRI",), "CRI"),
        ("Alexandria", (), "EGY"),
        ("Alexandria", ("USA",), "USA"),
        ("Alexandria", ("NOR",), "EGY"),
        ("Barcelona", (), None),
        ("Barcelona", ("ESP",), "ESP"),
        ("Santiago", (), "CHL"),
        ("London", (), "GBR"),
        ("Tripoli", (), "LBY"),
    ],
)
def test_a_name_of_several_towns(name: str, spoken_of: tuple[str, ...], country: str | None) -> None:
    assert where(name, *spoken_of)[0] == country


@pytest.mark.parametrize(("name", "spoken_of"), [("Tripoli", "LBN"), ("London", "CAN")])
def test_a_town_of_a_country_spoken_of_goes_before_a_capital_elsewhere(name: str, spoken_of: str) -> None:
    assert where(name, spoken_of)[0] == spoken_of


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("Geneva", 46.2, 6.1), ("Aleppo", 36.2, 37.2), ("Santiago", -33.5, -70.6), ("Nairobi", -1.3, 36.8)],
)
def test_a_town_has_coordinates(name: str, latitude: float, longitude: float) -> None:
    found = find(name, ())
    assert found is not None
    assert (found.latitude, found.longitude) == (
        pytest.approx(latitude, abs=0.1),
        pytest.approx(longitude, abs=0.1),
    )
    assert found.precision == "town"
    assert found.people > 0


@pytest.mark.parametrize("name", ["France", "france", "the Netherlands", "The  Ivory Coast", "Georgia"])
def test_a_country_has_no_coordinates(name: str) -> None:
    found = find(name, ("NOR",))
    assert found is not None
    assert found == Spot(found.country, precision="country")


def test_a_part_of_a_country_is_a_region() -> None:
    assert find("the Gaza Strip", ()) == Spot("PSE", precision="region")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Córdoba", "Cordoba"),
        ("Ciudad Juárez", "ciudad juarez"),
        ("Bombay", "Mumbai"),
        ("Leningrad", "Saint Petersburg"),
        ("Saigon", "Ho Chi Minh City"),
    ],
)
def test_one_town_however_it_is_called(one: str, other: str) -> None:
    assert find(one, ()) == find(other, ()) is not None


@pytest.mark.parametrize("name", ["Karsk", "Ostrania", "Belmaria", "", "  ", "the", "Nowhere in Particular"])
def test_what_is_on_no_list_is_nowhere(name: str) -> None:
    assert find(name, ()) is None
    assert find(name, ("NOR", "TCD")) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Afganistan", "AFG"),
        ("Ukraina", "UKR"),
        ("Kyrgystan", "KGZ"),
        ("Uzbekstan", "UZB"),
        ("Azerbajan", "AZE"),
        ("Phillipines", "PHL"),
        ("Mauretania", "MRT"),
        ("Somaliya", "SOM"),
        ("Rumania", "ROU"),
        ("AFGANISTAN", "AFG"),
        ("Slovenia", "SVN"),
        ("Slovania", "SVN"),
        ("Australa", "AUS"),
        ("Nigeria", "NGA"),
    ],
)
def test_a_country_with_a_letter_amiss(name: str, code: str) -> None:
    assert country_however_spelt(name) == code


@pytest.mark.parametrize(
    "name", ["Irak", "Chat", "Ostrania", "Belmaria", "Lusonda", "Keth", "", "Karsk", "Pakistanbul"]
)
def test_a_short_name_or_one_far_off_is_no_country(name: str) -> None:
    assert country_however_spelt(name) is None


@pytest.mark.parametrize("name", ["Cameron", "Dominic", "Granada"])
def test_a_name_of_its_own_is_no_country_misspelt(name: str) -> None:
    assert country_however_spelt(name) is None


def test_the_table_of_places() -> None:
    lines = (tables.FOLDER / PLACES).read_text(encoding="utf-8").splitlines()
    assert lines == tables.lines(PLACES)
    table = [line.split("\t") for line in lines]
    assert {len(row) for row in table} == {6}
    names = [f"{row[0]}\t" for row in table]
    assert names == sorted(names)
    assert len(set(lines)) == len(lines)
    assert {row[2] for row in table} <= codes()
    assert all(-90 <= float(row[3]) <= 90 and -180 <= float(row[4]) <= 180 for row in table)
    assert all(row[5].isdigit() for row in table)
    assert all(row[0] == " ".join(row[0].lower().split()) != "" and row[1].strip() for row in table)


def towns(name: str) -> set[Spot]:
    return set(spots._towns(" ".join(fold(word) for word in name.replace("-", " ").split())))


ROWS = [line.split("\t") for line in FORMER.read_text("utf-8").splitlines()]


def test_every_row_of_former_names_tells_town_country_and_names() -> None:
    assert all(re.fullmatch(r"[^,]+, [A-Z]{2}", now) and before and all(before) for now, *before in ROWS)


@pytest.mark.parametrize(("now", "before"), [(row[0], row[1:]) for row in ROWS])
def test_a_town_by_each_former_name(now: str, before: list[str]) -> None:
    assert all(towns(name) & towns(now.rpartition(", ")[0]) for name in before)


def test_every_line_of_the_table_is_found_by_its_name() -> None:
    for line in tables.lines(PLACES)[::50]:
        name, _, country, latitude, *_ = line.split("\t")
        assert (country, float(latitude)) in {(town.country, town.latitude) for town in spots._towns(name)}
