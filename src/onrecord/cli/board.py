"""`onrecord board`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.options import AsJson, RecordPath
from onrecord.cli.output import say


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
    svg: Annotated[str | None, Parameter(help="Write the board as a picture to this file.")] = None,
    html: Annotated[str | None, Parameter(help="Write it as a page that stands alone to this file.")] = None,
) -> int:
    """Where parties stand: what each demanded, offered, refused, threatened and gave way in, matter by matter."""
    # Imported here so that help stays fast.
    import msgspec

    from onrecord.cli.board_text import lines
    from onrecord.exchange import pictures
    from onrecord.http.client import open_book

    pictures.checked(record, svg, html)
    with open_book(record, read_only=True) as book:
        found = book.board(*party, since=since)
    if svg or html:
        pictures.of_board(found).save(svg=svg, html=html)
    if json:
        say(msgspec.json.encode(found).decode())
    elif not (svg or html):
        for line in lines(found):
            say(line)
    return 0
