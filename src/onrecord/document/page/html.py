"""A web page to text: the article with its metadata, and what was left out of it. Nothing is run or fetched."""

import logging
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import version

from onrecord.document.decode import decode, mend
from onrecord.document.document import Extraction
from onrecord.document.page import tags
from onrecord.document.page.pagedata import PageData, page_data
from onrecord.document.page.visible import segments_outside
from onrecord.errors import DocumentError

MAX_PAGE_BYTES = 20 * 1024 * 1024
MAX_ELEMENTS = 25_000
"""Of a page: the extractor takes one to two seconds for as many, and its time grows with them."""


@dataclass(frozen=True)
class Page:
    """The article of a page. `published` is an ISO date; `language` is what the page claims."""

    text: str
    url: str | None
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    extraction: Extraction


def extract(data: bytes) -> Page:
    """The article of the page in `data`.

    Raises `DocumentError` E204 when no article is found, E209 for a page above 20 MB, E210 for one that cannot
    be parsed at all, and E238 for one of more than `MAX_ELEMENTS`.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise DocumentError(209, limit=f"{MAX_PAGE_BYTES:,}")
    # Imported here because it takes a third of a second, and most calls read no page.
    import lxml.etree
    import lxml.html
    import trafilatura

    # Both log what is wrong with pages; the caller hears it as a numbered error.
    for name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Bytes with a named encoding, since lxml refuses text that declares one.
    source = decode(data, declared=True).text.encode("utf-8")
    tags.check(source)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
        if any("depth" in entry.message for entry in parser.error_log):
            # The parser drops what lies deeper: a loss that nobody would see.
            raise DocumentError(210, reason="its tags are nested too deeply")
        elements = sum(1 for _ in tree.iter())
        if elements > MAX_ELEMENTS:
            raise DocumentError(238, count=f"{elements:,}", what="elements", limit=f"{MAX_ELEMENTS:,}")
        found = page_data(tree)
        # The extractor changes the tree it is given; the page is needed whole for what is left out.
        article = trafilatura.bare_extraction(
            deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True
        )
    except (lxml.etree.LxmlError, ValueError, RecursionError) as error:
        raise DocumentError(210, reason=type(error).__name__) from error
    text = mend(getattr(article, "text", None) or "")
    if not any(c.isalnum() for c in text):
        raise DocumentError(204)
    extraction = Extraction(
        extractor=f"trafilatura {version('trafilatura')}",
        left_out=segments_outside(tree, text),
    )
    return _page(text, found, extraction)


def _page(text: str, found: PageData, extraction: Extraction) -> Page:
    return Page(
        text=text,
        url=found.url,
        title=found.title,
        publisher=found.publisher,
        authors=found.authors,
        published=found.published,
        language=found.language,
        extraction=extraction,
    )
