"""Exports of Factiva: pages and RTF, with the codes of fields or as articles are read."""

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.made_files import (
    FACTIVA_FIELDS,
    NUMBER,
    docx,
    factiva_page,
    factiva_plain,
    factiva_table,
    rtf,
)

OTHER = "VARNP00020310504e7540002s"


def check(found: object, text: str) -> None:
    assert isinstance(found, Document)
    assert (found.title, found.publisher, found.published) == ("Envoys reopen the port", "The Varn Post", "2031-05-04")
    assert (found.given_id, found.language, found.text) == (NUMBER, "en", text)
    assert [name.title() for name in found.authors] == ["Ida Renn"]
    assert found.extraction is not None
    assert "Factiva" in found.extraction.extractor


def test_a_page_of_articles_as_they_are_read() -> None:
    data = factiva_page(factiva_plain(), factiva_plain(OTHER, "1.204 Wörter", "Englisch"))
    assert form(data) == "factiva"
    one, two = documents(Delivery("x", data))
    check(one, "The envoys met in Karvell.\n\n“We agree,” they said.")
    assert isinstance(two, Document)
    assert (two.given_id, two.title, two.publisher, two.language) == (
        OTHER,
        "Envoys reopen the port",
        "The Varn Post",
        "en",
    )


CODED = "The envoys met in Karvell.\n\nThey talked.\n\n“We agree,” they said."


def test_a_page_of_fields() -> None:
    one, two = documents(Delivery("x", factiva_page(factiva_table(), factiva_table())))
    check(one, CODED)
    check(two, CODED)


def lines(article: tuple[tuple[str, str], ...] = FACTIVA_FIELDS) -> list[str]:
    return [line for code, text in article for line in f"{code}\t{text}".split("\n")]


def test_rich_text_of_fields() -> None:
    cells = [r"\trowd {}\cell {}\cell\row".format(code, text.replace("\n", r"\par ")) for code, text in FACTIVA_FIELDS]
    one, two = documents(Delivery("x", rtf(*cells, *cells)))
    check(one, CODED)
    check(two, CODED)
    (again,) = documents(Delivery("x", docx(lines())))
    check(again, CODED)


def test_rich_text_of_articles_as_they_are_read() -> None:
    article = [
        "Envoys reopen the port", "By Ida Renn", "41 words", "4 May 2031", "15:32", "The Varn Post", "VARNP", "English",
        "(c) 2031 Varn Post Ltd.", "The envoys met in Karvell.", "“We agree,” they said.", f"Document {NUMBER}",
    ]  # fmt: skip
    one, two = documents(Delivery("x", rtf(*article, *article)))
    check(one, "The envoys met in Karvell.\n\n“We agree,” they said.")
    check(two, "The envoys met in Karvell.\n\n“We agree,” they said.")


def test_a_word_like_a_code_in_the_text_is_text() -> None:
    fields = [(code, "They met in\nCY\nat noon." if code == "LP" else text) for code, text in FACTIVA_FIELDS]
    (found,) = documents(Delivery("x", docx(lines(tuple(fields)))))
    assert isinstance(found, Document)
    assert found.text == "They met in\n\nCY\n\nat noon.\n\n“We agree,” they said."


def test_an_article_without_text_is_named() -> None:
    bare = '<div class="article enArticle"><div id="hd"><span class="enHeadline">Graphic</span></div></div>'
    one, two = documents(Delivery("x", factiva_page(bare, factiva_plain())))
    assert isinstance(one, DocumentError)
    assert (one.number, one.where) == (241, "x, article 1")
    assert isinstance(two, Document)


def test_pages_about_factiva_are_pages() -> None:
    page = b"<html><title>What Factiva is</title><body><div class='article'><p>The envoys met.</p></div></body></html>"
    assert form(page) == "html"


@pytest.mark.parametrize(
    "data",
    [
        factiva_page('<div class="article enArticle">' * 3_000),
        factiva_page(('<div class="article enArticle">' * 200 + "<p>x</p>" * 500 + "</div>" * 200) * 2),
        factiva_page(factiva_plain())[:900],
        rtf("HD", *["LP"] * 2_000, f"AN Document {NUMBER}"),
        rtf(*[f"Document {NUMBER}"] * 2_000),
    ],
)
def test_hostile_exports_end_in_numbered_errors(data: bytes) -> None:
    found = list(documents(Delivery("x", data)))
    assert found
    assert all(isinstance(one, Document) or one.number in (201, 204, 210, 241) for one in found)
