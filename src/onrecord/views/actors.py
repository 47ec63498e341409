"""Who appears: the actors of a record, those of one name and kind in one row."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.store.asking import ActorFound
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """All actors of one name and kind, with counts; whether they are one person is left to the reader.

    `roles` are as the reports word them, each once. `statements` counts those they are the source of, `moves_by` and
    `moves_to` the moves they make and undergo. `report`, `span` and `passage` are of the first mention.
    """

    name: str
    kind: str
    country: str | None
    sector: str | None
    roles: tuple[str, ...]
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
    return (_row(store, found) for found in store.find_actors(filters))


def _row(store: RecordStore, found: ActorFound) -> ActorRow:
    report = store.record(found.first_report).report
    start, stop = found.first_mention
    return ActorRow(
        name=found.name,
        kind=found.kind,
        country=found.country,
        sector=found.sector,
        roles=tuple(dict.fromkeys(found.roles)),
        reports=found.reports,
        mentions=found.mentions,
        statements=found.statements,
        moves_by=found.moves_by,
        moves_to=found.moves_to,
        report=ReportRef.of(report),
        passage=report.text[start:stop],
        span=found.first_mention,
    )
