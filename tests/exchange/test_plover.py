"""Held to the manual: its field names, three-letter codes, quad numbers, and what it requires."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.exchange import plover
from onrecord.record.parts import Time
from onrecord.record.vocabulary import MOVE_TYPES, QUADS
from onrecord.store.filters import Filters
from tests.exchange.kept import kept
from tests.made import talks

# The manual's tables "PLOVER JSON", "Information object for entities / text / citations" and "Location object".
EVENT = {
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment",
}  # fmt: skip
OWN = {
    "status", "layer", "vouched_by", "reciprocal", "conditions", "about", "date_of", "when", "when_precision",
    "trigger", "score", "copy_of", "corrected",
}  # fmt: skip
ENTITY = {"code", "sector", "entity_text", "identifier_id", "identifier_text"}
LOCATION = {"extracted_place", "resolved_place", "lat", "lon", "country_code", "resolution"}
TEXT = {"start", "end"}
CITE = {"citation", "url", "title", "language", "publication", "coder", "codebook"}


@pytest.fixture
def lines(tmp_path: Path) -> list[dict[str, Any]]:
    with kept(tmp_path) as store:
        return [json.loads(line) for line in plover.write(store, Filters())]


def test_names_are_the_manuals_and_ours_are_told_apart(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert line.keys() - EVENT == OWN
        assert set(line) >= {"id", "date", "actor", "event"}
        for entity in (*line["actor"], *line["recipient"]):
            assert entity.keys() - ENTITY == {"known_as"}
        assert line["cite_info"].keys() - CITE == {"published"}
        assert line["text_info"].keys() == TEXT
        assert line["event_loc"] is None or line["event_loc"].keys() == LOCATION


def test_values_are_the_manuals(lines: list[dict[str, Any]]) -> None:
    quads = ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
    for line in lines:
        assert line["event"][0] in MOVE_TYPES
        assert line["quad_code"] == quads.index(QUADS[line["event"][0]]) + 1
        assert line["date"] is None or date.fromisoformat(line["date"])
        assert line["context"] is None
    assert len({line["id"] for line in lines}) == len(lines) == 6


def test_a_demand(lines: list[dict[str, Any]]) -> None:
    line = lines[0]
    (by,), (to,) = line["actor"], line["recipient"]
    assert (by["sector"], by["entity_text"], by["identifier_text"]) == ("GOV", "She", "Šárka Ilvane")
    assert (to["entity_text"], line["event_text"]) == ("Belmaria", ["She demanded that Belmaria withdraw its troops"])
    assert (line["date"], line["date_of"], line["status"], line["vouched_by"]) == (
        "2031-05-13", "event", "happened", None,
    )  # fmt: skip


def test_what_is_said_by_somebody_carries_who(lines: list[dict[str, Any]]) -> None:
    agreed = lines[1]
    assert (agreed["status"], agreed["layer"], agreed["conditions"]) == (
        "conditional", "reported", ["the bridge reopens"],
    )  # fmt: skip
    assert agreed["vouched_by"]["source"] == "Tarek Ondal"
    assert (agreed["date"], agreed["date_of"], agreed["when"]) == ("2031-05-14", "published", None)
    assert (lines[2]["actor"], lines[2]["vouched_by"]["source"]) == ([], None)


def test_a_copy_says_so(lines: list[dict[str, Any]]) -> None:
    assert [line["copy_of"] for line in lines] == [None] * 3 + [lines[0]["id"].partition("-")[0]] * 3
    assert (lines[5]["date"], lines[5]["date_of"]) == (None, None)


def test_a_month_is_not_made_a_day(tmp_path: Path) -> None:
    record = talks()
    first, *others = record.moves
    month = replace(first, when=Time(value="2031-05", precision="month", span=None))
    with kept(tmp_path, replace(record, moves=(month, *others))) as store:
        line = next(plover.events(store, Filters()))
    assert (line.date, line.date_of, line.when, line.when_precision) == ("2031-05-14", "published", "2031-05", "month")


def test_codes_of_bodies_of_no_country_stand_in_its_place() -> None:
    actor = talks().actors[0]
    assert plover.codes(replace(actor, country=None, sector="NGO")) == ("NGO", None)
    assert plover.codes(replace(actor, country="NOR", sector="NGO")) == ("NOR", "NGO")
    assert plover.codes(None) == (None, None)


def test_filters(tmp_path: Path) -> None:
    with kept(tmp_path) as store:
        assert {one.event[0] for one in plover.events(store, Filters(type="REQUEST"))} == {"REQUEST"}
        with pytest.raises(UsageError) as caught:
            plover.write(store, Filters(kind="direct"))
    assert caught.value.number == 501
