"""Reports as DOCX: one document of a word processor, or an export of Nexis or Factiva with many articles.

What the file's properties say of author and day is not taken over: that is who made the file, and when, not the report.
"""

from collections.abc import Iterator
from importlib.metadata import version

from onrecord.document.entry import Entry
from onrecord.document.exported.exports import reports
from onrecord.document.office.wordml import paper
from onrecord.errors import DocumentError


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of the document: one, or each article of an export; one without a text is a `DocumentError` E241.

    Raises `DocumentError` E236 for a document with a password, E238 for one beyond all bounds, and E239 for one that
    cannot be read.
    """
    return reports(paper(data, source), data, source, f"DOCX, lxml {version('lxml')}")
