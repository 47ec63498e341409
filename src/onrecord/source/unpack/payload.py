"""What an HTTP answer kept in a web archive holds, its transfer and content encodings undone within limits."""

import io
import zlib
from dataclasses import dataclass

from onrecord.source.unpack.compressed import zstandard
from onrecord.source.unpack.limits import Meter
from onrecord.source.unpack.streams import BrokenError

_LINE_END = (b"\r\n", b"\n")
_HEX = frozenset(b"0123456789abcdefABCDEF")


@dataclass(frozen=True)
class Payload:
    """An answer's status, media type (small letters, without parameters) and body.

    `broken` says why the body is not whole; then `data` is what could be had of it.
    """

    status: int
    media: str
    data: bytes
    broken: str | None = None


def payload(block: bytes, meter: Meter) -> Payload:
    """The payload of an HTTP answer. Raises `BrokenError` where it does not begin as one.

    Crawlers often keep bodies unpacked under the headers of packed ones: what does not look packed is taken as it is.

    >>> from onrecord.source.unpack.limits import Limits
    >>> answer = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n"
    >>> payload(answer + b"3\\r\\n<p>\\r\\n5\\r\\nTalks\\r\\n0\\r\\n\\r\\n", Meter(Limits())).data
    b'<p>Talks'
    """
    from fastwarc.warc import HeaderMap

    headers = HeaderMap("latin1")
    try:
        size = headers.parse(io.BytesIO(block), has_status_line=True)
    except (OSError, ValueError) as error:
        raise BrokenError(f"its HTTP header is damaged: {str(error)[:100]}") from error
    status = headers.status_code
    if not status:
        raise BrokenError("its HTTP header names no status")
    data, broken = block[size:], None
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data, broken = _unchunked(data)
    codings = [one.strip() for one in (headers.get("Content-Encoding") or "").lower().split(",")]
    for coding in codings[:-4:-1]:
        data, cut = _decoded(coding, data, meter)
        broken = cut or broken
    media = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return Payload(status=status, media=media, data=data, broken=broken)


def _unchunked(data: bytes) -> tuple[bytes, str | None]:
    if not _begins_chunk(data):
        return data, None
    out = bytearray()
    at = 0
    while at < len(data):
        end = data.find(b"\n", at, at + 4096)
        line = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not line or len(line) > 8 or not _HEX.issuperset(line):
            return bytes(out), "its chunks are damaged"
        size = int(line, 16)
        if not size:
            return bytes(out), None
        at = end + 1
        out += data[at : at + size]
        at += size
        at += next((len(mark) for mark in _LINE_END if data.startswith(mark, at)), 0)
    return bytes(out), "its last chunk is missing" if at > len(data) else None


def _begins_chunk(data: bytes) -> bool:
    line = data[:64].partition(b"\n")[0].partition(b";")[0].strip()
    return 0 < len(line) <= 8 and _HEX.issuperset(line)


def _decoded(coding: str, data: bytes, meter: Meter) -> tuple[bytes, str | None]:
    """The body without one encoding, and what is wrong with it."""
    limit = meter.limits.body_bytes
    if coding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
        out, broken = _inflated(data, 31, limit)
    elif coding == "deflate" and _is_zlib(data):
        out, broken = _inflated(data, 15, limit)
    elif coding == "deflate" and not data.lstrip().startswith(b"<"):
        out, broken = _inflated(data, -15, limit)
    elif coding == "br" and not data.lstrip().startswith(b"<"):
        out, broken = _unbrotlied(data, limit)
    elif coding == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
        out, broken = _unzstd(data, limit)
    else:
        return data, None
    meter.give(len(out))
    if len(out) > limit:
        return b"", f"its body is more than {limit:,} bytes"
    return out, broken


def _inflated(data: bytes, bits: int, limit: int) -> tuple[bytes, str | None]:
    inner = zlib.decompressobj(wbits=bits)
    out = bytearray()
    # In pieces, since of a damaged piece nothing comes out.
    for at in range(0, len(data), 16384):
        try:
            out += inner.decompress(data[at : at + 16384], limit + 1 - len(out))
        except zlib.error as error:
            return bytes(out), f"its body is damaged: {error}"
        if inner.eof or len(out) > limit:
            break
    return bytes(out), None if inner.eof else "its body ends too soon"


def _is_zlib(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0


def _unbrotlied(data: bytes, limit: int) -> tuple[bytes, str | None]:
    from fastwarc.stream_io import BrotliReader

    out = bytearray()
    try:
        reader = BrotliReader(io.BytesIO(data))
        while len(out) <= limit and (piece := reader.read(min(65536, limit + 1 - len(out)))):
            out += piece
    except (OSError, ValueError) as error:
        return bytes(out), f"its body is damaged: {str(error)[:100]}"
    return bytes(out), None


def _unzstd(data: bytes, limit: int) -> tuple[bytes, str | None]:
    library = zstandard()
    inner = library.ZstdDecompressor()
    try:
        out: bytes = inner.decompress(data, limit + 1)
    except library.ZstdError as error:
        return b"", f"its body is damaged: {str(error)[:100]}"
    return out, None if inner.eof else "its body ends too soon"
