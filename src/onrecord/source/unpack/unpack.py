"""Takes a file apart that is compressed or an archive: its members come one at a time, whatever it is packed in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.source.files import Delivery
from onrecord.source.unpack import tarred, warc, zipped
from onrecord.source.unpack.compressed import Unpacked, compression
from onrecord.source.unpack.limits import Limits, Meter
from onrecord.source.unpack.member import Member
from onrecord.source.unpack.streams import BrokenError, Stream

HEAD = 512
"""How many bytes tell whether something is packed, and how."""

_ARCHIVES: dict[str, Callable[[Member, Meter], Iterator[Delivery | Member | SourceError]]] = {
    "tar": tarred.members,
    "warc": warc.members,
    "zip": zipped.members,
}


def packing(head: bytes) -> str | None:
    """How bytes that begin with `head` are packed: a compression, `tar`, `warc` or `zip`; None where they are not.

    >>> packing(b"WARC/1.0\\r\\nWARC-Type: warcinfo"), packing(b"The talks go on.")
    ('warc', None)
    """
    if head.startswith(zipped.BEGINNINGS):
        return "zip"
    if head.startswith(warc.BEGINNING):
        return "warc"
    return compression(head) or ("tar" if tarred.is_tar(head) else None)


def unpacked(delivery: Delivery, limits: Limits | None = None) -> Iterator[Delivery | SourceError]:
    """What is in a delivery: the members of an archive in its own order, or the delivery itself where it is none.

    What cannot be had comes as a `SourceError` (E104, E106 to E119) in its place, so that the others go on.
    """
    if packing(delivery.data[:HEAD]) is None:
        yield delivery
        return
    file = BytesIO(delivery.data)
    yield from unpacked_file(
        file, delivery.source, modified=delivery.modified, url=delivery.url, retrieved=delivery.retrieved, limits=limits
    )


def unpacked_file(
    file: BinaryIO,
    source: str,
    *,
    modified: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    limits: Limits | None = None,
) -> Iterator[Delivery | SourceError]:
    """As `unpacked`, of a file read from its beginning; only a zip that cannot be sought in is held in memory whole."""
    meter = Meter(limits or Limits())

    def more(size: int) -> bytes:
        try:
            piece = file.read(size)
        except OSError as error:
            raise BrokenError(error.strerror or type(error).__name__) from error
        meter.taken += len(piece)
        return piece

    itself = Member(
        source=source,
        stream=Stream(more),
        modified=modified,
        url=url,
        retrieved=retrieved,
        whole=file if file.seekable() else None,
    )
    opening = _Opening(meter, source)
    try:
        yield from opening.open(itself, 0)
    except SourceError as error:
        # A limit was reached: nothing more of this file is looked at.
        yield error if error.where else error.at(opening.at)


class _Opening:
    """One file being taken apart; `at` is the member that is looked at."""

    def __init__(self, meter: Meter, source: str) -> None:
        self._meter = meter
        self.at = source

    def open(self, member: Member, depth: int) -> Iterator[Delivery | SourceError]:
        """A member as it is, or what it is packed of. Raises `SourceError` where a limit is reached."""
        self.at = member.source
        kind = packing(member.stream.peek(HEAD))
        if kind is None:
            yield from self._plain(member)
        elif depth >= self._meter.limits.depth:
            yield SourceError(110, member.source, depth=depth)
        elif kind in _ARCHIVES:
            yield from self._archive(kind, member, depth)
        else:
            layer = Unpacked(kind, member.stream, self._meter)
            yield from self.open(replace(member, stream=Stream(layer.more), whole=None, layer=layer), depth + 1)

    def _archive(self, kind: str, archive: Member, depth: int) -> Iterator[Delivery | SourceError]:
        empty = True
        for found in _ARCHIVES[kind](archive, self._meter):
            empty = False
            if not isinstance(found, Member):
                yield found
            elif found.source == archive.source:
                yield from self._plain(found)
            else:
                yield from self.open(replace(found, retrieved=archive.retrieved), depth + 1)
        if empty:
            yield SourceError(119, archive.source)

    def _plain(self, member: Member) -> Iterator[Delivery | SourceError]:
        limit = self._meter.limits.member_bytes
        data, broken = member.stream.take(limit)
        if len(data) > limit:
            yield SourceError(104, member.source, limit=f"{limit:,}")
            return
        if data or broken is None:
            yield Delivery(
                source=member.source,
                data=data,
                modified=member.modified,
                url=member.url,
                retrieved=member.retrieved,
            )
        if broken is not None:
            yield SourceError(106, member.source, reason=broken)
