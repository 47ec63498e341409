"""A report as PDF: the text of its pages in reading order, with the labels of the pages.

Read by PDFium in a process of its own, since a file made to harm may break that library. Nothing in the file is run.
What its properties say of author and day is not taken over: that is who made the file, and when, not the report.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import pairwise
from statistics import median
from typing import Any, Final

from onrecord.document import apart
from onrecord.document.document import Extraction
from onrecord.document.entry import Entry
from onrecord.document.office.paged import clean_label, file_title, left_out, pages_of
from onrecord.document.office.printed import Line
from onrecord.document.office.typeset import BROKEN, typeset
from onrecord.errors import DocumentError

MAX_PAGES: Final = 3_000
MAX_CHARS: Final = 10_000_000

_WIDE: Final = 9.0
"""Points between two pieces of a line that may stand in two columns."""

_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_UNSEEN: Final = str.maketrans("", "", "\u00ad\u200b\ufeff")


def entries(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The one report of the file.

    Raises `DocumentError` E235 for pictures without text, E236 for a file with a password, E237 for one that cannot be
    read, E238 for one with too many pages or letters, and E240 where reading it breaks down or takes too much.
    """
    for entry in apart.entries("pdf", data, source):
        yield replace(entry, raw=data) if isinstance(entry, Entry) else entry


def parsed(data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """As `entries`, in this process and without the raw bytes."""
    import pypdfium2 as pdfium

    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD:
            raise DocumentError(236, source) from error
        raise DocumentError(237, source, reason=" ".join(str(error).split())[:120]) from error
    try:
        yield _report(file, source)
    finally:
        file.close()


def _report(file: Any, source: str) -> Entry:
    count = len(file)
    if count > MAX_PAGES:
        raise DocumentError(238, source, count=count, what="pages", limit=MAX_PAGES)
    pages: list[list[Line]] = []
    bare: list[str] = []
    chars = 0
    for number in range(count):
        lines = _page(file, number)
        if not lines:
            bare.append(f"[page {number + 1} {'cannot be read' if lines is None else 'has no text'}]")
        pages.append(lines or [])
        chars += sum(len(line.text) for line in pages[-1])
        if chars > MAX_CHARS:
            raise DocumentError(238, source, count=chars, what="characters", limit=MAX_CHARS)
    found = typeset(pages)
    if not any(map(str.isalnum, found.text)):
        raise DocumentError(235, source, count=count)
    labels = [clean_label(file.get_page_label(number), number + 1) for number in range(count)]
    return Entry(
        where=source,
        text=found.text,
        title=file_title(file.get_metadata_value("Title")),
        pages=pages_of(found.text, found.starts, labels),
        extraction=Extraction(
            extractor=f"pypdfium2 {version('pypdfium2')}", left_out=left_out([*bare, *found.dropped])
        ),
    )


def _page(file: Any, number: int) -> list[Line] | None:
    """The lines of a page in the file's order, None where it cannot be read."""
    import pypdfium2 as pdfium

    try:
        page = file[number]
        found = page.get_textpage()
        lines = list(_lines(found))
        found.close()
        page.close()
    except pdfium.PdfiumError:
        return None
    return lines


def _lines(page: Any) -> Iterator[Line]:
    text: str = page.get_text_range()
    # A letter beyond the first plane counts once there and once or twice here: then places are not to be trusted.
    placed = len(text) == page.count_chars()
    at = 0
    for row, printed in enumerate(re.split("(\r\n|[\r\n])", text)):
        if row % 2 == 0:
            # The library joins lines where a word is broken, and leaves a sign there.
            start = 0
            while start < len(printed):
                end = printed.find(BROKEN, start) + 1 or len(printed)
                if placed:
                    yield from _pieces(page, printed[start:end], at + start)
                elif plain := _plain(printed[start:end]):
                    yield Line(plain, 0, -12.0 * row, 5.0 * len(plain), -12.0 * row + 10)
                start = end
        at += len(printed)


def _pieces(page: Any, text: str, at: int) -> Iterator[Line]:
    """A line with its box; in pieces where wide white space is in it, which may part two columns."""
    boxes = [page.get_rect(n) for n in range(page.count_rects(at, len(text)))]
    if not boxes:
        return
    if any(right[0] - left[2] > _WIDE for left, right in pairwise(boxes)):
        yield from _parted(page, text, at)
    elif plain := _plain(text):
        yield _boxed(page, at, text, plain, boxes)


def _parted(page: Any, text: str, at: int) -> Iterator[Line]:
    start, boxes, after = 0, list[Any](), False
    for n, letter in enumerate(text):
        if letter.isspace():
            continue
        box = page.get_charbox(at + n)
        if boxes and box[0] - boxes[-1][2] > _WIDE:
            if plain := _plain(text[start:n]):
                yield _boxed(page, at + start, text[start:n], plain, boxes, after)
                after = True
            start, boxes = n, []
        boxes.append(box)
    if boxes and (plain := _plain(text[start:])):
        yield _boxed(page, at + start, text[start:], plain, boxes, after)


def _boxed(page: Any, at: int, text: str, plain: str, boxes: Sequence[Any], after: bool = False) -> Line:
    # As high as the font is: the letters themselves differ.
    letters = [n for n, letter in enumerate(text) if not letter.isspace() and letter != BROKEN]
    font = [page.get_charbox(at + letters[n * (len(letters) - 1) // 2], loose=True) for n in range(3)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return Line(plain, left, median(box[1] for box in font), right, median(box[3] for box in font), after)


def _plain(text: str) -> str:
    return " ".join(text.translate(_LIGATURES).translate(_UNSEEN).split())
