"""Reports made by hand for tests of claims and disputes: who says what, in invented words."""

from collections.abc import Sequence

from onrecord.across.numbered import Numbered
from onrecord.document.document import Block, Document
from onrecord.reading.marks import EntityMark, Marks, MentionMark, StatementMark
from onrecord.record.build import build
from onrecord.record.parts import Record
from tests.made import READER, at

Said = tuple[str, str, str]
"""Source, cue and content, as they stand in the text."""


def report(
    text: str,
    said: Sequence[Said],
    published: str | None = "2031-05-14",
    publisher: str | None = "The Orrery",
    given_id: str | None = None,
) -> Record:
    """One report of one block with these statements; every source is a person of that name."""
    names = list(dict.fromkeys(source for source, _, _ in said if source))
    marks = Marks(
        entities=tuple(
            EntityMark(name=name, kind="person", mentions=(MentionMark(at(text, name), "name"),)) for name in names
        ),
        statements=tuple(
            StatementMark(
                kind="direct" if content.startswith("“") else "indirect",
                content=(at(text, content),),
                source=(at(text, source),) if source else (),
                source_entity=names.index(source) if source else None,
                cue=(at(text, cue),),
                score=0.9,
            )
            for source, cue, content in said
        ),
        moves=(),
        ties=(),
    )
    document = Document(
        text=text,
        blocks=(Block("body", (0, len(text))),),
        source=f"{given_id or text[:8]}.txt",
        given_id=given_id,
        publisher=publisher,
        published=published,
    )
    return build(document, marks, READER)


def numbered(number: int, record: Record) -> Numbered:
    """A report with its number."""
    return Numbered(number, record)


def identities(record: Record) -> dict[str, int]:
    """Actors of one name as one identity."""
    return {actor.id: sum(map(ord, actor.name)) for actor in record.actors}
