"""Addresses of the desk's pages."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request


def href(path: str, query: Mapping[str, Any] | Sequence[tuple[str, Any]] = (), **changes: Any) -> str:
    """An address with a query; `changes` set parts of it, or drop them where they are None.

    >>> href("/ledger", {"by": "Keth", "after": "x"}, after=None, e="1:s2")
    '/ledger?by=Keth&e=1%3As2'
    """
    pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    kept = [(key, value) for key, value in pairs if key not in changes and value not in (None, "")]
    kept += [(key, value) for key, value in changes.items() if value is not None]
    return f"{path}?{urlencode(kept)}" if kept else path


def here(request: Request) -> str:
    """The path that was asked for, to be linked to: "//elsewhere", which a browser takes for another host, is none."""
    return "/" + request.url.path.lstrip("/")
