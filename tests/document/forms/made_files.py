"""Files of office programs and databases, made by code, with invented people and places."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from fpdf import FPDF

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

SENTENCES = (
    "The envoys of Ostria and Belmark met in Karvell on Sunday to talk about the port.",
    "Nobody in the harbour knew when the first ship would sail.",
    "The mediator said that both sides had agreed to reopen the strait.",
    "A convoy was stopped in front of the breakwater in the night.",
    "The minister demanded that the patrol boats leave within a week.",
)


def story(pages: Sequence[Sequence[str]], head: str = "", **options: str) -> bytes:
    """A PDF of pages of paragraphs, each page with a running head and its number."""

    class Paper(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("helvetica", size=8)
                self.cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")
                self.ln(6)

        def footer(self) -> None:
            if head:
                self.set_y(-15)
                self.set_font("helvetica", size=8)
                self.cell(0, 8, f"- {self.page_no()} -", align="C")

    paper = Paper(format=(148, 210))
    paper.set_auto_page_break(False)
    if "title" in options:
        paper.set_title(options["title"])
    if "password" in options:
        paper.set_encryption(owner_password="o" + options["password"], user_password=options["password"])
    for paragraphs in pages:
        paper.add_page()
        for text in paragraphs:
            size, text = (17, text[1:]) if text.startswith("#") else (10, text)
            paper.set_font("helvetica", "B" if size == 17 else "", size)
            paper.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
            paper.ln(3)
    return bytes(paper.output())


def printed(lines: Iterable[tuple[float, float, str]]) -> bytes:
    """A PDF of one page with lines at places, in this order in the file."""
    paper = FPDF(format="A4")
    paper.add_page()
    paper.set_font("helvetica", size=10)
    for x, y, text in lines:
        paper.text(x, y, text)
    return bytes(paper.output())


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of raw objects; the first is its root."""
    out = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def pdf_page(content: bytes, filters: bytes = b"", labels: bytes = b"") -> bytes:
    """A PDF of one page with raw content."""
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % labels,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<<%b/Length %d>>stream\n%b\nendstream" % (filters, len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def pdf_bomb() -> bytes:
    """A PDF of 60 kB whose page unpacks to 60 MB and draws a million times."""
    return pdf_page(
        zlib.compress(b"BT /F 12 Tf 10 10 Td (The envoys met again today.) Tj ET\n" * 1_000_000, 9),
        b"/Filter/FlateDecode",
    )


def docx(paragraphs: Iterable[str], title: str = "") -> bytes:
    """A Word document; `---` is a page break, `# ` begins a heading, `a | b` is a row of a table."""
    paper = Document()
    paper.core_properties.title = title
    for text in paragraphs:
        if text == "---":
            paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif text.startswith("# "):
            paper.add_heading(text[2:])
        elif " | " in text:
            cells = text.split(" | ")
            for cell, words in zip(paper.add_table(1, len(cells)).rows[0].cells, cells, strict=True):
                cell.text = words
        else:
            paper.add_paragraph(text)
    return saved(paper)


def saved(paper: object) -> bytes:
    out = io.BytesIO()
    paper.save(out)  # type: ignore[attr-defined]  # python-docx has no types for its documents
    return out.getvalue()


def rendered_break(run: object) -> None:
    """What Word leaves where it began a new page."""
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))  # type: ignore[attr-defined]


def zipped(**parts: str | bytes) -> bytes:
    """A zip file; names have `__` for `/` and end without `.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", data)
    return out.getvalue()


def word(body: str, before: str = "", **parts: str) -> bytes:
    """A Word document of raw XML."""
    return zipped(word__document=f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>", **parts)


def rtf(*lines: str) -> bytes:
    """An RTF document of lines, with control words as they stand."""
    body = "\\par\n".join(lines)
    units = body.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    escaped = "".join(chr(code) if code < 0x80 else f"\\u{(code ^ 0x8000) - 0x8000}?" for code in codes)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{escaped}}}".encode()


NEXIS_COVER = (
    "User Name: IDA RENN",
    "Date and Time: Friday, May 18, 2031 7:08:00 PM",
    "Job Number: 79560",
    "Documents (2)",
    "1. Envoys reopen the port",
    "Client/Matter: -None-",
    "Search Terms: port",
    "2. No ship sails",
    "Client/Matter: -None-",
)


def nexis_article(title: str, *body: str, heading: str = "", **said: str) -> list[str]:
    """The paragraphs of one article as Nexis gives them."""
    return [
        f"{heading}{title}",
        said.get("outlet", "The Varn Post"),
        said.get("day", "May 4, 2031 Friday"),
        "First Edition",
        "Copyright 2031 Varn Post Ltd. All Rights Reserved",
        "Section: NEWS; Pg. 4",
        "Length:\xa0412 words",
        f"Byline:\xa0{said.get('byline', 'Ida Renn and Jon Vale')}",
        "Body",
        *body,
        "Classification",
        "Language: ENGLISH; ENGLISH",
        "Subject: PORTS (90%)",
        "Load-Date: May 5, 2031",
        "End of Document",
    ]


NUMBER = "VARNP00020310504e7540001r"
"""A number of Factiva's: eight signs for the outlet, the day, nine more."""


def factiva_page(*articles: str) -> bytes:
    """A page as Factiva saves it."""
    inside = "<br/><span></span>".join(articles)
    return (
        "<!DOCTYPE html><html><head><meta charset='UTF-8'/><title>Factiva</title><style>.article {}</style></head>"
        f"<body><div id='contentWrapper'><h1>Dow Jones Factiva</h1>{inside}"
        "<div id='pageFooter'>© 2031 Factiva, Inc.</div></div></body></html>"
    ).encode()


def factiva_plain(number: str = NUMBER, words: str = "41 words", language: str = "English") -> str:
    """An article as it is read."""
    return (
        f'<div id="article-{number}" class="article"><div class="article enArticle"><p></p><div>Foreign Desk; 1</div>'
        '<div id="hd"><span class="enHeadline">Envoys reopen the <b>port</b>  </span></div>'
        f'<div class="author">By IDA RENN  </div><div>{words}</div><div>4 May 2031</div><div>15:32</div>'
        f"<div>The Varn Post</div><div>VARNP</div><div>Late Edition</div><div>{language}</div>"
        "<div>Copyright 2031 Varn Post Ltd.</div>"
        '<p class="articleParagraph enarticleParagraph">The envoys met in Karvell.  </p>'
        '<p class="articleParagraph enarticleParagraph">“We agree,” they <b>said</b>.</p>'
        f"<p>Document {number}</p></div></div>"
    )


FACTIVA_FIELDS = (
    ("SE", "World"),
    ("HD", "Envoys reopen the port"),
    ("BY", "By Ida Renn"),
    ("WC", "41 words"),
    ("PD", "4 May 2031"),
    ("ET", "15:32"),
    ("SN", "The Varn Post"),
    ("SC", "VARNP"),
    ("LA", "English"),
    ("CY", "(c) 2031 Varn Post Ltd."),
    ("LP", "The envoys met in Karvell.\nThey talked."),
    ("TD", "“We agree,” they said."),
    ("NS", "gdip : International Relations"),
    ("AN", f"Document {NUMBER}"),
)


def factiva_table() -> str:
    """An article as a table of fields."""
    rows = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>'
        + (
            "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in text.split("\n"))
            if code in ("LP", "TD")
            else f"<br/>{text}"
        )
        + "</td></tr>"
        for code, text in FACTIVA_FIELDS
    )
    return f'<div class="article enArticle"><table>{rows}</table></div>'
