"""Whether what was acknowledged is there, and the rest is said: after kill -9, on a full disk, in damaged files.

    python -m evals.durability [--rounds 20] [--flips 500] [--cuts 60] [--journals 60] [--only PARTS] [--write]

Kills processes that add, read, correct, remove and bring up an old record, and a desk that is corrected through, at
seeded random moments; fills a small disk; flips bits, cuts files short and spoils journals of copies. After each it is
looked whether all that was acknowledged is there and `onrecord check` finds the record whole, or says what is not.
PARTS are kills,full,damage. `--write` puts the figures into docs/durability.json and docs/durability.md, with those of
parts that were not measured now. Exit status 1 where anything acknowledged was lost without a word.
"""

import argparse
import json
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals import durability_damage as damage
from evals.durability_full import full
from evals.durability_kills import MODES, kills

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- figures -->\n", "<!-- end -->"

_MODES = {
    "add": "reports are added (`RecordBook.keep`)",
    "read": "files are read and added (`RecordBook.adding`, as `onrecord add` does)",
    "correct": "entries are corrected, corrections undone",
    "remove": "reports are removed",
    "migrate": "a record of store format 1 is brought up to date",
    "desk": "a desk is killed while it is corrected through",
}


def damages(given: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """All kinds of damage."""
    whole, other = folder / "whole.duckdb", folder / "journal" / "whole.duckdb"
    other.parent.mkdir(parents=True)
    damage.record(whole)
    damage.journalled(other)
    return [
        damage.flips(whole, given.flips, folder / "spoilt"),
        damage.cuts(whole, given.cuts, folder / "spoilt"),
        damage.journals(other, given.journals, folder / "spoilt"),
        damage.forged(whole, given.flips // 5, folder / "spoilt"),
    ]


def is_lost(found: dict[str, Any]) -> bool:
    """Whether anything was lost without a word."""
    # Where nothing was acknowledged before a kill, nothing was shown either.
    bad = sum(one["lost"] + (not one["acknowledged"]) for one in found.get("kills", ()))
    if "full" in found:
        bad += found["full"]["lost"] + (not found["full"]["whole"])
    # Of forged checksums some damage stands in values that nothing is compared with.
    bad += sum(one["untold"] + one["crashed"] + one["hung"] + one["traced"] for one in found.get("damage", ())[:3])
    return bool(bad)


def page(found: dict[str, Any]) -> str:
    """The figures as they stand in the page."""
    lines = [f"Measured {found['measured']}, Python {found['python']}, DuckDB {found['duckdb']}.", ""]
    if rows := found.get("kills"):
        lines += ["| killed while | kills | in the midst of a change | acknowledged | lost |", "|---|--:|--:|--:|--:|"]
        lines += [
            f"| {_MODES[one['what']]} | {one['kills']} | {one['in the midst of a change']} | {one['acknowledged']} "
            f"| {one['lost']} |"
            for one in rows
        ]
        lines.append("")
    if one := found.get("full"):
        said = ", ".join(f"{what} {number}" for what, number in one["said"].items())
        lines += [
            f"No space left ({one['how']}): {said}. Of {one['acknowledged']} acknowledged changes {one['lost']} "
            f"were lost; "
            f"the record passed its check: {'yes' if one['whole'] else 'no'}; with space again adding was completed: "
            f"{'yes' if one['completed with space'] else 'no'}.",
            "",
        ]
    if rows := found.get("damage"):
        lines += [
            "| damage | copies | told | harmless | not told | crashed or hung | saved where rescue was tried |",
            "|---|--:|--:|--:|--:|--:|--:|",
        ]
        lines += [
            f"| {one['what']} | {one['tried']} | {one['told']} | {one['harmless']} | {one['untold']} "
            f"| {one['crashed'] + one['hung']} | {one['reports saved']} of {one['reports there']} |"
            for one in rows
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Measure and print; with `--write` also keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("rounds", 20), ("flips", 500), ("cuts", 60), ("journals", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--only", default="kills,full,damage")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in given.only.split(","):
            if part == "kills":
                found[part] = [kills(mode, given.rounds, folder / mode, given.seed) for mode in MODES]
            elif part == "full":
                found[part] = full(folder / part)
            else:
                found[part] = damages(given, folder / part)
            print(json.dumps({part: found[part]}), flush=True)
    if given.write:
        _write(found)
    return int(is_lost(found))


def _write(found: dict[str, Any]) -> None:
    import duckdb

    place, text = DOCS / "durability.json", DOCS / "durability.md"
    before = json.loads(place.read_text("utf-8")) if place.exists() else {}
    about = {"measured": datetime.now(UTC).date().isoformat(), "python": platform.python_version()}
    kept = {**before, **about, "duckdb": duckdb.__version__, **found}
    place.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    head, _, rest = text.read_text("utf-8").partition(BEGIN)
    text.write_text(f"{head}{BEGIN}{page(kept)}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
