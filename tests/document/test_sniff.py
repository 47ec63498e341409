"""Every form is told by its content, and has a file that reads it."""

import json
from importlib import import_module
from typing import get_args

import pytest

from onrecord.document.page import markup
from onrecord.document.signatures import READ
from onrecord.document.sniff import Form, form
from tests.document.forms.wires import ATOM_FEED, JSON_FEED, NEWSML_1, NINJS_1, NINJS_3, NITF, RSS, RSS1, message

FORMS = set(get_args(Form))


def test_every_form_has_a_file_and_every_sign_stands_for_a_form() -> None:
    for name in FORMS - {"html", "text"}:
        assert callable(import_module(f"onrecord.document.forms.{name}").entries)
    assert set(markup.ROOTS.values()) <= FORMS
    assert {name for _, name in READ} <= FORMS


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RSS, "feed"),
        (RSS1, "feed"),
        (ATOM_FEED, "feed"),
        (ATOM_FEED.decode().encode("utf-16"), "feed"),
        (b"<!-- made daily -->\n<rss version='0.91'>", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '>'>]><rss>", "feed"),
        (message(), "newsml"),
        (NEWSML_1, "newsml"),
        (NITF.encode(), "newsml"),
        (b"<g2:newsItem xmlns:g2='x'>", "newsml"),
        (JSON_FEED, "jsonfeed"),
        (json.dumps(NINJS_1, indent=2).encode(), "ninjs"),
        (json.dumps(NINJS_3).encode("utf-16"), "ninjs"),
        (json.dumps([NINJS_1]).encode(), "ninjs"),
        (json.dumps({**NINJS_1, "text": "x"}).encode(), "jsonl"),
        (b'{"uri": "x"}', "jsonl"),
        (
            JSON_FEED.replace(b'"items": [', b'"items": [{"id": "0", "content_text": "' + b"x" * 5_000_000 + b'"}, '),
            "jsonfeed",
        ),
        (JSON_FEED[:-9], "jsonfeed"),
        (b"<rsspage> is what he typed", "text"),
        (b"<feed> me", "feed"),
    ],
)
def test_what_things_are(data: bytes, expected: str) -> None:
    assert form(data) == expected
