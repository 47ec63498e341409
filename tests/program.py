"""The program as people start it, time after time: hundreds of tests need no interpreter that begins anew each time."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE = 120
_READY = (
    "onrecord.cli.answers",
    "onrecord.cli.main",
    "onrecord.exchange.exports",
    "onrecord.flow.book",
    "onrecord.reading.reader",
    "tests.program",
)


def run(*arguments: str | Path, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What the program prints and how it ends, in a process of its own.

    It branches off from one that has the modules and nothing else; `started` begins with Python itself.
    """
    if sys.platform == "win32":
        return started(*arguments, given=given, **environment)
    words, surroundings = [*map(str, arguments)], {**os.environ, **environment}
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("given", "printed", "told")]
        streams[0].write_bytes(given)
        context = get_context("forkserver")
        context.set_forkserver_preload(_READY)
        process = context.Process(target=_run, args=(words, surroundings, Path.cwd(), streams))
        process.start()
        process.join(_PATIENCE)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, _PATIENCE)
        printed, told = (stream.read_bytes() for stream in streams[1:])
        return subprocess.CompletedProcess(words, process.exitcode, printed, told)


def started(*arguments: str | Path, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same, begun with Python itself."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=_PATIENCE,
        check=False,
    )


def _run(words: Sequence[str], surroundings: dict[str, str], where: Path, streams: Sequence[Path]) -> None:
    from onrecord.cli.main import main

    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    os.chdir(where)
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
    sys.argv = ["onrecord", *words]
    sys.exit(main(words))
