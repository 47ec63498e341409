"""Reports as RTF: one document of a word processor, or an export of Nexis or Factiva with many articles."""

from collections.abc import Iterator

from onrecord.document.entry import Entry
from onrecord.document.exported.exports import reports
from onrecord.document.office.richtext import paper
from onrecord.errors import DocumentError
from onrecord.version import __version__


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of the document: one, or each article of an export; one without a text is a `DocumentError` E241.

    Raises `DocumentError` E239 for a document that cannot be read.
    """
    return reports(paper(data, source), data, source, f"RTF, onrecord {__version__}")
