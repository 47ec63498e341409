"""One process that takes hostile files in, as `onrecord read` does, and says what became of each and what it cost.

Python's own audit events tell of every file opened for writing, every program started and every connection asked for.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import psutil

from evals.hostile.case import Case, case
from evals.hostile.made import SECRET
from onrecord.errors import OnrecordError
from onrecord.flow.book import RecordBook
from onrecord.flow.one import compose_all
from onrecord.flow.options import ReadOptions
from onrecord.source.files import deliver

_FOREIGN = (
    "Der Unterhändler aus Keth lehnte den Vorschlag am Dienstag ab und reiste ohne weitere Worte aus Varn ab. " * 5
)
_REPORTS, _CHARS = 20, 20_000
"""Of more or longer reports none is also read: what reading costs is measured elsewhere."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.chmod", "os.truncate"}
_CALLS = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "os.system", "os.exec", "os.posix_spawn"}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file.

    `cpu` and `wall` are seconds of the whole way in, helpers' among them; `mib` is the most that was resident then, and
    `errors` counts the numbers of what was told. `raised` is an exception that nobody foresaw, `wrong` what else must
    not be. `read_cpu` is what reading and keeping took, where that was tried (`characters` of text), else None.
    """

    number: int
    kind: str
    how: str
    size: int
    cpu: float
    wall: float
    mib: float
    reports: int
    errors: dict[int, int]
    raised: str | None = None
    wrong: tuple[str, ...] = ()
    read_cpu: float | None = None
    characters: int = 0


def serve(line: Connection, work: str, seed: int, whole_every: int) -> None:
    """Take in the files whose numbers come along the line until it ends; every so many are also read and kept."""
    folder = Path(work)
    os.chdir(folder)
    os.environ["TMPDIR"] = work
    sys.dont_write_bytecode = True
    tempfile.gettempdir()  # which it finds out by making a file
    with RecordBook.open(folder / "kept.duckdb") as book:
        taken = Taken(folder, seed, whole_every, book)
        taken.warm()
        line.send(None)
        with suppress(EOFError):
            while True:
                number = line.recv()
                line.send(msgspec.json.encode(taken.file(number)))


class Taken:
    """The files that one process takes in, each listened to while it is."""

    def __init__(self, folder: Path, seed: int, whole_every: int, book: RecordBook) -> None:
        self._folder, self._seed, self._whole_every, self._book = folder, seed, whole_every, book
        self._seen: list[str] = []
        self._own = psutil.Process()
        self._listening = False
        sys.addaudithook(self._hear)

    def warm(self) -> None:
        """Load what is loaded late, so that it counts for no file: every kind once, and the reader."""
        from evals.hostile.samples import samples

        path = self._folder / "file"
        for data in (_FOREIGN.encode(), *(one.data for one in samples())):
            path.write_bytes(data)
            for _ in self.way_in(path):
                pass
        if self._whole_every:
            self._book.add(path)

    def file(self, number: int) -> Outcome:
        """What becomes of one file."""
        made = case(number, str(self._folder), self._seed)
        path = self._folder / "file"
        path.write_bytes(made.data)
        self._seen.clear()
        _forget_peak()
        began, spent = perf_counter(), self._spent()
        errors: Counter[int] = Counter()
        wrong: list[str] = []
        reports = 0
        raised = None
        self._listening = True
        try:
            for found in self.way_in(path):
                if isinstance(found, OnrecordError):
                    errors[found.number] += 1
                    text = str(found)
                else:
                    reports += 1
                    text = found.text
                if SECRET in text:
                    wrong.append("it read a file beside")
        except Exception as error:  # noqa: BLE001  # whatever comes is what is looked for
            raised = f"{type(error).__name__}: {str(error)[:300]}"
        cpu, wall, mib = self._spent() - spent, perf_counter() - began, self._peak()
        read_cpu, characters = None, 0
        if raised is None and 0 < reports <= _REPORTS and self._whole_every and number % self._whole_every == 0:
            raised, read_cpu, characters = self._whole(path)
        self._listening = False
        wrong += sorted(set(self._seen))
        if raised is None and not reports and not errors:
            wrong.append("nothing was said of it")
        return _outcome(
            made, cpu, wall, mib, reports, errors, raised=raised, wrong=wrong, read_cpu=read_cpu, characters=characters
        )

    def way_in(self, path: Path) -> Iterator[Any]:
        """The documents and errors of a file, as `onrecord read` comes by them."""
        for delivery in deliver([str(path)]):
            if isinstance(delivery, OnrecordError):
                yield delivery
            else:
                yield from compose_all(delivery, ReadOptions())

    def _whole(self, path: Path) -> tuple[str | None, float, int]:
        """Read it and keep it, as `onrecord add` does; the record must answer afterwards."""
        spent, before = self._spent(), len(self._book)
        try:
            summary = self._book.add(path, ReadOptions(max_chars=_CHARS))
            ids = [row.report for row in self._book.reports(limit=1).rows]
            if len(self._book) != before + summary.added or not (ids or not len(self._book)):
                return "The record does not hold what it said it keeps", 0.0, 0
        except Exception as error:  # noqa: BLE001  # as above
            return f"{type(error).__name__}: {str(error)[:300]}", 0.0, 0
        records = list(self._book.records())[before:]
        return None, self._spent() - spent, sum(len(record.report.text) for record in records)

    def _spent(self) -> float:
        """CPU seconds of this process, of those that it started, and of those that have ended."""
        own = os.times()
        total = own.user + own.system + own.children_user + own.children_system
        for child in self._own.children(recursive=True):
            with suppress(psutil.Error):
                times = child.cpu_times()
                total += times.user + times.system
        return total

    def _peak(self) -> float:
        """The most MiB of this process since it was forgotten, and what its children hold now."""
        total = _high_water()
        for child in self._own.children(recursive=True):
            with suppress(psutil.Error):
                total += child.memory_info().rss
        return total / (1024 * 1024)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._listening:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, (str, bytes, os.PathLike)) and (flags or 0) & _WRITES and not self._is_own(path):
                self._seen.append(f"opened for writing: {os.fsdecode(path)}")
        elif event in _CHANGES:
            path = arguments[0]
            if isinstance(path, (str, bytes, os.PathLike)) and not self._is_own(path):
                self._seen.append(f"{event}: {os.fsdecode(path)}")
        elif event in _CALLS:
            self._seen.append(event)
        elif event == "subprocess.Popen" and os.fsdecode(arguments[0]) != sys.executable:
            self._seen.append(f"started: {os.fsdecode(arguments[0])}")

    def _is_own(self, path: Any) -> bool:
        """Whether it belongs to the record that reports are kept in."""
        name = os.path.realpath(os.fsdecode(path))
        place, _, last = name.rpartition("/")
        beside = place == str(self._folder.resolve()) and last.lstrip(".").startswith("kept.duckdb")
        return beside or name.startswith(f"{self._folder.resolve()}/kept.duckdb") or name == os.devnull


def _outcome(
    made: Case,
    cpu: float,
    wall: float,
    mib: float,
    reports: int,
    errors: Counter[int],
    **others: Any,
) -> Outcome:
    others["wrong"] = tuple(others["wrong"])
    return Outcome(
        number=made.number,
        kind=made.kind,
        how=made.how,
        size=len(made.data),
        cpu=round(cpu, 3),
        wall=round(wall, 3),
        mib=round(mib, 1),
        reports=reports,
        errors=dict(errors),
        **others,
    )


def _forget_peak() -> None:
    """Let the kernel's high-water mark begin anew (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _high_water() -> float:
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return float(psutil.Process().memory_info().rss)
