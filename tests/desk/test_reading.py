"""The reading view: the list, the text with its marks, toggles, permanent links, and what is empty or hostile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord.document.document import Page
from tests.desk.asked import Parts, desk_of, parts
from tests.made import TALKS, at, talks
from tests.made_copies import OWN, WIRE, report, wire

HOSTILE = "She wrote <img src=x onerror=alert(1)> and \u202eevil on the gate."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        talks(),
        wire(),
        report("copy", *WIRE, published="2031-05-05"),
        report("odd", HOSTILE, published=None, title="<script>alert(1)</script>", url="javascript:alert(1)"),
        report("own", OWN[0], published="2031-05-20", url="https://own.example/a?b=<c>"),
    ) as client:
        yield client


def id_of(client: TestClient, given: str) -> str:
    rows = client.get("/reading.json").json()["rows"]
    every = [one["report"] for one in rows] + [copy for one in rows for copy in one["copies"]]
    (found,) = (one["id"] for one in every if one["given_id"] == given)
    return str(found)


def text_of(page: Parts) -> str:
    """What stands on the page of the report's text, without what is said of marks."""
    blocks = [one for one in page.elements if one.get("data-at") is not None]
    told = [one.words for one in page.elements if one.get("class") == "unseen told"]
    text = "\n\n".join(one.words for one in blocks)
    for one in told:
        text = text.replace(one, "", 1)
    return text


def test_reports_by_date_with_copies_under_their_origin(client: TestClient) -> None:
    page = parts(client, "/reading")
    names = [one.words for one in page.elements if one.get("class") == "name"]
    assert names == [
        "Ferry workers of Varn walk out",
        "copy",
        "Talks stall in Oranza",
        "own",
        "<script>alert(1)</script>",
    ]
    (copies,) = (one for one in page.elements if one.tag == "summary" and "copy" in one.words)
    assert copies.words == "1 copy"
    current = [one for one in page.all("a", "nav") if one.get("aria-current") == "page"]
    (opened,) = (one for one in current if one.get("data-go") is None)
    assert "Ferry workers" in opened.words


def test_the_whole_text_stands_there_unchanged(client: TestClient) -> None:
    page = parts(client, f"/reading/{id_of(client, 'talks-1')}?left_out=1")
    assert text_of(page) == TALKS


def test_marks_name_their_entry_and_lead_to_its_evidence(client: TestClient) -> None:
    id_ = id_of(client, "talks-1")
    page = parts(client, f"/reading/{id_}")
    letters = {one["id"]: one for one in page.elements if one.get("data-letter")}
    assert letters["m1"]["data-letter"] == "Rq"
    assert letters["m1"]["aria-label"] == "m1: REQUEST by Šárka Ilvane to Belmaria, narration, happened"
    assert letters["m1"]["data-evidence"] == f"/evidence/{id_}/m1"
    assert letters["m1"]["href"] == f"/reading/{id_}?e={id_}%3Am1#m1"
    looks = {one.words: (one.get("class") or "").split() for one in page.elements if one.tag == "mark"}
    assert {"trigger", "vx"} <= set(looks["demanded"])
    assert "cue" in looks["said"]
    assert [one.words.strip() for one in page.elements if one.get("class") == "unseen told"][:2] == [
        "end of s1",
        "end of m1",
    ]


def test_overlaps_are_bars_that_are_no_text(client: TestClient) -> None:
    page = parts(client, f"/reading/{id_of(client, 'talks-1')}")
    bars = [one for one in page.elements if one.tag == "i"]
    lanes = {tuple(one["class"].split()) for one in bars}
    assert ("direct", "l0") in lanes
    # What Keth agreed to is told within what its speaker says: two bars beside the same words.
    assert len({lane for colour, lane in lanes if colour in ("indirect", "vc")}) > 1
    assert all(one.words == "" for one in bars)


def test_toggles_are_in_the_address(client: TestClient) -> None:
    at_first = f"/reading/{id_of(client, 'talks-1')}"
    page = parts(client, at_first)
    assert "READ ALSO" not in text_of(page)
    links = page.links()
    page = parts(client, links["Show what was left out (1)"])
    assert "READ ALSO" in text_of(page)
    assert "not read: related-link" in [one.words for one in page.all("p")]
    assert "READ ALSO" not in text_of(parts(client, page.links()["Hide what was left out"]))
    dimmed = parts(client, links["Dim the narration"])
    layers = {one["class"]: one.words for one in dimmed.elements if "layer-" in (one.get("class") or "")}
    assert any("layer-own_words" in look and "We will not sign" in words for look, words in layers.items())
    silent = parts(client, links["Do not read marks aloud"])
    assert not [one for one in silent.elements if one.tag == "mark" or "told" in (one.get("class") or "")]
    assert text_of(silent) == text_of(page).removesuffix("\n\nREAD ALSO: The bridge at Varn")


