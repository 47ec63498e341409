"""A valid, invented file of every kind that is read: what mutations begin with.

Where the bytes that matter lie inside others (compressed, or in an archive), a sample says how they are put in again,
so that a mutation reaches them instead of a checksum.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from evals.hostile import marked, packed

TITLE = "Envoys of Keth and Belmaria meet in Oranza"
PARAGRAPHS = (
    "ORANZA, May 14, 2031 (Kestrel) - President Irena Vasko of Belmaria on Tuesday refused to hand over a mine chief.",
    "“No one will be handed over, not to them and not to anyone else,” Vasko said in a televised address.",
    "Tarek Ondal, the rebels' commander, had demanded the release of 40 miners. His fighters would withdraw, he said.",
    "According to two officials, both sides met in Port Ellory last week; the foreign ministry denied it.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


@dataclass(frozen=True)
class Sample:
    """A file of a kind. `core` are the bytes inside it that matter, and `wrap` puts others in their place."""

    kind: str
    data: bytes
    core: bytes | None = None
    wrap: Callable[[bytes], bytes] | None = None


@cache
def samples() -> tuple[Sample, ...]:
    """One of each kind, always the same bytes."""
    plain = [
        Sample("text", TEXT.encode()),
        Sample("text, UTF-16", TEXT.encode("utf-16")),
        Sample("text, Windows-1252", TEXT.encode("cp1252", "replace")),
        Sample("JSON Lines", _jsonl()),
        Sample("JSON array", json.dumps([json.loads(line) for line in _jsonl().splitlines()]).encode()),
        Sample("CSV", _table(",")),
        Sample("TSV", _table("\t")),
        Sample("Parquet", _parquet()),
        Sample("PDF", _pdf()),
        Sample("RTF", _rtf((TITLE, *PARAGRAPHS))),
        Sample("Nexis RTF", _rtf(_nexis())),
        Sample("Factiva RTF", _rtf(_factiva())),
        *(Sample(kind, data) for kind, data in marked.samples(TITLE, PARAGRAPHS)),
    ]
    documents = [
        _docx("DOCX", (TITLE, *PARAGRAPHS)),
        _docx("Nexis DOCX", _nexis()),
        _docx("Factiva DOCX", _factiva()),
    ]
    page = next(one.data for one in plain if one.kind == "HTML")
    return (*plain, *documents, *(_packed(*one) for one in packed.samples(TEXT.encode(), _jsonl(), page)))


def _packed(kind: str, core: bytes, wrap: Callable[[bytes], bytes]) -> Sample:
    return Sample(kind, wrap(core), core, wrap)


def _jsonl() -> bytes:
    lines = [
        {
            "id": f"k-{n}",
            "text": "\n\n".join(PARAGRAPHS[n:]),
            "title": TITLE,
            "publisher": "Kestrel",
            "date": "2031-05-14",
        }
        for n in range(3)
    ]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode() + b"\n"


def _table(mark: str) -> bytes:
    rows = [["id", "title", "publisher", "date", "url", "text"]]
    rows += [[str(n), TITLE, "Kestrel", "2031-05-14", f"https://kestrel.example/{n}", PARAGRAPHS[n]] for n in range(4)]
    return "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"id": [1, 2], "text": [TEXT, PARAGRAPHS[1]], "title": [TITLE, None], "date": ["2031-05-14", "x"]})
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def _pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_creation_date(datetime(2031, 5, 14, tzinfo=UTC))
    pdf.set_compression(False)
    for page in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        for paragraph in PARAGRAPHS[page:]:
            pdf.multi_cell(
                0, 8, paragraph.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT"
            )
    return bytes(pdf.output())


def _rtf(paragraphs: tuple[str, ...]) -> bytes:
    body = "".join("".join(map(_escaped, one)) + "\\par\n" for one in paragraphs)
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\info{\title Talks}}\f0 " + body + "}").encode(
        "ascii"
    )


def _escaped(character: str) -> str:
    return character if ord(character) < 128 else f"\\u{ord(character)}?"


def _nexis() -> tuple[str, ...]:
    head = (TITLE, "The Kestrel", "May 14, 2031 Wednesday", "Copyright 2031 Kestrel", "Length: 84 words")
    return (*head, "Byline: Ana Lume", "Body", *PARAGRAPHS, "Load-Date: May 15, 2031", "End of Document")


def _factiva() -> tuple[str, ...]:
    fields = (f"HD\t{TITLE}", "BY\tAna Lume", "WC\t84 words", "PD\t14 May 2031", "SN\tThe Kestrel", "LA\tEnglish")
    return (
        *fields,
        f"LP\t{PARAGRAPHS[0]}",
        f"TD\t{PARAGRAPHS[1]}",
        *PARAGRAPHS[2:],
        "AN\tDocument KESTR00020310514e75e0001r",
    )


def _docx(kind: str, paragraphs: tuple[str, ...]) -> Sample:
    core = marked.word(paragraphs)
    return Sample(kind, docx(core), core, docx)


def docx(document: bytes, others: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A Word document around the XML of its text."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations),
            ("word/document.xml", document),
            *others,
        ):
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 14, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def gzipped(data: bytes) -> bytes:
    """The same, compressed, without a time in it."""
    return gzip.compress(data, 6, mtime=0)
