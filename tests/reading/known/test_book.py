import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from onrecord.document.dates import parse_date
from onrecord.reading.known import book, tables
from onrecord.reading.known.book import TABLES, Book, Known
from onrecord.reading.known.entry import COLUMNS, NOTHING, Entry, codes, entry
from onrecord.reading.known.keys import key
from onrecord.reading.marks import EntityKind
from onrecord.reading.names import folded

ROOT = Path(__file__).parents[3]
CODES = {NOTHING, *codes()}
SOURCES = ("offices.tsv", "bodies.tsv")
RELL = Entry(
    name="Ana Rell",
    others=("Ann Rell",),
    kind="person",
    country="NOR",
    sector="GOV",
    role="president",
    since="2031-05-10",
    until="2033-02",
)


def office(name: str, country: str | None, role: str, since: str | None = None, until: str | None = None) -> Entry:
    return Entry(name=name, kind="person", country=country, sector="GOV", role=role, since=since, until=until)


def person(own: list[Entry], name: str, when: str | None, role: str = "") -> Known | None:
    return Book(own).person(tuple(name.split()), when, role)


def body(name: str, when: str | None, *own: Entry) -> Known | None:
    return Book(own).body(tuple(name.split()), when)


@pytest.mark.parametrize(
    ("when", "sector", "role"),
    [
        ("2031-05-09", None, None),
        ("2031-05-10", "GOV", "president"),
        ("2032-06-01", "GOV", "president"),
        ("2032-06", "GOV", "president"),
        ("2032", "GOV", "president"),
        ("2033-02-28", "GOV", "president"),
        ("2033-03-01", None, None),
        (None, "GOV", None),  # which of the terms is not known
    ],
)
def test_an_office_holds_in_its_term(when: str | None, sector: str | None, role: str | None) -> None:
    assert person([RELL], "Ana Rell", when) == Known("Ana Rell", "NOR", sector, role)


def test_terms_that_follow_each_other() -> None:
    own = [
        office("Ana Rell", "NOR", "foreign minister", "2029", "2031-04"),
        Entry(name="Ana Rell", kind="person", country="NOR", sector="OPP", role="opposition leader", since="2031-05"),
    ]
    assert person(own, "Ana Rell", "2030-01-01") == Known("Ana Rell", "NOR", "GOV", "foreign minister")
    assert person(own, "Ana Rell", "2031-04-30") == Known("Ana Rell", "NOR", "GOV", "foreign minister")
    assert person(own, "Ana Rell", "2031-05-01") == Known("Ana Rell", "NOR", "OPP", "opposition leader")
    assert person(own, "Ana Rell", "2028-12-31") == Known("Ana Rell", "NOR", None)
    assert person(own, "Ana Rell", None) == Known("Ana Rell", "NOR", None)


def test_two_offices_at_one_time_of_two_sectors_tell_the_country_alone() -> None:
    own = [
        office("Ana Rell", "NOR", "interior minister", "2031"),
        Entry(name="Ana Rell", kind="person", country="NOR", sector="PTY", role="party leader", since="2031"),
    ]
    assert person(own, "Ana Rell", "2031-05-14") == Known("Ana Rell", "NOR", None)


@pytest.mark.parametrize("name", ["Ann Rell", "ANA RELL", "A. Rell", "Ana Maria Rell", "Ána Rell", "Ana Rell Jr."])
def test_a_person_is_known_by_each_spelling(name: str) -> None:
    found = person([RELL], name, "2032")
    assert found is not None
    assert found.name == "Ana Rell"


def test_a_transliterated_surname_is_found() -> None:
    own = [office("Sviatlana Marovskaya", "BLR", "premier", "2031")]
    assert person(own, "Svetlana Marouskaja", "2032") == Known("Sviatlana Marovskaya", "BLR", "GOV", "premier")
    assert person(own, "Olga Marouskaja", "2032") is None


@pytest.mark.parametrize("name", ["Tomas Rell", "Ana Vell", "Ana", ""])
def test_another_name_is_nobody(name: str) -> None:
    assert person([RELL], name, "2032") is None


