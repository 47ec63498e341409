"""Whole records as JSON Lines: the format `onrecord/1` of docs/record.md, as `onrecord read --json` writes it."""

from collections.abc import Iterator

from onrecord.exchange import jsonl
from onrecord.exchange.selected import selected
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """The records, as corrected by hand, of reports with an entry that passes the filters."""
    return iter(jsonl.lines(one.record for one in selected(store, filters)))
