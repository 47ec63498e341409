"""What a paper has to say of a record: by what it was read, how well that reads, what it holds, what people changed."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib import resources

import msgspec

from onrecord.errors import UsageError
from onrecord.record.vocabulary import FORMAT
from onrecord.store.corrections import Kept
from onrecord.store.record_store import RecordStore
from onrecord.store.totals import Count, Days, ReaderCount
from onrecord.version import __version__
from onrecord.views.measured import Measured, measured

OUTLETS = 10
"""Outlets that are named, unless more are asked for."""


class ReaderUse(msgspec.Struct, frozen=True, kw_only=True):
    """One reader with the reports it read: a version of onrecord, its models (SHA-256 by name), how many reports.

    `measured` holds where the figures of this release are of that reader.
    """

    onrecord: str
    models: dict[str, str]
    reports: int
    measured: bool


class ByHand(msgspec.Struct, frozen=True, kw_only=True):
    """What people corrected: how many corrections stand, and of those by how many people, on how many reports, when.

    `undone` were taken back; `detached` have no place in the present reading. `first` and `last` are days, UTC.
    """

    stand: int
    people: int
    reports: int
    actions: tuple[Count, ...]
    first: str | None
    last: str | None
    undone: int
    detached: int


class Brought(msgspec.Struct, frozen=True):
    """Something that others made and onrecord brings."""

    use: str
    work: str
    licence: str


class Methods(msgspec.Struct, frozen=True, kw_only=True):
    """A record as the methods section of a paper has to tell of it.

    `asked` is the day of asking, UTC, and `onrecord` the version that was asked. Entries are counted as corrected by
    hand; counts by value have the commonest first. `publishers` are the outlets with most reports of `outlets` in all;
    `unnamed` is the number of reports that name none. `copies` are reports by what they are to another one of the
    record. `measured` are the figures of those readers that this release was measured with.
    """

    asked: str
    onrecord: str
    record_format: str
    store_format: int
    reports: int
    readers: tuple[ReaderUse, ...]
    published: Days
    retrieved: Days
    outlets: int
    publishers: tuple[Count, ...]
    unnamed: int
    languages: tuple[Count, ...]
    copies: tuple[Count, ...]
    statements: tuple[Count, ...]
    unattributed: int
    move_types: tuple[Count, ...]
    move_statuses: tuple[Count, ...]
    move_layers: tuple[Count, ...]
    actors: int
    by_hand: ByHand
    measured: tuple[Measured, ...]
    inside: tuple[Brought, ...]
    cite: str


def methods(store: RecordStore, outlets: int = OUTLETS) -> Methods:
    """The record in figures; so many `outlets` are named. Raises `UsageError` 504 for less than one of them."""
    if type(outlets) is not int or outlets < 1:
        raise UsageError(504, name="outlets", value=outlets)
    held = store.reports.totals()
    named = [one for one in held.publishers if one.value is not None]
    return Methods(
        asked=datetime.now(UTC).date().isoformat(),
        onrecord=__version__,
        record_format=FORMAT,
        store_format=held.store_format,
        reports=held.reports,
        readers=tuple(_use(one) for one in held.readers),
        published=held.published,
        retrieved=held.retrieved,
        outlets=len(named),
        publishers=tuple(named[:outlets]),
        unnamed=sum(one.count for one in held.publishers if one.value is None),
        languages=held.languages,
        copies=held.copies,
        statements=held.statements,
        unattributed=held.unattributed,
        move_types=held.move_types,
        move_statuses=held.move_statuses,
        move_layers=held.move_layers,
        actors=held.actors,
        by_hand=_by_hand(store.corrections()),
        measured=tuple(one for one in measured() if any(one.are_of(r.onrecord, r.models) for r in held.readers)),
        inside=inside(),
        cite=f"The onrecord developers: onrecord, version {__version__}. Software, Apache-2.0.",
    )


@cache
def inside() -> tuple[Brought, ...]:
    """What others made and onrecord brings (`inside.tsv`), as NOTICE has it."""
    text = resources.files("onrecord.views").joinpath("inside.tsv").read_text("utf-8")
    return tuple(Brought(*line.split("\t")) for line in text.splitlines() if not line.startswith("#"))


def _use(one: ReaderCount) -> ReaderUse:
    known = any(figures.are_of(one.onrecord, one.models) for figures in measured())
    return ReaderUse(onrecord=one.onrecord, models=one.models, reports=one.reports, measured=known)


def _by_hand(corrections: Iterable[Kept]) -> ByHand:
    states: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    people, reports, made = set[str](), set[str](), list[str]()
    for kept in corrections:
        one = kept.correction
        states[kept.state] += 1
        if kept.state == "stands":
            actions[one.action] += 1
            people.add(one.author)
            made.append(one.made[:10])
            if one.report is not None:
                reports.add(one.report)
    return ByHand(
        stand=states["stands"],
        people=len(people),
        reports=len(reports),
        actions=tuple(Count(action, count) for action, count in sorted(actions.items(), key=lambda a: (-a[1], a[0]))),
        first=min(made, default=None),
        last=max(made, default=None),
        undone=states["undone"],
        detached=states["detached"],
    )
