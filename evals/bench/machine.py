"""What a program takes while it is measured: time and memory of it with all it started, and who else is busy."""

import os
import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import psutil

_MIB = 1024 * 1024
_BUSY = ("user", "nice", "system", "irq", "softirq")


def machine() -> str:
    """What the figures are of, in words."""
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}, Python {platform.python_version()}"


class Sample(msgspec.Struct, frozen=True):
    """Resident MiB at so many seconds since the start: of the program itself, and of it with all that it started.

    Memory that processes share counts in each of them, so `tree` is an upper bound.
    """

    seconds: float
    own: float
    tree: float


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """One program as it ran: seconds of wall and CPU time, exit status, and its memory over time.

    `others` is the share of the machine's time that other programs took: above a few per cent wall times mean little.
    """

    wall: float
    cpu: float
    others: float
    status: int
    samples: tuple[Sample, ...]

    @property
    def most(self) -> float:
        """The most resident MiB of the program with all that it started."""
        return max((one.tree for one in self.samples), default=0.0)


def watch(
    command: Sequence[str],
    cwd: Path,
    *,
    every: float = 0.5,
    log: Path | None = None,
    seen: Callable[[float], None] | None = None,
) -> Watched:
    """Run a program to its end and watch it; `seen` is told the seconds since its start at each sample.

    Its standard error goes to `log`, where one is given; what it answers is not kept.
    """
    samples = []
    busy, before, began = _busy(), os.times(), time.perf_counter()
    with (
        (log or Path(os.devnull)).open("wb") as told,
        subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=told if log else None) as process,
    ):
        program = psutil.Process(process.pid)
        while process.poll() is None:
            now = time.perf_counter() - began
            own, tree = _resident(program)
            if own:
                samples.append(Sample(round(now, 2), round(own, 1), round(tree, 1)))
            if seen:
                seen(now)
            time.sleep(every)
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    own_share = after.user + after.system - before.user - before.system
    others = max(0.0, _busy() - busy - cpu - own_share) / (wall * (os.cpu_count() or 1))
    return Watched(
        wall=round(wall, 2),
        cpu=round(cpu, 2),
        others=round(others, 3),
        status=process.returncode,
        samples=tuple(samples),
    )


def _busy() -> float:
    """Seconds that all cores together have worked since the machine was started."""
    times = psutil.cpu_times()
    return sum(getattr(times, name, 0.0) for name in _BUSY)


def _resident(program: psutil.Process) -> tuple[float, float]:
    """Resident MiB of a program, and of it with all that descend from it; 0 once it has ended."""
    try:
        own = program.memory_info().rss / _MIB
        family = program.children(recursive=True)
    except psutil.Error:
        return 0.0, 0.0
    tree = own
    for child in family:
        try:
            tree += child.memory_info().rss / _MIB
        except psutil.Error:
            continue
    return own, tree
