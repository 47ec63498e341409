from pathlib import Path

from msgspec.structs import replace

import onrecord
from onrecord.cli.rows import line
from onrecord.document.document import Page
from onrecord.exchange.cite import Citation
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.made import at, talks


def _cited(path: Path, entry: str) -> Citation:
    with RecordStore.open(path / "talks.duckdb") as store:
        store.add([Filing(talks())])
    with onrecord.open(path / "talks.duckdb", read_only=True) as book:
        return book.cite("talks-1", entry)


def test_a_citation_has_what_is_needed_to_find_the_words_again(tmp_path: Path) -> None:
    report = talks().report
    start, stop = at(report.text, "“We will not sign.”")
    found = _cited(tmp_path, "s1")
    assert found.quote == "“We will not sign.”"
    assert found.link == f"/reading/{report.id}?c={start}-{stop}#c"
    assert found.text == (
        "The Orrery, “Talks stall in Oranza”, 2031-05-14: “We will not sign.” (direct statement by Šárka Ilvane). "
        f"{found.link}, onrecord 0.1.0, text SHA-256 {report.text_sha256}."
    )


def test_as_csl(tmp_path: Path) -> None:
    cited = _cited(tmp_path, "m2")
    assert ": “Keth had agreed to a truce only if the bridge reopens” (AGREE by Keth)." in cited.text
    item = cited.csl
    assert item["type"] == "article-newspaper"
    assert item["container-title"] == "The Orrery"
    assert item["author"] == [{"literal": "Lio Marsh"}]
    assert item["issued"] == {"date-parts": [[2031, 5, 14]]}
    assert item["custom"]["quote"] == "Keth had agreed to a truce only if the bridge reopens"
    assert "URL" not in item


def test_the_page_of_a_file_with_pages(tmp_path: Path) -> None:
    record = talks()
    start, _ = at(record.report.text, "“We will not sign.”")
    pages = (Page("3", (0, start + 4)), Page("4", (start + 4, len(record.report.text))))
    with RecordStore.open(tmp_path / "talks.duckdb") as store:
        store.add([Filing(replace(record, report=replace(record.report, pages=pages)))])
    with onrecord.open(tmp_path / "talks.duckdb", read_only=True) as book:
        cited = book.cite("talks-1", "s1")
        assert (cited.csl["page"], "2031-05-14, pp. 3–4: “We will not sign.”" in cited.text) == ("3–4", True)
        assert book.cite("talks-1", "m2").csl["page"] == "4"
        rows = {row.id: row for row in book.statements()}
        assert rows["s1"].page == "3–4"
        assert line(rows["s1"]).endswith("2031-05-14, Talks stall in Oranza, pp. 3–4")
        assert {row.page for row in book.moves()} <= {"3", "4", "3–4"}
