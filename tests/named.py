"""Records that name somebody, made by hand: one sentence a report, with the actors in it."""

import hashlib

from onrecord.document.document import Block, Document
from onrecord.reading.marks import EntityKind, EntityMark, Marks, MentionMark, RoleMark
from onrecord.record.build import build
from onrecord.record.parts import Record
from tests.made import READER, at


class Named:
    """Somebody in a report: the words that name it (or, `described`, only describe it), and what is told of it."""

    def __init__(
        self,
        *names: str,
        kind: EntityKind = "person",
        role: str | None = None,
        country: str | None = None,
        sector: str | None = None,
        known_as: str | None = None,
        described: bool = False,
    ) -> None:
        self.names = names
        self.kind = kind
        self.role = role
        self.country = country
        self.sector = sector
        self.known_as = known_as
        self.described = described


def report(given_id: str, *actors: Named, published: str | None = "2031-05-14") -> Record:
    """One report that names these actors, one after another."""
    words = [word for actor in actors for word in (actor.role, *actor.names) if word]
    text = f"{given_id}: {', '.join(words)}."
    document = Document(
        text=text,
        blocks=(Block("body", (0, len(text))),),
        left_out=(),
        source=f"{given_id}.txt",
        given_id=given_id,
        publisher="The Orrery",
        published=published,
        raw_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return build(document, Marks(entities=tuple(_entity(actor, text) for actor in actors)), READER)


def _entity(actor: Named, text: str) -> EntityMark:
    form = "description" if actor.described else "name"
    roles = (RoleMark(actor.role, at(text, actor.role)),) if actor.role else ()
    return EntityMark(
        name=actor.names[0],
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
        known_as=actor.known_as,
        mentions=tuple(MentionMark(at(text, name), form) for name in actor.names),
        roles=roles,
    )
