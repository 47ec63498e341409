"""What stands before every page: who may ask, who may change anything, and what a page may do in a browser.

A desk on a loopback address answers to that address only, so that a page elsewhere cannot reach it under a name of its
own (DNS rebinding). Changes need the desk's token, or a browser's word that its own page asks for them (the Origin
header, else Sec-Fetch-Site), as OWASP's cheat sheet on cross-site request forgery describes.
"""

import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import DeskError
from onrecord.http.answers import refused

TOKEN = "token"
COOKIE = "onrecord"
_SAFE = ("GET", "HEAD", "OPTIONS")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a desk listens: `url` ends with a slash, `hosts` are the Host headers that name it (none: any).

    `token` lets programs change things. Where `asks` holds, it is asked of everybody, for everything.
    """

    url: str
    hosts: frozenset[str]
    token: str
    asks: bool

    @property
    def origins(self) -> frozenset[str]:
        """What a browser calls the origin of this desk's pages."""
        return frozenset(f"http://{host}" for host in self.hosts)


class Guard:
    """ASGI middleware. `styles` are hashes of style sheets that stand inside pictures."""

    def __init__(self, app: ASGIApp, place: Place, styles: Iterable[str] = ()) -> None:
        self._app = app
        self._place = place
        self._policy = policy(styles)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it; add to every answer what a browser may do with it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        answer = self._answer(scope) or self._app
        await answer(scope, receive, sending)

    def _answer(self, scope: Scope) -> Response | None:
        """The answer to those who may not go on, None to the others."""
        headers = Headers(scope=scope)
        place = self._place
        host = headers.get("host", "")
        if place.hosts and host not in place.hosts:
            return refused(DeskError(701, host=host[:80], url=place.url), headers)
        if place.asks:
            query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            given = dict(query).get(TOKEN)
            if given is not None and scope["method"] == "GET" and self._is_token(given):
                return self._let_in(scope["path"], [(key, value) for key, value in query if key != TOKEN])
            if not (self._is_token(_bearer(headers)) or self._is_token(_cookie(headers))):
                return refused(DeskError(702), headers)
        if scope["method"] not in _SAFE and not self._may_change(headers, host):
            return refused(DeskError(703), headers)
        return None

    def _may_change(self, headers: Headers, host: str) -> bool:
        if self._is_token(_bearer(headers)):
            return True
        origin = headers.get("origin")
        if origin is not None:
            return origin == f"http://{host}" or origin in self._place.origins
        return headers.get("sec-fetch-site") == "same-origin"

    def _is_token(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self._place.token.encode())

    def _let_in(self, path: str, query: list[tuple[str, str]]) -> Response:
        # The token leaves the address at once: addresses are copied, and stand in histories.
        # Only the path and query of this desk: "//elsewhere" would lead away.
        answer = RedirectResponse("/" + path.lstrip("/") + (f"?{urlencode(query)}" if query else ""), status_code=303)
        answer.set_cookie(COOKIE, self._place.token, httponly=True, samesite="strict", path="/")
        return answer

    def _add(self, headers: MutableHeaders) -> None:
        headers["Content-Security-Policy"] = self._policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        # Not `no-referrer`: with it, browsers send no origin with the forms of our own pages.
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        headers.setdefault("Cache-Control", "no-store")


def policy(styles: Iterable[str] = ()) -> str:
    """The content security policy: nothing from outside, no script or style but our own files (and these styles)."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            " ".join(("style-src 'self'", *(f"'sha256-{one}'" for one in styles))),
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _bearer(headers: Headers) -> str | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else None


def _cookie(headers: Headers) -> str | None:
    # As browsers write them: other programs on the same host set cookies of forms that no standard knows.
    return cookie_parser(headers.get("cookie", "")).get(COOKIE)
