"""Reading and keeping 1,000 to 100,000 reports with two workers: throughput, memory all the while, bytes on disk."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from evals.bench.machine import Sample, watch
from evals.bench.texts import written

ROOT = Path(__file__).parents[2]
SIZES = ((1_000, 40), (10_000, 40), (1_000, 150), (10_000, 150), (100_000, 40))
"""Reports, and words of each. Of 100,000 only short ones: longer ones take a day of two cores."""
_KEPT = 120
"""Samples of a run that are kept."""
_TOLD = re.compile(rb"(\d+) read, (\d+) added")


def measured(work: Path, sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[dict[str, Any]]:
    """What each size took. Texts stay in `work` for the next time; records go when they are measured."""
    for reports, words in sizes:
        texts, record, log = work / f"texts-{reports}-{words}", work / "scale.duckdb", work / "scale.log"
        written(texts, reports, words)
        _gone(record)
        progress: list[tuple[float, int]] = []
        command = [sys.executable, "-m", "onrecord", "add", str(record), str(texts), "--workers", "2"]
        found = watch(command, ROOT, log=log, seen=partial(_note, log, progress))
        if found.status:
            raise SystemExit(log.read_text("utf-8", "replace")[-2000:])
        yield {
            "reports": reports,
            "words_each": words,
            "wall": found.wall,
            "cpu": found.cpu,
            "others": found.others,
            "most_mib": round(found.most),
            "most_own_mib": round(max((one.own for one in found.samples), default=0)),
            "settled_mib": round(_settled(found.samples)),
            "bytes": sum(path.stat().st_size for path in _files(record)),
            "memory": [(one.seconds, one.own, one.tree) for one in _thinned(found.samples)],
            "progress": progress,
        }
        _gone(record)


def _settled(samples: Sequence[Sample]) -> float:
    """The middle of what all processes held in the second half of the run."""
    late = sorted(one.tree for one in samples[len(samples) // 2 :])
    return late[len(late) // 2] if late else 0.0


def _thinned(samples: Sequence[Sample]) -> Sequence[Sample]:
    """Some of the samples, as far apart; of each stretch the one with most memory, so that no peak is lost."""
    step = max(1, -(-len(samples) // _KEPT))
    return [max(samples[n : n + step], key=lambda one: one.tree) for n in range(0, len(samples), step)]


def _note(log: Path, progress: list[tuple[float, int]], now: float) -> None:
    found = _TOLD.findall(log.read_bytes()[-400:])
    if found and (not progress or progress[-1][1] != int(found[-1][1])):
        progress.append((round(now, 1), int(found[-1][1])))


def _files(record: Path) -> Iterator[Path]:
    """The record's file and the index beside it."""
    for path in record.parent.glob(f"{record.name}*"):
        yield from (one for one in path.rglob("*") if one.is_file()) if path.is_dir() else (path,)


def _gone(record: Path) -> None:
    for path in record.parent.glob(f"{record.name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
