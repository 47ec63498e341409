"""Who corrects: remembered by the browser, else whom the environment names."""

import os
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from onrecord.flow.correct import AUTHOR

_COOKIE = "onrecord-author"
_SECONDS = 365 * 24 * 3600
_LONGEST = 3000


def author_of(request: Request) -> str:
    """The author that forms begin with, "" where nobody is known."""
    return unquote(request.cookies.get(_COOKIE, "")) or os.environ.get(AUTHOR, "")


def remember(answer: Response, author: str) -> None:
    """Have the browser remember the author for a year; a name too long for that is not remembered."""
    value = quote(author)
    # Of no use to a browser, which keeps none so long; some answer with a fault to a head of this size.
    if len(value) <= _LONGEST:
        answer.set_cookie(_COOKIE, value, max_age=_SECONDS, httponly=True, samesite="strict", path="/")
