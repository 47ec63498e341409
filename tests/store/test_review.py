"""What a person did about entries, as a filter; and where a report stands in the list."""

from collections.abc import Iterable, Iterator

import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.refs import ReportRef
from onrecord.views.moves import MoveRow
from onrecord.views.reports import ReportsPage
from onrecord.views.statements import StatementRow
from tests.conftest import Places
from tests.made import talks
from tests.made_copies import OWN, WIRE, report, wire


@pytest.fixture
def book(path: str) -> Iterator[RecordBook]:
    """Two reports, the later one a copy."""
    with RecordBook.open(path) as book:
        book.keep([Filing(talks()), Filing(talks("talks-2", "2031-05-16", "The Gazette"))])
        yield book


@pytest.fixture
def papers(places: Places) -> Iterator[RecordBook]:
    """Three reports that stand alone, the last without a date, and a copy of the first."""
    with RecordBook.open(places("papers")) as book:
        days = zip(("one", "two", "three"), ("2031-05-04", "2031-05-06", None), strict=True)
        own = [report(name, OWN[n], OWN[n + 1][:80] * 2, published=day) for n, (name, day) in enumerate(days)]
        book.keep([Filing(one) for one in (wire(), *own[1:], report("copy", *WIRE, published="2031-05-05"))])
        yield book


def ids(rows: Iterable[StatementRow] | Iterable[MoveRow]) -> list[tuple[str | None, str]]:
    return [(row.report.given_id, row.id) for row in rows]


def test_entries_by_what_was_done_about_them(book: RecordBook) -> None:
    book.correct("talks-1", "m1", {"status": "denied"}, author="A. Editor")
    book.correct("talks-1", "m1", action="accept", author="A. Editor")
    book.correct("talks-1", "s2", action="accept", author="A. Editor")
    book.correct("talks-2", "move", {"type": "REJECT", "trigger": "not sign"}, action="add", author="A. Editor")
    assert ids(book.moves(review="corrected")) == [("talks-1", "m1")]
    assert ids(book.statements(review="accepted")) == [("talks-1", "s2")]
    assert [given for given, _ in ids(book.moves(review="added"))] == ["talks-2"]
    unreviewed = ids(book.moves(review="unreviewed"))
    assert ("talks-1", "m1") not in unreviewed
    assert ("talks-2", "m1") in unreviewed
    assert len(book.moves()) == len(unreviewed) + 2


def test_what_was_undone_was_not_reviewed(book: RecordBook) -> None:
    (row,) = book.correct("talks-1", "m1", action="accept", author="A. Editor")
    book.undo(row.number, author="A. Editor")
    assert len(book.moves(review="accepted")) == 0


def test_no_such_review(book: RecordBook) -> None:
    with pytest.raises(UsageError) as caught:
        book.moves(review="checked")
    assert caught.value.number == 502


def given(page: ReportsPage) -> list[str | None]:
    return [row.report.given_id for row in page.rows]


def name(ref: ReportRef | None) -> str | None:
    return ref.given_id if ref else None


def test_reports_with_an_entry_that_passes(book: RecordBook) -> None:
    book.correct("talks-2", "m1", {"status": "denied"}, author="A. Editor")
    # The copy alone passes, and so has a row of its own.
    assert given(book.reports(status="denied")) == ["talks-2"]
    assert given(book.reports(review="corrected")) == ["talks-2"]
    assert given(book.reports(by="Ilvane", layer="own_words")) == ["talks-1"]
    # One entry must pass all: what is denied there is no agreement.
    assert given(book.reports(status="denied", type="AGREE")) == []


def test_a_report_has_its_place_in_the_list(papers: RecordBook) -> None:
    assert given(papers.reports()) == ["wire", "two", "three"]
    places = [papers.place(name) for name in ("wire", "two", "three")]
    assert [(one.number, name(one.before), name(one.next)) for one in places] == [
        (1, None, "two"),
        (2, "wire", "three"),
        (3, "two", None),
    ]


def test_its_page_begins_where_the_pages_do(papers: RecordBook) -> None:
    after = papers.place("three", limit=2).after
    assert after is not None
    assert after == papers.reports(limit=2).after
    assert given(papers.reports(after, limit=2)) == ["three"]
    assert papers.place("two", limit=2).after is None


def test_a_report_that_the_filters_leave_out_has_no_place(papers: RecordBook) -> None:
    place = papers.place("wire", since="2031-05-06")
    assert (place.number, place.before, place.next, place.after) == (None, None, None, None)
    assert papers.place("two", since="2031-05-06").before is None


def test_a_copy_comes_after_its_origin(papers: RecordBook) -> None:
    place = papers.place("copy")
    assert (place.number, name(place.before), name(place.next)) == (1, "wire", "two")


def test_there_is_no_place_for_what_is_not_there(papers: RecordBook) -> None:
    with pytest.raises(StoreError) as caught:
        papers.place("nothing")
    assert caught.value.number == 409
