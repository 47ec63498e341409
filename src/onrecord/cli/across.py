"""`onrecord timeline` and `network`."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli import options as o

Svg = Annotated[str | None, Parameter(help="Write a picture to this file.")]
Html = Annotated[str | None, Parameter(help="Write a page that stands alone to this file.")]


def timeline(
    record: o.RecordPath,
    /,
    *,
    clock: Annotated[str, Parameter(help="happened, said or published.")] = "happened",
    chosen: o.Moves = o.ANY,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
    svg: Svg = None,
    html: Html = None,
) -> int:
    """What was done and said, oldest first: by when it happened, when it was said, or when it was published."""
    # Imported here, as below, so that help stays fast.
    from onrecord.cli.answers import answer
    from onrecord.exchange import pictures
    from onrecord.flow.questions import Ask
    from onrecord.http.client import open_book
    from onrecord.views.timeline import TimelineRow

    filters = chosen.filters()
    pictures.checked(record, svg, html)
    with open_book(record, read_only=True) as book:
        found = list(book.rows("timeline", Ask(filters=filters, clock=clock)))
        counted = book.lanes(clock, **filters.asked()) if svg or html else ()
    if svg or html:
        pictures.of_timeline(found, counted).save(svg=svg, html=html)
    if json or csv or not (svg or html):
        answer(TimelineRow, found, json=json, csv=csv)
    return 0


def network(
    record: o.RecordPath,
    /,
    *,
    chosen: o.Moves = o.ANY,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
    svg: Svg = None,
    html: Html = None,
) -> int:
    """Who dealt with whom: pairs of actors with the moves from one to the other, most independent reports first."""
    from onrecord.cli.answers import answer
    from onrecord.exchange import pictures
    from onrecord.flow.questions import Ask
    from onrecord.http.client import open_book
    from onrecord.views.network import NetworkRow

    filters = chosen.filters()
    pictures.checked(record, svg, html)
    with open_book(record, read_only=True) as book:
        found = list(book.rows("network", Ask(filters=filters)))
    if svg or html:
        pictures.of_network(found).save(svg=svg, html=html)
    if json or csv or not (svg or html):
        answer(NetworkRow, found, json=json, csv=csv)
    return 0
