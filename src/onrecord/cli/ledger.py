"""`onrecord ledger`."""

from typing import Annotated

from cyclopts import Parameter

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
    contradictions: Annotated[
        bool,
        Parameter(
            negative="",
            help="Show, instead of claims, the questions that reports answer so that they cannot all be right, with "
            "every answer (--layer does not apply).",
        ),
    ] = False,
    json: o.AsJson = False,
    csv: o.AsCsv = False,
) -> int:
    """Who claimed what first, who said it again, in what words, and who denies it."""
    # Imported here so that help stays fast.
    from onrecord.cli.ask import answer_to
    from onrecord.store.filters import Filters

    filters = Filters(
        source=source, about=about, layer=layer, publisher=publisher, since=since, until=until, limit=limit
    )
    view = "contradictions" if contradictions else "ledger"
    return answer_to(view, record, filters, json=json, csv=csv)
