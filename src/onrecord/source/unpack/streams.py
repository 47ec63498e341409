"""Bytes that are read forward only, with a look ahead, so that no archive is ever held whole."""

from collections.abc import Callable

CHUNK = 64 * 1024


class BrokenError(Exception):
    """Bytes end too soon or cannot be unpacked; what came before is good. The message says why."""


class Stream:
    """Reads on from a source of bytes: `read` gives as many as are asked for, fewer only at the end or before a break.

    `more` gives up to so many bytes, none at the end, and raises `BrokenError`; `position` is how many were read.

    >>> import io
    >>> stream = Stream(io.BytesIO(b"WARC/1.0 and so on").read)
    >>> stream.peek(5), stream.read(8), stream.position
    (b'WARC/', b'WARC/1.0', 8)
    """

    def __init__(self, more: Callable[[int], bytes]) -> None:
        self._more = more
        self._held = bytearray()
        self._broken: BrokenError | None = None
        self._ended = False
        self.position = 0

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay there; fewer at the end."""
        self._fill(size)
        return bytes(self._held[:size])

    def read(self, size: int) -> bytes:
        """The next bytes. Raises `BrokenError` where none are left before a break."""
        self._fill(size)
        out = bytes(self._held[:size])
        del self._held[:size]
        self.position += len(out)
        if not out and size and self._broken is not None:
            raise self._broken
        return out

    def some(self, size: int) -> bytes:
        """Up to so many of the next bytes, as `more` gives them."""
        self._fill(1)
        return self.read(min(size, max(1, len(self._held))))

    def put_back(self, data: bytes) -> None:
        """Have these bytes, read before, come again."""
        self._held[:0] = data
        self.position -= len(data)

    def skip(self, size: int) -> int:
        """Read on without keeping the bytes; how many there were. Raises `BrokenError`."""
        left = size
        while left > 0 and (piece := self.some(min(left, CHUNK))):
            left -= len(piece)
        return size - left

    def take(self, limit: int) -> tuple[bytes, BrokenError | None]:
        """All bytes up to the end, and what broke them off; one more than `limit` where there are more."""
        out = bytearray()
        try:
            while len(out) <= limit and (piece := self.some(min(CHUNK, limit + 1 - len(out)))):
                out += piece
        except BrokenError as broken:
            return bytes(out), broken
        return bytes(out), None

    def mend(self) -> None:
        """Read on after a break: the source was set to go on behind it."""
        self._broken = None
        self._ended = False

    def _fill(self, size: int) -> None:
        while len(self._held) < size and not self._ended and self._broken is None:
            try:
                piece = self._more(max(size - len(self._held), CHUNK))
            except BrokenError as broken:
                self._broken = broken
                return
            self._ended = not piece
            self._held += piece


class Window:
    """So many of the next bytes of a stream; `left` of them are still to come."""

    def __init__(self, stream: Stream, size: int) -> None:
        self._stream = stream
        self.left = size

    def more(self, size: int) -> bytes:
        """The next bytes, none behind the last. Raises `BrokenError` where the stream ends before them."""
        if not self.left:
            return b""
        piece = self._stream.some(min(size, self.left))
        if not piece:
            raise BrokenError("it ends too soon")
        self.left -= len(piece)
        return piece
