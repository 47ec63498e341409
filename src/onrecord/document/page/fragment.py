"""A part of a page, as feeds and wire reports hold it, to text: all of it, paragraph by paragraph."""

import re
from html import unescape

from onrecord.document.decode import mend
from onrecord.document.document import Extraction
from onrecord.document.page import tags
from onrecord.document.page.html import MAX_PAGE_BYTES
from onrecord.document.page.visible import segments
from onrecord.errors import DocumentError

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")


def plain(markup: str) -> str:
    """The text of a part of a page: what stands in its paragraphs, headings and list items, one after another.

    Unlike with a whole page nothing has to be told apart from menus and advertisements, so nothing is left out but
    what no reader sees. Text without tags keeps its line ends. Raises `DocumentError` E209 and E210 as for pages.

    >>> plain("<p>Talks go on.<br/>Nobody left.</p><script>x()</script>")
    'Talks go on.\\n\\nNobody left.'
    >>> plain("Law &amp; order\\nin Varn")
    'Law & order\\nin Varn'
    """
    if not _TAG.search(markup):
        return mend(unescape(markup))
    source = mend(markup).encode("utf-8")
    if len(source) > MAX_PAGE_BYTES:
        raise DocumentError(209, limit=f"{MAX_PAGE_BYTES:,}")
    import lxml.etree
    import lxml.html

    tags.check(source)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise DocumentError(210, reason=type(error).__name__) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise DocumentError(210, reason="its tags are nested too deeply")
    return mend("\n\n".join(segments(tree)))


def taken(markup: str) -> tuple[bytes | None, Extraction | None]:
    """What is kept of a part of a page besides its text: its bytes, and how they became text; nothing without tags."""
    if not _TAG.search(markup):
        return None, None
    return markup.encode("utf-8", "replace"), Extraction(extractor="paragraphs of HTML", left_out=())
