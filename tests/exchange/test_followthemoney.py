"""Held to FollowTheMoney's own schema: `followthemoney.json` lists names, types and ranges of properties as 4.11.2 has
them; where the library itself is installed, it reads every line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.exchange import followthemoney
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from tests.exchange.kept import HOSTILE, kept
from tests.made import talks

SCHEMA = json.loads(Path(__file__).with_name("followthemoney.json").read_text("utf-8"))
SCHEMATA: dict[str, Any] = SCHEMA["schemata"]
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.+Z-]+)?)?)?")


def ancestors(name: str) -> set[str]:
    return {name}.union(*(ancestors(parent) for parent in SCHEMATA[name]["extends"]))


def properties(name: str) -> dict[str, str]:
    return {key: type_ for one in ancestors(name) for key, type_ in SCHEMATA[one]["properties"].items()}


def faults(lines: list[dict[str, Any]]) -> list[str]:
    """What FollowTheMoney would not take."""
    found = []
    schemata = {one["id"]: one["schema"] for one in lines}
    for one in lines:
        schema, known = one["schema"], properties(one["schema"])
        needed = SCHEMATA[schema]["required"]
        found += [f"{schema} without {name}" for name in needed if not one["properties"].get(name)]
        found += [] if not SCHEMATA[schema]["abstract"] and _ID.fullmatch(one["id"]) else [f"{schema} {one['id']}"]
        for name, values in one["properties"].items():
            if name not in known:
                found.append(f"{schema}.{name}")
                continue
            type_, _, range_ = known[name].partition(":")
            for value in values:
                good = isinstance(value, str) and value != ""
                if type_ == "entity":
                    good = good and value in schemata and range_ in ancestors(schemata[value])
                elif type_ == "date":
                    good = good and bool(_DATE.fullmatch(value))
                elif type_ == "country":
                    good = good and value in SCHEMA["countries"]
                found += [] if good else [f"{schema}.{name} {value!r}"]
    return found


def written(folder: Path, *records: Record, filters: Filters | None = None) -> list[dict[str, Any]]:
    with kept(folder, *records) as store:
        return [json.loads(line) for line in followthemoney.write(store, filters or Filters())]


def of(lines: list[dict[str, Any]], schema: str) -> list[dict[str, list[str]]]:
    return [one["properties"] for one in lines if one["schema"] == schema]


def everywhere(record: Record) -> Record:
    """The record with a country and a place for everybody."""
    actors = tuple(replace(actor, country="NOR") for actor in record.actors)
    moves = tuple(replace(m, where=replace(m.where, country="XKX") if m.where else None) for m in record.moves)
    return replace(record, actors=actors, moves=moves)


@pytest.mark.parametrize("filters", [Filters(), Filters(type="REQUEST"), Filters(kind="direct")])
def test_is_of_the_schema(tmp_path: Path, filters: Filters) -> None:
    lines = written(
        tmp_path,
        everywhere(talks()),
        talks(given_id="talks-2", publisher="The Echo", published=None),
        talks(given_id="talks-3", text=HOSTILE),
        filters=filters,
    )
    assert faults(lines) == []
    assert len({one["id"] for one in lines}) == len(lines)


def test_the_check_sees_what_is_wrong(tmp_path: Path) -> None:
    lines = written(tmp_path)
    lines[0]["properties"]["spouse"] = ["nobody"]
    of(lines, "Mention")[0]["document"] = ["nothing"]
    del of(lines, "Person")[0]["name"]
    of(lines, "Event")[0]["date"] = ["Tuesday"]
    assert len(faults(lines)) == 4


def test_who_and_what(tmp_path: Path) -> None:
    lines = written(tmp_path, everywhere(talks()))
    names = {one["id"]: one["properties"]["name"][0] for one in lines if "name" in one["properties"]}
    (person, *_) = of(lines, "Person")
    assert (person["name"], person["position"], person["country"]) == (["Šárka Ilvane"], ["Foreign Minister"], ["no"])
    demanded, shots = of(lines, "Event")
    assert [names[one] for one in demanded["involved"]] == ["Šárka Ilvane", "Belmaria"]
    assert (demanded["date"], demanded["location"], demanded["country"]) == (["2031-05-13"], ["Oranza"], ["xk"])
    assert "involved" not in shots
    request, represents = of(lines, "UnknownLink")
    assert (names[request["subject"][0]], request["role"], names[request["object"][0]]) == (
        "Šárka Ilvane", ["REQUEST"], "Belmaria",
    )  # fmt: skip
    assert represents["role"] == ["represents"]
    (article,) = of(lines, "Article")
    assert article["publishedAt"] == ["2031-05-14"]
    assert "bodyText" not in article


@pytest.mark.parametrize("status", ["denied", "asked", "planned", "possible", "conditional", "unknown"])
def test_what_is_not_told_as_happened_is_no_event(tmp_path: Path, status: Any) -> None:
    record = talks()
    lines = written(tmp_path, replace(record, moves=tuple(replace(move, status=status) for move in record.moves)))
    assert of(lines, "Event") == []
    assert {one["role"][0] for one in of(lines, "UnknownLink")} == {"represents"}
    assert sum(status in one["keywords"] for one in of(lines, "Note")) == len(record.moves)


def test_the_same_record_gives_the_same_ids(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_an_address_that_is_none_of_the_web_is_left_out(tmp_path: Path) -> None:
    record = talks()
    hostile = replace(record, report=replace(record.report, url="javascript:alert(1)"))
    assert "javascript" not in json.dumps(written(tmp_path, hostile))


def test_filters(tmp_path: Path) -> None:
    lines = written(tmp_path, filters=Filters(type="REQUEST"))
    assert of(lines, "Note") == []
    assert {one["name"][0] for schema in ("Person", "PublicBody") for one in of(lines, schema)} == {
        "Šárka Ilvane",
        "Belmaria",
    }
    with pytest.raises(UsageError):
        written(tmp_path, filters=Filters(actor="Keth"))
