"""The formats that a record goes out in, one table for every door.

Each format is a file of this package with a `write(store, filters)` that yields bytes as they are made: what is
filtered is what goes out. Formats made of entries go through `selected.selected`, those made of rows call a view.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from onrecord.errors import ExchangeError, StoreError, UsageError
from onrecord.exchange import (
    brat,
    datapackage,
    followthemoney,
    gexf,
    graphml,
    inception,
    jsonld,
    parquet,
    plover,
    records,
    web_annotation,
)
from onrecord.store.filters import APPLY, Filters
from onrecord.store.record_store import RecordStore


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """One format: what it is called at every door, what a file of it ends in, its media type, and what it holds.

    `filters` names the filters that make sense for it, as `onrecord.store.filters.APPLY` does. `write` yields the
    whole file in pieces of any size; it raises `UsageError` 501 to 506 before the first for a filter that makes no
    sense.
    """

    name: str
    suffix: str
    media_type: str
    summary: str
    filters: str
    write: Callable[[RecordStore, Filters], Iterator[bytes]]

    @property
    def takes(self) -> frozenset[str]:
        """The filters that make sense for it."""
        return APPLY[self.filters]


EXPORTS: dict[str, Export] = {
    one.name: one
    for one in (
        Export(
            name="jsonl",
            suffix=".jsonl",
            media_type="application/x-ndjson",
            summary="Whole records (onrecord/1), one on each line, of reports with an entry that passes.",
            filters="entries",
            write=records.write,
        ),
        Export(
            name="web-annotation",
            suffix=".jsonl",
            media_type="application/x-ndjson",
            summary="W3C Web Annotations, one on each line: every entry with the passages it was read from.",
            filters="entries",
            write=web_annotation.write,
        ),
        Export(
            name="web-annotation-page",
            suffix=".jsonld",
            media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            summary="The same annotations as one W3C AnnotationCollection.",
            filters="entries",
            write=web_annotation.write_collection,
        ),
        Export(
            name="jsonld",
            suffix=".jsonld",
            media_type="application/ld+json",
            summary="schema.org quotations and claims with their provenance (PROV-O), as JSON-LD.",
            filters="statements",
            write=jsonld.write,
        ),
        Export(
            name="plover",
            suffix=".jsonl",
            media_type="application/x-ndjson",
            summary="Moves as PLOVER event records, one on each line, with status, layer and voucher.",
            filters="moves",
            write=plover.write,
        ),
        Export(
            name="followthemoney",
            suffix=".ftm.jsonl",
            media_type="application/x-ndjson",
            summary="Reports, actors, statements, moves and ties as FollowTheMoney 4 entities, one on each line.",
            filters="entries",
            write=followthemoney.write,
        ),
        Export(
            name="graphml",
            suffix=".graphml",
            media_type="application/graphml+xml",
            summary="Who dealt with whom as a directed graph, edges weighted by independent reports.",
            filters="network",
            write=graphml.write,
        ),
        Export(
            name="gexf",
            suffix=".gexf",
            media_type="application/gexf+xml",
            summary="The same graph as GEXF 1.3, for Gephi.",
            filters="network",
            write=gexf.write,
        ),
        Export(
            name="parquet",
            suffix=".parquet.zip",
            media_type="application/zip",
            summary="Reports, actors, statements, moves, occurrences and network as Parquet files in a zip archive.",
            filters="entries",
            write=parquet.write,
        ),
        Export(
            name="data-package",
            suffix=".zip",
            media_type="application/zip",
            summary="The same tables as CSV, safe for spreadsheets, with a Data Package 2.0 descriptor.",
            filters="entries",
            write=datapackage.write,
        ),
        Export(
            name="brat",
            suffix=".brat.zip",
            media_type="application/zip",
            summary="Texts with their marks as a brat collection, to be corrected there and imported again.",
            filters="entries",
            write=brat.write,
        ),
        Export(
            name="inception",
            suffix=".uima.zip",
            media_type="application/zip",
            summary="Texts with their marks as UIMA CAS JSON for INCEpTION, to be corrected there and imported again.",
            filters="entries",
            write=inception.write,
        ),
    )
}
"""Every format by its name."""


def export(name: str) -> Export:
    """The format of this name. Raises `UsageError` 502 where there is none.

    >>> export("jsonld").suffix
    '.jsonld'
    """
    found = EXPORTS.get(name)
    if found is None:
        raise UsageError(502, value=name, name="format", known=", ".join(EXPORTS))
    return found


def save(pieces: Iterator[bytes], path: Path, record: Path | None) -> None:
    """Write what an export yields to a file, as it is made; `record` is the record's own file, where it has one.

    Raises `ExchangeError` 618 where that is the record itself, `StoreError` 415 where it cannot be written, and what
    the export raises; what is wrong with the filters is raised before anything is written.
    """
    if record is not None and path.resolve() == record.resolve():
        raise ExchangeError(618, path=path)
    first = next(pieces, b"")
    try:
        with path.open("wb") as file:
            file.writelines(chain((first,), pieces))
    except OSError as error:
        raise StoreError(415, str(path), reason=error.strerror or error) from error
