"""The page of the timeline: picture and table, zooming by addresses, and what it says where there is nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.desk.timeline import days_shown
from onrecord.views.timeline import Dates
from tests.desk.asked import desk_of, parts
from tests.telling import Line, report

SHUT = Line("Keth shut the bridge.", "COERCE", "shut", by=("Keth",), when="2031-05-01")
SEIZED = Line("Keth seized a tanker.", "COERCE", "seized", by=("Keth",), when="2030")
NEVER = Line("Belmaria fired at a ferry.", "ASSAULT", "fired", by=("Belmaria",), when="2031-02-30")
DENIED = Line("Belmaria had no talks.", "CONSULT", "talks", by=("Belmaria",), status="denied")
MANY = tuple(
    Line(f"Lusonda met envoy {n} of Keth.", "CONSULT", "met", by=("Lusonda",), to=("Keth",), when=f"2031-06-{n:02}")
    for n in range(1, 29)
)
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        report("2031-05-04", "The Orrery", SHUT, DENIED),
        report("2031-05-02", "The Courier", SEIZED, NEVER),
    ) as client:
        yield client


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_shown(tmp_path: Path, day: str) -> None:
    # A report that says it is of such a day must not take the page from all the others.
    with desk_of(tmp_path, report(day, "The Orrery", SHUT, DENIED)) as client:
        for query in ("clock=published", "since=0001&until=9999", "since=9999-12-31", "until=0001-01-01"):
            assert client.get(f"/timeline?{query}").status_code == 200, query


class TestPicture:
    def test_entries_lead_to_their_evidence(self, client: TestClient) -> None:
        bars = [one for one in parts(client, "/timeline").all("a", "picture") if one.get("data-evidence")]
        names = [one["aria-label"] for one in bars]
        assert names == ["coerce: Keth, 2030", "coerce: Keth, 2031-05-01", "2031-02-30: assault, Belmaria"]
        report_id, entry = re.fullmatch(r"/evidence/([0-9a-f]{64})/(m\d+)", bars[1]["data-evidence"]).groups()  # type: ignore[union-attr]
        assert bars[1]["href"] == f"/timeline?e={report_id}%3A{entry}"
        assert client.get(bars[1]["href"]).status_code == 200

    def test_what_leads_somewhere_is_no_image(self, client: TestClient) -> None:
        (picture,) = parts(client, "/timeline").all("svg", "picture")
        assert picture["role"] == "group"

    def test_many_are_counted_and_lead_nearer(self, tmp_path: Path) -> None:
        records = (report(f"2031-06-{n:02}", f"Paper {n}", *MANY, title=f"Day {n}") for n in range(1, 13))
        with desk_of(tmp_path, *records) as client:
            bars = parts(client, "/timeline?clock=published").all("a", "picture")
            assert not any(one.get("data-evidence") for one in bars)
            assert bars[0]["href"] == "/timeline?clock=published&since=2031-06-01&until=2031-06-01"
            near = parts(client, bars[0]["href"])
            # A day is as near as it gets: the table tells the rest.
            assert {one["href"] for one in near.all("a", "picture")} == {"#rows"}
            counted = [one.words for one in near.all("td", "counts-table")]
            assert counted == ["28"]

    def test_a_year_fills_the_days_that_are_shown_of_it(self, client: TestClient) -> None:
        bars = parts(client, "/timeline?since=2030-03&until=2030-03").all("rect", "picture")
        bands = [one for one in bars if "band" in one["class"].split() and float(one["width"]) > 600]
        assert len(bands) == 1


class TestZoom:
    def test_out_step_by_step(self, client: TestClient) -> None:
        links = parts(client, "/timeline?by=Keth&since=2031-05-01&until=2031-05-01").links()
        assert links["Zoom out"] == "/timeline?by=Keth&since=2031-05&until=2031-05"
        assert links["Zoom out to all dates"] == "/timeline?by=Keth"
        assert links["Earlier: 2031-04-30"] == "/timeline?by=Keth&since=2031-04-30&until=2031-04-30"
        links = parts(client, "/timeline?since=2030&until=2031").links()
        assert "Zoom out" not in links
        assert not [name for name in links if name.startswith("Earlier")]

    def test_to_the_days_asked_for(self) -> None:
        dates = Dates(days=(("2031-06-02", 1), ("2031", 2)), dated=3, undated=0, impossible=0, copies=0)
        may = days_shown("2031-05", "2031-05", dates)
        assert may is not None
        assert may.last - may.first == 31
        assert days_shown(None, None, dates) is None
        assert days_shown("2031-07", "2031-05", dates) is None
        assert days_shown("2031-02-30", None, dates) is None


class TestTable:
    def test_has_the_rows_of_the_list(self, client: TestClient) -> None:
        page, data = parts(client, "/timeline?clock=published"), client.get("/timeline.json?clock=published").json()
        words = [one.words for one in page.all("a", "tbody") if one.get("data-evidence")]
        assert words == [row["passage"] for row in data["rows"]]
        assert page.links()["as JSON"].startswith("/timeline.json?clock=published")

    def test_in_pages(self, tmp_path: Path) -> None:
        records = (report(f"2031-06-{n:02}", f"Paper {n}", *MANY, title=f"Day {n}") for n in range(1, 4))
        with desk_of(tmp_path, *records) as client:
            first = parts(client, "/timeline?clock=published")
            assert len(first.rows()) == 50 + 1
            following = first.links()["Next"]
            assert following.endswith("#rows")
            assert len(parts(client, following).rows()) == 34 + 1

    @pytest.mark.parametrize(
        ("dated", "words"),
        [("undated", ["Belmaria had no talks."]), ("impossible", ["Belmaria fired at a ferry."])],
    )
    def test_of_what_has_no_place_on_the_line(self, client: TestClient, dated: str, words: list[str]) -> None:
        links = parts(client, "/timeline").links("told")
        assert sorted(links.values()) == ["/timeline?dated=impossible", "/timeline?dated=undated"]
        page = parts(client, f"/timeline?dated={dated}")
        assert [one.words for one in page.all("a") if one.get("data-evidence")] == words
        assert not page.all("svg", "picture")


class TestClock:
    def test_stays_with_the_filters(self, client: TestClient) -> None:
        page = parts(client, "/timeline?clock=said&by=Keth")
        current = [one for one in page.all("a", "main") if one.get("aria-current")]
        assert [one.words for one in current] == ["when it was said"]
        assert page.links()["when it was published"] == "/timeline?by=Keth&clock=published"
        assert [one["value"] for one in page.elements if one.get("name") == "clock"] == ["said"]

    def test_no_other(self, client: TestClient) -> None:
        assert "E532" in client.get("/timeline?clock=told").text
        parts(client, "/timeline?clock=told", 400)


class TestEmpty:
    def test_nothing_added(self, tmp_path: Path) -> None:
        with desk_of(tmp_path) as client:
            assert parts(client, "/timeline").links() == {
                **parts(client, "/timeline").links(),
                "Add reports": "/intake",
            }

    def test_hidden_by_filters(self, client: TestClient) -> None:
        links = parts(client, "/timeline?by=Lusonda&clock=said").links()
        assert links["Drop “Who: Lusonda”"] == "/timeline?clock=said"

    def test_nothing_dated_offers_the_list(self, client: TestClient) -> None:
        page = parts(client, "/timeline?status=denied")
        assert not page.all("svg", "picture")
        assert page.links()["List those without a date"] == "/timeline?status=denied&dated=undated"
        assert "Belmaria had no talks." in page.links()


class TestHostileText:
    def test_stays_text(self, tmp_path: Path) -> None:
        line = Line(f"{HOSTILE} shut the bridge.", "COERCE", "shut", by=(HOSTILE,), when="2031-05-01")
        with desk_of(tmp_path, report("2031-05-04", HOSTILE, line, title=HOSTILE)) as client:
            html = client.get("/timeline").text
            assert "<script>alert" not in html
            assert "\u202e" not in html
            assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e shut the bridge." in html

    def test_nothing_that_the_policy_forbids(self, client: TestClient) -> None:
        for one in parts(client, "/timeline").elements:
            assert "style" not in one.attributes
            assert not [name for name in one.attributes if name.startswith("on")]
