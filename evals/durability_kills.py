"""Kills processes that change a record at seeded random moments, and looks what is left."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.durability_worker import acknowledged, invented, old_record
from onrecord.flow.book import RecordBook
from onrecord.record.codec import encode
from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore

MODES = ("add", "read", "correct", "remove", "migrate", "desk")
_LATEST = {"add": 5.0, "read": 5.0, "correct": 4.0, "remove": 4.0, "migrate": 5.0, "desk": 4.0}
"""Seconds after the worker is ready within which it is killed."""
_LOADS = ("read",)
"""Where a model is loaded first, and the moment is counted from the first report that is kept."""
_OLD_REPORTS = 60
_SMALL = 40


class Lost(AssertionError):  # noqa: N818  # what it says
    """Something that was acknowledged is gone, or something half-done is there."""


def kills(mode: str, rounds: int, folder: Path, seed: int = 1) -> dict[str, Any]:
    """Kill a worker so many times; how much was acknowledged, and how much of it was lost.

    Raises `Lost` where anything is missing, half-done, or does not pass its check.
    """
    make = random.Random(f"{mode} {seed}")
    folder.mkdir(parents=True, exist_ok=True)
    template = _template(mode, folder)
    told = midway = 0
    path = folder / "talks.duckdb"
    facts: list[dict[str, Any]] = []
    for n in range(rounds):
        # Every few rounds from the start again: so also new and small records are met.
        if n % 5 == 0 or mode in ("migrate", "remove"):
            _start(path, template)
            facts = []
        now = list(acknowledged(_killed(mode, path, f"{seed} {n}", make.uniform(0.02, _LATEST[mode]))))
        if not now:
            # Else a worker that cannot even start would seem to lose nothing.
            raise RuntimeError(f"the worker did not start: {mode}")
        # What earlier rounds were told is to be there too.
        facts += now
        _LOOK[mode](path, facts)
        done = [one for one in now if not one.keys() & _BEFORE]
        told += len(done)
        midway += _is_midway(mode, now)
    return {"what": mode, "kills": rounds, "acknowledged": told, "in the midst of a change": midway, "lost": 0}


_BEFORE = {"ready", "begun", "asked", "asked_undone", "going", "ended"}
"""What a worker says besides what was acknowledged."""


def _is_midway(mode: str, facts: list[dict[str, Any]]) -> bool:
    """Whether a worker was killed while it had something to do: of a file being read, or a change asked for."""
    if mode in ("read", "migrate"):
        return not any(one.keys() & {"ended", "migrated"} for one in facts)
    return bool(facts[-1].keys() & {"begun", "asked", "asked_undone", "going"})


def _template(mode: str, folder: Path) -> Path | None:
    path = folder / "template.duckdb"
    if mode == "migrate":
        old_record(path, _OLD_REPORTS)
    elif mode == "read":
        reports = folder / "reports"
        reports.mkdir()
        for number, one in enumerate(invented()):
            (reports / f"{number:03}.txt").write_text(one.report.text, "utf-8")
        return None
    elif mode != "add":
        with RecordStore.open(path) as store:
            store.add([Filing(one) for one in invented()[:_SMALL]])
    else:
        return None
    return path


def _start(path: Path, template: Path | None) -> None:
    for one in path.parent.glob(f"*{path.name}*"):
        if one.is_file():
            one.unlink()
        elif one.is_dir():
            shutil.rmtree(one)
    for one in path.parent.glob(f".{path.name}*"):
        one.unlink()
    if template is not None:
        shutil.copyfile(template, path)


def _killed(mode: str, path: Path, seed: str, after: float) -> bytes:
    """What a worker said before it was killed, some seconds after it was ready."""
    desk = _desk(path) if mode == "desk" else None
    call = [sys.executable, "-m", "evals.durability_worker", mode, str(path), seed]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        assert worker.stdout is not None
        try:
            first = worker.stdout.readline()
            if mode in _LOADS:
                first += worker.stdout.readline()
            time.sleep(after)
            (desk or worker).send_signal(signal.SIGKILL)
            # Whoever asks a desk that is gone ends by itself.
            rest = worker.stdout.read()
        finally:
            worker.kill()
            if desk is not None:
                desk.kill()
                desk.communicate()
    return first + rest


def _desk(path: Path) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "onrecord", "desk", str(path), "--no-browser", "--port", "0"]
    desk = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert desk.stdout is not None
    desk.stdout.readline()
    return desk


def _whole(book: RecordBook) -> None:
    checked = book.check()
    if checked.faults:
        raise Lost("; ".join(map(str, checked.faults[:3])))


def _after_adding(path: Path, facts: list[dict[str, Any]]) -> None:
    begun = [one["begun"] for one in facts if "begun" in one]
    kept = {id_ for one in facts for id_ in one.get("kept", ())}
    with RecordBook.open(path) as book:
        there = {one.report.id for one in book.records()}
        if not kept <= there:
            raise Lost(f"{len(kept - there)} reports")
        for batch in begun:
            if 0 < len(there.intersection(batch)) < len(batch):
                raise Lost("half a batch is there")
        _whole(book)
        again = [one for one in invented() if any(one.report.id in batch for batch in begun)]
        book.keep([Filing(one) for one in again])
        if len(book) < len(again):
            raise Lost("adding again did not complete it")


def _after_correcting(path: Path, facts: list[dict[str, Any]]) -> None:
    with RecordBook.open(path) as book:
        rows = {one.number: one for one in book.corrections()}
        undone = {one["undone"] for one in facts if "undone" in one}
        asked = {one["asked_undone"] for one in facts if "asked_undone" in one}
        for fact in facts:
            if "corrected" in fact:
                number, report, status = fact["corrected"]
                row = rows.get(number)
                if row is None or row.report_id != report or row.person != status:
                    raise Lost(f"correction {number}")
                if row.state == "undone" and number not in asked:
                    raise Lost(f"correction {number} is undone")
        if any(rows[number].state != "undone" for number in undone):
            raise Lost("what was undone stands")
        _whole(book)


def _after_removing(path: Path, facts: list[dict[str, Any]]) -> None:
    gone = {one["removed"] for one in facts if "removed" in one}
    going = {one["going"] for one in facts if "going" in one}
    with RecordBook.open(path) as book:
        there = {one.report.id for one in book.records()}
        if there & gone:
            raise Lost("what was removed is there")
        if not {one.report.id for one in invented()[:_SMALL]} - there <= going:
            raise Lost("reports went that nobody removed")
        _whole(book)


def _after_migrating(path: Path, facts: list[dict[str, Any]]) -> None:
    with RecordBook.open(path) as book:
        wanted = [encode(one) for one in invented()[:_OLD_REPORTS]]
        if [encode(one) for one in book.records()] != wanted:
            raise Lost("a record differs")
        _whole(book)


_LOOK: dict[str, Callable[[Path, list[dict[str, Any]]], None]] = {
    "add": _after_adding,
    "read": _after_adding,
    "correct": _after_correcting,
    "remove": _after_removing,
    "migrate": _after_migrating,
    "desk": _after_correcting,
}
