"""The page of the claim ledger: rows with all appearances and their wording, contradictions, and why it is empty."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.across.spoken import report
from tests.desk.asked import desk_of, parts
from tests.made import talks

SHUT = "the bridge at Varn would stay shut until the last rifle was handed over"
SHUT_TOO = "the Varn bridge would stay shut till the last rifle had been handed over"
CALM = "the port was <b>calm</b>\u202e at dawn"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        report(f"Ilka Brand said {CALM}.", [("Ilka Brand", "said", CALM)]),
        report(f"Tarek Ondal said {SHUT}.", [("Tarek Ondal", "said", SHUT)]),
        report(
            f"In Oranza Tarek Ondal said {SHUT_TOO}.",
            [("Tarek Ondal", "said", SHUT_TOO)],
            published="2031-05-16",
            publisher="The Courier",
        ),
    ) as client:
        yield client


def words(client: TestClient, address: str) -> str:
    return " ".join(next(one for one in parts(client, address).elements if one.tag == "main").words.split())


class TestClaims:
    def test_a_row_counts_speakers_repeats_and_outlets(self, client: TestClient) -> None:
        page = parts(client, "/ledger")
        first = page.all("tr")[1]
        told = " ".join(first.words.split())
        assert told.startswith(SHUT)
        assert "Tarek Ondal reported" in told
        assert "2: The Orrery, The Courier" in told or "1 2: " in told

    def test_opened_it_shows_each_wording_with_what_changed(self, client: TestClient) -> None:
        page = parts(client, "/ledger?source=Ondal")
        (later,) = (one for one in page.all("li", "ol") if "reworded" in one.words)
        assert "The Courier" in later.words
        assert [one.words for one in page.all("ins")]
        assert any("instead of:" in one.words for one in page.all("del"))
        assert not [one for one in page.all("ins") if one.words == SHUT_TOO]

    def test_each_appearance_has_evidence_and_a_lasting_link(self, client: TestClient) -> None:
        page = parts(client, "/ledger")
        proofs = [one for one in page.all("a", "li") if one.get("data-evidence")]
        places = [one for one in page.all("a", "li") if one["href"].startswith("/reading/")]
        assert len(proofs) == len(places) == 3
        assert all(one["href"].endswith("#c") for one in places)

    def test_text_of_reports_is_text(self, client: TestClient) -> None:
        page = client.get("/ledger").text
        assert "<b>calm" not in page
        assert "&lt;b&gt;calm&lt;/b&gt;\\u202e" in page

    def test_filters_hold_for_the_page_and_for_what_it_exports(self, client: TestClient) -> None:
        page = parts(client, "/ledger?source=Ondal&type=AGREE")
        assert "calm" not in words(client, "/ledger?source=Ondal&type=AGREE")
        address = page.links()["CSV"]
        assert address == "/ledger.csv?source=Ondal"
        rows = list(csv.DictReader(io.StringIO(client.get(address).text)))
        assert [row["claim"] for row in rows] == [SHUT]
        assert len(client.get(page.links()["JSON"]).json()["rows"]) == 1
        assert "1 claim." in words(client, "/ledger?source=Ondal&type=AGREE")

    def test_no_score_of_truth_and_no_outside_review(self, client: TestClient) -> None:
        heads = [one.words for one in parts(client, "/ledger").all("th") if one.get("scope") == "col"]
        assert heads == [
            "Claim",
            "Speaker",
            "First said",
            "Repeats",
            "Independent outlets",
            "Denied by",
            "Changed",
            "Disputes",
        ]


class TestPages:
    def test_next_goes_on_and_keeps_the_filters(self, tmp_path: Path) -> None:
        many = [
            report(f"Ilka Brand said ferry {n} was late.", [("Ilka Brand", "said", f"ferry {n} was late")])
            for n in range(52)
        ]
        with desk_of(tmp_path, *many) as client:
            page = parts(client, "/ledger?source=Brand")
            following = page.links()["Next"]
            assert following.startswith("/ledger?source=Brand&after=")
            assert following.endswith("#told")
            assert "50 claims on this page, and more on the next." in words(client, "/ledger?source=Brand")
            first = [one.words for one in page.all("th") if one.get("scope") == "row"]
            second = parts(client, following)
            rest = [one.words for one in second.all("th") if one.get("scope") == "row"]
            assert (len(first), len(rest)) == (50, 2)
            assert not {*first} & {*rest}
            assert "Next" not in second.links()


class TestNothing:
    def test_nothing_added(self, tmp_path: Path) -> None:
        with desk_of(tmp_path) as client:
            assert parts(client, "/ledger").links()["Add reports"] == "/intake"

    def test_filters_hide_all_and_the_widest_is_offered(self, client: TestClient) -> None:
        page = parts(client, "/ledger?source=Ondal&publisher=Gazette&e=x")
        links = page.links()
        assert links["Drop “Outlet: Gazette”"] == "/ledger?source=Ondal"
        assert "Drop “On whose word: Ondal”" not in links
        assert "leave no claim of 3 reports" in words(client, "/ledger?source=Ondal&publisher=Gazette")

    def test_where_no_one_filter_helps_all_can_be_dropped(self, client: TestClient) -> None:
        page = parts(client, "/ledger?source=Nobody&publisher=Gazette")
        assert page.links()["Drop all filters"] == "/ledger"

    def test_read_and_nothing_found(self, client: TestClient) -> None:
        assert "3 reports read, and no contradiction found." in words(client, "/ledger?show=contradictions")


def test_a_filter_that_makes_no_sense_keeps_what_was_typed(client: TestClient) -> None:
    page = parts(client, "/ledger?since=Monday&source=Ondal", status=400)
    assert "E503" in client.get("/ledger?since=Monday").text
    assert next(one for one in page.elements if one.get("id") == "f-source")["value"] == "Ondal"


def test_statements_of_three_kinds(tmp_path: Path) -> None:
    with desk_of(tmp_path, talks()) as client:
        told = words(client, "/ledger")
        assert "Šárka Ilvane own words" in told
        assert "unattributed reported" in told


def test_contradictions_are_filtered_as_what_they_export(tmp_path: Path) -> None:
    said = "forty of its men were killed at the Varn bridge on Tuesday"
    other = "nine of its men were killed at the Varn bridge on Tuesday"
    with desk_of(
        tmp_path,
        report(f"Ilka Brand said {said}.", [("Ilka Brand", "said", said)]),
        report(f"Tarek Ondal said {other}.", [("Tarek Ondal", "said", other)], publisher="The Courier"),
    ) as client:
        page = parts(client, "/ledger?show=contradictions&publisher=Courier&layer=reported")
        assert page.links()["CSV"] == "/contradictions.csv?publisher=Courier"
        assert "1 contradiction." in words(client, "/ledger?show=contradictions&publisher=Courier")
        chips = [" ".join(one.words.split()) for one in page.all("li", "section")]
        assert "Layer: reported (not for this view) ×" in chips
        nothing = "/ledger?show=contradictions&publisher=Nobody"
        assert parts(client, nothing).links()["Drop “Outlet: Nobody”"] == "/ledger?show=contradictions"


def test_contradictions_show_every_answer(tmp_path: Path) -> None:
    said = "forty of its men were killed at the Varn bridge on Tuesday"
    other = "nine of its men were killed at the Varn bridge on Tuesday"
    with desk_of(
        tmp_path,
        report(f"Ilka Brand said {said}.", [("Ilka Brand", "said", said)]),
        report(f"Tarek Ondal said {other}.", [("Tarek Ondal", "said", other)], publisher="The Courier"),
    ) as client:
        rows = client.get("/contradictions.json").json()["rows"]
        page = parts(client, "/ledger?show=contradictions")
        assert len([one for one in page.all("li") if one.get("data-item") is not None]) == len(rows)
        assert len(page.all("q")) == sum(len(row["answers"]) for row in rows)
