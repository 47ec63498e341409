"""Feeds and wire reports of invented agencies, one in each form and line."""

import json

ATOM = "http://www.w3.org/2005/Atom"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kestrel</title><link>https://kestrel.example/</link><language>en-gb</language>
<item><title>Talks &amp;amp; tea in Karvell</title><guid isPermaLink="false">k-1</guid>
<link>https://kestrel.example/1</link><dc:creator>Ida Renn</dc:creator><dc:creator>Jon Vale</dc:creator>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate><description>The envoys met.</description>
<content:encoded><![CDATA[<p>The envoys met at the caf&eacute;.</p><p>“Not now,” said <b>Vasko</b>.</p>]]>
</content:encoded></item>
<item><title>Bridge closed</title><guid>https://kestrel.example/2</guid>
<description>The bridge of Varn &amp;amp; its road are closed.</description></item>
<item><title>Only a title</title></item>
</channel></rss>""".encode()
RSS1 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://k.example"><title>K</title><dc:publisher>Kestrel News</dc:publisher></channel>
<item rdf:about="https://k.example/1"><title>Talks</title><link>https://k.example/1</link>
<description>The talks went on.</description><dc:date>2031-05-04T01:00:00+02:00</dc:date></item></rdf:RDF>"""
ATOM_FEED = f"""<feed xmlns="{ATOM}" xml:lang="de"><title>Kestrel</title>
<entry><id>tag:kestrel.example,2031:1</id><title type="html">Gespräche &lt;i&gt;heute&lt;/i&gt;</title>
<published>2031-05-03T12:00:00Z</published><updated>2031-05-04T12:00:00Z</updated>
<link rel="alternate" href="https://kestrel.example/b"/><author><name>Ida Renn</name></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Sie dauern an.</p><p>Niemand ging.</p></div></content>
<source><title>Harbour Gazette</title></source></entry>
<entry><id>2</id><updated>2031-05-04T12:00:00Z</updated><title>Plain</title>
<content type="text">Two &lt;words&gt;
on lines</content></entry></feed>""".encode()
JSON_FEED = json.dumps(
    {
        "items": [
            {"id": "1", "url": "https://k.example/1", "title": "Talks",
             "content_html": "<p>They go on.</p><p>Still.</p>",
             "date_published": "2031-05-04T10:00:00Z", "authors": [{"name": "Ida Renn"}]},
            {"id": 2, "content_text": "Plain\nwords.", "summary": "less"},
            {"id": "3", "summary": "A summary."},
            {"id": "4", "title": "Only a title"},
        ],
        "title": "Kestrel",
        "version": "https://jsonfeed.org/version/1.1",
        "author": {"name": "The desk"},
    }
).encode()  # fmt: skip
NINJS_1 = {
    "uri": "tag:kestrel.example,2031:talks", "type": "text", "version": "3", "pubstatus": "usable", "urgency": 3,
    "versioncreated": "2031-05-04T23:30:00-05:00", "firstcreated": "2031-05-03T10:00:00Z", "language": "en-GB",
    "headline": "Talks go on", "headline_sub": "Nobody leaves", "byline": "By Ida Renn and Jon Vale",
    "copyrightholder": "Kestrel", "usageterms": "None", "description_text": "A description.",
    "body_text": "The envoys met in Karvell.", "body_xhtml": "<p>The envoys met in Karvell.</p>",
}  # fmt: skip
NINJS_2 = {
    "standard": {"name": "ninjs", "version": "2.1"}, "uri": "https://kestrel.example/2", "type": "text",
    "versioncreated": "2031-05-04T10:00:00Z", "by": "Ida Renn",
    "headlines": [{"role": "sub", "value": "Less"}, {"role": "main", "value": "Talks &amp; more"}],
    "bodies": [
        {"role": "caption", "contenttype": "application/nitf+xml", "value": "<nitf/>"},
        {"role": "main", "contenttype": "text/html", "value": "<section><p>One <b>two</b>.</p><p>Three.</p></section>"},
    ],
    "infosources": [{"name": "Kestrel"}],
}  # fmt: skip
NINJS_3 = {
    "standard": {"name": "ninjs", "version": "3.2"}, "uri": "urn:kestrel:3", "pubStatus": "usable",
    "versionCreated": "2031-05-04T10:00:00Z", "copyrightHolder": "Kestrel", "headlines": [{"value": "Talks"}],
    "bodies": [
        {"contentType": "text/html", "value": "<p>Marked.</p>"},
        {"contentType": "text/plain", "value": "Plain."},
    ],
}  # fmt: skip
G2 = "http://iptc.org/std/nar/2006-10-01/"
NITF = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>Talks</title>
<docdata><doc-id id-string="k-7"/>
<date.issue norm="20310504T101112Z"/><du-key version="2"/><doc.copyright holder="Kestrel"/></docdata></head>
<body><body.head><hedline><hl1>Talks go on</hl1></hedline><byline>By <person>Tom Berrin</person></byline>
<dateline><location>KARVELL</location>, May 4</dateline></body.head><body.content><p>The <org>League</org> met
<em>today</em>.</p><media media-type="image"><media-caption>The hall.</media-caption></media><hl2>Later</hl2>
<p>Nobody left.</p></body.content><body.end><tagline>tb</tagline></body.end></body></nitf>"""
PLAIN = '<inlineData contenttype="text/plain">First line.\n\nSecond &amp; last.</inlineData>'
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title>
</head><body><p>Alpha <i>beta</i>.</p><p>Gamma.</p></body></html></inlineXML>"""
ESCAPED = '<inlineData contenttype="text/html">&lt;p&gt;Alpha.&lt;/p&gt;&lt;p&gt;Beta.&lt;/p&gt;</inlineData>'


def news_item(content: str, *, kind: str = "text", status: str = "usable", more: str = "") -> str:
    """A NewsML-G2 news item of this content."""
    return f"""<newsItem xmlns="{G2}" guid="urn:newsml:kestrel.example:20310504:TALKS" version="4" standard="NewsML-G2"
 standardversion="2.33" conformance="power" xml:lang="en-GB"><catalogRef href="https://kestrel.example/catalog.xml"/>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:KES"><name>Kestrel</name></provider>
<versionCreated>2031-05-06T10:00:00Z</versionCreated>{more}<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><urgency>3</urgency><contentCreated>2031-05-04T23:30:00-05:00</contentCreated><by>By Ida Renn</by>
<creditline>Kestrel/Gazette</creditline><language tag="en"/><headline>Talks go on</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def message(*items: str) -> bytes:
    """A NewsML-G2 news message of these items."""
    head = "<header><sent>2031-05-06T10:00:00Z</sent></header>"
    return f'<newsMessage xmlns="{G2}">{head}<itemSet>{"".join(items)}</itemSet></newsMessage>'.encode()


NEWSML_1 = b"""<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML Version="1.2"><NewsItem><Identification>
<NewsIdentifier><ProviderId>kestrel.example</ProviderId><NewsItemId>7</NewsItemId>
<RevisionId PreviousRevision="0" Update="N">1
</RevisionId><PublicIdentifier>urn:newsml:kestrel.example:7</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement>
<FirstCreated>20310504T101112Z</FirstCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent>
<NewsLines>
<HeadLine>Talks</HeadLine><ByLine>Ida Renn</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Kestrel"/>
</Provider></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem>
<MediaType FormalName="Text"/><DataContent><p>The envoys met.</p><p>Nobody left.</p></DataContent></ContentItem>
<ContentItem>
<MediaType FormalName="Photo"/><DataContent>AAAA</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
