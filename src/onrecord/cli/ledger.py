"""`onrecord ledger`."""

from onrecord.cli import options as o


def ledger(
    record: o.RecordPath,
    /,
    *,
    source: o.Source = None,
    about: o.About = None,
    layer: o.Layer = None,
    publisher: o.Outlet = None,
    since: o.Since = None,
    until: o.Until = None,
    limit: o.Limit = None,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who claimed what first, who said it again, in what words, and who denies it."""
    # Imported here so that help stays fast.
    from onrecord.cli.answers import answer
    from onrecord.store.filters import Filters
    from onrecord.store.record_store import RecordStore
    from onrecord.views.ledger import LedgerRow
    from onrecord.views.ledger import ledger as ask

    filters = Filters(
        source=source, about=about, layer=layer, publisher=publisher, since=since, until=until, limit=limit
    )
    with RecordStore.open(record, read_only=True) as store:
        answer(LedgerRow, ask(store, filters), json=json, csv=csv)
    return 0
