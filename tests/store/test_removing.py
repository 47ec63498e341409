"""Reports taken out for good: no row, no derived row, no byte."""

import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from onrecord.errors import StoreError
from onrecord.record.propose import Asked
from onrecord.store import removing
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.rows import TABLES
from tests.made import TALKS, talks
from tests.store.rows import asking, columns, tables

SECRET = "".join(random.Random(3).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", k=2000))
"""Letters that no compression makes shorter by much, so that the file holds long stretches of them as they are."""


def secret(given_id: str = "secret") -> Filing:
    page = f"<p>{SECRET}</p>".encode()
    record = talks(given_id, text=f"{TALKS} {SECRET}", raw=page)
    who = replace(record.actors[0], name="Quillon Vexworth")
    return Filing(replace(record, actors=(who, *record.actors[1:])), page)


def kept(folder: Path) -> bytes:
    """All bytes of all files beside the record, hidden ones too."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def holds_secret(folder: Path) -> bool:
    content = kept(folder)
    return any(SECRET[n : n + 12].encode() in content for n in range(len(SECRET) - 12)) or b"Vexworth" in content


def accept(store: RecordStore, report: str, entry: str) -> None:
    store.correct(report, Asked(action="accept", entry=entry, author="A. Editor"))


def test_what_went_is_told_and_nothing_is_left(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks("one")), secret(), Filing(talks("two"))])
        accept(store, "secret", "m1")
        accept(store, "one", "m1")
        removed = store.remove(["secret"])
        assert removed.reports == (secret().record.report.id,)
        assert (removed.statements, removed.moves, removed.actors) == (3, 3, 4)
        assert (removed.corrections, removed.pages) == (1, 1)
        assert [one.report.given_id for one in store.records()] == ["one", "two"]
        assert [one.correction.report for one in store.corrections()] == [talks("one").report.id]
        store.add([Filing(talks("three"))])
        assert len(store) == 3
    with asking(path) as connection:
        numbered = [
            name
            for name in tables(connection)
            if name not in ("corrections", "changes") and "report" in columns(connection, name)
        ]
        assert set(TABLES) <= set(numbered)
        for name in numbered:
            assert connection.execute(f"SELECT count(*) FROM {name} WHERE report = 2").fetchone() == (0,), name


def test_no_byte_of_its_text_page_or_names_is_left_in_any_file(file: Path, tmp_path: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([Filing(talks(f"report {n}")) for n in range(20)])
        store.add([secret()])
        list(store.passages.find("truce", Filters()))
    assert holds_secret(tmp_path), "the test would see it"
    with RecordStore.open(file) as store:
        store.remove(["secret"])
        assert not holds_secret(tmp_path)
        assert len(store.passages.find("truce", Filters())) > 0
    assert not holds_secret(tmp_path)


def test_deleting_rows_alone_would_leave_its_bytes(file: Path, tmp_path: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([secret(), Filing(talks())])
    with duckdb.connect(str(file)) as connection:
        removing.remove(connection.cursor(), ["secret"])
        connection.execute("CHECKPOINT")
    assert holds_secret(tmp_path)


def test_a_removal_that_was_cut_off_is_finished_when_the_record_is_next_written(file: Path, tmp_path: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([secret(), Filing(talks())])
    with duckdb.connect(str(file)) as connection:
        removing.remove(connection.cursor(), ["secret"])
    (tmp_path / ".talks.duckdb.rewriting").write_bytes(b"left over")
    with RecordStore.open(file, read_only=True) as store:
        assert len(store) == 1
    assert holds_secret(tmp_path)
    with RecordStore.open(file) as store:
        assert len(store) == 1
    assert not holds_secret(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {"talks.duckdb", ".talks.duckdb.kept"}


def test_killed_at_any_step_the_record_is_whole(file: Path, tmp_path: Path) -> None:
    for step in ("before the copy", "before the change of place"):
        with RecordStore.open(file) as store:
            store.add([secret(), Filing(talks())])
        script = textwrap.dedent(f"""
            import os, pathlib
            from onrecord.store import removing
            from onrecord.store.record_store import RecordStore
            def die(*_): os._exit(9)
            if {step!r} == "before the copy":
                removing.rewrite = die
            else:
                pathlib.Path.replace = die
            RecordStore.open({str(file)!r}).remove(["secret"])
        """)
        done = subprocess.run([sys.executable, "-c", script], check=False)
        assert done.returncode == 9
        with RecordStore.open(file) as store:
            assert [one.report.given_id for one in store.records()] == ["talks-1"]
        assert not holds_secret(tmp_path)


def test_a_report_that_is_not_there_and_none_is_removed(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
        with pytest.raises(StoreError) as caught:
            store.remove(["talks-1", "gone"])
        assert caught.value.number == 409
        assert len(store) == 1


def test_rows_that_are_still_being_fetched_lose_nothing(file: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([Filing(talks(f"report {n}")) for n in range(100)])
        fetching = store.records()
        next(fetching)
        with pytest.raises(StoreError) as caught:
            store.remove(["report 7"])
        assert caught.value.number == 424
        assert len(store) == 99
        fetching.close()
    with RecordStore.open(file) as store:
        assert len(store) == 99
        assert not removing.is_due(store._cursor())


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_the_record_stays_a_link_and_its_mode_stays(file: Path, tmp_path: Path) -> None:
    RecordStore.open(file).close()
    file.chmod(0o640)
    link = tmp_path / "link.duckdb"
    link.symlink_to(file)
    with RecordStore.open(link) as store:
        store.add([Filing(talks())])
        store.remove(["talks-1"])
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    with RecordStore.open(file) as store:
        assert len(store) == 0


def test_a_merge_by_hand_holds_by_other_reports_and_goes_with_the_last_of_them(file: Path, tmp_path: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([secret(), secret("second secret"), Filing(talks())])
        store.merge_actors([_identity(store, "a1"), _identity(store, "a3")], "A. Editor")
        assert _merged(store) == "Quillon Vexworth; Tarek Ondal"
        store.remove(["secret"])
        assert _merged(store) == "Quillon Vexworth; Tarek Ondal", "each is known elsewhere by the same name"
        assert holds_secret(tmp_path)
        assert store.remove(["second secret"]).corrections == 0
        assert _merged(store) == "Šárka Ilvane; Tarek Ondal", "the machine had taken the three for one"
        assert not holds_secret(tmp_path)
        assert store.remove(["talks-1"]).corrections == 1, "nobody is left"
        assert store.corrections() == []
        assert store._one("SELECT count(*) FROM identities") == 0


def _merged(store: RecordStore) -> str | None:
    (one,) = store.corrections()
    return one.correction.person_words


def _identity(store: RecordStore, actor: str) -> str:
    sql = "SELECT i.id FROM report_actors JOIN identities i USING (identity) WHERE report = 1 AND actor = ?"
    return str(store._cursor().execute(sql, [actor]).fetchall()[0][0])
