"""What an archive gives: a member whose bytes are still to be read."""

from dataclasses import dataclass
from typing import BinaryIO

from onrecord.source.unpack.compressed import Unpacked
from onrecord.source.unpack.streams import Stream

_NAME = 1000


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of an archive, or the file itself.

    `source`, `modified`, `url` and `retrieved` as in `Delivery`. `whole` is the file on disk where the member is that,
    `layer` the compression that its bytes come out of, if any.
    """

    source: str
    stream: Stream
    modified: str | None = None
    url: str | None = None
    retrieved: str | None = None
    whole: BinaryIO | None = None
    layer: Unpacked | None = None


def named(archive: str, name: str) -> str:
    """What a member is called. The name in the archive is text and nothing else: no file is opened or made by it.

    >>> named("talks.zip", "../day 1.txt"), named("talks.zip", "/a\\0b.txt")
    ('talks.zip/../day 1.txt', 'talks.zip/a\ufffdb.txt')
    """
    text = name[:_NAME].encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return f"{archive}/{text.lstrip('/') or 'unnamed'}"


def hidden(name: str) -> bool:
    """Whether a member is hidden, as files and folders that begin with a dot are, or what macOS puts beside others."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part.strip(".") for part in parts)
