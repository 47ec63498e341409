"""`onrecord board`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.options import AsCsv, AsJson, RecordPath
from onrecord.cli.output import say, send


def board(
    record: RecordPath,
    /,
    *,
    party: Annotated[
        list[str],
        Parameter(help="A party, by words of its name or several names parted by `;`. Give two or more.", negative=""),
    ],
    since: Annotated[str | None, Parameter(help="Mark what changed since a year, month or day.")] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    svg: Annotated[str | None, Parameter(help="Write the board as a picture to this file.")] = None,
    html: Annotated[str | None, Parameter(help="Write it as a page that stands alone to this file.")] = None,
) -> int:
    """Where parties stand: what each demanded, offered, refused, threatened and gave way in, matter by matter."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.board_text import lines
    from onrecord.errors import UsageError
    from onrecord.exchange import board_rows, pictures
    from onrecord.exchange import csv as table
    from onrecord.http.client import open_book

    if json and csv:
        raise UsageError(505)
    pictures.checked(record, svg, html)
    with open_book(record, read_only=True) as book:
        found = book.board(*party, since=since)
    if svg or html:
        pictures.of_board(found).save(svg=svg, html=html)
    if json:
        say(msgspec.json.encode(found).decode())
    elif csv:
        send(table.lines(board_rows.BoardRow, board_rows.rows(found)))
    elif not (svg or html):
        for line in lines(found):
            say(line)
    return 0
