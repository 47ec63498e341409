import json

import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms.jsonl import entries
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery


def read(data: bytes) -> list[object]:
    return [
        found.text if isinstance(found, Entry) else (found.number, found.where.removeprefix("x, "))
        for found in entries(data, "x")
    ]


def test_text_is_exact() -> None:
    text = "  Talks\r\n\r\ngo on.\u2028 \t"
    assert read(json.dumps({"text": text}).encode() + b"\n") == [text]
    assert read(json.dumps({"text": text}, ensure_ascii=False).encode()) == [text]


def test_bad_lines_are_named_and_the_others_kept() -> None:
    data = b'{"text": "One."}\n\nnot json\n{"title": "no text"}\n{"text": 5}\n[1]\n{"text": "\xff"}\n'
    data += b'{"text": "Two."}\n{"text": "Thr'
    assert read(data) == [
        "One.",
        (206, "line 3"),
        (207, "line 4"),
        (207, "line 5"),
        (207, "line 6"),
        (206, "line 7"),
        "Two.",
        (206, "line 9"),
    ]


def test_a_bad_first_line_does_not_hide_the_rest() -> None:
    assert read(b'{"text": "Half\n{"text": "One."}\n') == [(206, "line 1"), "One."]


def test_arrays_and_objects_over_several_lines() -> None:
    assert read(b'[{"text": "One."},\n {"text": "Two."}, 7]') == ["One.", "Two.", (207, "item 3")]
    assert read(b'{\n "text": "One."\n}\n') == ["One."]


def test_surrogates_and_nul_become_replacement_characters() -> None:
    assert read(rb'{"text": "a\ud800b\u0000c \ud83d\ude00"}') == ["a\ufffdb\ufffdc \U0001f600"]


def test_hostile_nesting_and_numbers_are_errors() -> None:
    nested = b'{"text": "x", "deep": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    digits = b'{"text": "x", "n": ' + b"9" * 10_000 + b"}"
    assert read(b'{"text": "ok"}\n' + nested + b"\n" + digits + b'\n{"text": "ok"}') == [
        "ok",
        (206, "line 2"),
        (206, "line 3"),
        "ok",
    ]


@pytest.mark.parametrize(
    ("key", "value"), [("title", 5), ("url", ["x"]), ("authors", 7), ("authors", [1]), ("id", True), ("date", 20310504)]
)
def test_a_value_of_the_wrong_kind_is_named(key: str, value: object) -> None:
    (found,) = entries(json.dumps({"text": "x", key: value}).encode(), "x")
    assert isinstance(found, DocumentError)
    assert found.number == 208
    assert f"`{key}`" in str(found)


def test_metadata_reach_the_document() -> None:
    line = {
        "id": 17,
        "text": "The envoys met in Varn.",
        "url": "https://post.example/1",
        "title": "Talks",
        "publisher": "The Varn Post",
        "date": "4 May 2031",
        "authors": ["Ida Renn"],
        "language": "en",
        "unknown": {"x": 1},
    }
    data = json.dumps(line).encode() + b"\n" + json.dumps({"text": "More.", "date": None}).encode()
    one, two = documents(Delivery("x", data), published="2031-06-01", publisher="Given")
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.given_id, one.published, one.publisher, one.authors) == (
        "17",
        "2031-05-04",
        "The Varn Post",
        ("Ida Renn",),
    )
    assert (one.url, one.title, one.source, one.raw) == ("https://post.example/1", "Talks", "x", None)
    assert (two.published, two.publisher) == ("2031-06-01", "Given")


def test_an_empty_text_or_array_is_an_error() -> None:
    found = list(documents(Delivery("x", b'{"text": " "}\n{"text": "Talks go on."}')))
    assert [(f.number, f.where) if isinstance(f, DocumentError) else f.text for f in found] == [
        (201, "x, line 1"),
        "Talks go on.",
    ]
    (none,) = documents(Delivery("x", b"[]"))
    assert isinstance(none, DocumentError)
    assert none.number == 201
