"""Archives for tests: web archives, zips and tars of invented pages, as crawlers and packers write them."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable

DATE = "2031-05-04T10:00:00Z"


def page(number: int) -> bytes:
    """A page with one short article about invented people."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Talks, day {number}</title>'
        '<meta property="og:site_name" content="Harbour Gazette"></head><body><nav><a href="/">Home</a></nav><article>'
        f"<h1>Envoys meet for day {number}</h1><p>The envoys of Ostren and Belmaria met in Karvell for day {number} of "
        "the talks, officials said on Tuesday. Nobody expected an end of them before the summer.</p>"
        f"<p>“We will not leave before the railway is open,” said Tarek Ondal. He demanded the release of {number + 3} "
        "miners.</p><p>President Irena Vasko of Belmaria refused to hand over the head of the mining company.</p>"
        "</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def http(body: bytes, *headers: str, media: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(data: bytes, size: int = 300) -> bytes:
    """A body in chunks."""
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def record(kind: str, address: str, block: bytes, *, media: str = "application/http; msgtype=response") -> bytes:
    """A record of a WARC file."""
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:12345678-0000-0000-0000-000000000000>",
        f"WARC-Date: {DATE}",
        f"WARC-Target-URI: {address}",
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(number: int) -> bytes:
    """A record of one page, as the server sent it: every third in gzip and chunks."""
    address = f"https://gazette.example/day/{number}"
    body = page(number)
    if number % 3:
        return record("response", address, http(body))
    body = chunked(gzip.compress(body, mtime=0))
    return record("response", address, http(body, "Transfer-Encoding: chunked", "Content-Encoding: gzip"))


def crawl(pages: int) -> list[bytes]:
    """The records of a crawl: for each page its request and answer, and now and then a picture and a page not found."""
    made = [record("warcinfo", "", b"software: made\r\n", media="application/warc-fields")]
    for number in range(pages):
        address = f"https://gazette.example/day/{number}"
        made.append(record("request", address, b"GET / HTTP/1.1\r\n\r\n", media="application/http; msgtype=request"))
        made.append(response(number))
        if number % 4 == 0:
            made.append(record("response", f"{address}.png", http(b"\x89PNG", media="image/png")))
            made.append(record("response", f"{address}/x", http(b"<p>None", status="404 Not Found")))
    return made


def packed_crawl(records: Iterable[bytes]) -> bytes:
    """A .warc.gz: each record compressed by itself."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zipped(members: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 4, 10, 0, 0)), data, compress_type=way)
    return file.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive; with mode `w:gz` and the like compressed."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]  # any of tarfile's modes
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()
