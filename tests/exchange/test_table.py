import csv
import json
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import StoreError
from onrecord.exchange.table import Table
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.actors import ActorRow, actors
from onrecord.views.moves import MoveRow, moves
from onrecord.views.statements import StatementRow, statements
from tests.made import TALKS, talks


class _Part(msgspec.Struct, frozen=True):
    name: str
    days: tuple[str, ...] = ()


class _Worded(msgspec.Struct, frozen=True):
    name: str

    def __str__(self) -> str:
        return f"as {self.name}"


class _Parts(msgspec.Struct, frozen=True):
    one: _Part
    some: tuple[_Part, ...]
    worded: tuple[_Worded, ...]
    spans: tuple[tuple[int, int], ...]
    counts: tuple[tuple[str, int], ...]


class _Cell(msgspec.Struct, frozen=True):
    words: str
    names: tuple[str, ...]
    span: tuple[int, int] | None


@pytest.fixture
def rows(tmp_path: Path) -> Table[MoveRow]:
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        store.add([Filing(talks())])
        return Table(MoveRow, moves(store, Filters()))


def test_a_table_counts_indexes_and_slices(rows: Table[MoveRow]) -> None:
    assert len(rows) == 3
    assert rows[0].type == "REQUEST"
    assert rows[-1].id == "m3"
    assert [row.id for row in rows[1:]] == ["m2", "m3"]
    assert [row.id for row in rows] == ["m1", "m2", "m3"]


def test_json_holds_every_key_of_every_row(rows: Table[MoveRow], tmp_path: Path) -> None:
    rows.to_jsonl(tmp_path / "moves.jsonl")
    lines = (tmp_path / "moves.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(rows.to_json())
    assert set(json.loads(lines[0])) == set(MoveRow.__struct_fields__)
    assert json.loads(lines[0])["report"]["title"] == "Talks stall in Oranza"


def test_csv_reads_back(rows: Table[MoveRow], tmp_path: Path) -> None:
    rows.to_csv(tmp_path / "moves.csv")
    with (tmp_path / "moves.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found[0]["by"] == "Šárka Ilvane"
    assert found[0]["report_published"] == "2031-05-14"
    start, stop = map(int, found[0]["span"].split("-"))
    assert TALKS[start:stop] == found[0]["passage"]
    assert found[1]["conditions"] == "the bridge reopens"
    assert found[2]["source"] == ""


def test_every_view_can_be_written(tmp_path: Path) -> None:
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        store.add([Filing(talks())])
        Table(StatementRow, statements(store, Filters())).to_csv(tmp_path / "statements.csv")
        Table(ActorRow, actors(store, Filters())).to_csv(tmp_path / "actors.csv")
    assert (tmp_path / "statements.csv").read_bytes().count(b"\r\n") == 4
    assert (tmp_path / "actors.csv").read_bytes().count(b"\r\n") == 5


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\u3000＝", "\xa0@"])
def test_no_cell_is_a_formula(start: str, tmp_path: Path) -> None:
    danger = f"{start}HYPERLINK(1)"
    Table(_Cell, [_Cell(danger, (danger, "Keth"), (1, 2)), _Cell("a-b", (), None)]).to_csv(tmp_path / "cells.csv")
    with (tmp_path / "cells.csv").open(encoding="utf-8", newline="") as file:
        _, dangerous, plain = list(csv.reader(file))
    assert dangerous == [f"'{danger}", f"'{danger}; Keth", "1-2"]
    assert plain == ["a-b", "", ""]


@pytest.mark.parametrize(
    ("danger", "safe"), [("a;=1+1", "a;'=1+1"), ("a; =1+1", "a;' =1+1"), ("a\n=1+1", "a\n'=1+1"), ("a\t=1", "a\t'=1")]
)
def test_no_part_of_a_cell_is_a_formula_where_semicolons_part_cells(danger: str, safe: str, tmp_path: Path) -> None:
    Table(_Cell, [_Cell(danger, ("Keth", "=1"), None), _Cell("a; b-c", (), (1, 2))]).to_csv(tmp_path / "cells.csv")
    with (tmp_path / "cells.csv").open(encoding="utf-8", newline="") as file:
        _, dangerous, plain = list(csv.reader(file))
    assert dangerous == [safe, "Keth;' =1", ""]
    assert plain == ["a; b-c", "", "1-2"]


def test_parts_in_a_cell_are_json(tmp_path: Path) -> None:
    keth, oranza = _Part("Keth, “North”", ("2031-05-14",)), _Part("=Oranza")
    row = _Parts(keth, (keth, oranza), (_Worded("Keth"), _Worded("Oranza")), ((1, 2), (3, 4)), (("AID", 2),))
    Table(_Parts, [row, msgspec.structs.replace(row, some=(), counts=())]).to_csv(tmp_path / "parts.csv")
    with (tmp_path / "parts.csv").open(encoding="utf-8", newline="") as file:
        one, two = list(csv.DictReader(file))
    assert json.loads(one["one"]) == {"name": "Keth, “North”", "days": ["2031-05-14"]}
    assert [part["name"] for part in json.loads(one["some"])] == ["Keth, “North”", "=Oranza"]
    assert (one["worded"], one["spans"]) == ("as Keth; as Oranza", "1-2; 3-4")
    assert (json.loads(one["counts"]), two["some"], two["counts"]) == ([["AID", 2]], "", "")


def test_a_table_that_cannot_be_written_says_why(rows: Table[MoveRow], tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        rows.to_csv(tmp_path / "gone" / "moves.csv")
    assert caught.value.number == 415
