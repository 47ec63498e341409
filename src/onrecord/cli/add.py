"""`onrecord add`."""

from onrecord.cli.options import (
    Actors,
    Again,
    AsJson,
    MaxChars,
    Paths,
    Published,
    Publisher,
    RecordPath,
    Workers,
    reading,
)
from onrecord.cli.output import complain, say


def add(
    record: RecordPath,
    paths: Paths,
    /,
    *,
    json: AsJson = False,
    published: Published = None,
    publisher: Publisher = None,
    actors: Actors = None,
    workers: Workers = 1,
    max_chars: MaxChars = 500_000,
    again: Again = False,
) -> int:
    """Read reports and keep what is attributable in them in a record; reports already there change nothing."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.progress import progress
    from onrecord.errors import OnrecordError
    from onrecord.exchange.safe import escaped
    from onrecord.flow.add import Summary
    from onrecord.http.client import open_book

    options = reading(published, publisher, actors, workers, max_chars)
    summary = Summary()
    with open_book(record) as book, progress() as tell:
        for event in book.adding(paths, options, again=again):
            summary.count(event)
            if isinstance(event, OnrecordError):
                complain(event)
            else:
                for notice in event.notices:
                    complain(notice)
            tell(summary)
    say(msgspec.json.encode(summary.facts()).decode() if json else escaped(str(summary)))
    return 1 if summary.skipped else 0
