"""The desk, and the commands, on a team's record in PostgreSQL, as somebody who may only read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.cli.main import main
from onrecord.desk.app import desk
from onrecord.exchange.exports import EXPORTS
from onrecord.flow.book import RecordBook
from onrecord.flow.granting import grant
from onrecord.http.serve import _opened
from onrecord.store.filing import Filing
from onrecord.store.place import Place
from tests.desk.asked import PLACE
from tests.made import talks
from tests.servers import Server

REPORT = talks().report.id
PAGES = (
    "/reading",
    f"/reading/{REPORT}",
    f"/evidence/{REPORT}/m1",
    f"/correct/{REPORT}/m1",
    "/timeline",
    "/network",
    "/board?party=Keth&party=Belmaria",
    "/ledger",
    "/actors",
    "/search?words=bridge",
    "/intake",
    "/statements.jsonl",
    "/moves.jsonl",
    "/occurrences.jsonl",
    "/stories.jsonl",
    "/contradictions.jsonl",
    "/corrections.jsonl",
    "/records.jsonl",
    "/state.json",
)


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
def reader(path: str, server: Server) -> Iterator[str]:
    """The address of a record, as a role that may only read it."""
    with RecordBook.open(path) as book:
        book.keep([Filing(talks()), Filing(talks("other", "2031-05-16", "The Courier"))])
    grant(path, "reader")
    yield server.address(user="reader", schema=Place(path).schema)
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("DROP OWNED BY reader; DROP ROLE reader")


@contextmanager
def desk_at(address: str) -> Iterator[TestClient]:
    with (
        _opened(Place(address)) as book,
        TestClient(desk(book, PLACE), headers={"Accept": "text/html"}, follow_redirects=False) as client,
    ):
        yield client


def test_every_page_is_there_for_a_reader_and_nothing_can_be_changed(reader: str) -> None:
    with desk_at(reader) as client:
        for page in PAGES:
            answer = client.get(page)
            assert answer.status_code == 200, (page, answer.text[-500:])
            assert "host=" not in answer.text, "the address stays with whoever typed it"
        head = {"Authorization": "Bearer a-token", "Accept": "application/json"}
        body = {"report": "talks-1", "entry": "m1", "action": "accept", "author": "Mira"}
        refused = client.post("/correct", json=body, headers=head)
        assert refused.json()["error"]["number"] == 445
        assert client.get("/corrections.jsonl").text == ""


def test_whoever_may_write_corrects_and_a_reader_sees_it_at_once(path: str, reader: str) -> None:
    with desk_at(path) as client, desk_at(reader) as other:
        body = {"report": "talks-1", "entry": "m1", "action": "accept", "author": "Mira"}
        assert client.post("/correct", json=body, headers={"Authorization": "Bearer a-token"}).status_code == 200
        assert "Mira" in other.get("/corrections.jsonl").text


def test_the_commands(path: str, reader: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> str:
        assert main(arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    for command in ("statements", "moves", "actors", "timeline", "ledger", "network", "stories"):
        assert run(command, reader), command
        assert run(command, reader, "--json").startswith("{"), command
    assert "Keth" in run("board", reader, "--party", "Keth", "--party", "Belmaria")
    assert "bridge" in run("search", reader, "bridge")
    assert run("correct", reader, "--list") == ""
    for name in EXPORTS:
        out = tmp_path / f"out.{name}"
        run("export", reader, name, str(out))
        assert out.stat().st_size, name
    assert main(["correct", reader, "talks-1", "m1", "--accept", "--author", "Mira"]) == 1
    assert capsys.readouterr().err.startswith("E445 ")
    assert "1 removed" in run("remove", path, "other")
    assert run("grant", path, "reader", "--right", "none").startswith("reader may neither")
    assert main(["statements", reader]) == 1
    assert capsys.readouterr().err.startswith("E444 ")


def test_adding_by_a_command(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "day1.txt"
    report.write_text("“We will not sign,” said Tarek Ondal, the envoy of Belmaria.\n", "utf-8")
    assert main(["add", path, str(report)]) == 0
    assert main(["add", path, str(report)]) == 0
    assert "0 added, 1 already there" in capsys.readouterr().out
    with onrecord.open(path, read_only=True) as record:
        assert [row.source for row in record.statements()] == ["Tarek Ondal"]


def test_a_password_is_shown_nowhere(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    for address in (
        f"postgresql://mira:{quote('green door', safe='')}@127.0.0.1:{server.port}/talks",
        f"postgresql://127.0.0.1:{server.port}/talks?user=mira&password=green%20door",
    ):
        assert main(["statements", address]) == 1
        shown = capsys.readouterr()
        assert "green" not in shown.out + shown.err
        assert shown.err.startswith("E442 ")
        for command in (("backup", address, "out.duckdb"), ("check", address, "--rescue", "out.duckdb")):
            assert main(command) == 1
            shown = capsys.readouterr()
            assert "green" not in shown.out + shown.err
            assert shown.err.startswith("E449 ")


def test_what_is_for_files_alone(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with onrecord.open(path):
        pass
    assert main(["check", path]) == 1
    assert capsys.readouterr().err.startswith("E449 ")
