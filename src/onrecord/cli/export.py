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
    chosen: o.Moves = o.ANY,
    kind: o.StatementKind = None,
) -> int:
    """Write a record, or what of it passes the filters, in a format of other programs."""
    # Imported here so that help stays fast.
    from pathlib import Path

    from onrecord.cli.output import send
    from onrecord.exchange.exports import save
    from onrecord.http.client import open_book

    filters = chosen.filters(kind=kind)
    with open_book(record, read_only=True) as book:
        if out == o.STANDARD_INPUT:
            send(book.exported(format_, filters))
        else:
            save(book.exported(format_, filters), Path(out), book.path)
    return 0
