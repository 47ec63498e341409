"""Damages copies of a record and looks whether that is told: bits flipped, files cut short, journals spoilt.

What opens a damaged copy runs in a process of its own (`python -m evals.durability_damage`), so that one that is
killed by its engine, or hangs, is seen as such. It takes one path a line and answers with one line of JSON.
"""

import contextlib
import io
import json
import os
import random
import select
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from evals.durability_worker import invented
from onrecord.cli.main import main as onrecord
from onrecord.errors import OnrecordError
from onrecord.flow.book import RecordBook
from onrecord.store import acknowledged
from onrecord.store.filing import Filing
from onrecord.store.rescue import rescue

SECONDS = 60
"""So long may looking at one copy take, on a busy machine."""
SAVED = 10
"""Of so many copies one is rescued too, which takes longest."""
BLOCK, FIRST = 262_144, 12_288
_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
"""Of the engine's checksum of a block, which is the exclusive or of its 8-byte words times this, and of 5381."""


def record(path: Path, reports: int = 24) -> None:
    """A record to damage: some reports, some corrections, with and without a journal."""
    with RecordBook.open(path) as book:
        book.keep([Filing(one) for one in invented()[:reports]])
        for one in list(book.records())[:6]:
            book.correct(one.report.id, one.moves[0].id, {"status": "denied"}, author="A. Editor")


def journalled(path: Path) -> None:
    """The same, left as a process leaves it that is killed: the last changes stand in the journal."""
    script = (
        "import os, sys; from pathlib import Path; from evals.durability_worker import invented;"
        "from onrecord.store.record_store import RecordStore; from onrecord.store.filing import Filing;"
        f"store = RecordStore.open({str(path)!r});"
        "[store.add([Filing(one)]) for one in invented()[24:32]]; os._exit(0)"
    )
    record(path)
    subprocess.run([sys.executable, "-c", script], check=True)


