"""`onrecord statements`, `moves` and `actors`."""

from typing import TYPE_CHECKING

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
        publisher=publisher,
        since=since,
        until=until,
        limit=limit,
    )
    return _answer("statements", record, filters, json=json, csv=csv)


def moves(
    record: o.RecordPath,
    /,
    *,
    source: o.Source = None,
    by: o.By = None,
    to: o.To = None,
    about: o.About = None,
    type_: o.OfType = None,
    status: o.Status = None,
    layer: o.Layer = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who did what to whom: the moves in a record, and on whose word each stands."""
    from onrecord.store.filters import Filters

    filters = Filters(
        source=source,
        by=by,
        to=to,
        about=about,
        type=type_,
        status=status,
        layer=layer,
        publisher=publisher,
        since=since,
        until=until,
        limit=limit,
    )
    return _answer("moves", record, filters, json=json, csv=csv)


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
    return _answer("actors", record, filters, json=json, csv=csv)


def _answer(view: str, record: str, filters: "Filters", *, json: bool, csv: bool) -> int:
    from onrecord.cli import rows
    from onrecord.cli.answers import answer
    from onrecord.errors import UsageError
    from onrecord.store.record_store import RecordStore

    if json and csv:
        raise UsageError(505)
    asked = filters.checked(view)
    kind, ask = rows.VIEWS[view]
    with RecordStore.open(record, read_only=True) as store:
        answer(kind, ask(store, asked), json=json, csv=csv)
    return 0
