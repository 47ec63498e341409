"""Pages by their address: from the public network, within limits, and from the very machine that was checked."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme

from onrecord.errors import SourceError
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import read_paths
from onrecord.record.parts import Record
from onrecord.source.address import IP
from onrecord.source.files import deliver
from onrecord.source.web import Limits, Web
from tests.source.serving import Behaviour, loopback, page, serving

TALKS = b'Irena Vasko refused to sign. She said: "Not now."'


def _fails(web: Web, address: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        web.fetch(address)
    return caught.value


def test_a_page_comes_with_where_and_when() -> None:
    with serving(page(TALKS)) as server:
        asked = f"http://outlet.example:{server.port}/report?day=3#top"
        before = datetime.now(UTC).replace(microsecond=0)
        found = loopback().fetch(asked)
    assert found.data == TALKS
    assert found.source == found.url == asked.removesuffix("#top")
    assert found.retrieved is not None
    assert before <= datetime.fromisoformat(found.retrieved) <= datetime.now(UTC)
    (head,) = server.heads
    assert head.startswith(b"GET /report?day=3 HTTP/1.1\r\n")
    assert f"Host: outlet.example:{server.port}\r\n".encode() in head
    assert b"User-Agent: onrecord/" in head
    assert b"Cookie" not in head


def test_nothing_is_fetched_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    (error,) = deliver(["https://outlet.example/report"])
    assert isinstance(error, SourceError)
    assert (error.number, error.where) == (120, "https://outlet.example/report")
    assert [found.number for found in read_paths("https://outlet.example/", ReadOptions())] == [120]  # type: ignore[union-attr]


def test_no_proxy_and_no_variable_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(page(TALKS)) as server:
        assert loopback().fetch(f"http://outlet.example:{server.port}/").data == TALKS


@pytest.mark.parametrize(
    "onward",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "//localhost/",
    ],
)
def test_a_redirect_into_a_private_network_is_not_followed(onward: str) -> None:
    first = ip_address("127.0.0.1")
    asked: list[IP] = []

    def check(number: IP, port: int) -> str | None:
        # The first question is let through to the server of this test, all others are checked as always.
        asked.append(number)
        return None if len(asked) == 1 else Web().check(number, port)

    def resolve(host: str, port: int) -> list[IP]:
        return [first] if host == "outlet.example" else Web().resolve(host, port)

    with serving(page(b"", f"Location: {onward}", status="302 Found")) as server:
        error = _fails(loopback(check=check, resolve=resolve), f"http://outlet.example:{server.port}/")
        assert len(server.heads) == 1
    assert error.number == 122
    assert error.where.startswith(f"http://outlet.example:{server.port}/, sent on to http://")


def test_only_the_number_that_was_checked_is_connected_to() -> None:
    """A name that leads to a public number when it is checked, and to the loopback when it is asked again."""
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    seen: list[IP] = []

    def resolve(host: str, port: int) -> list[IP]:
        return [ip_address(one) for one in answers.pop(0)]

    def check(number: IP, port: int) -> str | None:
        seen.append(number)
        return None

    with serving(page(TALKS)) as server:
        assert loopback(resolve=resolve, check=check).fetch(f"http://outlet.example:{server.port}/").data == TALKS
    assert len(answers) == 2
    assert seen == [ip_address("127.0.0.1")]


def test_one_private_number_among_those_of_a_name_is_enough_to_refuse() -> None:
    both = [ip_address("127.0.0.1"), ip_address("10.0.0.1")]
    with serving(page(TALKS)) as server:
        error = _fails(loopback(resolve=lambda *_: both), f"http://outlet.example:{server.port}/")
        assert (error.number, server.heads) == (122, [])


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]/", "http://0/"]
)
def test_the_usual_way_in_never_reaches_the_loopback(address: str) -> None:
    with serving(page(TALKS)) as server:
        assert _fails(Web(), address.format(port=server.port)).number == 122
        assert server.heads == []


def test_a_name_that_leads_nowhere_is_said_to() -> None:
    def nowhere(host: str, port: int) -> list[IP]:
        raise socket.gaierror(-2, "Name or service not known")

    for resolve in (nowhere, lambda *_: []):
        error = _fails(loopback(resolve=resolve), "https://outlet.example/")
        assert (error.number, "outlet.example" in error.what) == (123, True)


def test_redirects_are_followed_and_counted() -> None:
    def behave(sock: socket.socket, head: bytes) -> None:
        step = int(head.split()[1].rpartition(b"/")[2])
        sock.sendall(page(TALKS) if step == 5 else page(b"", f"Location: {step + 1}", status="301 Moved"))

    with serving(behave) as server:
        web, root = loopback(), f"http://outlet.example:{server.port}"
        found = web.fetch(f"{root}/0")
        assert (found.source, found.url, found.data) == (f"{root}/0", f"{root}/5", TALKS)
        error = _fails(web, f"{root}/-1")
    assert (error.number, error.where) == (130, f"{root}/-1")


def test_what_an_answer_may_not_be() -> None:
    cases = {
        126: [page(b"Gone", status="404 Not Found"), page(b"", status="302 Found"), page(b"", status="204 No Content")],
        128: [page(TALKS, "Content-Encoding: br"), page(TALKS, "Content-Encoding: gzip, gzip, gzip")],
        127: [
            page(TALKS, length=10**9),
            page(TALKS, *(f"X-{n}: {'a' * 1000}" for n in range(80))),
            page(b"a" * 2_000_001),
        ],
        124: [
            b"",
            b"\0\xff" * 100,
            b"220 mail.example ready\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000,
            b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
            page(TALKS, length=1000),
            page(b"no gzip", "Content-Encoding: gzip"),
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        ],
    }
    for number, answers in cases.items():
        for answer in answers:
            with serving(answer) as server:
                error = _fails(loopback(limits=Limits(bytes=2_000_000)), f"http://outlet.example:{server.port}/")
            assert error.number == number, (answer[:200], error)


def test_a_packed_page_is_unpacked_and_one_that_explodes_is_not() -> None:
    for packed, encoding in ((gzip.compress(TALKS), "gzip"), (zlib.compress(TALKS), "deflate")):
        with serving(page(packed, f"Content-Encoding: {encoding}")) as server:
            assert loopback().fetch(f"http://outlet.example:{server.port}/").data == TALKS
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with serving(page(bomb, "Content-Encoding: gzip")) as server:
        error = _fails(loopback(limits=Limits(bytes=1_000_000)), f"http://outlet.example:{server.port}/")
    assert (error.number, "1,000,000" in error.what) == (127, True)


def _endless(sock: socket.socket, head: bytes) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        sock.sendall(b"a" * 65536)


def test_an_answer_without_end_is_left_at_the_limit() -> None:
    with serving(_endless) as server:
        error = _fails(loopback(limits=Limits(bytes=1_000_000)), f"http://outlet.example:{server.port}/")
    assert error.number == 127


def _drip(begin: bytes, drop: bytes) -> Behaviour:
    def behave(sock: socket.socket, head: bytes) -> None:
        sock.sendall(begin)
        for _ in range(100):
            sock.sendall(drop)
            time.sleep(0.05)

    return behave


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["headers", "body", "body without length", "continue"],
)
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_server_that_sends_a_byte_now_and_then_is_left_when_the_time_is_up(
    begin: bytes, drop: bytes, encrypted: bool, authority: trustme.CA
) -> None:
    scheme = "https" if encrypted else "http"
    with serving(_drip(begin, drop), _certified(authority) if encrypted else None) as server:
        web = loopback(limits=Limits(seconds=0.4), trust=_trusting(authority))
        began = time.monotonic()
        error = _fails(web, f"{scheme}://outlet.example:{server.port}/")
    assert error.number == 129
    assert time.monotonic() - began < 4


def test_a_server_that_says_nothing_is_left_when_the_time_is_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for scheme in ("http", "https"):
            assert _fails(loopback(limits=Limits(seconds=0.3)), f"{scheme}://outlet.example:{port}/").number == 129
    assert _fails(loopback(), f"http://outlet.example:{port}/").number == 124


def test_two_questions_to_one_host_are_apart() -> None:
    times: list[float] = []

    def behave(sock: socket.socket, head: bytes) -> None:
        times.append(time.monotonic())
        sock.sendall(page(TALKS))

    with serving(behave) as server:
        addresses = [f"http://{host}.example:{server.port}/{n}" for n, host in enumerate(("a", "b", "a"))]
        found = list(deliver(addresses, fetch=loopback(pause=0.3).fetch))
    assert [type(one).__name__ for one in found] == ["Delivery"] * 3
    assert times[1] - times[0] < 0.25 < times[2] - times[0]


@pytest.fixture(scope="module")
def authority() -> Iterator[trustme.CA]:
    yield trustme.CA()


def _certified(authority: trustme.CA, name: str = "outlet.example") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_must_be_of_the_name_and_from_an_authority(authority: trustme.CA) -> None:
    with serving(page(TALKS), _certified(authority)) as server:
        address = f"https://outlet.example:{server.port}/"
        assert loopback(trust=_trusting(authority)).fetch(address).data == TALKS
        error = _fails(loopback(), address)
        assert error.number == 125
        assert "certificate" in error.what
        assert _fails(loopback(trust=_trusting(authority)), address.replace("outlet", "other")).number == 125
        assert len(server.heads) == 1, "nothing is asked of a server that is not trusted"


def test_an_encrypted_page_does_not_lead_to_a_plain_one(authority: trustme.CA) -> None:
    with serving(page(b"", "Location: http://outlet.example/", status="302 Found"), _certified(authority)) as server:
        web = loopback(trust=_trusting(authority))
        error = _fails(web, f"https://outlet.example:{server.port}/")
    assert (error.number, error.where.endswith("sent on to http://outlet.example/")) == (131, True)


def test_a_fetched_page_is_read_as_any_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    html = b"<html><body><article><h1>Talks</h1><p>%s</p></article></body></html>" % (TALKS * 5)
    monkeypatch.setattr("onrecord.flow.run.Web", loopback)
    with serving(page(html)) as server:
        address = f"http://outlet.example:{server.port}/report"
        (record,) = read_paths(address, ReadOptions(fetch=True))
    assert isinstance(record, Record)
    assert (record.report.url, record.report.source) == (address, address)
    assert record.report.retrieved is not None
    assert record.report.raw_sha256 is not None
    assert record.moves
