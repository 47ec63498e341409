"""The members of a zip without its list of members: in the order in which they stand, as far as they go."""

import struct
import zlib
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.source.unpack.limits import Meter, Tally
from onrecord.source.unpack.member import Member, hidden, named
from onrecord.source.unpack.streams import CHUNK, BrokenError, Stream, Window

_HEADER = b"PK\x03\x04"
_FIELDS = struct.Struct("<4x2xHH4xIIIHH")
_UNICODE, _DESCRIBED, _LOCKED = 0x800, 0x8, 0x1
_STORED, _DEFLATED = 0, 8


def walk(stream: Stream, source: str, meter: Meter) -> Iterator[Member | SourceError]:
    """Every member whose own header is found, by APPNOTE 4.3.7; what is not plain or deflated comes as E112."""
    tally = Tally()
    found = 0
    while _to_header(stream):
        stream.skip(4)
        fields = stream.read(_FIELDS.size - 4)
        if len(fields) < _FIELDS.size - 4:
            break
        flags, way, _, packed, _, name_size, extra_size = _FIELDS.unpack(b"\0" * 4 + fields)
        raw = stream.read(name_size)
        name = raw.decode("utf-8" if flags & _UNICODE else "cp437", "replace")
        stream.skip(extra_size)
        where = named(source, name)
        meter.count()
        if name.endswith("/"):
            continue
        found += 1
        if hidden(name):
            tally.add("hidden files")
        elif flags & _LOCKED:
            yield SourceError(111, where)
        elif way == _DEFLATED:
            inflated = _Inflated(stream, meter)
            yield Member(source=where, stream=Stream(inflated.more))
        elif way == _STORED and not flags & _DESCRIBED:
            window = Window(stream, packed)
            yield Member(source=where, stream=Stream(window.more))
        else:
            yield SourceError(112, where, way=f"method {way}")
    if notice := tally.notice(source):
        yield notice


def _to_header(stream: Stream) -> bool:
    """Read on to the next member's header; whether there is one."""
    try:
        while piece := stream.peek(CHUNK):
            at = piece.find(_HEADER)
            if at >= 0:
                stream.skip(at)
                return True
            if len(piece) < CHUNK:
                return False
            stream.skip(len(piece) - 3)
    except BrokenError:
        pass
    return False


class _Inflated:
    """Deflated bytes of a stream, up to their own end."""

    def __init__(self, stream: Stream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter
        self._inner = zlib.decompressobj(wbits=-15)

    def more(self, size: int) -> bytes:
        """The next unpacked bytes. Raises `BrokenError` for damage."""
        while not self._inner.eof:
            data = self._inner.unconsumed_tail or self._stream.some(CHUNK)
            if not data:
                raise BrokenError("it ends too soon")
            try:
                out = self._inner.decompress(data, size)
            except zlib.error as error:
                raise BrokenError(str(error)) from error
            if self._inner.eof:
                self._stream.put_back(self._inner.unused_data)
            if out:
                self._meter.give(len(out))
                return out
        return b""
