"""Who waits for whom, and that nobody waits without end."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from onrecord.http.gate import Gate


def scope(method: str, path: str) -> Scope:
    return {"type": "http", "method": method, "path": path, "headers": []}


def statuses(patience: float, ends_after: float) -> list[int]:
    """The answers to a removal, and to a question after it, while an export goes on for so many seconds."""
    # In a thread of its own: where the desk was tried in a browser before, a loop still runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(removal(patience, ends_after))).result()


async def removal(patience: float, ends_after: float) -> list[int]:
    found: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/export/jsonl":
            await asyncio.sleep(ends_after)
        await Response(status_code=200)(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    async def nowhere(_: Message) -> None:
        return

    gate = Gate(app, ["/remove"], patience)
    export = asyncio.create_task(gate(scope("GET", "/export/jsonl"), receive, nowhere))
    await asyncio.sleep(0)
    await gate(scope("POST", "/remove"), receive, send)
    await asyncio.wait_for(gate(scope("GET", "/state.json"), receive, send), 1)
    export.cancel()
    return found


def test_a_removal_waits_for_an_export() -> None:
    assert statuses(patience=5, ends_after=0.05) == [200, 200]


def test_an_export_that_nobody_takes_holds_nobody_up() -> None:
    assert statuses(patience=0.05, ends_after=60) == [503, 200]
