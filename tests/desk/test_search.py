"""The page of search: passages with the words marked, copies folded, filters, and why nothing was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.asked import desk_of, parts
from tests.made import talks
from tests.made_copies import report, wire

HOSTILE = "The lock keeper wrote <img src=x onerror=alert(1)> and \u202eevil on the gate of the weir."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path, talks(), wire(), wire("again", published="2031-05-05"), report("weir", HOSTILE, title="<i>Weir")
    ) as client:
        yield client


def test_words_are_marked_and_the_link_lands_on_the_passage(client: TestClient) -> None:
    page = parts(client, "/search?words=truce")
    assert [one.words for one in page.all("mark")] == ["truce"]
    (quote,) = page.all("blockquote")
    assert "had agreed to a truce only if" in quote.words
    (link,) = (one for one in page.all("a", "h2"))
    row = client.get("/search.json?words=truce").json()["rows"][0]
    start, stop = row["span"]
    assert link["href"] == f"/reading/{row['report']['id']}?c={start}-{stop}#c"
    assert f"{row['report']['publisher']}, {row['report']['published']}" in link.words


def test_who_says_and_does_what_leads_to_evidence(client: TestClient) -> None:
    page = parts(client, "/search?words=truce")
    facts = {one.words: one["data-evidence"].split("/")[-1] for one in page.all("a") if one.get("data-evidence")}
    assert facts["Tarek Ondal says"] == "s2"
    assert facts["Keth: AGREE, conditional"] == "m2"


def test_copies_are_folded(client: TestClient) -> None:
    page = parts(client, "/search?words=ferry")
    assert any("and 1 copy" in one.words for one in page.all("li"))
    assert len(page.all("blockquote")) == len(client.get("/search.json?words=ferry").json()["rows"])


def test_a_passage_without_entries_has_evidence_too(client: TestClient) -> None:
    page = parts(client, "/search?words=weir+keeper")
    (proof,) = (one for one in page.all("a") if one.get("data-evidence"))
    assert client.get(proof["data-evidence"]).status_code == 200


def test_text_of_reports_is_text(client: TestClient) -> None:
    page = client.get("/search?words=keeper+wrote").text
    assert "<img" not in page
    assert "\u202e" not in page
    assert "<i>Weir" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_filters_and_exports(client: TestClient) -> None:
    page = parts(client, "/search?words=truce&type=AGREE&to=Keth")
    assert page.links()["CSV"] == "/search.csv?type=AGREE&words=truce"
    assert [one["value"] for one in page.elements if one.get("name") == "words" and one.get("type") == "hidden"] == [
        "truce"
    ]
    assert client.get(page.links()["CSV"]).status_code == 200


class TestNothing:
    def test_not_asked_yet(self, client: TestClient) -> None:
        page = parts(client, "/search")
        assert page.links()["Search"] == "#words"
        assert "amnest*" in client.get("/search").text

    def test_filters_hide_it(self, client: TestClient) -> None:
        links = parts(client, "/search?words=truce&type=ASSAULT").links()
        assert links["Drop “Kind of move: ASSAULT”"] == "/search?words=truce"

    def test_not_found(self, client: TestClient) -> None:
        assert "no passage with these words found" in client.get("/search?words=zeppelin").text

    def test_nothing_added(self, tmp_path: Path) -> None:
        with desk_of(tmp_path) as client:
            assert parts(client, "/search").links()["Add reports"] == "/intake"

    @pytest.mark.parametrize("words", ['"', "-", "OR OR", "<script>", "a" * 5000, "\u202e", "%"])
    def test_no_words_are_wrong(self, client: TestClient, words: str) -> None:
        answer = client.get("/search", params={"words": words})
        assert answer.status_code == 200
        assert "<script>" not in answer.text.partition("<main")[2]
