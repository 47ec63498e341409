"""Who dealt with whom as a directed graph, for the graph formats: actors, and an edge for each class of moves."""

import io
from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec

from onrecord.exchange.safe import escaped
from onrecord.record.vocabulary import Quad
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import actors
from onrecord.views.network import NetworkRow, network


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor across reports: `country` is ISO 3166-1 alpha-3, `sector` PLOVER's, `reports` a number of reports."""

    id: str
    label: str
    kind: str
    country: str | None
    sector: str | None
    known_as: str | None
    reports: int


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """The moves of one class from one actor to another; mutual ones count in both directions.

    `weight` is the number of independent reports (copies count once), `moves` that of moves; `types` and `statuses`
    count those ("REQUEST 3; ACCUSE 1"). `first` and `last` are days done, else published. `quote` is the first told
    passage, of the report that `outlet`, `date`, `title`, `link` and `report` (its id) name, at `start` to `stop` in
    characters.
    """

    id: str
    source: str
    target: str
    label: Quad
    weight: int
    moves: int
    types: str
    statuses: str
    first: str | None
    last: str | None
    quote: str
    outlet: str | None
    date: str | None
    title: str | None
    link: str | None
    report: str
    start: int
    stop: int


def graph(store: RecordStore, filters: Filters) -> tuple[list[Node], list[Edge]]:
    """The network as the view has it; no more than its rows is held. Raises `UsageError` 501 to 506."""
    edges = [_edge(row) for row in network(store, filters)]
    there = {id_ for edge in edges for id_ in (edge.source, edge.target)}
    nodes = [
        Node(
            id=actor.id,
            label=actor.name,
            kind=actor.kind,
            country=actor.country,
            sector=actor.sector,
            known_as=actor.known_as,
            reports=actor.reports,
        )
        for actor in (actors(store, Filters()) if there else ())
        if actor.id in there
    ]
    return nodes, edges


def attributes(kind: type[Node] | type[Edge], left_out: frozenset[str]) -> dict[str, type[str] | type[int]]:
    """The fields that are told of a node or edge, with the type of their values."""
    hints = get_type_hints(kind)
    return {name: int if hints[name] is int else str for name in kind.__struct_fields__ if name not in left_out}


def values(one: Node | Edge, names: dict[str, type[str] | type[int]]) -> Iterator[tuple[str, str]]:
    """The values that there are, as text that XML may hold."""
    for name in names:
        value = getattr(one, name)
        if value is not None:
            yield name, xml_text(str(value))


def xml_text(text: str) -> str:
    r"""Text of a report with what XML forbids, and what would turn text round, written out.

    >>> print(xml_text("talks \x1b went on"))
    talks \x1b went on
    """
    return escaped(text)


def taken(file: Any, out: io.BytesIO) -> bytes:
    """What is written to the buffer so far, taken out of it."""
    file.flush()
    piece = out.getvalue()
    out.seek(0)
    out.truncate()
    return piece


def _edge(row: NetworkRow) -> Edge:
    return Edge(
        id=f"{row.actor_id}-{row.to_id}-{row.quad}",
        source=row.actor_id,
        target=row.to_id,
        label=row.quad,
        weight=row.origins,
        moves=row.moves,
        types="; ".join(row.types),
        statuses="; ".join(row.statuses),
        first=row.first,
        last=row.last,
        quote=row.passage,
        outlet=row.report.publisher,
        date=row.report.published,
        title=row.report.title,
        link=row.report.url,
        report=row.report.id,
        start=row.span[0],
        stop=row.span[1],
    )
