"""Moves as PLOVER event records, one JSON object on each line.

Field names, modes, actor codes and quad numbers are those of the PLOVER manual (Open Event Data Alliance, 0.8, chapter
"Data Fields"). What the manual has no field for keeps the record's own name: `status`, `layer`, `vouched_by` and what
follows it in `Event`. Contexts are not read, so `context` is null, as the manual asks.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from onrecord.exchange.identified import Identities, identified
from onrecord.exchange.selected import Selected
from onrecord.record.correction import Change
from onrecord.record.parts import Actor, Move, Party, Place
from onrecord.record.vocabulary import Layer, MoveType, Quad, Status
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.moves import voucher
from onrecord.views.passages import Passages

CODEBOOK = "PLOVER 0.8"
_QUAD_CODES: dict[Quad, int] = {
    "verbal-cooperation": 1,
    "material-cooperation": 2,
    "verbal-conflict": 3,
    "material-conflict": 4,
}
_INTERNATIONAL = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
"""Codes that stand in the place of a country (table "International Non-state actor names")."""
_RESOLUTIONS = {"town": 4, "region": 2, "country": 1}
_DAY = 10


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One who acts or is acted upon.

    `code` is a country (ISO 3166-1 alpha-3) or the manual's code for international bodies, `sector` three letters.
    `entity_text` are the words as written. `identifier_id` and `identifier_text` are the actor's id and name across
    the reports of the record, `known_as` its entry in the list of known actors.
    """

    code: str | None
    sector: str | None
    entity_text: str
    identifier_id: str | None
    identifier_text: str | None
    known_as: str | None


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """Where it took place: `lat` and `lon` in degrees (WGS 84); `resolution` 4 town, 2 province, 1 country."""

    extracted_place: str
    resolved_place: str
    lat: float | None
    lon: float | None
    country_code: str | None
    resolution: int | None


class TextInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Where the passage stands: [start, end) in Unicode code points of the report's text."""

    start: int
    end: int


class CiteInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The report. `citation` is its id in the record; `published` is the day, which the manual has no name for."""

    citation: str
    url: str | None
    title: str | None
    language: str | None
    publication: str | None
    published: str | None
    coder: str
    codebook: str = CODEBOOK


class Voucher(msgspec.Struct, frozen=True, kw_only=True):
    """The statement on which an event stands: its id in the report, who makes it (None: unattributed), its words."""

    statement: str
    source: str | None
    text: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One move of one report.

    `date` is the day it was done where the report tells it (`date_of` is then `event`), else the day of publication
    (`published`); both are None where neither is known. `when` is the date as far as the report tells it. `event_text`
    holds the passage. `status` says whether it happened at all: planned, asked for and denied events are records too.
    `vouched_by` is None where the outlet tells it in its own voice. `copy_of` is the id of the report that this one
    copies: such an event is told a second time, not by a second outlet.
    """

    id: str
    date: str | None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    event: tuple[MoveType]
    event_loc: Location | None
    event_text: tuple[str]
    quad_code: int
    mode: tuple[str, ...] | None
    context: None = None
    text_info: TextInfo
    cite_info: CiteInfo
    status: Status
    layer: Layer
    vouched_by: Voucher | None
    reciprocal: bool
    conditions: tuple[str, ...]
    about: tuple[str, ...]
    date_of: Literal["event", "published"] | None
    when: str | None
    when_precision: str | None
    trigger: str
    score: float
    copy_of: str | None
    corrected: tuple[Change, ...]


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """One line for each move that passes the filters. Raises `UsageError` 501 to 506 before the first."""
    filters.checked("moves")
    return (msgspec.json.encode(one) + b"\n" for one in events(store, filters))


def events(store: RecordStore, filters: Filters) -> Iterator[Event]:
    """The moves that pass the filters, report by report."""
    origins = {one.report: one.origin for one in store.copies_of(None)}
    for chosen, identities in identified(store, filters):
        parts = _Parts(chosen, identities)
        for move in chosen.moves:
            yield parts.event(move, origins.get(chosen.record.report.id))


class _Parts:
    """Turns moves of one report into events."""

    def __init__(self, chosen: Selected, identities: Identities) -> None:
        self._record = chosen.record
        self._changes = chosen.changes
        self._text = chosen.record.report.text
        self._passages = Passages(chosen.record)
        self._actors = {actor.id: actor for actor in chosen.record.actors}
        self._contents = {one.id: one.content.spans for one in chosen.record.statements}
        self._identities = identities

    def event(self, move: Move, copy_of: str | None) -> Event:
        report = self._record.report
        value = move.when.value if move.when else None
        told = value is not None and len(value) >= _DAY
        day = value[:_DAY] if value and told else report.published
        return Event(
            id=f"{report.id}-{move.id}",
            date=day,
            actor=tuple(map(self._entity, move.by)),
            recipient=tuple(map(self._entity, move.to)),
            event=(move.type,),
            event_loc=self._location(move.where) if move.where else None,
            event_text=(self._text[slice(*move.span)],),
            quad_code=_QUAD_CODES[move.quad],
            mode=(move.mode,) if move.mode else None,
            text_info=TextInfo(start=move.span[0], end=move.span[1]),
            cite_info=CiteInfo(
                citation=report.given_id or report.id,
                url=report.url,
                title=report.title,
                language=report.language,
                publication=report.publisher,
                published=report.published,
                coder=f"onrecord {self._record.reader.onrecord}",
            ),
            status=move.status,
            layer=move.layer,
            vouched_by=self._voucher(move.vouched_by) if move.vouched_by else None,
            reciprocal=move.reciprocal,
            conditions=self._passages.each(move.conditions),
            about=self._passages.each(move.about),
            date_of="event" if told else "published" if day else None,
            when=value,
            when_precision=move.when.precision if move.when else None,
            trigger=self._text[slice(*move.trigger)],
            score=move.score,
            copy_of=copy_of,
            corrected=self._changes.get(move.id, ()),
        )

    def _entity(self, party: Party) -> Entity:
        actor = self._actors.get(party.actor) if party.actor else None
        id_, name = self._identities.get(party.actor or "", (None, actor.name if actor else None))
        code, sector = codes(actor)
        return Entity(
            code=code,
            sector=sector,
            entity_text=self._text[slice(*party.span)],
            identifier_id=id_,
            identifier_text=name,
            known_as=actor.known_as if actor else None,
        )

    def _location(self, place: Place) -> Location:
        return Location(
            extracted_place=self._text[slice(*place.span)],
            resolved_place=place.name,
            lat=place.latitude,
            lon=place.longitude,
            country_code=place.country,
            resolution=_RESOLUTIONS[place.precision] if place.precision else None,
        )

    def _voucher(self, statement: str) -> Voucher:
        return Voucher(
            statement=statement,
            source=voucher(self._record, statement),
            text=self._passages.text(self._contents[statement]) or "",
        )


def codes(actor: Actor | None) -> tuple[str | None, str | None]:
    """An actor's code and sector as the manual parts them: international bodies have a code in the country's place."""
    if actor is None:
        return None, None
    if actor.country is None and actor.sector in _INTERNATIONAL:
        return actor.sector, None
    return actor.country, actor.sector
