"""`onrecord methods`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli import options as o


def methods(
    record: o.RecordPath,
    /,
    *,
    outlets: Annotated[int, Parameter(help="How many outlets are named, those with most reports first.")] = 10,
    json: Annotated[bool, Parameter(name="--json", negative="", help="All figures as one JSON object.")] = False,
) -> int:
    """What a paper has to say of the record: versions, models, scores, counts, dates, licences, how to cite."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.output import say, send
    from onrecord.exchange.methods_text import paragraphs
    from onrecord.http.client import open_book

    with open_book(record, read_only=True) as book:
        found = book.methods(outlets)
    if json:
        send([msgspec.json.encode(found) + b"\n"])
    else:
        say("\n\n".join(paragraphs(found)))
    return 0
