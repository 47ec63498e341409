import pytest

from onrecord.reading import gazetteer, names
from onrecord.reading.words import rows
from tests.reading.people import find, named, words


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Halen Drost left Tarvek. Drost said nothing.", "Halen Drost", ["Halen Drost", "Drost"]),
        (
            "Alexandr Vorenko spoke. Alexander Vorenko left.",
            "Alexandr Vorenko",
            ["Alexandr Vorenko", "Alexander Vorenko"],
        ),
        (
            "On Monday vorenko left. Pavel Vorenko said so, and Vorenko agreed.",
            "Pavel Vorenko",
            ["vorenko", "Pavel Vorenko", "Vorenko"],
        ),
        ("Tomás Orvén met reporters. Tomas Orven said no.", "Tomás Orvén", ["Tomás Orvén", "Tomas Orven"]),
        ("Pavel Vorenko spoke. VORENKO said no.", "Pavel Vorenko", ["Pavel Vorenko", "VORENKO"]),
        ("Marta Quill's aide called. Quill’s office said no.", "Marta Quill", ["Marta Quill", "Quill"]),
        ("Omar al-Terris spoke. Terris said no.", "Omar al-Terris", ["Omar al-Terris", "Terris"]),
        (
            "Luis da Brenha spoke. Brenha left.",
            "Luis da Brenha",
            ["Luis da Brenha", "Brenha"],
        ),
        (
            "The Revolutionary Front of Arden (RFA) refused. The RFA said no.",
            "Revolutionary Front of Arden",
            ["Revolutionary Front of Arden", "RFA", "RFA"],
        ),
        (
            "The Tarn Group refused. Tarn said no. The Tarn paramilitary group left.",
            "Tarn Group",
            ["Tarn Group", "Tarn", "Tarn paramilitary group"],
        ),
        (
            "“I told Zorine the truth,” Quell said. Zorine Oller left. Ms Oller said no.",
            "Zorine Oller",
            ["Zorine", "Zorine Oller", "Oller"],
        ),
        (
            "A herder who gave only her first name, Tirsa, said no.",
            "Tirsa",
            ["A herder", "her", "Tirsa"],
        ),
        (
            "The Committee of the Four Wells met. The committee said no.",
            "Committee of the Four Wells",
            ["Committee of the Four Wells", "The committee"],
        ),
    ],
)
def test_one_name_however_written(text: str, name: str, mentions: list[str]) -> None:
    assert words(text, named(text, name)) == mentions


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Ana Vell spoke first. Tomas Vell spoke next. Vell said it was late. Ms. Vell agreed."
    assert words(text, named(text, "Ana Vell")) == ["Ana Vell", "Vell"]
    assert words(text, named(text, "Tomas Vell")) == ["Tomas Vell", "Vell"]
    assert [m.span for m in named(text, "Tomas Vell").mentions][1] == (45, 49)


def test_plain_titles_tell_a_couple_apart() -> None:
    text = "Mr Vell left. Mrs Vell said no. Yesterday Mr Vell returned."
    assert len(find(text)) == 2


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "sector"),
    [
        ("Prime Minister Halen Drost said no.", "Halen Drost", "person", None, "GOV"),
        ("The Finnish president, Aino Kettu, said no.", "Aino Kettu", "person", "FIN", "GOV"),
        ("Gen. Bruno Salk said no.", "Bruno Salk", "person", None, "MIL"),
        ("The Reform Party said no.", "Reform Party", "organisation", None, "PTY"),
        ("The Ministry of Defence said no.", "Ministry of Defence", "organisation", None, "GOV"),
        ("The European Union said no.", "European Union", "organisation", None, "IGO"),
        ("Brazil said no.", "Brazil", "state", "BRA", None),
        ("The blast hit a market in Ossel, police said.", "Ossel", "place", None, None),
        ("They met in Helsinki.", "Helsinki", "place", "FIN", None),
        ("Varnia's foreign minister left. Varnia said no.", "Varnia", "state", None, None),
        ("Zorblat Quennet, 45, said no.", "Zorblat Quennet", "person", None, None),
    ],
)
def test_kind_country_and_sector(text: str, name: str, kind: str, country: str | None, sector: str | None) -> None:
    mark = named(text, name)
    assert (mark.kind, mark.country, mark.sector) == (kind, country, sector)


def test_a_caption_names_people_already_known() -> None:
    text, caption = "Pavel Vorenko spoke.", "Pavel Vorenko, mayor of Tarvek."
    mark = named(text, "Pavel Vorenko", caption)
    assert len(mark.mentions) == 2
    assert [r.role for r in mark.roles] == ["mayor of Tarvek"]


def test_things_are_nobody() -> None:
    found = find("The bridge fell after the rain. It was a bad winter.")
    assert len(found) == 0


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (("alexandr", "vorenko"), ("aliaksandr", "vorenka"), True),
        (("maria", "orven"), ("mario", "orven"), False),
        (("ana", "orven"), ("ana", "orvill"), False),
        (("j", "orven"), ("jonas", "orven"), True),
        (("omar", "al-terris"), ("omar", "terris"), True),
    ],
)
def test_same_person(a: tuple[str, ...], b: tuple[str, ...], one: bool) -> None:
    assert names.same_person(a, b) is one


def test_every_country_has_a_code_and_a_name() -> None:
    codes = [row[0] for row in rows("countries.tsv")]
    assert len(codes) == len(set(codes)) == 250
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert all(gazetteer.country(gazetteer.country_name(code).lower()) for code in codes)


def test_sectors_are_plover_codes() -> None:
    known = set(
        "GOV MIL REB OPP PTY COP SPY JUD IGO NGO MED EDU BUS CRM CVL LEG JRN UAF LAB -".split()  # noqa: SIM905
    )
    assert {row[0] for row in rows("titles.tsv")} <= known
    assert {row[1] for row in rows("organisation_words.tsv")} <= known
    assert {row[2] for row in rows("organisations.tsv")} <= known
