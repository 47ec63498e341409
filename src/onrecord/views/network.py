"""Who dealt with whom: pairs of actors with the moves from one to the other."""

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.document.document import Span
from onrecord.record.vocabulary import Quad
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.passages import ReportRef


class NetworkRow(msgspec.Struct, frozen=True, kw_only=True):
    """Moves of one class from one actor to another (mutual ones count in both directions).

    `types` counts them by type ("REQUEST 3"), `statuses` by status ("happened 2", "planned 1"), `moves` in all,
    `origins` the independent reports: copies count once.
    `first` and `last` are days done, else published. `report`, `passage` and `span` are of the first told.
    """

    report: ReportRef
    actor: str
    actor_id: str
    to: str
    to_id: str
    quad: Quad
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    moves: int
    origins: int
    first: str | None
    last: str | None
    passage: str
    span: Span


def network(store: RecordStore, filters: Filters, actor: str | None = None) -> Iterator[NetworkRow]:
    """Pairs among the moves that pass the filters, those of most independent reports first.

    What is denied, only asked for or only possible counts where `status` asks for it alone. With `actor`, the id of
    one across reports, only pairs that it is one of.
    """
    found = store.pairs(filters, actor)
    refs = store.report_refs({pair.report for pair in found})
    for pair in found:
        yield NetworkRow(
            report=refs[pair.report],
            actor=pair.from_name,
            actor_id=pair.from_id,
            to=pair.to_name,
            to_id=pair.to_id,
            quad=pair.quad,
            types=_counted(pair.types),
            statuses=_counted(pair.statuses),
            moves=pair.moves,
            origins=pair.origins,
            first=pair.first,
            last=pair.last,
            passage=pair.passage,
            span=pair.span,
        )


def _counted(some: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{name} {count}" for name, count in some)
