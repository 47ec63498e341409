"""Who may ask a desk, who may change anything, and what its pages may do."""

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.flow.book import RecordBook
from onrecord.http.app import application
from onrecord.http.interface import Interface
from tests.http.conftest import HOST, PLACE, TOKEN

OPEN = msgspec.structs.replace(PLACE, url="http://192.0.2.7:8017/", hosts=frozenset(), asks=True)


@pytest.fixture
def elsewhere(book: RecordBook) -> TestClient:
    """A desk that listens to other machines."""
    return TestClient(application(Interface(book), OPEN), base_url=OPEN.url, follow_redirects=False)


class TestOnThisMachine:
    def test_answers_to_its_own_address(self, client: TestClient) -> None:
        assert client.get("/state.json").json()["reports"] == 2

    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8018", "127.0.0.1:8017.evil.example", ""])
    def test_answers_to_no_other_name(self, client: TestClient, host: str) -> None:
        answer = client.get("/state.json", headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["error"]["number"] == 701

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": f"http://{HOST}.evil.example"},
            {"Origin": f"https://{HOST}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
            {"Authorization": "Bearer another"},
            {"Authorization": f"Basic {TOKEN}"},
        ],
    )
    def test_another_page_changes_nothing(self, client: TestClient, book: RecordBook, headers: dict[str, str]) -> None:
        report = book.statements()[0].report.id
        answer = client.post("/remove", json={"reports": [report]}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["number"]) == (403, 703)
        assert len(book) == 2

    @pytest.mark.parametrize(
        "headers",
        [{"Origin": f"http://{HOST}"}, {"Sec-Fetch-Site": "same-origin"}, {"Authorization": f"Bearer {TOKEN}"}],
    )
    def test_its_own_page_and_the_commands_may_change(
        self, client: TestClient, book: RecordBook, headers: dict[str, str]
    ) -> None:
        report = book.statements()[0].report.id
        assert client.post("/remove", json={"reports": [report]}, headers=headers).status_code == 200
        assert len(book) == 1


class TestForOtherMachines:
    def test_nothing_without_the_token(self, elsewhere: TestClient) -> None:
        for address in ("/state.json", "/moves.json", "/openapi.json", "/static/frame.css", "/"):
            answer = elsewhere.get(address)
            assert (answer.status_code, answer.json()["error"]["number"]) == (401, 702)

    def test_the_address_with_the_token_lets_a_browser_in(self, elsewhere: TestClient) -> None:
        answer = elsewhere.get(f"/moves.json?type=REQUEST&token={TOKEN}")
        assert answer.status_code == 303
        # The token stands in no address that is copied or kept in a history.
        assert answer.headers["location"] == "/moves.json?type=REQUEST"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
        assert elsewhere.get("/moves.json?type=REQUEST").status_code == 200

    def test_it_leads_nowhere_else(self, elsewhere: TestClient) -> None:
        location = elsewhere.get(f"//evil.example/x?token={TOKEN}").headers["location"]
        assert location.startswith("/") and not location.startswith("//")

    def test_a_wrong_token_does_not(self, elsewhere: TestClient) -> None:
        assert elsewhere.get("/moves.json?token=wrong").status_code == 401

    def test_cookies_of_others_on_the_host_keep_nobody_out(self, elsewhere: TestClient) -> None:
        head = {"Cookie": f'theirs={{"dark": true}}; onrecord={TOKEN}'}
        assert elsewhere.get("/state.json", headers=head).status_code == 200

    def test_the_cookie_alone_changes_nothing(self, elsewhere: TestClient, book: RecordBook) -> None:
        elsewhere.get(f"/?token={TOKEN}")
        report = book.statements()[0].report.id
        answer = elsewhere.post("/remove", json={"reports": [report]}, headers={"Origin": "http://evil.example"})
        assert answer.status_code == 403
        assert len(book) == 2


@pytest.mark.parametrize("address", ["/state.json", "/nothing", "/moves.json?type=x"])
def test_every_answer_says_what_a_browser_may_do(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_an_answer_to_a_fault_of_ours_says_so_too(book: RecordBook, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: RecordBook) -> None:
        raise RuntimeError("<b>")

    monkeypatch.setattr(RecordBook, "counts", broken)
    client = TestClient(application(Interface(book), PLACE), base_url=PLACE.url, raise_server_exceptions=False)
    answer = client.get("/state.json")
    assert answer.json()["error"]["number"] == 710
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
