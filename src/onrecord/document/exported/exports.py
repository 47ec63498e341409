"""What a word processor's document holds: one report, or the articles that a news database put into one file."""

from collections.abc import Iterator

from onrecord.document.document import Extraction
from onrecord.document.entry import Entry
from onrecord.document.exported import factiva, nexis
from onrecord.document.exported.article import entry
from onrecord.document.office.paged import Paper, joined, pages_of
from onrecord.errors import DocumentError


def reports(paper: Paper, data: bytes, source: str, extractor: str) -> Iterator[Entry | DocumentError]:
    """The reports in a document: its articles where it is an export of Nexis or Factiva, else the one it is.

    Raises `DocumentError` E201 where there is no text.
    """
    for name, articles in (("Nexis", nexis.articles), ("Factiva", factiva.articles)):
        if found := articles(paper.parts):
            for number, article in enumerate(found, 1):
                yield entry(article, f"{source}, article {number}", f"{extractor}: {name} export")
            return
    text, starts = joined(paper.parts)
    if not any(map(str.isalnum, text)):
        raise DocumentError(201, source)
    labels = [str(number) for number in range(1, len(starts) + 1)]
    yield Entry(
        where=source,
        text=text,
        title=paper.title,
        pages=pages_of(text, starts, labels) if paper.paged else (),
        raw=data,
        extraction=Extraction(extractor=extractor, left_out=paper.left_out),
    )
