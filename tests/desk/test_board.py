"""The page of the negotiation board: cards with their words, what is claimed only, fields that keep what was typed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from onrecord.exchange.sheet import cell, sheet
from onrecord.views.board import Board
from tests.desk.asked import Parts, desk_of, parts
from tests.exchange.shown import board_of, card
from tests.telling import Line, Person, report

DEMAND = Line(
    "Keth demanded that Belmaria release the nine fishermen.",
    "REQUEST",
    "demanded",
    by=("Keth",),
    to=("Belmaria",),
    about="release the nine fishermen",
)
OFFER = Line(
    "Ana Rell said Keth would open the bridge at Varn if the toll is dropped.",
    "AGREE",
    "open",
    by=("Keth",),
    about="open the bridge at Varn",
    status="conditional",
    conditions=("the toll is dropped",),
    says="Ana Rell",
    heard="Keth would open the bridge at Varn if the toll is dropped",
)
SIGNED = Line(
    "Keth and Belmaria agreed on a truce along the river.",
    "AGREE",
    "agreed",
    by=("Keth", "Belmaria"),
    about="a truce along the river",
    mutual=True,
)
MET = Line(
    "Keth and Belmaria met with Pietra Ollivane in Oranza.",
    "CONSULT",
    "met",
    by=("Keth", "Belmaria", "Pietra Ollivane"),
    mutual=True,
)
HOSTILE = Line(
    "Keth demanded <script>alert(1)</script>\u202e from Belmaria.",
    "REQUEST",
    "demanded",
    by=("Keth",),
    to=("Belmaria",),
    about="<script>alert(1)</script>\u202e",
)
HEBREW = Line("Keth demanded שלום בעיר from Belmaria.", "REQUEST", "demanded", by=("Keth",), about="שלום בעיר")
BOARD = "/board?party=Keth&party=Belmaria"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(
        tmp_path,
        report("2031-05-01", "The Orrery", DEMAND, MET, title="Fishermen"),
        report(
            "2031-05-03", "The Courier", SIGNED, OFFER, people=(Person("Ana Rell", "the foreign minister of Keth"),)
        ),
        report("2031-05-04", "The Herald", HOSTILE, HEBREW, title="<b>Title"),
    ) as client:
        yield client


def cards(page: Parts) -> list[str]:
    return [" ".join(one.words.split()) for one in page.all("article")]


def with_class(page: Parts, name: str) -> list[str]:
    return [" ".join(one.words.split()) for one in page.all("article") if name in (one.get("class") or "").split()]


class TestCards:
    def test_say_what_whom_when_state_and_layer(self, client: TestClient) -> None:
        (demand,) = (one for one in cards(parts(client, BOARD)) if "fishermen" in one)
        assert demand.startswith("demanded of Belmaria, 2031-05-01 release the nine fishermen open narration")
        assert "1 independent report; on the word of the outlet" in demand

    def test_an_offer_has_its_condition_and_whose_word_it_stands_on(self, client: TestClient) -> None:
        (offer,) = (one for one in cards(parts(client, BOARD)) if "open the bridge" in one)
        assert offer.startswith("offered")
        assert "if the toll is dropped" in offer
        assert "on the word of Ana Rell" in offer

    def test_an_agreement_of_which_only_the_outlet_tells_is_claimed(self, client: TestClient) -> None:
        (agreed,) = with_class(parts(client, BOARD), "claimed")
        assert agreed.startswith("claimed agreed")
        assert "not said by each party itself" in agreed
        assert "claimed by the outlet" in agreed

    def test_a_solid_agreement_says_so(self) -> None:
        ((row,), *_) = (sheet(board_of((card(kind="agreed", type="AGREE", solid=True),))).rows,)
        shown = next(one for cell in row.cells for one in cell.cards)
        assert not shown.claimed
        assert shown.grounds.startswith("each party says so itself")

    def test_since_marks_what_changed_in_words(self, client: TestClient) -> None:
        page = parts(client, f"{BOARD}&since=2031-05-04")
        assert with_class(page, "changed")
        assert all(one.startswith("changed") for one in with_class(page, "changed"))
        assert not with_class(parts(client, BOARD), "changed")

    def test_each_account_has_its_evidence_and_its_place_in_the_report(self, client: TestClient) -> None:
        page = parts(client, BOARD)
        proofs = [one for one in page.all("a", "table") if one.get("data-evidence")]
        told = client.get("/board.json?party=Keth&party=Belmaria").json()
        tellings = [telling for issue in told["issues"] for card in issue["cards"] for telling in card["tellings"]]
        assert len(proofs) == len(tellings)
        for one in proofs:
            _, _, report_id, entry = one["data-evidence"].split("/")
            assert f"e={report_id}%3A{entry}" in one["href"]
            assert "party=Keth&party=Belmaria" in one["href"]
        assert any("?c=" in one["href"] and one["href"].endswith("#c") for one in page.all("a", "table"))

    def test_talks_name_who_mediates(self, client: TestClient) -> None:
        page = parts(client, BOARD)
        assert "2031-05-01: Keth, Belmaria, Pietra Ollivane (happened)" in " ".join(
            page.all("section")[0].words.split()
        )
        assert "Between them Pietra Ollivane" in " ".join(page.all("dl")[0].words.split())

    def test_parties_are_the_columns(self, client: TestClient) -> None:
        heads = [one.words for one in parts(client, BOARD).all("th") if one.get("scope") == "col"]
        assert heads == ["Matter", "Keth", "Belmaria"]

    def test_text_of_reports_is_text(self, client: TestClient) -> None:
        page = client.get(BOARD).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e" in page
        assert "\u202e" not in page
        assert "<b>Title" not in page

    def test_right_to_left_words_are_set_apart(self, client: TestClient) -> None:
        (one,) = (one for one in parts(client, BOARD).all("bdi", "table") if one.words == "שלום בעיר")
        assert one.tag == "bdi"

    def test_is_the_same_as_the_data(self, client: TestClient) -> None:
        board = msgspec.json.decode(client.get("/board.json?party=Keth&party=Belmaria").content, type=Board)
        told = [card.about.strip() for issue in board.issues for card in issue.cards]
        page = parts(client, BOARD)
        assert len(told) == len(cards(page))
        assert [one.words for one in page.all("th") if one.get("scope") == "row"] == [i.label for i in board.issues]

    def test_every_card_is_a_row_of_the_csv(self, client: TestClient) -> None:
        page = parts(client, BOARD + "&publisher=Orrery")
        answer = client.get(page.links()["CSV"])
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        board = client.get(page.links()["JSON"]).json()
        told = [(i["label"], card["kind"], card["state"]) for i in board["issues"] for card in i["cards"]]
        assert [(row["matter"], row["kind"], row["state"]) for row in rows] == told
        assert all(row["passage"] and row["span"] and row["report_published"] for row in rows)


class TestForm:
    def test_nothing_chosen_offers_the_busiest_pairs(self, client: TestClient) -> None:
        address = next(one for words, one in parts(client, "/board").links().items() if "Keth" in words)
        assert len(cards(parts(client, address))) == len(cards(parts(client, BOARD)))
        assert "Choose two parties" in client.get("/board").text

    @pytest.mark.parametrize(
        ("query", "field", "number"),
        [
            ("party=Nobody&party=Keth", 1, "E531"),
            ("party=Keth&party=Nobody%3B+Nothing", 2, "E531"),
            ("party=Keth", 2, "E530"),
            ("party=Keth&party=keth", 2, "E530"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
        self, client: TestClient, query: str, field: int, number: str
    ) -> None:
        page = parts(client, f"/board?{query}&since=2031-05", status=400)
        (wrong,) = (one for one in page.all("input", "choose") if one.get("aria-invalid"))
        assert wrong["id"] == f"party-{field}"
        (told,) = (one for one in page.all("span") if one.get("id") == wrong["aria-describedby"])
        assert number in told.words
        typed = [one["value"] for one in page.all("input", "choose") if one["name"] == "party" and one["value"]]
        assert len(typed) == query.count("party=")
        assert next(one for one in page.all("input") if one["name"] == "since")["value"] == "2031-05"

    def test_a_date_that_is_none(self, client: TestClient) -> None:
        page = parts(client, f"{BOARD}&since=Monday", status=400)
        (wrong,) = (one for one in page.all("input", "choose") if one.get("aria-invalid"))
        assert (wrong["id"], wrong["value"]) == ("since", "Monday")

    def test_several_names_of_one_party(self, client: TestClient) -> None:
        page = parts(client, "/board?party=Keth%3B+Ana+Rell&party=Belmaria")
        assert next(one for one in page.all("input") if one.get("id") == "party-1")["value"] == "Keth; Ana Rell"

    def test_other_filters_are_kept_and_said_not_to_hold(self, client: TestClient) -> None:
        page = parts(client, f"{BOARD}&type=AGREE")
        assert ("type", "AGREE") in [(one["name"], one["value"]) for one in page.all("input", "choose")]
        assert any("not used by the board: Kind of move: AGREE" in one.words for one in page.elements)

    def test_notes_are_kept_apart_for_each_board_and_record(self, client: TestClient) -> None:
        def name(address: str) -> str:
            return next(one for one in parts(client, address).all("section") if one.get("id") == "notes")["data-notes"]

        assert name(BOARD) == name("/board?party=Belmaria&party=Keth")
        assert name(BOARD) != name("/board?party=Keth%3B+Ana+Rell&party=Belmaria")
        assert all(one.get("name") is None for one in parts(client, BOARD).all("textarea"))


def test_nothing_added(tmp_path: Path) -> None:
    with desk_of(tmp_path) as client:
        assert parts(client, "/board").links()["Add reports"] == "/intake"


def test_no_card_offers_other_parties(tmp_path: Path) -> None:
    with desk_of(tmp_path, report("2031-05-01", "The Orrery", MET)) as client:
        page = parts(client, BOARD)
        assert "no demand, offer, refusal, threat or agreement found" in client.get(BOARD).text
        assert page.links()["Choose other parties"] == "#choose"


def test_a_failed_cell_says_so_alone() -> None:
    broken = cell("Keth", [card(kind="sang", to=("Belmaria",))])  # type: ignore[arg-type]  # a kind that there is not
    assert broken.fault is not None
    assert "sang" in broken.fault
    assert cell("Keth", [card()]).fault is None


def test_what_was_left_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.views.board.MOST", 2)
    with desk_of(tmp_path, report("2031-05-01", "The Orrery", DEMAND, SIGNED, OFFER)) as client:
        page = parts(client, BOARD)
        assert any("1 older ones were left out" in one.words for one in page.all("p"))
