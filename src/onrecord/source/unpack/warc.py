"""The pages of a web archive (WARC 1.0 and 1.1), as crawlers and Common Crawl's news archives have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import SourceError
from onrecord.source.files import Delivery
from onrecord.source.unpack.limits import Meter, Tally
from onrecord.source.unpack.member import Member
from onrecord.source.unpack.payload import Payload, payload
from onrecord.source.unpack.streams import CHUNK, BrokenError, Stream

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

BEGINNING = b"WARC/"
_PAGES = {"text/html", "application/xhtml+xml", "text/plain", ""}
_TYPES = {"response", "resource", "conversion"}
_HEADER = 32 * 1024
_LARGEST_GAP = 64
_MEDIA = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}")


def members(member: Member, meter: Meter) -> Iterator[Delivery | SourceError]:
    """The pages in order, each with its address and the time of its capture.

    Read are responses with status 200, resources and conversions that are HTML or plain text; of everything else E118
    counts how many of what there were. A damaged stretch is told (E106, E114) and what comes behind it is read.
    """
    tally = Tally()
    faults = 0
    crawl = _Crawl(member, meter, tally)
    while True:
        for found in crawl.records():
            faults += isinstance(found, SourceError)
            yield found
            if faults >= meter.limits.faults:
                break
        if faults >= meter.limits.faults:
            yield SourceError(115, member.source, count=f"{faults:,}")
            break
        if not crawl.resumed():
            break
    if notice := tally.notice(member.source):
        yield notice


class _Crawl:
    """One WARC on its way through fastwarc, which is begun anew behind each break."""

    def __init__(self, member: Member, meter: Meter, tally: Tally) -> None:
        self._member = member
        self._meter = meter
        self._tally = tally
        self._part = _Part(member.stream)

    def records(self) -> Iterator[Delivery | SourceError]:
        """The pages up to the end or the next break."""
        # Imported here: most runs meet no WARC.
        from fastwarc.warc import ArchiveIterator

        expected = 0
        where = self._where(0)
        try:
            # With its quirks mode fastwarc looks for the next record where one does not begin as it should.
            for record in ArchiveIterator(
                self._part, parse_http=False, quirks_mode=True, max_header_len=_HEADER, buffer_size=CHUNK
            ):
                where = self._where(record.stream_pos)
                self._meter.count()
                gap = record.stream_pos - expected
                if expected and gap > _LARGEST_GAP:
                    yield SourceError(114, where, reason=f"{gap:,} bytes before it are no record")
                expected = record.stream_pos + record.content_length + _header_size(record)
                yield from self._record(record, where)
        except (OSError, ValueError) as error:
            # Where the bytes themselves break, that is what is told.
            if self._part.broken is None:
                self._part.fault = True
                yield SourceError(114, where, reason=f"what follows it: {str(error).rstrip('.').lower()[:100]}")
        if self._part.broken is not None:
            yield SourceError(106, where, reason=self._part.broken)

    def resumed(self) -> bool:
        """Set the stream behind the break that ended `records`; whether there was one and more follows."""
        part, layer = self._part, self._member.layer
        if part.broken is not None:
            if layer is None or not layer.resume():
                return False
            self._member.stream.mend()
        elif not (part.fault and part.rewound()):
            return False
        self._part = _Part(self._member.stream)
        return True

    def _record(self, record: "WarcRecord", where: str) -> Iterator[Delivery | SourceError]:
        kind = (record.headers.get("WARC-Type") or "untyped").strip().lower()
        length = (record.headers.get("Content-Length") or "").strip()
        if not (length.isascii() and length.isdigit()):
            yield SourceError(114, where, reason="it does not say how long it is")
            return
        if len(length) > 18 or int(length) != record.content_length:
            yield SourceError(114, where, reason="it is said to be longer than it can be")
            return
        limit = self._meter.limits.body_bytes
        if kind not in _TYPES:
            self._tally.add(f"{kind if kind.isalpha() and len(kind) < 20 else 'other'} records")
        elif record.content_length > limit:
            yield SourceError(104, where, limit=f"{limit:,}")
        else:
            yield from self._page(record, kind, where)
            return
        if record.consume() < record.content_length and self._part.broken is None:
            yield SourceError(106, where, reason="it ends too soon")

    def _page(self, record: "WarcRecord", kind: str, where: str) -> Iterator[Delivery | SourceError]:
        headers = record.headers
        block = record.reader.read(record.content_length) if record.content_length else b""
        cut = len(block) < record.content_length
        media = (headers.get("Content-Type") or "").strip().lower()
        try:
            if media.startswith("application/http"):
                found = payload(block, self._meter)
            else:
                found = Payload(status=200, media=media.partition(";")[0].strip(), data=block)
        except BrokenError as broken:
            if not cut:
                yield SourceError(114, where, reason=broken)
            elif self._part.broken is None:
                yield SourceError(106, where, reason="it ends too soon")
            return
        except SourceError as error:
            raise error.at(where) from error
        address = (headers.get("WARC-Target-URI") or "").strip().strip("<>")
        passed = _passed_over(found, address)
        if passed:
            self._tally.add(passed)
        elif found.data or not (cut or found.broken):
            date = (headers.get("WARC-Date") or "").strip()
            yield Delivery(source=where, data=found.data, url=_text(address), retrieved=_text(date))
        if found.broken:
            yield SourceError(114, where, reason=found.broken)
        elif cut and self._part.broken is None:
            yield SourceError(106, where, reason="it ends too soon")

    def _where(self, position: int) -> str:
        """The record's place in the file as it lies on disk: what indexes of web archives give, too."""
        position += self._part.begun
        layer = self._member.layer
        packed = layer.packed_at(position) if layer else None
        if packed is not None:
            return f"{self._member.source}, offset {packed}"
        return f"{self._member.source}, offset {position}{' unpacked' if layer else ''}"


@dataclass
class _Part:
    """A stream as a file that fastwarc can read, up to a break; what it read last is kept, to go back to."""

    stream: Stream
    broken: BrokenError | None = None
    fault: bool = False

    def __post_init__(self) -> None:
        self.begun = self.stream.position
        self._last = b""

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes; none at the end or a break."""
        try:
            piece = self.stream.some(size)
        except BrokenError as broken:
            self.broken = broken
            return b""
        self._last = (self._last + piece)[-2 * CHUNK :]
        return piece

    def tell(self) -> int:
        """How many bytes were read."""
        return self.stream.position - self.begun

    def seek(self, offset: int, whence: int = 0) -> int:
        """Not possible: raises `OSError`."""
        raise OSError(f"no way to {offset} ({whence})")

    def close(self) -> None:
        """Nothing to do: who opened the stream closes it."""

    def rewound(self) -> bool:
        """Go back to where another record begins in what was read last; whether there is one."""
        at = self._last.find(b"\nWARC/1.", 1)
        if at < 0:
            return bool(self._last) and bool(self.stream.peek(1))
        self.stream.put_back(self._last[at + 1 :])
        return True


def _header_size(record: "WarcRecord") -> int:
    return sum(len(key) + len(value) + 4 for key, value in record.headers.items_bytes()) + 16


def _passed_over(found: Payload, address: str) -> str | None:
    if found.status != 200:
        return f"answers of status {found.status}"
    if address.lower().partition("?")[0].endswith("/robots.txt"):
        return "robots.txt"
    if found.media in _PAGES:
        return None
    return found.media if _MEDIA.fullmatch(found.media) else "other media"


def _text(value: str) -> str | None:
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")[:8000] or None
