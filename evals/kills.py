"""Kills workers and the job itself at random moments, and looks whether anything is lost or doubled.

    python -m evals.kills [--rounds 20] [--reports 1500] [--seed 1] [--work FOLDER] [--write]

Invented reports (evals/invented.py), with some files among them that are none, are added by `onrecord add --engine
dask --workers 2`, a process of its own. In each round, after a random time, a worker, the job or both are killed by
their ids (SIGKILL); a job that was killed is started again with the same command. Where it comes to its end before all
rounds are over, another record is begun. Each record is then held against that of the local engine: every row of every
table must be the same, so that each report is there exactly once and in its order. Before the kills both engines run
undisturbed: what the cluster costs beside the local engine is the ratio of their times. `--write` puts the figures into
docs/scale.json and docs/scale.md.
"""

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import psutil

from evals.invented import Invented
from onrecord.flow.scale.job import JOURNAL, SHARDS, folder_of

DOCS = Path(__file__).parents[1] / "docs"
SHARE = 3
"""A round lasts at most this part of the time that an undisturbed run takes."""
PATIENCE = 600
_A_FILE = 5
"""Reports in one file of JSON Lines; three of four portions are files of text."""


def make_reports(folder: Path, count: int) -> int:
    """Write so many invented reports, in both forms, and files that cannot be read; how many files those are."""
    folder.mkdir()
    broken = 0
    lines: list[str] = []
    for number, record in enumerate(Invented().records(count)):
        portion = number // _A_FILE
        name = f"{portion:04}"
        if portion % 4:
            (folder / f"{name}-{number % _A_FILE:02}.txt").write_text(record.report.text, "utf-8")
        else:
            told = {"id": record.report.given_id, "text": record.report.text, "date": record.report.published}
            lines.append(json.dumps({**told, "publisher": record.report.publisher}))
        if number % _A_FILE == _A_FILE - 1 or number == count - 1:
            if lines:
                (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
                lines = []
            if portion % 8 == 1:
                (folder / f"{name}-x.bin").write_bytes(b"\x7fELF" + bytes(200))
                broken += 1
    return broken


class Run:
    """One `onrecord add` in a process of its own; its record is `talks.duckdb` in a folder of its own."""

    def __init__(self, work: Path, name: str, *options: str) -> None:
        self.record = work / name / "talks.duckdb"
        self.record.parent.mkdir(exist_ok=True)
        self._out = self.record.with_name("told.json")
        command = [sys.executable, "-m", "onrecord", "add", str(self.record), "reports", "--json", "--workers", "2"]
        # The order of sets is a matter of chance in Python, and some stand in the tables.
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        self._errors = self.record.with_name("errors.txt")
        with self._out.open("wb") as out, self._errors.open("ab") as errors:
            self.process = subprocess.Popen([*command, *options], cwd=work, env=environment, stdout=out, stderr=errors)

    def running(self) -> bool:
        """Whether it has not come to its end."""
        return self.process.poll() is None

    def workers(self) -> list[int]:
        """The ids of its reading processes."""
        try:
            children = psutil.Process(self.process.pid).children(recursive=True)
            return sorted(one.pid for one in children if any("spawn_main" in word for word in one.cmdline()))
        except psutil.Error:
            return []

    def kill(self) -> list[int]:
        """Kill the job's own process; the ids of the workers it leaves."""
        left = self.workers()
        self.process.kill()
        self.process.wait()
        return left

    def end(self) -> dict[str, Any]:
        """Wait for its end; the counts it printed, with its exit status."""
        status = self.process.wait(PATIENCE)
        told = self._out.read_bytes()
        if not told:
            raise RuntimeError(f"it ended with {status}:\n{self._errors.read_text('utf-8')[-2000:]}")
        return {**json.loads(told), "status": status}


def rows(record: Path) -> dict[str, list[str]]:
    """Every row of every table of a record."""
    with duckdb.connect(str(record), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}").fetchall())) for name in tables}


def differing(record: Path, other: Path) -> list[str]:
    """The tables in which two records are not the same, row for row."""
    one, two = rows(record), rows(other)
    return sorted(name for name in {*one, *two} if one.get(name) != two.get(name))


def times_there(record: Path) -> tuple[int, int]:
    """How many reports a record holds, and how many different ones."""
    with duckdb.connect(str(record), read_only=True) as connection:
        found = connection.execute("SELECT count(*), count(DISTINCT id) FROM reports").fetchall()[0]
    return int(found[0]), int(found[1])


def acknowledged(record: Path) -> int:
    """How many reports the journal of a job says are in the record."""
    journal = folder_of(record) / JOURNAL
    total = 0
    for line in journal.read_text("utf-8").splitlines(keepends=True) if journal.exists() else ():
        if line.endswith("\n"):
            told = json.loads(line)
            total += told["added"] + told["already_there"]
    return total


def still_there(ids: list[int], seconds: float = 30) -> list[int]:
    """Those of these processes that have not ended by themselves after so long."""
    until = time.monotonic() + seconds
    while (left := [one for one in ids if psutil.pid_exists(one)]) and time.monotonic() < until:
        time.sleep(0.2)
    return left


def undisturbed(work: Path, name: str, *options: str) -> tuple[Run, dict[str, Any]]:
    """One run to its end, with what it took."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = Run(work, name, *options)
    told = run.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return run, {**told, "seconds": round(time.monotonic() - began, 1), "cpu_seconds": round(cpu, 1)}


def killed(work: Path, moments: Iterator[tuple[str, Any]], local: Path) -> dict[str, Any]:
    """Kill at each moment (whom, and what waits for it) until there are no more; what was found.

    `what waits` is called with the run and comes back when it is time.
    """
    found: dict[str, Any] = {"kills": [], "records": 0, "lost": 0, "doubled": 0, "differing": [], "orphans": 0}
    found["acknowledged_lost"] = 0
    name = "killed-1"
    run = Run(work, name, "--engine", "dask")
    for victim, wait in moments:
        wait(run)
        if not run.running():
            _check(run, local, found)
            name = f"killed-{found['records'] + 1}"
            run = Run(work, name, "--engine", "dask")
            wait(run)
        workers = run.workers()
        # In its first seconds a job has none.
        victim = victim if workers else "job"
        told = {"victim": victim, "kept": acknowledged(run.record), "workers": len(workers)}
        left: list[int] = []
        if victim in ("worker", "both"):
            _kill(random.Random(len(found["kills"])).choice(workers))
        if victim in ("job", "both"):
            left = run.kill()
        found["kills"].append(told)
        if left:
            found["orphans"] += len(still_there(left))
        if not run.running():
            found["acknowledged_lost"] += max(0, acknowledged(run.record) - _there(run.record))
            run = Run(work, name, "--engine", "dask")
        print(json.dumps(told), flush=True)
    _check(run, local, found)
    return found


def _there(record: Path) -> int:
    return times_there(record)[0] if record.exists() else 0


def _kill(process: int) -> None:
    try:
        psutil.Process(process).kill()
    except psutil.NoSuchProcess:
        return


def _check(run: Run, local: Path, found: dict[str, Any]) -> None:
    told = run.end()
    there, different = times_there(run.record)
    found["records"] += 1
    found["lost"] += times_there(local)[0] - different
    found["doubled"] += there - different
    found["differing"] += differing(run.record, local)
    found["left_behind"] = found.get("left_behind", 0) + folder_of(run.record).exists()
    found.setdefault("told", []).append(told)


def at_random(seed: int, rounds: int, longest: float) -> Iterator[tuple[str, Any]]:
    """So many random moments, each at most so many seconds after the one before, and whom it hits then."""
    chance = random.Random(seed)
    for _ in range(rounds):
        victim = chance.choice(("worker", "job", "both"))
        seconds = chance.uniform(0, longest)

        def wait(run: Run, seconds: float = seconds) -> None:
            until = time.monotonic() + seconds
            while run.running() and time.monotonic() < until:
                time.sleep(0.05)

        yield victim, wait


def when(run: Run, *, kept: bool) -> None:
    """Wait for the first batch that is read or, with `kept`, in the record."""
    folder = folder_of(run.record)
    until = time.monotonic() + PATIENCE
    while run.running() and time.monotonic() < until:
        if acknowledged(run.record) if kept else any((folder / SHARDS).glob("*.parquet")):
            return
        time.sleep(0.02)


def starting(run: Run) -> None:
    """Wait for the first worker's process; it has hardly begun then."""
    until = time.monotonic() + PATIENCE
    while run.running() and not run.workers() and time.monotonic() < until:
        time.sleep(0.02)


def figures(work: Path, reports: int, rounds: int, seed: int) -> dict[str, Any]:
    """All there is to show, measured in `work`."""
    broken = make_reports(work / "reports", reports)
    local, local_took = undisturbed(work, "local")
    print(json.dumps(local_took), flush=True)
    calm, dask_took = undisturbed(work, "calm", "--engine", "dask")
    print(json.dumps(dask_took), flush=True)
    started = _starting(work)
    found = killed(work, at_random(seed, rounds, dask_took["seconds"] / SHARE), local.record)
    return {
        "reports": reports,
        "broken_files": broken,
        "different_reports": times_there(local.record)[0],
        "rounds": rounds,
        "seed": seed,
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "local": local_took,
        "dask": dask_took,
        "differing_undisturbed": differing(calm.record, local.record),
        "starting": started,
        "answers_differing": sum(_answer(told) != _answer(local_took) for told in found["told"]),
        "dask_cpu_of_local": round(dask_took["cpu_seconds"] / local_took["cpu_seconds"], 2),
        "dask_cpu_of_local_once_started": round(
            (dask_took["cpu_seconds"] - started["dask"]) / (local_took["cpu_seconds"] - started["local"]), 2
        ),
        "dask_time_of_local": round(dask_took["seconds"] / local_took["seconds"], 2),
        **found,
    }


def _answer(told: dict[str, Any]) -> list[Any]:
    return [told[name] for name in ("read", "skipped", "reasons", "status")]


def _starting(work: Path) -> dict[str, float]:
    """The processor time of either engine on a single report: what it takes to start and to end."""
    (work / "one").mkdir(exist_ok=True)
    make_reports(work / "one" / "reports", 1)
    return {
        name: undisturbed(work / "one", name, *options)[1]["cpu_seconds"]
        for name, options in (("local", ()), ("dask", ("--engine", "dask")))
    }


BEGIN, END = "<!-- figures: python -m evals.kills --write -->", "<!-- end of figures -->"

_PAGE = """
{reports:,} invented reports and {broken_files} files that are none, 2 workers, {cpus} cores.
{rounds} kills (seed {seed}): {workers} of a worker, {jobs} of the job, {both} of both at once.

| | |
|---|---:|
| records filled to their end under these kills | {records} |
| reports lost | {lost} |
| reports doubled | {doubled} |
| reports told of as kept, and not in the record after a kill | {acknowledged_lost} |
| tables with a row that differs from the local engine's | {tables} |
| workers that outlived a killed job by 30 seconds | {orphans} |
| answers (reports read and skipped, exit status) that differ from the local engine's | {answers_differing} |
| job folders left behind after the end | {left_behind} |
| processor time, Dask to local engine, undisturbed | {dask_cpu_of_local} |
| the same without starting ({start_local} and {start_dask} seconds) | {dask_cpu_of_local_once_started} |
| time by the clock, Dask to local engine, undisturbed | {dask_time_of_local} |
"""


def page(found: dict[str, Any]) -> str:
    """The figures as they stand in docs/scale.md."""
    victims = [one["victim"] for one in found["kills"]]
    start = {f"start_{name}": seconds for name, seconds in found["starting"].items()}
    told = {**found, **start, "tables": len(found["differing"]) + len(found["differing_undisturbed"])}
    return _PAGE.format(**told, workers=victims.count("worker"), jobs=victims.count("job"), both=victims.count("both"))


def write(found: dict[str, Any]) -> None:
    """Put the figures into docs."""
    (DOCS / "scale.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    path = DOCS / "scale.md"
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{page(found)}\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> int:
    """Measure and print; with `--write` also keep. 1 where anything was lost, doubled or differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--reports", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = given.work or Path(folder)
        work.mkdir(exist_ok=True)
        found = figures(work.resolve(), given.reports, given.rounds, given.seed)
    print(page(found))
    if given.write:
        write(found)
    faults = (
        "lost",
        "doubled",
        "acknowledged_lost",
        "answers_differing",
        "differing",
        "differing_undisturbed",
        "orphans",
    )
    return 1 if any(found[name] for name in faults) else 0


if __name__ == "__main__":
    sys.exit(main())
