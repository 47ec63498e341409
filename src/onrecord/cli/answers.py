"""How the rows of an answer go out: as JSON Lines, as CSV, as plain lines, or with their passages at a terminal."""

from collections.abc import Iterable

import msgspec

from onrecord.cli import rows as shown
from onrecord.cli.output import on_terminal, say, send
from onrecord.errors import UsageError
from onrecord.exchange import csv as tables
from onrecord.exchange import jsonl


def answer(kind: type[msgspec.Struct], rows: Iterable[shown.Row], *, json: bool, csv: bool) -> None:
    """Send rows of one kind to standard output. Raises `UsageError` 505 where two forms were asked for."""
    if json and csv:
        raise UsageError(505)
    if json:
        send(jsonl.lines(rows))
    elif csv:
        send(tables.lines(kind, rows))
    elif on_terminal():
        shown.show(rows)
    else:
        for row in rows:
            say(shown.line(row))
