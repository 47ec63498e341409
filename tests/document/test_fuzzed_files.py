"""Files of every form here, changed at random: each ends in reports or numbered errors, and nothing else is raised."""

import io
from collections.abc import Callable
from functools import cache

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.document import apart
from onrecord.document.compose import documents
from onrecord.document.document import Document
from onrecord.document.entry import Entry
from onrecord.document.forms import entries
from onrecord.document.sniff import Form
from onrecord.errors import DocumentError
from onrecord.source.files import Delivery
from tests.document.forms.made_files import (
    FACTIVA_FIELDS,
    SENTENCES,
    docx,
    factiva_page,
    factiva_plain,
    factiva_table,
    nexis_article,
    rtf,
    story,
)


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"id": [1, 2], "text": list(SENTENCES[:2])}), out)
    return out.getvalue()


MADE: dict[Form, Callable[[], bytes]] = {
    "csv": lambda: b'id;title;text\n1;Talks;"They met.\n\nThey ""left""."\n2;More;They talked.\n',
    "parquet": _parquet,
    "pdf": lambda: story([SENTENCES[:3], SENTENCES[3:]], head="The Varn Post"),
    "docx": lambda: docx([*nexis_article("Port reopens", *SENTENCES), "---", "Port | open"]),
    "rtf": lambda: rtf(
        *(rf"\trowd {code}\cell {text}\cell\row" for code, text in FACTIVA_FIELDS), "Да 😀 {\\footnote x}"
    ),
    "factiva": lambda: factiva_page(factiva_plain(), factiva_table()),
}


@cache
def sample(form: Form) -> bytes:
    return MADE[form]()


Change = tuple[int, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 1 << 20),
        st.integers(0, 60),
        st.binary(max_size=12) | st.sampled_from([b"\0" * 40, b"<" * 9, b"{\\", b'"']),
    ),
    min_size=1,
    max_size=8,
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    """The data with some bytes at some places replaced by others."""
    for at, length, by in changes:
        place = at % (len(data) + 1)
        data = data[:place] + by + data[place + length :]
    return data


@pytest.mark.parametrize("form", MADE)
@settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_changed_files(form: Form, changes: list[Change]) -> None:
    data = changed(sample(form), changes)
    assert all(isinstance(found, (Document, DocumentError)) for found in documents(Delivery("x", data)))
    # The parser itself is not spared what the look at the first bytes keeps from it.
    assert ends_well(form, data)


@pytest.mark.parametrize("form", MADE)
@settings(max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400))
def test_random_bytes(form: Form, data: bytes) -> None:
    assert ends_well(form, data)
    assert ends_well(form, sample(form)[:40] + data)


def ends_well(form: Form, data: bytes) -> bool:
    try:
        return all(isinstance(found, (Entry, DocumentError)) for found in entries(form, data, "x"))
    except DocumentError as error:
        # What breaks the child is found out here: it is no answer to so small a file.
        return error.number != 240


def test_the_child_that_breaks_is_replaced() -> None:
    assert ends_well("pdf", sample("pdf"))
    (child,) = apart._idle
    child._process.kill()
    child._process.wait()
    with pytest.raises(DocumentError, match="broke down") as caught:
        list(entries("pdf", sample("pdf"), "x"))
    assert caught.value.number == 240
    assert ends_well("pdf", sample("pdf"))


def test_an_answer_that_is_left_in_the_middle_ends_its_child() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [SENTENCES[0] * 100] * 2_000}), out)
    found = entries("parquet", out.getvalue(), "x")
    assert isinstance(next(found), Entry)
    del found
    assert ends_well("parquet", sample("parquet"))
