"""Hostile documents of programs: PDF, DOCX, RTF."""

import random
import zlib

from evals.hostile.made import MIB, much
from evals.hostile.samples import TEXT, docx


def odd_pdf(make: random.Random, _: str) -> bytes:
    """PDF with pages in a circle, numbers that cannot be, streams that explode, scripts and files inside."""
    n = much(make)
    stream = zlib.compress(make.choice((b"\0", b"(talks) Tj ", b"q ", b"[ ")) * (n * 40), 9)
    pages = make.choice(
        ("[3 0 R]", "[2 0 R]", "[3 0 R " + "2 0 R " * (n // 10) + "]", "[" * n, "[" + "3 0 R " * (n // 5) + "]")
    )
    box = make.choice(("[0 0 600 800]", "[0 0 1e38 1e38]", "[-9999999999 0 0 0]", "[0 0 0 0]"))
    action = make.choice(
        ("", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/OpenAction << /S /Launch /F (x) >>")
    )
    count = make.choice((1, -1, 2147483647, n))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {action} >>".encode(),
        f"<< /Type /Pages /Kids {pages} /Count {count} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length %d /Filter %s >>\nstream\n"
        % (len(stream), make.choice((b"/FlateDecode", b"[/FlateDecode /FlateDecode]")))
        + stream
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.7\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = make.choice((len(out), 0, 10**12))
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in offsets
    )
    previous = make.choice((b"", b"/Prev %d " % len(out), b"/Prev 0 "))
    return out + table + b"trailer << /Root 1 0 R /Size 6 " + previous + b">>\nstartxref\n%d\n%%%%EOF" % start


def odd_word(make: random.Random, _: str) -> bytes:
    """Word documents that explode, go too deep, or have parts with names that lead elsewhere."""
    n = much(make)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:p><w:r><w:t>Vasko said no.</w:t></w:r></w:p>"
    table = "<w:tbl><w:tr><w:tc>"
    bodies = (
        run * (n // 10),
        table * (n // 20) + run + "</w:tc></w:tr></w:tbl>" * (n // 20),
        "<w:p>" * n + "talks",
        "<w:p><w:r>" + "<w:br/>" * n + "</w:r></w:p>" + run,
        "<w:p><w:r><w:t>" + " " * (n * 100) + "</w:t></w:r></w:p>",
        f"<w:p><w:r><w:t>{'a' * (n * 50)}</w:t></w:r></w:p>",
        "<w:sdt><w:sdtContent>" * n + run,
    )
    document = f"<w:document {space}><w:body>{make.choice(bodies)}</w:body></w:document>".encode()
    others = (
        (),
        (("../../escaped.xml", b"x"), ("word/vbaProject.bin", b"MZ")),
        (("word/styles.xml", b"<w:styles " + b"<" * n),),
        (("word/numbering.xml", b"\0" * (n * 100)), ("word/footnotes.xml", b"<")),
        tuple((f"word/part{m}.xml", b"x") for m in range(n // 100)),
    )
    return docx(document[: 40 * MIB], make.choice(others))


def odd_rtf(make: random.Random, _: str) -> bytes:
    """RTF with groups without end, lengths that cannot be, pictures, objects and wrong characters."""
    n = much(make)
    return (
        rb"{\rtf1\ansi "
        + make.choice(
            (
                b"{" * n + TEXT.encode("ascii", "replace"),
                b"}" * n + TEXT.encode("ascii", "replace"),
                rb"{\*\generator " * n + b"x",
                rb"\bin2147483647 " + b"x" * n,
                rb"\u-65536?\u99999999999999?" * (n // 10),
                rb"{\pict\wmetafile8 " + b"0102" * n + b"}" + b"talks go on",
                rb"{\object\objdata " + b"ff" * n + b"}talks",
                rb"\'zz\'8" * (n // 2),
                b"\\" * n,
                rb"\par" * n,
                b"\\" + b"a" * n + b" talks",
                rb"\uc99999 \u8220?" * (n // 10) + b"talks",
            )
        )[: 2 * MIB]
    )
