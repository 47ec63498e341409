import json
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import UsageError
from onrecord.reading.known.entry import COLUMNS, Entry, codes, entry, read_file
from onrecord.reading.words import rows


def written(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, "utf-8")
    return path


def fault(path: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("since", "until", "when", "holds"),
    [
        ("2031-05-10", "2033-02-01", "2031-05-09", False),
        ("2031-05-10", "2033-02-01", "2031-05-10", True),
        ("2031-05-10", "2033-02-01", "2032-01-01", True),
        ("2031-05-10", "2033-02-01", "2033-02-01", True),
        ("2031-05-10", "2033-02-01", "2033-02-02", False),
        ("2031-05", "2033-02", "2031-04-30", False),
        ("2031-05", "2033-02", "2031-05-01", True),
        ("2031-05", "2033-02", "2033-02-28", True),
        ("2031-05", "2033-02", "2033-03-01", False),
        ("2031", "2033", "2030-12-31", False),
        ("2031", "2033", "2031-01-01", True),
        ("2031", "2033", "2033-12-31", True),
        ("2031", "2033", "2034-01-01", False),
        ("2031", "2033", "2032", True),
        ("2031-05", "2033", "2031-05", True),
        ("2031-05", "2033", "2031-04", False),
        (None, "2033", "1900-01-01", True),
        ("2031", None, "2999-01-01", True),
        (None, None, "2031-05-14", True),
        ("2031", "2033", None, True),
        ("2031", "2033", "2031-05-14T08:00:00Z", True),
    ],
)
def test_a_term_holds_from_its_first_to_its_last_day_as_exactly_as_it_is_known(
    since: str | None, until: str | None, when: str | None, holds: bool
) -> None:
    assert Entry(name="Ana Rell", since=since, until=until).holds(when) is holds


@pytest.mark.parametrize(("since", "when"), [("2031-05", "2031"), ("2031-05-10", "2031-05")])
def test_a_date_less_exact_than_the_term_may_lie_in_it(since: str, when: str) -> None:
    assert Entry(name="Ana Rell", until=since).holds(when)
    assert Entry(name="Ana Rell", since=since).holds(when)


def test_what_holds_for_a_time_only_is_dated() -> None:
    assert Entry(name="Ana Rell", since="2031").dated
    assert Entry(name="Ana Rell", until="2031").dated
    assert not Entry(name="Ana Rell").dated


def test_a_row_of_a_table() -> None:
    made = entry(
        ["Ana Rell", "A. Rell|Ann Rell", "person", "NOR", "GOV", "premier", "2031-05", "-", "https://example.org"]
    )
    assert made == Entry(
        name="Ana Rell",
        others=("A. Rell", "Ann Rell"),
        kind="person",
        country="NOR",
        sector="GOV",
        role="premier",
        since="2031-05",
        source="https://example.org",
    )
    assert entry(["Green Veil", *"--------"]) == Entry(name="Green Veil")


