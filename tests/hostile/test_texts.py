"""Texts made to break a reader: every one is read, with every span inside it, and told in every form."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from evals.hostile_makers import MAKERS

import onrecord
from onrecord.document.document import Span
from onrecord.errors import DocumentError
from onrecord.exchange import plain
from onrecord.exchange.exports import EXPORTS
from onrecord.exchange.marked import Shown
from onrecord.flow.book import RecordBook
from onrecord.record.parts import Record
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore

SIZE = 1_000
WORDLESS = {"spaces before a line end"}


def _spans(value: object) -> Iterator[Span]:
    """Every span of a record as JSON: pairs of numbers."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
        yield value[0], value[1]
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _spans(one)


def _hold_to_what_is_said(record: Record, text: str) -> None:
    report = record.report
    assert len(report.text) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, report.text, strict=True))
    whole = json.loads(onrecord.encode(record))
    assert onrecord.decode(onrecord.encode(record)) == record
    spans = list(_spans({key: value for key, value in whole.items() if key != "report"}))
    spans += [block.span for block in report.blocks]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    # A word makes a few entries at most: nothing multiplies.
    assert len(record.statements) + len(record.moves) + len(record.ties) + len(record.actors) <= len(text)
    ends = [0, *(block.span[1] for block in report.blocks)]
    assert all(block.span[0] >= end for block, end in zip(report.blocks, ends, strict=False))


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {}


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_read(name: str, records: dict[str, Record]) -> None:
    text = MAKERS[name](SIZE)
    assert 0 < len(text) <= SIZE
    if name in WORDLESS:
        with pytest.raises(DocumentError, match="E201"):
            onrecord.read(text)
        return
    record = records[name] = onrecord.read(text, published="2031-05-14", url=f"https://outlet.example/{len(records)}")
    _hold_to_what_is_said(record, text)


def test_all_of_them_are_kept_and_told_in_every_form(records: dict[str, Record], tmp_path: Path) -> None:
    assert len(records) >= len(MAKERS) - len(WORDLESS)
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        kept = store.add(Filing(record) for record in records.values())
        assert [one.new for one in kept] == [True] * len(records)
        book = RecordBook(store)
        for ask in (book.statements, book.moves, book.occurrences, book.actors, book.network, book.ledger):
            assert len(list(ask())) > 0
        assert list(book.search("truce"))
        for name, export in EXPORTS.items():
            assert sum(map(len, export.write(store, Filters()))) > 0, name
        for record in records.values():
            assert store.record(record.report.id) == record


def test_controls_and_markup_are_never_shown_as_such(records: dict[str, Record]) -> None:
    for name, record in records.items():
        page = Shown(record).html()
        assert "<script>truce" not in page, name
        assert "<b onclick" not in page, name
        for line in plain.lines(record):
            assert not any(ord(one) < 32 or ord(one) in range(0x7F, 0xA0) for one in line), name
            assert not any(one in line for one in "\u202e\u2066\u2067\u2068\u202a\u202b\u202d"), name


def test_speech_within_speech_is_not_read_again_and_again() -> None:
    """Each of these stands inside the one before: the model reads each passage a few times at most."""
    from onrecord.reading.modelled import DEEPEST, _not_too_deep

    spans = [(n, 1_000) for n in range(500)]
    assert len(list(_not_too_deep(spans))) == DEEPEST
    assert list(_not_too_deep([(0, 9), (10, 19), (20, 29)])) == [(0, 9), (10, 19), (20, 29)]
