from pathlib import Path

import onrecord
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
