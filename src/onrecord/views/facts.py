"""What is known about a report beside its text: shown with every reading and every piece of evidence."""

import msgspec

from onrecord.record.parts import ReaderInfo, Record
from onrecord.store.record_store import RecordStore
from onrecord.store.refs import ReportRef

_WEB = ("http://", "https://")


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One report without its text.

    `url` is to be shown as text. `link` is the same where it may be made a link (an http or https address), else None:
    an address of another kind could run a program or leave the page. `published` is an ISO 8601 date, `retrieved` an
    ISO 8601 time. `reader` says which onrecord and which models read it.
    """

    id: str
    given_id: str | None
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    url: str | None
    link: str | None
    source: str
    published: str | None
    retrieved: str | None
    language: str | None
    text_sha256: str
    raw_sha256: str | None
    reader: ReaderInfo


class CopyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How a report stands to others with its text.

    `of` is the report that this one is a copy or version of (`kind`), None where it is none. `copies` are the copies
    and versions of this report, oldest first.
    """

    of: ReportRef | None = None
    kind: str | None = None
    copies: tuple[ReportRef, ...] = ()


def facts_of(record: Record) -> ReportFacts:
    """What is known about the report of a record."""
    report = record.report
    return ReportFacts(
        id=report.id,
        given_id=report.given_id,
        title=report.title,
        publisher=report.publisher,
        authors=report.authors,
        credits=report.credits,
        url=report.url,
        link=web_address(report.url),
        source=report.source,
        published=report.published,
        retrieved=report.retrieved,
        language=report.language,
        text_sha256=report.text_sha256,
        raw_sha256=report.raw_sha256,
        reader=record.reader,
    )


def web_address(url: str | None) -> str | None:
    """The address where it may be made a link, else None.

    >>> web_address("https://orrery.example/a"), web_address("javascript:alert(1)")
    ('https://orrery.example/a', None)
    """
    return url if url is not None and url.lower().startswith(_WEB) else None


def copy_facts(store: RecordStore, report_id: str) -> CopyFacts:
    """How a report of a record stands to others with its text."""
    found = store.copies_of(report_id)
    refs = store.reports.refs({id_ for one in found for id_ in (one.report, one.origin)})
    own = next((one for one in found if one.report == report_id), None)
    return CopyFacts(
        of=refs[own.origin] if own else None,
        kind=own.kind if own else None,
        copies=tuple(refs[one.report] for one in found if one.origin == report_id),
    )
