"""Hostile text, markup, JSON, tables and web archives: entities, depth, length, and patterns led astray."""

import json
import random

from evals.hostile import packed
from evals.hostile.made import MIB, SECRET_FILE, much
from evals.hostile.samples import TEXT, docx


def entities(make: random.Random, folder: str) -> bytes:
    """Entities that explode, that lead to files or addresses, or that stand in each other."""
    levels = make.randint(3, 12)
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    secret = f"file://{folder}/{SECRET_FILE}"
    types = {
        "laughs": (f'<!ENTITY e0 "Vasko said no. ">{laughs}', f"&e{levels};"),
        "quadratic": (f'<!ENTITY e "{"a" * 50_000}">', "&e;" * 2_000),
        "file": (f'<!ENTITY e SYSTEM "{secret}">', "&e;"),
        "address": ('<!ENTITY e SYSTEM "http://127.0.0.1:9/x">', "&e;"),
        "parameter": (f'<!ENTITY % p SYSTEM "{secret}"> %p;', "&e;"),
        "circle": ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
    }
    defined, used = types[make.choice(sorted(types))]
    external = make.choice(("", f' SYSTEM "{secret}"', ' PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd"'))
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    bodies = {
        "rss": f"<channel><item><title>t</title><description>{used}{include}</description></item></channel>",
        "newsItem": f"<contentSet><inlineXML><p>{used}{include}</p></inlineXML></contentSet>",
        "nitf": f"<body><body.content><p>{used}{include}</p></body.content></body>",
        "html": f"<body><p>{used}{include}</p><iframe src='{secret}'></iframe></body>",
        "w:document": "",
    }
    root = make.choice(sorted(bodies))
    head = f'<?xml version="1.0"?><!DOCTYPE {root}{external} [{defined}]>'
    if root == "w:document":
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        text = f"<w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body>"
        return docx(f"{head}<w:document {space}>{text}</w:document>".encode())
    return f"{head}<{root}>{bodies[root]}</{root}>".encode()


def deep_markup(make: random.Random, _: str) -> bytes:
    """Elements in one another, or opened and never closed, or with attributes without end."""
    n = much(make)
    tag = make.choice(("div", "p", "b", "table><tr><td", "ul><li", "font", "a", "span", "svg", "select", "blockquote"))
    closing = make.choice(("", "".join(f"</{one}>" for one in reversed(tag.split("><")))))
    inner = make.choice(
        (
            f"<{tag}>" * n + TEXT + closing * n,
            f"<p {' '.join(f'a{m}=1' for m in range(n))}>{TEXT}</p>",
            f'<p class="{"x " * n}">{TEXT}</p>',
            "<!--" * n + TEXT,
            "<" * n + TEXT,
            "&amp" * n + TEXT,
            "<p>" + "&" * n + "</p>" + TEXT,
            "<p>said</p>" * n,
            "<br>" * n + TEXT,
            f"<script type='application/ld+json'>{'[' * n}</script><p>{TEXT}</p>",
        )
    )
    roots = (
        ("<html><body>", "</body></html>"),
        ("<rss><channel><item><description>", "</description></item></channel></rss>"),
        ("<nitf><body><body.content>", "</body.content></body></nitf>"),
        ("<feed><entry><content>", "</content></entry></feed>"),
    )
    start, end = make.choice(roots)
    return (start + inner + end).encode()[: 2 * MIB]


