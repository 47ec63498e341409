"""The desk listening: it owns the record's file, and says where it is, until it is ended."""

import secrets
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from onrecord.errors import DeskError, StoreError
from onrecord.flow.book import RecordBook
from onrecord.http import holder
from onrecord.http.guard import TOKEN
from onrecord.http.guard import Place as Listening
from onrecord.store.place import Place

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8017
_ONLY_READS = 445


def serve(
    record: Place,
    make: Callable[[RecordBook, Listening], ASGIApp],
    *,
    host: str = LOOPBACK[0],
    port: int | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Open a record and answer until interrupted. `ready` is given the address to open in a browser.

    Without a port the usual one is taken or, where that is in use, any that is free. Where `host` is no loopback
    address, everybody needs the token in the address given to `ready`. Raises `DeskError` 707 and 708, and `StoreError`
    as `RecordBook.open` does.
    """
    from onrecord.http.client import answers_at

    running = holder.holder(record.file) if record.file is not None else None
    if running is not None and answers_at(running):
        raise DeskError(708, str(record), url=running.url, process=running.process)
    with _listening(host, port) as listener, _opened(record) as book:
        place = _place(host, listener.getsockname()[1])
        if record.file is not None:
            holder.note(record.file, place.url, place.token)
        try:
            config = uvicorn.Config(
                make(book, place), log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=3
            )
            ready(f"{place.url}?{TOKEN}={place.token}" if place.asks else place.url)
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            if record.file is not None:
                holder.clear(record.file)


def _opened(record: Place) -> RecordBook:
    """The record open to write or, where this role of a database may only read, to read."""
    try:
        return RecordBook.open(record)
    except StoreError as error:
        if error.number != _ONLY_READS:
            raise
        return RecordBook.open(record, read_only=True)


def _place(host: str, port: int) -> Listening:
    def named(name: str) -> str:
        return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"

    loopback = host in LOOPBACK
    return Listening(
        url=f"http://{named(host)}/",
        hosts=frozenset(map(named, LOOPBACK)) if loopback else frozenset(),
        token=secrets.token_urlsafe(32),
        asks=not loopback,
    )


def _listening(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    tried = [PORT, 0] if port is None else [port]
    for one in tried:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, one))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            listener.close()
            if one == tried[-1]:
                reason = getattr(error, "strerror", None) or error
                raise DeskError(707, host=host, port=one, reason=reason) from error
        else:
            return listener
    raise AssertionError(tried)
