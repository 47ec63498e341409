"""What was done and said, in the order of one of three clocks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import get_args

import msgspec

from onrecord.document.document import Span
from onrecord.errors import UsageError
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.store.timeline import CLOCKS, DATED, Clock, Dated, Item
from onrecord.views.passages import ReportRef

_AT_ONCE = 512
_LENGTHS = (10, 7, 4)
"""Characters of a day, a month and a year."""
_MOST_BINS = 60


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One move or statement on a clock.

    `when` is a date (ISO 8601, cut to its `precision`: a year is a band, not its first day) or None where the clock
    tells nothing of it. `actor` is who did or said it, `actor_id` the identity across reports. `kind` is a move's type
    or a statement's kind. `source` names the one on whose word it stands. `occurrence` is what other reports may tell
    of too; `copy_of` is the id of the report that this one is a copy or version of, where that has the same entry.
    """

    report: ReportRef
    clock: str
    when: str | None
    precision: str | None
    actor: str | None
    actor_id: str | None
    entry: str
    id: str
    kind: str
    status: str | None
    layer: str
    source: str | None
    occurrence: str | None
    copy_of: str | None
    passage: str
    span: Span


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One actor's entries by stretch of time, as (year, month or day, count); those of copies count once.

    `actor_id` is the identity across reports; None where the reports name somebody whom they tell no more of.
    """

    actor: str
    actor_id: str | None
    count: int
    bins: tuple[tuple[str, int], ...]


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """How many entries stand on which date of a clock, oldest first, as (year, month or day, count).

    In `days` those of copies count once; `copies` is how many were left out for that. `dated`, `undated` and
    `impossible` count all: those in `days`, those that the clock tells no date of, those whose date no calendar has.
    """

    days: tuple[tuple[str, int], ...]
    dated: int
    undated: int
    impossible: int
    copies: int


def timeline(
    store: RecordStore, filters: Filters, clock: str = "happened", dated: str | None = None
) -> Iterator[TimelineRow]:
    """Entries that pass the filters, oldest first; those without a date on this clock come last.

    Statements stand on the clocks `said` and `published` alone. `dated` asks for entries with a date of the calendar
    (`dated`), with none (`undated`) or with one that no calendar has (`impossible`). Raises `UsageError` 532 for what
    is no clock or nothing of these.
    """
    asked = store.timeline(checked_clock(clock), filters, _checked_dated(dated))
    while some := list(islice(asked, _AT_ONCE)):
        refs = store.report_refs({n for item in some for n in (item.report, item.origin) if n is not None})
        yield from (_row(item, refs, clock) for item in some)


def lanes(store: RecordStore, filters: Filters, clock: str = "happened", most: int = 12) -> tuple[Lane, ...]:
    """The busiest actors with their entries counted by day, month or year: the finest that gives at most 60 stretches.

    Raises `UsageError` 532 for what is no clock.
    """
    found = store.timeline_bins(checked_clock(clock), filters, most)
    lengths = (length for length in _LENGTHS if len({at[:length] for *_, at, _ in found}) <= _MOST_BINS)
    length = next(lengths, _LENGTHS[-1])
    of: dict[tuple[str, str | None], Counter[str]] = {}
    for actor, actor_id, at, count in found:
        of.setdefault((actor, actor_id), Counter())[at[:length]] += count
    return tuple(
        Lane(actor=actor, actor_id=actor_id, count=bins.total(), bins=tuple(sorted(bins.items())))
        for (actor, actor_id), bins in of.items()
    )


def dates(store: RecordStore, filters: Filters, clock: str = "happened") -> Dates:
    """How many entries that pass the filters stand on which date. Raises `UsageError` 532 for what is no clock."""
    found = store.timeline_days(checked_clock(clock), filters)
    dated = [(when, once, count) for when, real, once, count in found if when is not None and real]
    return Dates(
        days=tuple((when, once) for when, once, _ in dated if once),
        dated=sum(count for *_, count in dated),
        undated=sum(count for when, *_, count in found if when is None),
        impossible=sum(count for when, real, _, count in found if when is not None and not real),
        copies=sum(count - once for _, once, count in dated),
    )


def checked_clock(clock: str) -> Clock:
    """The same clock. Raises `UsageError` 532 for what is none."""
    known: tuple[Clock, ...] = get_args(Clock)
    for one in known:
        if one == clock:
            return one
    raise UsageError(532, name="the clock", value=clock, known=", ".join(CLOCKS))


def _checked_dated(dated: str | None) -> Dated | None:
    known: tuple[Dated, ...] = get_args(Dated)
    for one in known:
        if one == dated:
            return one
    if dated is None:
        return None
    raise UsageError(532, name="what is asked of dates", value=dated, known=", ".join(DATED))


def _row(item: Item, refs: Mapping[int, ReportRef], clock: str) -> TimelineRow:
    return TimelineRow(
        report=refs[item.report],
        clock=clock,
        when=item.at,
        precision=item.precision,
        actor=item.lane,
        actor_id=item.lane_id,
        entry=item.entry,
        id=item.id,
        kind=item.kind,
        status=item.status,
        layer=item.layer,
        source=item.source,
        occurrence=item.occurrence,
        copy_of=refs[item.origin].id if item.origin is not None else None,
        passage=item.words,
        span=item.span,
    )
