"""A check finds whatever is not as it was kept, and nothing in a record that is whole."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from onrecord.record.propose import Asked
from onrecord.store import acknowledged
from onrecord.store.check_reading import Checked
from onrecord.store.filing import Filing
from onrecord.store.links.changes import mark_after
from onrecord.store.record_store import RecordStore
from tests.made import TALKS, talks

PAGE = b"<html><p>They met.</p></html>"
HEADS, BLOCK = 12_288, 262_144


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a page, a correction, one that was undone, actors that were made one, a report that went."""
    path = tmp_path_factory.mktemp("check") / "talks.duckdb"
    with RecordStore.open(path) as store:
        other = f"{TALKS}\n\nThe Gazette told of a ferry, a market and eleven lorries on the road to Varn."
        store.add([Filing(talks()), Filing(talks("paged", raw=PAGE), PAGE), Filing(talks("other", text=other))])
        store.add([Filing(talks("gone"))])
        asked = Asked(action="set", entry="m1", fields={"status": ("denied",)}, author="A. Editor")
        store.correct("talks-1", asked)
        (undone,) = store.correct("other", asked)
        store.undo(undone.number, "A. Editor")
        ids = sorted(id_ for (id_,) in store._cursor().execute("SELECT id FROM identities").fetchall())
        store.merge_actors(ids[:2], "A. Editor")
        store.remove(["gone"])
        store.passages.catch_up()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    copy = tmp_path / "talks.duckdb"
    copy.write_bytes(whole.read_bytes())
    acknowledged.note_of(copy).write_bytes(acknowledged.note_of(whole).read_bytes())
    return copy


def checked(path: Path) -> Checked:
    with RecordStore.open(path, read_only=True) as store:
        return store.check()


def test_a_record_that_is_whole_has_no_fault(whole: Path) -> None:
    before = whole.read_bytes()
    found = checked(whole)
    assert found.faults == ()
    assert found.notes == ()
    assert found.counts["reports"] == 3
    assert found.counts["pages"] == 1
    assert found.counts["corrections"] == 3
    assert found.counts["passages' reports"] == 3
    assert found.counts["flat rows"] > 100
    assert whole.read_bytes() == before


def test_a_record_kept_before_reports_had_pages_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
    with duckdb.connect(str(path)) as connection:
        ((line,),) = connection.execute("SELECT record FROM reports").fetchall()
        old = line.replace(',"pages":[]', "")
        assert old != line
        connection.execute("UPDATE reports SET record = ?", [old])
        connection.execute("UPDATE changes SET mark = ?", [mark_after(0, 1, old.encode())])
    acknowledged.note_of(path).unlink()
    assert checked(path).faults == ()


def test_a_record_that_names_nobody_it_has_is_told(path: Path) -> None:
    asked = """UPDATE reports SET record = replace(record, '"actor":"a1"', '"actor":"a99"') WHERE given_id = 'paged'"""
    with duckdb.connect(str(path)) as connection:
        connection.execute(asked)
    assert {(one.number, one.report) for one in checked(path).faults} >= {(464, _id("paged"))}


def _id(given: str) -> str:
    return talks(given).report.id


@pytest.mark.parametrize(
    ("sql", "number", "report"),
    [
        ("UPDATE reports SET record = '{' WHERE given_id = 'paged'", 464, _id("paged")),
        ("UPDATE reports SET record = replace(record, 'bridge', 'brigde') WHERE given_id = 'paged'", 465, _id("paged")),
        ("UPDATE reports SET raw = 'other'::BLOB WHERE given_id = 'paged'", 465, _id("paged")),
        ("UPDATE reports SET title = 'Another' WHERE given_id = 'paged'", 466, _id("paged")),
        ("UPDATE moves SET status = 'planned' WHERE report = 2 AND id = 'm2'", 466, _id("paged")),
        ("INSERT INTO ties SELECT * REPLACE (99 AS report) FROM ties WHERE report = 2", 467, None),
        ("DELETE FROM report_actors WHERE report = 2 AND actor = 'a1'", 467, _id("paged")),
        ("UPDATE accounts SET told = '[]' WHERE report = 2", 467, _id("paged")),
        ("UPDATE copies SET origin = 99", 467, _id("paged")),
        ("DELETE FROM claims WHERE claim = (SELECT min(claim) FROM claims)", 467, _id("talks-1")),
        ("INSERT INTO stories SELECT * FROM stories", 467, None),
        ("DELETE FROM corrected", 467, _id("talks-1")),
        ("UPDATE corrections SET anchor = '{' WHERE correction = 1", 468, None),
        ("UPDATE corrections SET report = repeat('0', 64) WHERE correction = 1", 468, "0" * 64),
        ("DELETE FROM changes WHERE n = 2", 469, None),
        (
            "UPDATE changes SET mark = mark + 1 WHERE n = (SELECT max(n) FROM changes WHERE report = 2)",
            469,
            _id("paged"),
        ),
        ("DROP TABLE prints", 463, None),
    ],
)
def test_what_does_not_fit_is_a_fault(path: Path, sql: str, number: int, report: str | None) -> None:
    with duckdb.connect(str(path)) as connection:
        assert connection.execute(sql).fetchall() != [(0,)], "there is no such row"
    found = [(one.number, one.report) for one in checked(path).faults]
    assert (number, report) in found, found


