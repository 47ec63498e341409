"""The page of the network: picture and table of the same pairs, what is chosen in both, and the moves behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.asked import Parts, desk_of, parts
from tests.telling import Line, report

SHUT = Line("Keth shut the bridge to Belmaria.", "COERCE", "shut", by=("Keth",), to=("Belmaria",))
ASKED = Line("Keth asked Belmaria for a truce.", "REQUEST", "asked", by=("Keth",), to=("Belmaria",))
MET = Line("Lusonda met Keth.", "CONSULT", "met", by=("Lusonda",), to=("Keth",))
HOSTILE = "<script>alert(1)</script>\u202e"
LONG = "Committee " * 60 + "X" * 400
HEBREW = "ועדת השלום"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        report("2031-05-01", "The Orrery", SHUT, MET, title="Bridge"),
        report("2031-05-03", "The Courier", ASKED, SHUT, title="Truce"),
    ) as client:
        yield client


def edges(page: Parts) -> dict[str, str]:
    """Arrows of the picture that keys reach: names and addresses."""
    found = [one for one in page.all("a", "picture") if "pair=" in one["href"] and one.get("tabindex") is None]
    return {one["aria-label"]: one["href"] for one in found}


class TestPicture:
    def test_actors_and_arrows_are_links_with_names(self, client: TestClient) -> None:
        page = parts(client, "/network")
        assert list(edges(page)) == [
            "coerce ×2: Keth to Belmaria, 2 independent reports",
            "request: Keth to Belmaria, 1 independent report",
            "consult: Lusonda to Keth, 1 independent report",
        ]
        actors = {one["aria-label"] for one in page.all("a", "picture") if "actor=" in one["href"]}
        assert actors == {"Keth", "Belmaria", "Lusonda"}

    def test_is_the_same_for_the_same_record(self, client: TestClient) -> None:
        assert client.get("/network").text == client.get("/network").text

    def test_as_large_as_asked(self, client: TestClient) -> None:
        (own,), (twice,) = (parts(client, f"/network{q}").all("svg", "picture") for q in ("", "?zoom=200"))
        assert float(twice["width"]) == pytest.approx(2 * float(own["width"]), abs=0.2)
        assert twice["viewbox"] == own["viewbox"]
        parts(client, "/network?zoom=1000", 400)


class TestChosen:
    def test_pair_is_marked_in_both_with_its_moves(self, client: TestClient) -> None:
        address = next(a for name, a in edges(parts(client, "/network")).items() if name.startswith("coerce"))
        page = parts(client, address)
        links = [one for one in page.all("a") if "pair=" in one["href"] and one.get("data-item") == ""]
        marked = [one for one in links if one.get("aria-current") == "true"]
        assert {one["href"] for one in marked} == {address}
        assert len([one for one in marked if "svg" in one.inside]) == 2  # the arrow and its label
        assert len([one for one in page.all("tr") if one.get("class") == "marked"]) == 1
        moves = [one for one in page.all("a", "chosen") if one.get("data-evidence")]
        assert [one.words for one in moves] == ["Keth shut the bridge to Belmaria."] * 2
        assert all(client.get(one["href"]).status_code == 200 for one in moves)

    def test_actor_with_all_its_moves(self, client: TestClient) -> None:
        page = parts(client, "/network")
        lusonda = next(one["href"] for one in page.all("a", "picture") if one["aria-label"] == "Lusonda")
        chosen = parts(client, lusonda)
        assert [one.words for one in chosen.all("a", "chosen") if one.get("data-evidence")] == ["Lusonda met Keth."]
        assert len([one for one in chosen.all("tr") if one.get("class") == "marked"]) == 1
        only = parts(client, chosen.links("chosen")["Only its pairs"])
        assert len(only.rows()) == 1
        assert "Pairs of Lusonda" in only.all("main", "body")[0].words

    def test_data_of_both(self, client: TestClient) -> None:
        address = next(iter(edges(parts(client, "/network")).values()))
        page = parts(client, address)
        data = client.get(page.links()["Moves of what is chosen as JSON"]).json()
        moves = [one.words for one in page.all("a", "chosen") if one.get("data-evidence")]
        assert [row["passage"] for row in data["rows"]] == moves
        assert len(client.get("/network.json").json()["rows"]) == len(page.rows())

    @pytest.mark.parametrize("query", ["pair=x,y", "actor=x", "pair=x,y,verbal-conflict"])
    def test_of_nobody_known(self, client: TestClient, query: str) -> None:
        assert "The filters leave no move of it." in client.get(f"/network?{query}").text

    @pytest.mark.parametrize("pair", ["x", ",y", "x,y,love", ","])
    def test_no_pair(self, client: TestClient, pair: str) -> None:
        parts(client, f"/network?pair={pair}", 400)


class TestEmpty:
    def test_needs_two_actors(self, tmp_path: Path) -> None:
        alone = Line("Keth shut the bridge.", "COERCE", "shut", by=("Keth",))
        with desk_of(tmp_path, report("2031-05-01", "The Orrery", alone)) as client:
            assert "A network needs two actors" in client.get("/network").text

    def test_nothing_added(self, tmp_path: Path) -> None:
        with desk_of(tmp_path) as client:
            assert parts(client, "/network").links()["Add reports"] == "/intake"

    def test_hidden_by_filters(self, client: TestClient) -> None:
        assert parts(client, "/network?by=Oranza").links()["Drop “Who: Oranza”"] == "/network"


class TestMany:
    def test_fifty_at_a_time_in_both(self, tmp_path: Path) -> None:
        lines = [
            Line(f"Group {n} met Side {n}.", "CONSULT", "met", by=(f"Group {n}",), to=(f"Side {n}",)) for n in range(60)
        ]
        with desk_of(tmp_path, report("2031-05-01", "The Orrery", *lines)) as client:
            first = parts(client, "/network")
            assert (len(first.rows()), len(edges(first))) == (50, 50)
            second = parts(client, first.links()["Next"])
            assert (len(second.rows()), len(edges(second))) == (10, 10)


class TestNames:
    def test_hostile_long_and_from_right_to_left(self, tmp_path: Path) -> None:
        lines = [
            Line(f"{one} met {other}.", "CONSULT", "met", by=(one,), to=(other,))
            for one, other in ((HOSTILE, LONG), (LONG, HEBREW), (HEBREW, "Keth"))
        ]
        with desk_of(tmp_path, report("2031-05-01", "The Orrery", *lines)) as client:
            html = client.get("/network").text
            assert "<script>alert" not in html
            assert "\u202e" not in html
            assert f"<bdi>{HEBREW}</bdi>" in html
            assert "X" * 400 in html
            for one in Parts(html).elements:
                assert "style" not in one.attributes
                assert not [name for name in one.attributes if name.startswith("on")]
