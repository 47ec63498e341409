"""The pages of actors: who is who is changed by hand after being asked, told with its number, and can be undone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.flow.book import RecordBook
from onrecord.http.client import DeskBook
from tests.desk.asked import desk_of, parts
from tests.named import Named, report

ILVANE = Named("Šárka Ilvane", role="foreign minister")
MIRA = Named("Mira Oste", role="envoy")
HOSTILE = Named("<script>Ondal\u202e", kind="group")
ORIGIN = {"origin": "http://testserver"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        report("one", ILVANE, HOSTILE),
        report("two", ILVANE, MIRA, published="2031-05-15"),
        report("three", ILVANE, published="2031-05-16"),
    ) as client:
        yield client


def ids(client: TestClient) -> dict[str, str]:
    return {row["name"]: row["id"] for row in client.get("/actors.json").json()["rows"]}


def appearing(client: TestClient, id_: str) -> list[str]:
    return [row["report"]["given_id"] for row in client.get(f"/appearances.json?actor={id_}").json()["rows"]]


class TestList:
    def test_names_roles_counts_and_ids(self, client: TestClient) -> None:
        rows = [" ".join(one.words.split()) for one in parts(client, "/actors").rows()]
        assert rows[0].startswith("Šárka Ilvane foreign minister person 3 0 0 0 i")

    def test_filters(self, client: TestClient) -> None:
        assert len(parts(client, "/actors?about=envoy").rows()) == 1
        assert len(parts(client, "/actors?kind=group").rows()) == 1
        assert parts(client, "/actors?about=Nobody").links()["Drop “Words: Nobody”"] == "/actors"

    def test_names_are_text(self, client: TestClient) -> None:
        for address in ("/actors", f"/actors/{ids(client)['<script>Ondal' + chr(0x202E)]}"):
            page = client.get(address).text
            assert "<script>Ondal" not in page
            assert "\u202e" not in page

    def test_nobody_yet(self, tmp_path: Path) -> None:
        with desk_of(tmp_path) as client:
            assert parts(client, "/actors").links()["Add reports"] == "/intake"


class TestOne:
    def test_where_an_actor_appears_with_evidence(self, client: TestClient) -> None:
        id_ = ids(client)["Šárka Ilvane"]
        page = parts(client, f"/actors/{id_}")
        assert len(page.rows()) == 3
        proofs = [one["data-evidence"] for one in page.all("a") if one.get("data-evidence")]
        assert all(client.get(one).status_code == 200 for one in proofs)
        assert page.links()["What they did"] == "/timeline?by=%C5%A0%C3%A1rka+Ilvane"
        assert client.get(f"/actors/{id_}.json").headers["location"] == f"/appearances.json?actor={id_}"

    def test_nobody_of_this_id(self, client: TestClient) -> None:
        assert "E430" in client.get("/actors/i0").text
        assert client.get("/actors/i0").status_code == 404


class TestMerge:
    def test_asks_does_tells_and_undoes(self, client: TestClient) -> None:
        known = ids(client)
        some = [known["Šárka Ilvane"], known["Mira Oste"]]
        page = parts(client, f"/actors/merge?id={some[0]}&id={some[1]}")
        assert [one["value"] for one in page.all("input") if one.get("name") == "id"] == some
        assert ids(client) == known

        sent = {"id": some, "author": "A. Editor", "note": "one person"}
        answer = client.post("/actors/merge", data=sent, headers=ORIGIN)
        assert answer.status_code == 303
        assert re.fullmatch(rf"/actors/({'|'.join(some)})\?done=1", answer.headers["location"])
        assert len(ids(client)) == len(known) - 1
        told = client.get(answer.headers["location"]).text
        assert "Mira Oste" in told
        assert 'action="/undo/1"' in told

        client.post("/undo/1", data={"author": "A. Editor"}, headers=ORIGIN)
        assert ids(client) == known

    def test_one_alone(self, client: TestClient) -> None:
        one = ids(client)["Mira Oste"]
        page = parts(client, f"/actors/merge?id={one}", status=400)
        assert [box["value"] for box in page.all("input") if "checked" in box.attributes] == [one]
        assert "E431" in client.get("/actors/merge").text

    def test_without_a_name_nothing_typed_is_lost(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ONRECORD_AUTHOR", raising=False)
        known = ids(client)
        answer = client.post("/actors/merge", data={"id": [*known.values()][:2], "note": "why not"}, headers=ORIGIN)
        assert answer.status_code == 400
        assert "E522" in answer.text
        assert 'value="why not"' in answer.text
        assert ids(client) == known

    def test_another_page_cannot(self, client: TestClient) -> None:
        known = ids(client)
        sent = {"id": [*known.values()][:2], "author": "X"}
        assert client.post("/actors/merge", data=sent, headers={"origin": "http://elsewhere"}).status_code == 403
        assert ids(client) == known


class TestPart:
    def test_somebody_else_in_some_reports(self, client: TestClient) -> None:
        id_ = ids(client)["Šárka Ilvane"]
        rows = client.get(f"/appearances.json?actor={id_}").json()["rows"]
        reports = [row["report"]["id"] for row in rows[1:]]
        page = parts(client, f"/actors/{id_}/part?report={reports[0]}&report={reports[1]}")
        assert [one["value"] for one in page.all("input") if one.get("name") == "report"] == reports

        sent = {"report": reports, "author": "A. Editor"}
        answer = client.post(f"/actors/{id_}/part", data=sent, headers=ORIGIN)
        made, _, done = answer.headers["location"].removeprefix("/actors/").partition("?")
        assert done == "done=1"
        assert (appearing(client, id_), appearing(client, made)) == (["one"], ["two", "three"])

        client.post("/undo/1", data={"author": "A. Editor"}, headers=ORIGIN)
        assert appearing(client, id_) == ["one", "two", "three"]
        # Whoever was made is no more: the page leads back to the list.
        assert client.get(f"/actors/{made}?undone=1").headers["location"] == "/actors?undone=1"

    def test_not_in_all_of_them(self, client: TestClient) -> None:
        id_ = ids(client)["Šárka Ilvane"]
        reports = [row["report"]["id"] for row in client.get(f"/appearances.json?actor={id_}").json()["rows"]]
        answer = client.post(f"/actors/{id_}/part", data={"report": reports, "author": "A"}, headers=ORIGIN)
        assert answer.status_code == 400
        assert "E433" in answer.text

    def test_none_chosen(self, client: TestClient) -> None:
        id_ = ids(client)["Šárka Ilvane"]
        assert parts(client, f"/actors/{id_}/part", status=400).rows()


def test_the_same_through_a_desk(client: TestClient) -> None:
    """A program that holds the desk's token parts actors by the same call."""
    assert DeskBook.part_actor.__annotations__ == RecordBook.part_actor.__annotations__
    id_ = ids(client)["Šárka Ilvane"]
    report_id = client.get(f"/appearances.json?actor={id_}").json()["rows"][0]["report"]["id"]
    sent = {"id": id_, "reports": [report_id], "author": "A. Editor"}
    answer = client.post("/part", json=sent, headers={"Authorization": "Bearer a-token"})
    assert answer.json()["action"] == "split"
    assert appearing(client, id_) == ["two", "three"]
