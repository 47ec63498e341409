import json
from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.document.document import Block, Document, Extraction, LeftOut
from onrecord.errors import DocumentError, OnrecordError, ReadingError, SourceError, StoreError
from onrecord.flow.options import ReadOptions
from onrecord.flow.run import chunks, items, read_filings
from onrecord.flow.scale.batches import batch_of, digest_of, found_in, items_of, joined, options_of
from onrecord.flow.scale.faults import error_of, fault_of
from onrecord.flow.scale.readers import Readers
from onrecord.flow.scale.work import read_batch, take_apart
from onrecord.reading.known.entry import Entry
from onrecord.record.codec import encode
from onrecord.source.files import Delivery

SENTENCE = "Tarek Ondal, the envoy of Belmaria, said that the bridge at Varn would stay shut on day {}."
DELIVERY = Delivery("day1.txt", SENTENCE.format(1).encode(), modified="2031-05-12T10:00:00+00:00")
DOCUMENT = Document(
    text="Gespräche\n\nThe envoys met. 🕊",
    blocks=(Block("headline", (0, 9)), Block("body", (11, 28))),
    left_out=(LeftOut((0, 9), "subhead"),),
    source="a.html",
    given_id="t1",
    url="https://orrery.example/t1",
    authors=("Lio Marsh",),
    published="2031-05-12",
    raw=b"\xff<p>",
    raw_sha256="0" * 64,
    extraction=Extraction("by hand", ("Menu",)),
)


@pytest.mark.parametrize(
    "item", [DELIVERY, Delivery("-", b"\x00\xff"), DOCUMENT, Document(text="They met.", blocks=())]
)
def test_an_item_comes_out_as_it_went_in(item: Delivery | Document) -> None:
    (found,) = items_of(batch_of([item], ReadOptions()))
    assert found == item


@pytest.mark.parametrize(
    "error",
    [
        SourceError(104, "big.txt", limit=f"{1000:,}"),
        DocumentError(205, "a.jsonl, line 3", length=7, limit=3),
        ReadingError(391, "x", fault=ValueError("no {braces}")),
        StoreError(412, "r.duckdb", reason="none left"),
    ],
)
def test_an_error_is_told_word_for_word(error: OnrecordError) -> None:
    again = error_of(fault_of(error))
    assert (type(again), str(again)) == (type(error), str(error))
    (found,) = items_of(batch_of([error], ReadOptions()))
    assert str(found) == str(error)


def test_what_is_in_a_batch_decides_its_digest() -> None:
    others = [
        batch_of([DELIVERY], ReadOptions(published="2031-05-01")),
        batch_of([DELIVERY, DELIVERY], ReadOptions()),
        batch_of([Delivery("day1.txt", DELIVERY.data, modified=None)], ReadOptions()),
        batch_of([Delivery("day1.tx", b"t" + DELIVERY.data, modified=DELIVERY.modified)], ReadOptions()),
        batch_of([DOCUMENT], ReadOptions()),
    ]
    digests = [digest_of(batch) for batch in others]
    same = digest_of(batch_of([DELIVERY], ReadOptions(workers=7)))
    assert same == digest_of(batch_of([DELIVERY], ReadOptions()))
    assert len({same, *digests}) == 6


def test_options_go_with_a_batch() -> None:
    options = ReadOptions(published="2031-05-01", publisher="The Orrery", actors=(Entry(name="Varn Front"),), workers=3)
    batch = batch_of([DELIVERY], options)
    assert options_of(batch) == ReadOptions(
        published="2031-05-01", publisher="The Orrery", actors=(Entry(name="Varn Front"),)
    )


def test_batches_give_the_same_bytes_as_reading_without_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE.format(1), "utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x7fELF" + bytes(99))
    body = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(3))
    (tmp_path / "c.html").write_text(f"<html><body><article><h1>Varn</h1>{body}</article></body></html>", "utf-8")
    lines = [json.dumps({"id": f"j{n}", "text": SENTENCE.format(n), "date": "2031-05-02"}) for n in range(3)]
    (tmp_path / "d.jsonl").write_text("\n".join([*lines[:2], "{", lines[2]]), "utf-8")
    options = ReadOptions(publisher="The Orrery")

    def told(found: object) -> object:
        return str(found) if isinstance(found, OnrecordError) else (encode(found.record), found.raw)  # type: ignore[attr-defined]  # a Filing

    direct = [told(one) for one in read_filings(tmp_path, options)]
    (chunk,) = chunks(items(tmp_path, options))
    batch = batch_of(chunk, options)
    results = read_batch(batch)
    assert [told(one) for one in found_in(results)] == direct
    assert results.column("item").to_pylist() == [0, 1, 2, 3, 3, 3, 3]
    # And when it is sent, or read in parts.
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    sent = pa.ipc.open_stream(sink.getvalue()).read_next_batch()
    assert read_batch(sent).equals(results, check_metadata=True)
    apart = take_apart(batch)
    assert apart.column("kind").to_pylist() == ["document", "error", "document", *["document"] * 2, "error", "document"]
    parts = [read_batch(batch_of([item], options)) for item in items_of(batch)]
    assert joined(parts, b"me").equals(results)


def test_differences_between_readers_are_named() -> None:
    ours = Readers(onrecord="2", models={"reader": "a" * 64}, libraries={"onnxruntime": "1"})
    theirs = Readers(onrecord="1", models={"reader": "b" * 64}, libraries={})
    assert ours.differences(theirs) == [
        "model reader " + "b" * 12 + ", here " + "a" * 12,
        "onnxruntime none, here 1",
        "onrecord 1, here 2",
    ]
    assert ours.differences(ours) == []
