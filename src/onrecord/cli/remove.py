"""`onrecord remove`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.options import AsJson, RecordPath
from onrecord.cli.output import say
from onrecord.errors import UsageError


def remove(
    record: RecordPath,
    /,
    *reports: Annotated[
        str,
        Parameter(help="Ids of the reports, the first six or more digits of them, or given ids."),
    ],
    json: AsJson = False,
) -> int:
    """Take reports out for good, with everything derived from them; no byte of them stays in the file."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.http.client import open_book

    if not reports:
        raise UsageError(500, reason="no report is named", command="onrecord remove")
    with open_book(record) as book:
        removed = book.remove(*reports)
        anew = "The file was" if book.path is not None else "The tables were"
    if json:
        say(msgspec.json.encode(removed).decode())
    else:
        counts = {name: getattr(removed, name) for name in ("statements", "moves", "actors", "corrections", "pages")}
        went = ", ".join(f"{count} {name}" for name, count in counts.items())
        say(f"{len(removed.reports)} removed, with {went}. {anew} written anew without them.")
    return 0
