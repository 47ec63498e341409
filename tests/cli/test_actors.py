import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.errors import UsageError
from onrecord.flow.options import ReadOptions
from onrecord.reading.known.entry import read_file
from tests.program import run

TEXT = "Tarek Ondal said on Tuesday that the bridge would stay shut.\n"
OWN = (
    "name,other_names,kind,country,sector,role,from,until\n"
    "Tarek Ondal,Tariq Ondal|T. Ondal,person,NOR,GOV,foreign minister,2031-01,2031-12\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(OWN, "utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "day1.txt"
    path.write_text(TEXT, "utf-8")
    return path


def ondal(record: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Name known beforehand, country and sector of the one who speaks."""
    found = next(actor for actor in record["actors"] if actor["name"].endswith("Ondal"))
    return found["known_as"], found["country"], found["sector"]


def read(*arguments: str | Path) -> dict[str, Any]:
    done = run("read", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.splitlines()
    return dict(json.loads(line))


def test_an_actor_of_the_users_own_in_his_term_and_after(own: Path, report: Path) -> None:
    in_term = read("--actors", own, "--published", "2031-05-14", report)
    assert ondal(in_term) == ("Tarek Ondal", "NOR", "GOV")
    assert re.fullmatch("[0-9a-f]{64}", in_term["reader"]["models"]["actors"])
    assert ondal(read("--actors", own, "--published", "2032-05-14", report)) == ("Tarek Ondal", "NOR", None)


def test_without_the_option_nobody_knows_him(report: Path) -> None:
    made = read("--published", "2031-05-14", report)
    assert ondal(made) == (None, None, None)
    assert "actors" not in made["reader"]["models"]


def test_json_lines_of_actors(tmp_path: Path, report: Path) -> None:
    path = tmp_path / "own.jsonl"
    row = {"name": "Tarik Ondahl", "other_names": ["Tarek Ondal"], "kind": "person", "country": "FIN", "sector": "OPP"}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    assert ondal(read("--actors", path, report)) == ("Tarik Ondahl", "FIN", "OPP")


def test_workers_know_the_same_actors(own: Path, report: Path) -> None:
    arguments = ("read", "--json", "--published", "2031-05-14", "--actors", own, report, report)
    alone, shared = run(*arguments), run(*arguments, "--workers", "2")
    assert alone.stdout == shared.stdout
    assert alone.returncode == 0
    assert [ondal(json.loads(line)) for line in shared.stdout.splitlines()] == [("Tarek Ondal", "NOR", "GOV")] * 2


def test_add_keeps_what_is_known(own: Path, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    assert run("add", path, report, "--published", "2031-05-14", "--actors", own).returncode == 0
    (line,) = run("actors", path, "--json", "--about", "Ondal").stdout.splitlines()
    row = json.loads(line)
    assert (row["country"], row["sector"]) == ("NOR", "GOV")


@pytest.mark.parametrize("command", [("read",), ("add", "talks.duckdb")])
@pytest.mark.parametrize(
    ("text", "number", "where", "told"),
    [
        (None, 520, "own.csv", "No such file or directory"),
        (b"name,country\n\xe9,NOR\n", 520, "own.csv", "it is not UTF-8"),
        (b"", 521, "own.csv:1", "the first line must name the columns"),
        (b"name,country\nBo Karsk,FIN\nAna Rell,NRW\n", 521, "own.csv:3", "`NRW` is no ISO 3166-1 alpha-3 code"),
        (b'{"name": "Ana Rell"}\n', 521, "own.csv:1", "it has neither country nor sector"),
    ],
)
def test_a_wrong_list_stops_before_anything_is_read(
    tmp_path: Path,
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    text: bytes | None,
    number: int,
    where: str,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        Path("own.csv").write_bytes(text)
    done = run(*command, report, "--actors", "own.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(rf"E{number} [^\n]+: {re.escape(where)}\. [^\n]+\n", done.stderr.decode())
    assert told in done.stderr.decode()
    assert not Path("talks.duckdb").exists()


@pytest.mark.parametrize("command", ["read", "add"])
def test_help_tells_of_the_option(command: str) -> None:
    assert "--actors" in run(command, "--help").stdout.decode()


def test_the_front_door_reads_with_the_same_actors(own: Path, report: Path) -> None:
    actors = onrecord.read_actors(own)
    record = onrecord.read(TEXT, published="2031-05-14", actors=actors)
    (paths,) = onrecord.read_paths(str(report), ReadOptions(published="2031-05-14", actors=actors))
    assert isinstance(paths, onrecord.Record)
    for made in (record, paths):
        found = next(actor for actor in made.actors if actor.name == "Tarek Ondal")
        assert (found.known_as, found.country, found.sector) == ("Tarek Ondal", "NOR", "GOV")


def test_actors_and_their_errors_go_to_other_processes(own: Path, tmp_path: Path) -> None:
    options = ReadOptions(actors=read_file(own))
    assert pickle.loads(pickle.dumps(options)) == options
    assert hash(options.actors) == hash(read_file(own))
    with pytest.raises(UsageError) as caught:
        onrecord.read_actors(tmp_path / "gone.csv")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("call", [onrecord.read_actors, read_file])
def test_a_path_may_be_text_or_a_path(own: Path, call: Callable[[str | Path], object]) -> None:
    assert call(str(own)) == call(own)
