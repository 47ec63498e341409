"""`onrecord desk`."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli.options import RecordPath
from onrecord.cli.output import finish, note, on_terminal, say, tell_lost

if TYPE_CHECKING:
    from onrecord.store.place import Place

Host = Annotated[
    str,
    Parameter(help="Address to listen at. Other than on this machine itself, everybody needs the token it prints."),
]
Port = Annotated[int | None, Parameter(help="Port to listen at; otherwise 8017 or, if that is in use, a free one.")]
Browser = Annotated[bool, Parameter(help="Open the desk in the browser, where there is a terminal and a screen.")]


def desk(record: RecordPath, /, *, host: Host = "127.0.0.1", port: Port = None, browser: Browser = True) -> int:
    """Read, check and share a record in the browser; Ctrl-C ends it. Other commands on the record go through the desk.

    A record that is not there is made; reports are added by dropping files on the page, or with `onrecord add`.
    """
    from onrecord.store.place import Place

    open_desk(Place(record), host=host, port=port, browser=browser)
    return 0


def open_desk(record: "Place", *, host: str, port: int | None, browser: bool) -> None:
    """Hold the record and answer until interrupted.

    Raises `DeskError` 707 and 708, and `StoreError` where the record cannot be opened.
    """
    import signal
    import sys
    from contextlib import suppress

    from onrecord.desk.app import desk as make
    from onrecord.http.serve import LOOPBACK, serve

    def ready(address: str) -> None:
        say(f"The desk is at {address}")
        finish(0)
        note("Ctrl-C ends it. What was kept and corrected is kept.")
        tell_lost(str(record))
        if host not in LOOPBACK:
            note("It can be reached from other machines, unencrypted, by whoever has the token in the address.")
        if browser and on_terminal():
            _show(address)

    # Ended by the system it takes its note away too: nobody else is to be found under an address of ours.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # An interrupt is how it is meant to end.
    with suppress(KeyboardInterrupt):
        serve(record, make, host=host, port=port, ready=ready)


def _show(address: str) -> None:
    """Open a browser with a window of its own: one that runs in the terminal would take it over."""
    import os
    import sys
    import webbrowser

    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)
