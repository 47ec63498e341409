import hashlib
import logging
from pathlib import Path

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.page.html import MAX_ELEMENTS, extract
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery

FIRST = "The foreign minister of Ostria, Dana Orel, said on Sunday that her country would “never give up” the valley."
QUOTED = "“We came to talk. We did not come to sign whatever is put before us,” she told reporters."
LAST = "Belmark’s envoy, Pavel Istvar, rejected the proposal and threatened to leave the talks by Friday."

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Envoys meet in Karvell - The Karvell Post</title>
<meta property="og:site_name" content="Karvell Post online"><meta name="author" content="desk">
<meta property="article:published_time" content="2031-05-03">
<link rel="canonical" href="https://post.example/talks/3">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": ["NewsArticle"],
 "headline": "Envoys meet &amp; part", "datePublished": "2031-05-04T10:00:00+02:00",
 "author": [{{"name": "Ida Renn"}}, "Jon Vale"], "publisher": {{"name": "The Karvell Post"}}}}]}}</script>
<style>p{{color:red}}</style></head><body><nav><a href="/">Home page</a></nav>
<article><h1>Envoys meet in Karvell</h1><p>{FIRST}</p>
<blockquote><p>{QUOTED}</p></blockquote>
<p>(Read also: <a href="/x">Belmark moves tanks</a>)</p><h2>A second round</h2>
<p>{LAST}</p><ul><li>Lift the blockade of the port by Friday, said Mr Istvar.</li></ul></article>
<div style="display: none">Secret words</div><footer>All rights of Karvell reserved</footer>
<script>document.write("<p>written by a script</p>")</script></body></html>"""


def one(data: bytes) -> Document:
    (found,) = documents(Delivery("talks.html", data))
    assert isinstance(found, Document), found
    return found


def test_the_article_comes_whole_with_its_metadata() -> None:
    found = one(PAGE.encode())
    for part in (FIRST, QUOTED, LAST, "A second round", "Lift the blockade"):
        assert part in found.text
    for part in ("written by a script", "Home page", "color:red", "Secret", "Karvell reserved"):
        assert part not in found.text
    assert (found.published, found.publisher, found.authors) == (
        "2031-05-04",
        "The Karvell Post",
        ("Ida Renn", "Jon Vale"),
    )
    assert (found.url, found.language) == ("https://post.example/talks/3", "en")
    kinds = {found.text[slice(*block.span)]: block.kind for block in found.blocks}
    assert kinds["A second round"] == "subhead"
    assert kinds["(Read also: Belmark moves tanks)"] == "related-link"
    assert kinds[QUOTED] == "body"


def test_the_bytes_are_kept_and_what_was_left_out_is_told() -> None:
    found = one(PAGE.encode())
    assert found.raw == PAGE.encode()
    assert found.raw_sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert found.extraction is not None
    assert found.extraction.extractor == "trafilatura 2.3.1"
    assert "Home page" in found.extraction.left_out
    assert "All rights of Karvell reserved" in found.extraction.left_out
    assert not any("script" in piece or "Secret" in piece or piece in found.text for piece in found.extraction.left_out)


def test_what_was_left_out_is_bounded() -> None:
    links = "".join(f"<nav><a href='/{n}'>Link number {n} {'x' * 1000}</a></nav>" for n in range(5000))
    found = extract(f"<html><body>{links}<article><p>{FIRST}</p><p>{LAST}</p></article></body></html>".encode())
    assert len(found.extraction.left_out) <= 200
    assert max(map(len, found.extraction.left_out)) <= 300


@pytest.mark.parametrize(
    ("head", "published", "publisher"),
    [
        ('<meta itemprop="datePublished" content="2031-05-04">', "2031-05-04", None),
        ('<meta name="date" content="03/04/2031"><meta property="og:site_name" content="Post">', None, "Post"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 5, "author": 7</script>',
            None,
            None,
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 5, "author": [[]]}</script>',
            None,
            None,
        ),
        (f'<script type="application/ld+json">{"[" * 50_000}</script>', None, None),
    ],
)
def test_metadata_wherever_they_stand_and_however_broken(
    head: str, published: str | None, publisher: str | None
) -> None:
    found = one(f"<html><head>{head}</head><body><p>{FIRST}</p><p>{LAST}</p></body></html>".encode())
    assert (found.published, found.publisher) == (published, publisher)


@pytest.mark.parametrize(
    "page",
    [
        "<p>{}</p><p>{}</p><p>{}</p>",
        "<html><body><div class=story>{}<br><br>{}<br><br>{}</div></body></html>",
        "<html><body><div>{}</div><div>{}</div><div>{}</div>",
        "<html><body><article><p>{}<p>{}<div><b><i>{}</article",
        "<html><body>" + "<div>" * 300 + "<p>{}</p><p>{}</p><p>{}</p>",
    ],
    ids=["fragment", "breaks", "divisions", "broken", "deep"],
)
def test_nothing_of_the_article_is_lost_however_the_page_is_built(page: str) -> None:
    assert [part.text for part in [one(page.format(FIRST, QUOTED, LAST).encode())]] == [
        "\n".join((FIRST, QUOTED, LAST))
    ]


def test_entities_and_nul() -> None:
    found = one(
        b"<html><body><p>Orel &amp; Istvar &lt;agreed&gt; &#8220;to talk&#8221; in caf&eacute;s\0</p></body></html>"
    )
    assert found.text == "Orel & Istvar <agreed> “to talk” in cafés\ufffd"


def test_a_page_may_declare_its_encoding_in_xml() -> None:
    page = f'<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Café: {FIRST}</p></body></html>'
    assert one(page.encode()).text == f"Café: {FIRST}"


def test_outside_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    page = f"{head}<html><body><p>&x; {FIRST}</p></body></html>"
    assert "the secret" not in one(page.encode()).text


@pytest.mark.parametrize(
    ("page", "number"),
    [
        (b"<html><head><title>x</title></head><body></body></html>", 204),
        (
            b"<html><body><div id=root></div><script>document.write('The envoys met in Varn')</script></body></html>",
            204,
        ),
        (b"<html><body>" + b"<div>" * 100_000 + FIRST.encode(), 210),
        (b"<html>" + b" " * (20 * 1024 * 1024), 209),
    ],
    ids=["empty", "script only", "too deep", "too large"],
)
def test_pages_without_an_article_are_numbered_errors(page: bytes, number: int) -> None:
    (found,) = documents(Delivery("talks.html", page))
    assert isinstance(found, DocumentError)
    assert (found.number, found.where) == (number, "talks.html")


def test_more_elements_than_are_read_are_told() -> None:
    many = b"<html><body>" + b"<p>talks</p>" * MAX_ELEMENTS + b"</body></html>"
    with pytest.raises(DocumentError) as told:
        extract(many)
    assert told.value.number == 238


def test_no_noise_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        list(documents(Delivery("talks.html", b"<html><body></body></html>")))
        list(documents(Delivery("talks.html", PAGE.encode())))
    assert caplog.records == []
