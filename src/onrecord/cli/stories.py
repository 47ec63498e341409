"""`onrecord stories`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.views.stories import Coverage

_OUTLETS = 4


def stories(
    record: o.RecordPath,
    /,
    *,
    about: Annotated[str | None, Parameter(help="Words of the headline or of a report's title.")] = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Which happenings the reports tell of, those that most tell of first: reports on one are grouped."""
    # Imported here so that help stays fast.
    from onrecord.cli.output import on_terminal, say, send
    from onrecord.errors import UsageError
    from onrecord.exchange import csv as tables
    from onrecord.exchange import jsonl
    from onrecord.flow.questions import Ask
    from onrecord.http.client import open_book
    from onrecord.store.filters import Filters
    from onrecord.views.stories import StoryRow

    if json and csv:
        raise UsageError(505)
    filters = Filters(about=about, publisher=publisher, since=since, until=until, limit=limit).checked("stories")
    ask = Ask(filters=filters)
    with open_book(record, read_only=True) as book:
        if json:
            send(jsonl.lines(book.rows("stories", ask)))
        elif csv:
            send(tables.lines(StoryRow, book.rows("stories", ask)))
        else:
            for found in book.rows("coverage", ask):
                for line in paragraph(found) if on_terminal() else [plain(found)]:
                    say(line)
    return 0


def plain(found: "Coverage") -> str:
    """A story on one line: headline, days, how many reports, outlets."""
    from onrecord.exchange.safe import one_line, shortened

    fields = (shortened(found.story.headline), _days(found), _counts(found), _outlets(found))
    return " | ".join(one_line(field) or "-" for field in ("story", *fields))


def paragraph(found: "Coverage") -> Iterator[str]:
    """A story at a terminal: the headline, and under it when, how often and by whom it was told."""
    from onrecord.exchange.safe import one_line, shortened

    yield shortened(found.story.headline)
    yield f"    {one_line(', '.join(filter(None, (_days(found), _counts(found)))))}"
    if found.outlets:
        yield f"    {one_line(_outlets(found))}"
    yield ""


def _days(found: "Coverage") -> str:
    first, last = found.story.first, found.story.last
    if first is None or last is None:
        return "undated"
    return first if first == last else f"{first} to {last}"


def _counts(found: "Coverage") -> str:
    reports = len(found.story.reports)
    copies = reports - found.independent
    among = f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""
    return f"{reports} {'report' if reports == 1 else 'reports'}{among}"


def _outlets(found: "Coverage") -> str:
    names, more = found.outlets[:_OUTLETS], len(found.outlets) - _OUTLETS
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
