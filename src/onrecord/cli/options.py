"""The options that several commands share, each worded once."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.flow.options import Dask, ReadOptions
    from onrecord.store.filters import Filters

STANDARD_INPUT = "-"


def _no_option(_: object, paths: list[str]) -> None:
    for path in paths:
        if path.startswith("-") and path != STANDARD_INPUT:
            raise UsageError(507, path, option=path)


Paths = Annotated[
    list[str],
    Parameter(
        help="Reports: files, folders, `-` for standard input; addresses with --fetch. Text, HTML, JSON Lines, feeds, "
        "ninjs, NewsML, WARC and more (docs/intake.md), compressed or in archives.",
        # For `-`; what else begins with a hyphen is a misspelt option.
        allow_leading_hyphen=True,
        validator=_no_option,
        negative="",
    ),
]
RecordPath = Annotated[str, Parameter(help="The record: a .duckdb file, or a postgresql:// address.")]

AsJson = Annotated[bool, Parameter(name="--json", negative="", help="One JSON object a line.")]
AsCsv = Annotated[bool, Parameter(name="--csv", negative="", help="CSV, safe for spreadsheets.")]

Published = Annotated[
    str | None, Parameter(help="Day of publication (2031-05-12), unless an entry of JSON Lines gives its own.")
]
Publisher = Annotated[str | None, Parameter(help="Name of the outlet, unless an entry of JSON Lines gives its own.")]
Actors = Annotated[str | None, Parameter(help="Your own actors: CSV or JSON Lines with names, codes, dated roles.")]
Workers = Annotated[int, Parameter(help="Processes that read at the same time.")]
Again = Annotated[
    bool,
    Parameter(
        negative="",
        help="Read reports that are already there once more and put the new reading in the place of the old one; "
        "corrections by hand are kept.",
    ),
]
Fetch = Annotated[
    bool,
    Parameter(
        negative="",
        help="Fetch the paths that are addresses (https://…), from the public network only; without it nothing is.",
    ),
]
Engine = Annotated[
    Literal["local", "dask"],
    Parameter(
        help="Who reads: processes of this program, or a Dask cluster, whose job can be stopped and gone on with."
    ),
]
Scheduler = Annotated[
    str | None,
    Parameter(help="Address of a Dask scheduler (tls://…, tcp://…); without it one is started here with --workers."),
]
JobFolder = Annotated[
    str | None,
    Parameter(name="--job", help="Folder where a Dask job stands until it is done; by default beside the record."),
]
MaxChars = Annotated[int, Parameter(help="Longest report, in characters, that is read.")]

Source = Annotated[str | None, Parameter(help="On whose word: whole words of a name or role.")]
By = Annotated[str | None, Parameter(help="Who says or does it.")]
To = Annotated[str | None, Parameter(help="To whom it is said or done.")]
About = Annotated[str | None, Parameter(help="Words of what is said or done; for actors, of their names and roles.")]
OfType = Annotated[str | None, Parameter(name="--type", help="PLOVER type, such as REQUEST or AGREE.")]
StatementKind = Annotated[str | None, Parameter(name="--kind", help="direct, indirect or mixed.")]
ActorKind = Annotated[str | None, Parameter(name="--kind", help="person, group, organisation, state, place or other.")]
Status = Annotated[
    str | None,
    Parameter(help="happened, ongoing, planned, possible, conditional, asked, denied, historical or unknown."),
]
Review = Annotated[
    str | None, Parameter(help="What a person did about it: unreviewed, accepted, corrected (a field) or added.")
]
Layer = Annotated[str | None, Parameter(help="own_words, reported or narration.")]
Outlet = Annotated[str | None, Parameter(name="--publisher", help="Words of the outlet's name.")]
Since = Annotated[str | None, Parameter(help="First year, month or day: 2031, 2031-05 or 2031-05-12.")]
Until = Annotated[str | None, Parameter(help="Last year, month or day.")]
Limit = Annotated[int | None, Parameter(help="At most so many rows.")]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Moves:
    """The options that choose among moves."""

    source: Source = None
    by: By = None
    to: To = None
    about: About = None
    type_: OfType = None
    status: Status = None
    layer: Layer = None
    review: Review = None
    publisher: Outlet = None
    since: Since = None
    until: Until = None
    limit: Limit = None

    def filters(self, **others: Any) -> "Filters":
        """The same as filters of a record, with others beside them."""
        from onrecord.store.filters import Filters

        named = asdict(self)
        return Filters(type=named.pop("type_"), **named, **others)


ANY = Moves()
"""No choice made."""


def reading(
    published: str | None, publisher: str | None, actors: str | None, workers: int, max_chars: int, fetch: bool
) -> "ReadOptions":
    """How reports are to be read, as the options above say; `actors` is a file. Raises `UsageError`."""
    from onrecord.flow.options import ReadOptions
    from onrecord.reading.known.entry import read_file

    known = () if actors is None else read_file(actors)
    return ReadOptions(
        published=published, publisher=publisher, workers=workers, max_chars=max_chars, actors=known, fetch=fetch
    )


def cluster(engine: str, scheduler: str | None, job: str | None) -> "Dask | None":
    """The cluster that is to read, as the options say; None where this program does. Raises `UsageError` 500."""
    from onrecord.flow.options import Dask

    if engine == "dask":
        return Dask(scheduler=scheduler, job=job)
    for name, value in (("--scheduler", scheduler), ("--job", job)):
        if value is not None:
            raise UsageError(500, reason=f"{name} goes with --engine dask", command="onrecord add")
    return None
