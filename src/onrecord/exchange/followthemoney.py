"""The record as FollowTheMoney 4 entities, one JSON object on each line, as Aleph and OpenAleph take them.

Schemata and properties: https://followthemoney.tech. A report is an `Article` (without its text), an actor a `Person`,
`Organization`, `PublicBody` or `LegalEntity`, its names in a report `Mention`s. FollowTheMoney has no word for "it is
denied" or "it is only planned", so a move is an `Event` with `UnknownLink`s from those who made it to those it was
directed at only when it is told as happened; otherwise it is a `Note`, as statements are. Ids are made from the
record's own, so that the same record gives the same ids.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha1
from importlib.resources import files

import msgspec

from onrecord.exchange import iri
from onrecord.exchange.identified import Identities, identified
from onrecord.exchange.selected import Selected
from onrecord.record.parts import Actor, Move, Party, Report, Statement, Tie
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.moves import move_row
from onrecord.views.statements import statement_row

DONE = frozenset(("happened", "ongoing", "historical"))
"""Statuses of moves that are told as having happened."""
_PUBLIC = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
"""Sectors of bodies of a state (PLOVER)."""
_BODIES = frozenset(("person", "group", "organisation", "state"))
_LANGUAGES = {"en": "eng"}
"""ISO 639-1 to 639-3, for the languages that are read."""


class Entity(msgspec.Struct, frozen=True):
    """One entity: every property holds several values, all of them strings."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def write(store: RecordStore, filters: Filters) -> Iterator[bytes]:
    """One line for each entity. Raises `UsageError` 501 to 506 before the first."""
    filters.checked("entries")
    return (msgspec.json.encode(one) + b"\n" for one in entities(store, filters))


def entities(store: RecordStore, filters: Filters) -> Iterator[Entity]:
    """Reports with what was read in them, one at a time; then all actors that were named, each once."""
    origins = {one.report: one.origin for one in store.copies_of(None)}
    seen: set[str] = set()
    for chosen, identities in identified(store, filters):
        one = _OneReport(chosen, identities)
        yield from one.entities(origins.get(chosen.record.report.id))
        seen |= one.seen
    # Their names and roles are those of all reports, which only the whole record tells.
    for actor in actors(store, Filters()):
        if actor.id in seen:
            yield _actor(actor)


