"""`onrecord search`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli import options as o
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.views.search import SearchRow


def _no_option(_: object, words: list[str]) -> None:
    for word in words:
        if word.startswith("--"):
            raise UsageError(507, word, option=word)


Words = Annotated[
    list[str],
    Parameter(
        help='Words that a passage must hold, in any form; "in quotation marks" side by side as written; word* for '
        "all that begin so; -word or NOT word for none of it; OR between alternatives.",
        # For words that must not be there; two hyphens begin a misspelt option.
        allow_leading_hyphen=True,
        validator=_no_option,
        negative="",
    ),
]
Actor = Annotated[str | None, Parameter(help="Who is named or takes part.")]


def search(
    record: o.RecordPath,
    words: Words,
    /,
    *,
    by: o.By = None,
    actor: Actor = None,
    source: o.Source = None,
    type_: o.OfType = None,
    status: o.Status = None,
    layer: o.Layer = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = 20,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Where words stand in the reports: passages, best first, each passage of a copied report once."""
    # Imported here so that help stays fast.
    from onrecord.cli.output import on_terminal, say, send
    from onrecord.exchange import csv as tables
    from onrecord.exchange import jsonl
    from onrecord.flow.questions import Ask
    from onrecord.http.client import open_book
    from onrecord.store.filters import Filters
    from onrecord.views.search import SearchRow

    if json and csv:
        raise UsageError(505)
    filters = Filters(
        by=by,
        actor=actor,
        source=source,
        type=type_,
        status=status,
        layer=layer,
        publisher=publisher,
        since=since,
        until=until,
        limit=limit,
    ).checked("search")
    with open_book(record, read_only=True) as book:
        found = book.rows("search", Ask(filters=filters, words=" ".join(words)))
        if json:
            send(jsonl.lines(found))
        elif csv:
            send(tables.lines(SearchRow, found))
        elif on_terminal():
            _show(found)
        else:
            for row in found:
                say(line(row))
    return 0


def line(row: "SearchRow") -> str:
    """One passage on one line: block, layers, who says and does what, copies, the passage, its report."""
    from onrecord.cli.rows import where
    from onrecord.exchange.safe import one_line

    fields = ("passage", row.block, " ".join(row.layers), *_facts(row), row.passage, where(row.report))
    return " | ".join(one_line(field) or "-" for field in fields)


def _facts(row: "SearchRow") -> tuple[str, str, str]:
    from onrecord.exchange.plain import UNATTRIBUTED

    said = "; ".join(dict.fromkeys(name or UNATTRIBUTED for name in row.said_by))
    done = "; ".join(
        f"{type_} {status} by {by or 'unknown'}"
        for type_, status, by in zip(row.types, row.statuses, row.done_by, strict=True)
    )
    copies = f"copies {row.copies}" if row.copies else ""
    return f"said by {said}" if said else "", done, copies


def _show(rows: "Iterator[SearchRow]") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.cli import colour
    from onrecord.cli.rows import where
    from onrecord.exchange.safe import one_line

    out = colour.console()
    for row in rows:
        facts = " · ".join(one_line(fact) for fact in _facts(row) if fact)
        out.print(Text(one_line(where(row.report)), "bold").append(f"  {facts}" if facts else "", "dim"))
        out.print(Padding(_marked(row), (0, 0, 1, 4)))


def _marked(row: "SearchRow") -> Any:
    from onrecord.cli.marked import passage

    first = row.span[0]
    hits = [("hit", (start - first, stop - first)) for start, stop in row.hits]
    return passage(row.passage, (0, len(row.passage)), hits)
