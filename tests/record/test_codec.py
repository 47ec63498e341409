import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document.document import Block, Document, LeftOut
from onrecord.reading.marks import EntityMark, Marks, MentionMark, MoveMark, PartyMark, StatementMark, TieMark
from onrecord.record.build import build
from onrecord.record.codec import decode, encode, schema
from onrecord.record.parts import Record
from onrecord.record.vocabulary import MOVE_TYPES, STATUSES, TIE_KINDS
from tests.made import READER, talks

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "record.schema.json"


def test_the_published_schema_is_fresh() -> None:
    again = "onrecord schema > docs/record.schema.json"
    assert json.loads(SCHEMA_FILE.read_text("utf-8")) == json.loads(json.dumps(schema())), (
        f"make it again with: {again}"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_record_is_of_the_schema_and_holds_every_key() -> None:
    plain = json.loads(encode(talks()))
    jsonschema.validate(plain, schema(), cls=jsonschema.Draft202012Validator)
    assert set(plain) == {"format", "reader", "report", "actors", "statements", "moves", "ties", "left_out"}
    assert plain["ties"][0]["from"] == "a3"
    assert plain["statements"][2]["source"] is None
    assert plain["moves"][2]["by"] == []


@pytest.mark.parametrize("change", [{"format": "onrecord/2"}, {"actors": None}, {"more": 1}])
def test_what_is_not_of_the_format_is_refused(change: dict[str, object]) -> None:
    plain = json.loads(encode(talks())) | change
    with pytest.raises(msgspec.ValidationError):
        decode(json.dumps(plain))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, schema(), cls=jsonschema.Draft202012Validator)


_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=4, max_size=60)
_name = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def _records(draw: st.DrawFn) -> Record:
    text = draw(_text)
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    spans = st.lists(span, min_size=1, max_size=3).map(tuple)
    entities = tuple(
        EntityMark(name=draw(_name), kind="person", mentions=(MentionMark(draw(span), "name"),))
        for _ in range(draw(st.integers(1, 3)))
    )
    entity = st.integers(0, len(entities) - 1)
    maybe = st.none() | entity
    score = st.floats(0, 1)
    parties = st.lists(st.builds(PartyMark, span, maybe), max_size=2).map(tuple)
    statement = st.builds(
        StatementMark,
        kind=st.sampled_from(["direct", "indirect", "mixed"]),
        content=spans,
        source=spans | st.just(()),
        source_entity=maybe,
        cue=spans | st.just(()),
        score=score,
    )
    move = st.builds(
        MoveMark,
        type=st.sampled_from(MOVE_TYPES),
        trigger=span,
        span=span,
        by=parties,
        to=parties,
        status=st.sampled_from(STATUSES),
        conditions=spans | st.just(()),
        score=score,
    )
    marks = Marks(
        entities=entities,
        statements=tuple(draw(st.lists(statement, max_size=4))),
        moves=tuple(draw(st.lists(move, max_size=4))),
        ties=tuple(draw(st.lists(st.builds(TieMark, st.sampled_from(TIE_KINDS), entity, entity, span), max_size=2))),
        quoted=draw(spans | st.just(())),
    )
    document = Document(
        text=text,
        blocks=(Block("body", (0, len(text))),),
        left_out=(LeftOut(draw(span), "caption"),),
        title=draw(st.none() | _name),
        publisher=draw(st.none() | _name),
    )
    return build(document, marks, READER)


@given(_records())
@settings(max_examples=60, deadline=None)
def test_any_record_survives_the_codec_and_is_of_the_schema(record: Record) -> None:
    line = encode(record)
    assert b"\n" not in line
    assert decode(line) == record
    assert encode(decode(line)) == line
    jsonschema.validate(json.loads(line), schema(), cls=jsonschema.Draft202012Validator)
