"""ninjs, NewsML-G2, NewsML 1 and NITF: text, metadata, and what is not to be read."""

import base64
import json

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.wires import (
    ESCAPED,
    G2,
    NEWSML_1,
    NINJS_1,
    NINJS_2,
    NINJS_3,
    NITF,
    PLAIN,
    XHTML,
    message,
    news_item,
)  # fmt: skip

INLINE_NITF = f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>'


def found(data: bytes | str | dict[str, object]) -> list[Document | DocumentError]:
    raw = data if isinstance(data, bytes) else (json.dumps(data) if isinstance(data, dict) else data).encode()
    return list(documents(Delivery("w", raw)))


def told(data: bytes | str | dict[str, object]) -> list[object]:
    return [item.number if isinstance(item, DocumentError) else item.text for item in found(data)]


def one(data: bytes | str | dict[str, object]) -> Document:
    (item,) = found(data)
    assert isinstance(item, Document)
    return item


def test_ninjs_1() -> None:
    item = one(NINJS_1)
    assert (item.text, item.title, item.publisher) == ("The envoys met in Karvell.", "Talks go on", "Kestrel")
    assert (item.given_id, item.published, item.language) == (
        "tag:kestrel.example,2031:talks#version=3",
        "2031-05-04",
        "en",
    )
    assert item.authors == ("Ida Renn", "Jon Vale")
    marked = one({key: value for key, value in NINJS_1.items() if key != "body_text"})
    assert (marked.text, marked.raw) == (item.text, b"<p>The envoys met in Karvell.</p>")


def test_ninjs_2_and_3() -> None:
    item = one(NINJS_2)
    assert (item.text, item.title, item.publisher) == ("One two.\n\nThree.", "Talks & more", "Kestrel")
    assert (item.url, item.given_id, item.authors) == (
        "https://kestrel.example/2",
        "https://kestrel.example/2",
        ("Ida Renn",),
    )
    item = one(NINJS_3)
    assert (item.text, item.title, item.publisher, item.published) == ("Plain.", "Talks", "Kestrel", "2031-05-04")


@pytest.mark.parametrize("line", [NINJS_1, NINJS_2, NINJS_3])
def test_ninjs_as_lines_and_arrays(line: dict[str, object]) -> None:
    lines = f"{json.dumps(line)}\n{{\n{json.dumps(line)}\n".encode()
    assert form(lines) == "ninjs"
    (first, broken, last) = told(lines)
    assert (first, broken, last) == (one(line).text, 206, one(line).text)
    assert told(json.dumps([line, line]).encode()) == [first, first]
    assert told(json.dumps([line, {"x": 1}, 5], indent=2).encode()) == [first, 212, 212]


def test_versions_are_reports_of_their_own() -> None:
    ids = {one({**NINJS_1, "version": version}).given_id for version in ("1", "2", 3)}
    assert len(ids) == 3


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_was_taken_back_is_not_read(status: str) -> None:
    assert told({**NINJS_1, "pubstatus": status}) == [213]
    assert told({**NINJS_3, "pubStatus": status}) == [213]
    assert told(news_item(PLAIN, status=status)) == [213]
    assert told(NEWSML_1.replace(b'"Usable"', f'"{status.title()}"'.encode())) == [213]


def test_what_is_under_embargo_is_read_and_said_to_be_so() -> None:
    later = "2999-01-01T00:00:00Z"
    for data in ({**NINJS_1, "embargoed": later}, news_item(PLAIN, more=f"<embargoed>{later}</embargoed>")):
        notice, item = found(data)
        assert isinstance(notice, DocumentError)
        assert (notice.number, notice.notice) == (215, True)
        assert isinstance(item, Document)
    assert len(found({**NINJS_1, "embargoed": "2019-01-01T00:00:00Z"})) == 1
    assert len(found({**NINJS_1, "embargoed": "some day"})) == 1


def test_pictures_are_passed_over_and_text_without_a_body_is_an_error() -> None:
    assert told({"uri": "x", "type": "picture", "headline": "A hall"}) == [216]
    assert told({"uri": "x", "type": "text", "headline": "A hall", "description_text": "d"}) == [212]
    assert told(news_item("", kind="picture")) == [216]
    assert told(news_item('<remoteContent href="https://kestrel.example/1.html"/>')) == [212]
    assert told(f'<planningItem xmlns="{G2}" guid="p"/>') == [216]
    assert told(f'<packageItem xmlns="{G2}" guid="p"/>') == [216]


def test_newsml_g2_metadata() -> None:
    item = one(news_item(PLAIN))
    assert item.text == "First line.\n\nSecond & last."
    assert (item.title, item.publisher, item.authors, item.language) == ("Talks go on", "Kestrel", ("Ida Renn",), "en")
    assert item.given_id == "urn:newsml:kestrel.example:20310504:TALKS#version=4"
    # When the words were written, in their own time zone, not when the item was sent.
    assert item.published == "2031-05-04"
    assert one(news_item(PLAIN).replace("<name>Kestrel</name>", "")).publisher == "Kestrel/Gazette"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (INLINE_NITF, "KARVELL, May 4\n\nThe League met today.\n\nLater\n\nNobody left."),
        (XHTML, "Alpha beta.\n\nGamma."),
        (ESCAPED, "Alpha.\n\nBeta."),
        (XHTML + PLAIN, "First line.\n\nSecond & last."),
        (
            '<inlineData contenttype="text/plain" encoding="encd:base64">'
            f"{base64.b64encode('Ein Wort: “Nein”.'.encode()).decode()}</inlineData>",
            "Ein Wort: “Nein”.",
        ),
    ],
)
def test_newsml_g2_content(content: str, text: str) -> None:
    assert one('<?xml version="1.0"?>' + news_item(content)).text == text


def test_captions_are_kept_apart_and_the_markup_is_kept() -> None:
    item = one(news_item(INLINE_NITF))
    assert item.extraction is not None
    assert item.extraction.left_out == ("The hall.", "tb")
    assert item.raw is not None
    assert b"<media-caption>The hall." in item.raw


def test_a_message_of_several_items() -> None:
    package = f'<packageItem xmlns="{G2}" guid="p"/>'
    data = message(package, news_item(PLAIN), news_item(XHTML, status="canceled"), news_item(XHTML))
    assert told(data) == ["First line.\n\nSecond & last.", 213, "Alpha beta.\n\nGamma."]
    cut = told(data[:-300])
    assert (cut[0], cut[-1]) == ("First line.\n\nSecond & last.", 211)


def test_newsml_1_and_nitf_alone() -> None:
    item = one(NEWSML_1)
    assert (item.text, item.title, item.publisher) == ("The envoys met.\n\nNobody left.", "Talks", "Kestrel")
    assert (item.given_id, item.published, item.authors) == (
        "urn:newsml:kestrel.example:7#version=1",
        "2031-05-04",
        ("Ida Renn",),
    )
    item = one(f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">{NITF}')
    assert item.text.endswith("The League met today.\n\nLater\n\nNobody left.")
    assert (item.title, item.publisher, item.given_id) == ("Talks go on", "Kestrel", "k-7#version=2")
    assert (item.published, item.authors) == ("2031-05-04", ("Tom Berrin",))


def test_too_large_and_too_deep_xml_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = news_item("<inlineXML>" + "<a>" * 5000 + "x" + "</a>" * 5000 + "</inlineXML>")
    assert told(deep)[-1] == 211
    monkeypatch.setattr("onrecord.document.xmltree.MAX_XML_BYTES", 100)
    assert told(news_item(PLAIN)) == [211]
