"""What only a record in PostgreSQL has: addresses, its making, roles."""

import sys
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
from onrecord.store.postgresql import opening
from onrecord.store.record_store import RecordStore
from onrecord.store.removing import is_due
from tests.made import talks
from tests.servers import Server
from tests.store.rows import columns, tables

PASSWORD = "green/door@42"


@pytest.fixture
def engine() -> str:
    return "postgresql"


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
            ("postgresql://db.example/talks?password=gr@en", "postgresql://db.example/talks"),
            ("postgresql://mira@db.example/talks?user=a&password=gr@en&x=1", "postgresql://mira@db.example/talks"),
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
