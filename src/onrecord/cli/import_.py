"""`onrecord import`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.options import RecordPath


def import_(
    record: RecordPath,
    format_: Annotated[str, Parameter(help="The file's format: web-annotation, … (docs/exports.md).")],
    file: Annotated[str, Parameter(help="The annotated file.")],
    /,
    *,
    author: Annotated[str | None, Parameter(help="Who made the corrections; else whom ONRECORD_AUTHOR names.")] = None,
) -> int:
    """Make the corrections that a file holds; what has no place in its report is told and changes nothing."""
    # Imported here so that help stays fast.
    from onrecord.cli.correct import line
    from onrecord.cli.output import complain, note, say
    from onrecord.errors import OnrecordError
    from onrecord.http.client import open_book

    made = failed = 0
    with open_book(record) as book:
        for one in book.bring(format_, file, author=author):
            if isinstance(one, OnrecordError):
                complain(one)
                failed += 1
                continue
            for row in one.corrections:
                say(line(row))
                made += 1
    note(f"{made} corrections made, {failed} not.")
    return 1 if failed else 0
