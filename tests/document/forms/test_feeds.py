"""RSS, Atom and JSON Feed: each item with the fullest text that the feed holds, nothing fetched or expanded."""

import json

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms import feed, jsonfeed
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.wires import ATOM_FEED, JSON_FEED, RSS, RSS1


def texts(data: bytes) -> list[object]:
    found = documents(Delivery("f.xml", data))
    return [item.number if isinstance(item, DocumentError) else item.text for item in found]


def first(data: bytes) -> Document:
    found = next(documents(Delivery("f.xml", data)))
    assert isinstance(found, Document)
    return found


def test_rss_gives_content_before_description_and_says_what_is_only_a_summary() -> None:
    assert texts(RSS) == [
        "The envoys met at the café.\n\n“Not now,” said Vasko.",
        "The bridge of Varn & its road are closed.",
        212,
        214,
    ]
    found = first(RSS)
    assert (found.title, found.publisher, found.given_id) == ("Talks & tea in Karvell", "Kestrel", "k-1")
    # The day that it was in the feed's own time zone.
    assert (found.published, found.url, found.authors) == (
        "2031-05-04",
        "https://kestrel.example/1",
        ("Ida Renn", "Jon Vale"),
    )
    assert found.raw is not None
    assert found.raw.startswith(b"<p>The envoys met")
    *_, notice = documents(Delivery("f.xml", RSS))
    assert isinstance(notice, DocumentError)
    assert notice.notice
    assert notice.what == "1 of the 3 items of this feed hold a summary only, which was read"


def test_rss_1_and_atom() -> None:
    found = first(RSS1)
    assert (found.text, found.publisher, found.published) == ("The talks went on.", "Kestrel News", "2031-05-04")
    assert texts(ATOM_FEED) == ["Sie dauern an.\n\nNiemand ging.", "Two <words>\non lines"]
    found = first(ATOM_FEED)
    assert (found.title, found.publisher, found.language) == ("Gespräche heute", "Harbour Gazette", "de")
    assert (found.given_id, found.published) == ("tag:kestrel.example,2031:1", "2031-05-03")
    assert texts(ATOM_FEED.decode().encode("utf-16")) == texts(ATOM_FEED)


def test_the_words_of_a_feed_in_another_encoding() -> None:
    data = RSS.decode().replace('encoding="utf-8"', 'encoding="iso-8859-1"').replace("“", '"').replace("”", '"')
    assert (
        texts(data.replace("&eacute;", "é").encode("iso-8859-1"))[0]
        == 'The envoys met at the café.\n\n"Not now," said Vasko.'
    )


@pytest.mark.parametrize("size", range(500, len(RSS), 97))
def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes(size: int) -> None:
    found = texts(RSS[:size])
    assert found[-1] == 211
    if size > RSS.index(b"</item>"):
        assert found[0] == "The envoys met at the café.\n\n“Not now,” said Vasko."


def test_entities_are_neither_expanded_nor_fetched() -> None:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    kinds = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{nested}<!ENTITY own SYSTEM "file:///etc/passwd">]>'
    item = "<item><description>Talks &e11; &own; &nbsp;go on.</description></item>"
    data = f"<?xml version='1.0'?>{kinds}<rss><channel>{item}</channel></rss>"
    assert texts(data.encode())[0] == "Talks &e11; &own; \xa0go on."


def test_scripts_in_items_are_no_text() -> None:
    data = RSS.replace(b"<p>The envoys", b"<script>alert(1)</script><style>p{}</style><p onclick='x()'>The envoys")
    assert texts(data)[0] == "The envoys met at the café.\n\n“Not now,” said Vasko."


def test_a_feed_without_items_and_one_that_is_none() -> None:
    assert texts(b"<rss><channel><title>Kestrel</title></channel></rss>") == [201]
    with pytest.raises(DocumentError, match="E211"):
        list(feed.entries(b"<", "f"))


def test_json_feed() -> None:
    assert texts(JSON_FEED) == ["They go on.\n\nStill.", "Plain\nwords.", "A summary.", 212, 214]
    found = first(JSON_FEED)
    assert (found.title, found.publisher, found.published, found.given_id) == ("Talks", "Kestrel", "2031-05-04", "1")
    assert found.authors == ("Ida Renn",)
    second = list(jsonfeed.entries(JSON_FEED, "f"))[1]
    assert isinstance(second, Entry)
    assert (second.authors, second.given_id) == (("The desk",), "2")


@pytest.mark.parametrize("items", [None, {}, "x", [1, None, [], {"id": [], "content_html": 3}]])
def test_a_json_feed_of_the_wrong_things(items: object) -> None:
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    assert set(texts(data)) <= {211, 212}
