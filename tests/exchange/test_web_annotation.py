"""Web Annotations out: the model's demands, the passages, who made what."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from onrecord.errors import UsageError
from onrecord.exchange.exports import EXPORTS
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from tests.made import TALKS, talks

SCHEMA = json.loads(Path(__file__).with_name("web_annotation.schema.json").read_text("utf-8"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with RecordBook.open(tmp_path / "talks.duckdb") as opened:
        opened.keep([Filing(talks())])
        yield opened


def errors(value: Any, part: str) -> list[str]:
    checker = Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]})
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]


def lines(book: RecordBook, **filters: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in book.exported("web-annotation", Filters(**filters))]


def by_id(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"].rpartition(":")[2]: one for one in found}


def tags(one: dict[str, Any]) -> set[str]:
    return {body["value"] for body in one["body"] if body["purpose"] == "tagging"}


def test_every_line_is_an_annotation_as_the_model_demands(book: RecordBook) -> None:
    found = lines(book)
    assert {*by_id(found)} >= {"report", "s1", "s2", "s3", "m1", "m2", "m3", "a1", "a4", "t1", "a1r1"}
    assert [problem for one in found for problem in errors(one, "line")] == []


def test_the_schema_finds_what_is_wrong(book: RecordBook) -> None:
    one = lines(book)[0]
    assert errors({**one, "target": []}, "line")
    assert errors({**one, "@context": "https://example.org/"}, "line")
    assert errors({**one, "created": "2031-05-14T10:00:00+02:00"}, "line")


def test_a_collection_holds_the_same_annotations(book: RecordBook) -> None:
    whole = b"".join(book.exported("web-annotation-page", Filters()))
    collection = json.loads(whole)
    assert errors(collection, "collection") == []
    single = [{key: value for key, value in one.items() if key != "@context"} for one in lines(book)]
    assert collection["first"]["items"] == single
    assert collection["total"] == len(single)
    assert whole == b"".join(book.exported("web-annotation-page", Filters()))


def test_an_empty_record_is_an_empty_collection(tmp_path: Path) -> None:
    with RecordBook.open(tmp_path / "none.duckdb") as empty:
        collection = json.loads(b"".join(empty.exported("web-annotation-page", Filters())))
        assert (errors(collection, "collection"), collection["total"]) == ([], 0)
        assert lines(empty) == []


def test_passages_are_quoted_and_counted_in_code_points(tmp_path: Path) -> None:
    # Each of these letters is two units of UTF-16, four bytes of UTF-8.
    text = "𝔸𝔹 " + TALKS
    with RecordBook.open(tmp_path / "wide.duckdb") as book:
        book.keep([Filing(talks(text=text))])
        for one in lines(book)[:-1]:
            for target in one["target"]:
                quote, position = target["selector"]
                start, stop = position["start"], position["end"]
                assert text[start:stop] == quote["exact"]
                assert text[:start].endswith(quote["prefix"]) and text[stop:].startswith(quote["suffix"])


def test_an_actor_is_marked_wherever_it_is_mentioned(book: RecordBook) -> None:
    targets = by_id(lines(book))["a1"]["target"]
    assert [target["selector"][0]["exact"] for target in targets] == ["Šárka Ilvane", "She"]


def test_fields_are_tags_and_the_line_above_says_what_it_is(book: RecordBook) -> None:
    move = by_id(lines(book))["m1"]
    assert tags(move) >= {"type=REQUEST", "status=happened", "by=Šárka Ilvane", "to=Belmaria", "when=2031-05-13"}
    assert move["body"][0] == {
        "type": "TextualBody",
        "value": "REQUEST by Šárka Ilvane to Belmaria",
        "format": "text/plain",
        "purpose": "describing",
    }


def test_what_filters_leave_out_stays_out(book: RecordBook) -> None:
    assert {*by_id(lines(book, type="request"))} == {"report", "m1", "a1", "a2", "a1r1"}
    assert {*by_id(lines(book, by="Ondal"))} == {"report", "s2", "a3", "a4", "a3r1"}
    assert lines(book, publisher="Nobody") == []
    with pytest.raises(UsageError, match="E502"):
        lines(book, status="perhaps")


def test_who_corrected_is_a_creator_with_the_time(book: RecordBook) -> None:
    book.correct("talks-1", "m1", {"status": "denied"}, author="Ada Editor", made="2031-06-01T10:00:00Z")
    book.correct("talks-1", "m1", {"mode": "change"}, author="Bo Reader", made="2031-06-02T10:00:00Z")
    trigger = {"type": "PROTEST", "trigger": "withdraw"}
    book.correct("talks-1", "move", trigger, action="add", author="Ada Editor", made="2031-06-03T10:00:00Z")
    found = by_id(lines(book))
    changed, untouched = found["m1"], found["m2"]
    assert [one["name"] for one in changed["creator"]] == ["onrecord 0.1.0", "Ada Editor", "Bo Reader"]
    assert (changed["created"], changed["modified"]) == ("2031-06-01T10:00:00Z", "2031-06-02T10:00:00Z")
    assert [one["type"] for one in untouched["creator"]] == ["Software"] and "created" not in untouched
    (added,) = (one for name, one in found.items() if name.startswith("mh"))
    assert [one["name"] for one in added["creator"]] == ["Ada Editor"]
    assert [problem for one in found.values() for problem in errors(one, "line")] == []


def test_an_address_of_the_web_names_the_report_and_no_other_kind_does(tmp_path: Path) -> None:
    from msgspec.structs import replace

    for url, plain in (("https://orrery.example/talks", True), ("javascript:alert(1)", False), ("https://a b", False)):
        record = talks()
        record = replace(record, report=replace(record.report, url=url))
        with RecordBook.open(tmp_path / f"{abs(hash(url))}.duckdb") as book:
            book.keep([Filing(record)])
            source = lines(book)[-1]["target"]
            assert (source == url) is plain
            assert plain or source == f"urn:x-onrecord:{record.report.id}"


def test_every_format_is_listed_under_its_own_name() -> None:
    assert [name for name, one in EXPORTS.items() if name != one.name or not one.suffix.startswith(".")] == []
