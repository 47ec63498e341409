"""The entries that pass the filters, with who their actors are across reports, for formats that tell of these."""

from collections.abc import Iterator
from itertools import islice

from onrecord.exchange.selected import Selected, selected
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

AT_ONCE = 64
"""Reports whose actors are looked up together, and held meanwhile."""

Identities = dict[str, tuple[str, str]]
"""Id and name across reports of the actors of one report, by their id in it."""


def identified(store: RecordStore, filters: Filters) -> Iterator[tuple[Selected, Identities]]:
    """As `selected`, each report with its actors' identities."""
    found = selected(store, filters)
    while some := list(islice(found, AT_ONCE)):
        identities = store.reports.identities_among([one.record.report.id for one in some])
        for one in some:
            yield one, identities[one.record.report.id]
