"""Where tests keep records: in files, and in a PostgreSQL server of their own, so that one suite runs on both."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from onrecord.store.connect import STORE_FORMAT
from onrecord.store.place import Place
from tests.servers import NoServerError, Server

Places = Callable[[str], str]
"""Gives the place of a record by a name: a path or an address where there is none yet, the same each time."""


_LONG = ("tests/browser/", "tests/flow/scale/", "tests/test_pages.py")
"""What takes longest begins first, so that no process is left with it when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server; where none can be started the test is skipped, or fails in CI."""
    try:
        running = Server()
    except NoServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {error}")
    yield running
    running.delete()


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """What keeps the records of a test, which runs once with each."""
    return str(request.param)


@pytest.fixture
def places(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """Places for records, on the engine of this test."""
    if engine == "duckdb":
        return lambda name: str(tmp_path / f"{name}.duckdb")
    running: Server = request.getfixturevalue("server")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    known: dict[str, str] = {}

    def place(name: str) -> str:
        if name not in known:
            known[name] = running.address(schema=f"test_{len(known)}")
            _empty(known[name])
        return known[name]

    return place


@pytest.fixture
def path(places: Places) -> str:
    """The place of the one record of a test, on both engines."""
    return places("talks")


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The place of one record for all tests of a file, on both engines."""
    if request.param == "duckdb":
        return str(tmp_path_factory.mktemp("record") / "talks.duckdb")
    running: Server = request.getfixturevalue("server")
    address = running.address(schema="shared")
    _empty(address)
    return address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The place of the one record of a test about files."""
    return tmp_path / "talks.duckdb"


def _empty(address: str) -> None:
    """An empty record where an earlier test had one, which is faster than to make it anew; else nothing."""
    import psycopg

    schema = Place(address).schema
    with psycopg.connect(address, autocommit=True) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'", [schema]
            ).fetchall()
        ]
        if "meta" not in tables:
            return
        if connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchall() != [(str(STORE_FORMAT),)]:
            connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
            return
        tables.remove("meta")
        connection.execute("; ".join(f"DELETE FROM {name}" for name in tables).encode())
        connection.execute("DELETE FROM meta WHERE key NOT IN ('format', 'onrecord', 'record')")
        # By which the index of passages is found.
        connection.execute("UPDATE meta SET value = %s WHERE key = 'record'", [uuid4().hex])