@pytest.mark.parametrize("divider", [",", "\t"])
def test_a_table_with_commas_or_tabs(tmp_path: Path, divider: str) -> None:
    lines = [
        COLUMNS,
        ("Ana Rell", "A. Rell|Ann Rell", "person", "NOR", "GOV", "premier", "2031-05", "2033", "https://example.org/a"),
        ("Green Veil", "", "group", "TCD", "REB", "", "", "", ""),
    ]
    path = written(tmp_path, "\n".join(divider.join(line) for line in lines) + "\n")
    rell, veil = read_file(path)
    assert (rell.others, rell.role, rell.since, rell.until) == (("A. Rell", "Ann Rell"), "premier", "2031-05", "2033")
    assert (rell.kind, rell.source) == ("person", "https://example.org/a")
    assert veil == Entry(name="Green Veil", kind="group", country="TCD", sector="REB")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("name,country\nAna Rell,NOR\n", [Entry(name="Ana Rell", country="NOR")]),
        ("name,sector\nAna Rell,GOV\n", [Entry(name="Ana Rell", sector="GOV")]),
        ("country,name\nNOR,Ana Rell", [Entry(name="Ana Rell", country="NOR")]),
        ("\ufeffname,country\r\nAna Rell,NOR\r\n", [Entry(name="Ana Rell", country="NOR")]),
        ('name,country\n"Rell, Ana",NOR\n', [Entry(name="Rell, Ana", country="NOR")]),
        ("name\tcountry\nRell, Ana\tNOR\n", [Entry(name="Rell, Ana", country="NOR")]),
        ("name,country,sector\n  Ana Rell , NOR ,-\n", [Entry(name="Ana Rell", country="NOR")]),
        ("name,country\n\nAna Rell,NOR\n\n", [Entry(name="Ana Rell", country="NOR")]),
        ("name,country,sector\nAna Rell,NOR\n", [Entry(name="Ana Rell", country="NOR")]),
        ("name,country,from,until\nŠárka Ilvane,XKX,2031-05,2031\n", [
            Entry(name="Šárka Ilvane", country="XKX", since="2031-05", until="2031")
        ]),
        ("name,country\n", []),
    ],
)  # fmt: skip
def test_what_a_table_may_look_like(tmp_path: Path, text: str, made: list[Entry]) -> None:
    assert list(read_file(written(tmp_path, text))) == made


