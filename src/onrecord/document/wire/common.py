"""What wire reports have in common, in whatever format: versions, publishing status, embargo, language."""

from datetime import UTC, datetime

from onrecord.document.opening import byline
from onrecord.errors import DocumentError

USABLE = "usable"


def identified(name: str | None, version: str | None) -> str | None:
    """The id of one version of a wire report, so that each version is a report of its own.

    >>> identified("tag:kestrel.example,2031:1", "3"), identified("tag:kestrel.example,2031:1", None)
    ('tag:kestrel.example,2031:1#version=3', 'tag:kestrel.example,2031:1')
    """
    return f"{name}#version={version}" if name and version else name


def taken_back(status: str | None, where: str) -> DocumentError | None:
    """E213 for a publishing status (IPTC pubStatus, with or without its scheme) other than usable.

    >>> taken_back("stat:canceled", "day1.json").number, taken_back("stat:usable", ""), taken_back(None, "")
    (213, None, None)
    """
    plain = (status or USABLE).rpartition(":")[2].rpartition("/")[2].strip().lower()
    return None if plain == USABLE else DocumentError(213, where, status=plain[:40])


def embargo(until: str | None, where: str) -> DocumentError | None:
    """E215 where an embargo (ISO 8601) has not passed yet; times without a zone count as UTC."""
    if not until:
        return None
    try:
        ends = datetime.fromisoformat(until.strip())
    except ValueError:
        return None
    ends = ends if ends.tzinfo else ends.replace(tzinfo=UTC)
    return DocumentError(215, where, until=until.strip()) if ends > datetime.now(UTC) else None


def language(tag: str | None) -> str | None:
    """The first part of a language tag (BCP 47), in small letters.

    >>> language("en-GB"), language("")
    ('en', None)
    """
    return (tag or "").strip().replace("_", "-").partition("-")[0].lower() or None


def authors(line: str | None) -> tuple[str, ...]:
    """The names in a line that says who wrote a report; the line itself where they cannot be told.

    >>> authors("By Ida Renn and Jon Vale"), authors("Ida Renn"), authors("KESTREL STAFF")
    (('Ida Renn', 'Jon Vale'), ('Ida Renn',), ('KESTREL STAFF',))
    """
    if not line:
        return ()
    return byline(line) or byline(f"By {line}") or (line,)
