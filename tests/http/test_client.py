"""A record through a desk that runs as it does for users: another process that holds the file."""

import inspect
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import DeskError, StoreError, UsageError
from onrecord.flow.book import RecordBook
from onrecord.http.client import DeskBook, open_book
from onrecord.http.holder import Holder, clear, holder, note
from onrecord.store.filing import Filing
from tests.made import talks


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, input=text, timeout=120
    )


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A record of one report that a desk holds."""
    path = tmp_path_factory.mktemp("held") / "talks.duckdb"
    with RecordBook.open(path) as book:
        book.keep([Filing(talks())])
    command = [sys.executable, "-m", "onrecord", "desk", str(path), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline().startswith("The desk is at http://127.0.0.1:")
        yield path
        desk.send_signal(signal.SIGINT)
        assert desk.wait(20) == 0
    # Its note goes with it, and the file is free again.
    assert holder(path) is None
    with RecordBook.open(path) as book:
        assert len(book) >= 1


@pytest.fixture
def book(held: Path) -> Iterator[RecordBook]:
    with open_book(held) as book:
        yield book


def test_every_call_goes_through_the_desk() -> None:
    """A call of `RecordBook` that reaches for the file must be one of `DeskBook`'s own."""
    reach = {
        name
        for name, call in vars(RecordBook).items()
        if (inspect.isfunction(call) or isinstance(call, property))
        and "self._store" in inspect.getsource(getattr(call, "fget", call))
    }
    assert reach - {"__init__"} <= set(vars(DeskBook))


def test_it_is_the_same_record(held: Path, book: RecordBook) -> None:
    assert isinstance(book, DeskBook)
    record = talks()
    assert book.record(record.report.id) == record
    assert book.machine_record(record.report.id) == record
    assert record in list(book.records())
    assert len(book) == book.counts()["reports"]


def test_questions_have_the_same_answers(tmp_path: Path, book: RecordBook) -> None:
    id_ = talks().report.id
    with RecordBook.open(tmp_path / "same.duckdb") as local:
        local.keep([Filing(talks())])
        for ask in (
            lambda b: b.statements(publisher="Orrery"),
            lambda b: b.moves(type="request", publisher="Orrery"),
            lambda b: b.network(publisher="Orrery"),
            lambda b: [b.methods().inside, b.methods().store_format],
            lambda b: b.timeline("published", publisher="Orrery"),
            lambda b: b.lanes(publisher="Orrery"),
            lambda b: b.search("troops", publisher="Orrery"),
        ):
            here, there = list(ask(local)), list(ask(book))
            assert here == there and here
        assert local.record(id_) == book.record(id_)
        assert local.board("Keth", "Belmaria") == book.board("Keth", "Belmaria")


def test_errors_come_as_they_are(book: RecordBook) -> None:
    with pytest.raises(UsageError) as wrong:
        book.moves(type="SHOUT")
    assert wrong.value.number == 502
    with pytest.raises(StoreError) as missing:
        book.record("nothing")
    assert missing.value.number == 409
    with pytest.raises(UsageError) as nobody:
        book.board("Keth", "Nobodyatall")
    assert nobody.value.number == 531


def test_corrections_and_removal(held: Path, book: RecordBook) -> None:
    other = talks(given_id="talks-9", publisher="The Courier")
    assert [filed.new for filed in book.keep([Filing(other)])] == [True]
    [row] = book.correct(other.report.id, "m1", {"status": "denied"}, author="A. Editor")
    assert (row.machine, row.person) == ("happened", "denied")
    assert book.record(other.report.id).moves[0].status == "denied"
    assert book.undo(row.number, author="A. Editor").state == "undone"
    assert book.remove(other.report.id).reports == (other.report.id,)
    with pytest.raises(StoreError):
        book.record(other.report.id)


