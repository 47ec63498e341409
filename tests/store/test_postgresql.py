"""What only a record in PostgreSQL has: addresses, roles, many writers, a server that can go."""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.flow.granting import grant
from onrecord.record.propose import Asked
from onrecord.store import connect as files
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.place import Place
from onrecord.store.postgresql import opening, sessions, vacuum
from onrecord.store.record_store import RecordStore
from onrecord.store.removing import DUE, is_due
from tests.conftest import Places
from tests.made import talks
from tests.servers import OWNER, Server
from tests.store.rows import columns, tables
from tests.store.test_removing import SECRET, secret
from tests.store.test_search import found, own

PASSWORD = "green/door@42"


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
def filled(path: str) -> str:
    with RecordStore.open(path) as store:
        store.add([Filing(talks()), Filing(talks("other", publisher="The Courier"))])
    return path


@pytest.fixture
def asked(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """The database itself, as its owner."""
    with psycopg.connect(server.address(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def role(asked: psycopg.Connection[Any], path: str) -> Iterator[str]:
    """The name of a role, which is gone after the test."""
    name = 'mira "the reader"'
    yield name
    if asked.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchall():
        asked.execute(psycopg.sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(psycopg.sql.Identifier(name)))


def as_role(server: Server, path: str, name: str) -> str:
    return server.address(user=quote(name, safe=""), schema=Place(path).schema)


def number(address: str, *, read_only: bool = False) -> int:
    """The number of the error that opening ends in."""
    with pytest.raises(StoreError) as caught:
        RecordStore.open(address, read_only=read_only).close()
    assert "green" not in str(caught.value)
    assert "door" not in repr(caught.value)
    return caught.value.number


class TestAddress:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("postgresql://mira:green@db.example:5433/talks", "postgresql://mira@db.example:5433/talks"),
            ("postgres://mira:gr%40een@db.example/talks?password=green", "postgresql://mira@db.example/talks"),
            ("postgresql://mira:gr/een@db.example/talks", "postgresql://mira@db.example/talks"),
            ("postgresql://mira:gr@een?@db.example/talks", "postgresql://mira@db.example/talks"),
            ("postgresql://mira:green/door", "postgresql://mira/door"),
            ("postgresql://a.example:1,b.example:2/talks", "postgresql://a.example:1,b.example:2/talks"),
            (
                "postgresql://db.example/talks?options=-csearch_path%3Dcase7&password=green",
                "postgresql://db.example/talks?options=-csearch_path%3Dcase7",
            ),
        ],
    )
    def test_no_password_is_shown(self, given: str, shown: str) -> None:
        place = Place(given)
        assert (place.shown, str(place), place.secret, place.file) == (shown, shown, given, None)
        assert repr(place) == f"Place({shown!r})"

    def test_the_schema_is_onrecord_or_the_first_of_the_search_path(self) -> None:
        assert Place("postgresql://db/talks").schema == "onrecord"
        assert Place("postgresql://db/talks?options=-c%20search_path%3Dcase7%2Cpublic").schema == "case7"

    def test_what_is_no_address(self) -> None:
        assert number("postgresql://mira:green door@db:x y/talks") == 448

    def test_no_server(self) -> None:
        assert number("postgresql://mira:green@127.0.0.1:1/talks") == 441

    def test_no_such_machine(self) -> None:
        assert number("postgresql://mira:green@nowhere.invalid/talks") == 441

    def test_wrong_password_no_role_and_no_database(self, server: Server, asked: psycopg.Connection[Any]) -> None:
        asked.execute("CREATE ROLE tarek LOGIN PASSWORD 'blue'")
        try:
            assert number(server.over_tcp("tarek", PASSWORD)) == 442
            assert number(server.over_tcp("nobody", PASSWORD)) == 442
            assert number(server.over_tcp("tarek", "blue", "gone")) == 443
            assert number(server.address("gone")) == 443
            assert number(server.over_tcp("tarek", "blue") + "?options=-csearch_path%3Dnew") == 454
        finally:
            asked.execute("DROP ROLE tarek")

    def test_the_driver_is_not_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.startswith("onrecord.store.postgresql")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(StoreError, match=r"onrecord\[postgresql\]") as caught:
            RecordStore.open("postgresql://mira@db/talks")
        assert caught.value.number == 447


class TestMaking:
    def test_its_tables_are_those_of_a_file(self, path: str, file: Path) -> None:
        with RecordStore.open(path) as store, RecordStore.open(file) as other:
            here, there = store._cursor(), other._cursor()
            assert tables(here) == tables(there)
            assert {name: columns(here, name) for name in tables(here)} == {
                name: columns(there, name) for name in tables(there)
            }

    def test_a_record_that_is_not_there(self, server: Server, asked: psycopg.Connection[Any]) -> None:
        asked.execute("DROP SCHEMA IF EXISTS fresh CASCADE")
        assert number(server.address(schema="fresh"), read_only=True) == 401

    def test_somebody_elses_schema_is_left_alone(self, server: Server, asked: psycopg.Connection[Any]) -> None:
        asked.execute("DROP SCHEMA IF EXISTS theirs CASCADE; CREATE SCHEMA theirs; CREATE TABLE theirs.reports (a int)")
        assert number(server.address(schema="theirs")) == 452
        asked.execute("CREATE TABLE theirs.meta (key text, value text)")
        assert number(server.address(schema="theirs"), read_only=True) == 452
        assert asked.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'theirs'").fetchall() == [(2,)]
        asked.execute("DROP SCHEMA theirs CASCADE")

    def test_two_that_start_at_once_make_one_record(self, server: Server, asked: psycopg.Connection[Any]) -> None:
        asked.execute("DROP SCHEMA IF EXISTS at_once CASCADE")
        address = server.address(schema="at_once")
        failed: list[Exception] = []

        def start() -> None:
            try:
                RecordStore.open(address).close()
            except StoreError as error:
                failed.append(error)

        threads = [threading.Thread(target=start) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert asked.execute("SELECT count(*) FROM at_once.meta WHERE key = 'record'").fetchall() == [(1,)]

    def test_it_is_brought_up_to_a_newer_format_once(self, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A further file of SQL stands for the next version's."""
        following = files.STORE_FORMAT + 1
        read = opening._file
        due = "CREATE TABLE notes (report integer NOT NULL, note text)"
        monkeypatch.setattr(opening, "_file", lambda n: due if n == following else read(n))
        monkeypatch.setattr(opening, "STORE_FORMAT", following)
        RecordStore.open(filled, read_only=True).close()
        with RecordStore.open(filled) as store:
            assert "notes" in tables(store._cursor())
            assert len(store) == 2
        monkeypatch.undo()
        assert number(filled) == number(filled, read_only=True) == 405

    def test_one_that_cannot_be_brought_up_stays_as_it_was(self, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
        read = opening._file
        following = files.STORE_FORMAT + 1
        monkeypatch.setattr(
            opening, "_file", lambda n: "CREATE TABLE notes (a int); SELECT 1 / 0" if n == following else read(n)
        )
        monkeypatch.setattr(opening, "STORE_FORMAT", following)
        assert number(filled) == 412
        monkeypatch.undo()
        with RecordStore.open(filled) as store:
            assert "notes" not in tables(store._cursor())

    def test_a_database_of_another_encoding(self, server: Server, asked: psycopg.Connection[Any]) -> None:
        asked.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        assert number(server.address("latin")) == 450
        asked.execute("DROP DATABASE latin")


class TestRoles:
    def test_one_that_may_only_read_asks_everything_and_changes_nothing(
        self, server: Server, filled: str, role: str
    ) -> None:
        assert grant(filled, role).made
        address = as_role(server, filled, role)
        assert number(address) == 445
        with RecordStore.open(address, read_only=True) as store:
            assert len(list(store.find_moves(Filters()))) == 6
            assert len(store.passages.find("bridge", Filters())) == 1
            for change in (
                lambda: store.add([Filing(talks("third"))]),
                lambda: store.correct("other", Asked(action="accept", entry="m1", author="Mira")),
                lambda: store.remove(["other"]),
            ):
                with pytest.raises(StoreError) as caught:
                    change()
                assert caught.value.number == 445
            assert len(store) == 2

    def test_one_that_may_write_and_then_only_read_and_then_nothing(
        self, server: Server, filled: str, role: str
    ) -> None:
        grant(filled, role, "write")
        address = as_role(server, filled, role)
        with RecordStore.open(address) as store:
            store.add([Filing(talks("third"))])
            assert len(store) == 3
            with pytest.raises(StoreError) as caught:
                store.remove(["third"])
            # It is out, but its bytes are the owner's to clear away.
            assert caught.value.number == 457
            assert len(store) == 2
        with RecordStore.open(filled) as store:
            assert not is_due(store._cursor())
        assert not grant(filled, role, "read").made
        assert number(address) == 445
        grant(filled, role, "none")
        assert number(address, read_only=True) == 444

    def test_a_stranger_may_not_read(self, server: Server, filled: str, role: str) -> None:
        grant(filled, role, "read")
        grant(filled, role, "none")
        assert number(as_role(server, filled, role), read_only=True) == 444

    def test_only_the_owner_grants(self, server: Server, filled: str, role: str) -> None:
        grant(filled, role, "write")
        for who in ("another", role):
            with pytest.raises(StoreError) as caught:
                grant(as_role(server, filled, role), who)
            assert caught.value.number == 455

    def test_what_cannot_be_granted(self, filled: str, tmp_path: Path) -> None:
        with pytest.raises(UsageError):
            grant(filled, "mira", "all")
        for where, who, right, told in ((tmp_path / "a.duckdb", "m", "read", 459), (filled, "gone", "none", 458)):
            with pytest.raises(StoreError) as caught:
                grant(str(where), who, right)
            assert caught.value.number == told

    def test_a_newer_version_is_not_opened_by_a_reader(
        self, server: Server, filled: str, role: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grant(filled, role)
        monkeypatch.setattr(opening, "STORE_FORMAT", files.STORE_FORMAT + 1)
        monkeypatch.setattr(opening, "_file", lambda _: "CREATE TABLE notes (a int)")
        assert number(as_role(server, filled, role), read_only=True) == 456


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


def test_the_owner_is_who_the_tests_say(server: Server, asked: psycopg.Connection[Any]) -> None:
    assert asked.execute("SELECT current_user").fetchall() == [(OWNER,)]


def _end_all(asked: psycopg.Connection[Any]) -> None:
    """End every connection that onrecord has to the server."""
    asked.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'onrecord'")


def _holds_secret(folder: Path) -> bool:
    pieces = [SECRET[n : n + 12].encode() for n in range(0, len(SECRET) - 12, 40)] + [b"Vexworth"]
    return any(piece in file.read_bytes() for file in folder.rglob("*") if file.is_file() for piece in pieces)
