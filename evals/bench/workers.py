"""One worker and two: wall and CPU time of reading, and of reading and keeping, by the program as users start it."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from evals.bench.machine import Watched, watch
from evals.bench.texts import written

ROOT = Path(__file__).parents[2]
REPORTS, WORDS, ROUNDS = 1_000, 150, 3
WORKERS = (1, 2)


def measured(reports: int = REPORTS, words: int = WORDS, rounds: int = ROUNDS) -> Iterator[dict[str, Any]]:
    """For `read` and `add` the middle of some rounds with each number of workers, which take turns.

    `ratio` is the middle of the rounds' own quotients: wall time of one worker by that of two.
    """
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        written(texts, reports, words)
        for command in ("read", "add"):
            runs = [
                {workers: _run(command, Path(folder), f"{n}-{workers}", workers) for workers in WORKERS}
                for n in range(rounds)
            ]
            yield {
                "command": command,
                "reports": reports,
                "words_each": words,
                "rounds": rounds,
                "wall": {str(w): round(median(run[w].wall for run in runs), 2) for w in WORKERS},
                "cpu": {str(w): round(median(run[w].cpu for run in runs), 2) for w in WORKERS},
                "most_mib": {str(w): round(max(run[w].most for run in runs)) for w in WORKERS},
                "others": round(max(run[w].others for run in runs for w in WORKERS), 3),
                "ratio": round(median(run[1].wall / run[2].wall for run in runs), 2),
            }


def _run(command: str, folder: Path, name: str, workers: int) -> Watched:
    record = [str(folder / f"{name}.duckdb")] if command == "add" else []
    shape = ["--json"] if command == "read" else []
    program = [sys.executable, "-m", "onrecord", command, *record, str(folder / "texts"), *shape]
    found = watch([*program, "--workers", str(workers)], ROOT, log=folder / "log")
    if found.status:
        raise SystemExit((folder / "log").read_text("utf-8", "replace")[-2000:])
    return found
