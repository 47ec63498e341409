"""Every kind of block in its usual forms, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document.blocks import lay_out

ONE = "The envoys of Ostria and Belmark met in Karvell on Sunday to talk about the blockade of the port."
TWO = "Dana Orel, the foreign minister of Ostria, said that her country would not give up the valley."
THREE = "The talks go on tomorrow, the mediator said, and nobody has left the room so far."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[slice(*block.span)]) for block in lay_out(text, title).blocks]


def among(line: str) -> str:
    """The kind of a line between whole paragraphs, after the body has begun."""
    found = kinds("\n\n".join((ONE, TWO, line, THREE, ONE.replace("Sunday", "Monday"))))
    return " + ".join(kind for kind, text in found if text in line)


def test_head_body_and_tail() -> None:
    text = "\n\n".join(
        (
            "Talks on port begin in Karvell",
            "By Ida Renn and Jon Vale | Staff writers",
            "Published: May 4, 2031, 10:30 GMT",
            f"KARVELL, May 4 (Kestrel) — {ONE}",
            TWO,
            "A second round",
            THREE,
            "*With information from Orrin and Kestrel",
            "WORLD DESK",
        )
    )
    found = lay_out(text)
    assert [block.kind for block in found.blocks] == [
        "headline", "byline", "dateline", "dateline", "body", "body", "subhead", "body", "credit", "credit",
    ]  # fmt: skip
    assert (found.title, found.authors) == ("Talks on port begin in Karvell", ("Ida Renn", "Jon Vale"))
    assert (found.credits, found.published) == (("Orrin", "Kestrel"), "2031-05-04")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(It may interest you: Belmark moves tanks to the river)", "related-link"),
        ("(Furthermore: Harvest fails in the south of Ostria)", "related-link"),
        ("(Keep reading: What is known of the eleven fishermen?)", "related-link"),
        ("[Read more: Bridge at Varn reopens]", "related-link"),
        ("(On the same subject: Who are the fishermen?)", "related-link"),
        ("READ ALSO Harvest fails in the south", "related-link"),
        ("Read more: Bridge at Varn reopens.", "related-link"),
        ("See also – Bridge at Varn reopens", "related-link"),
        ("Related:", "related-link"),
        ("Photo: Lio Marn / Kestrel", "caption"),
        ("Residents cross the bridge at Varn. Image: Lio Marn.", "caption"),
        ("FILE PHOTO: Dana Orel leaves the palace in Karvell last week.", "caption"),
        ("Dana Orel at the palace. (Lio Marn/Kestrel)", "caption"),
        ("Dana Orel, foreign minister of Ostria.", "caption"),
        ("██ Held by Ostria", "caption"),
        ("(Reporting by Ida Renn; editing by Jon Vale)", "credit"),
        ("--additional reporting from Jon Vale.", "credit"),
        ("Ida Renn and Jon Vale contributed reporting.", "credit"),
        ("Sign up for our newsletter to get the day's news.", "other"),
        ("Share this article: Riverline | E-mail | Print", "other"),
        ("We use cookies to remember you.", "other"),
        ("ADVERTISEMENT", "other"),
        ("* * *", "other"),
        ("The second day", "subhead"),
        ("What comes next?", "subhead"),
        ("4 May 2031", "dateline"),
        ("Home > World > Inner Seas", "other"),
    ],
)
def test_what_is_set_apart(line: str, kind: str) -> None:
    assert among(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Dana Orel, foreign minister of Ostria, left.",
        "Dana Orel, in tears, said nothing.",
        "Nobody left the room.",
        "“We stay,” Orel said.",
        "“We came to talk”",
        'Ms Orel: "Will they sign it?"',
        "Read the letter again, she told him.",
        "Furthermore: the port was closed on Friday.",
        "Sources close to the mediator said the talks had failed.",
        "Share prices fell in Karvell after the talks.",
        "By Friday the envoys had left the town.",
        "By Friday, Orel said, the blockade would end.",
        "Watch the river, the mediator warned them both.",
        "Comment was not to be had from Belmark.",
        "More than forty ships are waiting.",
        "(The mediator asked not to be named.)",
        "The envoy of Belmark added:",
        "7 p.m.",
        "Subscribe or leave, the union told its members.",
        "May 4, 2031, was the last day of the truce.",
    ],
)
def test_what_stays_in_the_body(line: str) -> None:
    assert among(line) == "body"


@pytest.mark.parametrize(
    ("opening", "rest", "credit"),
    [
        ("KARVELL —", "The envoys met.", ()),
        ("KARVELL, Ostria, May 4 (Kestrel) —", "The envoys met.", ("Kestrel",)),
        ("PORT AMBER (Kestrel) -", "The envoys met.", ("Kestrel",)),
        ("Karvell, 4 May 2031 (Orrin News) –", "The envoys met.", ("Orrin News",)),
        ("(Kestrel) -", "The envoys met.", ("Kestrel",)),
        ("KARVELL, St. Varn--", "“We met,” they said.", ()),
    ],
)
def test_datelines_in_the_first_paragraph(opening: str, rest: str, credit: tuple[str, ...]) -> None:
    found = lay_out(f"{opening} {rest}")
    assert kinds(f"{opening} {rest}") == [("dateline", opening), ("body", rest)]
    assert found.credits == credit


@pytest.mark.parametrize(
    "line",
    [
        "KARVELL - the town - was quiet.",
        "Karvell – The town that never was – is quiet.",
        "“We stay” — Orel was clear.",
        "He was clear - No one would leave.",
    ],
)
def test_dashes_that_open_no_report(line: str) -> None:
    assert kinds(line) == [("body", line)]


def test_a_date_glued_to_the_first_sentence_is_parted_from_it() -> None:
    text = " date 2031-05-04 Dana OrelForeign minister of Ostria met the envoy of Belmark.\n\n" + THREE
    assert kinds(text)[:2] == [
        ("dateline", "date 2031-05-04"),
        ("body", "Dana OrelForeign minister of Ostria met the envoy of Belmark."),
    ]
    assert lay_out(text).published == "2031-05-04"


def test_publication_goes_before_update_and_outlet_before_headline() -> None:
    text = f"Updated 6 May 2031\nPublished 4 May 2031\n{ONE}"
    assert lay_out(text).published == "2031-05-04"
    bars = lay_out(f"The Karvell Post | World | May 4, 2031\n\nTalks on the port begin\n\n{ONE}")
    assert (bars.publisher, bars.published, bars.title) == ("The Karvell Post", "2031-05-04", "Talks on the port begin")
    lines = lay_out(f"The Karvell Post\n4 May 2031\n\nTalks on the port begin in Karvell\n\n{ONE}")
    assert (lines.publisher, lines.title) == ("The Karvell Post", "Talks on the port begin in Karvell")


def test_a_known_title_is_the_headline_even_with_a_full_stop() -> None:
    assert kinds(f"Orel: “We stay.”\n\n{ONE}", title="Orel: ‘We stay’")[0][0] == "headline"


def test_a_quotation_broken_over_empty_lines_is_one_block() -> None:
    broken = "“They are no friends (…) At any time,\n\nOrel can leave, and the envoy can\n\nfollow,” said the mediator."
    assert kinds(f"{ONE}\n\n{broken}\n\n{THREE}")[1] == ("body", broken)


def test_an_insert_inside_a_broken_quotation_keeps_its_kind() -> None:
    text = (
        f"{ONE}\n\n“They are no friends and at any time,\n\n(Keep reading: Bridge reopens)\n\nOrel can leave,” he said."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "related-link", "body"]


def test_quotations_over_several_whole_paragraphs_stay_apart() -> None:
    text = f"{ONE}\n\n“We came to talk.\n\n“We did not come to sign,” she said.\n\n{THREE}"
    assert [kind for kind, _ in kinds(text)] == ["body"] * 4


def test_an_unclosed_mark_swallows_nothing() -> None:
    assert len(kinds(f"“Talks go on\n\n{ONE}\n\n{TWO}\n\n{THREE}")) == 4


def test_links_inside_a_paragraph_are_set_apart() -> None:
    assert kinds("He left. (Read also: Bridge reopens) Nobody followed.") == [
        ("body", "He left."),
        ("related-link", "(Read also: Bridge reopens)"),
        ("body", "Nobody followed."),
    ]


def test_links_under_a_heading_follow_it() -> None:
    text = f"{ONE}\n\n{TWO}\n\nRelated stories\n\nBridge at Varn reopens\n\nHarvest fails in the south"
    assert [kind for kind, _ in kinds(text)][2:] == ["related-link"] * 3


FULL = "“We will open the bridge on the first of the month, whatever the weather. Nobody will stop us,” the mayor said."


@pytest.mark.parametrize(
    "pulled",
    [
        "We will open the bridge on the first of the month, whatever the weather",
        "“We will open the bridge on the first of the month, whatever the weather.”",
        '"We will open the bridge on the first of the month." - Ida Renn, mayor',
        "WE WILL OPEN THE BRIDGE ON THE FIRST OF THE MONTH",
        "‘Nobody will stop us’",
    ],
)
def test_pullquotes_before_and_after_their_full_form(pulled: str) -> None:
    for text in (f"{ONE}\n\n{pulled}\n\n{FULL}\n\n{THREE}", f"{ONE}\n\n{FULL}\n\n{pulled}\n\n{THREE}"):
        assert {t: k for k, t in kinds(text)}[pulled] == "pullquote"
        assert {t: k for k, t in kinds(text)}[FULL] == "body"


def test_a_pullquote_of_an_interrupted_quotation() -> None:
    full = "“She left her pen behind,” Orel said. “Maybe that means she will be back.”"
    pulled = "“She left her pen behind. Maybe that means she will be back.”"
    assert {t: k for k, t in kinds(f"{ONE}\n\n{full}\n\n{pulled}\n\n{THREE}")}[pulled] == "pullquote"


@pytest.mark.parametrize(
    "line",
    [
        "“We will open the bridge on the first of the month, or in the next one, or never at all,” the deputy said.",
        "The mayor said: “We will open the bridge on the first of the month, whatever the weather.”",
        "“Nobody,” she said.",
    ],
)
def test_what_only_resembles_another_paragraph_is_body(line: str) -> None:
    assert {t: k for k, t in kinds(f"{ONE}\n\n{FULL}\n\n{line}\n\n{THREE}")}[line] == "body"


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The envoys of Ostria and Belmark met in Karvell on Sunday\n"
        "to talk about the blockade of the port. Dana Orel, the\n"
        "foreign minister, stayed away. The mediator did not say\n"
        "why she had.\n"
        "\n"
        "The talks go on tomorrow, and nobody has left the room so\n"
        "far, he said."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_lines_without_empty_lines_between_are_paragraphs() -> None:
    assert [text for _, text in kinds("\n".join((ONE, TWO, THREE)))] == [ONE, TWO, THREE]


@pytest.mark.parametrize("text", ["No deal, says Orel", "By", "(", "“", "—", "Photo:", "\ufeff", "a\u2028b", "-\n-"])
def test_odd_texts_are_covered(text: str) -> None:
    assert_covered(text)


WORDS = st.sampled_from(
    ["By", "Ida", "Renn", "KARVELL", "—", "(", ")", "“", "”", '"', ":", "Read more", "Photo", ".", ",", "\n", "\n\n",
     " ", "2031-05-04", "May 4, 2031", "|", "said", "the", "((xx))Ostrian language:", "‘", "’", "We will open it"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200))
def test_blocks_cover_every_text_without_overlap(text: str) -> None:
    assert_covered(text)


def assert_covered(text: str) -> None:
    position = 0
    for block in lay_out(text).blocks:
        start, end = block.span
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end].strip() == text[start:end]
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("*With information from Orrin", ("Orrin",)),
        ("With files from the Kestrel News Agency and Orrin.", ("Kestrel News Agency", "Orrin")),
        ("(With reporting by Ida Renn and Kestrel Press)", ("Kestrel Press",)),
        ("Source: Orrin", ("Orrin",)),
        ("(Reporting by Ida Renn; editing by Jon Vale)", ()),
    ],
)
def test_agencies_are_credited_and_people_are_not(line: str, agencies: tuple[str, ...]) -> None:
    assert lay_out(f"{ONE}\n\n{line}").credits == agencies


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ida Renn", ("Ida Renn",)),
        ("By Ida Renn, Parliamentary Correspondent", ("Ida Renn",)),
        ("BY IDA RENN AND JON VALE", ("IDA RENN", "JON VALE")),
        ("By Ida Renn, Jon Vale and Lio de Marn in Karvell", ("Ida Renn", "Jon Vale", "Lio de Marn")),
        ("Words: Ida Renn  Pictures: Lio Marn", ("Ida Renn",)),
        ("By our defence correspondent", ()),
    ],
)
def test_authors_of_bylines(line: str, authors: tuple[str, ...]) -> None:
    found = lay_out(f"Talks on the port begin\n\n{line}\n\n{ONE}\n\n{TWO}")
    assert [block.kind for block in found.blocks][:2] == ["headline", "byline"]
    assert found.authors == authors
