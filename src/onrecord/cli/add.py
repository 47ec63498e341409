"""`onrecord add`."""

from onrecord.cli.options import (
    Actors,
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
) -> int:
    """Read reports and keep what is attributable in them in a record; reports already there change nothing."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.progress import progress
    from onrecord.cli.safe import escaped
    from onrecord.errors import OnrecordError
    from onrecord.flow.add import Summary, add_paths
    from onrecord.store.record_store import RecordStore

    options = reading(published, publisher, actors, workers, max_chars)
    summary = Summary()
    with RecordStore.open(record) as store, progress() as tell:
        for event in add_paths(store, paths, options):
            summary.count(event)
            if isinstance(event, OnrecordError):
                complain(event)
            else:
                for notice in event.notices:
                    complain(notice)
            tell(summary)
    say(msgspec.json.encode(summary.facts()).decode() if json else escaped(str(summary)))
    return 1 if summary.skipped else 0
