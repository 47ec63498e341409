"""Whatever bytes a feed or a wire report is made of: reading it ends, in entries and numbered errors alone."""

import json
import random
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.document.entry import Entry
from onrecord.errors import DocumentError
from tests.document.forms import wires
from tests.document.forms.wires import message, news_item

NITF = f"<inlineXML>{wires.NITF}</inlineXML>"
SAMPLES: dict[str, list[bytes]] = {
    "feed": [wires.RSS, wires.RSS1, wires.ATOM_FEED],
    "jsonfeed": [wires.JSON_FEED],
    "newsml": [message(news_item(NITF), news_item(wires.XHTML)), news_item(wires.ESCAPED).encode(), wires.NEWSML_1],
    "ninjs": [json.dumps(one).encode() for one in (wires.NINJS_1, wires.NINJS_2, [wires.NINJS_3, wires.NINJS_1])],
}
PIECES = [
    b"<![CDATA[", b"]]>", b"<!--", b"&nbsp;", b"&e;", b"&#0;", b"&#xD800;", b"<!DOCTYPE a [<!ENTITY e 'x'>]>", b"\0",
    b"<p>", b"</p>", b"<item>", b"</item>", b"<a xmlns='b'>", b"null", b"[]", b"{}", b"1e999", b"\\ud800", b'"',
    b"\xff",
    b"<" * 50,
    b"<newsItem>", b"<body>", b" " * 500, b"x" * 5000, b"\xef\xbb\xbf", b"-1", b"<script>", b"type='application/x'",
    b"type='base64'", "\u202e".encode(),
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, form: str) -> bytes:
    """A good file with pieces put in, cut out or doubled."""
    data = bytearray(draw(st.sampled_from(SAMPLES[form])))
    for place, act in draw(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 5)), min_size=1, max_size=8)):
        at, rng = place % (len(data) + 1), random.Random(place)
        if act == 0:
            del data[at : at + rng.randrange(200)]
        elif act == 1:
            data[at:at] = data[at : at + rng.randrange(1500)]
        elif act == 2:
            data[at : at + 1] = rng.randbytes(1)
        else:
            data[at:at] = rng.choice(PIECES)
    return bytes(data)


def check(form: str, data: bytes) -> None:
    size = 0
    try:
        for item in import_module(f"onrecord.document.forms.{form}").entries(data, "x"):
            assert isinstance(item, (Entry, DocumentError))
            if isinstance(item, Entry):
                item.text.encode()
                size += len(item.text)
    except DocumentError:
        pass
    assert size <= 4 * len(data) + 1000


@pytest.mark.parametrize("form", SAMPLES)
def test_damaged_files(form: str) -> None:
    @settings(max_examples=120, deadline=2000, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(damaged(form))
    def run(data: bytes) -> None:
        check(form, data)

    run()


HOSTILE = [
    b"<rss>" + b"<channel><item>" * 5000,
    b"<rss><channel>" + b"<item><title>" * 3000,
    b"<rss><channel><item><description>" + b"&lt;b&gt;" * 20_000,
    b"<rss><channel><item><description>" + b"<![CDATA[<div>]]>" * 10_000,
    b"\n" * 50_000 + b"<rss><channel><item><description>x</description></item></channel></rss>",
    b"<!-- >" * 20_000 + b"<rss>",
    b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 5000 + b"]><rss>&a;</rss>",
    b"<rss " + b" ".join(b"a%d='x'" % n for n in range(20_000)) + b"/>",
    b"<rss " + b" ".join(b"xmlns:a%d='x'" % n for n in range(3000)) + b"/>",
    b"<rss><channel>" + b"<item><pubDate>" + b"1" * 100_000 + b"</pubDate></item>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + b"<div>" * 5000,
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
    + b"<author><name>x</name></author>" * 5000
    + b"</entry></feed>",
    b"<newsItem><contentSet><inlineXML><nitf><body><body.content>" + b"<media>x" * 200 + b"</media>" * 200,
    b"<newsItem><contentSet><inlineXML><nitf><body>" + b"<media>x</media>y" * 20_000,
    b"<newsMessage>" + b"<newsItem>" * 240,
    b"<NewsML>" + b"<NewsItem><NewsComponent>" * 100 + b"<DataContent>x</DataContent>" * 2000,
    b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 100_000,
    b'[{"uri": "x", "bodies": ' + b'[{"value":' * 50_000,
    b'{"uri": "x", "headline": "y", "body_html": "' + b"<div>" * 20_000 + b'"}',
    b'{"uri": "x", "headline": "y", "version": ' + b"9" * 10_000 + b', "body_text": "z"}',
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_made_to_be_slow_is_not(data: bytes) -> None:
    from time import process_time

    from onrecord.document.sniff import form

    begun = process_time()
    for name in {form(data)} - {"html", "text"} or {"feed"}:
        check(name, data)
    assert process_time() - begun < 2
