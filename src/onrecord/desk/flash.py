"""What was just changed, said on the page that one comes back to; its address names the corrections."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import msgspec
from starlette.requests import Request

from onrecord.desk.address import href
from onrecord.errors import OnrecordError
from onrecord.flow.book import RecordBook
from onrecord.views.corrections import CorrectionRow

DONE, UNDONE = "done", "undone"
_NUMBERS = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_MOST = 20


class Flash(msgspec.Struct, frozen=True):
    """Corrections that were just made, and those that were just undone."""

    done: tuple[CorrectionRow, ...]
    undone: tuple[CorrectionRow, ...]


def flash(book: RecordBook, request: Request) -> Flash | None:
    """What an address says was just done; None where it says nothing."""
    done = tuple(_rows(book, request.query_params.get(DONE)))
    undone = tuple(_rows(book, request.query_params.get(UNDONE)))
    return Flash(done, undone) if done or undone else None


def numbers(rows: list[CorrectionRow]) -> str:
    """Corrections as an address names them: one number, or the first and last of several made at once."""
    first, last = rows[0].number, rows[-1].number
    return str(first) if first == last else f"{first}-{last}"


def back(request: Request, given: str | None, otherwise: str) -> str:
    """Where to go when all is done: the page given or, without one, the one that sent this; never another desk."""
    try:
        if given is None:
            referrer = urlsplit(request.headers.get("referer", ""))
            given = f"{referrer.path}?{referrer.query}" if referrer.netloc == request.url.netloc else ""
        page = urlsplit(given)
    except ValueError:
        # No address ("http://[").
        return otherwise
    # The path of "////elsewhere" is "//elsewhere", which a browser takes for another host.
    inside = given.startswith("/") and not page.netloc and not page.path.startswith("//") and "\\" not in given
    # Forms are no place to come back to.
    if not inside or page.path.startswith(("/correct/", "/undo/")):
        return otherwise
    return href(page.path, parse_qsl(page.query), done=None, undone=None)


def _rows(book: RecordBook, given: str | None) -> Iterator[CorrectionRow]:
    found = _NUMBERS.fullmatch(given or "")
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        for number in range(first, min(last, first + _MOST) + 1):
            try:
                yield book.correction(number)
            except OnrecordError:
                # An address that was made up.
                return
