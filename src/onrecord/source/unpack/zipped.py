"""The members of a zip archive."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.source.unpack.limits import Meter, Tally
from onrecord.source.unpack.member import Member, hidden, named
from onrecord.source.unpack.streams import BrokenError, Stream
from onrecord.source.unpack.zipwalk import walk

BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
# Office documents, e-books and the like are zip archives too, told by a member that each of them must have.
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
_LEAST_HEADER = 30
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, LookupError,
)  # fmt: skip


def members(member: Member, meter: Meter) -> Iterator[Member | SourceError]:
    """The members of a zip, in the order of its list; where that is damaged, in the order in which they stand.

    An office document or e-book comes back as the one member that it is. One that is not on disk is held in memory
    whole. Raises `SourceError` E104 where it is too large for that.
    """
    file = member.whole
    broken = None
    if file is None:
        data, broken = member.stream.take(meter.limits.member_bytes)
        if len(data) > meter.limits.member_bytes:
            raise SourceError(104, member.source, limit=f"{meter.limits.member_bytes:,}")
        file = io.BytesIO(data)
    else:
        meter.taken = max(meter.taken, file.seek(0, io.SEEK_END))
    try:
        archive = zipfile.ZipFile(_Guarded(file, meter.limits.directory_bytes))
    except _DAMAGES as error:
        if isinstance(error, _TooLongError):
            yield SourceError(109, member.source, limit=f"{meter.limits.directory_bytes // 128:,}")
            return
        yield SourceError(113, member.source)
        file.seek(0)
        yield from walk(Stream(file.read), member.source, meter)
        return
    if any(name in archive.NameToInfo for name in _DOCUMENTS):
        file.seek(0)
        yield Member(source=member.source, stream=Stream(file.read), modified=member.modified, url=member.url)
        return
    if broken is not None:
        yield SourceError(106, member.source, reason=broken)
    yield from _listed(archive, member.source, meter)


def _listed(archive: zipfile.ZipFile, source: str, meter: Meter) -> Iterator[Member | SourceError]:
    tally = Tally()
    crawl = _is_crawl(archive)
    overlapping = _overlapping(archive)
    for info in archive.infolist():
        where = named(source, info.filename)
        meter.count()
        if info.filename.endswith("/"):
            continue
        if hidden(info.filename):
            tally.add("hidden files")
        elif crawl and not info.filename.startswith("archive/"):
            tally.add("indexes of the web archive")
        elif id(info) in overlapping:
            tally.add("members that lie over others")
        elif info.flag_bits & 1:
            yield SourceError(111, where)
        elif info.compress_type not in _READ:
            yield SourceError(112, where, way=f"method {info.compress_type}")
        elif info.file_size > max(meter.limits.free_bytes, meter.limits.ratio * info.compress_size):
            # Told before it is unpacked, so that the others need not be left.
            yield SourceError(107, where, taken=f"{info.compress_size:,}", given=f"{info.file_size:,}")
        else:
            yield from _member(archive, info, where, meter)
    if notice := tally.notice(source):
        yield notice


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, meter: Meter
) -> Iterator[Member | SourceError]:
    try:
        opened = archive.open(info)
    except _DAMAGES as error:
        yield SourceError(106, where, reason=_reason(error))
        return

    def more(size: int) -> bytes:
        try:
            piece = opened.read(size)
        except _DAMAGES as error:
            raise BrokenError(_reason(error)) from error
        meter.give(len(piece))
        return piece

    yield Member(source=where, stream=Stream(more))
    opened.close()


def _overlapping(archive: zipfile.ZipFile) -> set[int]:
    """Members whose bytes are those of another one too: no program packs so, but bombs are made of them.

    https://www.bamsoftware.com/hacks/zipbomb/
    """
    found: set[int] = set()
    end = 0
    for info in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if info.header_offset < end:
            found.add(id(info))
        else:
            end = info.header_offset + _LEAST_HEADER + info.compress_size
    return found


def _is_crawl(archive: zipfile.ZipFile) -> bool:
    """Whether this is a WACZ: WARC files with indexes beside them, and lists of pages that they hold as well."""
    names = archive.NameToInfo
    return "datapackage.json" in names and any(name.startswith("archive/") and ".warc" in name for name in names)


def _reason(error: Exception) -> str:
    text = str(error)
    return text if text and len(text) < 100 and "'" not in text else type(error).__name__


class _TooLongError(OSError):
    """The list of members is too long to be read at once."""


class _Guarded:
    """A file from which no more than so many bytes are read at once: `zipfile` reads a list of members whole."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        """As a file's; raises `_TooLongError`."""
        if size > self._most:
            raise _TooLongError
        return self._file.read(min(size, self._most) if size >= 0 else self._most)
