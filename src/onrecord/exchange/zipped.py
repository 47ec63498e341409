"""Several files as one zip archive, made while it is sent: nothing is kept but what is being written."""

import zipfile
from collections.abc import Iterable, Iterator

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format knows: the same record gives the same bytes, whenever it is written."""

Member = tuple[str, Iterable[bytes]]
"""A file's name and its bytes in pieces."""


class Buffer:
    """A file that is written to and never read: what was written is taken out bit by bit."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        """Take in some bytes."""
        piece = bytes(data)
        self._pieces.append(piece)
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How many bytes were written in all."""
        return self._length

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing is to be closed; what was written stays to be taken."""

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        data, self._pieces = b"".join(self._pieces), []
        return data


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """The archive in pieces, each member compressed as its pieces come.

    >>> import io
    >>> archive = b"".join(zipped([("a.txt", [b"talks ", b"stall"])]))
    >>> zipfile.ZipFile(io.BytesIO(archive)).read("a.txt")
    b'talks stall'
    """
    out = Buffer()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in members:
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    if data := out.taken():
                        yield data
    yield out.taken()
