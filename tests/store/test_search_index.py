"""That the index of passages follows the record, whatever becomes of either."""

import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.record.propose import Asked
from onrecord.store import search as searching
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.search_index import PassageIndex, Writing, folder_of
from tests.made import talks
from tests.store.rows import columns, tables
from tests.store.test_search import found, own


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path) as opened:
        opened.add([Filing(talks())])
        yield opened


class TestFollowing:
    def test_what_is_added_is_found_and_what_is_removed_is_not(self, store: RecordStore) -> None:
        assert found(store, "ferry") == []
        store.add([own("ferry", "The ferry sank.")])
        assert found(store, "ferry") == ["ferry It"]
        store.remove(["ferry"])
        assert found(store, "ferry") == []
        assert found(store, "bridge") == ["talks-1 Tarek"]

    def test_nothing_of_a_removed_report_stays_in_the_files(self, store: RecordStore) -> None:
        store.add([own("ferry", "The ferry sank.")])
        assert found(store, "ferry") == ["ferry It"]
        before = {file for file in store._engine.index.rglob("*") if file.suffix}
        assert before
        store.remove(["ferry"])
        assert not any(file.exists() for file in before)

    def test_a_number_given_again_is_another_report(self, store: RecordStore) -> None:
        store.add([own("ferry", "The ferry sank.")])
        assert found(store, "ferry") == ["ferry It"]
        store.remove(["ferry"])
        store.add([own("tram", "The tram stood.")])
        assert (found(store, "ferry"), found(store, "tram")) == ([], ["tram It"])

    def test_rows_that_go_without_a_word_are_missed(self, store: RecordStore) -> None:
        store.add([own("ferry", "The ferry sank.")])
        assert found(store, "ferry") == ["ferry It"]
        with store._writing() as cursor:
            for table in tables(cursor):
                if table != "changes" and "report" in columns(cursor, table):
                    cursor.execute(f"DELETE FROM {table} WHERE {'report = 2' if table != 'corrections' else 'false'}")
        assert found(store, "ferry") == []
        store.add([own("tram", "The tram stood.")])
        assert (found(store, "ferry"), found(store, "tram")) == ([], ["tram It"])

    def test_corrections_by_hand_count(self, store: RecordStore) -> None:
        assert found(store, "bridge", type="AGREE") == ["talks-1 Tarek"]
        store.correct("talks-1", Asked(action="set", entry="m2", fields={"type": ["REJECT"]}, author="Lio Marsh"))
        assert found(store, "bridge", type="AGREE") == []
        assert found(store, "bridge", type="REJECT") == ["talks-1 Tarek"]
        assert found(store, "troops", type="REQUEST") == ["talks-1 Foreign"]

    def test_only_what_changed_is_read(self, store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
        store.add([own(f"r{n}", f"Word{n}.") for n in range(20)])
        store.passages.catch_up()
        read: list[int] = []
        put_in = Writing.put_in
        monkeypatch.setattr(Writing, "put_in", lambda self, n, record: (read.append(n), put_in(self, n, record))[1])
        store.add([own("new", "Ferry.")])
        store.passages.catch_up()
        store.passages.catch_up()
        assert read == [22]

    def test_an_index_of_before_is_used_by_the_next_program(self, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with RecordStore.open(path) as store:
            store.add([Filing(talks())])
            store.passages.catch_up()
        monkeypatch.setattr(PassageIndex, "writing", None)
        with RecordStore.open(path, read_only=True) as store:
            assert found(store, "bridge") == ["talks-1 Tarek"]

    def test_a_report_without_passages(self, store: RecordStore) -> None:
        import msgspec

        record = talks("bare")
        bare = msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, blocks=()))
        store.add([Filing(bare)])
        assert found(store, "bridge") == ["talks-1 Tarek"]
        assert len(found(store, "-bridge")) == 3
        store.add([own("ferry", "The ferry sank.")])
        assert found(store, "ferry") == ["ferry It"]


