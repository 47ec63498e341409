from msgspec.structs import replace

from onrecord.document.document import Page
from onrecord.record.pages import page_of
from tests.made import talks


def test_a_passage_stands_on_a_page_or_goes_over_several() -> None:
    report = replace(talks().report, pages=(Page("iv", (0, 40)), Page("v", (40, 90)), Page("1", (90, 400))))
    assert [page_of(report, span) for span in [(0, 40), (39, 41), (40, 41), (10, 100), (90, 90)]] == [
        "iv",
        "iv–v",
        "v",
        "iv–1",
        "1",
    ]


def test_a_report_without_pages_has_none() -> None:
    assert page_of(talks().report, (0, 5)) is None
