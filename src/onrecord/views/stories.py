"""Which happenings the reports tell of: the stories of a record, one row each."""

from collections.abc import Iterator

import msgspec

from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.stories import StoryFound


class StoryReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a story."""

    id: str
    given_id: str | None
    text_sha256: str

    def __str__(self) -> str:
        return self.given_id or self.id


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One happening and the reports that tell of it, the first published first, those of unknown date last.

    `first` and `last` are days of publication (ISO 8601), None where none is known. `headline` is that of the first
    report, or the beginning of its text where it has none.
    """

    id: str
    reports: tuple[StoryReport, ...]
    first: str | None
    last: str | None
    headline: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A story with who tells it: `independent` counts its reports that are no copies, `outlets` stand once each."""

    story: StoryRow
    independent: int
    outlets: tuple[str, ...]


def stories(store: RecordStore, filters: Filters) -> Iterator[StoryRow]:
    """Stories with a report that passes the filters, those with most independent reports first."""
    return (found.story for found in coverage(store, filters))


def coverage(store: RecordStore, filters: Filters) -> Iterator[Coverage]:
    """The same with who tells them."""
    return map(_coverage, store.find_stories(filters))


def _coverage(found: StoryFound) -> Coverage:
    days = sorted(report.published for report in found.reports if report.published)
    row = StoryRow(
        id=found.id,
        reports=tuple(StoryReport(id=r.id, given_id=r.given_id, text_sha256=r.text_sha256) for r in found.reports),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        headline=found.headline,
    )
    return Coverage(
        story=row,
        independent=sum(not report.copy for report in found.reports),
        outlets=tuple(dict.fromkeys(report.publisher for report in found.reports if report.publisher)),
    )
