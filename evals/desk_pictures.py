"""The pictures of the desk in the docs, made from the demo: `python -m evals.desk_pictures`."""

import sys
import tempfile
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from evals.desk_speed import browsing, desk
from onrecord.flow.book import RecordBook

DOCS = Path(__file__).parents[1] / "docs"
NAMES = ("Tarvenia; Morvick; Onduray; Astrale; Ultavo", "Velloun River Front")
SIDES = "".join(f"party={quote(one)}&" for one in NAMES)


def main() -> None:
    """Make them all anew."""
    with tempfile.TemporaryDirectory() as folder, browsing() as page:
        record = Path(folder) / "talks.duckdb"
        with RecordBook.open(record) as book:
            demo = [Path(str(one)) for one in resources.files("onrecord.demo").iterdir()]
            book.add([one for one in sorted(demo) if one.suffix in (".txt", ".html", ".jsonl")])
            first = book.reports().rows[3].report.id
            move = next(one.id for one in book.record(first).moves if one.vouched_by)
        shots = {
            "desk-reading": (f"/reading/{first}?e={first}:{move}", "light"),
            "desk-timeline": ("/timeline", "dark"),
            "desk-network": ("/network", "light"),
            "desk-board": (f"/board?{SIDES}since=2031-03-07", "light"),
            "desk-ledger": ("/ledger", "light"),
        }
        with desk(record) as address:
            for name, (path, scheme) in shots.items():
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.goto(address + path)
                page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
