"""Who goes on at the same time: all who ask, beside one who changes; alone, who writes the record's file anew."""

import asyncio
from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send


class Gate:
    """ASGI middleware: POST requests to `alone` wait until all others have ended, and those wait for them."""

    def __init__(self, app: ASGIApp, alone: Collection[str]) -> None:
        self._app = app
        self._alone = frozenset(alone)
        self._inside = 0
        self._changed = asyncio.Condition()
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through when its turn has come."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] in self._alone:
            async with self._turn:
                async with self._changed:
                    await self._changed.wait_for(lambda: not self._inside)
                await self._app(scope, receive, send)
        else:
            # The turn is held while somebody is, or waits to be, alone.
            async with self._turn:
                self._inside += 1
            try:
                await self._app(scope, receive, send)
            finally:
                async with self._changed:
                    self._inside -= 1
                    self._changed.notify_all()
