"""What a page offers to take away: every format, with the filters that it can be asked."""

from pathlib import Path

from onrecord.exchange.exports import EXPORTS
from tests.desk.asked import desk_of, parts
from tests.made import talks

VIEWS = ("/reading", "/timeline", "/network", "/ledger", "/search?words=truce", "/board?party=Keth&party=Belmaria")


def test_every_view_offers_every_format_and_each_answers(tmp_path: Path) -> None:
    with desk_of(tmp_path, talks()) as client:
        for view in VIEWS:
            links = parts(client, view).links("export")
            assert {"Statements as CSV", "Moves as CSV", *EXPORTS} <= {*links}, view
        for name, address in links.items():
            assert client.get(address).status_code == 200, name


def test_filters_go_along_and_what_a_format_cannot_be_asked_is_said(tmp_path: Path) -> None:
    with desk_of(tmp_path, talks()) as client:
        page = parts(client, "/network?publisher=Orrery&type=AGREE")
        links = page.links("export")
        assert links["Moves as CSV"] == "/moves.csv?type=AGREE&publisher=Orrery"
        assert links["plover"] == "/export/plover?type=AGREE&publisher=Orrery"
        assert links["jsonld"] == "/export/jsonld?publisher=Orrery"
        told = {one.words.split()[0]: one.words for one in page.all("li", "export")}
        assert "Not filtered by: Kind of move." in told["jsonld"]
        assert "Not filtered" not in told["plover"]
        assert all(client.get(address).status_code == 200 for address in links.values())


def test_the_board_is_not_filtered_and_says_so(tmp_path: Path) -> None:
    with desk_of(tmp_path, talks()) as client:
        page = parts(client, "/board?party=Keth&party=Belmaria&publisher=Gazette")
        assert page.links("export")["Moves as CSV"] == "/moves.csv"
        told = next(one.words for one in page.all("p", "export"))
        assert told.startswith("The whole record: nothing is filtered on the board.")
