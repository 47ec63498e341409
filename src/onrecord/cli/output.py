"""Where the command line writes: answers on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Iterable

from onrecord.errors import OnrecordError
from onrecord.exchange.safe import escaped, one_line

_BROKEN_PIPE = 141


def prepare() -> None:
    """Make a terminal of any encoding take any text: what it cannot show is written out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def on_terminal() -> bool:
    """Whether answers go to a person at a terminal rather than into a file or program."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def say(line: str = "") -> None:
    """One line of an answer. The caller has made it safe."""
    sys.stdout.write(f"{line}\n")


def send(lines: Iterable[bytes]) -> None:
    """Lines for other programs: UTF-8 whatever the terminal's encoding, each sent as soon as it is there."""
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def complain(error: OnrecordError) -> None:
    """An error on standard error, on one line."""
    sys.stdout.flush()
    sys.stderr.write(f"{one_line(str(error))}\n")
    sys.stderr.flush()


def tell_lost(record: str) -> None:
    """What a record that was opened to write is known to have lost (docs/durability.md), on standard error."""
    # Imported here so that help stays fast.
    from onrecord.store.acknowledged import noted
    from onrecord.store.place import Place

    file = Place(record).file
    for error in noted(file) if file is not None else ():
        complain(error)


def note(line: str) -> None:
    """A line on standard error that is no error."""
    sys.stderr.write(f"{escaped(line)}\n")
    sys.stderr.flush()


def finish(status: int) -> int:
    """Send out what is still held back; the exit status, also when the reader of a pipe has gone."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return gone()
    return status


def gone() -> int:
    """The exit status when whoever read the answers has left, as other programs end then: in silence."""
    # Python flushes standard output once more at its end, and would complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _BROKEN_PIPE
