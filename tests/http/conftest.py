from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.flow.book import RecordBook
from onrecord.http.app import application
from onrecord.http.guard import Place
from onrecord.http.interface import Interface
from onrecord.store.filing import Filing
from tests.made import talks

TOKEN = "a-token-that-nobody-guesses"
HOST = "127.0.0.1:8017"
PLACE = Place(url=f"http://{HOST}/", hosts=frozenset({HOST}), token=TOKEN, asks=False)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with RecordBook.open(tmp_path / "talks.duckdb") as book:
        book.keep([Filing(talks()), Filing(talks(given_id="talks-2", published="2031-05-16", publisher="The Gazette"))])
        yield book


@pytest.fixture
def client(book: RecordBook) -> TestClient:
    """Whoever asks the desk of a record of two reports: a program without a token."""
    return TestClient(application(Interface(book), PLACE), base_url=PLACE.url)


@pytest.fixture
def trusted(client: TestClient) -> TestClient:
    """The same with the desk's token."""
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    return client