@pytest.mark.parametrize(
    ("role", "when", "known"),
    [
        ("president", "2032", True),
        ("president", "2031-05-09", False),
        ("president", "2033-03-01", False),
        ("minister", "2032", False),
        ("", "2032", True),  # presidents are called by their surnames alone
        ("", "2034", False),
    ],
)
def test_a_surname_alone_means_a_president_in_office(role: str, when: str, known: bool) -> None:
    assert (person([RELL], "Rell", when, role) is not None) is known


def test_a_surname_alone_means_another_holder_by_his_office_only() -> None:
    own = [office("Bo Karsk", "FIN", "foreign minister", "2031")]
    assert person(own, "Karsk", "2032", "minister") == Known("Bo Karsk", "FIN", "GOV", "foreign minister")
    assert person(own, "Karsk", "2032") is None


def test_a_role_with_a_capital_is_the_same_office() -> None:
    own = [office("Bo Karsk", "FIN", "Foreign Minister", "2031")]
    assert person(own, "Karsk", "2032", "minister") is not None


def test_a_name_of_one_word_is_known_by_it() -> None:
    own = [Entry(name="Tirsanu", kind="person", country="IDN", sector="GOV", role="governor")]
    assert person(own, "Tirsanu", "2032") == Known("Tirsanu", "IDN", "GOV", "governor")


def test_two_bearers_of_one_surname_in_different_countries_give_nothing() -> None:
    own = [RELL, office("Tomas Rell", "FIN", "president", "2031")]
    assert person(own, "Rell", "2032", "president") is None
    assert person(own, "Rell", "2032") is None
    assert person(own, "Ana Rell", "2032") == Known("Ana Rell", "NOR", "GOV", "president")
    assert person(own, "Tomas Rell", "2032") == Known("Tomas Rell", "FIN", "GOV", "president")


def test_two_bearers_of_one_full_name_in_different_countries_give_nothing_unless_one_is_in_office() -> None:
    own = [RELL, office("Ana Rell", "FIN", "premier", "2028", "2032")]
    assert person(own, "Ana Rell", "2032-01-01") is None
    assert person(own, "Ana Rell", None) is None
    assert person(own, "Ana Rell", "2030-01-01") == Known("Ana Rell", "FIN", "GOV", "premier")
    assert person(own, "Ana Rell", "2033-01-01") == Known("Ana Rell", "NOR", "GOV", "president")
    assert person(own, "Ana Rell", "2040-01-01") is None


def test_of_two_bearers_of_a_surname_the_one_in_office_is_meant() -> None:
    own = [RELL, office("Tomas Rell", "FIN", "president", "2020", "2025")]
    assert person(own, "Rell", "2032", "president") == Known("Ana Rell", "NOR", "GOV", "president")
    assert person(own, "Rell", "2024", "president") == Known("Tomas Rell", "FIN", "GOV", "president")


def test_two_bearers_of_one_country_tell_what_they_have_in_common() -> None:
    own = [RELL, office("Tomas Rell", "NOR", "president", "2031")]
    assert person(own, "Rell", "2032", "president") == Known("Ana Rell", "NOR", "GOV", "president")
    own = [RELL, office("Tomas Rell", "NOR", "premier", "2031")]
    assert person(own, "Rell", "2032", "premier") == Known("Tomas Rell", "NOR", "GOV", "premier")


def test_a_body_is_no_person_and_a_person_no_body() -> None:
    veil = Entry(name="Green Veil", kind="group", country="TCD", sector="REB")
    assert person([veil], "Green Veil", "2032") is None
    assert body("Ana Rell", "2032", RELL) is None
    either = Entry(name="Green Veil", country="TCD", sector="REB")
    assert person([either], "Green Veil", None) == body("Green Veil", None, either) == Known("Green Veil", "TCD", "REB")


@pytest.mark.parametrize("name", ["Karsk Assembly", "KARSK ASSEMBLY", "KA", "K.A.", "Assembly of Karsk"])
def test_a_body_by_each_of_its_names(name: str) -> None:
    own = Entry(
        name="Karsk Assembly", others=("KA", "Assembly of Karsk"), kind="organisation", country="FIN", sector="LEG"
    )
    assert body(name, "2032", own) == Known("Karsk Assembly", "FIN", "LEG")


