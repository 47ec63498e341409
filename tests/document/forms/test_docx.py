"""Word documents: what of them is read, where pages begin, and archives made to harm."""

import io

import pytest
from docx import Document as Word
from docx.enum.text import WD_BREAK

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms.docx import entries
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery, deliver
from tests.document.forms.made_files import SENTENCES, docx, rendered_break, saved, word, zipped


def one(data: bytes) -> Entry:
    (found,) = entries(data, "x")
    assert isinstance(found, Entry)
    return found


def refused(data: bytes) -> DocumentError:
    found = list(documents(Delivery("x", data)))
    assert len(found) == 1
    assert isinstance(found[0], DocumentError)
    return found[0]


def test_paragraphs_tables_and_the_title() -> None:
    data = docx(
        ["# Port reopens", *SENTENCES[:2], "Port | open", f"{SENTENCES[2]} {SENTENCES[3]} | {SENTENCES[4]}"],
        "Port of Karvell",
    )
    assert form(data) == "docx"
    found = one(data)
    assert found.text.split("\n\n") == [
        "Port reopens",
        *SENTENCES[:2],
        "Port\topen",
        f"{SENTENCES[2]} {SENTENCES[3]}",
        SENTENCES[4],
    ]
    assert (found.title, found.authors, found.date, found.pages, found.raw) == ("Port of Karvell", (), None, (), data)


def test_pages_begin_at_breaks_and_several_signs_of_one_are_one() -> None:
    paper = Word()
    paper.add_paragraph(SENTENCES[0])
    split = paper.add_paragraph("They met ")
    rendered_break(split.add_run())
    split.add_run("at noon.")
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    rendered_break(paper.add_paragraph().add_run())
    paper.add_paragraph(SENTENCES[1])
    found = one(saved(paper))
    assert found.text == f"{SENTENCES[0]}\n\nThey met at noon.\n\n{SENTENCES[1]}"
    starts = [found.text[page.span[0] :][:12] for page in found.pages]
    assert [page.label for page in found.pages] == ["1", "2", "3"]
    assert starts == [SENTENCES[0][:12], "at noon.\n\nNo", SENTENCES[1][:12]]


def test_breaks_of_the_writer_and_sections_give_pages_unless_word_counted_more() -> None:
    section = '<w:pPr><w:sectPr><w:type w:val="{}"/></w:sectPr></w:pPr>'
    body = (
        "<w:p><w:r><w:t>One.</w:t></w:r></w:p>"
        f"<w:p>{section.format('nextPage')}<w:r><w:t>Still one.</w:t></w:r></w:p>"
        f"<w:p>{section.format('nextPage')}<w:r><w:t>Two.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Still two.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>Three.</w:t></w:r></w:p>"
        '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    )
    assert [one(word(body)).text[page.span[0] :][:4] for page in one(word(body)).pages] == ["One.", "Two.", "Thre"]
    counted = '<Properties xmlns="x"><Pages>{}</Pages></Properties>'
    assert len(one(word(body, docProps__app=counted.format(3))).pages) == 3
    assert one(word(body, docProps__app=counted.format(9))).pages == ()


def test_deletions_fields_and_hidden_words_are_not_text() -> None:
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>soon </w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink><w:r><w:t>met</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>in</w:t><w:br/><w:t>Karvell.</w:t></w:r></w:p>"
    )
    found = one(word(body))
    assert found.text == "They soon met\tin\nKarvell."
    assert found.extraction is not None
    assert found.extraction.left_out == ("SECRET",)


def test_notes_text_boxes_headers_and_the_first_of_alternatives() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:footnoteRef/><w:t>Said on Sunday.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:p><w:r><w:t>The Varn Post</w:t></w:r></w:p></w:hdr>"
    )
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>They met.</w:t><w:footnoteReference w:id="3"/></w:r></w:p>'
        f"<w:p><w:r><w:AlternateContent><w:Choice><w:drawing>{box}</w:drawing></w:Choice>"
        f"<w:Fallback><w:pict>{box}</w:pict></w:Fallback></w:AlternateContent><w:t>They left.</w:t></w:r></w:p>"
    )
    found = one(word(body, word__footnotes=notes, word__header1=header))
    assert found.text.split("\n\n") == ["They met.", "They left.", "In a box.", "[3] Said on Sunday."]
    assert found.extraction is not None
    assert found.extraction.left_out == ("The Varn Post",)


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{of};' * 10}'>" for of, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
NESTED = "<w:p><w:r><w:drawing><w:txbxContent>" * 50 + "<w:p/>" + "</w:txbxContent></w:drawing></w:r></w:p>" * 50


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (zipped(word__document=b"\0" * 20_000_000), 238),
        (word("<w:p/>" * 3_000_000), 238),
        (word("".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(5_000))), 0),
        (word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", ENTITIES), 239),
        (word("<w:tbl><w:tr><w:tc>" * 5_000), 239),
        (word(NESTED), 201),
        (word("<w:p/>"), 201),
        (word("<w:p><w:r><w:t>cut")[:-30], 202),
        (docx(SENTENCES)[:9_000], 202),
        (zipped(word__document="not xml"), 239),
        (zipped(xl__workbook="<x/>"), 202),
    ],
    ids=["zeros", "hollow", "many", "entities", "deep", "boxes", "empty", "cut", "cut too", "no xml", "a spreadsheet"],
)
def test_hostile_archives_end_in_numbered_errors(data: bytes, number: int) -> None:
    found = list(documents(Delivery("x", data)))
    assert len(found) == 1
    assert (found[0].number if isinstance(found[0], DocumentError) else 0) == number


def test_a_changed_byte_of_the_packed_text_is_found() -> None:
    data = bytearray(docx(SENTENCES))
    place = data.index(b"word/document.xml") + 40
    data[place] ^= 0xFF
    assert refused(bytes(data)).number == 239


def test_a_document_in_a_folder_comes_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("reports") / "talks.docx"
    path.write_bytes(docx(SENTENCES))
    (delivery,) = deliver([str(path)])
    assert isinstance(delivery, Delivery)
    (found,) = documents(delivery)
    assert isinstance(found, Document)
    assert found.raw == path.read_bytes()
    assert io.BytesIO(found.raw).read(2) == b"PK"
