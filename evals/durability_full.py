"""Fills the disk under a record: a small file system in memory, or where none may be mounted a limit on file sizes."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evals.durability_worker import invented
from onrecord.errors import OnrecordError
from onrecord.flow.book import RecordBook
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore

_ALL = 40
"""Reports in all, more than there is space for at first."""
_SMALL, _LARGE = "12m", "200m"


def full(folder: Path) -> dict[str, Any]:
    """What adding, correcting, backup and export say when no space is left, and whether all acknowledged is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    with _small_disk(folder) as (disk, how):
        path = disk / "talks.duckdb"
        with RecordStore.open(path) as store:
            store.add([Filing(one) for one in invented()[:8]])
        # In a process of its own, which a limit may bind.
        call = [sys.executable, "-m", "evals.durability_full", str(path), how, str(folder / "elsewhere.duckdb")]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        left = sorted(one.name for one in disk.iterdir() if "copying" in one.name or one.name == "copy.duckdb")
        with RecordBook.open(path, read_only=True) as book:
            there = {one.report.id for one in book.records()}
            lost = len(set(told["kept"]) - there) + (told["corrections"] > len(book.corrections()))
            whole = book.check().whole
        if how == "mount":
            subprocess.run(["mount", "-o", f"remount,size={_LARGE}", str(disk)], check=True)
        with RecordBook.open(path) as book:
            book.keep([Filing(one) for one in invented()[:_ALL]])
            completed = len(book) == _ALL and book.check().whole
    return {
        "what": "no space left",
        "how": "a file system of 12 MB" if how == "mount" else "a limit on the size of files",
        "said": told["said"],
        "acknowledged": len(told["kept"]) + told["corrections"],
        "lost": lost,
        "whole": whole,
        "left of copies": left,
        "completed with space": completed,
    }


@contextmanager
def _small_disk(folder: Path) -> Iterator[tuple[Path, str]]:
    disk = Path(tempfile.mkdtemp(dir=folder))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SMALL}", "onrecord-full", str(disk)], capture_output=True, check=False
    )
    try:
        yield disk, "mount" if mounted.returncode == 0 else "limit"
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(disk)], check=True)


def _number(act: Callable[[], object]) -> str:
    try:
        act()
    except OnrecordError as error:
        return f"E{error.number}"
    return "done"


def _fill(path: Path, how: str, elsewhere: Path) -> None:
    said: dict[str, str] = {}
    records = invented()
    with RecordBook.open(path) as book:
        kept = [one.report.id for one in book.records()]
        if how == "limit":
            import resource
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, path.stat().st_size))
        else:
            # But for a little, which soon is used up.
            free = os.statvfs(path.parent).f_bavail * os.statvfs(path.parent).f_frsize
            (path.parent / "others").write_bytes(bytes(max(0, free - 150_000)))
        for one in records[8:_ALL]:
            said["add"] = _number(lambda one=one: book.keep([Filing(one)]))  # type: ignore[misc]
            if said["add"] != "done":
                break
            kept.append(one.report.id)
        corrections = 0
        entries = [(one.report.id, move.id) for one in book.records() for move in one.moves]
        for report, entry in entries:
            said["correct"] = _number(
                lambda report=report, entry=entry: book.correct(  # type: ignore[misc]
                    report, entry, {"status": "denied"}, author="A. Editor"
                )
            )
            if said["correct"] != "done":
                break
            corrections += 1
        said["backup"] = _number(lambda: book.backup(path.with_name("copy.duckdb")))
        said["export"] = _number(lambda: book.export("parquet", path.with_name("out.zip")))
        if how == "mount":
            said["backup elsewhere"] = _number(lambda: book.backup(elsewhere))
    said["open again"] = _number(lambda: RecordBook.open(path).close())
    print(json.dumps({"said": said, "kept": kept, "corrections": corrections}))


if __name__ == "__main__":
    _fill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