def deep_json(make: random.Random, _: str) -> bytes:
    """JSON that goes too deep, is too long, or says things twice."""
    n = much(make)
    head = make.choice(
        ('{"text": ', '{"version": "https://jsonfeed.org/version/1.1", "items": ', '{"uri": "u", "headline": ')
    )
    value = make.choice(
        (
            "[" * n + "]" * n,
            '{"a": ' * n + "1" + "}" * n,
            "[" * n,
            "9" * n,
            "-" + "0" * n,
            f"1e{n}",
            '"' + "\\ud800" * n + '"',
            '"' + "\\u0000" * n + '"',
            '"' + "a" * n,
            "{" + ",".join(f'"k{m}": {m}' for m in range(n // 10)) + "}",
            "[" + ",".join(["{}"] * (n // 4)) + "]",
            json.dumps([{"id": str(m), "content_text": "Vasko said no."} for m in range(n // 100)]),
            "NaN",
        )
    )
    return (head + value + make.choice(("}", "", ', "text": "Vasko said."}'))).encode()[: 2 * MIB]


def odd_table(make: random.Random, _: str) -> bytes:
    """Tables with a quotation mark that never closes, columns without end, formulas, cells of every sort."""
    n = much(make, 20, 100_000)
    head = b"id,title,text\r\n"
    return make.choice(
        (
            head + b'1,Talks,"' + b"They go on.\r\n" * n,
            b",".join(b"c%d" % m for m in range(n)) + b",text\r\n" + b"," * n + b"Talks\r\n",
            head + b"1,=HYPERLINK(\"http://x.invalid\"),=cmd|' /C calc'!A0\r\n" * (n // 10),
            head + b"1,Talks,\0\0\0\r\n" * (n // 10),
            head + b'"' * n,
            head + b"1,Talks," + b'""' * n + b"\r\n",
            head + b"1,Talks,They go on.\r" * (n // 10),
            head + b"\r\n" * n,
            head + b"1;Talks;They go on.\r\n" * (n // 10),
            b"text,text,text\r\n" + b"a,b,c\r\n" * (n // 10),
        )
    )[: 2 * MIB]


def odd_warc(make: random.Random, _: str) -> bytes:
    """Web archives with lengths, headers, codings and addresses that cannot be."""
    n = much(make)
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()
    kind = make.randrange(7)
    if kind == 0:
        length = make.choice((b"-1", b"0", b"99999999999999999999", b"", b"1e9", b"abc", b"%d" % n))
        return packed.record(packed.http(page), length=length) + packed.warc(page)
    if kind == 1:
        return packed.record(packed.http(page), b"X-Header: " + b"a" * n * 5 + b"\r\n") + packed.warc(page)
    if kind == 2:
        return packed.record(packed.http(page), b"X: y\r\n" * n) + packed.warc(page)
    if kind == 3:
        coding = make.choice((b"br", b"gzip", b"deflate", b"gzip, gzip", b"x" * 999))
        return packed.record(packed.http(page, b"Content-Type: text/html\r\nContent-Encoding: " + coding + b"\r\n"))
    if kind == 4:
        chunks = make.choice((b"ffffffff\r\n", b"-1\r\n", b"0\r\n\r\n", b"zz\r\n", b"1\r\na\r\n" * n))
        return packed.record(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + chunks + page
        )
    if kind == 5:
        return b"WARC/1.0\r\n" * n + packed.warc(page)
    block = packed.record(packed.http(page)).replace(b"https://kestrel.example/1", make.choice(_ADDRESSES))
    return block * make.randint(1, 50)


_ADDRESSES = (
    b"javascript:alert(1)",
    b"file:///etc/passwd",
    b"http://[::1",
    b"\x1b[2J",
    b"http://x/" + b"a" * 20_000,
    b"",
)


def odd_text(make: random.Random, _: str) -> bytes:
    """Text that leads patterns astray: one sign without end, beginnings that never end, lines that look like fields."""
    n = much(make, 200, 1_000_000)
    signs = '(“"‘\n\r\t \u00a0\u200b\u202e🎭ﷺ@A\0\ufffdǆ'
    pieces = (
        *signs,
        *(
            "- ",
            ". ",
            "e\u0301\u0301",
            "1/",
            "said ",
            "Published ",
            "By ",
            "READ ALSO: ",
            "https://",
            "a.",
            "Mr. ",
            "May 14, ",
        ),
        *("2031-", "##", "* * *\n", "VARN, May 14 (Kestrel) - ", "“No,” ", "said he said ", "-" * 20 + "\n", "Photo: "),
        *("&nbsp;", "=1+1\n"),
    )
    piece = make.choice(pieces)
    text = piece * (n // len(piece))
    text = make.choice((text, f"{text}!\n\n{TEXT}", f"{TEXT}\n\n{text}", TEXT.replace(" ", text[:2_000])))
    return text.encode(make.choice(("utf-8", "utf-8", "utf-16", "utf-32")), "surrogatepass")[: 2 * MIB]


def noise(make: random.Random, _: str) -> bytes:
    """Random bytes, some behind the beginning of a kind of file."""
    signs = (
        *(b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"),
        *(b"WARC/1.0\r\n", b"{\\rtf1 ", b"<?xml version='1.0'?><rss>", b'{"text": "', b"<html>", b"\xef\xbb\xbf"),
        *(b"\xff\xfe", b"7z\xbc\xaf"),
    )
    return make.choice(signs) + make.randbytes(much(make, 1, 100_000))
