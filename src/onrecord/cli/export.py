"""`onrecord export`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli import options as o


def export(
    record: o.RecordPath,
    format_: Annotated[str, Parameter(help="jsonl, web-annotation, … (docs/exports.md lists them).")],
    out: Annotated[str, Parameter(help="The file to write, or `-` for standard output.", allow_leading_hyphen=True)],
    /,
    *,
    source: o.Source = None,
    by: o.By = None,
    to: o.To = None,
    about: o.About = None,
    type_: o.OfType = None,
    kind: o.StatementKind = None,
    status: o.Status = None,
    layer: o.Layer = None,
    review: o.Review = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
) -> int:
    """Write a record, or what of it passes the filters, in a format of other programs."""
    # Imported here so that help stays fast.
    from pathlib import Path

    from onrecord.cli.output import send
    from onrecord.exchange.exports import save
    from onrecord.http.client import open_book
    from onrecord.store.filters import Filters

    filters = Filters(
        source=source,
        by=by,
        to=to,
        about=about,
        type=type_,
        kind=kind,
        status=status,
        layer=layer,
        review=review,
        publisher=publisher,
        since=since,
        until=until,
        limit=limit,
    )
    with open_book(record, read_only=True) as book:
        if out == o.STANDARD_INPUT:
            send(book.exported(format_, filters))
        else:
            save(book.exported(format_, filters), Path(out), Path(record))
    return 0
