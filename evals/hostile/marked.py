"""Samples in markup and in the wire formats: pages, feeds, ninjs, NewsML, NITF."""

import json
from collections.abc import Iterator, Sequence
from html import escape

_ITEMS = 3


def samples(title: str, paragraphs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """One of each, with its kind."""
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    yield "HTML", _page(title, body)
    yield "Factiva HTML", _factiva(title, paragraphs)
    yield "RSS", _rss(title, body)
    yield "RDF", _rdf(title, body)
    yield "Atom", _atom(title, body)
    yield "JSON Feed", _json_feed(title, body)
    for line, ninjs in (("1", _ninjs1), ("2", _ninjs2), ("3", _ninjs3)):
        yield f"ninjs {line}", json.dumps(ninjs(title, body)).encode()
    yield "NewsML-G2", _newsml(title, body)
    yield "NITF", _nitf(title, body).encode()
    yield "NewsML 1", _newsml1(title, body)


def word(paragraphs: Sequence[str]) -> bytes:
    """The text of a Word document as its own XML."""
    body = "".join(f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>" for one in paragraphs)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{body}</w:body></w:document>'.encode()


def _page(title: str, body: str) -> bytes:
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(8))
    linked = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2031-05-14T10:00:00Z"})
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="2031-05-14"><script type="application/ld+json">{linked}'
        f"</script></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def _factiva(title: str, paragraphs: Sequence[str]) -> bytes:
    rows = [("HD", title), ("PD", "14 May 2031"), ("SN", "The Kestrel"), ("LP", paragraphs[0])]
    rows += [("TD", paragraphs[1]), ("AN", "Document KESTR00020310514e75e0001r")]
    cells = "".join(
        f'<tr><td><b>{code}</b></td><td><p class="articleParagraph enarticleParagraph">{escape(text)}</p></td></tr>'
        for code, text in rows
    )
    article = f'<div class="article enArticle"><table>{cells}</table></div>'
    return f"<html><head><title>Factiva</title></head><body>{article * _ITEMS}</body></html>".encode()


def _rss(title: str, body: str) -> bytes:
    item = (
        f"<item><title>{title}</title><link>https://kestrel.example/1</link><guid>k1</guid>"
        f"<pubDate>Wed, 14 May 2031 10:00:00 GMT</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = "<title>Kestrel</title><link>https://kestrel.example/</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{head}{item * _ITEMS}</channel></rss>'.encode()


def _rdf(title: str, body: str) -> bytes:
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    item = (
        f'<item rdf:about="https://kestrel.example/1"><title>{title}</title><link>https://kestrel.example/1</link>'
        f"<description>{escape(body)}</description></item>"
    )
    channel = '<channel rdf:about="https://kestrel.example/"><title>Kestrel</title></channel>'
    return f'<?xml version="1.0"?><rdf:RDF {spaces}>{channel}{item * _ITEMS}</rdf:RDF>'.encode()


def _atom(title: str, body: str) -> bytes:
    entry = (
        f"<entry><id>k1</id><title>{title}</title><updated>2031-05-14T10:00:00Z</updated>"
        f'<author><name>Ana Lume</name></author><content type="html">{escape(body)}</content></entry>'
    )
    head = "<id>k</id><title>Kestrel</title><updated>2031-05-14T10:00:00Z</updated>"
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{entry * _ITEMS}</feed>'.encode()


def _json_feed(title: str, body: str) -> bytes:
    item = {"id": "k1", "title": title, "content_html": body, "date_published": "2031-05-14T10:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Kestrel", "items": [item] * _ITEMS}
    return json.dumps(feed).encode()


def _ninjs1(title: str, body: str) -> dict[str, object]:
    held = {"uri": "urn:kestrel:1", "type": "text", "pubstatus": "usable", "headline": title, "body_xhtml": body}
    return {**held, "versioncreated": "2031-05-14T10:00:00Z", "language": "en", "byline": "Ana Lume"}


def _ninjs2(title: str, body: str) -> dict[str, object]:
    held = {"uri": "urn:kestrel:2", "type": "text", "pubStatus": "usable", "versionCreated": "2031-05-14T10:00:00Z"}
    headlines = [{"role": "main", "value": title}]
    return {**held, "headlines": headlines, "bodies": [{"contentType": "text/html", "value": body}], "language": "en"}


def _ninjs3(title: str, body: str) -> dict[str, object]:
    return {**_ninjs2(title, body), "standard": {"name": "ninjs", "version": "3.0"}, "by": "Ana Lume"}


def _newsml(title: str, body: str) -> bytes:
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:kestrel:1" version="1" standard="NewsML-G2">'
        '<itemMeta><itemClass qcode="ninat:text"/><provider literal="Kestrel"/>'
        '<versionCreated>2031-05-14T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>'
        f"<contentMeta><headline>{title}</headline><language tag='en'/></contentMeta><contentSet>"
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{body}</body></html></inlineXML></contentSet></newsItem>"
    )
    message = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    head = "<header><sent>2031-05-14T10:00:00Z</sent></header>"
    return (
        f'<?xml version="1.0"?><newsMessage {message}>{head}<itemSet>{item * _ITEMS}</itemSet></newsMessage>'.encode()
    )


def _nitf(title: str, body: str) -> str:
    head = f'<head><title>{title}</title><docdata><date.issue norm="20310514T100000Z"/></docdata></head>'
    hedline = f"<body.head><hedline><hl1>{title}</hl1></hedline><byline>Ana Lume</byline></body.head>"
    return f'<?xml version="1.0"?><nitf>{head}<body>{hedline}<body.content>{body}</body.content></body></nitf>'


def _newsml1(title: str, body: str) -> bytes:
    nitf = _nitf(title, body).partition("?>")[2]
    lines = f"<NewsLines><HeadLine>{title}</HeadLine><ByLine>Ana Lume</ByLine></NewsLines>"
    content = f"<ContentItem><DataContent>{nitf}</DataContent></ContentItem>"
    identified = "<NewsIdentifier><NewsItemId>k1</NewsItemId><DateId>20310514</DateId></NewsIdentifier>"
    component = f"<NewsComponent>{lines}{content}</NewsComponent>"
    item = f"<NewsItem><Identification>{identified}</Identification>{component}</NewsItem>"
    return f'<?xml version="1.0"?><NewsML>{item * _ITEMS}</NewsML>'.encode()