def test_the_commands_find_the_desk(held: Path, tmp_path: Path) -> None:
    file = tmp_path / "day4.txt"
    file.write_text("“We will not sign,” said Tarek Ondal, the envoy of Belmaria.", "utf-8")
    added = run("add", str(held), str(file))
    assert (added.returncode, added.stdout) == (0, "1 read: 1 added, 0 already there.\n")
    piped = run("add", str(held), "-", text="Keth rejected the offer, Ilvane said.")
    assert piped.stdout == "1 read: 1 added, 0 already there.\n"
    again = run("add", str(held), str(file))
    assert again.stdout == "1 read: 0 added, 1 already there.\n"
    found = run("statements", str(held), "--source", "Ondal", "--json")
    assert (found.returncode, "We will not sign" in found.stdout) == (0, True)
    wrong = run("moves", str(held), "--type", "SHOUT")
    assert (wrong.returncode, wrong.stderr[:4]) == (2, "E502")
    second = run("desk", str(held), "--no-browser")
    assert (second.returncode, second.stderr[:4]) == (1, "E708")


class TestNotes:
    def test_only_the_user_may_read_it(self, tmp_path: Path) -> None:
        record = tmp_path / "talks.duckdb"
        note(record, "http://127.0.0.1:1/", "token")
        assert (tmp_path / "talks.duckdb.desk").stat().st_mode & 0o777 == 0o600
        assert holder(record) is not None
        clear(record)
        assert list(tmp_path.iterdir()) == []

    def test_that_of_another_process_stays(self, tmp_path: Path) -> None:
        record = tmp_path / "talks.duckdb"
        note(record, "http://127.0.0.1:1/", "token")
        found = holder(record)
        assert found is not None and found.process == os.getpid()
        place = tmp_path / "talks.duckdb.desk"
        place.write_text(place.read_text().replace(str(os.getpid()), "1"))
        clear(record)
        assert place.exists()

    def test_one_that_ended_without_clearing_stands_in_nobodys_way(self, tmp_path: Path) -> None:
        record = tmp_path / "talks.duckdb"
        note(record, "http://127.0.0.1:1/", "token")
        with open_book(record) as book:
            assert type(book) is RecordBook

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"url": "x"}'])
    def test_one_that_is_damaged_is_none(self, tmp_path: Path, text: str) -> None:
        note(tmp_path / "talks.duckdb", "http://127.0.0.1:1/", "token")
        (tmp_path / "talks.duckdb.desk").write_text(text)
        assert holder(tmp_path / "talks.duckdb") is None

    @pytest.mark.skipif(os.name == "nt", reason="permissions say nothing of others there")
    def test_one_that_others_can_read_is_not_ours(self, tmp_path: Path) -> None:
        # As it is where it came with the record, from an archive say.
        record = tmp_path / "talks.duckdb"
        note(record, "http://127.0.0.1:1/", "token")
        (tmp_path / "talks.duckdb.desk").chmod(0o644)
        assert holder(record) is None

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
    def test_one_that_another_user_put_there_is_not_ours(self, tmp_path: Path) -> None:
        record = tmp_path / "talks.duckdb"
        record.touch()
        note(record, "http://127.0.0.1:1/", "token")
        os.chown(tmp_path / "talks.duckdb.desk", 12345, -1)
        assert holder(record) is None
        os.chown(record, 12345, -1)
        assert holder(record) is not None

    @pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
    def test_no_link_is_followed(self, tmp_path: Path) -> None:
        record, other = tmp_path / "talks.duckdb", tmp_path / "other.duckdb"
        note(other, "http://127.0.0.1:1/", "token")
        (tmp_path / "talks.duckdb.desk").symlink_to(tmp_path / "other.duckdb.desk")
        assert holder(record) is None
        note(record, "http://127.0.0.1:2/", "token")
        found = holder(other)
        assert found is not None and found.url == "http://127.0.0.1:1/"

    def test_a_desk_that_is_gone_is_told(self, tmp_path: Path) -> None:
        found = Holder(url="http://127.0.0.1:1/", token="t", process=1, machine="m")
        with pytest.raises(DeskError) as gone:
            DeskBook(tmp_path / "talks.duckdb", found).counts()
        assert gone.value.number == 700
