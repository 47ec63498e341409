"""`onrecord statements`, `moves` and `actors`."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.store.filters import Filters


def statements(
    record: o.RecordPath,
    /,
    *,
    source: o.Source = None,
    by: o.By = None,
    to: o.To = None,
    about: o.About = None,
    kind: o.StatementKind = None,
    layer: o.Layer = None,
    review: o.Review = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who said what: the statements in a record."""
    # Imported here, as below, so that help stays fast.
    from onrecord.store.filters import Filters

    filters = Filters(
        source=source,
        by=by,
        to=to,
        about=about,
        kind=kind,
        layer=layer,
        review=review,
        publisher=publisher,
        since=since,
        until=until,
        limit=limit,
    )
    return answer_to("statements", record, filters, json=json, csv=csv)


def moves(
    record: o.RecordPath,
    /,
    *,
    chosen: o.Moves = o.ANY,
    occurrences: Annotated[
        bool,
        Parameter(
            negative="",
            help="Each act once, however many reports tell of it: with all its accounts, on whose word it stands, and "
            "where they differ.",
        ),
    ] = False,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who did what to whom: the moves in a record, and on whose word each stands."""
    return answer_to("occurrences" if occurrences else "moves", record, chosen.filters(), json=json, csv=csv)


def actors(
    record: o.RecordPath,
    /,
    *,
    about: o.About = None,
    kind: o.ActorKind = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who appears: the actors in a record, those of one name together."""
    from onrecord.store.filters import Filters

    filters = Filters(about=about, kind=kind, publisher=publisher, since=since, until=until, limit=limit)
    return answer_to("actors", record, filters, json=json, csv=csv)


def answer_to(view: str, record: str, filters: "Filters", *, json: bool, csv: bool) -> int:
    """Answer a question of `onrecord.flow.questions`. Raises `UsageError` 505, and 501 to 504 for the filters."""
    from onrecord.cli.answers import answer
    from onrecord.errors import UsageError
    from onrecord.flow.questions import Ask, question
    from onrecord.http.client import open_book

    if json and csv:
        raise UsageError(505)
    asked = filters.checked(view)
    with open_book(record, read_only=True) as book:
        answer(question(view).row, book.rows(view, Ask(filters=asked)), json=json, csv=csv)
    return 0
