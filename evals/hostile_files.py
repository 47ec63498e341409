"""Hostile files through the way in: none may crash it, hang it, take much, leave the folder, or pass without a word.

    python -m evals.hostile_files --count 10000 [--workers 2] [--seed 1] [--first 0] [--whole-every 25] [--write]
    python -m evals.hostile_files --show 4711 --out FILE     the file of a number, to look at

Each file is made from its number and the seed (evals/hostile): a valid invented file of some kind after some
mutations, or one made from nothing to do harm. It is written down, and taken in as `onrecord read` does (deliver,
unpack, compose) by a process that is watched; with `--whole-every N` each N-th is also read and kept in a record. Told
is every file that raised what nobody foresaw, ended or stopped its process, took more than two seconds of CPU time or
a GiB, opened anything for writing, asked for a connection, read what lies beside it, or about which nothing was said.
`--write` puts the figures into docs/hostile-files.json and the part of docs/hostile.md between its marks.
"""

import argparse
import platform
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from evals.hostile.case import case
from evals.hostile.guarded import Outcome
from evals.hostile.watch import SECONDS, outcomes
from onrecord.version import __version__

DOCS = Path(__file__).parents[1] / "docs"
PLACE = DOCS / "hostile-files.json"
PAGE = DOCS / "hostile.md"
BEGIN, END = "<!-- hostile files -->", "<!-- end -->"
_MIB = 1024
"""Resident MiB beyond which a file is told."""


def faults(found: Outcome) -> list[str]:
    """What must not be, of one file.

    >>> faults(Outcome(number=1, kind="CSV", how="flip", size=9, cpu=2.5, wall=3, mib=99, reports=1, errors={}))
    ['took 2.5 s of CPU time']
    """
    told = [found.raised] if found.raised else []
    told += found.wrong
    if found.cpu > SECONDS:
        told.append(f"took {found.cpu:.1f} s of CPU time")
    if found.mib > _MIB:
        told.append(f"took {found.mib:,.0f} MiB")
    return told


def summary(found: Sequence[Outcome], given: dict[str, Any]) -> dict[str, Any]:
    """The figures of a run, those of each kind among them."""
    times = sorted(one.cpu for one in found)
    kinds: dict[str, dict[str, Any]] = {}
    for kind in sorted({one.kind for one in found}):
        some = [one for one in found if one.kind == kind]
        kinds[kind] = {
            "files": len(some),
            "with_reports": sum(one.reports > 0 for one in some),
            "with_errors": sum(bool(one.errors) for one in some),
            "most_cpu": max(one.cpu for one in some),
            "most_mib": max(one.mib for one in some),
            "faults": sum(bool(faults(one)) for one in some),
        }
    whole = [one for one in found if one.read_cpu is not None]
    errors: Counter[int] = Counter()
    for one in found:
        errors.update(one.errors)
    return {
        **given,
        "measured": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "machine": f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}",
        "files": len(found),
        "bytes": sum(one.size for one in found),
        "reports": sum(one.reports for one in found),
        "errors": {str(number): count for number, count in sorted(errors.items())},
        "crashes": sum(bool(one.raised) and "hangs" not in str(one.raised) for one in found),
        "hangs": sum(bool(one.raised) and "hangs" in str(one.raised) for one in found),
        "over_time": sum(one.cpu > SECONDS for one in found),
        "wrong": sum(bool(one.wrong) for one in found),
        "middle_cpu": times[len(times) // 2],
        "late_cpu": times[int(0.99 * (len(times) - 1))],
        "most_cpu": times[-1],
        "most_mib": max(one.mib for one in found),
        "whole": {"files": len(whole), "characters": sum(one.characters for one in whole)},
        "kinds": kinds,
        "faults": [
            {"number": one.number, "kind": one.kind, "how": one.how, "told": faults(one)}
            for one in found
            if faults(one)
        ],
    }


def section(of: dict[str, Any]) -> str:
    """The part of the page that tells of a run."""
    rows = [
        "| kind of file | files | with reports | with errors | CPU, most | MiB, most |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    rows += [
        f"| {kind} | {one['files']:,} | {one['with_reports']:,} | {one['with_errors']:,} | {one['most_cpu']:.2f} s "
        f"| {one['most_mib']:,.0f} |"
        for kind, one in of["kinds"].items()
    ]
    whole = of["whole"]
    lines = [
        BEGIN,
        f"Measured {of['measured']} with onrecord {of['version']} ({of['machine']}): `python -m evals.hostile_files "
        f"--count {of['files']} --seed {of['seed']} --whole-every {of['whole_every']} --write`.",
        "",
        f"**{of['files']:,} files** ({of['bytes'] / 1e6:,.0f} MB): {of['crashes']} crashes, {of['hangs']} hangs, "
        f"{of['over_time']} over {SECONDS:.0f} s of CPU time, {of['wrong']} that opened, read or asked for what they "
        f"must not or about which nothing was said. They gave {of['reports']:,} reports and "
        f"{sum(of['errors'].values()):,} numbered errors and notices. CPU time of a file: "
        f"{1000 * of['middle_cpu']:.0f} ms in the middle, {of['late_cpu']:.2f} s for the 99th of a hundred, "
        f"{of['most_cpu']:.2f} s at most; memory: {of['most_mib']:,.0f} MiB at most. Of them {whole['files']:,} were "
        f"also read and kept ({whole['characters']:,} characters).",
        "",
        *rows,
        END,
    ]
    return "\n".join(lines)


def write(of: dict[str, Any]) -> None:
    """Keep the figures, and put them into the page where it has a place for them."""
    PLACE.write_bytes(msgspec.json.format(msgspec.json.encode(of), indent=1) + b"\n")
    text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    before, begin, rest = text.partition(BEGIN)
    if begin:
        _, _, after = rest.partition(END)
        PAGE.write_text(before + section(of) + after, "utf-8")
    else:
        print(f"{PAGE.name} has no place for it: put {BEGIN} {END} there")


def main() -> int:
    """Take files in and tell; the exit status is 1 where any was wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.hostile_files", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--whole-every", type=int, default=25)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", type=int)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.show is not None:
        made = case(given.show, "/nowhere", given.seed)
        print(f"{made.kind}: {made.how}, {len(made.data):,} bytes")
        if given.out:
            given.out.write_bytes(made.data)
        return 0
    found = []
    for one in outcomes(
        given.first, given.count, seed=given.seed, workers=given.workers, whole_every=given.whole_every
    ):
        found.append(one)
        if told := faults(one):
            print(f"{one.number} {one.kind} ({one.how}, {one.size:,} bytes): {'; '.join(told)}", flush=True)
        if len(found) % 500 == 0:
            print(f"… {len(found):,}", flush=True)
    of = summary(sorted(found, key=lambda one: one.number), {"seed": given.seed, "whole_every": given.whole_every})
    print({key: value for key, value in of.items() if key not in ("kinds", "faults", "errors")})
    if given.write:
        write(of)
    return 1 if of["faults"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
