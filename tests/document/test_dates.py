import pytest

from onrecord.document.dates import date_line, leading_date, parse_date


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T23:30:00Z", "2031-05-04"),
        ("2031-05-04T23:30:00.123+05:30", "2031-05-04"),
        ("2031/5/4", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("20310504T101500Z", "2031-05-04"),
        ("May 4, 2031", "2031-05-04"),
        ("Sunday, May 4, 2031", "2031-05-04"),
        ("Sun, 04 May 2031 10:00:00 GMT", "2031-05-04"),
        ("4 May 2031", "2031-05-04"),
        ("4th of May 2031", "2031-05-04"),
        ("Sept. 30, 2031", "2031-09-30"),
        ("30-Sep-2031", "2031-09-30"),
        ("Published on 4 May 2031 at noon", "2031-05-04"),
        ("Last updated: May 4, 2031", "2031-05-04"),
        (" date 2031-05-04 Dana OrelMayor of Varn", "2031-05-04"),
        ("date2031-05-04", "2031-05-04"),
        ("May 4, 2031Talks begin", "2031-05-04"),
        ("23/06/2031", "2031-06-23"),
        ("06/23/2031", "2031-06-23"),
        ("05.05.2031", "2031-05-05"),
        ("03/04/2031", None),
        ("31/31/2031", None),
        ("2031-02-30", None),
        ("February 29, 2031", None),
        ("4 May", None),
        ("May we talk in 2031", None),
        ("Datelines 2031-05-04", None),
        ("0001-01-01", None),
        ("", None),
        ("\0", None),
        ("99999999999999999999", None),
    ],
)
def test_parse_date(written: str, value: str | None) -> None:
    assert parse_date(written) == value


@pytest.mark.parametrize(
    "line",
    [
        "Sunday, May 4, 2031",
        "Published 4 May 2031, 10:30 GMT",
        "Published: May 4, 2031 | Updated: May 5, 2031",
        "4 May 2031 - 6:20 p.m.",
        "2031-05-04T10:00:00Z.",
    ],
)
def test_lines_that_are_only_a_date(line: str) -> None:
    found = date_line(line)
    assert found is not None
    assert found.value == "2031-05-04"


@pytest.mark.parametrize(
    "line", ["4 May 2031 was cold.", "May 4, 2031, in Varn", "On 4 May 2031", "May 2031", "x" * 500]
)
def test_lines_that_are_more_than_a_date(line: str) -> None:
    assert date_line(line) is None


def test_an_update_is_told_from_the_publication() -> None:
    first, later = leading_date("Posted 4 May 2031"), leading_date("Updated 5 May 2031")
    assert (first and first.label, later and later.label) == ("first", "later")
