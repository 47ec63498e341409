import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import duckdb
import msgspec
import pytest

from onrecord.errors import StoreError
from onrecord.record.codec import encode
from onrecord.store.arrow import COLUMNS
from onrecord.store.filing import Filing
from onrecord.store.place import Place
from onrecord.store.record_store import RecordStore
from onrecord.store.rows import TABLES
from tests.made import talks
from tests.store.rows import asking, columns, writing


def test_a_record_comes_back_byte_for_byte(path: str) -> None:
    record = talks()
    with RecordStore.open(path) as store:
        store.add([Filing(record)])
    with RecordStore.open(path, read_only=True) as store:
        assert encode(store.record(record.report.id)) == encode(record)
        assert [encode(r) for r in store.records()] == [encode(record)]


def test_awkward_texts_come_back_byte_for_byte(path: str) -> None:
    record = talks(
        text=talks().report.text + "\n\n\u2028 \U0001f54a 'quote' \"two\" \\n \ufffd \x07 =1+1 é e\u0301\r\n\r"
    )
    with RecordStore.open(path) as store:
        store.add([Filing(record)])
        assert encode(store.record(record.report.id)) == encode(record)


def test_raw_bytes_of_a_page_are_kept(path: str) -> None:
    page = b"<html>\x00\xff</html>"
    record = talks(raw=page)
    with RecordStore.open(path) as store:
        store.add([Filing(record, page), Filing(talks("plain"))])
        assert store.raw(record.report.id) == page
        assert store.raw(talks("plain").report.id) is None


def test_adding_the_same_report_again_changes_nothing_and_says_so(path: str) -> None:
    with RecordStore.open(path) as store:
        first = store.add([Filing(talks()), Filing(talks("other"))])
        again = store.add([Filing(talks()), Filing(talks("third")), Filing(talks("third"))])
        assert [f.new for f in first] == [True, True]
        assert [f.new for f in again] == [False, True, False]
        assert len(store) == 3
    assert _counts(path)["statements"] == 9


def test_every_table_is_filled_and_has_the_columns_of_the_rows(path: str) -> None:
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
    with asking(path) as connection:
        for name in TABLES:
            assert columns(connection, name) == COLUMNS[name].split()
    assert all(_counts(path).values())


def test_the_typed_tables_hold_what_the_record_holds(path: str) -> None:
    record = talks()
    with RecordStore.open(path) as store:
        store.add([Filing(record)])
    with asking(path) as connection:
        moves = connection.execute("SELECT id, type, status, layer, vouched_by FROM moves ORDER BY n").fetchall()
        spans = connection.execute("SELECT start, stop FROM move_spans WHERE part = 'condition'").fetchall()
        said = connection.execute("SELECT said, content FROM statements WHERE id = 's1'").fetchone()
    assert moves == [(m.id, m.type, m.status, m.layer, m.vouched_by) for m in record.moves]
    assert spans == [s for m in record.moves for s in m.conditions]
    assert said == ("2031-05-13", "“We will not sign.”")


def test_when_one_report_of_a_batch_cannot_be_written_none_is(path: str) -> None:
    bad = talks("bad")
    # A lone surrogate cannot be written as UTF-8; intake mends such texts, so this one comes from elsewhere.
    bad = msgspec.structs.replace(bad, report=msgspec.structs.replace(bad.report, publisher="\ud800"))
    with RecordStore.open(path) as store:
        store.add([Filing(talks())])
        with pytest.raises(UnicodeEncodeError):
            store.add([Filing(talks("good")), Filing(bad)])
        assert len(store) == 1
        store.add([Filing(talks("good"))])
        assert len(store) == 2
    assert _counts(path)["moves"] == 6


