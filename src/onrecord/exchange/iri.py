"""Names (IRIs) for what a record holds, for formats that must name things. They lead nowhere: nothing is fetched.

`urn:x-onrecord:REPORT` is the text of a report as received, `…:REPORT:ENTRY` an entry of it, and
`…:REPORT#char=START,STOP` a passage (RFC 5147), in Unicode code points.
"""

import re

from onrecord.document.document import Span
from onrecord.record.parts import ReaderInfo, Report
from onrecord.store.refs import ReportRef

SPACE = "urn:x-onrecord:"
_ENTRY = re.compile(rf"{SPACE}([0-9a-f]{{64}}):([a-z]+[0-9]+(?:r[0-9]+)?)")
_REPORT = re.compile(rf"{SPACE}([0-9a-f]{{64}})")
_WEB = ("http://", "https://")
_PLAIN = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")


def report(id_: str) -> str:
    """The text of the report of this id."""
    return SPACE + id_


def entry(report_id: str, entry_id: str) -> str:
    """An entry of a report."""
    return f"{SPACE}{report_id}:{entry_id}"


def passage(report_id: str, span: Span) -> str:
    """A passage of a report."""
    return f"{SPACE}{report_id}#char={span[0]},{span[1]}"


def reader(info: ReaderInfo) -> str:
    """The version of onrecord that read a report."""
    return f"{SPACE}reader:{info.onrecord}"


def source(one: Report | ReportRef) -> str:
    """Where a report was published, where that is a plain address of the web; else the name of its text.

    What reports say of themselves is not trusted: an address of another kind names nothing.
    """
    url = one.url
    return url if url and url.lower().startswith(_WEB) and _PLAIN.fullmatch(url) else report(one.id)


def article(one: Report | ReportRef) -> str:
    """A report as it was published, which is not its text as received: its address, else a name of its own."""
    name = source(one)
    return f"{name}:article" if name == report(one.id) else name


def entry_of(name: str) -> tuple[str, str] | None:
    """Report id and entry id of what `entry` made; None for any other name.

    >>> entry_of(entry("ab" * 32, "m3")) == ("ab" * 32, "m3"), entry_of("https://example.org/1")
    (True, None)
    """
    found = _ENTRY.fullmatch(name)
    return (found[1], found[2]) if found else None


def report_of(name: str) -> str | None:
    """The id of the report whose text `report` named; None for any other name."""
    found = _REPORT.fullmatch(name)
    return found[1] if found else None
