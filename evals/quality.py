"""Measures quality and speed and writes docs/quality.json, docs/quality.md and what ships of it in the package.

    python -m evals.quality             measure all there is to measure, write all
    python -m evals.quality --no-speed  the same without speed, which a busy machine spoils: kept as measured before
    python -m evals.quality --render    write the page again from docs/quality.json

The dev sets live beside the checkout (../shared/data) and not in it; where they are absent, the page keeps what was
measured on them before, with its date and version. SPACY_PYTHON names a Python with spaCy to set the speed beside
(`make quality` makes one).
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from evals import confusion, measured, sentences, speed
from evals.gold import REPORTS
from evals.own import own_gold, score_own
from evals.page import Section, Sections, Speed, render
from onrecord.evaluate.gold import GoldReport, read_gold
from onrecord.evaluate.predict import read_all
from onrecord.evaluate.run import score
from onrecord.reading.reader import default_reader
from onrecord.record.parts import Record
from onrecord.version import __version__

ROOT = Path(__file__).parents[1]
DEV = ROOT.parent / "shared" / "data"
MEASURED = ROOT / "docs" / "quality.json"
PAGE = ROOT / "docs" / "quality.md"
PICTURE = ROOT / "docs" / "moves-confusion.svg"

STARTS = 5
SPEED_TEXTS = 40
"""Texts of PolNeAR dev that speed is measured on."""
FIRST = next(iter(sorted(REPORTS.glob("*.txt"))), None)

DEV_SETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "polnear": ("polnear/dev.jsonl", ("attributions",)),
    "plover": ("plover_gsr/dev.jsonl", ("moves",)),
    "wikinews": ("wikinews/gold.jsonl", ("attributions", "reports", "status")),
    "gap": ("coreference/gap/gap-validation.tsv", ("coreference",)),
    "gum": ("coreference/dev.jsonl", ("coreference",)),
}


def measure(sections: Sections, *, with_speed: bool = True) -> Sections:
    """The same sections, with everything that can be measured here measured anew."""
    new = dict(sections)
    gold = own_gold()
    new["own"] = _section(evaluations=tuple(score_own(gold, read_all(gold))), words=_words(gold))
    wanted = sentences.gold()
    read = read_all(wanted)
    pairs = [(report, record) for report, record in zip(wanted, read, strict=True) if isinstance(record, Record)]
    new["sentences"] = _section(
        evaluations=tuple(sentences.score_sentences(wanted, read)),
        words=_words(wanted),
        confusion=tuple((*key, number) for key, number in sorted(sentences.confusion(pairs).items())),
    )
    for name, (file, kinds) in DEV_SETS.items():
        path = DEV / file
        if not path.exists():
            print(f"{name}: not here, kept as measured before")
            continue
        gold = read_gold(str(path))
        start = time.process_time()
        read = read_all(gold)
        seconds = time.process_time() - start
        # The address of a dev set on this machine is nobody's business on a published page.
        new[name] = _section(evaluations=tuple(score(k, gold, read, file) for k in kinds), words=_words(gold))  # type: ignore[index]  # the names of DEV_SETS
        print(f"{name}: {len(gold)} texts read in {seconds:.1f} s of CPU time")
        if name == "polnear" and with_speed:
            new["speed"] = _section(speed=_speed([report.text for report in gold]))
    return new


def _section(**given: object) -> Section:
    cores = os.cpu_count()
    machine = f"{platform.system()} on {platform.machine()}, {cores} cores, Python {platform.python_version()}"
    today = datetime.now(UTC).date().isoformat()
    models = dict(default_reader().models)
    return Section(measured=today, version=__version__, models=models, machine=machine, **given)  # type: ignore[arg-type]  # its own fields


def _words(gold: Sequence[GoldReport]) -> int:
    return sum(len(report.text.split()) for report in gold)


def _speed(texts: list[str]) -> Speed:
    if FIRST is None:
        raise SystemExit("There is no labelled report to start with")
    runs = [_start(FIRST) for _ in range(STARTS)]
    pace = speed.measure(texts[:SPEED_TEXTS], speed.ROUNDS, os.environ.get("SPACY_PYTHON"))
    print(f"speed: {pace}")
    return Speed(
        words=pace["words"],
        texts=pace["reports"],
        cpu_seconds=round(pace["words"] / pace["onrecord"], 2),
        first_words=len(FIRST.read_text("utf-8").split()),
        first_wall_seconds=round(statistics.median(wall for wall, _ in runs), 3),
        first_cpu_seconds=round(statistics.median(cpu for _, cpu in runs), 3),
        load_seconds=pace["load_seconds"],
        peak_mib=pace["peak_mib"],
        spacy_pace=pace.get("spacy_sm"),
        ratio=pace.get("ratio"),
    )


def _start(path: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a fresh process that reads one report."""
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", "read", str(path), "--json"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def load(path: Path) -> Sections:
    """What was measured before; nothing where no file is."""
    return msgspec.json.decode(path.read_bytes(), type=Sections) if path.exists() else {}


def main(arguments: list[str] | None = None) -> int:
    """Measure and write; the exit status is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m evals.quality", description="Write the quality page.")
    parser.add_argument("--render", action="store_true", help="write the page again without measuring")
    parser.add_argument("--no-speed", action="store_true", help="leave speed as it was measured before")
    given = parser.parse_args(arguments)
    sections = load(MEASURED)
    if not given.render:
        sections = measure(sections, with_speed=not given.no_speed)
        MEASURED.parent.mkdir(exist_ok=True)
        MEASURED.write_bytes(msgspec.json.format(msgspec.json.encode(sections), indent=1) + b"\n")
    PAGE.write_text(render(sections), "utf-8")
    measured.write(sections)
    if "sentences" in sections:
        PICTURE.write_text(confusion.draw(sections["sentences"].confusion), "utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
