"""Hands files to guarded processes and watches them: one that has stopped or died is told of, and replaced."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from time import monotonic

import msgspec
import psutil

from evals.hostile.case import case
from evals.hostile.guarded import Outcome, serve
from evals.hostile.made import SECRET, SECRET_FILE

SECONDS = 2.0
"""CPU time that a file may take."""
PATIENCE, _LONGEST = 20.0, 600.0
"""Seconds of CPU time, and by the clock, after which a process counts as hanging: others may be busy on the machine."""
_START = 120.0


def outcomes(first: int, count: int, *, seed: int = 1, workers: int = 1, whole_every: int = 0) -> Iterator[Outcome]:
    """What became of so many files, in the order of being done; every so many are also read and kept."""
    numbers: Queue[int] = Queue()
    for number in range(first, first + count):
        numbers.put(number)
    done: Queue[Outcome | Exception | None] = Queue()
    with TemporaryDirectory(prefix="onrecord-hostile-") as folder:
        threads = [
            threading.Thread(
                target=_one, args=(numbers, done, Path(folder) / str(n) / "work", seed, whole_every), daemon=True
            )
            for n in range(workers)
        ]
        for thread in threads:
            thread.start()
        ended = 0
        while ended < workers:
            found = done.get()
            if found is None:
                ended += 1
            elif isinstance(found, Exception):
                raise found
            else:
                yield found
        for thread in threads:
            thread.join()


def _one(
    numbers: "Queue[int]", done: "Queue[Outcome | Exception | None]", folder: Path, seed: int, whole_every: int
) -> None:
    guarded = Guarded(folder, seed, whole_every)
    try:
        while not numbers.empty():
            done.put(guarded.outcome(numbers.get()))
    except Exception as error:  # noqa: BLE001  # raised where the outcomes are asked for
        done.put(error)
    finally:
        guarded.end()
        done.put(None)


class Guarded:
    """A guarded process (what it runs is `serve`) and the line to it; begun anew where it was lost.

    `patience` is the CPU seconds after which it counts as hanging.
    """

    def __init__(
        self,
        folder: Path,
        seed: int,
        whole_every: int,
        *,
        serve: Callable[[Connection, str, int, int], None] = serve,
        patience: float = PATIENCE,
    ) -> None:
        self._folder, self._seed, self._whole_every = folder, seed, whole_every
        self._serve, self._patience = serve, patience
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        folder.mkdir(parents=True)
        (folder / SECRET_FILE).write_text(SECRET, "utf-8")

    def outcome(self, number: int) -> Outcome:
        """What became of one file; what stands in the folder and beside it afterwards must stand there."""
        if self._line is None:
            self._begin()
        line, process = self._line, self._process
        if line is None or process is None:
            raise RuntimeError("No process to take files in could be started")
        try:
            line.send(number)
            found: Outcome | None = None
            if self._answers(line, process):
                found = msgspec.json.decode(line.recv(), type=Outcome)
            fault = None if found else f"hangs: nothing after {self._patience:.0f} s of CPU time"
        except (EOFError, OSError):
            process.join(5)
            found, fault = None, f"the process ended with status {process.exitcode}"
        if found is None or fault:
            self.end()
            found = self._lost(number, fault or "it said nothing")
        if strangers := self._strangers():
            found = msgspec.structs.replace(found, wrong=(*found.wrong, *strangers))
        return found

    def _answers(self, line: Connection, process: SpawnProcess) -> bool:
        """Whether there is an answer before patience ends."""
        began, spent = monotonic(), _spent(process)
        while not line.poll(1.0):
            if _spent(process) - spent > self._patience or monotonic() - began > _LONGEST:
                return False
        return True

    def end(self) -> None:
        """End the process and all that it started."""
        process, self._process = self._process, None
        if self._line is not None:
            self._line.close()
            self._line = None
        if process is None or process.pid is None:
            return
        process.join(2)
        with suppress(psutil.Error):
            family = psutil.Process(process.pid).children(recursive=True)
            for one in family:
                with suppress(psutil.Error):
                    one.kill()
        if process.is_alive():
            process.kill()
        process.join()

    def _begin(self) -> None:
        for kept in self._folder.glob("kept.duckdb*"):
            if kept.is_file():
                kept.unlink()
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        arguments = (theirs, str(self._folder), self._seed, self._whole_every)
        self._process = context.Process(target=self._serve, args=arguments)
        self._process.start()
        theirs.close()
        try:
            ready = self._line.poll(_START)
            if ready:
                self._line.recv()
        except EOFError:
            ready = False
        if not ready:
            raise RuntimeError("The process that takes files in does not start")

    def _lost(self, number: int, fault: str) -> Outcome:
        made = case(number, str(self._folder), self._seed)
        return Outcome(
            number=number,
            kind=made.kind,
            how=made.how,
            size=len(made.data),
            cpu=0.0,
            wall=0.0,
            mib=0.0,
            reports=0,
            errors={},
            raised=fault,
        )

    def _strangers(self) -> list[str]:
        """Files in the folder, or in the one above it, that nobody should have made."""
        inside = {path.name for path in self._folder.iterdir()} - {"file", SECRET_FILE}
        beside = {path.name for path in self._folder.parent.iterdir()} - {self._folder.name}
        return [
            f"made a file: {name}"
            for name in sorted({*inside, *beside})
            if not name.lstrip(".").startswith("kept.duckdb")
        ]


def _spent(process: SpawnProcess) -> float:
    """CPU seconds of a process and of those that it started."""
    total = 0.0
    with suppress(psutil.Error):
        program = psutil.Process(process.pid)
        for one in (program, *program.children(recursive=True)):
            with suppress(psutil.Error):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total