def test_json_lines_with_a_list_of_other_names(tmp_path: Path) -> None:
    lines = [
        {"name": "Ana Rell", "other_names": ["A. Rell", "Ann Rell"], "kind": "person", "country": "NOR", "from": 2031},
        {"name": "Green Veil", "other_names": "GV|Veil", "sector": "REB", "role": None, "until": "2032-06"},
        {"name": "Karsk Assembly", "other_names": [], "country": "FIN"},
    ]
    path = written(tmp_path, "\n\n".join(map(json.dumps, lines)) + "\n")
    rell, veil, assembly = read_file(path)
    assert rell == Entry(name="Ana Rell", others=("A. Rell", "Ann Rell"), kind="person", country="NOR", since="2031")
    assert veil == Entry(name="Green Veil", others=("GV", "Veil"), sector="REB", until="2032-06")
    assert assembly.others == ()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "the first line must name the columns, `name` among them"),
        ("Ana Rell,NOR\n", 1, "the first line must name the columns, `name` among them"),
        ("name,name,country\nAna Rell,Rell,NOR\n", 1, "the column `name` stands twice"),
        ("name,country\nBo Karsk,FIN\nAna Rell,NOR,GOV\n", 3, "it has more cells than the first line has columns"),
        ("name,country,note\nAna Rell,NOR,x\n", 1, "there is no column `note`"),
        ("name,country\nBo Karsk,FIN\n,NOR\n", 3, "it has no name"),
        ("name,country\n-,NOR\n", 2, "it has no name"),
        ("name,country\nAna Rell,\n", 2, "it has neither country nor sector"),
        ("name,country\nAna Rell\n", 2, "it has neither country nor sector"),
        ("name\nAna Rell\n", 2, "it has neither country nor sector"),
        ("name,country\nAna Rell,NRW\n", 2, "`NRW` is no ISO 3166-1 alpha-3 code"),
        ("name,country\nAna Rell,nor\n", 2, "`nor` is no ISO 3166-1 alpha-3 code"),
        ("name,country\nAna Rell,NO\n", 2, "`NO` is no ISO 3166-1 alpha-3 code"),
        ("name,sector\nAna Rell,Gov\n", 2, "`Gov` is no sector of three capitals, such as GOV"),
        ("name,sector\nAna Rell,GOVT\n", 2, "`GOVT` is no sector of three capitals, such as GOV"),
        ("name,country,kind\nAna Rell,NOR,hero\n", 2, "`hero` is none of person, group, organisation, state, place"),
        ("name,country,from\nAna Rell,NOR,soon\n", 2, "`soon` is no day, month or year such as 2031-05-01, 2031-05"),
        ("name,country,from\nAna Rell,NOR,2031-13\n", 2, "`2031-13` is no day, month or year"),
        ("name,country,until\nAna Rell,NOR,2031-02-30\n", 2, "`2031-02-30` is no day, month or year"),
        ("name,country,until\nAna Rell,NOR,12/5/2031\n", 2, "`12/5/2031` is no day, month or year"),
        ("name,country,until\nAna Rell,NOR,31\n", 2, "`31` is no day, month or year"),
        ("name,country,from,until\nAna Rell,NOR,2031-05,2031-04-30\n", 2, "it ends before it begins"),
        ("name,country,from,until\nAna Rell,NOR,2031-05-02,2031-05-01\n", 2, "it ends before it begins"),
        ("name,country,from,until\nAna Rell,NOR,2032,2031\n", 2, "it ends before it begins"),
        ('name,country\n"Ana\nRell",NOR\n\nBo Karsk,FNL\n', 5, "`FNL` is no ISO 3166-1 alpha-3 code"),
        ('{"name": "Ana Rell", "country": "NOR"}\n\n{"name": \n', 3, "it is no JSON object: "),
        ('{"name": "Ana Rell", "country": "NOR"}\n["Bo Karsk", "FIN"]\n', 2, "it is no JSON object: "),
        ('{"name": "Ana Rell", "country": "NOR"}\nname,country\n', 2, "it is no JSON object: "),
        ('{"name": "Ana Rell", "nation": "NOR"}\n', 1, "there is no column `nation`"),
        ('{"other_names": ["Ana Rell"], "country": "NOR"}\n', 1, "it has no name"),
        ('{"name": "  ", "country": "NOR"}\n', 1, "it has no name"),
        ('{"name": "Ana Rell", "country": ["NOR"]}\n', 1, "`country` is no text"),
    ],
)
def test_each_wrong_line_is_told_by_its_number(tmp_path: Path, text: str, line: int, told: str) -> None:
    path = written(tmp_path, text)
    error = fault(path)
    assert (error.number, error.where, error.exit_status) == (521, f"{path}:{line}", 2)
    assert error.what.startswith("This line of the list of actors cannot be used (")
    assert told in error.what
    assert error.remedy.endswith(f"Columns: {', '.join(COLUMNS)}.")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,country\nŠárka Ilvane,NOR\n".encode("cp1250"))
    for path, told in (
        (tmp_path / "gone.csv", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (latin, "it is not UTF-8"),
    ):
        error = fault(path)
        assert (error.number, error.where, error.exit_status) == (520, str(path), 2)
        assert str(error) == (
            f"E520 The list of actors cannot be read ({told}): {path}. Give a CSV or JSON Lines file in UTF-8."
        )


def test_a_quotation_mark_that_never_closes_is_a_wrong_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,country\n"Ana Rell,NOR\n' + "Bo Karsk,FIN\n" * 11_000)
    assert fault(path).number == 521


@pytest.mark.parametrize("name", [["Ana Rell"], {"first": "Ana"}, 5, True])
def test_a_name_that_is_no_text_is_a_wrong_line(tmp_path: Path, name: object) -> None:
    assert fault(written(tmp_path, json.dumps({"name": name, "country": "NOR"}))).number == 521


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_a_line_of_json_ends_at_a_line_feed_only(tmp_path: Path, mark: str) -> None:
    line = json.dumps({"name": "Ana Rell", "country": "NOR", "role": f"envoy{mark}at large"}, ensure_ascii=False)
    assert len(read_file(written(tmp_path, line))) == 1


def test_the_front_door_reads_the_same_file(tmp_path: Path) -> None:
    path = written(tmp_path, "name,country\nAna Rell,NOR\n")
    assert onrecord.read_actors(path) == onrecord.read_actors(str(path)) == read_file(path)


def test_codes_are_those_of_the_list_of_countries() -> None:
    assert codes() == {row[0] for row in rows("countries.tsv")}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes())
