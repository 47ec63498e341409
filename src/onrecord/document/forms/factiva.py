"""Articles as Factiva gives them in one page of HTML, with the codes of their fields or set as they are read."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from onrecord.document.decode import decode
from onrecord.document.entry import Entry
from onrecord.document.exported.article import Article, entry
from onrecord.document.exported.factiva import CODES, coded, number_of, plain
from onrecord.document.page import tags
from onrecord.errors import DocumentError

MAX_BYTES: Final = 64 * 1024 * 1024


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The articles of the page in order; one without a text is a `DocumentError` (E241).

    Raises `DocumentError` E209 for a page that is too large and E210 for one that cannot be taken apart.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(209, source, limit=f"{MAX_BYTES:,}")
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    page_data = decode(data, declared=True).text.encode()
    tags.check(page_data)
    try:
        page = lxml.html.document_fromstring(page_data, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise DocumentError(210, source, reason=type(error).__name__) from error
    extractor = f"HTML, lxml {version('lxml')}: Factiva export"
    for number, element in enumerate(_articles(page), 1):
        yield entry(_coded(element) or _plain(element), f"{source}, article {number}", extractor)


def _articles(page: Any) -> Iterator[Any]:
    """The elements of articles, none inside another."""
    waiting = [page]
    while waiting:
        element = waiting.pop()
        if _is_article(element):
            yield element
        else:
            waiting.extend(reversed(element))


def _is_article(element: Any) -> bool:
    names = (element.get("class") or "").split() if element.tag == "div" else []
    return "article" in names and any(name.endswith("Article") and len(name) == 9 for name in names)


def _coded(element: Any) -> Article | None:
    """The article of a table with a row for each field."""
    fields: dict[str, list[str]] = {}
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = _text(cells[0]) if len(cells) == 2 else ""
        if code in CODES:
            fields.setdefault(code, []).extend(_paragraphs(cells[1]) or [_text(cells[1])])
    return coded({code: [one for one in found if one] for code, found in fields.items()}) if "HD" in fields else None


def _plain(element: Any) -> Article:
    """The article of lines one below the other."""
    title = next(
        (_text(one) for one in element.iter("span", "b") if (one.get("class") or "").endswith("Headline")), None
    )
    head = [
        text
        for one in element.iter("div")
        if one is not element and not len(one.findall("div"))
        if (text := _text(one))
    ]
    last = [number for one in element.iter("p") if (number := number_of(_text(one)))]
    return plain(head, _paragraphs(element), last[-1] if last else None, title)


def _paragraphs(element: Any) -> list[str]:
    return [
        text
        for one in element.iter("p", "pre")
        if "articleParagraph" in (one.get("class") or "") and (text := _text(one))
    ]


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
