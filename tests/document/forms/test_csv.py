"""Tables of text: which is one, what its columns hold, and rows that are broken."""

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms.csv import MAX_BROKEN, entries
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery


def read(data: str | bytes) -> list[object]:
    given = data.encode() if isinstance(data, str) else data
    return [
        found.text if isinstance(found, Entry) else (found.number, found.where.removeprefix("x, "))
        for found in entries(given, "x")
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_known_by_their_names(mark: str) -> None:
    head = ["Story ID", "Headline", "Body", "Media Name", "Publish_Date", "Byline", "LANGUAGE", "Link", "Other"]
    row = [
        "7",
        "Talks",
        "They met.",
        "The Post",
        "2031-05-04",
        "Ida Renn|Jon Vale",
        "en-GB",
        "https://p.example/1",
        "x",
    ]
    data = "\n".join(mark.join(cells) for cells in (head, row)).encode()
    assert form(data) == "csv"
    (found,) = documents(Delivery("x", data))
    assert isinstance(found, Document)
    assert (found.given_id, found.title, found.text, found.publisher) == ("7", "Talks", "They met.", "The Post")
    assert (found.published, found.authors, found.language) == ("2031-05-04", ("Ida Renn", "Jon Vale"), "en")
    assert found.url == "https://p.example/1"


def test_cells_hold_line_ends_quotes_and_formulas_as_they_are() -> None:
    data = 'id,text\r\n1,"One; ""two"".\r\n\r\nThree, four."\r\n2,"=HYPERLINK(""http://x"")"\r\n'
    assert read(data) == ['One; "two".\r\n\r\nThree, four.', '=HYPERLINK("http://x")']


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    data = "id;title;text\n1;Café;The café in Karvell was closed.\n".encode(encoding)
    assert form(data) == "csv"
    assert read(data) == ["The café in Karvell was closed."]


def test_broken_rows_are_named_and_the_others_kept() -> None:
    data = 'id,text\n1,One.\n2,"Two" and\nmore, words, here\n3,Three.\n4\n5,Five.,\n6,Six.,too,many\n\n7,Seven.\n'
    assert read(data) == ["One.", (232, "row 3"), "Three.", (232, "row 6"), "Five.", (232, "row 8"), "Seven."]
    (error,) = (
        one for one in entries(data.encode(), "x") if isinstance(one, DocumentError) and one.where == "x, row 3"
    )
    assert "1 lines up to the next whole row" in str(error)


def test_a_quotation_mark_that_is_never_closed_costs_only_its_row_and_its_end() -> None:
    assert read('id,text\n1,One.\n2,"Two.\n3,Three.\n') == ["One.", (232, "row 3"), "Three."]
    # Where nothing sound follows for long, the rest is given up, and that is said.
    (error,) = entries(b"id,text\n" + b'1,"a"b\n' * (2 * MAX_BROKEN), "x")
    assert isinstance(error, DocumentError)
    assert "the rest was not read" in str(error)


def test_a_table_without_texts_names_its_columns() -> None:
    with pytest.raises(DocumentError, match="id, headline, source, link") as caught:
        list(entries(b"id,headline,source,link\n1,a,b,c\n", "x"))
    assert caught.value.number == 230


def test_a_list_from_media_cloud_is_told_to_be_one() -> None:
    names = "id,indexed_date,language,media_name,media_url,publish_date,title,url"
    data = f"{names}\n1,2031-05-05,en,The Post,post.example,2031-05-04,Talks,https://post.example/1\n".encode()
    assert form(data) == "csv"
    (found,) = documents(Delivery("x", data))
    assert isinstance(found, DocumentError)
    assert (found.number, "1 stories" in str(found), "`url`" in str(found)) == (231, True, True)


def test_media_cloud_with_texts_is_read() -> None:
    names = "id,indexed_date,language,media_name,media_url,publish_date,title,url,text"
    assert read(f"{names}\n1,a,en,Post,p.example,2031-05-04,T,http://p/1,They met.\n") == ["They met."]


@pytest.mark.parametrize(
    "text",
    [
        "Talks, text and title\nThey met, talked and left.\n",
        "Title, text, date\nThe envoys, their aides, and Sunday\nOthers, more, Monday\n",
        "The envoys met; nobody left; the port stays closed.\nNobody knows why; nobody asked; nobody cares.\n",
        "Yes,no\nNo,yes\nPerhaps,never\nOften,seldom\n",
        "By Ida Renn\tKarvell\tSunday\n\nThe envoys met.\tNobody left.\t\n",
        "text\n\nThe text, title and date of the treaty are known.",
        "Dear Sir,\nthe envoys, text, title, left.\n",
        "date,\nWhat a day, they said, when they met.\nThe title, the text.",
    ],
)
def test_a_plain_text_with_commas_never_becomes_a_table(text: str) -> None:
    assert form(text.encode()) == "text"


@pytest.mark.parametrize(
    "data",
    [
        b"id,text\n" + b'1,"' + b"x" * 11_000_000,
        b"id,text\n1," + b"x" * 11_000_000 + b"\n2,Two.\n",
        ("id,text," + ",".join(f"c{n}" for n in range(3_000)) + "\n1,x" + "," * 3_000 + "\n").encode(),
        b"id,text\n" + b",\n" * 300_000,
        b"id,text\n" + b'"' * 300_001,
    ],
)
def test_huge_and_hollow_tables_end_in_errors(data: bytes) -> None:
    found = list(documents(Delivery("x", data)))
    assert found
    assert all(isinstance(one, DocumentError) or one.text == "Two." for one in found)
