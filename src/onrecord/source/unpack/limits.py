"""How far an archive is unpacked, and the count that is kept of it."""

from collections import Counter
from dataclasses import dataclass

from onrecord.errors import SourceError

_NAMED = 8
_KINDS = 100


@dataclass(frozen=True)
class Limits:
    """What one file may unpack to.

    `member_bytes` holds for each member, since one is held in memory whole, `body_bytes` for each page of a web archive
    (larger ones are refused as pages); the rest for all members of a file
    together, however they are nested. `ratio` is how many bytes may come out for each that goes in, once `free_bytes`
    have; `depth` counts each layer of compression and each archive. `directory_bytes` is the longest list of members
    that a zip may have.
    """

    member_bytes: int = 512 * 1024 * 1024
    body_bytes: int = 64 * 1024 * 1024
    total_bytes: int = 256 * 1024**3
    ratio: int = 200
    free_bytes: int = 64 * 1024 * 1024
    members: int = 2_000_000
    depth: int = 6
    directory_bytes: int = 32 * 1024 * 1024
    faults: int = 1000


class Meter:
    """Bytes that went in and came out of one file so far, and its members. Exceeding a limit raises `SourceError`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.taken = 0
        self.given = 0
        self.members = 0

    def give(self, size: int) -> None:
        """Count bytes that came out of a compression. Raises E107 (too many for what went in) and E108."""
        self.given += size
        if self.given > self.limits.total_bytes:
            raise SourceError(108, limit=f"{self.limits.total_bytes:,}")
        if self.given > self.limits.free_bytes and self.given > self.limits.ratio * self.taken:
            raise SourceError(107, taken=f"{self.taken:,}", given=f"{self.given:,}")

    def count(self) -> None:
        """Count a member. Raises E109 for one too many."""
        self.members += 1
        if self.members > self.limits.members:
            raise SourceError(109, limit=f"{self.limits.members:,}")


class Tally:
    """What of an archive was passed over, by kind."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()

    def add(self, kind: str) -> None:
        """Count one part that was passed over. Beyond a hundred kinds the rest are one."""
        self._kinds[kind if kind in self._kinds or len(self._kinds) < _KINDS else "others"] += 1

    def notice(self, where: str) -> SourceError | None:
        """E118, which says how many of what were passed over; None where nothing was.

        >>> tally = Tally()
        >>> tally.add("requests")
        >>> tally.notice("a.warc").what
        'Passed over in this archive: requests (1)'
        """
        if not self._kinds:
            return None
        common = sorted(self._kinds.items(), key=lambda item: (-item[1], item[0]))
        named = [f"{kind} ({count:,})" for kind, count in common[:_NAMED]]
        rest = sum(count for _, count in common[_NAMED:])
        return SourceError(118, where, what=", ".join([*named, f"others ({rest:,})"] if rest else named))
