"""Correcting in the browser without a script: forms, errors beside their field, where one comes back to, undo."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from tests.desk.asked import Element, Parts, desk_of, parts
from tests.made import TALKS, at, talks

ORIGIN = {"Origin": "http://testserver", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.delenv("ONRECORD_AUTHOR", raising=False)
    with desk_of(tmp_path, talks()) as client:
        yield client


@pytest.fixture
def report(client: TestClient) -> str:
    return str(client.get("/reading.json").json()["rows"][0]["report"]["id"])


def filled(page: Parts) -> list[tuple[str, str]]:
    """The form as a browser would send it untouched."""
    values: list[tuple[str, str]] = []
    for one in page.elements:
        name = one.get("name")
        if "form" not in one.inside or "main" not in one.inside or not name:
            continue
        if one.tag == "input":
            values.append((name, one.get("value") or ""))
        elif one.tag == "textarea":
            values.append((name, one.words))
        elif one.tag == "select":
            values.append((name, chosen(page, one)))
    return values


def chosen(page: Parts, select: Element) -> str:
    options = [one for one in page.elements if one.tag == "option" and select["id"] in one.inside]
    return next((one["value"] for one in options if one.get("selected") is not None), options[0]["value"])


def send(client: TestClient, address: str, values: Sequence[tuple[str, str]], **changes: str) -> Response:
    """Send a form with some fields changed (the first of each name)."""
    left = dict(changes)
    sent = [(name, left.pop(name, value)) for name, value in values] + list(left.items())
    return client.post(address, content=urlencode(sent), headers=ORIGIN)  # type: ignore[return-value]


def entry(client: TestClient, report: str, id_: str) -> dict[str, object]:
    record = client.get(f"/records/{report}.json").json()
    (found,) = (one for one in record["statements"] + record["moves"] if one["id"] == id_)
    return dict(found)


def words(page: Parts, look: str) -> str:
    return " ".join(" ".join(one.words.split()) for one in page.elements if one.get("class") == look)


def test_the_form_holds_the_entry_in_words(client: TestClient, report: str) -> None:
    values = filled(parts(client, f"/correct/{report}/m1"))
    assert {("type", "REQUEST"), ("status", "happened"), ("to", "Belmaria"), ("when", "2031-05-13")} <= set(values)
    assert ("about", "Belmaria withdraw its troops") in values


def test_only_what_was_changed_is_corrected_and_can_be_undone(client: TestClient, report: str) -> None:
    page = parts(client, f"/correct/{report}/m1")
    answer = send(client, f"/correct/{report}/m1", filled(page), status="denied", author="Ada Prove", action="set")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/reading/{report}?done=1&e={report}%3Am1#m1"
    assert entry(client, report, "m1")["status"] == "denied"
    assert len(client.get("/corrections.json").json()["rows"]) == 1
    page = parts(client, answer.headers["location"])
    assert "m1 status machine happened person denied" in words(page, "change")
    answer = send(client, "/undo/1", [])
    assert answer.headers["location"] == f"/reading/{report}?undone=1&e={report}%3Am1#m1"
    assert entry(client, report, "m1")["status"] == "happened"
    assert "Undone" in words(parts(client, answer.headers["location"]), "lead")


def test_several_fields_at_once(client: TestClient, report: str) -> None:
    values = filled(parts(client, f"/correct/{report}/m1"))
    answer = send(client, f"/correct/{report}/m1", values, status="denied", when="2031-05", author="Ada", action="set")
    assert "done=1-2&" in answer.headers["location"]
    assert words(parts(client, answer.headers["location"]), "lead").count("Corrected") == 2


def test_the_author_is_remembered(client: TestClient, report: str) -> None:
    assert "Your name" in client.get(f"/reading?e={report}:m1").text
    send(client, f"/correct/{report}/m1", [], action="accept", author="Šárka “S.” Prove")
    assert ("author", "Šárka “S.” Prove") in filled(parts(client, f"/correct/{report}/m1"))
    assert "Your name" not in client.get(f"/reading?e={report}:m1").text


def test_the_author_of_the_environment(client: TestClient, report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_AUTHOR", "A. Editor")
    assert ("author", "A. Editor") in filled(parts(client, f"/correct/{report}/m1"))


@pytest.mark.parametrize(
    ("changes", "field", "number"),
    [
        ({"author": ""}, "author", 522),
        ({"trigger": "no such words"}, "trigger", 524),
        ({"about": "Keth"}, "about", 525),
        ({"when": "last week"}, "when", 503),
        ({"by": "Tarek Ondal -> Nobody"}, "by", 502),
        ({"mode": "shouting"}, "mode", 502),
        ({"trigger": ""}, "trigger", 529),
    ],
)
def test_errors_stand_beside_their_field_and_nothing_typed_is_lost(
    client: TestClient, report: str, changes: dict[str, str], field: str, number: int
) -> None:
    values = filled(parts(client, f"/correct/{report}/m1"))
    typed = {"author": "Ada", "note": "two\nlines & <b>", "status": "planned", **changes}
    answer = send(client, f"/correct/{report}/m1", values, action="set", **typed)
    assert answer.status_code == 400
    page = Parts(bytes(answer.body if hasattr(answer, "body") else answer.content).decode())  # type: ignore[attr-defined]
    (wrong,) = (one for one in page.elements if one.get("class") == "wrong")
    assert wrong["id"] == f"wrong-{field}"
    assert any(one.get("aria-invalid") == "true" for one in page.elements if one.get("name") == field)
    again = dict(filled(page))
    assert (again["note"], again["status"]) == ("two\nlines & <b>", "planned")
    if number != 502 or field != "mode":
        assert all(value in [one for name, one in filled(page) if name == key] for key, value in changes.items())
    assert entry(client, report, "m1")["status"] == "happened"


def test_saving_nothing_says_so(client: TestClient, report: str) -> None:
    values = filled(parts(client, f"/correct/{report}/m1"))
    answer = send(client, f"/correct/{report}/m1", values, action="set", author="Ada")
    assert answer.status_code == 400
    assert "no field was changed" in answer.text  # type: ignore[attr-defined]


def test_what_was_rejected_is_listed_and_comes_back(client: TestClient, report: str) -> None:
    answer = send(client, f"/correct/{report}/m2", [], action="reject", author="Ada")
    start, end = at(TALKS, "Keth had agreed to a truce only if the bridge reopens")
    assert answer.headers["location"] == f"/reading/{report}?done=1&c={start}-{end}#c"
    page = parts(client, f"/reading/{report}")
    assert "Rejected by hand" in [one.words for one in page.all("h2")]
    assert not [one for one in page.elements if one.get("id") == "m2"]
    answer = send(client, "/undo/1", [])
    assert answer.headers["location"].endswith("#m2")
    assert [one for one in parts(client, f"/reading/{report}").elements if one.get("id") == "m2"]


def test_a_missed_move_is_added_from_a_passage(client: TestClient, report: str) -> None:
    start, end = at(TALKS, " not sign")
    page = parts(client, f"/correct/{report}/move?c={start}-{end}")
    values = filled(page)
    assert ("trigger", "not sign") in values
    answer = send(client, f"/correct/{report}/move", values, type="REJECT", author="Ada", action="add")
    assert answer.headers["location"] == f"/reading/{report}?done=1&e={report}%3Amh1#mh1"
    assert entry(client, report, "mh1")["type"] == "REJECT"
    page = parts(client, answer.headers["location"])
    assert "mh1 added: Foreign Minister Šárka Ilvane of Keth said on Tuesday" in words(page, "change")
    answer = send(client, "/undo/1", [])
    assert answer.headers["location"] == f"/reading/{report}?undone=1#mh1"


def test_a_missed_statement_needs_its_words(client: TestClient, report: str) -> None:
    values = filled(parts(client, f"/correct/{report}/statement"))
    answer = send(client, f"/correct/{report}/statement", values, author="Ada", action="add")
    assert answer.status_code == 400
    assert 'id="wrong-content"' in answer.text  # type: ignore[attr-defined]
    answer = send(client, f"/correct/{report}/statement", values, content="Talks stall", author="Ada", action="add")
    assert answer.status_code == 303


def test_back_to_where_one_was_and_to_no_other_place(client: TestClient, report: str) -> None:
    def sent(back: str, referrer: str = "") -> str:
        values = [("author", "Ada"), ("action", "accept"), *([("back", back)] if back else [])]
        headers = {**ORIGIN, **({"Referer": referrer} if referrer else {})}
        answer = client.post(f"/correct/{report}/m1", content=urlencode(values), headers=headers)
        return str(answer.headers["location"])

    assert sent("/ledger?by=Keth").startswith("/ledger?by=Keth&done=1")
    assert sent("", "http://testserver/board?party=A&party=B&done=1").startswith("/board?party=A&party=B&done=2")
    outside = ("//elsewhere.example/", "////elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example")
    for elsewhere in (*outside, "elsewhere", "//[elsewhere"):
        assert sent(elsewhere).startswith(f"/reading/{report}?done=")
    assert sent("", "http://elsewhere.example/ledger").startswith(f"/reading/{report}?done=")
    assert sent("", "http://testserver////elsewhere.example/").startswith(f"/reading/{report}?done=")
    assert sent("", "http://[").startswith(f"/reading/{report}?done=")
    assert sent("", f"http://testserver/correct/{report}/m1").startswith(f"/reading/{report}?done=")


def test_undo_asks_who_where_nobody_is_known(client: TestClient, report: str) -> None:
    send(client, f"/correct/{report}/m1", [], action="accept", author="Ada")
    client.cookies.clear()
    answer = send(client, "/undo/1", [])
    assert answer.status_code == 400
    page = parts(client, "/undo/1")
    assert ("author", "") in filled(page)
    assert send(client, "/undo/1", filled(page), author="Bel").status_code == 303
    assert client.get("/corrections/1.json").json()["undone_by"] == "Bel"


@pytest.mark.parametrize("address", ["/correct/{report}/m99", "/correct/nothing/m1", "/undo/99", "/undo/x"])
def test_what_is_not_there(client: TestClient, report: str, address: str) -> None:
    where = address.format(report=report)
    assert client.get(where).status_code == 404
    assert send(client, where, [("author", "Ada"), ("action", "accept")]).status_code == 404


def test_other_pages_cannot_correct(client: TestClient, report: str) -> None:
    sent = urlencode({"author": "Ada", "action": "accept"})
    headers = {**ORIGIN, "Origin": "http://elsewhere.example"}
    assert client.post(f"/correct/{report}/m1", content=sent, headers=headers).status_code == 403
    assert client.post("/undo/1", content=sent).status_code == 403


def test_what_people_write_is_text_alone(client: TestClient, report: str) -> None:
    evil = "<script>alert(1)</script>"
    answer = send(client, f"/correct/{report}/m1", [], action="accept", author=evil, note=f'"{evil}')
    for address in (answer.headers["location"], f"/reading?e={report}:m1", f"/correct/{report}/m1", "/undo/1"):
        assert "<script>alert" not in client.get(address).text


def test_a_name_too_long_to_remember_is_not_remembered(client: TestClient, report: str) -> None:
    answer = send(client, f"/correct/{report}/m1", [("author", "A" * 5000), ("action", "accept")])
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers


def test_a_form_that_is_shown_again_leads_nowhere_else(client: TestClient, report: str) -> None:
    values = {"author": "", "action": "accept", "back": "javascript:x()"}
    page = client.post(f"/correct/{report}/m1", content=urlencode(values), headers=ORIGIN)
    assert page.status_code == 400
    assert "javascript:" not in page.text
