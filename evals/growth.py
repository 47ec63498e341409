"""How long the questions across reports take as a record grows.

    python -m evals.growth [--sizes 1000,3000,10000] [--work FOLDER] [--write]
    python -m evals.growth --record postgresql://... [--sizes 1000,3000]

Fills a record with invented reports (evals/invented.py: no reading) and measures at each size, in a warm process, the
middle of several rounds in milliseconds of wall time: adding one report with all its ties, the board of the two busiest
parties, the timeline (its counts and the first 200 entries), the network's 50 strongest pairs, a search. `--write` puts
docs/growth.json and docs/growth.svg in place, with what they hold of sizes that were not measured now; `--work` keeps
the record there, and goes on from one that is there. `--record` fills an empty team's record instead (docs/team.md).
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psutil

from evals.growth_picture import draw
from evals.invented import Invented
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.filters import Filters
from onrecord.store.record_store import RecordStore
from onrecord.views.timeline import lanes

DOCS = Path(__file__).parents[1] / "docs"
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
ROUNDS = 9
AT_ONCE = 500
LIMITS = {"add one report": 200, "board": 300, "timeline": 300, "search": 50}
"""Milliseconds asked for at 100,000 reports."""


def measured(sizes: tuple[int, ...], where: Path | str) -> Iterator[dict[str, Any]]:
    """The figures at each size, as a record grows."""
    invented = Invented()
    with RecordStore.open(where) as store:
        book = RecordBook(store)
        there = len(store)
        for size in sizes:
            began, cpu = perf_counter(), process_time()
            store.spare(True)
            while there < size:
                some = min(AT_ONCE, size - there)
                store.add(Filing(record) for record in invented.records(some, there))
                there += some
            held = psutil.Process().memory_info().rss >> 20
            store.spare(False)
            filled = {"seconds": round(perf_counter() - began, 1), "cpu_seconds": round(process_time() - cpu, 1)}
            took = {name: _middle(ask) for name, ask in _questions(store, book, invented, there).items()}
            there = len(store)
            yield {
                "reports": size,
                "moves": store.counts()["moves"],
                "bytes": store.path.stat().st_size if store.path is not None else 0,
                "resident_mib": held,
                "filling": filled if filled["seconds"] >= 1 else None,
                "milliseconds": took,
            }


def _questions(store: RecordStore, book: RecordBook, invented: Invented, there: int) -> dict[str, Callable[[], object]]:
    further = invented.records(ROUNDS + 1, there)
    first, second = invented.busiest()
    words = [f"{invented.word()} {invented.word()}" for _ in range(40)]
    return {
        "add one report": lambda: store.add([Filing(next(further))]),
        "board": lambda: book.board(first, second),
        "timeline": lambda: (lanes(store, Filters(), "published"), book.timeline("published", limit=200)),
        "network": lambda: book.network(limit=50),
        "search": lambda: book.search(words.pop(), limit=20),
    }


def _middle(ask: Callable[[], object]) -> float:
    """The middle of several rounds, the first (which warms what there is to warm) left out."""
    ask()
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        ask()
        times.append(1000 * (perf_counter() - began))
    return round(statistics.median(times), 1)


_PAGE = """# How it grows

How long questions across reports take as a record grows, in milliseconds of wall time in a warm process: the middle of
{rounds} rounds, on {cpus} cores, with invented reports. Written by `python -m evals.growth --write`.

{table}

Asked for at 100,000 reports (board and timeline: at 100,000 moves): {limits}.
"Timeline" is its counts by actor and its first 200 entries together. Filling took {filling} milliseconds of CPU time a
report, in batches of {at_once}. "Memory" is what the process held when it had been filled so far, before it was asked:
while reports are added the store may take 128 MB a core of it, or a quarter of its file where that is more.

![Milliseconds against the number of reports](growth.svg)
"""


def _page(sizes: list[dict[str, Any]]) -> str:
    names = list(sizes[0]["milliseconds"])
    rows = [["reports", "moves", "file, MB", "memory, MiB", *names], ["---:"] * (4 + len(names))]
    for one in sizes:
        took = [f"{one['milliseconds'][name]:.0f}" for name in names]
        rows.append(
            [
                f"{one['reports']:,}",
                f"{one['moves']:,}",
                f"{one['bytes'] / 1e6:.0f}" if one["bytes"] >= 1e6 else "-",
                f"{one['resident_mib']:,}",
                *took,
            ]
        )
    filled = [(one, sizes[n - 1]["reports"] if n else 0) for n, one in enumerate(sizes) if one["filling"]]
    each = [1000 * one["filling"]["cpu_seconds"] / (one["reports"] - before) for one, before in filled]
    return _PAGE.format(
        rounds=ROUNDS,
        cpus=os.cpu_count(),
        table="\n".join(f"| {' | '.join(row)} |" for row in rows),
        limits=", ".join(f"{name} {limit}" for name, limit in LIMITS.items()),
        filling=" to ".join(f"{one:.0f}" for one in (min(each), max(each))),
        at_once=AT_ONCE,
    )


def main() -> None:
    """Measure and print; with `--write` also keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--work", type=Path)
    parser.add_argument("--record")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.record and given.write:
        parser.error("docs/growth.md is of records in files")
    sizes = tuple(int(size) for size in given.sizes.split(","))
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for figures in measured(sizes, given.record or (given.work or Path(folder)) / "growth.duckdb"):
            found.append(figures)
            print(json.dumps(figures), flush=True)
    if given.write:
        place = DOCS / "growth.json"
        before = json.loads(place.read_text("utf-8"))["sizes"] if place.exists() else []
        found += [one for one in before if one["reports"] not in sizes]
        found.sort(key=lambda one: int(one["reports"]))
        kept = {"cpus": os.cpu_count(), "python": platform.python_version(), "limits": LIMITS, "sizes": found}
        place.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        (DOCS / "growth.svg").write_text(draw(found, LIMITS), encoding="utf-8")
        (DOCS / "growth.md").write_text(_page(found), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
