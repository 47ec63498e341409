"""A record that a desk holds is verified and copied through it; a desk that is killed loses no correction."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.flow.book import RecordBook
from onrecord.http.client import DeskBook, backup, open_book
from onrecord.store.filing import Filing
from tests.made import talks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.duckdb"
    with RecordBook.open(path) as book:
        book.keep([Filing(talks()), Filing(talks("other"))])
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[subprocess.Popen[str]]:
    call = [sys.executable, "-m", "onrecord", "desk", str(path), "--no-browser", "--port", "0"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        yield process
        process.kill()


def test_through_a_desk(path: Path, tmp_path: Path, desk: subprocess.Popen[str]) -> None:
    out = tmp_path / "copy.duckdb"
    with open_book(path) as book:
        assert isinstance(book, DeskBook)
        (made,) = book.correct("talks-1", "m1", {"status": "denied"}, author="A. Editor")
        assert book.check().counts["corrections"] == 1
        assert book.check().whole
    assert backup(path, out).whole
    with RecordBook.open(out, read_only=True) as copy:
        assert len(copy) == 2
        assert copy.correction(made.number).person == "denied"
    assert [one.name for one in tmp_path.iterdir() if "copying" in one.name] == []
    desk.send_signal(signal.SIGKILL)
    desk.wait()
    # Its note is left, and nobody answers there: the record is opened as any other.
    with open_book(path) as book:
        assert not isinstance(book, DeskBook)
        assert book.correction(made.number).state == "stands"
        assert book.check().whole


def test_addresses(client: TestClient, trusted: TestClient) -> None:
    assert client.get("/check.json").json()["faults"] == []
    answer = client.get("/backup")
    assert answer.headers["content-disposition"] == 'attachment; filename="talks.duckdb"'
    assert answer.content[8:12] == b"DUCK"
    assert trusted.post("/accept").status_code == 200
