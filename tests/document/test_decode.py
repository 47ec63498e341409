import codecs

import pytest

from onrecord.document.decode import decode
from onrecord.document.sniff import form
from onrecord.errors import DocumentError

TEXT = "“No,” said the mayor of Varn – at the café.\r\nNobody left.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_text_loses_its_mark_and_keeps_its_line_ends(encoding: str) -> None:
    found = decode(TEXT.encode(encoding))
    assert (found.text, found.certain) == (TEXT, True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT
    assert form(TEXT.encode(encoding)) == "text"


def test_big_endian_marks() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")).encoding == "utf-16-be"
    assert decode(codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be")).text == TEXT


def test_windows_1252_is_a_guess_that_is_named() -> None:
    found = decode(TEXT.encode("cp1252"))
    assert (found.text, found.encoding, found.certain) == (TEXT, "cp1252", False)


def test_utf8_cut_off_in_mid_letter_stays_utf8() -> None:
    found = decode(("é" * 20).encode()[:-1])
    assert (found.text, found.encoding) == ("é" * 19 + "\ufffd", "utf-8")


def test_other_alphabets_are_looked_for() -> None:
    text = "Стороны договорились о перемирии, сообщил мэр города. Никто не ушёл из зала до утра. " * 5
    found = decode(text.encode("cp1251"))
    assert (found.text, found.certain) == (text, False)


def test_nul_becomes_the_replacement_character_one_for_one() -> None:
    assert decode(b"a\0\0b").text == "a\ufffd\ufffdb"


def test_bytes_of_no_encoding_are_refused() -> None:
    data = (
        b"\xa7\x80\x98\xc5\xf7\xd4\xd4\xbd\xb5\xc6\x85\xe4\xe8\x8a\xaa\xd8\xe0\xd8\x87\xe3\x81\x8d\x8f\x90\x9d\xff\xfe"
        * 20
    )
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.number == 203


def test_a_page_names_its_encoding() -> None:
    page = '<meta charset="windows-1251"><p>Мир'.encode("cp1251")
    assert decode(page, declared=True).text.endswith("Мир")


def test_a_made_up_encoding_is_passed_over() -> None:
    assert decode(b'<meta charset="rot13"><p>caf\xe9', declared=True).text.endswith("café")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"  \n<!doctype HTML><title>x", "html"),
        (b"\xef\xbb\xbf<html>", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        (b"<!-- saved --><p>Talks", "html"),
        (b"<p>Talks go on", "html"),
        (b"<quote> is what he typed", "text"),
        (b'{"text": "x"}', "jsonl"),
        (b'[\n {"text": "x"}]', "jsonl"),
        (b"{\n", "jsonl"),
        (b"[Video: the talks]", "text"),
        (b"{sic} was the word", "text"),
        (b"Talks go on.", "text"),
        (b"Talks \0 go on.", "text"),
        (b"Talks go on, they say.\0" * 20, "text"),
    ],
)
def test_forms_are_told_by_content(data: bytes, expected: str) -> None:
    assert form(data) == expected


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"", 201),
        (b" \r\n\t", 201),
        (b"\xef\xbb\xbf", 201),
        (codecs.BOM_UTF16_LE, 201),
        (b"\0" * 100, 201),
        (b"MZ\x90 ...", 202),
        (b"PK\x03\x04....", 202),
        (bytes(range(256)) * 20, 202),
        (b'<?xml version="1.0"?><svg></svg>', 202),
    ],
)
def test_what_holds_no_report_is_refused(data: bytes, number: int) -> None:
    with pytest.raises(DocumentError) as caught:
        form(data)
    assert caught.value.number == number
