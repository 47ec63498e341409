"""Every address that answers with data: the same as the call of a record that it stands for."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from onrecord.flow.book import RecordBook
from onrecord.flow.questions import QUESTIONS
from onrecord.http.interface import BODY_BYTES, Interface
from onrecord.http.routes import routes
from onrecord.record.codec import encode
from tests.made import TALKS, talks
from tests.packed import zipped


def rows(book: RecordBook, name: str) -> list[object]:
    return [msgspec.to_builtins(row, str_keys=True) for row in book.rows(name)]


class TestRows:
    @pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if not one.takes])
    def test_the_three_forms_hold_the_same(self, client: TestClient, book: RecordBook, name: str) -> None:
        expected = msgspec.json.decode(msgspec.json.encode(rows(book, name)))
        assert client.get(f"/{name}.json").json() == {"rows": expected, "next": None, "moved": False}
        lines = client.get(f"/{name}.jsonl").text.splitlines()
        assert [msgspec.json.decode(line) for line in lines] == expected
        table = client.get(f"/{name}.csv")
        assert table.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
        assert table.text.startswith(("report_id", "id,", "number", "story", "kind"))

    def test_what_a_paper_has_to_say(self, client: TestClient, book: RecordBook) -> None:
        found = client.get("/methods.json?outlets=1").json()
        assert found == msgspec.json.decode(msgspec.json.encode(book.methods(1)))
        assert (found["reports"], found["outlets"], len(found["publishers"])) == (2, 2, 1)
        text = client.get("/methods.txt")
        assert text.headers["content-type"] == "text/plain; charset=utf-8"
        assert text.text.startswith("Reports. The record holds 2 reports of 2 outlets")
        assert client.get("/methods.json?outlets=none").json()["error"]["number"] == 504

    def test_filters_are_those_of_the_record(self, client: TestClient) -> None:
        found = client.get("/moves.json?type=request&publisher=gazette").json()["rows"]
        assert [(row["type"], row["report"]["publisher"]) for row in found] == [("REQUEST", "The Gazette")]

    @pytest.mark.parametrize("limit", ["9" * 20, "9" * 5000])
    @pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
    def test_more_rows_than_there_can_be_are_all_of_them(self, client: TestClient, form: str, limit: str) -> None:
        assert client.get(f"/moves.{form}?limit={limit}").text == client.get(f"/moves.{form}").text

    def test_empty_fields_of_a_form_ask_nothing(self, client: TestClient) -> None:
        assert client.get("/moves.json?type=&by=&since=").json() == client.get("/moves.json").json()

    def test_words_and_clocks(self, client: TestClient) -> None:
        assert "troops" in client.get("/search.json?words=troops").json()["rows"][0]["passage"]
        assert {row["clock"] for row in client.get("/timeline.json?clock=published").json()["rows"]} == {"published"}

    @pytest.mark.parametrize(
        ("address", "number"),
        [
            ("/moves.json?colour=red", 501),
            ("/moves.json?type=SHOUT", 502),
            ("/moves.json?since=tomorrow", 503),
            ("/moves.json?limit=0", 504),
            ("/moves.json?limit=ten", 504),
            ("/moves.jsonl?type=SHOUT", 502),
            ("/moves.csv?type=SHOUT", 502),
            ("/timeline.json?clock=noon", 532),
            ("/board.json?party=Keth", 530),
            ("/board.json?party=Keth&party=Nobodyatall", 531),
            ("/moves.json?after=nonsense", 711),
            # Places in a list before its first row, and beyond what the store can count.
            ("/moves.json?after=Wy0xLCBbMCwgMCwgMF1d", 711),
            ("/moves.json?after=WzkyMjMzNzIwMzY4NTQ3NzU4MDgsIFswLCAwLCAwXV0=", 711),
        ],
    )
    def test_a_wrong_question_is_told_by_its_number(self, client: TestClient, address: str, number: int) -> None:
        answer = client.get(address)
        assert (answer.status_code, answer.json()["error"]["number"]) == (400, number)
        assert answer.json()["error"]["remedy"]


class TestPages:
    def test_pages_put_together_are_the_whole(self, client: TestClient) -> None:
        whole = client.get("/moves.json").json()["rows"]
        found, after = [], ""
        while True:
            answer = client.get(f"/moves.json?limit=2&after={after}").json()
            found += answer["rows"]
            assert len(answer["rows"]) <= 2
            if answer["next"] is None:
                break
            after = answer["next"]
        assert len(whole) > 4
        assert found == whole

    @pytest.mark.parametrize("name", [name for name, one in QUESTIONS.items() if not one.takes])
    def test_every_question_has_pages(self, client: TestClient, name: str) -> None:
        whole = client.get(f"/{name}.json").json()["rows"]
        first = client.get(f"/{name}.json?limit=1").json()
        assert first["rows"] == whole[:1]
        if len(whole) > 1:
            second = client.get(f"/{name}.json?limit=1&after={first['next']}").json()
            assert second["rows"] == whole[1:2]

    def test_a_change_between_pages_is_told(self, trusted: TestClient, book: RecordBook) -> None:
        after = trusted.get("/moves.json?limit=1").json()["next"]
        book.correct(book.moves()[0].report.id, "m1", action="accept", author="A. Editor")
        assert trusted.get(f"/moves.json?limit=1&after={after}").json()["moved"] is True


class TestRecords:
    def test_a_record_is_the_same_to_the_byte(self, client: TestClient) -> None:
        record = talks()
        assert client.get(f"/records/{record.report.id}.json").content == encode(record)

    def test_machine_and_person(self, trusted: TestClient) -> None:
        id_ = talks().report.id
        answer = trusted.post(
            "/correct",
            json={"report": id_, "entry": "m1", "fields": {"status": "denied"}, "author": "A. Editor"},
        )
        assert [(row["machine"], row["person"]) for row in answer.json()] == [("happened", "denied")]
        assert trusted.get(f"/records/{id_}.json").json()["moves"][0]["status"] == "denied"
        assert trusted.get(f"/records/{id_}.json?machine=yes").json()["moves"][0]["status"] == "happened"
        undone = trusted.post("/undo", json={"number": answer.json()[0]["number"], "author": "A. Editor"}).json()
        assert undone["state"] == "undone"
        assert trusted.get(f"/records/{id_}.json").json()["moves"][0]["status"] == "happened"

    def test_no_record_of_this_id(self, client: TestClient) -> None:
        answer = client.get("/records/nothing.json")
        assert (answer.status_code, answer.json()["error"]["number"]) == (404, 409)

    @pytest.mark.parametrize(
        "body", ["", "{", "[]", '{"report": 1}', '{"report": "x", "entry": "m1", "colour": "red"}']
    )
    def test_a_body_that_cannot_be_used(self, trusted: TestClient, body: str) -> None:
        answer = trusted.post("/correct", content=body)
        assert (answer.status_code, answer.json()["error"]["number"]) == (400, 705)

    def test_a_body_without_end_is_not_read_to_its_end(self, trusted: TestClient) -> None:
        answer = trusted.post("/correct", content=b" " * (BODY_BYTES + 1))
        assert (answer.status_code, answer.json()["error"]["number"]) == (413, 709)


class TestUpload:
    def test_a_file_is_read_and_kept(self, trusted: TestClient, book: RecordBook) -> None:
        answer = trusted.post("/upload?name=C:%5Cnews%5Cday3.txt&published=2031-05-20", content=TALKS.encode())
        kept, counted = map(msgspec.json.decode, answer.text.splitlines())
        assert (kept["event"], kept["source"], kept["new"]) == ("kept", "day3.txt", True)
        assert counted == {"event": "counted", "read": 1, "added": 1, "already_there": 0, "skipped": 0}
        assert book.record(kept["report"]).report.published == "2031-05-20"
        assert trusted.get("/intake.json").json() == [kept]

    def test_an_archive_is_taken_apart_within_its_limits(
        self, trusted: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packed = zipped({"../day3.txt": TALKS.encode(), ".hidden": b"x", "day4.txt": TALKS.encode() * 9})
        monkeypatch.setattr("onrecord.http.interface.UPLOAD_BYTES", len(packed) + 2 * len(TALKS))
        answer = trusted.post("/upload?name=talks.zip", content=packed)
        *events, counted = map(json.loads, answer.text.splitlines())
        assert [(e["event"], (e.get("error") or {}).get("number")) for e in events] == [
            ("kept", None), ("skipped", 104), ("skipped", 118),
        ]  # fmt: skip
        assert events[0]["source"] == "talks.zip/../day3.txt"
        # What was passed over on purpose is told, but counts as no report.
        assert (counted["read"], counted["skipped"]) == (1, 1)

    def test_what_cannot_be_read_is_told(self, trusted: TestClient, book: RecordBook) -> None:
        answer = trusted.post("/upload?name=x.bin", content=b"\x7fELF\x02\x01\x01" + bytes(64))
        skipped, counted = map(msgspec.json.decode, answer.text.splitlines())
        assert skipped["error"]["number"] == 202
        assert skipped["error"]["where"] == "x.bin"
        assert counted["skipped"] == 1
        assert len(book) == 2


def test_every_address_is_in_the_docs(book: RecordBook) -> None:
    text = (Path(__file__).parents[2] / "docs" / "http.md").read_text("utf-8")
    names = {re.split(r"/?{|\.\w+$", route.path)[0] for route in routes(Interface(book))}
    assert {name for name in names if name not in text} == set()


class TestOpenApi:
    def test_every_address_is_described(self, client: TestClient, book: RecordBook) -> None:
        described = client.get("/openapi.json").json()
        for route in routes(Interface(book)):
            operation = described["paths"][route.path][route.method.lower()]
            assert operation["summary"]
            assert {one["name"] for one in operation["parameters"] if one["in"] == "query"} == set(route.query)

    def test_references_lead_somewhere(self, client: TestClient) -> None:
        described = client.get("/openapi.json").json()

        def references(node: object) -> list[str]:
            if isinstance(node, dict):
                own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
                return own + [ref for value in node.values() for ref in references(value)]
            return [ref for value in node for ref in references(value)] if isinstance(node, list) else []

        schemas = described["components"]["schemas"]
        assert {ref.rpartition("/")[2] for ref in references(described)} <= set(schemas)

    @pytest.mark.parametrize("path", ["/moves.json", "/ledger.json", "/state.json", "/network.json", "/lanes.json"])
    def test_answers_are_as_described(self, client: TestClient, path: str) -> None:
        described = client.get("/openapi.json").json()
        schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": described["components"]}
        Draft202012Validator(whole).validate(client.get(path).json())
