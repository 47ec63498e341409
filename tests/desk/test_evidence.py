"""The evidence panel: in every view by its address, as a page, as a piece for scripts, and as data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.asked import Parts, desk_of, parts
from tests.made import TALKS, at, talks


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(tmp_path, talks(raw=b"<html>"), talks("talks-2", "2031-05-16", "The <b>Gazette")) as client:
        yield client


@pytest.fixture
def report(client: TestClient) -> str:
    return str(client.get("/reading.json").json()["rows"][0]["report"]["id"])


def said(page: Parts, inside: str = "evidence") -> str:
    """All words of the panel."""
    (panel,) = (one for one in page.elements if one.get("id") == inside)
    return " ".join(panel.words.split())


@pytest.mark.parametrize("view", ["reading", "board", "ledger", "timeline", "network"])
def test_every_view_has_it_without_a_script(client: TestClient, report: str, view: str) -> None:
    page = parts(client, f"/{view}?e={report}:m1")
    assert "REQUEST by Šárka Ilvane to Belmaria" in said(page)


def test_what_stands_behind_a_move(client: TestClient, report: str) -> None:
    page = parts(client, f"/reading?e={report}:m2")
    words = said(page)
    (passage,) = (one for one in page.all("blockquote", "evidence") if one.get("class") == "passage")
    assert passage.words.startswith("Tarek Ondal, the envoy of Belmaria, said Keth had agreed")
    marked = [one.words for one in page.all("mark", "evidence")]
    assert "agreed" in marked
    for fact in (
        "reported",
        "conditional",
        "score 0.60",
        "The Orrery",
        "Published2031-05-14",
        "Retrievednot known",
        "Read byonrecord 0.1.0",
        "nobody has checked it",
        "means Keth (state; in 2 reports)",
    ):
        assert fact in words, fact
    data = client.get(f"/evidence/{report}/m2.json").json()
    assert data["report"]["text_sha256"] in words
    assert data["report"]["raw_sha256"] in words
    # On whose word: the envoy's, then the outlet's.
    chain = [" ".join(one.words.split()) for one in page.all("li", "evidence") if "ol" in one.inside]
    assert chain[0].startswith("Tarek Ondal (reported, s2")
    assert chain[1] == "The Orrery (the outlet)"
    links = page.links("evidence")
    start, end = at(TALKS, "Keth had agreed to a truce only if the bridge reopens")
    assert links["Link to these words"] == f"/reading/{report}?c={start}-{end}#c"
    assert links["I s2: indirect statement by Tarek Ondal to Keth"] == f"/reading/{report}?e={report}:s2#s2"


def test_a_report_of_no_known_outlet_is_named_by_its_title(tmp_path: Path) -> None:
    with desk_of(tmp_path, talks(publisher=None)) as client:
        id_ = client.get("/reading.json").json()["rows"][0]["report"]["id"]
        page = parts(client, f"/reading?e={id_}:m2")
        chain = [" ".join(one.words.split()) for one in page.all("li", "evidence") if "ol" in one.inside]
        assert chain[1] == "Talks stall in Oranza (the report; its outlet is not known)"
        cited = client.get(f"/cite/{id_}/m2.json").text
        assert (
            parts(client, f"/evidence/{id_}/m2").all("textarea", "body")[0].words.startswith("“Talks stall in Oranza”")
        )
        assert cited


def test_the_copy_is_folded_and_its_account_shown(client: TestClient, report: str) -> None:
    words = said(parts(client, f"/reading?e={report}:m1"))
    assert "2 accounts, 1 independent report" in words
    assert "Copies, counted as oneThe <b>Gazette, 2031-05-16" in words


def test_a_citation_as_text_and_for_reference_managers(client: TestClient, report: str) -> None:
    page = parts(client, f"/reading?e={report}:s1")
    (line,) = (one for one in page.all("textarea", "evidence"))
    assert line.words == client.get(f"/cite/{report}/s1.json").json()["text"]
    assert page.links("evidence")["CSL-JSON, for reference managers"] == f"/cite/{report}/s1.json"


def test_a_passage_tells_what_was_read_there(client: TestClient, report: str) -> None:
    start, end = at(TALKS, "agreed to a truce")
    page = parts(client, f"/reading?e={report}:{start}-{end}")
    assert "Ag m2: AGREE by Keth" in page.links("evidence")
    assert page.links("evidence")["Add a move here…"] == f"/correct/{report}/move?c={start}-{end}"


def test_alone_and_as_a_piece(client: TestClient, report: str) -> None:
    page = parts(client, f"/evidence/{report}/m1")
    assert "REQUEST by Šárka Ilvane" in " ".join(one.words for one in page.all("h2"))
    assert not [one for one in page.elements if one.tag == "aside"]
    piece = client.get(f"/evidence/{report}/m1", headers={"X-Part": "evidence"})
    assert "<html" not in piece.text
    assert f'data-panel="{report}:m1"' in piece.text
    assert client.get(f"/evidence/{report}/m1.json").json()["entry"]["id"] == "m1"


@pytest.mark.parametrize(("name", "number"), [("m99", 423), ("5-3", 541), ("0-99999", 541)])
def test_what_is_not_there_is_said_in_the_panel_alone(client: TestClient, report: str, name: str, number: int) -> None:
    page = parts(client, f"/reading/{report}?e={report}:{name}")
    assert f"E{number}" in said(page)
    assert "We will not sign" in " ".join(one.words for one in page.all("p"))
    assert client.get(f"/evidence/{report}/{name}").status_code in (400, 404)
    assert f"E{number}" in client.get(f"/evidence/{report}/{name}", headers={"X-Part": "evidence"}).text


def test_a_panel_for_nothing_in_particular(client: TestClient) -> None:
    assert "Choose a mark" in said(parts(client, "/reading"))
    for odd in (":", "x", ":::", "nothing:m1"):
        assert "E4" in said(parts(client, f"/reading?e={odd}"))
