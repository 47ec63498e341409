"""A server on the loopback that misbehaves as told, and the way to it that only tests have."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Any

from onrecord.source.address import IP
from onrecord.source.web import Limits, Web

Behaviour = Callable[[socket.socket, bytes], None]


class Server:
    """Answers each connection as `behave` says, which gets the socket and the head of the question."""

    def __init__(self, behave: Behaviour, context: ssl.SSLContext | None = None) -> None:
        self.heads: list[bytes] = []
        self._behave, self._context = behave, context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(sock,), daemon=True).start()

    def _answer(self, plain: socket.socket) -> None:
        plain.settimeout(5)
        with plain, suppress(OSError):
            sock = self._context.wrap_socket(plain, server_side=True) if self._context else plain
            with sock:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (piece := sock.recv(4096)):
                        return
                    head += piece
                self.heads.append(head)
                self._behave(sock, head)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def serving(behave: Behaviour | bytes, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the length of a test; `behave` may be the bytes that it always answers."""
    answer = behave
    server = Server((lambda sock, _: sock.sendall(answer)) if isinstance(answer, bytes) else answer, context)
    try:
        yield server
    finally:
        server.close()


def page(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """One whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def loopback(**others: Any) -> Web:
    """A way to fetch from the loopback: every name leads there, and nothing is checked but the host `private`."""

    def resolve(host: str, port: int) -> list[IP]:
        return [ip_address("10.0.0.1" if host == "private.example" else "127.0.0.1")]

    def check(number: IP, port: int) -> str | None:
        return None if str(number) == "127.0.0.1" else f"{number} is not in the public network"

    return Web(**{"pause": 0.0, "resolve": resolve, "check": check, "limits": Limits(seconds=10), **others})
