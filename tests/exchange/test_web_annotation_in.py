"""Web Annotations in: out, changed in a tool, and in again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import ExchangeError, OnrecordError, UsageError
from onrecord.flow.book import RecordBook
from onrecord.flow.bring import Made
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.views.corrections import CorrectionRow
from tests.exchange.test_web_annotation import by_id, lines
from tests.made import TALKS, at, talks

WHEN = "2031-06-01T10:00:00Z"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with RecordBook.open(tmp_path / "talks.duckdb") as opened:
        opened.keep([Filing(talks())])
        yield opened


def bring(book: RecordBook, found: Any) -> tuple[list[CorrectionRow], list[OnrecordError]]:
    path = book.path.with_name("annotated.jsonl")
    many = found if isinstance(found, list) else [found]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in many), "utf-8")
    events = list(book.bring("web-annotation", path, author="Ada Editor"))
    rows = [row for one in events if isinstance(one, Made) for row in one.corrections]
    return rows, [one for one in events if isinstance(one, OnrecordError)]


def retag(one: dict[str, Any], old: str, *new: str) -> None:
    tags = [{"type": "TextualBody", "value": value, "purpose": "tagging"} for value in new]
    assert old in [body["value"] for body in one["body"]]
    one["body"] = [body for body in one["body"] if body["value"] != old] + tags


def selecting(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    start, stop = at(text, words, nth)
    quote = {"type": "TextQuoteSelector", "exact": words, "prefix": text[max(0, start - 9) : start]}
    return {
        "source": "urn:x-onrecord:" + talks().report.id,
        "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": stop}],
    }


def test_what_was_not_changed_changes_nothing(book: RecordBook) -> None:
    book.correct("talks-1", "m1", {"status": "denied"}, author="Bo Reader")
    assert bring(book, lines(book)) == ([], [])
    whole = json.loads(b"".join(book.exported("web-annotation-page", Filters())))
    assert bring(book, whole) == ([], [])
    assert bring(book, [whole["first"]]) == ([], [])
    assert len(book.corrections()) == 1


def test_changed_tags_are_corrections_with_author_and_time(book: RecordBook) -> None:
    found = lines(book)
    move, statement, actor = (by_id(found)[name] for name in ("m1", "s2", "a3"))
    retag(move, "status=happened", "status=denied")
    move["modified"] = WHEN
    retag(move, "type=REQUEST", "type=THREATEN")
    retag(statement, "source=Tarek Ondal", "source=Šárka Ilvane")
    retag(actor, "name=Tarek Ondal", "name=Tarek Ondal the Elder")
    rows, failed = bring(book, found)
    assert failed == []
    assert {(row.entry, row.field, row.person) for row in rows} == {
        ("m1", "status", "denied"),
        ("m1", "type", "THREATEN"),
        ("s2", "source", "Šárka Ilvane"),
        ("a3", "name", "Tarek Ondal the Elder"),
    }
    assert {row.author for row in rows} == {"Ada Editor"}
    assert {row.made for row in rows if row.entry == "m1"} == {WHEN}
    assert (book.moves()[0].type, book.moves()[0].status) == ("THREATEN", "denied")
    # The same file once more, and what goes out now, ask for nothing.
    assert bring(book, found) == ([], [])
    assert bring(book, lines(book)) == ([], [])


def test_a_tag_taken_out_empties_its_field_and_one_more_is_one_more(book: RecordBook) -> None:
    found = lines(book)
    move = by_id(found)["m1"]
    retag(move, "where=Oranza")
    retag(move, "to=Belmaria", "to=Belmaria", "to=Keth")
    rows, failed = bring(book, found)
    assert failed == []
    assert {(row.field, row.person) for row in rows} == {("where", None), ("to", "Belmaria; Keth")}


def test_what_others_corrected_since_stands(book: RecordBook) -> None:
    found = lines(book)
    book.correct("talks-1", "m1", {"status": "denied"}, author="Bo Reader")
    retag(by_id(found)["m1"], "to=Belmaria", "to=Keth")
    rows, _ = bring(book, found)
    assert [row.field for row in rows] == ["to"]
    assert book.moves()[0].status == "denied"


def test_a_deleted_annotation_rejects_its_entry(book: RecordBook) -> None:
    found = [one for one in lines(book) if not one["id"].endswith((":m3", ":s3"))]
    rows, failed = bring(book, found)
    assert failed == []
    assert {(row.entry, row.action) for row in rows} == {("m3", "reject"), ("s3", "reject")}
    assert [move.id for move in book.moves()] == ["m1", "m2"]
    assert bring(book, found) == ([], [])


def test_a_file_that_broke_off_rejects_nothing(book: RecordBook) -> None:
    found = lines(book)
    for length in range(1, len(found)):
        assert bring(book, found[:length]) == ([], [])


def test_without_the_annotation_on_the_report_nothing_counts_as_deleted(book: RecordBook) -> None:
    assert bring(book, [by_id(lines(book))["m1"]]) == ([], [])


def test_what_a_filter_left_out_is_not_deleted(book: RecordBook) -> None:
    assert bring(book, lines(book, type="request")) == ([], [])


def test_reject_and_accept_are_tags_too(book: RecordBook) -> None:
    found = lines(book)
    for name, word in (("m3", "reject"), ("m1", "accept")):
        by_id(found)[name]["body"].append({"type": "TextualBody", "value": word, "purpose": "tagging"})
    by_id(found)["m3"]["body"].append({"type": "TextualBody", "value": "a rumour", "purpose": "commenting"})
    rows, _ = bring(book, found)
    assert {(row.entry, row.action, row.note) for row in rows} == {("m3", "reject", "a rumour"), ("m1", "accept", None)}


def test_a_passage_marked_anew_is_a_correction(book: RecordBook) -> None:
    found = lines(book)
    by_id(found)["s2"]["target"] = [selecting(TALKS, "Keth had agreed to a truce")]
    rows, failed = bring(book, found)
    assert failed == []
    assert [(row.field, row.person) for row in rows] == [("content", "Keth had agreed to a truce")]
    assert bring(book, found) == ([], [])


def test_a_passage_is_found_by_its_position_else_where_it_stands_once(book: RecordBook) -> None:
    found = lines(book)
    one = by_id(found)["s2"]
    moved = selecting(TALKS, "Keth had agreed to a truce")
    moved["selector"][1] |= {"start": 3, "end": 9}
    one["target"] = [moved]
    assert [row.field for row in bring(book, found)[0]] == ["content"]


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        ({"exact": "Keth had never agreed"}, 0),  # not in the report
        ({"exact": "said", "prefix": ""}, 5),  # there three times, at another place than is told
        ({"exact": "said", "prefix": "the Moon "}, 5),  # not in these surroundings
    ],
)
def test_what_is_detached_is_told_and_changes_nothing(book: RecordBook, quote: dict[str, str], start: int) -> None:
    found = lines(book)
    one = by_id(found)["s2"]
    retag(one, "kind=indirect", "kind=mixed")
    position = {"type": "TextPositionSelector", "start": start, "end": start + len(quote["exact"])}
    one["target"] = [{"source": "x", "selector": [{"type": "TextQuoteSelector", **quote}, position]}]
    rows, failed = bring(book, found)
    assert rows == []
    assert [(error.number, quote["exact"] in str(error)) for error in failed] == [(613, True)]


def test_a_missed_entry_is_added(book: RecordBook) -> None:
    move = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://tool.example/1",
        "type": "Annotation",
        "created": WHEN,
        "body": [
            {"type": "TextualBody", "value": value, "purpose": "tagging"}
            for value in ("type=RETREAT", "by=Belmaria", "status=asked", "trigger=withdraw")
        ],
        "target": selecting(TALKS, "Belmaria withdraw its troops"),
    }
    statement = {
        "id": "https://tool.example/2",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "kind=indirect", "purpose": "tagging"},
        "target": selecting(TALKS, "withdraw its troops"),
    }
    rows, failed = bring(book, [move, statement])
    assert failed == []
    assert [(row.action, row.entry[:2]) for row in rows] == [("add", "mh"), ("add", "sh")]
    assert rows[0].made == WHEN
    (added,) = (one for one in book.moves() if one.type == "RETREAT")
    assert (added.by, added.status, added.trigger) == (("Belmaria",), "asked", "withdraw")
    assert added.passage == "Belmaria withdraw its troops"
    assert bring(book, [move, statement]) == ([], [])


def test_an_annotation_that_is_no_entry_is_told(book: RecordBook) -> None:
    note = {"id": "https://tool.example/3", "type": "Annotation", "target": selecting(TALKS, "Oranza")}
    assert [error.number for error in bring(book, note)[1]] == [617]


def test_roles_ties_and_mentions_cannot_be_corrected(book: RecordBook) -> None:
    found = lines(book)
    retag(by_id(found)["t1"], "kind=represents", "kind=leads")
    retag(by_id(found)["a1r1"], "role=Foreign Minister", "role=Minister")
    by_id(found)["a3"]["target"].append(selecting(TALKS, "the envoy"))
    rows, failed = bring(book, found)
    assert (rows, [error.number for error in failed]) == ([], [615, 615, 615])


def test_another_reports_annotations_are_told(book: RecordBook) -> None:
    found = json.loads(json.dumps(lines(book)).replace(talks().report.id, "ab" * 32))
    rows, failed = bring(book, found)
    assert rows == [] and {error.number for error in failed} == {616}


def test_a_field_that_is_put_wrongly_stops_no_other(book: RecordBook) -> None:
    found = lines(book)
    retag(by_id(found)["m1"], "status=happened", "status=perhaps")
    retag(by_id(found)["m2"], "status=conditional", "status=denied")
    rows, failed = bring(book, found)
    assert [row.entry for row in rows] == ["m2"]
    assert [(type(error), error.number) for error in failed] == [(UsageError, 502)]


def test_a_tool_that_drops_our_own_key_is_compared_with_what_stands(book: RecordBook) -> None:
    found = [{key: value for key, value in one.items() if key != "onrecord"} for one in lines(book)[:-1]]
    ours = [one for one in found if one["id"].rpartition(":")[2][0] in "sma" and "r" not in one["id"][-4:]]
    retag(by_id(ours)["m1"], "status=happened", "status=denied")
    by_id(ours)["m1"]["id"] = "https://tool.example/kept-canonical"
    rows, failed = bring(book, ours)
    assert failed == []
    assert [(row.entry, row.field) for row in rows] == [("m1", "status")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        '{"type": "Dataset"}',
        "[" * 100_000,
        "\udcff",
        '{"type":"AnnotationCollection","first":"https://a.example/page"}',
    ],
)
def test_a_file_without_annotations_is_refused(book: RecordBook, text: str) -> None:
    path = book.path.with_name("other.json")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ExchangeError, match="E611"):
        list(book.bring("web-annotation", path, author="Ada Editor"))


@pytest.mark.parametrize(
    "hostile",
    [
        {"target": None},
        {"target": [1, None, {"selector": 7}]},
        {"body": [None, 3, {"value": 9, "purpose": "tagging"}]},
        {"onrecord": {"report": 1}},
        {"onrecord": None, "canonical": ["x"], "id": 7},
        {"created": 5, "modified": "yesterday"},
    ],
)
def test_whatever_else_stands_in_an_annotation_raises_nothing(book: RecordBook, hostile: dict[str, Any]) -> None:
    one = {**by_id(lines(book))["m1"], **hostile}
    rows, failed = bring(book, one)
    assert all(isinstance(error, OnrecordError) for error in failed)
    assert all(row.author == "Ada Editor" for row in rows)


def test_a_line_that_is_no_json_is_told_with_its_place(book: RecordBook) -> None:
    path = book.path.with_name("mixed.jsonl")
    path.write_text(json.dumps(by_id(lines(book))["m1"]) + "\n{broken\n", "utf-8")
    (error,) = book.bring("web-annotation", path, author="Ada Editor")
    assert isinstance(error, ExchangeError) and "annotation 2" in str(error)
