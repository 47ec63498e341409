"""Reports for tests of copies: one wire story of an invented place, and what papers made of it. Read by no model."""

from onrecord.document.compose import Known, compose
from onrecord.reading.marks import Marks
from onrecord.record.build import build
from onrecord.record.parts import Record
from tests.made import READER

WIRE = (
    "VARN, May 4 (Orrery Wire) - The ferry workers of Varn walked out at dawn on Friday and left forty barges tied to "
    "the northern quay, after a night of talks in the harbour office ended without a paper that anyone would sign.",
    'Their chairwoman, Ilva Tamsen, said the port authority had offered less than in March. "We were shown the same '
    'number with a new hat on it, and we went home," she told reporters under the clock of the customs house.',
    "The authority's director, Osk Perrin, rejected that account and said that his offer of nine percent over two "
    "years would stand until Monday, when the board meets in Keth to decide whether to hire crews from abroad.",
    "Grain ships have waited outside the bar since Wednesday, and millers in the upper valley say that their stores "
    "will last for eleven days at most. The council of Varn has asked the district judge to name a mediator.",
    "A walkout two years ago lasted for nineteen days and ended when the two sides agreed to let an engineer from "
    "neither of them count the hours that the night boats really take.",
)

OWN = (
    "It rained on the market this morning, and the women who sell smelt had put their umbrellas up over the crates "
    "rather than over themselves, which tells you what a crate is worth this week.",
    "Nobody on the square could remember a spring in which the bell of the lower church had been rung so often for "
    "meetings and so seldom for weddings, and the sexton has begun to charge for it.",
    "In the evening the school choir sang for the stranded captains, who clapped in the wrong places and asked for "
    "the one about the miller's horse twice, and then a third time without the words.",
    "Further up the river the lock keeper has planted beans along the towpath, reasoning that if no barge is to come "
    "before June something at least ought to climb.",
)


def report(
    name: str,
    *paragraphs: str,
    publisher: str | None = None,
    published: str | None = "2031-05-04",
    title: str | None = None,
    url: str | None = None,
) -> Record:
    """A report of these paragraphs, by an outlet of its own unless one is given."""
    known = Known(
        source=name, given_id=name, publisher=publisher or f"The {name} Post", published=published, title=title, url=url
    )
    text = "\n\n".join([title, *paragraphs] if title else paragraphs)
    return build(compose(text, known), Marks(), READER)


def wire(name: str = "wire", published: str | None = "2031-05-04") -> Record:
    """The wire story as its agency sent it."""
    return report(name, *WIRE, publisher="Orrery Wire", published=published, title="Ferry workers of Varn walk out")
