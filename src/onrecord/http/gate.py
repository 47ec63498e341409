"""Who goes on at the same time: all who ask, beside one who changes; alone, who writes the record's file anew."""

import asyncio
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.errors import DeskError
from onrecord.http.answers import refused

PATIENCE = 10.0
"""Seconds. Nobody else gets in meanwhile: whoever takes an answer slowly, or never, must not hold up the desk."""


class Gate:
    """ASGI middleware: POST requests to `alone` wait until all others have ended, and those wait for them.

    What has to wait for more than `patience` seconds is refused with error 712.
    """

    def __init__(self, app: ASGIApp, alone: Collection[str], patience: float = PATIENCE) -> None:
        self._app = app
        self._alone = frozenset(alone)
        self._patience = patience
        self._inside = 0
        self._changed = asyncio.Condition()
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through when its turn has come."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] in self._alone:
            async with self._turn:
                may = await self._left_alone()
                answer = self._app if may else refused(DeskError(712), Headers(scope=scope))
                await answer(scope, receive, send)
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

    async def _left_alone(self) -> bool:
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(lambda: not self._inside), self._patience)
            except TimeoutError:
                return False
        return True
