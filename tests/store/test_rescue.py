"""What can be read of a damaged record is saved, and what cannot is named."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from onrecord.errors import StoreError
from onrecord.record.codec import encode
from onrecord.record.propose import Asked
from onrecord.store import acknowledged
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from onrecord.store.rescue import Rescued, rescue
from tests.made import TALKS, talks
from tests.store.derived import derived

PAGE = b"<html><p>They met.</p></html>"
HEAD = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rescue") / "talks.duckdb"
    with RecordStore.open(path) as store:
        other = f"{TALKS}\n\nThe Gazette told of a ferry, a market and eleven lorries on the road to Varn."
        store.add([Filing(talks()), Filing(talks("paged", raw=PAGE), PAGE), Filing(talks("other", text=other))])
        asked = Asked(
            action="set", entry="m1", fields={"status": ("denied",), "by": ("Tarek Ondal",)}, author="A. Editor"
        )
        store.correct("talks-1", asked)
        (undone,) = store.correct("other", Asked(action="accept", entry="m1", fields={}, author="A. Editor"))
        store.undo(undone.number, "A. Editor")
        store.split_actor([("other", "a1")], "A. Editor")
        ids = sorted(id_ for (id_,) in store._cursor().execute("SELECT id FROM identities").fetchall())
        store.merge_actors(ids[:2], "A. Editor")
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "talks.duckdb"
    copy.write_bytes(whole.read_bytes())
    return copy


def saved(path: Path) -> tuple[Rescued, Path]:
    """What was saved; the file itself is as it was, and the new one is whole."""
    before = hashlib.sha256(path.read_bytes()).digest()
    new = path.with_name("saved.duckdb")
    found = rescue(path, new)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    with RecordStore.open(new, read_only=True) as store:
        assert store.check().faults == ()
    assert {one.name for one in path.parent.iterdir()} <= {
        path.name, f"{path.name}.wal", f".{path.name}.kept", new.name, f".{new.name}.kept",
    }  # fmt: skip
    return found, new


def same(one: Path, other: Path) -> None:
    with RecordStore.open(one, read_only=True) as first, RecordStore.open(other, read_only=True) as second:
        assert [encode(record) for record in first.records()] == [encode(record) for record in second.records()]
        assert [kept.correction for kept in first.corrections()] == [kept.correction for kept in second.corrections()]
        assert derived(first) == derived(second)


def test_of_a_whole_record_all_is_saved(path: Path, whole: Path) -> None:
    found, new = saved(path)
    assert (found.reports, found.corrections, found.lost) == (3, 5, ())
    same(new, whole)
    with RecordStore.open(new, read_only=True) as store:
        assert store.raw(talks("paged").report.id) == PAGE


@pytest.mark.parametrize("at", [60, HEAD + 1000, 2 * HEAD + 9])
def test_a_damaged_head_costs_nothing(path: Path, whole: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)
    with pytest.raises(StoreError) as told:
        RecordStore.open(path, read_only=True)
    assert told.value.number == 410
    found, new = saved(path)
    assert (found.reports, found.lost) == (3, ())
    same(new, whole)


@pytest.mark.parametrize(
    ("sql", "reports", "lost"),
    [
        ("UPDATE reports SET record = '{' WHERE given_id = 'paged'", 2, [476]),
        ("UPDATE reports SET record = replace(record, 'bridge', 'brigde') WHERE report = 1", 2, [476, 478, 478]),
        ("UPDATE reports SET raw = 'other'::BLOB WHERE given_id = 'paged'", 3, [477]),
        ("UPDATE corrections SET anchor = '{' WHERE correction = 1", 3, [478]),
        ("DELETE FROM moves; DELETE FROM accounts; DELETE FROM identities; DELETE FROM changes", 3, []),
        ("DROP VIEW readings; DROP TABLE prints; DROP TABLE corrected", 3, []),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_named_and_the_rest_kept(path: Path, sql: str, reports: int, lost: list[int]) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)
    found, _ = saved(path)
    assert found.reports == reports
    assert [one.number for one in found.lost] == lost
    if 476 in lost:
        assert found.lost[0].report is not None
        assert found.lost[0].where == "talks/day1.txt"


def test_a_damaged_journal_is_used_up_to_its_damage(path: Path, tmp_path: Path) -> None:
    with RecordStore.open(path) as store:
        for name in ("first", "second", "third"):
            store.add([Filing(talks(name))])
        left = tmp_path / "left.duckdb"
        journal = bytearray(path.with_name(f"{path.name}.wal").read_bytes())
        left.write_bytes(path.read_bytes())
        acknowledged.note_of(left).write_bytes(acknowledged.note_of(path).read_bytes())
    for one in (path, acknowledged.note_of(path)):
        one.unlink()
    # In the last of three entries of about the same size.
    journal[len(journal) * 5 // 6] ^= 4
    left.with_name("left.duckdb.wal").write_bytes(journal)
    found, _ = saved(left)
    assert found.reports == 5
    assert [one.number for one in found.lost] == [461, 462]


def test_where_nothing_can_be_read_nothing_is_left(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreError) as told:
        rescue(path, tmp_path / "saved.duckdb")
    assert told.value.number == 475
    assert [one.name for one in tmp_path.iterdir()] == ["talks.duckdb"]


@pytest.mark.parametrize(
    ("new", "number"),
    [
        (lambda path: path, 472),
        (lambda path: path.with_name("there.txt"), 471),
        (lambda path: path.with_name("gone") / "saved.duckdb", 408),
    ],
)
def test_names_that_cannot_be_used(path: Path, new: Callable[[Path], Path], number: int) -> None:
    path.with_name("there.txt").write_text("theirs")
    with pytest.raises(StoreError) as told:
        rescue(path, new(path))
    assert told.value.number == number
    assert path.with_name("there.txt").read_text() == "theirs"


def test_what_is_no_record_is_not_saved(tmp_path: Path) -> None:
    theirs = tmp_path / "letter.txt"
    theirs.write_text("They met.")
    with pytest.raises(StoreError) as told:
        rescue(theirs, tmp_path / "saved.duckdb")
    assert told.value.number == 403


def test_a_report_that_names_nobody_it_has_costs_itself_alone(path: Path) -> None:
    asked = """UPDATE reports SET record = replace(record, '"actor":"a1"', '"actor":"a99"') WHERE given_id = 'paged'"""
    with duckdb.connect(str(path)) as connection:
        connection.execute(asked)
    found, _ = saved(path)
    assert (found.reports, [one.number for one in found.lost]) == (2, [476])
