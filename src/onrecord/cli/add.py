"""`onrecord add`."""

from onrecord.cli.options import (
    Actors,
    Again,
    AsJson,
    Engine,
    Fetch,
    JobFolder,
    MaxChars,
    Paths,
    Published,
    Publisher,
    RecordPath,
    Scheduler,
    Workers,
    cluster,
    reading,
)
from onrecord.cli.output import complain, note, say, tell_lost


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
    fetch: Fetch = False,
    again: Again = False,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    job: JobFolder = None,
) -> int:
    """Read reports and keep what is attributable in them in a record; reports already there change nothing."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.progress import progress
    from onrecord.errors import OnrecordError
    from onrecord.exchange.safe import escaped
    from onrecord.flow.add import Before, Summary
    from onrecord.http.client import open_book

    options = reading(published, publisher, actors, workers, max_chars, fetch)
    by = cluster(engine, scheduler, job)
    summary = Summary()
    went_on = False
    with open_book(record) as book, progress() as tell:
        tell_lost(record)
        for event in book.adding(paths, options, again=again, engine=by):
            summary.count(event)
            if isinstance(event, OnrecordError):
                complain(event)
            elif isinstance(event, Before):
                if not went_on:
                    note("Going on where the job was; what was kept before is counted with it.")
                went_on = True
            else:
                for notice in event.notices:
                    complain(notice)
            tell(summary)
    say(msgspec.json.encode(summary.facts()).decode() if json else escaped(str(summary)))
    return 1 if summary.skipped or summary.unread else 0
