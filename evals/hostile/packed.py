"""Samples inside others: compressed files, archives, web archives; each is given as its core and how that is put in."""

import bz2
import gzip
import io
import lzma
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator

from backports import zstd

Wrap = Callable[[bytes], bytes]


def compressions() -> dict[str, Wrap]:
    """How bytes are compressed, by name."""
    return {
        "gzip": lambda data: gzip.compress(data, 6, mtime=0),
        "bzip2": bz2.compress,
        "xz": lambda data: lzma.compress(data, preset=1),
        "zstd": lambda data: zstd.compress(data, 3),
    }


def samples(text: bytes, lines: bytes, page: bytes) -> Iterator[tuple[str, bytes, Wrap]]:
    """One of each with its core."""
    for name, wrap in compressions().items():
        yield f"{name} of text", text, wrap
        yield f"{name} of JSON Lines", lines, wrap
    yield "zip", text, lambda core: zipped([("a/day1.txt", core), ("day2.jsonl", lines), ("page.html", page)])
    yield "tar", text, lambda core: tarred([("a/day1.txt", core), ("day2.jsonl", lines), ("page.html", page)])
    yield "tar, gzip", text, lambda core: gzip.compress(tarred([("day1.txt", core), ("b.txt", text)]), 6, mtime=0)
    yield "WARC", page, lambda core: warc(core) + warc(page)
    yield "WARC, headers", http(page), lambda core: record(core) + warc(page)
    yield "WARC, gzip", page, lambda core: gzip.compress(warc(core), mtime=0) + gzip.compress(warc(page), mtime=0)


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    # Two members of one name are meant.
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 14, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def tarred(members: list[tuple[str, bytes]], kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    """A tar of these members, all of a kind; `link` is where links lead."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, link
            info.size = len(data) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def http(body: bytes, headers: bytes = b"Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    """An answer of a server."""
    return b"HTTP/1.1 200 OK\r\n" + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


def record(block: bytes, headers: bytes = b"", length: bytes | None = None) -> bytes:
    """A record of a web archive around an answer; `length` is what it says of its length, where that is not so."""
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kestrel.example/1\r\n"
        b"WARC-Date: 2031-05-14T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n" + headers
    )
    return head + b"Content-Length: " + (length or b"%d" % len(block)) + b"\r\n\r\n" + block + b"\r\n\r\n"


def warc(page: bytes) -> bytes:
    """A record of a web archive around a page."""
    return record(http(page))
