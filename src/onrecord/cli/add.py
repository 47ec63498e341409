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
    from contextlib import suppress

    import msgspec

    from onrecord.cli.progress import progress
    from onrecord.errors import OnrecordError, StoreError
    from onrecord.exchange.safe import escaped
    from onrecord.flow.add import Summary, add_paths
    from onrecord.store.record_store import RecordStore

    options = reading(published, publisher, actors, workers, max_chars)
    summary = Summary()
    with RecordStore.open(record) as store, progress() as tell:
        for event in add_paths(store, paths, options, again=again):
            summary.count(event)
            if isinstance(event, OnrecordError):
                complain(event)
            else:
                for notice in event.notices:
                    complain(notice)
            tell(summary)
        # So that the first search need not. What it needs can always be made again.
        with suppress(StoreError):
            store.passages.catch_up()
    say(msgspec.json.encode(summary.facts()).decode() if json else escaped(str(summary)))
    return 1 if summary.skipped else 0
