"""One report as a file gives it, before its text is laid out."""

from dataclasses import dataclass

from onrecord.document.document import Extraction, Page


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One report: its text, or a page of HTML to take the text from.

    `text` is exact but for NUL and lone surrogates, which become U+FFFD; `html` is a page (or a part of one) whose text
    is extracted, `text` then is empty. `where` names the entry for errors (file, line, member). `date` is in any usual
    form. `pages` says where the pages of a paginated file begin in `text`. `raw` holds the bytes that the text was made
    from where they cannot be had from it, and `extraction` how.
    """

    where: str
    text: str = ""
    html: bytes | None = None
    given_id: str | None = None
    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    pages: tuple[Page, ...] = ()
    raw: bytes | None = None
    extraction: Extraction | None = None
