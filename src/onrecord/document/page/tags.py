"""A look at a page's tags before it is parsed: attributes without end would keep the parser busy for hours.

Its time grows with the square of an element's attributes. Tags are found by the rules of HTML (13.2.5 of the standard),
each once and without turning back, so that the look itself takes a time that grows with the page alone.
"""

import re
from typing import Final

from onrecord.errors import DocumentError

MAX_ATTRIBUTES: Final = 2_000

_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_TAG = re.compile(
    rb"<!--(?:-?>|.*?--!?>|.*)"
    # In these, up to their end, nothing is a tag.
    rb"|<(script|style|xmp|iframe|noembed|noframes|title|textarea)(?=[\s/>])(?:[^<]++|<(?!/\1))*+"
    rb"|<[A-Za-z][^\s/>]*+(?:%b){0,%d}+(%b)?+" % (_ATTRIBUTE, MAX_ATTRIBUTES, _ATTRIBUTE),
    re.DOTALL | re.IGNORECASE,
)


def check(page: bytes) -> None:
    """Raises `DocumentError` E210 where an element has more than `MAX_ATTRIBUTES` attributes.

    >>> check(b"<p " + b"a=1 " * 2001 + b">")
    Traceback (most recent call last):
    onrecord.errors.DocumentError: E210 This page could not be taken apart (an element has more than 2,000 attr...
    """
    if any(tag[2] for tag in _TAG.finditer(page)):
        raise DocumentError(210, reason=f"an element has more than {MAX_ATTRIBUTES:,} attributes")
