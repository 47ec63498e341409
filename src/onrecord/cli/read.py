"""`onrecord read`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.cli.options import Actors, AsJson, Fetch, MaxChars, Paths, Published, Publisher, Workers, reading
from onrecord.cli.output import complain, on_terminal, say, send

if TYPE_CHECKING:
    from onrecord.record.parts import Record


def read(
    paths: Paths,
    /,
    *,
    json: AsJson = False,
    published: Published = None,
    publisher: Publisher = None,
    actors: Actors = None,
    workers: Workers = 1,
    max_chars: MaxChars = 500_000,
    fetch: Fetch = False,
) -> int:
    """Read reports and print what is attributable in them; nothing is kept."""
    # Imported here so that help stays fast.
    from onrecord.errors import OnrecordError
    from onrecord.flow.notices import UNREAD, notices
    from onrecord.flow.run import read_paths

    options = reading(published, publisher, actors, workers, max_chars, fetch)
    show = _shower(json=json)
    status = 0
    for found in read_paths(paths, options):
        if isinstance(found, OnrecordError):
            complain(found)
            status = status if found.notice else found.exit_status
        else:
            show(found)
            for notice in notices(found):
                complain(notice)
                status = max(status, int(notice.number == UNREAD))
    return status


def _shower(*, json: bool) -> "Callable[[Record], None]":
    if json:
        from onrecord.record.codec import encode

        return lambda record: send([encode(record) + b"\n"])
    if on_terminal():
        from onrecord.cli import colour

        return colour.show
    from onrecord.exchange import plain

    return lambda record: say("\n".join((*plain.lines(record), "")))
