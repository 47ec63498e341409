"""Rich text: letters of every kind of writing, groups that are no text, and nesting without end."""

import pytest

from onrecord.document.compose import documents
from onrecord.document.entry import Entry
from onrecord.document.forms.rtf import entries
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.made_files import rtf


def text(data: bytes) -> str:
    (found,) = entries(data, "x")
    assert isinstance(found, Entry)
    return found.text


def test_letters_and_signs() -> None:
    assert form(rtf("They met.")) == "rtf"
    assert text(rtf(r"The caf\'e9 closed,\~and\line “they” left\emdash at \{noon\}.", "Да 😀")) == (
        "The café closed,\xa0and\n“they” left—at {noon}.\n\nДа 😀"
    )
    # A font of another writing, two bytes for a letter, and letters that old readers see instead.
    fonts = rb"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    assert text(rb"{\rtf1\ansi" + fonts + rb"\f1 \'c4\'e0 {\f2 \'93\'fa} \f0 \'e9}") == "Да 日 é"
    assert text(rb"{\rtf1\uc2 \u1044??\uc1\u1072?\uc0\u33 !}") == "Да!!"


def test_groups_that_are_no_text_are_passed_over() -> None:
    hidden = (
        r"{\*\generator Riched;}{\info{\title Port of Karvell}{\author X}}{\stylesheet{\s0 Normal;}}{\header Page 1}"
        r"They {\field{\*\fldinst{HYPERLINK \"http://x\"}}{\fldrslt met}}{\pict\bin5 ab}cd}{\v secret} "
        r"{\deleted no }today."
    )
    (found,) = entries(rtf(hidden), "x")
    assert isinstance(found, Entry)
    assert (found.text, found.title) == ("They met today.", "Port of Karvell")
    assert found.extraction is not None
    assert found.extraction.left_out == ("secretno", "Page 1")


def test_rows_and_notes() -> None:
    data = rtf(
        r"They met.{\footnote Said on Sunday.} They left.",
        r"\trowd Port\cell open\cell\row Pass\cell snow\cell\row",
        r"\page End.",
    )
    assert text(data).split("\n\n") == [
        "They met. They left.",
        "Port",
        "open",
        "Pass",
        "snow",
        "[1] Said on Sunday.",
        "End.",
    ]


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"{\\rtf1 " + b"{" * 100_000, 239),
        (b"{\\rtf1 " + b"{}" * 200_000 + b"}", 201),
        (b"{\\rtf1 " + b"\\" * 100_001, 201),
        (b"{\\rtf1 \\bin9999999999 x}", 201),
        (b"{\\rtf1 \\uc9999999999\\u9999999999 \\f9999999999 \\ansicpg99999 \\fcharset7}", 201),
        (b"{\\rtf1 " + b"\\u55357?" * 50_000 + b"}", 201),
        (b"{\\rtf1", 201),
        (b"{\\rtf1 }" + b"x" * 100_000, 201),
        (b"{\\rtf1 {\\field{\\*\\fldinst{HYPERLINK " * 400 + b"x", 201),
    ],
)
def test_hostile_documents_end_in_numbered_errors(data: bytes, number: int) -> None:
    found = list(documents(Delivery("x", data)))
    assert len(found) == 1
    assert (found[0].number if isinstance(found[0], DocumentError) else 0) == number