def test_a_permanent_link_lands_on_its_passage(client: TestClient) -> None:
    id_ = id_of(client, "talks-1")
    start, end = at(TALKS, "agreed to a truce")
    page = parts(client, f"/reading/{id_}?c={start}-{end}#c")
    linked = [one for one in page.all("article") + page.elements if "linked" in (one.get("class") or "").split()]
    within = [one for one in linked if "text" in one.inside]
    assert "".join(one.words for one in within).startswith("agreed to a truce")
    assert [one.get("id") for one in within].count("c") == 1
    assert within[0]["id"] == "c"
    assert "Read here" in [one.words for one in page.all("h3", "evidence")]


def test_a_link_to_what_was_left_out_shows_it(client: TestClient) -> None:
    start, end = at(TALKS, "READ ALSO")
    page = parts(client, f"/reading/{id_of(client, 'talks-1')}?c={start}-{end}")
    assert "READ ALSO" in text_of(page)


@pytest.mark.parametrize("link", ["0-0", "9-5", "x", "99999-100000"])
def test_a_link_to_no_passage_leaves_the_text(client: TestClient, link: str) -> None:
    page = parts(client, f"/reading/{id_of(client, 'talks-1')}?c={link}")
    assert "We will not sign" in text_of(page)
    assert not [one for one in page.elements if one.get("id") == "c"]


def test_the_report_before_and_after_keep_filters_and_toggles(client: TestClient) -> None:
    page = parts(client, f"/reading/{id_of(client, 'talks-1')}?layers=1&until=2031-06")
    steps = {one["rel"]: one["href"] for one in page.all("a", "nav") if one.get("rel") in ("prev", "next")}
    assert steps["prev"] == f"/reading/{id_of(client, 'wire')}?until=2031-06&layers=1"
    assert steps["next"] == f"/reading/{id_of(client, 'own')}?until=2031-06&layers=1"


def test_nothing_added_filters_hide_all_and_nothing_found(client: TestClient, tmp_path: Path) -> None:
    with desk_of(tmp_path / "..") as empty:
        page = parts(empty, "/reading")
        assert page.links()["Add reports"] == "/intake"
    page = parts(client, "/reading?by=Nobody")
    assert "The filters hide all 5 reports." in [one.words for one in page.all("p")]
    assert page.links()["Clear all filters"] == "/reading"
    id_ = id_of(client, "own")
    page = parts(client, f"/reading/{id_}")
    assert "1 sentence read, no statements, no moves" in [one.words for one in page.all("p")]
    assert page.links()["Mark by hand"] == f"/correct/{id_}/statement"


def test_text_of_a_report_is_text_alone(client: TestClient) -> None:
    answer = client.get(f"/reading/{id_of(client, 'odd')}?left_out=1")
    assert "<img" not in answer.text
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    page = Parts(answer.text)
    assert "\\u202e" in text_of(page)
    # Each character that is not shown as it is counts one.
    assert [one.words for one in page.elements if one.get("data-odd") is not None] == ["\\u202e"]
    assert not [one for one in page.elements if (one.get("href") or "").startswith("javascript")]


def test_an_address_of_the_web_is_a_link_that_tells_nobody(client: TestClient) -> None:
    page = parts(client, f"/reading/{id_of(client, 'own')}")
    (link,) = (one for one in page.all("a") if one["href"].startswith("https:"))
    assert (link["href"], link["rel"]) == ("https://own.example/a?b=<c>", "noreferrer noopener")
    assert link.words == "https://own.example/a?b=<c>"


def test_the_data_of_the_page(client: TestClient) -> None:
    id_ = id_of(client, "talks-1")
    page = parts(client, f"/reading/{id_}?left_out=1")
    data = client.get(page.links()["JSON"]).json()
    blocks = ["".join(one["text"] for one in block["segments"]) for block in data["blocks"]]
    assert "\n\n".join(blocks) == text_of(page)
    assert data["report"]["id"] == id_
    assert client.get(f"/reading/{id_}/place.json").json()["number"] == 2


def test_no_such_report(client: TestClient) -> None:
    page = parts(client, "/reading/nothing", 404)
    assert "E409" in [one.words for one in page.all("p")]


def test_where_pages_of_the_file_begin_is_marked_beside_the_text(tmp_path: Path) -> None:
    record = talks()
    start, stop = at(record.report.text, "“We will not sign.”")
    pages = (Page("iii", (0, start + 4)), Page("<4>", (start + 4, len(TALKS))))
    with desk_of(tmp_path, replace(record, report=replace(record.report, pages=pages))) as client:
        id_ = id_of(client, "talks-1")
        page = parts(client, f"/reading/{id_}?left_out=1")
        assert text_of(page) == TALKS
        marked = [one for one in page.elements if one.get("class") == "page"]
        assert [one.get("data-page") for one in marked] == ["p. iii", "p. <4>"]
        assert [one.words for one in marked] == ["", ""]
        assert client.get(f"/reading/{id_}.json").json()["pages"][1] == {
            "label": "<4>",
            "span": [start + 4, len(TALKS)],
        }
        evidence = parts(client, f"/evidence/{id_}/s1")
        assert "iii–<4>" in [one.words for one in evidence.elements if one.tag == "bdi"]
        bare = parts(client, f"/evidence/{id_}/{stop}-{stop + 5}")
        assert "<4>" in [one.words for one in bare.elements if one.tag == "bdi"]
