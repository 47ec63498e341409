"""Copies of a record while it is in use: of one moment, verified, and nothing left where none could be made."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from onrecord.errors import StoreError
from onrecord.flow.backup import backup_at
from onrecord.flow.book import RecordBook
from onrecord.record.codec import encode
from onrecord.store.filing import Filing
from tests.made import talks

PAGE = b"<html><p>They met.</p></html>"


HOLDER = """
import sys, time
from onrecord.flow.backup import _place, answer_asked
from onrecord.store.record_store import RecordStore
from pathlib import Path
path = Path(sys.argv[1])
with RecordStore.open(path) as store:
    print("open", flush=True)
    while not _place(path).exists():
        time.sleep(0.01)
    answer_asked(store)
    sys.stdin.readline()
"""
"""Holds a record, makes the first copy that it is asked for, and no other."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordBook.open(path) as book:
        book.keep([Filing(talks()), Filing(talks("paged", raw=PAGE), PAGE)])
        book.correct("talks-1", "m1", {"status": "denied"}, author="A. Editor")
    return path


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def same(one: Path, other: Path) -> None:
    with RecordBook.open(one, read_only=True) as first, RecordBook.open(other, read_only=True) as second:
        assert [encode(record) for record in first.records()] == [encode(record) for record in second.records()]
        assert list(first.corrections()) == list(second.corrections())
    with duckdb.connect(str(one)) as left, duckdb.connect(str(other)) as right:
        for (name,) in left.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            assert left.execute(f"FROM {name}").fetchall() == right.execute(f"FROM {name}").fetchall(), name


@pytest.mark.parametrize("read_only", [False, True])
def test_a_copy_holds_all_and_can_be_gone_on_with(path: Path, tmp_path: Path, read_only: bool) -> None:
    out = tmp_path / "copy.duckdb"
    with RecordBook.open(path, read_only=read_only) as book:
        found = book.backup(out)
    assert found.whole
    assert found.counts["reports"] == 2
    same(path, out)
    assert names(tmp_path) == {path.name, ".talks.duckdb.kept", out.name, ".copy.duckdb.kept"}
    with RecordBook.open(out) as book:
        book.keep([Filing(talks("later"))])
        assert book.check().whole


def test_a_copy_made_while_others_write_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.duckdb"
    with RecordBook.open(path) as book:
        ended = threading.Event()

        def write() -> None:
            for n in range(200):
                if ended.is_set():
                    break
                book.keep([Filing(talks(f"{n}-{part}")) for part in range(2)])

        writer = threading.Thread(target=write)
        writer.start()
        found = book.backup(out)
        ended.set()
        writer.join()
        assert found.whole
        with RecordBook.open(out, read_only=True) as copy:
            assert 2 <= len(copy) <= len(book)
            assert len(copy) % 2 == 0


def test_names_that_cannot_be_used(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("They met.")
    with RecordBook.open(path) as book:
        for out, replace, number in (
            (path, True, 472),
            (tmp_path / "." / path.name, False, 472),
            (tmp_path / "letter.txt", False, 471),
            (tmp_path / "letter.txt", True, 403),
            (tmp_path, False, 402),
            (tmp_path / "gone" / "copy.duckdb", False, 408),
        ):
            with pytest.raises(StoreError) as told:
                book.backup(out, replace=replace)
            assert told.value.number == number, out
    assert (tmp_path / "letter.txt").read_text() == "They met."
    assert names(tmp_path) == {path.name, ".talks.duckdb.kept", "letter.txt"}


def test_only_a_record_that_nobody_has_open_is_replaced(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.duckdb"
    backup_at(path, out)
    with RecordBook.open(path) as book:
        book.keep([Filing(talks("later"))])
        with RecordBook.open(out), pytest.raises(StoreError) as told:
            book.backup(out, replace=True)
        assert told.value.number == 411
        book.backup(out, replace=True)
    same(path, out)


def test_a_record_with_faults_is_copied_and_told(path: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE moves SET status = 'planned' WHERE id = 'm2'")
    found = backup_at(path, tmp_path / "copy.duckdb")
    assert {one.number for one in found.faults} == {466}
    same(path, tmp_path / "copy.duckdb")


def test_of_a_damaged_record_nothing_is_left(path: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        asked = "SELECT block_id FROM pragma_storage_info('moves') WHERE column_name = 'sentence' AND block_id > 0"
        block = connection.execute(asked).fetchall()[0][0]
    data = bytearray(path.read_bytes())
    data[12_288 + block * 262_144 + 1000] ^= 4
    path.write_bytes(data)
    with pytest.raises(StoreError) as told:
        backup_at(path, tmp_path / "copy.duckdb")
    assert told.value.number == 460
    assert names(tmp_path) == {path.name, ".talks.duckdb.kept"}


HOLD = """
    import sys, time
    from pathlib import Path
    from onrecord.flow.book import RecordBook
    from onrecord.store.filing import Filing
    from tests.made import talks
    with RecordBook.open({path!r}) as book:
        print("held", flush=True)
        for n in range(1000):
            {act}
            time.sleep(0.05)
"""


@pytest.fixture
def holder(path: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """Another program that has the record open, and adds to it or does nothing."""
    script = textwrap.dedent(HOLD).format(path=str(path), act=request.param)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.kill()


@pytest.mark.parametrize("holder", ['book.keep([Filing(talks(f"n{n}"))])'], indirect=True)
def test_a_program_that_adds_makes_the_copy_between_two_batches(path: Path, tmp_path: Path, holder: int) -> None:
    out = tmp_path / "copies"
    out.mkdir()
    found = backup_at(path, out / "copy.duckdb")
    assert found.whole
    assert found.counts["reports"] >= 2
    assert names(out) == {"copy.duckdb", ".copy.duckdb.kept"}
    assert not any("wanted" in name for name in names(tmp_path))


@pytest.mark.parametrize("holder", ["pass"], indirect=True)
def test_a_program_that_adds_nothing_is_named(path: Path, tmp_path: Path, holder: int) -> None:
    with pytest.raises(StoreError) as told:
        backup_at(path, tmp_path / "copy.duckdb", wait=0.5)
    assert told.value.number == 474
    assert f"process {holder}" in told.value.what
    assert names(tmp_path) <= {path.name, f"{path.name}.wal", ".talks.duckdb.kept"}


def test_word_of_others_is_not_heeded(path: Path, tmp_path: Path) -> None:
    place = tmp_path / ".talks.duckdb.copy-wanted"
    place.write_text(f'{{"fresh": "{tmp_path}/stolen.duckdb"}}')
    place.chmod(0o644)
    with RecordBook.open(path) as book:
        book.keep([Filing(talks("later"))])
    assert "stolen.duckdb" not in names(tmp_path)
    place.chmod(0o600)
    with RecordBook.open(path) as book:
        book.keep([Filing(talks("later too"))])
    assert "stolen.duckdb" in names(tmp_path)


def test_two_that_ask_one_holder_both_get_an_answer(path: Path, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    numbers: list[int | None] = []

    def ask(name: str) -> None:
        try:
            backup_at(path, tmp_path / name, wait=2)
        except StoreError as error:
            numbers.append(error.number)
        else:
            numbers.append(None)

    asking = [threading.Thread(target=ask, args=(name,)) for name in ("one.duckdb", "two.duckdb")]
    for one in asking:
        one.start()
    for one in asking:
        one.join(20)
    holder.communicate("end\n")
    # It makes one copy and then does no more: the other is told so when its time is over.
    assert sorted(numbers, key=str) == [474, None]
