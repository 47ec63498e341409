"""In which reports an actor appears, and as whom: what people look at before they part one actor into two."""

from collections.abc import Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.document.sentence import sentence_around
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef


class ActorAppearance(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of one report who across reports is the actor `id`, called `name`.

    `actor` is the id in the report, `called` the name there, `roles` those that it tells. `mentions`, `statements` (it
    is the source of) and `moves` (it takes part in) count what the report has. `passage` is the sentence of the first
    mention, at `span`.
    """

    report: ReportRef
    actor: str
    called: str
    roles: tuple[str, ...]
    mentions: int
    statements: int
    moves: int
    passage: str
    span: Span
    id: str
    name: str
    kind: str


def appearances(store: RecordStore, id_: str, filters: Filters) -> Iterator[ActorAppearance]:
    """Where the actor of this id appears, oldest report first; nothing for an id that the record does not know."""
    for one in store.reports.appearing(id_, filters):
        report = store.record(one.report_id).report
        span = sentence_around(report.text, one.mention)
        yield ActorAppearance(
            report=ReportRef.of(report),
            actor=one.actor,
            called=one.called,
            roles=one.roles,
            mentions=one.mentions,
            statements=one.statements,
            moves=one.moves,
            passage=report.text[slice(*span)],
            span=span,
            id=id_,
            name=one.name,
            kind=one.kind,
        )