class TestAnIndexInDoubt:
    @pytest.fixture
    def kept(self, file: Path) -> Path:
        with RecordStore.open(file) as store:
            store.add([Filing(talks())])
            store.passages.catch_up()
        return file

    def _bridge(self, path: Path) -> list[str]:
        with RecordStore.open(path, read_only=True) as store:
            return found(store, "bridge")

    def test_another_records_index_is_thrown_away(self, kept: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.duckdb"
        with RecordStore.open(other) as store:
            store.add([own("ferry", "The ferry sank.")])
            store.passages.catch_up()
        shutil.rmtree(folder_of(kept))
        shutil.copytree(folder_of(other), folder_of(kept))
        with RecordStore.open(kept, read_only=True) as store:
            assert (found(store, "ferry"), found(store, "bridge")) == ([], ["talks-1 Tarek"])

    def test_a_copy_of_the_record_put_back_and_gone_another_way(self, kept: Path) -> None:
        before = kept.read_bytes()
        with RecordStore.open(kept) as store:
            store.add([own("ferry", "The ferry sank.")])
            assert found(store, "ferry") == ["ferry It"]
        kept.write_bytes(before)
        with RecordStore.open(kept) as store:
            store.add([own("tram", "The tram stood.")])
            assert (found(store, "ferry"), found(store, "tram")) == ([], ["tram It"])

    @pytest.mark.parametrize("stamp", [b"", b"{", b'{"format":0,"change":1,"mark":2,"reports":1}', None])
    def test_a_stamp_that_cannot_be_read(self, kept: Path, stamp: bytes | None) -> None:
        file = folder_of(kept) / ".stamp.json"
        file.unlink()
        if stamp is not None:
            file.write_bytes(stamp)
        assert self._bridge(kept) == ["talks-1 Tarek"]
        assert file.stat().st_size > 0

    def test_a_stamp_from_before_the_last_write(self, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        stamp = (folder_of(kept) / ".stamp.json").read_bytes()
        with RecordStore.open(kept) as store:
            store.add([own("ferry", "The ferry sank.")])
            store.passages.catch_up()
        (folder_of(kept) / ".stamp.json").write_bytes(stamp)
        monkeypatch.setattr(Writing, "clear", None)
        with RecordStore.open(kept) as store:
            assert found(store, "ferry") == ["ferry It"]
            assert len(store.passages.find("fired -ferry", Filters())) == 1

    @pytest.mark.parametrize("what", ["emptied", "cut", "gone", "meta.json"])
    def test_damaged_files(self, kept: Path, what: str) -> None:
        for file in (folder_of(kept) / ".index").iterdir():
            if what == "meta.json":
                (folder_of(kept) / ".index" / what).write_bytes(b"{")
            elif file.suffix in (".idx", ".term", ".fast", ".pos"):
                content = file.read_bytes()
                file.unlink()
                if what != "gone":
                    file.write_bytes(b"" if what == "emptied" else content[: len(content) // 2])
        assert self._bridge(kept) == ["talks-1 Tarek"]
        assert self._bridge(kept) == ["talks-1 Tarek"]

    def test_damage_within_files_that_only_shows_when_asked(self, kept: Path) -> None:
        # Spoilt so that the engine breaks off in the middle of a question.
        (postings,) = (folder_of(kept) / ".index").glob("*.idx")
        content = postings.read_bytes()
        for at in range(0, len(content), 7):
            postings.unlink()
            postings.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
            with RecordStore.open(kept, read_only=True) as store:
                assert isinstance(found(store, '"the bridge" OR said'), list)
            (postings,) = (folder_of(kept) / ".index").glob("*.idx")

    def test_an_index_that_vanishes_under_an_open_record(self, kept: Path) -> None:
        with RecordStore.open(kept) as store:
            assert found(store, "bridge") == ["talks-1 Tarek"]
            shutil.rmtree(folder_of(kept))
            store.add([own("ferry", "The ferry sank.")])
            assert found(store, "ferry") == ["ferry It"]

    def test_where_nothing_may_be_written_it_is_kept_in_memory(self, file: Path) -> None:
        folder_of(file).write_text("in the way", "utf-8")
        with RecordStore.open(file) as store:
            store.add([Filing(talks())])
            assert found(store, "bridge") == ["talks-1 Tarek"]
            store.add([own("ferry", "The ferry sank.")])
            assert found(store, "ferry") == ["ferry It"]
        assert folder_of(file).read_text("utf-8") == "in the way"

    def test_files_of_others_in_its_folder_stay(self, kept: Path) -> None:
        theirs = folder_of(kept) / "notes.txt"
        theirs.write_text("mine", "utf-8")
        with RecordStore.open(kept) as store:
            store.passages.discard()
        assert list(folder_of(kept).iterdir()) == [theirs]

    def test_when_no_index_can_be_made_the_user_is_told(self, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise ValueError("No space left on device")

        monkeypatch.setattr(searching, "bring_up", full)
        with pytest.raises(StoreError, match=r"E440.*No space left"):
            self._bridge(kept)


class TestAtTheSameTime:
    def test_threads_share_one_record(self, store: RecordStore) -> None:
        answers: list[list[str]] = []

        def ask() -> None:
            for _ in range(10):
                answers.append(found(store, "bridge"))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for n in range(5):
            store.add([own(f"r{n}", f"Ferry{n}.")])
        for thread in threads:
            thread.join()
        assert answers == [["talks-1 Tarek"]] * 40

    def test_programs_that_make_the_index_together(self, path: str) -> None:
        with RecordStore.open(path) as store:
            store.add([Filing(talks())])
            store.add([own(f"r{n}", f"Ferry{n}.") for n in range(200)])
        running = [subprocess.Popen(_asking(path, "bridge"), stdout=subprocess.PIPE, text=True) for _ in range(3)]
        assert [one.communicate(timeout=60)[0] for one in running] == ["['talks-1 Tarek']\n"] * 3

    def test_a_program_killed_while_it_writes(self, path: str) -> None:
        with RecordStore.open(path) as store:
            store.add([Filing(talks())])
            store.add([own(f"r{n}", f"Ferry{n}.") for n in range(50)])
        killed = """
            import os, signal, sys
            from onrecord.store import search_index
            kind = search_index.PassageIndex
            after = sys.argv[2] == "committed"
            if after:
                kind.keep = lambda self, stamp: os.kill(os.getpid(), signal.SIGKILL)
            else:
                put_in = search_index.Writing.put_in
                def one(self, n, record):
                    if n == 25:
                        os.kill(os.getpid(), signal.SIGKILL)
                    put_in(self, n, record)
                search_index.Writing.put_in = one
            from onrecord.store.record_store import RecordStore
            with RecordStore.open(sys.argv[1], read_only=True) as store:
                store.passages.catch_up()
        """
        for moment in ("writing", "committed"):
            command = [sys.executable, "-c", textwrap.dedent(killed), str(path), moment]
            assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
            with RecordStore.open(path, read_only=True) as store:
                assert found(store, "ferry7 OR bridge", limit=100) == ["r7 It", "talks-1 Tarek"]
                folder = store._engine.index
            shutil.rmtree(folder)


def _asking(path: str, query: str) -> list[str]:
    script = """
        import sys
        from tests.store.test_search import found
        from onrecord.store.record_store import RecordStore
        with RecordStore.open(sys.argv[1], read_only=True) as store:
            print(found(store, sys.argv[2]))
    """
    return [sys.executable, "-c", textwrap.dedent(script), str(path), query]
