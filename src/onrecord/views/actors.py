"""Who appears: one row for each actor, under whatever names reports give it."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from onrecord.document.document import Span
from onrecord.record.parts import Report
from onrecord.store.asking import ActorFound, NameFound, RoleFound
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef

_REPORTS = 16
"""Reports that are kept while actors are told."""


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """One actor across the reports that pass the filters, with counts.

    `id` lasts as long as the actor is one. `names` are all spellings and short forms, that in most reports first;
    of an actor that is only described ("two dockers") they are the description. `roles` are as the reports word them,
    each with the first and last day of publication, in the order they were first told. `statements` counts those it is
    the source of, `moves_by` and `moves_to` the moves it makes and undergoes. `report`, `span` and `passage` are of
    the first mention.
    """

    id: str
    name: str
    names: tuple[NameFound, ...]
    kind: str
    country: str | None
    sector: str | None
    known_as: str | None
    roles: tuple[RoleFound, ...]
    reports: int
    mentions: int
    statements: int
    moves_by: int
    moves_to: int
    report: ReportRef
    passage: str
    span: Span


def actors(store: RecordStore, filters: Filters) -> Iterator[ActorRow]:
    """Actors of all reports that pass the filters, those in most reports first."""

    # Actors next to each other are often of one report, which may name thousands.
    @lru_cache(maxsize=_REPORTS)
    def report_of(id_: str) -> Report:
        return store.record(id_).report

    return (_row(report_of(found.first_report), found) for found in store.find_actors(filters))


def _row(report: Report, found: ActorFound) -> ActorRow:
    start, stop = found.first_mention
    return ActorRow(
        id=found.id,
        name=found.name,
        names=found.names,
        kind=found.kind,
        country=found.country,
        sector=found.sector,
        known_as=found.known_as,
        roles=found.roles,
        reports=found.reports,
        mentions=found.mentions,
        statements=found.statements,
        moves_by=found.moves_by,
        moves_to=found.moves_to,
        report=ReportRef.of(report),
        passage=report.text[start:stop],
        span=found.first_mention,
    )
