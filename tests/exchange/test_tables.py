"""Parquet and the data package: read back, they hold what the views say, in columns that say what they are."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.exchange import csv as cells
from onrecord.exchange import datapackage, parquet
from onrecord.exchange.tables import TABLES, flat, tables
from onrecord.flow.questions import QUESTIONS
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from tests.exchange.kept import HOSTILE, kept
from tests.made import talks

NAMES = ["reports", "actors", "statements", "moves", "occurrences", "network"]


def opened(pieces: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def plain(value: Any) -> Any:
    """A value of a row as Parquet gives it back."""
    if isinstance(value, tuple):
        two = len(value) == 2 and all(type(one) is int for one in value)
        return {"start": value[0], "stop": value[1]} if two else [plain(one) for one in value]
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return value


def cells_of(row: msgspec.Struct) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = plain(getattr(row, name))
        found |= {f"report_{key}": part for key, part in value.items()} if name == "report" else {name: value}
    return found


class TestParquet:
    def test_is_read_back_equal(self, tmp_path: Path) -> None:
        with kept(tmp_path, talks(), talks(given_id="b", publisher="The Echo"), talks("c", text=HOSTILE)) as store:
            store.correct("talks-1", _rejected("m3"))
            archive = opened(parquet.write(store, Filters()))
            assert archive.namelist() == [f"{name}.parquet" for name in NAMES]
            for table in TABLES:
                read = pq.read_table(io.BytesIO(archive.read(f"{table.name}.parquet")))
                assert read.to_pylist() == [cells_of(row) for row in table.rows(store, Filters())] != []

    def test_columns_have_types_and_say_what_they_are(self) -> None:
        schema = parquet.schema(next(table.row for table in TABLES if table.name == "moves"))
        types = {field.name: str(field.type) for field in schema}
        assert (types["score"], types["reciprocal"], types["report_id"]) == ("double", "bool", "string")
        assert types["span"] == "struct<start: int64, stop: int64>"
        assert types["by"].startswith("list<") and types["by_spans"].startswith("list<")
        assert types["corrected"].startswith("list<") and "person: string" in types["corrected"]
        assert b"ISO 8601" in schema.field("when").metadata[b"description"]

    def test_goes_out_a_row_group_at_a_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(parquet, "ROWS", 2)
        with kept(tmp_path) as store:
            moves = next(table for table in TABLES if table.name == "moves")
            pieces = [piece for piece in parquet.file(moves, store, Filters()) if piece]
        file = pq.ParquetFile(io.BytesIO(b"".join(pieces)))
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [2, 2, 2]
        assert len(pieces) == 4

    def test_no_rows(self, tmp_path: Path) -> None:
        with kept(tmp_path) as store:
            archive = opened(parquet.write(store, Filters(type="AID")))
        assert pq.read_table(io.BytesIO(archive.read("moves.parquet"))).num_rows == 0


class TestDataPackage:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> zipfile.ZipFile:
        with kept(tmp_path, talks(), talks("c", text=HOSTILE)) as store:
            return opened(datapackage.write(store, Filters()))

    def test_the_descriptor_is_of_the_files(self, archive: zipfile.ZipFile) -> None:
        told = json.loads(archive.read("datapackage.json"))
        assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert [one["name"] for one in told["resources"]] == NAMES
        for resource in told["resources"]:
            rows = list(
                csv.reader(io.StringIO(archive.read(resource["path"]).decode(resource["encoding"]), newline=""))
            )
            fields = resource["schema"]["fields"]
            assert rows[0] == [field["name"] for field in fields]
            assert len(rows) > 1
            for row in rows[1:]:
                for field, cell in zip(fields, row, strict=True):
                    _typed(field, cell)

    def test_columns_say_what_they_are(self, archive: zipfile.ZipFile) -> None:
        told = json.loads(archive.read("datapackage.json"))
        moves = {field["name"]: field for field in told["resources"][3]["schema"]["fields"]}
        assert "ISO 8601" in moves["when"]["description"]
        assert moves["by"]["description"].endswith('Several values are parted by "; ".')
        assert moves["span"]["description"].endswith("the end exclusive.")
        assert (moves["score"]["type"], moves["reciprocal"]["type"]) == ("number", "boolean")

    def test_no_cell_is_a_formula(self, archive: zipfile.ZipFile) -> None:
        for name in NAMES:
            for row in csv.reader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


class _Cell(msgspec.Struct, frozen=True):
    value: str | float | tuple[str, ...]


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_formulas_are_text(begun: str) -> None:
    assert cells.cells(_Cell(f"{begun}1+1")) == [f"'{begun}1+1"]
    assert cells.cells(_Cell((f"{begun}1+1", "x"))) == [f"'{begun}1+1; x"]


def test_a_number_below_nought_stays_a_number() -> None:
    assert cells.cells(_Cell(-1.5)) == ["-1.5"]


@pytest.mark.parametrize("name", ["statements", "moves", "timeline", "network", "occurrences", "search", "actors"])
def test_rows_carry_quote_link_date_and_outlet(name: str) -> None:
    quote = {"passage", "report_url", "report_published", "report_publisher", "span"}
    assert quote <= set(cells.columns(QUESTIONS[name].row))


def test_columns_are_those_of_csv() -> None:
    for table in TABLES:
        assert list(flat(table.row)) == cells.columns(table.row)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), NAMES),
        (Filters(publisher="Echo"), NAMES),
        (Filters(kind="direct"), ["reports", "actors", "statements"]),
        (Filters(status="denied"), ["reports", "actors", "moves", "occurrences", "network"]),
    ],
)
def test_tables_that_do_not_know_a_filter_are_left_out(filters: Filters, names: list[str]) -> None:
    assert [table.name for table in tables(filters)] == names


def test_with_a_filter_those_who_take_part(tmp_path: Path) -> None:
    with kept(tmp_path, talks(), talks("b", publisher="The Echo", text=HOSTILE)) as store:
        asked = Filters(type="REQUEST", publisher="Echo")
        assert {row.name for row in _rows(store, "actors", asked)} == {"Šárka Ilvane", "Belmaria"}
        assert [row.publisher for row in _rows(store, "reports", asked)] == ["The Echo"]
        with pytest.raises(UsageError):
            tables(Filters(actor="Keth"))


def test_a_report_says_whose_copy_it_is(tmp_path: Path) -> None:
    record = talks()
    with kept(tmp_path, replace(record), talks("b", publisher="The Echo")) as store:
        first, second = _rows(store, "reports", Filters())
    assert (first.copy_of, second.copy_of, second.copy_kind) == (None, first.id, "copy")
    assert (first.statements, first.moves, first.characters) == (3, 3, len(record.report.text))


def _rows(store: RecordStore, name: str, filters: Filters) -> list[Any]:
    return list(next(table for table in TABLES if table.name == name).rows(store, filters))


def _rejected(entry: str) -> Any:
    from onrecord.record.propose import Asked

    return Asked(action="reject", entry=entry, author="A. Editor")


def _typed(field: dict[str, Any], cell: str) -> None:
    """The cell is of the type that the descriptor says. Raises where it is not."""
    if cell == "":
        return
    match field["type"]:
        case "integer":
            int(cell)
        case "number":
            float(cell)
        case "boolean":
            assert cell in (*field["trueValues"], *field["falseValues"])
    assert cell in field.get("constraints", {}).get("enum", [cell])
