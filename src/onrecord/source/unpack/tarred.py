"""The members of a tar archive, read from front to back."""

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime

from onrecord.errors import SourceError
from onrecord.source.unpack.limits import Meter, Tally
from onrecord.source.unpack.member import Member, hidden, named
from onrecord.source.unpack.streams import BrokenError, Stream, Window

BLOCK = tarfile.BLOCKSIZE
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_EXTENDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_ABOUT_NEXT = (*_EXTENDED, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_LONGEST_HEADER = 1024 * 1024
_KINDS = {
    tarfile.SYMTYPE: "links",
    tarfile.LNKTYPE: "links",
    tarfile.GNUTYPE_SPARSE: "sparse files",
}


def is_tar(head: bytes) -> bool:
    """Whether a first block is the header of a tar archive: its checksum is right."""
    return _header(head[:BLOCK]) is not None


def members(member: Member, meter: Meter) -> Iterator[Member | SourceError]:
    """The members in the order in which they stand. Damaged headers are told once (E106) and passed over.

    Python's `tarfile` reads each header; its loop is not used, since it seeks, and holds long names whole.
    """
    stream, source = member.stream, member.source
    tally = Tally()
    about: dict[str, str] = {}
    damaged = False
    try:
        while True:
            block = stream.read(BLOCK)
            if len(block) < BLOCK:
                # An archive that was not cut off has empty blocks at its end.
                yield SourceError(106, source, reason="it ends too soon")
                break
            if not block.strip(b"\0"):
                break
            info = _header(block)
            if info is None:
                if not damaged:
                    yield SourceError(106, source, reason="a member's header is damaged")
                damaged = True
                continue
            meter.count()
            if info.type in _ABOUT_NEXT:
                about |= _told(info, stream)
                continue
            size = _size(about, info)
            inner = Window(stream, size)
            name = about.get("path", info.name)
            where, about = named(source, name), {}
            if info.type in _FILES and not name.endswith("/"):
                if hidden(name):
                    tally.add("hidden files")
                else:
                    yield Member(source=where, stream=Stream(inner.more), modified=_time(info.mtime))
            elif info.type != tarfile.DIRTYPE:
                tally.add(_KINDS.get(info.type, "special files"))
            # Where links have a size it is that of what they lead to, and nothing follows.
            if info.type not in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                stream.skip(inner.left + -size % BLOCK)
    except BrokenError as broken:
        yield SourceError(106, source, reason=broken)
    if notice := tally.notice(source):
        yield notice


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.HeaderError, ValueError):
        return None
    return info if info.size >= 0 else None


def _told(info: tarfile.TarInfo, stream: Stream) -> dict[str, str]:
    """What a header says of the next member. Raises `BrokenError` for one longer than any name needs."""
    if info.size > _LONGEST_HEADER:
        raise BrokenError("a member's header is too long")
    data = stream.read(info.size)
    stream.skip(-info.size % BLOCK)
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.rstrip(b"\0").decode("utf-8", "replace")}
    return dict(_records(data)) if info.type in _EXTENDED else {}


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """The `LENGTH KEY=VALUE` lines of an extended header (POSIX pax)."""
    at = 0
    while at < len(data):
        length, space, _ = data[at : at + 20].partition(b" ")
        if not space or not length.isdigit() or int(length) <= len(length) + 1:
            return
        key, _, value = data[at + len(length) + 1 : at + int(length)].removesuffix(b"\n").partition(b"=")
        yield key.decode("utf-8", "replace"), value.decode("utf-8", "replace")
        at += int(length)


def _size(about: dict[str, str], info: tarfile.TarInfo) -> int:
    told = about.get("size", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else info.size


def _time(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return None
