"""Runs a parser in a process of its own, with limits of time and memory: what breaks it breaks nothing else.

PDF and Parquet are read by large C++ libraries. A file made to crash one, to loop or to grow without end takes down
the child alone. One child is kept for the next file (starting one takes a tenth of a second of processor time), and
given up as soon as anything goes wrong in it.
"""

import atexit
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Final, Literal

import msgspec

from onrecord.document.entry import Entry
from onrecord.errors import DocumentError

Apart = Literal["pdf", "parquet"]

SECONDS: Final = 1.5
"""Processor time a file may take, and more for each of its megabytes:"""
SECONDS_A_MEGABYTE: Final = 4

MEMORY: Final = 1536 * 1024 * 1024
"""Address space that a child may take, besides six times the file."""

_WAIT: Final = 20
"""So many times its processor time a file may take by the clock: other programs want the processor too."""

_BATCH: Final = 64
_LENGTH: Final = struct.Struct(">Q")


class _Job(msgspec.Struct, frozen=True):
    form: Apart
    source: str
    seconds: float


class _Fault(msgspec.Struct, frozen=True):
    number: int
    where: str
    facts: dict[str, str | int]


class _Answer(msgspec.Struct, frozen=True):
    """Some entries or faults in order; `raised` ends the file as a whole, `done` says that all was sent."""

    found: list[tuple[Entry | None, _Fault | None]] = []
    raised: _Fault | None = None
    done: bool = False


def entries(form: Apart, data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """What the form's `parsed` gives, from a process of its own.

    Raises what that raises, and `DocumentError` E240 where the process crashed, or took too long or too much memory.
    """
    child = _taken()
    whole = False
    try:
        for answer in child.ask(form, data, source):
            for entry, failure in answer.found:
                if entry is not None:
                    yield entry
                elif failure is not None:
                    yield _error(failure)
            if answer.raised is not None:
                whole = True
                raise _error(answer.raised)
        whole = True
    finally:
        # Whoever stops in the middle leaves answers in the pipe.
        _given_back(child) if whole else child.end()


class _Child:
    def __init__(self) -> None:
        package = str(Path(__file__).parents[2])
        known = os.environ.get("PYTHONPATH")
        self._process = subprocess.Popen(
            # -P: a file of the folder one stands in must not pass for a module.
            [sys.executable, "-P", "-c", "from onrecord.document.apart import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, known)))},
        )

    def ask(self, form: Apart, data: bytes, source: str) -> Iterator[_Answer]:
        """The answers to one file, the last of them done or raised."""
        seconds = SECONDS + SECONDS_A_MEGABYTE * (len(data) // (1024 * 1024))
        job = msgspec.msgpack.encode(_Job(form, source, seconds))
        late = threading.Event()
        while True:
            timer = threading.Timer(seconds * _WAIT, self._stop, (late,))
            timer.daemon = True
            timer.start()
            try:
                if job:
                    # The child reads all before it answers, so that neither waits for the other.
                    with suppress(OSError):
                        _send(self._in, job)
                        _send(self._in, data)
                    job = b""
                frame = _receive(self._out)
            finally:
                timer.cancel()
            if frame is None:
                raise DocumentError(240, source, kind=_KINDS[form], reason=self._why(seconds, late.is_set()))
            answer = msgspec.msgpack.decode(frame, type=_Answer)
            yield answer
            if answer.done or answer.raised is not None:
                return

    @property
    def _in(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _why(self, seconds: float, late: bool) -> str:
        status = self._process.wait()
        if late or status in (-getattr(signal, "SIGPROF", 0), -getattr(signal, "SIGXCPU", 0)):
            return f"it takes more than {seconds:g} seconds"
        return f"the program that reads it broke down (status {status})"

    def end(self) -> None:
        """End the process and wait for that."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


_KINDS: Final[dict[Apart, str]] = {"pdf": "PDF", "parquet": "Parquet"}

_idle: list[_Child] = []
_lock = threading.Lock()


def _taken() -> _Child:
    with _lock:
        return _idle.pop() if _idle else _Child()


def _given_back(child: _Child) -> None:
    with _lock:
        if not _idle:
            _idle.append(child)
            return
    child.end()


@atexit.register
def end() -> None:
    """End the child that waits for the next file, if there is one."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    for child in waiting:
        child.end()


def _error(failure: _Fault) -> DocumentError:
    return DocumentError(failure.number, failure.where, **failure.facts)


def _fault(error: DocumentError) -> _Fault:
    facts = {name: value if isinstance(value, int) else str(value) for name, value in error.facts.items()}
    return _Fault(error.number, error.where, facts)


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next frame, None where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def serve() -> None:
    """What the child does: parse one file after the other until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not get between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (job := _receive(sys.stdin.buffer)) is not None and (data := _receive(sys.stdin.buffer)) is not None:
        _serve(out, msgspec.msgpack.decode(job, type=_Job), data)


def _serve(out: IO[bytes], job: _Job, data: bytes) -> None:
    _limit(job.seconds, len(data))
    batch: list[tuple[Entry | None, _Fault | None]] = []
    size = 0
    try:
        parsed = import_module(f"onrecord.document.forms.{job.form}").parsed
        for item in parsed(data, job.source):
            batch.append((item, None) if isinstance(item, Entry) else (None, _fault(item)))
            size += len(item.text) if isinstance(item, Entry) else 0
            if len(batch) >= _BATCH or size >= 1 << 20:
                _send(out, msgspec.msgpack.encode(_Answer(batch)))
                batch, size = [], 0
        last = _Answer(batch, done=True)
    except DocumentError as error:
        last = _Answer(batch, raised=_fault(error))
    except MemoryError:
        last = _Answer(raised=_fault(DocumentError(240, job.source, kind=_KINDS[job.form], reason=_TOO_MUCH)))
    _send(out, msgspec.msgpack.encode(last))


_TOO_MUCH: Final = "it takes too much memory"


def _limit(seconds: float, size: int) -> None:
    """Bounds processor time from here on, memory, and forbids to write files."""
    try:
        import resource
    except ImportError:
        # Windows has no such limits: there the clock alone ends a file.
        return
    # Ends the process, to a hundredth of a second; the limit after it, in whole ones, is for what blocks the signal.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)
    _soft(resource.RLIMIT_AS, MEMORY + 6 * size)
    _soft(resource.RLIMIT_FSIZE, 0)
    _soft(resource.RLIMIT_CORE, 0)


def _soft(which: int, wanted: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    with suppress(ValueError, OSError):
        resource.setrlimit(which, (wanted if hard < 0 else min(wanted, hard), hard))
