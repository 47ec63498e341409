"""Fetches single pages by their address: only when asked, from the public network, within limits (docs/intake.md).

The name is looked up once, every number that it leads to is checked, and the connection is made to the very number
that was checked: a name that leads elsewhere a moment later leads nowhere. Each redirect is checked anew. No cookies,
no proxies (they would look the name up themselves), nothing cached, robots.txt not asked: a person asked for this page.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from threading import Timer
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.errors import SourceError
from onrecord.source.address import IP, Address, parse, resolve, why_not
from onrecord.source.files import Delivery
from onrecord.version import __version__

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

USER_AGENT = f"onrecord/{__version__} (one page, asked for by a person)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NUMBERS_TRIED = 4
_SECONDS_TO_CONNECT = 20.0
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_PIECE = 1 << 16
_WORDED = {
    "ConnectTimeoutError": "it did not answer in time",
    "ReadTimeoutError": "it did not answer in time",
    "NewConnectionError": "no connection",
    "ProtocolError": "the answer broke off",
    "IncompleteRead": "the answer broke off",
    "DecodeError": "the answer is packed wrongly",
    "RemoteDisconnected": "the answer broke off",
    "BadStatusLine": "it does not speak HTTP",
    "LineTooLong": "a line of its headers is too long",
    "HTTPException": "its headers are too many",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one address may cost: bytes as sent and as unpacked, bytes of headers, seconds in all, redirects."""

    bytes: int = 64 << 20
    header_bytes: int = 64 << 10
    seconds: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, kw_only=True)
