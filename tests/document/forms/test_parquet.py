"""Parquet: the columns of CSV, in a process of its own."""

import io
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms.parquet import entries, parsed
from onrecord.document.sniff import form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery


def written(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def test_columns_of_every_plain_kind_in_row_groups() -> None:
    table = pa.table(
        {
            "ID": pa.array([7, 8, 9]),
            "Content": pa.array(["They met.", None, "They left."], pa.large_string()),
            "outlet": pa.array(["Post", "Post", "Orrery"]).dictionary_encode(),
            "published": pa.array([datetime(2031, 5, 4, 10), None, datetime(2031, 5, 5)], pa.timestamp("us")),
            "authors": pa.array([["Ida Renn", "Jon Vale"], None, []], pa.list_(pa.string())),
        }
    )
    data = written(table, row_group_size=2)
    assert form(data) == "parquet"
    one, two, three = documents(Delivery("x", data))
    assert isinstance(one, Document)
    assert isinstance(three, Document)
    assert (one.given_id, one.text, one.publisher, one.published) == ("7", "They met.", "Post", "2031-05-04")
    assert (one.authors, three.authors, three.publisher, three.published) == (
        ("Ida Renn", "Jon Vale"),
        (),
        "Orrery",
        "2031-05-05",
    )
    assert isinstance(two, DocumentError)
    assert (two.number, two.where) == (232, "x, row 2")


def test_nested_and_binary_columns_are_named() -> None:
    found = list(entries(written(pa.table({"text": ["They met."], "date": [{"day": 4}]})), "x"))
    assert [one.number if isinstance(one, DocumentError) else one.text for one in found] == [234, "They met."]
    for column in (pa.array([["a"]]), pa.array([b"a"])):
        with pytest.raises(DocumentError, match="`text`") as caught:
            list(entries(written(pa.table({"text": column})), "x"))
        assert caught.value.number == 234


def test_a_file_without_texts_names_its_columns() -> None:
    with pytest.raises(DocumentError, match="id, headline") as caught:
        list(entries(written(pa.table({"id": [1], "headline": ["a"]})), "x"))
    assert caught.value.number == 230


def test_many_rows_come_in_order() -> None:
    texts = [f"They met {n} times." for n in range(1_000)]
    found = list(entries(written(pa.table({"text": texts}), row_group_size=300), "x"))
    assert [one.text for one in found if isinstance(one, Entry)] == texts


@pytest.mark.parametrize("cut", [5, 60, 200, -9, -1])
def test_a_damaged_file_is_an_error(cut: int) -> None:
    data = written(pa.table({"text": ["They met."] * 50}))
    broken = data[:cut] + b"\xff\x00\xff" + data[cut + 3 :]
    (*_, last) = documents(Delivery("x", broken))
    assert isinstance(last, (Document, DocumentError))
    with pytest.raises(DocumentError, match="E233"):
        list(parsed(data[:-4], "x"))


def test_a_value_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.document.apart.SECONDS", 1)
    huge = pa.table({"text": pa.array(["x" * 50_000_000]).dictionary_encode()}).take(pa.array([0] * 200))
    found: list[object] = []
    try:
        found += entries(written(huge, compression="zstd"), "x")
    except DocumentError as error:
        found.append(error)
    assert {one.number for one in found if isinstance(one, DocumentError)} <= {232, 240}
    assert not any(isinstance(one, Entry) for one in found)
