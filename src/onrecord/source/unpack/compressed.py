"""Compressed bytes: gzip, bzip2, xz and Zstandard, also several after one another, unpacked a piece at a time."""

import bz2
import lzma
import sys
import zlib
from importlib import import_module
from typing import Any, Final, Protocol

from onrecord.source.unpack.limits import Meter
from onrecord.source.unpack.streams import CHUNK, BrokenError, Stream

MEMORY: Final = 256 * 1024 * 1024
"""The most memory (bytes) that unpacking xz may ask for: `xz -9` asks for a quarter of it."""

BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x1f\x8b\x08", "gzip"),
    *((b"BZh%d1AY&SY" % level, "bzip2") for level in range(1, 10)),
    *((b"BZh%d\x17rE8P\x90" % level, "bzip2") for level in range(1, 10)),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_STARTS_KEPT = 50_000


def compression(head: bytes) -> str | None:
    """How bytes that begin so are compressed: `gzip`, `bzip2`, `xz`, `zstd`; None where they are not.

    >>> compression(b"\\x1f\\x8b\\x08\\x00"), compression(b"BZh9 is a code name.")
    ('gzip', None)
    """
    return next((kind for start, kind in BEGINNINGS if head.startswith(start)), None)


class _Unit(Protocol):
    """One compressed unit (a gzip member, a Zstandard frame), as the standard library unpacks it."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Unpacked:
    """What comes out of compressed bytes.

    Raises `BrokenError` for damage, and `SourceError` where the meter's limits are reached.
    """

    def __init__(self, kind: str, stream: Stream, meter: Meter) -> None:
        self._kind = kind
        self._stream = stream
        self._meter = meter
        self._unit: _Unit | None = None
        self._begun = False
        self._given = 0
        self._starts: dict[int, int] = {}

    def more(self, size: int) -> bytes:
        """Up to so many unpacked bytes; none at the end."""
        while self._unit is not None or self._begin():
            out = self._decompressed(size)
            if out:
                self._given += len(out)
                self._meter.give(len(out))
                return out
        return b""

    def packed_at(self, position: int) -> int | None:
        """Where in the compressed bytes a unit begins, by the place of its first byte in what came out.

        Asked in rising order: earlier places are forgotten. None where no unit begins there.
        """
        for start in list(self._starts):
            if start >= position:
                break
            del self._starts[start]
        return self._starts.get(position)

    def resume(self) -> bool:
        """Go on behind a break, where the next gzip member begins; whether there is one."""
        if self._kind != "gzip":
            return False
        self._unit = None
        beginning = BEGINNINGS[0][0]
        try:
            self._stream.read(1)
            while piece := self._stream.read(CHUNK):
                found = piece.find(beginning)
                if found >= 0:
                    self._stream.put_back(piece[found:])
                    return True
                if len(piece) == CHUNK:
                    self._stream.put_back(piece[-2:])
        except BrokenError:
            pass
        return False

    def _begin(self) -> bool:
        """Begin the next unit; false at the end."""
        head = self._stream.peek(16)
        while self._begun and head[:1] == b"\0":
            # Padding between units, as tapes and xz have it.
            self._stream.read(len(head) - len(head.lstrip(b"\0")))
            head = self._stream.peek(16)
        if not head:
            if not self._begun:
                raise BrokenError("it ends too soon")
            # A break below shows here.
            return bool(self._stream.read(1))
        if self._begun and compression(head) != self._kind:
            self._begun = False
            raise BrokenError("other bytes follow its end")
        self._begun = True
        if len(self._starts) >= _STARTS_KEPT:
            del self._starts[next(iter(self._starts))]
        self._starts[self._given] = self._stream.position
        self._unit = _unit(self._kind)
        return True

    def _decompressed(self, size: int) -> bytes:
        unit = self._unit
        assert unit is not None
        data = b""
        if unit.needs_input:
            data = self._stream.some(CHUNK)
            if not data:
                self._unit = None
                self._begun = False
                raise BrokenError("it ends too soon")
        try:
            out = unit.decompress(data, size)
        except _damages() as error:
            self._unit = None
            self._stream.put_back(data)
            raise BrokenError(str(error) or type(error).__name__) from error
        if unit.eof:
            self._stream.put_back(unit.unused_data)
            self._unit = None
        return out


def _unit(kind: str) -> _Unit:
    if kind == "gzip":
        return _Gzip()
    if kind == "bzip2":
        return bz2.BZ2Decompressor()
    if kind == "xz":
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
    made: _Unit = zstandard().ZstdDecompressor()
    return made


class _Gzip:
    """zlib's decompressor with the attributes of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._full = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        # A full answer may leave more inside, though all input is used.
        self._full = len(out) == max_length
        return out


def zstandard() -> Any:
    """The library for Zstandard: part of Python from 3.14, its backport before."""
    # Loaded when the first such file comes.
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def _damages() -> tuple[type[Exception], ...]:
    return zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError, zstandard().ZstdError