class Web:
    """Fetches addresses one after the other, with a pause between two questions to one host.

    `check` says why a number and port may not be asked (None: they may), `resolve` looks a host up, `trust` holds the
    authorities whose certificates count (None: those of the system). They are for programs and tests: no option and no
    variable of the environment reaches them.
    """

    limits: Limits = Limits()
    pause: float = 1.0
    check: Callable[[IP, int], str | None] = why_not
    resolve: Callable[[str, int], list[IP]] = resolve
    trust: ssl.SSLContext | None = None
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, text: str) -> Delivery:
        """The bytes at an address, with where they came from at last and when.

        Raises `SourceError` E121 to E131.
        """
        asked = parse(text)
        address, data = self._follow(asked, _Deadline(self.limits.seconds, asked.text))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Delivery(source=asked.text, data=data, url=address.text, retrieved=now)

    def _follow(self, asked: Address, deadline: _Deadline) -> tuple[Address, bytes]:
        address = asked
        for _ in range(self.limits.redirects + 1):
            try:
                self._wait(address.host)
                with self._answer(address, deadline) as answer:
                    onward = self._onward(answer, address)
                    if onward is None:
                        return address, self._body(answer, address, deadline)
                address = onward
            except SourceError as error:
                if error.where == asked.text:
                    raise
                raise error.at(f"{asked.text}, sent on to {error.where}") from error
        raise SourceError(130, asked.text, limit=self.limits.redirects)

    def _wait(self, host: str) -> None:
        rest = self._last.get(host, -self.pause) + self.pause - monotonic()
        if rest > 0:
            sleep(rest)

    @contextmanager
    def _answer(self, address: Address, deadline: _Deadline) -> Iterator[BaseHTTPResponse]:
        """What the host answers, until its headers; closed at the end whatever happens."""
        from urllib3.exceptions import HTTPError

        connection = self._connected(address, deadline)
        headers = {
            "Host": address.named,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        try:
            with deadline.over(connection):
                connection.request("GET", address.target, headers=headers, preload_content=False)
                with closing(connection.getresponse()) as answer:
                    yield answer
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            deadline.check()
            raise SourceError(124, address.text, reason=_told(error)) from error
        finally:
            connection.close()
            self._last[address.host] = monotonic()

    def _connected(self, address: Address, deadline: _Deadline) -> HTTPConnection:
        """A connection to one of the numbers of the host, all of which were checked."""
        from urllib3.exceptions import HTTPError

        fault: Exception | None = None
        for number in self._numbers(address)[:_NUMBERS_TRIED]:
            connection = self._connection(address, number, min(deadline.rest(), _SECONDS_TO_CONNECT))
            try:
                connection.connect()
            except (HTTPError, OSError, ValueError) as error:
                connection.close()
                deadline.check()
                if _is_untrusted(error):
                    raise SourceError(125, address.text, reason=_told(error)) from error
                fault = error
            else:
                return connection
        raise SourceError(124, address.text, reason=_told(fault)) from fault

    def _numbers(self, address: Address) -> list[IP]:
        try:
            numbers = self.resolve(address.host, address.port)
        except (OSError, UnicodeError, ValueError) as error:
            raise SourceError(123, address.text, host=address.host) from error
        if not numbers:
            raise SourceError(123, address.text, host=address.host)
        for number in numbers:
            # One of them in a private network is enough: nobody who publishes has such a name.
            if reason := self.check(number, address.port):
                raise SourceError(122, address.text, reason=reason)
        return numbers

    def _connection(self, address: Address, number: IP, seconds: float) -> HTTPConnection:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        if address.scheme == "http":
            return HTTPConnection(str(number), address.port, timeout=seconds)
        # The number is where it connects to, the name is what the certificate must be for.
        return HTTPSConnection(
            str(number),
            address.port,
            timeout=seconds,
            server_hostname=address.host,
            ssl_context=self.trust or _authorities(),
            cert_reqs=ssl.CERT_REQUIRED,
        )

    def _onward(self, answer: BaseHTTPResponse, address: Address) -> Address | None:
        """Where the answer sends on to, None where it holds the page itself."""
        size = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        if size > self.limits.header_bytes:
            raise SourceError(127, address.text, limit=f"{self.limits.header_bytes:,}", part=" of headers")
        if answer.status in _REDIRECTS and (onward := answer.headers.get("Location")):
            return _next(address, onward)
        if answer.status != 200:
            raise SourceError(126, address.text, status=answer.status)
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise SourceError(128, address.text, encoding=encoding[:40])
        return None

    def _body(self, answer: BaseHTTPResponse, address: Address, deadline: _Deadline) -> bytes:
        too_large = SourceError(127, address.text, limit=f"{self.limits.bytes:,}", part="")
        if (answer.length_remaining or 0) > self.limits.bytes:
            raise too_large
        data = bytearray()
        # Unpacked piece by piece, none larger than asked for: what explodes is noticed at the limit.
        while piece := answer.read(_PIECE, decode_content=True):
            data += piece
            deadline.check()
            if max(len(data), answer.tell()) > self.limits.bytes:
                raise too_large
        deadline.check()
        return bytes(data)


class _Deadline:
    """Ends a connection when the time for its address is up: a server that sends a byte now and then cannot hold us."""

    def __init__(self, seconds: float, where: str) -> None:
        self._seconds, self._where = seconds, where
        self._end = monotonic() + seconds

    def rest(self) -> float:
        """Seconds left; raises `SourceError` E129 where there are none."""
        self.check()
        return max(0.01, self._end - monotonic())

    def check(self) -> None:
        """Raises `SourceError` E129 when the time is up."""
        if monotonic() >= self._end:
            raise SourceError(129, self._where, seconds=f"{self._seconds:g}")

    @contextmanager
    def over(self, connection: HTTPConnection) -> Iterator[None]:
        """Shut the connection when the time is up, in whatever read or write it waits."""
        # Kept here: the connection gives its socket away when the answer begins.
        timer = Timer(self.rest(), _shut, (connection.sock,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(sock: socket.socket) -> None:
    # As a plain socket does it: an encrypted one would be taken from under whoever reads it.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _next(address: Address, onward: str) -> Address:
    """Where a redirect leads. Raises `SourceError` E121, and E131 where it leaves an encrypted page for a plain one."""
    # Servers write spaces and letters of any language there, as browsers allow.
    target = parse(urljoin(address.text, onward.strip().replace(" ", "%20")))
    if address.scheme == "https" and target.scheme == "http":
        raise SourceError(131, target.text)
    return target


@cache
def _authorities() -> ssl.SSLContext:
    """The authorities that the system trusts; where a system has no list of its own, that of Mozilla (certifi)."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and ssl.get_default_verify_paths().capath is None:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _is_untrusted(error: BaseException) -> bool:
    from urllib3.exceptions import SSLError
    from urllib3.util.ssl_match_hostname import CertificateError

    inner = error.args[0] if isinstance(error, SSLError) and error.args else error
    return isinstance(inner, (ssl.SSLCertVerificationError, CertificateError))


def _told(error: BaseException | None) -> str:
    """A fault of the network in few words, without the addresses and objects that libraries put in."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _WORDED.get(type(error).__name__, type(error).__name__)