def test_no_space_left_to_write_in(file: Path) -> None:
    # A limit on the size of files stands for a full disk; it binds a process, so it has one of its own.
    script = textwrap.dedent(f"""
        import os, resource, signal
        from onrecord.errors import StoreError
        from onrecord.store.filing import Filing
        from onrecord.store.record_store import RecordStore
        from tests.made import talks
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = RecordStore.open({str(file)!r})
        store.add([Filing(talks())])
        here = max(os.path.getsize(file) for file in ({str(file)!r}, {str(file) + ".wal"!r}) if os.path.exists(file))
        resource.setrlimit(resource.RLIMIT_FSIZE, (here, here))
        try:
            store.add([Filing(talks(f"report {{n}}")) for n in range(500)])
        except StoreError as error:
            print(error.number)
        os._exit(0)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["412"], done.stderr
    with RecordStore.open(file) as store:
        assert len(store) == 1


def test_missing_report(path: str) -> None:
    with RecordStore.open(path) as store:
        for ask in (store.record, store.raw):
            with pytest.raises(StoreError) as caught:
                ask("0" * 64)
            assert caught.value.number == 409


def test_closed_store(path: str) -> None:
    store = RecordStore.open(path)
    store.close()
    store.close()
    with pytest.raises(StoreError) as caught:
        len(store)
    assert caught.value.number == 413


def _fails(path: str | Path, number: int, *, read_only: bool = False) -> StoreError:
    with pytest.raises(StoreError) as caught:
        RecordStore.open(path, read_only=read_only)
    assert caught.value.number == number, caught.value
    assert str(Place(path)) in str(caught.value)
    return caught.value


def test_no_record_to_read(file: Path) -> None:
    _fails(file, 401, read_only=True)
    assert not file.exists()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_as_record(tmp_path: Path, read_only: bool) -> None:
    _fails(tmp_path, 402, read_only=read_only)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"", b"They met in Varn.", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_record_is_left_alone(file: Path, content: bytes, read_only: bool) -> None:
    file.write_bytes(content)
    _fails(file, 403, read_only=read_only)
    assert file.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_a_database_of_someone_else_is_left_alone(file: Path, read_only: bool) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE meta (a INTEGER); CREATE TABLE reports (b INTEGER)")
    _fails(file, 404, read_only=read_only)
    with duckdb.connect(str(file)) as connection:
        assert len(connection.execute("SHOW TABLES").fetchall()) == 2


def test_a_record_of_a_newer_onrecord(path: str) -> None:
    RecordStore.open(path).close()
    with writing(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
        connection.execute("UPDATE meta SET value = '7.2.0' WHERE key = 'onrecord'")
    assert "7.2.0" in _fails(path, 405).what


def test_no_folder_for_the_record(tmp_path: Path) -> None:
    error = _fails(tmp_path / "gone" / "talks.duckdb", 408)
    assert f"mkdir -p {tmp_path / 'gone'}" in error.remedy


def test_a_damaged_record(file: Path) -> None:
    with RecordStore.open(file) as store:
        store.add([Filing(talks())])
    content = bytearray(file.read_bytes())
    content[64:4096] = bytes(4096 - 64)
    file.write_bytes(content)
    _fails(file, 410)


def test_open_twice_in_one_program_in_different_ways(file: Path) -> None:
    with RecordStore.open(file):
        _fails(file, 411, read_only=True)


def test_a_record_held_by_another_program_names_it(file: Path) -> None:
    hold = (
        "import time; from onrecord.store.record_store import RecordStore; "
        f"store = RecordStore.open({str(file)!r}); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            assert f"process {holder.pid}" in _fails(file, 406).what
            _fails(file, 406, read_only=True)
        finally:
            holder.kill()
    RecordStore.open(file).close()


def test_a_read_only_record_can_be_asked_but_not_added_to() -> None:
    # Not in pytest's own folder: that is closed to the user the script changes to.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "talks.duckdb"
        hidden = folder / "hidden.duckdb"
        with RecordStore.open(path) as store:
            store.add([Filing(talks())])
        RecordStore.open(hidden).close()
        path.chmod(0o444)
        hidden.chmod(0)
        folder.chmod(0o555)
        script = textwrap.dedent(f"""
            import os
            from onrecord.errors import StoreError
            from onrecord.store.record_store import RecordStore
            # Permissions do not bind the superuser.
            if os.geteuid() == 0:
                os.seteuid(65534)
            print(len(RecordStore.open({str(path)!r}, read_only=True)))
            for target in ({str(path)!r}, {str(folder / "new.duckdb")!r}, {str(hidden)!r}):
                try:
                    RecordStore.open(target)
                except StoreError as error:
                    print(error.number)
        """)
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        folder.chmod(0o755)
    assert done.stdout.split() == ["1", "407", "407", "414"], done.stderr


def test_a_name_no_system_can_hold(tmp_path: Path) -> None:
    _fails(tmp_path / ("long" * 100), 410)


def test_killed_in_the_middle_of_adding_leaves_whole_reports(path: str) -> None:
    script = textwrap.dedent(f"""
        from onrecord.store.filing import Filing
        from onrecord.store.record_store import RecordStore
        from tests.made import talks
        store = RecordStore.open({str(path)!r})
        for n in range(100000):
            store.add([Filing(talks(f"{{n}}-{{i}}")) for i in range(4)])
            print(n, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as adder:
        assert adder.stdout is not None
        for _ in range(3):
            adder.stdout.readline()
        adder.send_signal(signal.SIGKILL)
    with RecordStore.open(path) as store:
        count = len(store)
        assert count >= 12
        assert count % 4 == 0
        assert sum(1 for _ in store.records()) == count
    assert _counts(path)["statements"] == 3 * count


def _counts(path: str) -> dict[str, int]:
    counts = {}
    with asking(path) as connection:
        for name in TABLES:
            row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            assert row is not None
            counts[name] = row[0]
    return counts


def test_memory_is_bounded_while_reports_are_added_and_grows_with_the_file(file: Path) -> None:
    with RecordStore.open(file) as store:
        limit = "SELECT current_setting('memory_limit')"
        engine = store._engine
        (free,) = engine.cursor().execute(limit).fetchone() or ("",)
        store.spare(True)
        (least,) = engine.cursor().execute(limit).fetchone() or ("",)
        with file.open("r+b") as whole:
            size = whole.seek(0, os.SEEK_END)
            whole.truncate(40_000_000_000)  # sparse: nothing is written
            (most,) = engine.cursor().execute(limit).fetchone() or ("",)
            whole.truncate(size)
        assert most == "9.3 GiB" != least
        store.spare(False)
        assert engine.cursor().execute(limit).fetchone() == (free,)