@pytest.mark.parametrize("name", ["Karsk", "Assembly", "Karska Assembly", "Karsk Assembly Group", "KAA", ""])
def test_a_body_by_no_other_name(name: str) -> None:
    own = Entry(name="Karsk Assembly", others=("KA",), kind="organisation", country="FIN", sector="LEG")
    assert body(name, "2032", own) is None


@pytest.mark.parametrize("kind", ["group", "organisation", "other"])
def test_a_dated_body(kind: EntityKind) -> None:
    own = Entry(name="Green Veil", kind=kind, country="TCD", sector="REB", since="2030", until="2031-06")
    assert body("Green Veil", "2029-12-31", own) == Known("Green Veil", "TCD", None)
    assert body("Green Veil", "2031-06-30", own) == Known("Green Veil", "TCD", "REB")
    assert body("Green Veil", "2031-07-01", own) == Known("Green Veil", "TCD", None)


@pytest.mark.parametrize(
    ("acronym", "sector"), [("NATO", "IGO"), ("ASEAN", "IGO"), ("OPEC", "IGO"), ("AQIS", "REB"), ("AMISOM", "IGO")]
)
def test_the_packages_bodies_by_acronym(acronym: str, sector: str) -> None:
    found = body(acronym, "2015-01-01")
    assert found is not None
    assert (found.country, found.sector) == (None, sector)


def test_the_users_body_goes_before_the_packages() -> None:
    own = Entry(name="NATO", kind="organisation", country="BEL", sector="MIL")
    assert body("NATO", "2015-01-01") == Known("NATO", None, "IGO")
    assert body("NATO", "2015-01-01", own) == Known("NATO", "BEL", "MIL")


@pytest.fixture
def one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invented persons in place of the package's first table, none in the second."""
    table = [
        f"{key('rell')}\tAna Rell\t-\tperson\tNOR\tGOV\tpresident\t2031\t2035\t-",
        f"{key('rell')}x\tBo Rellex\t-\tperson\tNOR\tGOV\tpresident\t2031\t2035\t-",
        f"{key('vorenko')}\tPavel Vorenko\tPawel Worenko\tperson\tUKR\tGOV\t-\t2031\t-\t-",
    ]
    monkeypatch.setattr(tables, "lines", lambda name: sorted(table) if name == TABLES[0] else [])
    monkeypatch.setattr(book, "_keyed", book._keyed.__wrapped__)


@pytest.mark.usefixtures("one_table")
def test_the_users_person_goes_before_the_packages() -> None:
    assert person([], "Ana Rell", "2032") == Known("Ana Rell", "NOR", "GOV", "president")
    own = [Entry(name="Ana Rell", kind="person", country="FIN", sector="OPP")]
    assert person(own, "Ana Rell", "2032") == Known("Ana Rell", "FIN", "OPP")
    assert person(own, "Tomas Rell", "2032") is None


@pytest.mark.usefixtures("one_table")
def test_the_packages_person_is_asked_where_the_user_knows_another() -> None:
    own = [Entry(name="Tomas Rell", kind="person", country="FIN", sector="OPP")]
    assert person(own, "Ana Rell", "2032") == Known("Ana Rell", "NOR", "GOV", "president")


@pytest.mark.usefixtures("one_table")
def test_an_office_that_is_not_told_is_called_by_any_word_for_one() -> None:
    assert person([], "Vorenko", "2032", "minister") == Known("Pavel Vorenko", "UKR", "GOV")
    assert person([], "Worenko", "2032", "minister") == Known("Pavel Vorenko", "UKR", "GOV")
    assert person([], "Vorenka", "2032", "minister") is None  # without its office, a surname must be as written
    assert person([], "Vorenko", "2032") is None
    assert person([], "Vorenko", "2030", "minister") is None


@pytest.mark.parametrize(
    ("name", "when", "known"),
    [
        ("Angela Merkel", "2015-06-01", ("DEU", "GOV", "chancellor")),
        ("Angela Merkel", "2023-06-01", ("DEU", None, None)),
        ("Barack Obama", "2014-06-01", ("USA", "GOV", "president")),
        ("Volodymyr Zelensky", "2022-06-01", ("UKR", "GOV", "president")),
        ("Wolodymyr Selenskyj", "2022-06-01", ("UKR", "GOV", "president")),
        ("Jens Stoltenberg", "2016-06-01", (None, "IGO", "secretary general of NATO")),
        ("Boris Johnson", "2017-06-01", ("GBR", "GOV", "foreign minister")),
        ("Boris Johnson", "2021-06-01", ("GBR", "GOV", "prime minister")),
    ],
)
def test_office_holders_of_the_package_at_a_date(
    name: str, when: str, known: tuple[str | None, str | None, str | None]
) -> None:
    found = person([], name, when)
    assert found is not None
    assert (found.country, found.sector, found.role) == known


