"""Exports of Nexis: many articles in one file, with a cover or without, from DOCX and RTF."""

from collections.abc import Callable

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.made_files import NEXIS_COVER, SENTENCES, docx, nexis_article, rtf

FILES: list[Callable[[list[str]], bytes]] = [docx, lambda lines: rtf(*(line.removeprefix("# ") for line in lines))]


@pytest.mark.parametrize("made", FILES, ids=["docx", "rtf"])
@pytest.mark.parametrize("heading", ["", "# "], ids=["plain", "headings"])
@pytest.mark.parametrize("cover", [(), NEXIS_COVER], ids=["bare", "cover"])
def test_each_article_is_a_report(made: Callable[[list[str]], bytes], heading: str, cover: tuple[str, ...]) -> None:
    lines = [
        *cover,
        *nexis_article("Envoys reopen the port", SENTENCES[0], "“We agree,” they said.", heading=heading),
        *nexis_article(
            "No ship sails",
            SENTENCES[1],
            outlet="The Orrery",
            day="5 May 2031 Sunday 11:30 PM GMT",
            byline="MARA OLL; JON VALE",
            heading=heading,
        ),
    ]
    one, two = documents(Delivery("x", made(lines)))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.title, one.publisher, one.published) == ("Envoys reopen the port", "The Varn Post", "2031-05-04")
    assert (one.authors, one.language, one.given_id, one.pages) == (("Ida Renn", "Jon Vale"), "en", None, ())
    assert one.text == f"{SENTENCES[0]}\n\n“We agree,” they said."
    assert (two.title, two.publisher, two.published) == ("No ship sails", "The Orrery", "2031-05-05")
    assert (two.text, two.authors) == (SENTENCES[1], ("MARA OLL", "JON VALE"))
    assert one.raw is not None
    assert one.raw.decode().splitlines()[:3] == ["Envoys reopen the port", "The Varn Post", "May 4, 2031 Friday"]
    assert "Load-Date: May 5, 2031" in one.raw.decode()
    assert one.extraction is not None
    assert one.extraction.left_out == (
        "Classification",
        "Language: ENGLISH; ENGLISH",
        "Subject: PORTS (90%)",
        "Load-Date: May 5, 2031",
    )


def test_an_article_without_text_is_named_and_the_others_kept() -> None:
    lines = nexis_article("A picture") + nexis_article("Envoys reopen the port", SENTENCES[0])
    one, two = documents(Delivery("x", docx(lines)))
    assert isinstance(one, DocumentError)
    assert (one.number, one.where) == (241, "x, article 1")
    assert isinstance(two, Document)


def test_an_article_that_is_cut_off_is_read_and_its_day_may_be_that_of_its_loading() -> None:
    lines = nexis_article("Envoys reopen the port", SENTENCES[0], day="vendredi 4 mai 2031")
    (found,) = documents(Delivery("x", docx(lines[:-1])))
    assert isinstance(found, Document)
    assert (found.title, found.text, found.published) == ("Envoys reopen the port", SENTENCES[0], "2031-05-05")


@pytest.mark.parametrize(
    "lines",
    [
        [*SENTENCES, "Body", *SENTENCES, "End of Document"],
        [*SENTENCES, "Length: a mile", "Body", *SENTENCES],
        ["Notes", "Body", "End of Document"],
    ],
)
def test_other_documents_are_one_report(lines: list[str]) -> None:
    (found,) = documents(Delivery("x", docx(lines)))
    assert isinstance(found, Document)
    assert "Nexis" not in (found.extraction.extractor if found.extraction else "")
    assert found.text.startswith(lines[0])
