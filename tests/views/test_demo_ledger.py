"""The contradictions of the demo's twelve reports, as its own description lists them."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from onrecord.flow.book import RecordBook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordBook]:
    path: Path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with resources.as_file(resources.files("onrecord")) as package, RecordBook.open(path) as book:
        demo = package / "demo"
        book.add(sorted(p for p in demo.iterdir() if p.suffix in (".txt", ".html", ".jsonl")))
        yield book


def test_the_demo_s_contradictions_are_found_and_nothing_else(book: RecordBook) -> None:
    found = {(q.kind, min(a.report.published or "" for a in q.answers)) for q in book.contradictions()}
    wanted = {
        ("who", "2031-03-03"),  # who fired first
        ("how many", "2031-03-03"),  # three dead or six
        ("whether", "2031-03-06"),  # the promise not to storm the port
        ("how many", "2031-03-06"),  # an hour or ten minutes
        ("whether", "2031-03-10"),  # the shells
        ("whether", "2031-03-12"),  # the 24th pilot
    }
    assert found == wanted
    assert len(book.contradictions()) == len(found)


def test_denials_are_told_with_the_claim(book: RecordBook) -> None:
    denied = {(row.speaker, who) for row in book.ledger() for who in row.denied_by}
    assert {
        ("trade ministry", "union"),
        ("Sabela Onduray", "Lusondan embassy"),
        ("Joram Teskilde", "Orsin Pellwater"),
        ("Osk Ramberly", "justice ministry spokeswoman"),
        ("Nila Carvesh", "Sabela Onduray"),
    } <= denied


def test_copies_are_appearances_but_no_outlets(book: RecordBook) -> None:
    (row,) = book.ledger(about="empty hands")
    assert row.repeats == 1
    assert len(row.outlets) == 1
