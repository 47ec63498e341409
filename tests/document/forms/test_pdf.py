"""PDF: pages and their labels, columns, running heads, and files made to harm."""

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms.pdf import entries
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.made_files import SENTENCES, pdf_bomb, pdf_of, pdf_page, printed, story

PAGES = [
    [
        f"#{'Envoys reopen the port of Karvell after nine hours of talks'}",
        *SENTENCES[:3],
        f"{SENTENCES[3]} {SENTENCES[4]}",
    ],
    [" ".join(SENTENCES[1:4]), SENTENCES[0]],
    [SENTENCES[4] + " " + SENTENCES[2]],
]


def one(data: bytes) -> Entry:
    (found,) = entries(data, "x")
    assert isinstance(found, Entry)
    return found


def refused(data: bytes) -> DocumentError:
    (found,) = documents(Delivery("x", data))
    assert isinstance(found, DocumentError)
    return found


def test_paragraphs_pages_and_what_repeats_on_them() -> None:
    data = story(PAGES, head="The Varn Post - Friday 4 May 2031", title="Port of Karvell")
    assert form(data) == "pdf"
    found = one(data)
    assert found.text.split("\n\n") == [
        "Envoys reopen the port of Karvell after nine hours of talks",
        *SENTENCES[:3],
        f"{SENTENCES[3]} {SENTENCES[4]}",
        " ".join(SENTENCES[1:4]),
        SENTENCES[0],
        f"{SENTENCES[4]} {SENTENCES[2]}",
    ]
    assert [page.label for page in found.pages] == ["1", "2", "3"]
    assert [found.text[slice(*page.span)].split("\n\n")[0] for page in found.pages[1:]] == [
        " ".join(SENTENCES[1:4]),
        f"{SENTENCES[4]} {SENTENCES[2]}",
    ]
    assert found.extraction is not None
    assert found.extraction.left_out == ("The Varn Post - Friday 4 May 2031", "- 1 -", "- 2 -", "- 3 -")
    assert found.extraction.extractor.startswith("pypdfium2 ")
    assert (found.title, found.raw) == ("Port of Karvell", data)


def test_a_sentence_goes_on_over_the_page() -> None:
    whole = " ".join(SENTENCES)
    cut = whole.index("had agreed")
    found = one(story([[whole[:cut].strip()], [whole[cut:]]]))
    assert found.text == whole
    assert found.pages[1].span[0] == cut


def test_the_record_and_its_pages_fit() -> None:
    (found,) = documents(Delivery("x", story(PAGES, head="The Varn Post")))
    assert isinstance(found, Document)
    assert found.pages[0].span[0] == 0
    assert found.pages[-1].span[1] == len(found.text)
    assert all(left.span[1] == right.span[0] for left, right in zip(found.pages, found.pages[1:], strict=False))


LEFT = (
    "The envoys of Ostria met in Karvell and",
    "talked until late about the closed port.",
    "Nobody in the harbour knew what they",
    "had agreed upon, and nobody asked.",
    "A convoy waited outside in the rain.",
)
RIGHT = (
    "The minister said that patrol boats had",
    "to leave the strait within seven days.",
    "Belmark rejected this in the night, and",
    "its envoy threatened to go home again.",
    "They will meet in Varn on Tuesday.",
)


@pytest.mark.parametrize("to_and_fro", [True, False])
def test_columns_are_read_one_after_the_other(to_and_fro: bool) -> None:
    left = [(20, 40 + 5 * n, line) for n, line in enumerate(LEFT)]
    right = [(112, 40 + 5 * n, line) for n, line in enumerate(RIGHT)]
    lines = [piece for pair in zip(left, right, strict=True) for piece in pair] if to_and_fro else left + right
    found = one(printed([(20, 25, "A headline that runs over both of the columns of this page"), *lines]))
    assert found.text.split("\n\n") == [
        "A headline that runs over both of the columns of this page",
        " ".join(LEFT),
        " ".join(RIGHT),
    ]


def test_a_table_stays_in_its_rows() -> None:
    rows = [("Port", "open"), ("Bridge", "closed"), ("Strait", "mined"), ("Pass", "snow"), ("Road", "open")]
    found = one(
        printed([(x, 40 + 5 * n, cell) for n, row in enumerate(rows) for x, cell in zip((20, 112), row, strict=True)])
    )
    assert found.text.split("\n\n")[:2] == ["Port\topen", "Bridge\tclosed"]


def test_words_broken_at_the_end_of_a_line_are_mended() -> None:
    lines = (
        "The envoys agreed to nego-",
        "tiate again about the cease-",
        "fire, and the cease-fire held, said Al-",
        "Masri in Karvell on Sunday.",
    )
    found = one(printed([(20, 40 + 5 * n, line) for n, line in enumerate(lines)]))
    assert found.text == (
        "The envoys agreed to negotiate again about the cease-fire, and the cease-fire held, said Al-Masri in Karvell "
        "on Sunday."
    )


def test_labels_of_pages() -> None:
    label = b"/PageLabels<</Nums[0<</S/r/St 4>>]>>"
    assert [page.label for page in one(pdf_page(b"BT /F 12 Tf 20 700 Td (They met.) Tj ET", labels=label)).pages] == [
        "iv"
    ]


def test_pictures_without_text_ask_for_text_recognition() -> None:
    error = refused(pdf_page(b"0 0 100 100 re f"))
    assert error.number == 235
    assert "ocrmypdf" in str(error)


def test_a_file_with_a_password() -> None:
    pytest.importorskip("cryptography")
    assert refused(story([["They met."]], password="secret")).number == 236


LOOP = pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"])
FORM = pdf_of(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>"
        b"stream\n/X Do\nendstream",
    ]
)


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        (b"%PDF-1.7\n", {237}),
        (story([["They met."]])[:400], {235, 237}),
        (LOOP, {235, 237}),
        (FORM, {235}),
        (pdf_bomb(), {205, 240}),
        (pdf_page(b"q " * 300_000), {235}),
        (pdf_page(b"BT /F 12 Tf 20 700 Td <" + b"ff" * 100_000 + b"> Tj ET"), {205, 235}),
    ],
    ids=["empty", "cut", "page loop", "form loop", "bomb", "deep", "odd"],
)
def test_hostile_files_end_in_numbered_errors(data: bytes, numbers: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.document.apart.SECONDS", 1)
    found = list(documents(Delivery("x", data)))
    assert all(isinstance(one, Document) or one.number in numbers for one in found)
    # The next file is read as if nothing had been.
    assert one(story([["They met."]])).text == "They met."
