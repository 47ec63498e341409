"""A record in PostgreSQL that several use at once, and a server that can go."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import psycopg
import pytest

from onrecord.errors import StoreError
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.postgresql import sessions, vacuum
from onrecord.store.record_store import RecordStore
from onrecord.store.removing import DUE, is_due
from tests.conftest import Places
from tests.made import talks
from tests.servers import Server
from tests.store.test_removing import SECRET, secret
from tests.store.test_search import found, own


@pytest.fixture
def engine() -> str:
    return "postgresql"


class TestAtTheSameTime:
    def test_many_add_and_nothing_is_lost_or_doubled(self, path: str) -> None:
        script = textwrap.dedent("""
            import sys
            from onrecord.store.filing import Filing
            from onrecord.store.record_store import RecordStore
            from tests.made import talks
            with RecordStore.open(sys.argv[1]) as store:
                for n in range(6):
                    new = store.add([Filing(talks(f"own {sys.argv[2]} {n}")), Filing(talks(f"of all {n}"))])
                    print(sum(one.new for one in new))
        """)
        running = [
            subprocess.Popen([sys.executable, "-c", script, path, str(n)], stdout=subprocess.PIPE, text=True)
            for n in range(3)
        ]
        told = [int(line) for one in running for line in one.communicate(timeout=120)[0].split()]
        with RecordStore.open(path, read_only=True) as store:
            assert len(store) == sum(told) == 3 * 6 + 6
            cursor = store._cursor()
            numbers = sorted(n for (n,) in cursor.execute("SELECT report FROM reports").fetchall())
            assert numbers == list(range(1, 25))
            assert cursor.execute("SELECT count(*), max(n) FROM changes").fetchall() == [(24, 24)]
            assert cursor.execute("SELECT count(*) FROM report_actors").fetchall() == [(24 * 4,)]

    def test_an_answer_is_of_one_state(self, filled: str) -> None:
        """Rows that are being fetched, and what is looked up for them, do not change under the reader."""
        with RecordStore.open(filled) as store, RecordStore.open(filled) as other:
            seen = store.snapshot()
            moves = seen.find_moves(Filters())
            assert next(moves)[0].report.given_id == "talks-1"
            with other._writing() as cursor:
                cursor.execute("DELETE FROM reports")
                cursor.execute("DELETE FROM moves")
            assert len(list(moves)) == 5
            assert len(seen) == 2
            assert len(store) == 0

    def test_a_long_writer_is_told_of(self, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sessions, "WAIT", "100ms")
        with RecordStore.open(filled) as store, RecordStore.open(filled) as other, other._writing():
            with pytest.raises(StoreError) as caught:
                store.add([Filing(talks("third"))])
            assert caught.value.number == 451
            assert len(store) == 2

    def test_connections_go_back_when_an_answer_is_read(self, filled: str) -> None:
        with RecordStore.open(filled) as store:
            for _ in range(30):
                next(store.find_moves(Filters()))
                list(store.records())
            assert len(store._engine._pool._idle) <= 4  # type: ignore[attr-defined]
            ((mine,),) = (
                store._cursor()
                .execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'onrecord'")
                .fetchall()
            )
            assert mine <= 6


class TestGone:
    def test_a_connection_that_ended_between_questions_is_made_anew(
        self, filled: str, asked: psycopg.Connection[Any]
    ) -> None:
        with RecordStore.open(filled) as store:
            assert len(store) == 2
            _end_all(asked)
            assert len(store) == 2
            _end_all(asked)
            assert store.add([Filing(talks("third"))])[0].new

    def test_one_lost_midway_leaves_nothing_half_done(
        self, filled: str, asked: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from onrecord.store import record_store

        link = record_store.link
        with RecordStore.open(filled) as store:
            monkeypatch.setattr(record_store, "link", lambda *given: (_end_all(asked), link(*given)))
            with pytest.raises(StoreError) as caught:
                store.add([Filing(talks("third"))])
            assert caught.value.number == 446
            monkeypatch.undo()
            assert len(store) == 2
            moves = store.find_moves(Filters())
            next(moves)
            _end_all(asked)
            store.add([Filing(talks("third"))])
            assert len(store) == 3

    def test_a_server_that_goes_and_comes_back(self, path: str) -> None:
        """A server of its own: what was kept is there, what was under way is not."""
        own = Server()
        try:
            with RecordStore.open(own.address()) as store:
                store.add([Filing(talks())])
                own.kill()
                with pytest.raises(StoreError) as caught:
                    len(store)
                assert caught.value.number in (441, 446)
                with pytest.raises(StoreError) as caught:
                    store.add([Filing(talks("third"))])
                assert caught.value.number in (441, 446)
                own.start()
                assert len(store) == 1
                assert store.add([Filing(talks("third"))])[0].new
        finally:
            own.delete()


class TestRemoving:
    def test_no_byte_of_it_is_left_in_the_databases_files(
        self, server: Server, path: str, asked: psycopg.Connection[Any]
    ) -> None:
        with RecordStore.open(path) as store:
            store.add([secret(), Filing(talks())])
            list(store.passages.find("truce", Filters()))
            asked.execute("CHECKPOINT")
            assert _holds_secret(server.data / "base")
            assert store.remove(["secret"]).pages == 1
            asked.execute("CHECKPOINT")
            assert not _holds_secret(server.data / "base")
            assert not _holds_secret(store._engine.index.parent)
            assert not is_due(store._cursor())

    def test_while_somebody_asks_it_waits_and_then_says_so(self, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vacuum, "_WAIT", "200ms")
        monkeypatch.setattr(vacuum, "_WAIT_ON_OPENING", "100ms")
        with RecordStore.open(filled) as store, RecordStore.open(filled) as other:
            asking = other.records()
            next(asking)
            with pytest.raises(StoreError) as caught:
                store.remove(["other"])
            assert caught.value.number == 424
            assert len(store) == 1
            RecordStore.open(filled).close()
            asking.close()
        with RecordStore.open(filled) as store:
            assert store._cursor().execute("SELECT 1 FROM meta WHERE key = ?", [DUE]).fetchall() == []

    def test_the_index_of_another_user_forgets_it_too(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with RecordStore.open(path) as store:
            store.add([own("ferry", "The ferry sank."), Filing(talks())])
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
        with RecordStore.open(path, read_only=True) as other:
            assert found(other, "ferry") == ["ferry It"]
            monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
            with RecordStore.open(path) as store:
                store.remove(["ferry"])
            before = set((tmp_path / "another").rglob("*.term"))
            assert before
            assert (found(other, "ferry"), found(other, "bridge")) == ([], ["talks-1 Tarek"])
            assert not before & set((tmp_path / "another").rglob("*.term"))


def test_the_index_is_its_users_own(filled: str, places: Places) -> None:
    with RecordStore.open(filled, read_only=True) as store, RecordStore.open(places("second")) as other:
        store.passages.catch_up()
        folder = store._engine.index
        assert folder.is_dir()
        assert folder != other._engine.index
        assert folder.parent.parent.name == "cache"
        if os.name == "posix":
            assert folder.parent.stat().st_mode & 0o077 == 0


def test_a_nul_in_a_question_is_found_nowhere(filled: str) -> None:
    with RecordStore.open(filled) as store:
        with pytest.raises(StoreError, match="E409"):
            store.record("talks\x00-1")
        assert list(store.find_statements(Filters(publisher="Orr\x00ery"))) == []


def _end_all(asked: psycopg.Connection[Any]) -> None:
    """End every connection that onrecord has to the server."""
    asked.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'onrecord'")


def _holds_secret(folder: Path) -> bool:
    pieces = [SECRET[n : n + 12].encode() for n in range(0, len(SECRET) - 12, 40)] + [b"Vexworth"]
    return any(piece in file.read_bytes() for file in folder.rglob("*") if file.is_file() for piece in pieces)
