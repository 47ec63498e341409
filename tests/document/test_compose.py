"""From any bytes to documents or numbered errors, in time that grows with the size and no faster."""

import gc
import time
from collections.abc import Callable

import pytest

from onrecord.document.compose import Known, compose, documents
from onrecord.document.document import Document, LeftOut
from onrecord.document.language import language_of
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery

TEXT = "The envoys of Ostria and Belmark met in Karvell on Sunday to talk about the port.\r\n\r\nNobody left.\n"


def one(data: bytes, **options: object) -> Document | DocumentError:
    (found,) = documents(Delivery("talks.txt", data), **options)  # type: ignore[arg-type]  # passed on as they are
    return found


def test_a_text_is_kept_as_received() -> None:
    found = one(TEXT.encode())
    assert isinstance(found, Document)
    assert (found.text, found.source, found.raw, found.extraction) == (TEXT, "talks.txt", None, None)
    assert found.raw_sha256 is not None


def test_a_guessed_encoding_is_noted_and_the_bytes_kept() -> None:
    found = one("The café in Karvell was closed.".encode("cp1252"))
    assert isinstance(found, Document)
    assert found.text == "The café in Karvell was closed."
    assert found.extraction is not None
    assert (found.extraction.extractor, found.raw) == ("decoded as cp1252", b"The caf\xe9 in Karvell was closed.")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0\0\0", bytes(range(256)) * 50, b"\x89PNG\r\n"])
def test_nothing_to_read_is_a_numbered_error_that_says_where(data: bytes) -> None:
    found = one(data)
    assert isinstance(found, DocumentError)
    assert found.number in (201, 202)
    assert "talks.txt" in str(found)


def test_too_long_a_report_is_refused_unless_more_is_allowed() -> None:
    found = one(b"x " * 300_000)
    assert isinstance(found, DocumentError)
    assert (found.number, found.where) == (205, "talks.txt")
    assert "--max-chars 600000" in str(found)
    assert isinstance(one(b"x " * 300_000, max_chars=600_000), Document)


def test_one_too_long_report_among_good_ones() -> None:
    lines = b'{"text": "Talks go on."}\n{"text": "' + b"x" * 200 + b'"}\n{"text": "They ended."}\n'
    found = list(documents(Delivery("x", lines), max_chars=100))
    assert [item.number if isinstance(item, DocumentError) else item.text for item in found] == [
        "Talks go on.",
        205,
        "They ended.",
    ]


def test_what_the_user_says_wins_over_the_text() -> None:
    found = one(b"4 May 2031\n\nThe envoys met in Karvell at noon.", published="2031-05-06", publisher="The Post")
    assert isinstance(found, Document)
    assert (found.published, found.publisher) == ("2031-05-06", "The Post")


def test_left_out_repeats_what_is_not_read() -> None:
    found = compose("4 May 2031\n\nThe envoys met in Karvell at noon.", Known(title="Talks"))
    assert found.left_out == (LeftOut((0, 10), "dateline"),)
    assert found.title == "Talks"


def test_compose_mends_and_refuses_as_for_files() -> None:
    assert compose("a\0b \ud800.").text == "a\ufffdb \ufffd."
    with pytest.raises(DocumentError, match="E201"):
        compose(" \n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT * 3, "en"),
        ("Nobody left.", "en"),
        (
            "Los enviados se reunieron el domingo en la ciudad para hablar del puerto, y no hubo un acuerdo. " * 2,
            "es",
        ),
        (
            "Die Gesandten trafen sich in der Stadt, um über den Hafen zu reden, und es ist nicht leicht. " * 2,
            "de",
        ),
        ("Переговоры о порте продолжаются в столице, сообщил министр иностранных дел.", "ru"),
        ("Lorem " * 40, None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language_of(text) == code


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "a" * n,
    lambda n: "word " * (n // 5),
    lambda n: '"' * n,
    lambda n: "“a " * (n // 3),
    lambda n: "(a:" * (n // 3),
    lambda n: "((xx))Ostrian language:" * (n // 23),
    lambda n: "a" + " " * n + "b",
    lambda n: "A,\n\n" * (n // 4),
    lambda n: "“He said so today,\n\n" * (n // 20),
    lambda n: "By Ida Renn, " * (n // 13),
    lambda n: "A - " * (n // 4),
    lambda n: "4 May 2031 " * (n // 11),
    lambda n: "Read more:\nFoo bar\n" * (n // 19),
    lambda n: "We will open the bridge on the first of the month\n" * (n // 50),
    lambda n: (
        "We will open the bridge on the first of the month " * 60 + "\nWe will open the bridge today\n" * (n // 30)
    ),
    lambda n: "<html><body>" + "<p>The envoys met in Karvell today and talked on. " * (n // 50),
    lambda n: "<html><body>" + "<a href=x>" * (n // 10) + "The envoys met.",
    lambda n: "<html><body>" + "<" * n,
    lambda n: '{"text": "' + "a" * n,
    lambda n: '{"a":' * (n // 5),
    lambda n: "[{" * (n // 2),
]


@pytest.mark.parametrize("made", HOSTILE, ids=range(len(HOSTILE)))
def test_time_grows_with_the_size_and_no_faster(made: Callable[[int], str]) -> None:
    small, large = (Delivery("x", made(size).encode()) for size in (100_000, 400_000))
    # Four times the size may take four times as long; a quadratic step would take sixteen. One run may be disturbed.
    assert any(spent(large) < 10 * max(spent(small), 0.02) for _ in range(2))


def test_a_line_of_a_million_characters() -> None:
    text = "The envoys met in Karvell again, “and again,” they said - " * 17_242
    found = one(text.encode(), max_chars=2_000_000)
    assert isinstance(found, Document)
    assert [block.kind for block in found.blocks] == ["body"]


def spent(delivery: Delivery) -> float:
    """Processor seconds."""
    gc.collect()
    started = time.process_time()
    list(documents(delivery, max_chars=10_000_000))
    return time.process_time() - started