def test_a_report_that_is_gone_without_a_word(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM reports WHERE given_id = 'paged'")
    found = {one.number for one in checked(path).faults}
    assert {467, 469} <= found


def test_a_flipped_bit_is_found_in_rows_and_in_keys(path: Path) -> None:
    data = path.read_bytes()
    of_rows, of_keys = _blocks(path, len(data))
    kept = _content(path)
    told: dict[int, set[int]] = {}
    for block in (*of_rows[:3], *of_keys):
        spoilt = bytearray(data)
        spoilt[HEADS + block * BLOCK + 1000] ^= 16
        path.write_bytes(spoilt)
        told[block] = {one.number for one in checked(path).faults}
        # What is not told stands in a block that nobody uses.
        assert told[block] or _content(path) == kept
    assert all(463 in told[block] for block in of_rows[:3])
    assert sum(470 in told[block] for block in of_keys) >= 2, "reports by number and by id"


def _content(path: Path) -> object:
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return [connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {name} t").fetchall() for (name,) in names]


def _blocks(path: Path, size: int) -> tuple[list[int], list[int]]:
    """The blocks that hold rows, and those that hold keys or nothing; lists of contents are neither."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows: set[int] = set()
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            asked = f"SELECT block_id, additional_block_ids FROM pragma_storage_info('{name}')"
            for block, more in connection.execute(asked).fetchall():
                rows |= {block, *(more or ())}
        lists = {block for (block,) in connection.execute("SELECT block_id FROM pragma_metadata_info()").fetchall()}
    every = set(range((size - HEADS) // BLOCK))
    return sorted(rows & every), sorted(every - rows - lists)


def test_a_fault_says_what_to_do(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE moves SET status = 'planned' WHERE report = 2 AND id = 'm2'")
    (fault,) = checked(path).faults
    assert str(fault).startswith("E466 2 rows of moves are not what this report's record says: report ")
    assert "--rescue" in fault.remedy


def test_an_index_that_does_not_fit_is_a_note(whole: Path, path: Path) -> None:
    assert any("no search index" in line for line in checked(path).notes)
    with RecordStore.open(path) as store:
        store.passages.catch_up()
        store.add([Filing(talks("later"))])
    found = checked(path)
    assert found.faults == ()
    assert any("1 changes behind" in line for line in found.notes)


def test_others_may_write_while_it_is_checked(path: Path) -> None:
    with RecordStore.open(path) as store:
        added: list[int] = []

        def tell(done: int, _of: int) -> None:
            if not added:
                added.append(done)
                store.add([Filing(talks("meanwhile"))])

        found = store.check(tell)
        assert found.faults == ()
        assert found.counts["reports"] == 3
        assert store.check().counts["reports"] == 4


class TestWhatWasAcknowledged:
    """A journal that is gone is passed over by the engine; the note beside the record tells of it."""

    @pytest.fixture
    def journalled(self, path: Path, tmp_path: Path) -> Callable[[], Path]:
        """Makes a record whose last two changes stand in a journal, as one is left that is killed."""

        def make() -> Path:
            with RecordStore.open(path) as store:
                store.add([Filing(talks("in journal"))])
                store.add([Filing(talks("in journal too"))])
                copy = tmp_path / "left.duckdb"
                for end in ("", ".wal"):
                    copy.with_name(f"left.duckdb{end}").write_bytes(path.with_name(f"{path.name}{end}").read_bytes())
                acknowledged.note_of(copy).write_bytes(acknowledged.note_of(path).read_bytes())
            return copy

        return make

    def test_with_its_journal_nothing_is_lost(self, journalled: Callable[[], Path]) -> None:
        found = checked(journalled())
        assert found.faults == ()
        assert found.counts["reports"] == 5

    @pytest.mark.parametrize("share", [None, 0.98])
    def test_a_journal_cut_short_is_told(self, journalled: Callable[[], Path], share: float | None) -> None:
        path = journalled()
        journal = path.with_name(f"{path.name}.wal")
        if share is None:
            journal.unlink()
        else:
            journal.write_bytes(journal.read_bytes()[: int(journal.stat().st_size * share)])
        assert [one.number for one in checked(path).faults] == [462]
        with RecordStore.open(path) as store:
            store.add([Filing(talks("after"))])
        # Not forgotten by what came since, until somebody takes it as it is.
        assert [one.number for one in checked(path).faults] == [462]
        assert [one.number for one in acknowledged.noted(path)] == [462]
        with RecordStore.open(path, read_only=True) as store:
            store.accept()
        assert checked(path).faults == ()

    def test_a_record_made_anew_under_the_name_lost_nothing(self, path: Path) -> None:
        path.unlink()
        with RecordStore.open(path) as store:
            store.add([Filing(talks("first"))])
        assert [one.number for one in checked(path).faults] == []

    def test_another_record_put_in_its_place_lost_nothing(self, path: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.duckdb"
        with RecordStore.open(other) as store:
            store.add([Filing(talks("first"))])
        other.replace(path)
        assert checked(path).faults == ()
        with RecordStore.open(path) as store:
            store.add([Filing(talks("second"))])
        assert checked(path).faults == ()
        assert acknowledged.noted(path) == []

    def test_an_older_copy_put_in_its_place_is_told(self, path: Path) -> None:
        older = path.read_bytes()
        with RecordStore.open(path) as store:
            store.add([Filing(talks("first"))])
        path.write_bytes(older)
        assert [one.number for one in checked(path).faults] == [462]

    def test_a_note_that_cannot_be_read_says_nothing(self, path: Path) -> None:
        acknowledged.note_of(path).write_bytes(b"{")
        found = checked(path)
        assert found.faults == ()
        assert any("what was acknowledged" in line for line in found.notes)


def test_the_wrong_report_under_an_id(path: Path) -> None:
    record = talks("paged", raw=PAGE)
    other = replace(record, report=replace(record.report, given_id="somebody else's"))
    from onrecord.record.codec import encode

    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE reports SET record = ? WHERE given_id = 'paged'", [encode(other).decode()])
    assert (465, record.report.id) in [(one.number, one.report) for one in checked(path).faults]
