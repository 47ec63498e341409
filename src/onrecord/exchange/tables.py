"""The tables that a record goes out in where a format takes several: what they hold, and in what order."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from onrecord.exchange.identified import identified
from onrecord.exchange.selected import Selected, selected
from onrecord.store.filters import APPLY, Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.moves import MoveRow, moves
from onrecord.views.network import NetworkRow, network
from onrecord.views.occurrences import OccurrenceRow, occurrences
from onrecord.views.passages import ReportRef
from onrecord.views.statements import StatementRow, statements

_SENTENCE = re.compile(r"(?<=[.:;])\s+")


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One report, without its text.

    `id` is its id in the record, `given_id` that under which it came. `published` is an ISO 8601 date, `retrieved` an
    ISO 8601 time, `language` an ISO 639-1 code. `source` is a path, address or archive member. `characters` is the
    length of its text. `text_sha256` is the SHA-256 of its text in UTF-8, `raw_sha256` that of the page as it came.
    `copy_of` is the id of the report that this one is a copy or version of (`copy_kind`). `statements` and `moves`
    count what was read in it. `reader` is the onrecord that read it.
    """

    id: str
    given_id: str | None
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    language: str | None
    retrieved: str | None
    characters: int
    text_sha256: str
    raw_sha256: str | None
    copy_of: str | None
    copy_kind: str | None
    statements: int
    moves: int
    reader: str


class TableOf(msgspec.Struct, frozen=True, kw_only=True):
    """One table: its name, the kind of its rows, and how they are found.

    `filters` names the filters that it knows, as `APPLY` does: with a filter that it does not know it is left out.
    """

    name: str
    row: type[msgspec.Struct]
    rows: Callable[[RecordStore, Filters], Iterator[Any]]
    filters: str


def tables(filters: Filters) -> list[TableOf]:
    """The tables that go out. Raises `UsageError` 501 to 506 for a filter that no table of entries knows.

    >>> [table.name for table in tables(Filters(type="REQUEST"))]
    ['reports', 'actors', 'moves', 'occurrences', 'network']
    """
    filters.checked("entries")
    asked = {name for name in filters.__struct_fields__ if getattr(filters, name) and name != "skip"}
    return [table for table in TABLES if asked <= APPLY[table.filters]]


def described(kind: type[msgspec.Struct], field: str) -> str | None:
    """What the documentation of a row says of one of its fields; None where the field's name says it all.

    >>> described(ReportLine, "language")
    '`published` is an ISO 8601 date, `retrieved` an ISO 8601 time, `language` an ISO 639-1 code.'
    """
    sentences = _SENTENCE.split(" ".join((kind.__doc__ or "").split()))
    return " ".join(one for one in sentences if f"`{field}`" in one) or None


def _reports(store: RecordStore, filters: Filters) -> Iterator[ReportLine]:
    copies = {one.report: one for one in store.copies_of(None)}
    for one in selected(store, filters):
        copy = copies.get(one.record.report.id)
        yield _line(one, *((copy.origin, copy.kind) if copy else (None, None)))


def _line(one: Selected, copy_of: str | None, copy_kind: str | None) -> ReportLine:
    report = one.record.report
    return ReportLine(
        id=report.id,
        given_id=report.given_id,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
        source=report.source,
        authors=report.authors,
        credits=report.credits,
        language=report.language,
        retrieved=report.retrieved,
        characters=len(report.text),
        text_sha256=report.text_sha256,
        raw_sha256=report.raw_sha256,
        copy_of=copy_of,
        copy_kind=copy_kind,
        statements=len(one.record.statements),
        moves=len(one.record.moves),
        reader=f"onrecord {one.record.reader.onrecord}",
    )


def _actors(store: RecordStore, filters: Filters) -> Iterator[ActorRow]:
    """Everybody; with a filter those who take part in what passes it."""
    if filters == Filters():
        yield from actors(store, filters)
        return
    there: set[str] = set()
    for one, identities in identified(store, filters):
        there |= {identities[actor.id][0] for actor in one.actors if actor.id in identities}
    for row in actors(store, Filters()):
        if row.id in there:
            yield row


TABLES = (
    TableOf(name="reports", row=ReportLine, rows=_reports, filters="entries"),
    TableOf(name="actors", row=ActorRow, rows=_actors, filters="entries"),
    TableOf(name="statements", row=StatementRow, rows=statements, filters="statements"),
    TableOf(name="moves", row=MoveRow, rows=moves, filters="moves"),
    TableOf(name="occurrences", row=OccurrenceRow, rows=occurrences, filters="occurrences"),
    TableOf(name="network", row=NetworkRow, rows=network, filters="network"),
)
"""Every table that a record goes out in."""


def flat(kind: type[msgspec.Struct]) -> dict[str, tuple[type[msgspec.Struct], str]]:
    """The columns of rows of one kind, each with the type and the field that its values are of.

    A report's fields come as `report_…`.

    >>> flat(StatementRow)["report_url"][1], flat(StatementRow)["cue"][1]
    ('url', 'cue')
    """
    columns: dict[str, tuple[type[msgspec.Struct], str]] = {}
    for name in kind.__struct_fields__:
        if name == "report":
            columns |= {f"report_{part}": (ReportRef, part) for part in ReportRef.__struct_fields__}
        else:
            columns[name] = (kind, name)
    return columns
