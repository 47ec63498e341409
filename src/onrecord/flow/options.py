"""How reports are to be read."""

import msgspec

from onrecord.document.compose import MAX_CHARS
from onrecord.document.dates import parse_date
from onrecord.errors import UsageError
from onrecord.reading.known.entry import Entry


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of all reports beforehand, and how much work goes on at once.

    `published` (a day, best as ISO 8601) and `publisher` hold for all reports, unless an entry of JSON Lines says
    otherwise. `max_chars` is the longest report that is read, `workers` the number of processes, `actors` whom the user
    knows beforehand (`onrecord.read_actors`). Only with `fetch` are paths that are addresses fetched. Raises
    `UsageError` 503 for what is no day and 504 for a number below 1.
    """

    published: str | None = None
    publisher: str | None = None
    max_chars: int = MAX_CHARS
    workers: int = 1
    actors: tuple[Entry, ...] = ()
    fetch: bool = False

    def __post_init__(self) -> None:
        for name in ("max_chars", "workers"):
            value = getattr(self, name)
            if type(value) is not int or value < 1:
                raise UsageError(504, name=name.replace("_", "-"), value=value)
        day(self.published)


class Dask(msgspec.Struct, frozen=True, kw_only=True):
    """Reading with Dask (`onrecord[dask]`, docs/scale.md): in a job that can be stopped and gone on with.

    `scheduler` is the address of one whose workers read; without it `ReadOptions.workers` processes are started here.
    `job` is the folder where the job stands until it is done; by default one beside the record.
    """

    scheduler: str | None = None
    job: str | None = None


def day(published: str | None) -> str | None:
    """The same date once it is known to be one. Raises `UsageError` 503."""
    if published is not None and not (isinstance(published, str) and parse_date(published)):
        raise UsageError(503, value=published, name="published")
    return published