class _OneReport:
    """Turns the entries of one report into entities, and remembers which actors they name."""

    def __init__(self, chosen: Selected, identities: Identities) -> None:
        self._chosen = chosen
        self._record = chosen.record
        self._identities = identities
        self._actors = {actor.id: actor for actor in chosen.record.actors}
        self._article = _id(chosen.record.report.id)
        self._origin = _origin(chosen.record.report)
        self.seen: set[str] = set()

    def entities(self, copy_of: str | None) -> Iterator[Entity]:
        yield self._report(copy_of)
        statements = {one.id: n for n, one in enumerate(self._record.statements)}
        for statement in self._chosen.statements:
            yield self._statement(statement, statements[statement.id])
        moves = {one.id: n for n, one in enumerate(self._record.moves)}
        for move in self._chosen.moves:
            yield from self._move(move, moves[move.id])
        for n, tie in self._chosen.ties:
            yield from self._tie(n, tie)
        for actor in self._chosen.actors:
            yield from self._mentions(actor)

    def _report(self, copy_of: str | None) -> Entity:
        report = self._record.report
        return _entity(
            self._article,
            "Article",
            title=[report.title],
            fileName=[report.source],
            author=report.authors,
            publishedAt=[report.published],
            retrievedAt=[report.retrieved],
            language=[_LANGUAGES.get(report.language or "")],
            publisher=[report.publisher],
            sourceUrl=[_web(report)],
            keywords=report.credits,
            notes=[f"copy of {_id(copy_of)}" if copy_of else None],
        )

    def _statement(self, statement: Statement, n: int) -> Entity:
        row = statement_row(self._record, n)
        who = row.source or "unattributed"
        said = f", said {row.said}" if row.said else ""
        source = statement.source
        return _entity(
            self._entry(statement.id),
            "Note",
            name=[f"{who}: {row.kind} statement"],
            description=[row.content],
            summary=[f"{row.kind} statement by {who} ({row.layer}){said}"],
            entity=[self._named(source.actor if source else None)],
            keywords=["statement", row.kind, row.layer],
            **self._origin,
            proof=[self._article],
        )

    def _move(self, move: Move, n: int) -> Iterator[Entity]:
        row = move_row(self._record, n)
        title = f"{row.type} by {', '.join(row.by) or 'someone unnamed'}"
        title = f"{title} to {', '.join(row.to)}" if row.to else title
        word = f"on the word of {row.source or 'someone unnamed'}" if row.vouched_by else "the outlet's account"
        by, to = self._parties(move.by), self._parties(move.to)
        common: dict[str, Iterable[str | None]] = {
            "summary": [row.passage],
            "keywords": ["move", row.type, row.mode, row.quad, row.status, row.layer],
            "notes": [f"{row.status}; {word}"],
            **self._origin,
            "proof": [self._article],
        }
        if move.status not in DONE:
            named = [*by, *to]
            yield _entity(self._entry(move.id), "Note", name=[f"{title} ({move.status})"], entity=named, **common)
            return
        where = move.where
        yield _entity(
            self._entry(move.id),
            "Event",
            name=[title],
            date=[row.when],
            location=[where.name if where else None],
            country=[_country(where.country if where else None)],
            involved=[*by, *to],
            recordId=[move.id],
            **common,
        )
        pairs = [(one, other) for one in by for other in ([*by, *to] if move.reciprocal else to) if one != other]
        for k, (one, other) in enumerate(pairs):
            yield self._link(
                f"{move.id}-{k}",
                one,
                other,
                move.type,
                status=[move.status],
                date=[row.when],
                summary=[row.passage],
                recordId=[move.id],
            )

    def _tie(self, n: int, tie: Tie) -> Iterator[Entity]:
        one, other = self._named(tie.from_), self._named(tie.to)
        if one and other and one != other:
            words = self._record.report.text[slice(*tie.span)]
            yield self._link(f"t{n}", one, other, tie.kind, status=[tie.layer], summary=[words])

    def _mentions(self, actor: Actor) -> Iterator[Entity]:
        text = self._record.report.text
        names = dict.fromkeys(text[slice(*one.span)] for one in actor.mentions if one.form == "name")
        id_, _ = self._identities.get(actor.id, ("", ""))
        # A place or a thing is told of as somebody only where it takes part.
        somebody = actor.kind in _BODIES or id_ in self.seen
        if names:
            yield _entity(
                self._entry(actor.id),
                "Mention",
                name=names,
                document=[self._article],
                resolved=[self._named(actor.id) if somebody else None],
                detectedSchema=[_schema(actor.kind, actor.sector)],
                contextCountry=[_country(actor.country)],
            )

    def _link(self, key: str, one: str, other: str, role: str, **more: Iterable[str | None]) -> Entity:
        return _entity(
            self._entry(f"{key}-link"),
            "UnknownLink",
            subject=[one],
            object=[other],
            role=[role],
            **more,
            **self._origin,
            proof=[self._article],
        )

    def _parties(self, parties: tuple[Party, ...]) -> list[str]:
        return [name for party in parties if (name := self._named(party.actor))]

    def _named(self, actor: str | None) -> str | None:
        """The entity of an actor, which is then to be told of too. Whoever acts is one, whatever kind was read."""
        if actor is None or actor not in self._identities:
            return None
        id_, _ = self._identities[actor]
        self.seen.add(id_)
        return _id(id_)

    def _entry(self, entry: str) -> str:
        return _id(self._record.report.id, entry)


def _actor(row: ActorRow) -> Entity:
    schema = _schema(row.kind, row.sector)
    roles = [role.role for role in row.roles]
    return _entity(
        _id(row.id),
        schema,
        name=[row.name],
        alias=[one.name for one in row.names if one.name != row.name],
        country=[_country(row.country)],
        sector=[row.sector],
        position=roles if schema == "Person" else [],
        notes=[] if schema == "Person" else roles,
    )


def _schema(kind: str, sector: str | None) -> str:
    """What an actor is; `LegalEntity` where the record does not tell more than that it acts."""
    if kind == "person":
        return "Person"
    if kind == "state" or (kind == "organisation" and sector in _PUBLIC):
        return "PublicBody"
    return "Organization" if kind == "organisation" else "LegalEntity"


def _entity(id_: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity with the values that there are, each once."""
    held = {name: [value for value in dict.fromkeys(values) if value] for name, values in properties.items()}
    return Entity(id_, schema, {name: values for name, values in held.items() if values})


def _origin(report: Report) -> dict[str, list[str | None]]:
    return {"publisher": [report.publisher], "sourceUrl": [_web(report)]}


def _web(report: Report) -> str | None:
    """The report's address where it is a plain one of the web."""
    name = iri.source(report)
    return None if name.startswith(iri.SPACE) else name


def _id(*parts: str) -> str:
    return f"onrecord-{sha1(chr(0).join(parts).encode()).hexdigest()}"


def _country(code: str | None) -> str | None:
    """A country as FollowTheMoney has it, by its two letters.

    >>> _country("NOR")
    'no'
    """
    return _TWO_LETTERS.get(code) if code else None


_TWO_LETTERS = {
    three: two.lower()
    for three, two in (
        line.split("\t")
        for line in files("onrecord.exchange").joinpath("iso3166.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}
