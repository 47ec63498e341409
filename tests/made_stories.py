"""Twelve reports on four happenings, two of them of one kind; invented people, places and outlets."""

from onrecord.document.document import Block, Document
from onrecord.reading.marks import Marks
from onrecord.record.build import build
from onrecord.record.parts import Record
from tests.made import READER

OSSEL = {
    "ossel-1": (
        "2031-05-02",
        "Dam bursts above Ossel",
        "The Kestrel dam above Ossel burst on Friday night and flooded the lower town. Four people drowned in the mill "
        "quarter, Mayor Ilsa Torvane said. Engineers had warned of cracks in the Kestrel wall since March.",
    ),
    "ossel-2": (
        "2031-05-03",
        "Four drown as Kestrel dam fails",
        "Four people drowned when the Kestrel dam gave way above Ossel. Water swept through the mill quarter, where "
        "Mayor Ilsa Torvane called the warnings about cracks in the wall a disgrace.",
    ),
    "ossel-3": (
        "2031-05-05",
        "Ossel mourns the drowned",
        "Ossel buried four people who drowned in the mill quarter after the Kestrel dam burst. Ilsa Torvane, the "
        "mayor, asked why the engineers' warnings of cracks were not heard.",
    ),
}
DRAVEL = {
    "dravel-1": (
        "2031-05-04",
        "Dam bursts in the Dravel hills",
        "An earth dam burst in the Dravel hills on Sunday after a week of rain and cut the railway to Port Selmar. "
        "Nobody was hurt, the railway's director, Oren Haddaway, said. Goods trains stand still.",
    ),
    "dravel-2": (
        "2031-05-05",
        "Railway to Port Selmar cut",
        "Goods trains to Port Selmar stand still since an earth dam burst in the Dravel hills after a week of rain. "
        "Oren Haddaway, the director of the railway, said that nobody was hurt.",
    ),
    "dravel-3": (
        None,
        "No trains to Port Selmar for a month",
        "The railway to Port Selmar stays cut for a month, its director Oren Haddaway said, after an earth dam burst "
        "in the Dravel hills. Goods trains go by the coast.",
    ),
}
FERRY = {
    "ferry-1": (
        "2031-05-03",
        "Ferry crews strike at Quill",
        "Ferry crews at Quill walked out on Saturday over night shifts. Their union, led by Pavo Tilk, wants two "
        "sailors on every watch. Islanders queued on the quay.",
    ),
    "ferry-2": (
        "2031-05-04",
        "Quill islanders stranded by strike",
        "Islanders queued on the quay at Quill as ferry crews struck for a second day over night shifts. Pavo Tilk of "
        "the union said two sailors must stand every watch.",
    ),
    "ferry-3": (
        "2031-05-06",
        "Quill ferry strike ends",
        "The strike of ferry crews at Quill ended on Tuesday: two sailors will stand every watch on night shifts, as "
        "Pavo Tilk's union wanted. Islanders cheered on the quay.",
    ),
}
SWAP = {
    "swap-1": (
        "2031-05-06",
        "Prisoners exchanged at Varn",
        "Keth and Belmaria exchanged sixty prisoners on the bridge at Varn on Tuesday. The envoy Tarek Ondal counted "
        "them across the bridge one by one.",
    ),
    "swap-2": (
        "2031-05-06",
        "Sixty come home over the bridge",
        "Sixty prisoners came home over the bridge at Varn in an exchange of Keth and Belmaria that the envoy Tarek "
        "Ondal had prepared.",
    ),
    "swap-3": (
        None,
        "How the Varn exchange was made",
        "The exchange of sixty prisoners on the bridge at Varn took the envoy Tarek Ondal a year of talks with Keth "
        "and Belmaria.",
    ),
}
HAPPENINGS = (OSSEL, DRAVEL, FERRY, SWAP)
GROUPS = frozenset(frozenset(happening) for happening in HAPPENINGS)
"""What belongs together, by given ids."""

OUTLETS = ("The Orrery", "Gazette", "Courier")


def story_report(
    given_id: str, published: str | None, title: str | None, body: str, publisher: str | None = "The Orrery"
) -> Record:
    """One report, with its title as headline."""
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    head = (Block("headline", (0, start - 2)),) if title else ()
    document = Document(
        text=text,
        blocks=(*head, Block("body", (start, len(text)))),
        given_id=given_id,
        title=title,
        publisher=publisher,
        published=published,
        source=f"{given_id}.txt",
    )
    return build(document, Marks(), READER)


def all_reports() -> list[Record]:
    """The twelve reports in turn: the first of each happening, then the second, then the third."""
    turns = zip(*(happening.items() for happening in HAPPENINGS), strict=True)
    return [
        story_report(given_id, *parts, publisher=outlet)
        for turn, outlet in zip(turns, OUTLETS, strict=True)
        for given_id, parts in turn
    ]