def test_a_surname_with_its_office_at_a_date() -> None:
    found = person([], "Obama", "2014-06-01", "president")
    assert found is not None
    assert (found.name, found.country) == ("Barack Obama", "USA")


def test_a_surname_with_its_office_after_the_term() -> None:
    found = person([], "Obama", "2031-06-01", "president")
    assert found is None or found.sector is None


@pytest.mark.xfail(strict=True, reason="the list calls a foreign secretary a foreign minister")
def test_a_foreign_secretary_by_surname_and_office() -> None:
    assert person([], "Johnson", "2017-06-01", "secretary") is not None


def test_an_office_of_an_earlier_table_is_known_too() -> None:
    found = person([], "Abdelmalek Sellal", "2003-06-01")
    assert found is not None
    assert found.sector == "GOV"


@pytest.mark.parametrize("name", ["Karsk", "Tarek Ondal", "Green Veil", "Zorblat Quennet"])
def test_who_is_invented_is_known_to_nobody(name: str) -> None:
    assert person([], name, "2015") is None
    assert body(name, "2015") is None


def lines(table: str) -> list[str]:
    return (tables.FOLDER / table).read_text(encoding="utf-8").splitlines()


def told(name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of one of our own lists with their numbers."""
    for number, line in enumerate((ROOT / "scripts" / "known" / name).read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


@cache
def is_date(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) and parse_date(f"{text}-01-01"[:10]))


def amiss(cells: list[str]) -> str:
    """What is wrong with the cells of an entry; empty where nothing is."""
    name, others, kind, country, sector, _, since, until, _ = cells
    if not name or name == NOTHING or not folded(name.split()):
        return "name"
    if others != NOTHING and "" in others.split("|"):
        return "other names"
    if kind not in ("person", "group", "organisation", "other"):
        return "kind"
    if country not in CODES or not re.fullmatch("[A-Z]{3}|-", sector) or country == sector:
        return "codes"
    for date in (since, until):
        if date != NOTHING and not is_date(date):
            return "date"
    exact = min(len(since), len(until))
    return "order" if NOTHING not in (since, until) and since[:exact] > until[:exact] else ""


@pytest.mark.parametrize("table", TABLES)
def test_a_packaged_table_is_in_the_order_of_its_keys(table: str) -> None:
    found = lines(table)
    assert found == sorted(set(found))
    assert {line.count("\t") for line in found} == {len(COLUMNS)}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_packaged_table_is_an_entry(table: str) -> None:
    assert [(line, fault) for line in lines(table) if (fault := amiss(line.split("\t")[1:]))] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_stands_under_the_key_of_one_of_its_names(table: str) -> None:
    astray = []
    for line in lines(table):
        wanted, *cells = line.split("\t")
        made = entry(cells)
        if wanted not in {key(folded(name.split())[-1]) for name in (made.name, *made.others) if folded(name.split())}:
            astray.append(line)
    assert astray == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_row_of_our_own_lists_is_an_entry_with_an_address(source: str) -> None:
    rows = list(told(source))
    assert [number for number, cells in rows if len(cells) != len(COLUMNS)] == []
    assert [(number, fault) for number, cells in rows if (fault := amiss(cells))] == []
    assert [number for number, cells in rows if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+/\S+", cells[-1])] == []


def test_the_list_in_the_package_is_what_the_script_makes() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_known.py"), "lists"],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
        check=True,
    )
    assert done.stdout.decode() == (tables.FOLDER / "lists.tsv").read_text(encoding="utf-8")


def test_every_row_of_our_own_lists_is_in_the_package() -> None:
    packaged = {tuple(line.split("\t")[1:2] + line.split("\t")[3:]) for line in lines("lists.tsv")}
    ours = {(cells[0], *cells[2:]) for source in SOURCES for _, cells in told(source)}
    assert packaged == ours