def content(path: Path) -> str:
    """One value that stands for all that a record holds."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        ]
        return str(
            [connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {name} t").fetchall() for name in tables]
        )


def flips(path: Path, count: int, folder: Path, seed: int = 1) -> dict[str, Any]:
    """Flip one bit of a copy, so many times: in the heads, where something stands, and anywhere."""
    whole = path.read_bytes()
    make = random.Random(seed)
    something = np.flatnonzero(np.frombuffer(whole, dtype="u1"))

    def damaged() -> Iterator[bytes]:
        for n in range(count):
            places = (make.randrange(FIRST), int(make.choice(something)), make.randrange(len(whole)))
            yield _flipped(whole, places[n % 3], make)

    return {"what": "a bit flipped", **_looked(damaged(), path, folder)}


def forged(path: Path, count: int, folder: Path, seed: int = 2) -> dict[str, Any]:
    """The same with the checksum of the block made right again, as a fault before writing would have it."""
    whole = path.read_bytes()
    make = random.Random(seed)

    def damaged() -> Iterator[bytes]:
        for _ in range(count):
            block = FIRST + make.randrange((len(whole) - FIRST) // BLOCK) * BLOCK
            there = np.flatnonzero(np.frombuffer(whole[block + 8 : block + BLOCK], dtype="u1"))
            data = bytearray(_flipped(whole, block + 8 + int(make.choice(there)), make))
            words = np.frombuffer(bytes(data[block : block + BLOCK]), dtype="<u8")
            with np.errstate(over="ignore"):
                checksum = int(np.bitwise_xor.reduce(words[1:] * _FACTOR) ^ np.uint64(5381))
            data[block : block + 8] = checksum.to_bytes(8, "little")
            yield bytes(data)

    return {"what": "a bit flipped, its checksum made right", **_looked(damaged(), path, folder)}


def cuts(path: Path, count: int, folder: Path, seed: int = 3) -> dict[str, Any]:
    """Cut the file short at so many lengths."""
    whole = path.read_bytes()
    make = random.Random(seed)
    lengths = [0, 1, 12, 100, 4096, 8192, FIRST, FIRST + BLOCK, len(whole) - BLOCK, len(whole) - 1]
    lengths += [make.randrange(len(whole)) for _ in range(count - len(lengths))]
    return {"what": "the file cut short", **_looked((whole[:length] for length in lengths[:count]), path, folder)}


def journals(path: Path, count: int, folder: Path, seed: int = 4) -> dict[str, Any]:
    """Spoil the journal: missing, empty, of something else, cut short, with a bit flipped."""
    kept = path.with_name(f"{path.name}.wal").read_bytes()
    make = random.Random(seed)
    spoilt: list[bytes | None] = [None, b"", b"no journal" * 500, bytes(len(kept)), kept + make.randbytes(300)]
    spoilt += [kept[: make.randrange(len(kept))] for _ in range((count - 5) // 2)]
    spoilt += [_flipped(kept, make.randrange(len(kept)), make) for _ in range(count - len(spoilt))]
    return {"what": "the journal spoilt", **_looked(iter([path.read_bytes()] * count), path, folder, spoilt[:count])}


def _flipped(whole: bytes, at: int, make: random.Random) -> bytes:
    data = bytearray(whole)
    data[at] ^= 1 << make.randrange(8)
    return bytes(data)


def _looked(
    damaged: Iterator[bytes], path: Path, folder: Path, journals: list[bytes | None] | None = None
) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    numbers: Counter[str] = Counter()
    figures: Counter[str] = Counter(told=0, harmless=0, untold=0, crashed=0, hung=0, traced=0)
    figures["reports saved"] = figures["reports there"] = 0
    note = acknowledged.note_of(path)
    looker = _Looker(path)
    for n, data in enumerate(damaged):
        spoilt = folder / "spoilt.duckdb"
        for old in folder.glob("*spoilt*"):
            old.unlink()
        spoilt.write_bytes(data)
        journal = path.with_name(f"{path.name}.wal") if journals is None else None
        left = journals[n] if journals is not None else journal.read_bytes() if journal and journal.exists() else None
        if left is not None:
            spoilt.with_name("spoilt.duckdb.wal").write_bytes(left)
        if note.exists():
            shutil.copyfile(note, acknowledged.note_of(spoilt))
        found = looker.look(spoilt, save=n % SAVED == 0)
        figures[found["came"]] += 1
        figures["traced"] += found.get("traced", 0)
        figures["reports saved"] += found.get("saved", 0)
        figures["reports there"] += found.get("there", 0)
        numbers.update(found.get("numbers", ()))
    looker.close()
    return {
        "tried": figures["told"] + figures["harmless"] + figures["untold"] + figures["crashed"] + figures["hung"],
        **figures,
        "numbers": dict(sorted(numbers.items())),
    }


class _Looker:
    """A process that looks at damaged copies, and is started again where one of them ends it."""

    def __init__(self, whole: Path) -> None:
        self._call = [sys.executable, "-m", "evals.durability_damage", str(whole)]
        self._process = self._started()

    def look(self, path: Path, *, save: bool) -> dict[str, Any]:
        """What came of one copy."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{'save' if save else 'look'} {path}\n".encode())
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], SECONDS)
        line = process.stdout.readline() if ready else b""
        if line:
            found: dict[str, Any] = json.loads(line)
            return found
        self.close()
        self._process = self._started()
        return {"came": "crashed" if ready else "hung"}

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What one that has ended left unread is no matter.
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(self._call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        process.stdout.readline()
        return process


def _look(path: Path, whole: str, there: int, *, save: bool) -> dict[str, Any]:
    """Check a copy, ask it something, with `save` also save what is in it."""
    status, said = _run("check", str(path), "--json")
    faults = json.loads(said.splitlines()[-1])["faults"] if said.startswith("{") else []
    numbers = [f"E{one['number']}" for one in faults] or [said[:4]] * (status != 0)
    _, traced = _run("statements", str(path))
    if status == 0:
        return {"came": "harmless" if content(path) == whole else "untold", "traced": int("Traceback" in traced)}
    found = {
        "came": "told",
        "numbers": sorted(set(numbers)),
        "traced": int("Traceback" in traced or "Traceback" in said),
    }
    if not save:
        return found
    new = path.with_name("saved spoilt.duckdb")
    saved = 0
    try:
        saved = rescue(path, new).reports
    except OnrecordError as error:
        numbers.append(f"E{error.number}")
    finally:
        new.unlink(missing_ok=True)
    return {**found, "numbers": sorted(set(numbers)), "saved": saved, "there": there}


def _run(*arguments: str) -> tuple[int, str]:
    """A command's exit status and all that it wrote; what it raises is written too."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            return onrecord(arguments), out.getvalue()
        except Exception as error:  # noqa: BLE001  # whatever it is, a user would see it
            return 1, f"Traceback {error!r}"


def _serve(whole: Path) -> None:
    answers = os.fdopen(os.dup(1), "w")
    with RecordBook.open(whole, read_only=True) as book:
        there = len(book)
    known = content(whole)
    print("{}", file=answers, flush=True)
    for line in sys.stdin:
        save, _, path = line.strip().partition(" ")
        print(json.dumps(_look(Path(path), known, there, save=save == "save")), file=answers, flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
