"""Measures what reading and keeping costs and writes docs/bench.json, docs/bench.md and their plots.

    python -m evals.bench                          all that is not measured yet
    python -m evals.bench --part stages --again    one part (stages, length, workers, scale) anew
    python -m evals.bench --part scale --most 10000
    python -m evals.bench --render                 the page again, from what was measured
    python -m evals.bench --quick --out FOLDER     small sizes, to see that it runs

Each row is written as soon as it is there, and what is there is not measured again: a run that was stopped goes on.
All of it takes about an hour of two quiet cores, half of it the 100,000 reports. SPACY_PYTHON and TEXTACY_PYTHON name
Pythons that have these tools (`make bench` makes them); without them onrecord is alone. `--work` keeps the texts.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from evals.bench import scale, stages, tools, workers
from evals.bench.machine import machine
from evals.bench.page import write
from evals.bench.texts import LENGTHS
from onrecord.version import __version__

DOCS = Path(__file__).parents[2] / "docs"
PARTS = ("stages", "length", "workers", "scale")
_QUICK = {"short": 100, "medium": 500}


def rows(part: str, given: argparse.Namespace, wanted: Callable[..., bool], work: Path) -> Iterator[dict[str, Any]]:
    """The rows of a part that are wanted, as they are measured."""
    pythons = {"spaCy": given.spacy, "textacy": given.textacy}
    lengths = {n: w for n, w in LENGTHS.items() if wanted(length=n) and (not given.quick or n in _QUICK)}
    rounds, words = (1, 1_000) if given.quick else (3, 10_000)
    if part == "stages":
        yield from stages.measured(rounds, words, lengths)
    elif part == "length":
        yield from tools.measured(pythons, rounds, words, lengths)
    elif part == "workers":
        if any(wanted(command=command) for command in ("read", "add")):
            yield from workers.measured(60, 40, 1) if given.quick else workers.measured()
    else:
        sizes = ((60, 40), (60, 80), (120, 40)) if given.quick else scale.SIZES
        left = [(n, w) for n, w in sizes if n <= given.most and wanted(reports=n, words_each=w)]
        yield from scale.measured(work, left)


def main() -> int:
    """Measure, keep and write."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--again", action="store_true", help="measure what is there anew")
    parser.add_argument("--most", type=int, default=100_000, help="reports at most, for --part scale")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--render", action="store_true")
    parser.add_argument("--out", type=Path, default=DOCS)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--spacy", default=os.environ.get("SPACY_PYTHON"))
    parser.add_argument("--textacy", default=os.environ.get("TEXTACY_PYTHON"))
    given = parser.parse_args()
    if given.quick and given.out == DOCS:
        parser.error("--quick needs an --out: its figures are not for the docs")
    place = given.out / "bench.json"
    sections: dict[str, Any] = msgspec.json.decode(place.read_bytes()) if place.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        work = given.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        for part in () if given.render else given.part or PARTS:
            old = [] if given.again else sections.get(part, [])
            for row in rows(part, given, lambda old=old, **key: not _held(old, key), work):
                row["measured"] = datetime.now(UTC).date().isoformat()
                keys = [key for key in ("length", "command", "reports", "words_each") if key in row][:2]
                kept = [one for one in sections.get(part, []) if any(one.get(key) != row[key] for key in keys)]
                sections |= {part: [*kept, row], "machine": machine(), "version": __version__}
                place.write_bytes(msgspec.json.format(msgspec.json.encode(sections), indent=1) + b"\n")
                print(part, {key: value for key, value in row.items() if key not in ("memory", "progress")}, flush=True)
    write(sections, given.out)
    print(f"Written: {given.out / 'bench.md'}")
    return 0


def _held(rows: list[dict[str, Any]], key: dict[str, Any]) -> bool:
    return any(all(row.get(name) == value for name, value in key.items()) for row in rows)


if __name__ == "__main__":
    raise SystemExit(main())
