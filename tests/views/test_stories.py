from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.stories import coverage, stories
from tests.made_stories import FERRY, SWAP, all_reports, story_report

UNTITLED = story_report(
    "untitled", None, None, "Beekeepers in Tamorra lost their hives to frost last winter, their guild found.", None
)
AGAIN = story_report("again", "2031-05-04", *FERRY["ferry-1"][1:], publisher="Herald")


@pytest.fixture
def path(path: str) -> str:
    with RecordStore.open(path) as store:
        store.add(map(Filing, [*all_reports(), AGAIN, UNTITLED]))
    return path


@pytest.fixture
def store(path: str) -> Iterator[RecordStore]:
    with RecordStore.open(path, read_only=True) as store:
        yield store


def test_a_story_has_its_reports_days_and_headline(store: RecordStore) -> None:
    first = next(stories(store, Filters()))
    assert [report.given_id for report in first.reports] == ["ferry-1", "ferry-2", "again", "ferry-3"]
    assert (first.first, first.last) == ("2031-05-03", "2031-05-06")
    assert first.headline == "Ferry crews strike at Quill"
    assert first.__struct_fields__ == ("id", "reports", "first", "last", "headline")
    assert first.reports[0].__struct_fields__ == ("id", "given_id", "text_sha256")


def test_copies_are_counted_apart_and_outlets_once(store: RecordStore) -> None:
    first, *others = coverage(store, Filters())
    assert (len(first.story.reports), first.independent) == (4, 3)
    assert first.outlets == ("The Orrery", "Gazette", "Herald", "Courier")
    assert [other.independent for other in others] == [3, 3, 3, 1]


def test_most_told_come_first_then_the_latest(store: RecordStore) -> None:
    heads = [story.headline for story in stories(store, Filters())]
    assert heads[:3] == ["Ferry crews strike at Quill", "Prisoners exchanged at Varn", "Dam bursts above Ossel"]


def test_without_a_headline_the_text_begins_for_it(store: RecordStore) -> None:
    *_, last = stories(store, Filters())
    assert last.headline == UNTITLED.report.text
    assert (last.first, last.last) == (None, None)


def test_a_long_beginning_is_cut_between_words(tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "long.duckdb") as store:
        store.add([Filing(story_report("long", None, None, "Beekeepers\nlost hives. " * 20))])
        (story,) = stories(store, Filters())
    assert story.headline.endswith(("Beekeepers …", "lost …", "hives. …"))
    assert len(story.headline) <= 102


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"about": "quill STRIKE"}, {"ferry-1"}),
        ({"about": "sixty"}, {"swap-1"}),
        ({"about": "beekeepers"}, {"untitled"}),
        ({"about": "stri"}, set()),
        ({"about": "?"}, set()),
        ({"publisher": "herald"}, {"ferry-1"}),
        ({"until": "2031-05-02"}, {"ossel-1"}),
        ({"since": "2031-05-06"}, {"ferry-1", "swap-1"}),
        ({"since": "2031-05-06", "publisher": "Gazette"}, {"swap-1"}),
        ({"limit": 1}, {"ferry-1"}),
        ({"about": "dam", "limit": 1}, {"ossel-1"}),
    ],
)
def test_filters_choose_stories_and_leave_them_whole(
    store: RecordStore, asked: dict[str, str], found: set[str]
) -> None:
    rows = list(stories(store, Filters(**asked)))
    assert {row.reports[0].given_id for row in rows} == found
    whole = {row.id: row for row in stories(store, Filters())}
    assert rows == [whole[row.id] for row in rows]


def test_a_filter_that_makes_no_sense(store: RecordStore) -> None:
    with pytest.raises(UsageError, match="501"):
        next(stories(store, Filters(by="Keth")))


def test_the_book_asks_the_same(path: str) -> None:
    with RecordBook.open(path, read_only=True) as book:
        (row,) = book.stories(about="prisoners", publisher="orrery")
    assert [report.given_id for report in row.reports] == list(SWAP)
