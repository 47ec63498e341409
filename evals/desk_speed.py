"""How long the desk takes, in a real browser.

    python -m evals.desk_speed [--record FILE] [--write]

Measures, each as the middle of several rounds in milliseconds of wall time, from asking to the page being drawn: a
report of 5,000 words with some 300 marks; going to the next report; and, with `--record` (a large record, such as
one that `python -m evals.growth --work FOLDER` leaves), the first page of each view under a filter. Needs what
tests/browser needs. What is asked: 300 ms, 100 ms, 300 ms. `--write` puts the figures into docs/desk.md.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.invented import Invented
from onrecord.flow.book import RecordBook
from onrecord.http.client import open_book

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK = Path(__file__).parents[1] / "docs" / "desk.md"
_BEGIN, _END = "<!-- speed -->", "<!-- end -->"
WORDS = 5_000
ROUNDS = 7
_DRAWN = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(
    () => done(performance.now()), 0)))"""


@contextmanager
def desk(record: Path) -> Iterator[str]:
    """The address of a desk that holds a record."""
    command = [sys.executable, "-m", "onrecord", "desk", str(record), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("The desk is at ").strip().rstrip("/")
        process.send_signal(signal.SIGINT)


@contextmanager
def browsing() -> Iterator["Page"]:
    """A page of a browser."""
    from playwright.sync_api import sync_playwright
    from tests.browser.conftest import chromium

    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def long_report() -> str:
    """The demo's texts, one after another, until there are enough words."""
    texts = [
        one.read_text("utf-8")
        for one in sorted(resources.files("onrecord.demo").iterdir(), key=lambda o: o.name)
        if one.name.endswith(".txt")
    ]
    words: list[str] = []
    while sum(len(text.split()) for text in words) < WORDS:
        words += texts
    paragraphs = "\n\n".join(words).split("\n\n")
    kept, count = [], 0
    for paragraph in paragraphs:
        kept.append(paragraph)
        count += len(paragraph.split())
        if count >= WORDS:
            break
    return "\n\n".join(kept)


def middle(page: "Page", addresses: list[str]) -> float:
    """The middle time from asking for a page to its being drawn; the first round, which warms, left out."""
    times = []
    for n in range(ROUNDS + 1):
        page.goto(addresses[n % len(addresses)], wait_until="load")
        times.append(page.evaluate(_DRAWN))
    return round(statistics.median(times[1:]), 1)


def reading(page: "Page", folder: Path) -> dict[str, float]:
    """A long report, and going from report to report."""
    (folder / "long.txt").write_text(long_report(), "utf-8")
    record = folder / "long.duckdb"
    with RecordBook.open(record) as book:
        book.add(folder / "long.txt")
        [long] = book.records()
        demo = [Path(str(one)) for one in resources.files("onrecord.demo").iterdir()]
        book.add([one for one in demo if one.suffix in (".txt", ".html", ".jsonl")])
        others = [one.report.id for one in book.records() if one.report.id != long.report.id]
    with desk(record) as address:
        return {
            "words": len(long.report.text.split()),
            "marks": len(long.statements) + len(long.moves) + len(long.ties),
            "long report": middle(page, [f"{address}/reading/{long.report.id}"]),
            "next report": middle(page, [f"{address}/reading/{one}" for one in others]),
        }


def filtering(page: "Page", record: Path) -> dict[str, float]:
    """The first page of each view of a large record under a filter."""
    first, second = Invented().busiest()
    with desk(record) as address:
        with open_book(record) as book:
            reports = len(book)
        asked = {
            "reading": f"/reading?publisher={_outlet(record, address)}",
            "timeline": f"/timeline?clock=published&by={first}",
            "network": f"/network?by={first}",
            "board": f"/board?party={first}&party={second}",
            "ledger": f"/ledger?source={first}",
            "search": f"/search?words={Invented().word()}&by={first}",
        }
        return {"reports": reports, **{name: middle(page, [address + path]) for name, path in asked.items()}}


def _outlet(record: Path, address: str) -> str:
    with open_book(record) as book:
        return next(row.report.publisher for row in book.reports(limit=1).rows) or ""


def _table(found: dict[str, Any]) -> str:
    reading = found["reading"]
    rows = [
        (f"a report of {reading['words']:,} words with {reading['marks']} entries", reading["long report"], 300),
        ("the next report", reading["next report"], 100),
    ]
    for name, took in found.get("filter", {}).items():
        if name != "reports":
            rows.append((f"{name}, filtered, of {found['filter']['reports']:,} reports", took, 300))
    lines = [f"| {what} | {took:.0f} | {limit} |" for what, took, limit in rows]
    return "\n".join(["| page | milliseconds | asked |", "|---|---:|---:|", *lines])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, browsing() as page:
        found: dict[str, Any] = {"cpus": os.cpu_count(), "reading": reading(page, Path(folder))}
        if given.record:
            found["filter"] = filtering(page, given.record)
    print(json.dumps(found, indent=1))
    if given.write:
        text = DESK.read_text("utf-8")
        head, _, rest = text.partition(_BEGIN)
        DESK.write_text(f"{head}{_BEGIN}\n{_table(found)}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
