"""Records made by hand for tests of the later rooms: invented people, places and outlets."""

import hashlib

from onrecord.document.document import Block, Document, LeftOut, Span
from onrecord.reading.marks import (
    ChannelMark,
    EntityMark,
    Marks,
    MentionMark,
    MoveMark,
    PartyMark,
    PlaceMark,
    RoleMark,
    StatementMark,
    TieMark,
    TimeMark,
)
from onrecord.record.build import build
from onrecord.record.parts import ReaderInfo, Record

READER = ReaderInfo(onrecord="0.1.0", models={"rules-en": "1"})

TALKS = (
    "Talks stall in Oranza\n\n"
    "Foreign Minister Šárka Ilvane of Keth said on Tuesday: “We will not sign.” "
    "She demanded that Belmaria withdraw its troops.\n\n"
    "Tarek Ondal, the envoy of Belmaria, said Keth had agreed to a truce only if the bridge reopens.\n\n"
    "It was said that shots had been fired.\n\n"
    "READ ALSO: The bridge at Varn"
)


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where the words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def talks(
    given_id: str | None = "talks-1",
    published: str | None = "2031-05-14",
    publisher: str | None = "The Orrery",
    text: str = TALKS,
    raw: bytes | None = None,
) -> Record:
    """One report with statements of three kinds, a demand, a conditional agreement, a tie and an insert set apart."""
    document = Document(
        text=text,
        blocks=(
            Block("headline", at(text, "Talks stall in Oranza")),
            Block("body", (23, at(text, "READ ALSO")[0] - 2)),
            Block("related-link", at(text, "READ ALSO: The bridge at Varn")),
        ),
        left_out=(LeftOut(at(text, "READ ALSO: The bridge at Varn"), "related-link"),),
        source="talks/day1.txt",
        given_id=given_id,
        title="Talks stall in Oranza",
        publisher=publisher,
        published=published,
        authors=("Lio Marsh",),
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest() if raw is not None else None,
    )
    return build(document, _marks(text), READER)


def _marks(text: str) -> Marks:
    ilvane, belmaria, ondal, keth = range(4)
    return Marks(
        entities=(
            EntityMark(
                name="Šárka Ilvane",
                kind="person",
                sector="GOV",
                mentions=(MentionMark(at(text, "Šárka Ilvane"), "name"), MentionMark(at(text, "She"), "pronoun")),
                roles=(RoleMark("Foreign Minister", at(text, "Foreign Minister")),),
            ),
            EntityMark(
                name="Belmaria",
                kind="state",
                mentions=(MentionMark(at(text, "Belmaria"), "name"), MentionMark(at(text, "Belmaria", 1), "name")),
            ),
            EntityMark(
                name="Tarek Ondal",
                kind="person",
                mentions=(MentionMark(at(text, "Tarek Ondal"), "name"),),
                roles=(RoleMark("envoy of Belmaria", at(text, "envoy of Belmaria")),),
            ),
            EntityMark(name="Keth", kind="state", mentions=(MentionMark(at(text, "Keth", 1), "name"),)),
        ),
        statements=(
            StatementMark(
                kind="direct",
                content=(at(text, "“We will not sign.”"),),
                source=(at(text, "Foreign Minister Šárka Ilvane of Keth"),),
                source_entity=ilvane,
                cue=(at(text, "said"),),
                channel=None,
                said=TimeMark("2031-05-13", "day", at(text, "Tuesday")),
                score=0.9,
            ),
            StatementMark(
                kind="indirect",
                content=(at(text, "Keth had agreed to a truce only if the bridge reopens"),),
                source=(at(text, "Tarek Ondal, the envoy of Belmaria"),),
                source_entity=ondal,
                cue=(at(text, "said", 1),),
                addressee=PartyMark(at(text, "Keth", 1), keth),
                channel=ChannelMark(at(text, "envoy"), "radio"),
                score=0.8,
            ),
            StatementMark(
                kind="indirect", content=(at(text, "shots had been fired"),), cue=(at(text, "It was said"),), score=0.4
            ),
        ),
        moves=(
            MoveMark(
                type="REQUEST",
                trigger=at(text, "demanded"),
                span=at(text, "She demanded that Belmaria withdraw its troops"),
                by=(PartyMark(at(text, "She"), ilvane),),
                to=(PartyMark(at(text, "Belmaria"), belmaria),),
                about=(at(text, "Belmaria withdraw its troops"),),
                status="happened",
                when=TimeMark("2031-05-13", "day", at(text, "Tuesday")),
                where=PlaceMark(at(text, "Oranza"), "Oranza", None),
                score=0.7,
            ),
            MoveMark(
                type="AGREE",
                trigger=at(text, "agreed"),
                span=at(text, "Keth had agreed to a truce only if the bridge reopens"),
                by=(PartyMark(at(text, "Keth", 1), keth),),
                status="conditional",
                conditions=(at(text, "the bridge reopens"),),
                score=0.6,
            ),
            MoveMark(
                type="ASSAULT",
                trigger=at(text, "shots"),
                span=at(text, "shots had been fired"),
                status="happened",
                score=0.3,
            ),
        ),
        ties=(TieMark("represents", ondal, belmaria, at(text, "the envoy of Belmaria")),),
        quoted=(at(text, "“We will not sign.”"),),
    )
